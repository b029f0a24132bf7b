"""A policy's text becomes a Policy, or problems named by their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import NOTHING, Phrase, did_you_mean, phrase
from cmtool.policy import codes
from cmtool.policy.keys import keys_at
from cmtool.policy.lint import lint
from cmtool.policy.places import dotted, nearest, places
from cmtool.policy.policy import POLICY_SCHEMA, Policy
from cmtool.policy.toml_text import decoded, loaded
from cmtool.policy.vocabulary import key_of

_ALLOWED = re.compile(r"'([^']*)'")
_MONTH = re.compile(r"[12][0-9]{3}-[01][0-9]")
_LIMITS = ("cap", "floor")
_PAPERS: Mapping[str, Phrase] = {
    "document": phrase("文号"),
    "approved_on": phrase("批准日期"),
    "approved_by": phrase("批准机构"),
}
_NAMED = ("figure", "line", "group", "plan")
_PLAIN: Mapping[str, str] = {
    "string_type": "应为文字（加英文引号）",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "greater_than": "必须大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than": "必须小于 {lt}",
    "less_than_equal": "不能大于 {le}",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "dict_type": "应为一张表（键 = 值）",
    "model_type": "应为一张表（键 = 值）",
    "model_attributes_type": "应为一张表（键 = 值）",
    "tuple_type": "应为列表 [ … ]",
    "date_type": "应为日期，如 2023-12-20",
    "date_from_datetime_parsing": "应为日期，如 2023-12-20",
    "date_from_datetime_inexact": "应为日期，如 2023-12-20",
    "date_parsing": "应为日期，如 2023-12-20",
    "list_type": "应为列表 [ … ]",
    "too_short": "至少要有 {min_length} 项",
    "too_long": "最多 {max_length} 项",
}
_UNKNOWN = phrase("这里的写法认不出，见考核办法语言说明").template
"""What is said of a mistake for which there is no sentence of its own."""


def read_policy(text: str, name: str) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The policy in a TOML text, with every problem; ``name`` is its file relative to the workspace.

    The policy is None when anything is an error.
    """
    found, notes = loaded(text, name)
    if found is None:
        return None, notes
    policy, problems = _of(found.written, name)
    return policy, (*notes, *problems)


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy without errors and its TOML: the text, what it says (decimals as written), and what that means."""

    text: str
    written: Mapping[str, Any]
    policy: Policy


@dataclass(frozen=True, slots=True)
class Reading:
    """A policy file read: its text as TOML, what that says, the policy, and every problem with its line.

    ``policy`` is None when anything is an error, ``written`` empty when the file is no TOML at all.
    """

    text: str
    written: Mapping[str, Any]
    policy: Policy | None
    problems: tuple[Problem, ...]
    name: str = ""  # of the file, as problems call it

    @property
    def whole(self) -> PolicyText | None:
        """The policy with its text; None when anything is an error."""
        return PolicyText(self.text, self.written, self.policy) if self.policy else None


def read_bytes(content: bytes, name: str) -> Reading:
    """The policy in a file's bytes; ``name`` is the file relative to the workspace."""
    text, notes = decoded(content, name)
    if text is None:
        return Reading("", {}, None, notes, name)
    found, more = loaded(text, name)
    if found is None:
        return Reading(text, {}, None, (*notes, *more), name)
    policy, problems = _of(found.written, name)
    return Reading(found.text, found.written, policy, (*notes, *more, *numbered(problems, found.text)), name)


def numbered(problems: tuple[Problem, ...], text: str) -> Iterator[Problem]:
    """Each problem with the line of its key, or of the nearest key around it."""
    lines = {dotted(path): place.line for path, place in places(text).items()} if problems else {}
    for one in problems:
        line = nearest(lines, one.where.sheet)
        yield (
            one if line is None or one.where.cell else replace(one, where=replace(one.where, cell=str(line)))
        )


