"""Whose is a row? An assignment in force that day, else the row's own manager, else its client's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cmtool.model.book import Book
from cmtool.model.money import plain
from cmtool.model.problem import Problem, masked, problem
from cmtool.rules import codes
from cmtool.rules.holdings import ALL_ROLES, KINDS, Holdings
from cmtool.rules.lookup import Coded, Flags, Ints, coded, day_number, day_of, looked_up, texts
from cmtool.rules.shares import Fault, shared

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

NOBODY = 0


@dataclass(frozen=True)
class Pieces:
    """Rows split among their managers: ``at`` is the position among the rows asked for, ``person`` a number.

    A run of days is cut where its owners change, ``first`` and ``last`` are day numbers, inclusive.
    """

    at: Ints
    person: Ints
    first: Ints
    last: Ints
    numerator: NDArray[Any]
    denominator: NDArray[Any]

    def until(self, day: int) -> Pieces:
        """The pieces that last until a day."""
        lasting = self.last == day
        if bool(lasting.all()):
            return self
        return Pieces(*(getattr(self, part.name)[lasting] for part in fields(self)))


@dataclass(frozen=True)
class Rows:
    """What is known of the rows of one table: their clients, their own or inherited person, their assignments' keys."""

    clients: pd.Categorical[Any]
    person: Ints
    keys: tuple[Ints, ...]
    touched: Flags


