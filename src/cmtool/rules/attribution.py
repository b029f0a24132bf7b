"""Whose is a row? An assignment in force that day, else the row's own manager, else its client's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.money import plain
from cmtool.model.problem import Problem, masked, problem
from cmtool.rules import codes
from cmtool.rules.lookup import looked_up, texts

ALL_ROLES = "全部"
INHERITING = frozenset({"主办", ALL_ROLES})
"""Roles that a row's own manager, or its client's, has where no assignment says another."""
DIRECT = {
    "责任人": "responsible",
    "发放人": "granter",
    "调查人": "surveyor",
    "复核人": "reviewer",
    "审批人": "approver",
}
"""Roles with a column of their own in 贷款台账; they never inherit."""

COLUMNS = ["row", "manager", "client", "start", "end", "numerator", "denominator"]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holding:
    """One assignment in time: who holds what share in which role; ``row`` is its index in the table."""

    start: date
    end: date
    manager: str
    role: str
    share: Fraction | None
    row: int


@dataclass
class Attribution:
    """Answers whose a row is; collects problems of shares on the way, each once."""

    book: Book
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._holdings = _holdings(self.book)
        self._of_client = texts(self.book["clients"], "id", "manager")
        self._seen: set[tuple[str, str]] = set()

    def owned(self, rows: pd.DataFrame, role: str) -> pd.DataFrame:
        """Rows split among their managers.

        ``rows`` has ``row``, ``manager`` (own, may be ``""``), ``client``, ``start``, ``end`` (dates, inclusive), and
        ``note`` or ``account`` where the table has one. The answer has COLUMNS: an interval is cut where its owners
        change; a share nobody holds has manager ``""``.
        """
        inherited = looked_up(rows["client"], self._of_client)
        owner = rows["manager"].where(rows["manager"] != "", inherited)
        plain_rows = rows.assign(manager=owner, numerator=1, denominator=1)
        if role not in INHERITING:
            plain_rows = plain_rows.assign(manager="")
        touched = self._touched(rows)
        if not touched.any():
            return plain_rows[COLUMNS]
        cut = [
            piece
            for values in plain_rows[touched].to_dict("records")
            for piece in self._pieces({str(key): value for key, value in values.items()}, role)
        ]
        split = pd.DataFrame(cut, columns=COLUMNS).astype(
            {"start": "datetime64[s]", "end": "datetime64[s]", "row": "int64"}
        )
        return pd.concat([plain_rows.loc[~touched, COLUMNS], split], ignore_index=True)

    def _touched(self, rows: pd.DataFrame) -> pd.Series[bool]:
        touched = pd.Series(False, index=rows.index)
        for kind in ("note", "account", "client"):
            if kind in rows:
                touched |= rows[kind].isin(self._holdings[kind].keys())
        return touched

    def _pieces(self, row: Mapping[str, object], role: str) -> Iterator[tuple[object, ...]]:
        first, last = _day(row["start"]), _day(row["end"])
        levels = [
            self._holdings[kind].get(str(row[kind]), [])
            for kind in ("note", "account", "client")
            if row.get(kind)
        ]
        edges = {first}
        for holding in (holding for level in levels for holding in level):
            edges |= {edge for edge in (holding.start, holding.end + _DAY) if first < edge <= last}
        starts = sorted(edges)
        for start, following in zip(starts, [*starts[1:], last + _DAY], strict=True):
            end = following - _DAY
            for manager, share in self._shares(row, levels, start, role):
                parts = (share.numerator, share.denominator)
                yield (row["row"], manager, row["client"], start, end, *parts)

    def _shares(
        self, row: Mapping[str, object], levels: list[list[Holding]], day: date, role: str
    ) -> Iterator[tuple[str, Fraction]]:
        for level in levels:
            held = [
                holding
                for holding in level
                if holding.start <= day <= holding.end and role in (ALL_ROLES, holding.role)
            ]
            if held:
                break
        else:
            yield str(row["manager"]), Fraction(1)
            return
        rest = Fraction(1)
        for holding, share in self._checked(row, held, day):
            rest -= share
            yield holding.manager, share
        if 0 < rest < 1:
            self._say_short(row, held[0], rest)
        if rest:
            yield "", rest

    def _checked(
        self, row: Mapping[str, object], held: list[Holding], day: date
    ) -> list[tuple[Holding, Fraction]]:
        """The shares that count, none when they are not to be trusted (the problem is said once for each key)."""
        key = _named(row)
        if len(held) == 1 and held[0].share is None:
            return [(held[0], Fraction(1))]
        where = self.book.where("assignments", held[0].row, "share")
        blank = [holding for holding in held if holding.share is None]
        if blank:
            self._say(problem(codes.SHARE_MISSING, where, {"key": key, "count": len(held)}, key=key))
            return []
        shares = [(holding, holding.share or Fraction(0)) for holding in held]
        total = sum((share for _, share in shares), Fraction(0))
        if total > 1:
            values = {"key": key, "day": day.isoformat(), "sum": plain(total * 100) + "%"}
            self._say(problem(codes.SHARE_OVER, where, values, key=key))
            return []
        return shares

    def _say_short(self, row: Mapping[str, object], holding: Holding, rest: Fraction) -> None:
        key = _named(row)
        shares = {"sum": plain((1 - rest) * 100) + "%", "rest": plain(rest * 100) + "%"}
        where = self.book.where("assignments", holding.row, "share")
        said = {"key": key, "role": holding.role, **shares}
        self._say(problem(codes.SHARE_SHORT, where, said, column="份额", key=key))

    def _say(self, found: Problem) -> None:
        if (found.code, str(found.where)) not in self._seen:
            self._seen.add((found.code, str(found.where)))
            self.problems.append(found)

    def changed_in_month(self) -> Iterator[Problem]:
        """A warning for each assignment that begins or ends within the month (month sums follow its last day)."""
        month = self.book.month
        for kind in ("note", "account", "client"):
            for key, holdings in self._holdings[kind].items():
                for holding in holdings:
                    began = month.first < holding.start <= month.last
                    ended = month.first <= holding.end < month.last
                    if began or ended:
                        day = holding.start if began else holding.end
                        where = self.book.where("assignments", holding.row, "start" if began else "end")
                        named = masked(key) if kind == "account" else key
                        values = {"key": named, "day": day.isoformat()}
                        yield problem(codes.CHANGED_IN_MONTH, where, values, key=named)


def _named(row: Mapping[str, object]) -> str:
    """What a row is called in a message: its note, its account (masked) or its client."""
    if row.get("note"):
        return str(row["note"])
    return masked(str(row["account"])) if row.get("account") else str(row["client"])


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value.date() if isinstance(value, pd.Timestamp) else value


def _holdings(book: Book) -> dict[str, dict[str, list[Holding]]]:
    """Assignments by what they name (a note or account beats a client) and its key."""
    found: dict[str, defaultdict[str, list[Holding]]] = {
        kind: defaultdict(list) for kind in ("note", "account", "client")
    }
    for row, values in enumerate(book["assignments"].to_dict("records")):
        kind = next((kind for kind in ("note", "account", "client") if values[kind]), None)
        if kind is not None:
            end = values["end"]
            holding = Holding(
                start=_day(values["start"]),
                end=date.max - _DAY if pd.isna(end) else _day(end),
                manager=values["manager"],
                role=values["role"],
                share=values["share"],
                row=row,
            )
            found[kind][values[kind]].append(holding)
    return {kind: dict(level) for kind, level in found.items()}
