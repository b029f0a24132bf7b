"""``branch.toml`` becomes a Branch, or problems named by their keys."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from cmtool.files import codes
from cmtool.model.branch import BRANCH_SCHEMA, Branch
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.tables import table_named

_LINE = re.compile(r"at line ([0-9]+)")
_NAME = "branch.toml"


def parse_branch(text: str) -> tuple[Branch | None, tuple[Problem, ...]]:
    """What the branch says of itself in a TOML text, with every problem; None when anything is an error."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = found[1] if found else str(max(1, len(text.splitlines())))  # it ended too early
        return None, (problem(codes.BRANCH_NOT_TOML, Where(_NAME, "", line), {"line": line}),)
    if written.get("schema") != BRANCH_SCHEMA:
        values = {"found": written.get("schema", "?"), "known": BRANCH_SCHEMA}
        return None, (problem(codes.BRANCH_SCHEMA_UNKNOWN, Where(_NAME, "schema"), values),)
    try:
        branch = Branch.model_validate(written)
    except ValidationError as error:
        return None, tuple(_problems(error))
    unknown = tuple(_unknown_tables(branch))
    return (None if unknown else branch), unknown


def _problems(error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        key = ".".join(str(part) for part in detail["loc"])
        where, context = Where(_NAME, key), detail.get("ctx") or {}
        match detail["type"]:
            case "extra_forbidden":
                yield problem(codes.BRANCH_UNKNOWN_KEY, where, {"key": key})
            case "missing":
                yield problem(codes.BRANCH_MISSING_KEY, where, {"key": key})
            case "literal_error":
                yield problem(codes.BRANCH_NOT_ALLOWED, where, _choice(key, detail["input"], context))
            case _:
                yield problem(codes.BRANCH_WRONG_TYPE, where, {"key": key})


def _choice(key: str, found: object, context: Mapping[str, Any]) -> dict[str, object]:
    return {"key": key, "found": found, "allowed": context.get("expected", "")}


def _unknown_tables(branch: Branch) -> Iterator[Problem]:
    for part, tables in (("units", branch.units), ("columns", branch.columns)):
        for table in tables:
            if table_named(table) is None:
                yield problem(codes.BRANCH_UNKNOWN_TABLE, Where(_NAME, f"{part}.{table}"), {"table": table})
