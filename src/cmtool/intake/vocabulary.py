"""Which headers stand for which fields: canonical headers, aliases, English ids, and what the branch settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cmtool.intake import codes
from cmtool.intake.spelling import folded
from cmtool.intake.words import near
from cmtool.model.branch import Branch
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.table import Table
from cmtool.model.tables import TABLES, table_named

SETTLED, CANONICAL, ALIAS, BY_NAME = range(4)
_COMPARED: Final = ("loans", "deposits")  # with the 总账
BRANCH_FILE: Final = "branch.toml"
_UNIT = re.compile(r"(?P<name>.+?)[(:/,](?:单位:?)?(?:人民币)?(?P<unit>元|千元|万元|亿元|%|‰)\)?")


@dataclass(frozen=True, slots=True)
class Claim:
    """A header stands for a field; a lower rank is the surer claim."""

    field: str
    rank: int


Vocabulary = Mapping[str, Claim]


def unit_of(header: str) -> str:
    """The unit a header ends with: 贷款余额(万元) is in 万元, 年利率(%) in %; ``""`` when it says none."""
    found = _UNIT.fullmatch(folded(header))
    return found["unit"] if found else ""


@lru_cache(maxsize=1 << 12)
def without_unit(header: str) -> str:
    """The header, folded, without the unit at its end."""
    found = _UNIT.fullmatch(folded(header))
    return found["name"] if found else folded(header)


def claim(vocabulary: Vocabulary, header: str) -> Claim | None:
    """What a header as found stands for, with or without its unit."""
    return vocabulary.get(folded(header)) or vocabulary.get(without_unit(header))


@lru_cache(maxsize=64)
def _own(table: str) -> Vocabulary:
    found: dict[str, Claim] = {}
    for field, column in TABLES[table].columns.items():
        ranked = (
            (CANONICAL, (column.header, field)),
            (ALIAS, column.aliases),
            (BY_NAME, column.by_name),
        )
        for rank, headers in ranked:
            for header in headers:
                found.setdefault(folded(header), Claim(field, rank))
    return found


def own_claim(table: Table, header: str) -> Claim | None:
    """What a header stands for in a table where no branch settled anything."""
    return claim(_own(table.id), header)


def vocabularies(branch: Branch) -> Mapping[str, Vocabulary]:
    """Table id → its vocabulary, the branch's settled mapping first."""
    settled = _settled(branch)
    return {table: {**_own(table), **settled.get(table, {})} for table in TABLES}


def _settled(branch: Branch) -> Mapping[str, Vocabulary]:
    found: dict[str, Vocabulary] = {}
    for name, headers in branch.columns.items():
        table = table_named(name)
        if table is not None:
            fields = _known_fields(table)
            found[table.id] = {
                folded(header): Claim(fields[folded(meant)], SETTLED)
                for header, meant in headers.items()
                if folded(meant) in fields
            }
    return found


def _known_fields(table: Table) -> Mapping[str, str]:
    return {folded(header): field for header, field in table.fields.items()}


def settled_problems(branch: Branch) -> Iterator[Problem]:
    """Tables and headers in ``branch.toml`` that nobody knows."""
    for section, names in (("columns", branch.columns), ("units", branch.units)):
        for name in names:
            if table_named(name) is None:
                yield _unknown(section, name, [table.name for table in TABLES.values()])
    for name in branch.ledger_accounts:
        if name not in _COMPARED:
            yield _unknown("ledger_accounts", name, list(_COMPARED))
    for name, headers in branch.columns.items():
        table = table_named(name)
        if table is not None:
            known = _known_fields(table)
            for meant in headers.values():
                if folded(meant) not in known:
                    yield _unknown(
                        f"columns.{name}", meant, [column.header for column in table.columns.values()]
                    )


def _unknown(section: str, word: str, known: list[str]) -> Problem:
    values = {"section": section, "word": word, "near": near(word, known)}
    return problem(codes.MAPPING_UNKNOWN, Where(BRANCH_FILE, "", f"{section}.{word}"), values, found=word)


def branch_unit(branch: Branch, table: Table) -> str:
    """The unit that ``branch.toml`` says for a table's money, or ``""``."""
    for name, unit in branch.units.items():
        if table_named(name) is table:
            return unit
    return ""