@dataclass
class Attribution:
    """Answers whose a row is; collects problems of shares on the way, each once."""

    book: Book
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._people: dict[str, int] = {"": NOBODY}
        self._tables: dict[str, Rows] = {}
        self._seen: set[tuple[str, int]] = set()
        self._holdings = Holdings(self.book["assignments"], self._numbers)

    def rows(self, table: str) -> Rows:
        if table not in self._tables:
            self._tables[table] = self._prepared(table)
        return self._tables[table]

    def named(self, table: str, column: str) -> Ints:
        """The person that each row of the table names in a column."""
        found = coded(self.book[table][column])
        return self._numbers(found.texts)[found.codes]

    def managers(self, person: Ints) -> pd.Categorical[Any]:
        """工号 of persons by number; ``""`` is nobody."""
        return pd.Categorical.from_codes(
            person, dtype=pd.CategoricalDtype(pd.Index(list(self._people), dtype=object))
        )

    def owned(self, table: str, rows: Ints, run: tuple[Ints, Ints], role: str) -> Pieces:
        """Rows of a table (by index) split among their managers, each in its run of days (first, last).

        A share nobody holds is nobody's. Pieces of rows that no assignment names come first.
        """
        first, last = run
        known = self.rows(table)
        person = known.person[rows] if role in INHERITING else np.zeros(len(rows), dtype=np.int32)
        touched = known.touched[rows]
        left = np.flatnonzero(~touched)
        one = np.ones(len(left), dtype=np.int8)
        untouched = Pieces(left, person[left], first[left], last[left], one, one)
        if len(left) == len(rows):
            return untouched
        at = np.flatnonzero(touched)
        split = self._split(table, rows[at], person[at], (first[at], last[at]), role)
        return joined(untouched, replace(split, at=at[split.at]))

    def changed_in_month(self) -> Iterator[Problem]:
        """A warning for each assignment that begins or ends within the month (month sums follow its last day).

        A loan's that begins on the day of its grant changes nothing: before it there was no loan.
        """
        held, month = self._holdings, self.book.month
        first, last = day_number(month.first), day_number(month.last)
        began = (first < held.start) & (held.start <= last)
        ended = (first <= held.end) & (held.end < last)
        assignments, granted = self.book["assignments"], self._granted()
        for holding in np.flatnonzero(began | ended):
            row = int(held.row[holding])
            kind, key = next((kind, str(text)) for kind in KINDS if (text := assignments[kind].iat[row]))
            start = bool(began[holding]) and (kind, key, day_of(held.start[holding])) not in granted
            if not start and not ended[holding]:
                continue
            day = day_of((held.start if start else held.end)[holding])
            where = self.book.where("assignments", row, "start" if start else "end")
            named = masked(key) if kind == "account" else key
            values = {"key": named, "day": day.isoformat()}
            yield problem(codes.CHANGED_IN_MONTH, where, values, key=named)

    def _granted(self) -> frozenset[tuple[str, str, date]]:
        """The notes granted within the month, each with its day, as assignments name them."""
        loans, month = self.book["loans"], self.book.month
        days = loans["granted_on"]
        own = loans[(days >= pd.Timestamp(month.first)) & (days <= pd.Timestamp(month.last))]
        return frozenset(
            ("note", str(note), day.date()) for note, day in zip(own["note"], own["granted_on"], strict=True)
        )

    def _numbers(self, people: Iterable[str]) -> Ints:
        """Each person's number; the last one is nobody's, so that a missing text is nobody."""
        known = self._people
        numbers = [known.setdefault(str(person), len(known)) for person in people]
        return np.array([*numbers, NOBODY], dtype=np.int32)

    def _inherited(self, clients: pd.Index[str]) -> Iterator[str]:
        """Each client's own manager, ``""`` where there is none."""
        frame = self.book["clients"]
        known = texts(frame.loc[frame["id"].isin(clients), ["id", "manager"]], "id", "manager")
        return (known.get(client, "") for client in clients)

    def _prepared(self, table: str) -> Rows:
        frame = self.book[table]
        client, own = self._clients(table, frame), self._own(table, frame)
        blank = own == NOBODY
        if bool(blank.any()):
            asked = np.unique(client.codes[blank])
            heirs = np.zeros(len(client.texts) + 1, dtype=np.int32)
            heirs[asked] = self._numbers(self._inherited(client.texts[asked]))[:-1]
            own = np.where(blank, heirs[client.codes], own)
        keys = tuple(self._keys(kind, frame, client) for kind in KINDS)
        touched = np.logical_or.reduce([numbers >= 0 for numbers in keys])
        dtype = pd.CategoricalDtype(client.texts)
        return Rows(pd.Categorical.from_codes(client.codes, dtype=dtype), own, keys, touched)

    def _clients(self, table: str, frame: pd.DataFrame) -> Coded:
        if table == "repayments":
            return coded(looked_up(frame["note"], texts(self.book["loans"], "note", "client")))
        if "client" in frame:
            return coded(frame["client"])
        return Coded(np.zeros(len(frame), dtype=np.int8), pd.Index([""], dtype=object))

    def _own(self, table: str, frame: pd.DataFrame) -> Ints:
        match table:
            case "repayments":
                found = coded(looked_up(frame["note"], texts(self.book["loans"], "note", "manager")))
                return self._numbers(found.texts)[found.codes]
            case "managers":
                return self.named(table, "id")
            case _:
                return self.named(table, "manager")

    def _keys(self, kind: str, frame: pd.DataFrame, client: Coded) -> Ints:
        level = dict(self._holdings.keys())[kind]
        none = np.broadcast_to(np.int64(-1), len(frame))
        if not len(level.keys):
            return none
        if kind == "client":
            return np.append(level.keys.get_indexer(client.texts), -1)[client.codes]
        return level.keys.get_indexer(pd.Index(frame[kind], dtype=object)) if kind in frame else none

    def _split(self, table: str, rows: Ints, person: Ints, days: tuple[Ints, Ints], role: str) -> Pieces:
        """Rows that assignments name, piece by piece: the holders in order, then what nobody holds."""
        holdings = self._holdings
        keys = [numbers[rows] for numbers in self.rows(table).keys]
        at, first, last = holdings.cut(keys, *days)
        parts, groups = shared(holdings, *holdings.held([numbers[at] for numbers in keys], first, role))
        for fault in groups.faults(holdings.whole):
            self._say(fault, self._called(table, int(rows[at[fault.piece]])), day_of(first[fault.piece]))
        unheld = np.setdiff1d(np.arange(len(at)), groups.piece)
        one = np.ones(len(unheld), dtype=np.int8)
        piece = np.concatenate((parts.piece, unheld))
        order = np.argsort(piece, kind="stable")
        piece = piece[order]
        return Pieces(
            at[piece],
            np.concatenate((parts.person, person[at[unheld]]))[order],
            first[piece],
            last[piece],
            np.concatenate((parts.numerator, one))[order],
            np.concatenate((parts.denominator, one))[order],
        )

    def _called(self, table: str, row: int) -> str:
        """What a row is called in a message: its note, its account (masked) or its client."""
        frame = self.book[table]
        for kind in ("note", "account"):
            if kind in frame and (text := str(frame[kind].iat[row])):
                return masked(text) if kind == "account" else text
        return str(self.rows(table).clients[row])

    def _say(self, fault: Fault, key: str, day: date) -> None:
        """Say it, once for each assignment."""
        row = int(self._holdings.row[fault.holding])
        if (fault.kind.code, row) in self._seen:
            return
        self._seen.add((fault.kind.code, row))
        where = self.book.where("assignments", row, "share")
        total = plain(fault.total * 100) + "%"
        if fault.kind is codes.SHARE_MISSING:
            self.problems.append(problem(fault.kind, where, {"key": key, "count": fault.holders}, key=key))
        elif fault.kind is codes.SHARE_OVER:
            values = {"key": key, "day": day.isoformat(), "sum": total}
            self.problems.append(problem(fault.kind, where, values, key=key))
        else:
            role = str(self._holdings.role[fault.holding])
            rest = plain((1 - fault.total) * 100) + "%"
            said = {"key": key, "role": role, "sum": total, "rest": rest}
            self.problems.append(problem(fault.kind, where, said, column="份额", key=key))


def as_named(at: Ints, person: Ints, day: Ints) -> Pieces:
    """Whole rows of the persons they name."""
    one = np.ones(len(at), dtype=np.int8)
    return Pieces(at, person, day, day, one, one)


def joined(first: Pieces, second: Pieces) -> Pieces:
    if not len(first.at):
        return second
    both = (
        np.concatenate((getattr(first, part.name), getattr(second, part.name))) for part in fields(Pieces)
    )
    return Pieces(*both)