def _of(written: Mapping[str, Any], name: str) -> tuple[Policy | None, tuple[Problem, ...]]:
    if "schema" not in written:
        values = {"key": "schema", "how": phrase("：在文件开头写 schema = {known}", known=POLICY_SCHEMA)}
        return None, (problem(codes.MISSING_KEY, Where(name, "schema"), values),)
    if written["schema"] == str(POLICY_SCHEMA):
        values = {"reason": phrase("应为整数")}
        return None, (problem(codes.BAD_VALUE, Where(name, "schema"), values, found=f'"{POLICY_SCHEMA}"'),)
    if written["schema"] != POLICY_SCHEMA:
        values = {"found": written["schema"], "known": POLICY_SCHEMA}
        return None, (problem(codes.SCHEMA, Where(name, "schema"), values),)
    try:
        policy = Policy.model_validate(written)
    except ValidationError as error:
        return None, tuple(_problems(error, name, written))
    found_problems = (*_effective(policy, name), *lint(policy, name))
    if any(found.is_error for found in found_problems):
        return None, found_problems
    return policy, found_problems


def _effective(policy: Policy, name: str) -> Iterator[Problem]:
    """A file is found by its name, so the name must be the month from which it holds."""
    stem = name.rpartition("/")[2].removesuffix(".toml")
    if policy.about.effective != stem and _MONTH.fullmatch(stem):
        values = {"name": stem + ".toml", "effective": policy.about.effective}
        yield problem(codes.EFFECTIVE, Where(name, "about.effective"), values, found=policy.about.effective)


def _problems(error: ValidationError, name: str, written: Mapping[str, Any]) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        place = _place(detail["loc"], written)
        key = ".".join(str(part) for part in place)
        where = Where(name, key)
        last = str(place[-1]) if place else ""
        match detail["type"]:
            case "extra_forbidden":
                hint = _hint(last, keys_at(Policy, detail["loc"][:-1]))
                yield problem(codes.UNKNOWN_KEY, where, {"key": last, "hint": hint}, found=last)
            case "missing":
                yield problem(codes.MISSING_KEY, where, {"key": last, "how": _how(place)})
            case "union_tag_not_found" if "'kind'" in str((detail.get("ctx") or {}).get("discriminator")):
                values = {
                    "key": "kind",
                    "how": phrase('：写明是哪一种，如 kind = "…"；有哪些见考核办法语言说明'),
                }
                yield problem(codes.MISSING_KEY, Where(name, f"{key}.kind"), values)
            case "literal_error" | "union_tag_invalid":
                context = detail.get("ctx") or {}
                listed = str(context.get("expected") or context.get("expected_tags", ""))
                allowed = [word for word in _ALLOWED.findall(listed) if word]
                found = str(context.get("tag", _shown(detail["input"])))
                words = phrase(
                    "只能是 {allowed}{hint}",
                    allowed="、".join(f'"{word}"' for word in allowed) or context.get("expected", ""),
                    hint=did_you_mean(found, allowed),
                )
                yield problem(codes.BAD_VALUE, where, {"reason": words}, found=found)
            case kind:
                template = _PLAIN.get(kind, kind if kind in detail["msg"] or "{" in kind else _UNKNOWN)
                words = Phrase(template, tuple((detail.get("ctx") or {}).items()))
                yield problem(codes.BAD_VALUE, where, {"reason": words}, found=_shown(detail["input"]))


def _place(location: tuple[str | int, ...], written: Any) -> tuple[str | int, ...]:
    """Where an error stands in the text: without the names of union members that pydantic puts in after a node
    that says its ``kind``."""
    place: list[str | int] = []
    node, entered = written, False
    for part in location:
        kind = node.get("kind") if isinstance(node, Mapping) else None
        if (entered and part == kind) or (isinstance(part, str) and "[" in part):
            entered = False
            continue
        place.append(part)
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            node = None
        entered = True
    return tuple(place)


def _shown(value: object) -> str:
    return "" if isinstance(value, dict | list | BaseModel) else str(value)


def _hint(key: str, known: frozenset[str]) -> Phrase:
    """The key that was meant, of those that can stand there."""
    meant = key_of(key) or key
    return did_you_mean(meant, sorted(known - {key}))


def _how(place: tuple[str | int, ...]) -> Phrase:
    """What to write for a key that is not there."""
    if place and place[-1] in _LIMITS:
        return phrase('；没有封顶或保底时写 "none"')
    if len(place) == 2 and place[0] == "about" and place[1] in _PAPERS:
        return phrase("：请填上{paper}", paper=_PAPERS[str(place[1])])
    if len(place) == 1:
        table = f"[{place[0]}.名称]" if place[0] in _NAMED else f"[{place[0]}]"
        return phrase(
            "：整个部分都没有，要另起一行写 {table}，下面写它的各项，写法见考核办法语言说明", table=table
        )
    return NOTHING
