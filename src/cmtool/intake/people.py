"""Who is meant: names become 工号 where the roster leaves no doubt; the unknown and the ambiguous are problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import pandas as pd

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding, of_each, rows_where
from cmtool.intake.lookalikes import likeness
from cmtool.intake.reading import shown
from cmtool.intake.references import NONE
from cmtool.intake.spelling import folded
from cmtool.intake.words import near
from cmtool.model.book import Book
from cmtool.model.problem import Problem, problem
from cmtool.model.tables import TABLES
from cmtool.model.text import Phrase, phrase

_ROLES: Final = (
    ("loans", "responsible"),
    ("loans", "granter"),
    ("loans", "surveyor"),
    ("loans", "reviewer"),
    ("loans", "approver"),
)
_BY_PERIOD: Final = frozenset({"targets", "ratings", "entries", "overrides"})
_BY_DATE: Final = frozenset({"conduct", "expenses", "fee_income"})


@dataclass(frozen=True)
class Roster:
    """工号 and names of everyone in 客户经理花名册, rejected rows included."""

    names: Mapping[str, str]  # 工号 → name

    @classmethod
    def of(cls, draft: Draft) -> Roster:
        frame = draft.book["managers"]
        names = dict(zip(frame["id"].tolist(), frame["name"].tolist(), strict=True))
        for one in draft.rejected:
            if one.table == "managers" and "id" in one.values:
                names.setdefault(str(one.values["id"]), str(one.values.get("name", "")))
        return cls(names)

    @cached_property
    def by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for number, name in self.names.items():
            found[_bare(name)] = (*found.get(_bare(name), ()), number)
        return found

    def numbers(self, said: str) -> tuple[str, ...]:
        """The 工号 that a number or a name may mean: one, several namesakes, or none."""
        if said in self.names:
            return (said,)
        return self.by_name.get(_bare(said), ())

    def near(self, said: str) -> Phrase:
        """What may have been meant: a 工号 whose zeros the roster has lost, else the closest number or name."""
        short = said.lstrip("0")
        if said.isdigit() and short != said and short in self.names:
            return phrase(
                "；花名册里的 {short} 多半丢了开头的 0，请把花名册那一格设为文本格式，写成 {said}",
                short=short,
                said=said,
            )
        return near(said, [*self.names, *(name for name in self.names.values() if name)])


def _bare(name: str) -> str:
    return folded(name)


def manager_fields() -> Iterator[tuple[str, str]]:
    """Every field that names the manager of a row."""
    for table in TABLES.values():
        for name, column in table.columns.items():
            if column.by_name:
                yield table.id, name


def resolve(draft: Draft) -> tuple[Draft, list[Finding], list[Problem]]:
    """The draft with names turned into 工号, findings about single rows, and problems of whole columns.

    Of a roster that did not come whole, who is in it is known; that somebody is not says nothing.
    """
    if "managers" not in draft.book:
        return draft, [], []
    roster, is_whole = Roster.of(draft), draft.whole("managers")
    findings: list[Finding] = []
    tables = dict(draft.book.tables)
    for table, name in manager_fields():
        if draft.book.has(table, name):
            numbers = _numbers(tables[table][name], roster)
            findings += _doubts(draft, roster, table, name, numbers if is_whole else _met(numbers))
            findings += _disagreements(draft, roster, table, name, numbers)
            tables[table] = tables[table].assign(**{name: _settled(tables[table][name], numbers)})
    problems: list[Problem] = []
    for table, name in _ROLES:
        if draft.book.has(table, name):
            numbers = _numbers(tables[table][name], roster)
            problems += _strangers(draft, roster, table, name, numbers if is_whole else _met(numbers))
            tables[table] = tables[table].assign(**{name: _settled(tables[table][name], numbers)})
    book = Book(draft.book.month, tables, draft.book.sources)
    return replace(draft, book=book, _lists={}), findings, problems


def _numbers(column: pd.Series, roster: Roster) -> dict[str, tuple[str, ...]]:
    """Each thing that the column says → the 工号 it may mean."""
    return {said: roster.numbers(said) for said in set(column.tolist()) if said}


def _met(numbers: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Without those whom the roster does not have."""
    return {said: found for said, found in numbers.items() if found}


def _settled(column: pd.Series, numbers: Mapping[str, tuple[str, ...]]) -> pd.Series:
    sure = {said: found[0] for said, found in numbers.items() if len(found) == 1 and found[0] != said}
    if not sure:
        return column
    return pd.Series([sure.get(said, said) for said in column.tolist()], dtype="object")


def _doubts(
    draft: Draft, roster: Roster, table: str, name: str, numbers: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    doubtful = {said for said, found in numbers.items() if len(found) != 1}
    if not doubtful:
        return
    past = _past(draft.book, table)
    column = draft.book[table][name].tolist()
    strangers = [row for row, said in enumerate(column) if said in doubtful and not numbers[said]]
    if len(strangers) >= NONE and len(strangers) == sum(map(bool, column)) and not any(past):
        words = {"table": TABLES["managers"].name, "count": len(strangers)}
        yield from of_each(strangers, draft.finding(codes.NONE_KNOWN, table, strangers[0], name, words))
        return
    hints = {said: roster.near(said) for said in doubtful}
    for row, said in enumerate(column):
        if said not in doubtful:
            continue
        found = numbers[said]
        if found:
            values = {"count": len(found), "ids": "、".join(found)}
            yield draft.finding(codes.NAMESAKES, table, row, name, values)
        else:
            kind = codes.FORMER_MANAGER if past[row] else codes.UNKNOWN_MANAGER
            meant = likeness(said)
            proposal = meant if meant in roster.names else ""
            yield draft.finding(kind, table, row, name, {"near": hints[said]}, proposal)


def _past(book: Book, table: str) -> list[bool]:
    """Which rows are only about the time before the month: grade history, ended assignments, earlier periods and days."""
    frame, month = book[table], book.month
    if table == "grades":
        return [True] * len(frame)
    if table == "assignments":
        return (frame["end"] < pd.Timestamp(month.first)).tolist()
    if table in _BY_PERIOD:
        return [period.last < month for period in frame["period"].tolist()]
    if table in _BY_DATE:
        return (frame["date"] < pd.Timestamp(month.first)).tolist()
    return [False] * len(frame)


def _disagreements(
    draft: Draft, roster: Roster, table: str, name: str, numbers: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    """Rows whose number and the name beside it are two people."""
    written = draft.names.get(table, [])
    if not any(written):
        return
    said = draft.book[table][name].tolist()
    mask = [
        bool(beside)
        and len(numbers.get(one, ())) == 1
        and _bare(roster.names[numbers[one][0]]) not in ("", _bare(beside))
        for one, beside in zip(said, written, strict=True)
    ]
    for row in rows_where(mask):
        number = numbers[said[row]][0]
        values = {"id": number, "known": roster.names[number], "found": shown(written[row])}
        yield draft.finding(codes.NAME_DIFFERS, table, row, name, values)


def _strangers(
    draft: Draft, roster: Roster, table: str, name: str, numbers: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    """People in other roles who are not in the roster: said once for each, for they may be no managers at all."""
    said = draft.book[table][name].tolist()
    for person in sorted(one for one, found in numbers.items() if len(found) != 1):
        rows = [row for row, one in enumerate(said) if one == person]
        header = TABLES[table].columns[name].header
        values = {"header": header, "found": person, "count": len(rows), "near": roster.near(person)}
        yield problem(
            codes.UNKNOWN_PERSON, draft.where(table, rows[0], name), values, column=header, found=person
        )
