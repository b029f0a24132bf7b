"""One pass over the rows of a sheet: each is taken, rejected with its problems, or skipped with a reason."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from pydantic import ValidationError

from cmtool.intake import codes
from cmtool.intake.above import units_above
from cmtool.intake.conversion import Bad, Conversion
from cmtool.intake.findings import RowFindings, key_of
from cmtool.intake.layout import Layout, Plan
from cmtool.intake.overlong import fallen_apart
from cmtool.intake.reading import fault, shown
from cmtool.intake.rowkind import Keyed, Keyless, RowKind, RowKinds, Skip, Stacked, Total, is_filled
from cmtool.intake.spelling import folded
from cmtool.intake.strips import StripReader
from cmtool.intake.taken import Taken
from cmtool.intake.totals import Totals
from cmtool.intake.validation import Broken, broken, check, lacks_alternatives
from cmtool.intake.vocabulary import unit_of
from cmtool.model.grid import GridRow, Strip
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Phrase, phrase

_HOPELESS: Final = 500  # rows, all rejected, after which a sheet is given up
_SAMPLE: Final = 20  # problems that are then kept


@dataclass(frozen=True)
class Rejected:
    """A data row that was not taken: what of it could be read, and the fields that could not or were blank."""

    table: str
    where: Where
    line: int
    source: int
    values: Mapping[str, object]
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no data."""

    where: Where
    reason: Phrase


@dataclass
class RowReader:
    """Reads the rows of one layout. ``taken`` holds, for each row, its values in the model's order, source and line."""

    layout: Layout
    source: int  # position of the pass among the book's sources
    in_yuan: frozenset[str]  # 指标 that are amounts
    rejected: list[Rejected] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hidden: int = 0
    gave_up: bool = False

    def __post_init__(self) -> None:
        layout = self.layout
        self.conversion = Conversion(layout, self.in_yuan)
        self.taken = Taken(layout.table, self.source, self.conversion.blank)
        self.totals = Totals(layout, self._since, lambda: not self.taken and not self.rejected)
        self._check = check(layout.table)
        self._lacking = lacks_alternatives(layout.table)
        self._filled = [self.conversion.place(name) for name in sorted(layout.filled)]
        self._kinds = RowKinds(layout)
        self._before: GridRow | None = None  # the row walked before this one
        blanks = dict(zip(layout.table.columns, self.conversion.blank, strict=True))
        self._strips = StripReader(layout, self._kinds, blanks)

    def read(self, parts: Iterable[GridRow | Strip]) -> None:
        """Walk the rows below the header."""
        for part in parts:
            if not isinstance(part, Strip):
                self._row(part)
            elif self._strips.able:
                self._strip(part)
            else:
                self._each(part)
            if self.gave_up:
                return
        self.problems += self.totals.finish()

    def _strip(self, strip: Strip) -> None:
        """Take the sound rows as they stand together; look at each of the others in its turn."""
        found = self._strips.read(strip)
        start, end = 0, len(strip.numbers)
        self._pass(strip, frozenset(found.doubtful))
        for place in (*found.doubtful, end):
            if place > start:
                self.taken.extend(found.stretch, start, place)
                self.hidden += sum(strip.hidden[start:place])
                self._before = None
            if place < end and (row := strip.row(place)):
                self._row(row)
            if self.gave_up:
                return
            start = place + 1

    def _pass(self, strip: Strip, doubtful: frozenset[int]) -> None:
        """Take note of the columns with values that are not read."""
        for one in strip.columns:
            if one.column not in self.layout.plans and one.column not in self.conversion.passed:
                said = (place for place, text in enumerate(one.written) if text)
                if any(place not in doubtful for place in said):
                    self.conversion.passed.add(one.column)

    def _each(self, strip: Strip) -> None:
        for row in strip.rows():
            self._row(row)
            if self.gave_up:
                return

    def _row(self, row: GridRow) -> None:
        self.hidden += row.hidden
        kind = self._kind(row)
        if kind is None:
            self._data(row)
            if not self.taken and len(self.rejected) >= _HOPELESS:
                self._give_up()
        else:
            self._other(row, kind)
        self._before = row

    def _kind(self, row: GridRow) -> RowKind:
        if self._kinds.numbers_columns(row):
            return Skip(phrase("栏次行"))
        return self._kinds.kind(row) if self._kinds.odd(row) else None

    def pass_over(self, rows: Iterable[GridRow]) -> None:
        """Take note of rows that give this table nothing."""
        for row in rows:
            kind = self._kinds.kind(row)
            self._other(row, kind if isinstance(kind, Skip) else Skip(phrase("没有要读的内容")))

    def _other(self, row: GridRow, kind: RowKind) -> None:
        where = self.layout.where(row.number)
        match kind:
            case Skip(reason):
                self.problems += self._other_unit(row)
                self.skipped.append(Skipped(where, reason))
            case Total(label):
                self.problems += self.totals.meet(kind, row)
                self.skipped.append(Skipped(where, phrase("合计行（{label}）", label=label)))
            case Keyless():
                values, bad = self.conversion.convert(row)
                self.problems.append(RowFindings(self.layout, row, "").keyless(kind))
                self._reject(row, values, bad)
            case Keyed():
                values, bad = self.conversion.convert(row)
                self.problems.append(RowFindings(self.layout, row, "").keyed(kind))
                self._reject(row, values, bad)
            case Stacked(table):
                tables = f"{self.layout.table.name}、{table}"
                self.problems.append(problem(codes.STACKED, where, {"tables": tables}))
                self.gave_up = True

    def _data(self, row: GridRow) -> None:
        values, bad = self.conversion.convert(row)
        if not bad and not self._overlong(row):
            record = tuple(values)
            try:
                self._check(record)
            except ValidationError:
                pass
            else:
                if not self._lacking(record) and all(values[place] is not None for place in self._filled):
                    self._take(row, record)
                    return
        self._doubtful(row, values, bad)

    def _take(self, row: GridRow, record: tuple[Any, ...]) -> None:
        self.conversion.note(row, list(record))
        self.taken.append((*record, self.source, row.number), self.conversion.name(row))

    def _doubtful(self, row: GridRow, values: list[Any], bad: Bad) -> None:
        """A row that does not hold: no data after all, or words for its problems; taken if what is wrong does not matter."""
        kind = self._kinds.kind(row)
        if kind is not None:
            self._other(row, kind)
            return
        table = self.layout.table
        named = dict(zip(table.columns, values, strict=True))
        self._recall([plan for plan, _, why in bad if why.kind is codes.MERGED_AMOUNT])
        findings = RowFindings(self.layout, row, key_of(table, named))
        self.problems += (findings.unread(*one) for one in bad)
        unread = {plan.field for plan, _, _ in bad}
        rules = [
            rule
            for rule in broken(table, values)
            if not unread.intersection(rule.fields)
            and not (rule.kind == "none_of" and self.layout.filled.intersection(rule.fields))
        ]
        rules += self._unfilled(named, unread)
        self.problems += findings.broken(rules, named)
        if overlong := self._overlong(row):
            self.problems.append(overlong)
        if overlong or rules or any(plan.matters for plan, _, _ in bad):
            self._reject(row, values, bad)
        else:
            self._take(row, tuple(values))

    def _recall(self, merged: list[Plan]) -> None:
        """An amount that the row before shares with this one is not that row's alone: nobody knows how much of it is."""
        above = self._before
        if not merged or above is None or self.taken.last_line != above.number:
            return
        values = list(self.taken.pop()[:-2])
        shared = fault(codes.MERGED_AMOUNT)
        columns = {plan.column: plan for plan in merged}
        bad = [(columns[cell.column], cell, shared) for cell in above.cells if cell.column in columns]
        table = self.layout.table
        findings = RowFindings(
            self.layout, above, key_of(table, dict(zip(table.columns, values, strict=True)))
        )
        self.problems += (findings.unread(*one) for one in bad)
        for plan, _, _ in bad:
            values[self.conversion.place(plan.field)] = None
        self._reject(above, values, bad)

    def _other_unit(self, row: GridRow) -> Iterator[Problem]:
        """A note below the header that names another unit than the one that was read."""
        plans = self.layout.plans.values()
        amounts = [plan for plan in plans if self.layout.table.kind(plan.field) == "money"]
        if all(unit_of(plan.header) for plan in amounts):
            return
        for said in units_above([row]):
            filled = [cell for cell in row.cells if is_filled(cell)]
            told = len(filled) == 1 or any("单位" in folded(cell.written) for cell in filled)
            if said.word != self.layout.unit and told:
                where = self.layout.where(row.number)
                values = {"found": said.word, "unit": self.layout.unit}
                yield problem(codes.UNIT_BELOW, where, values, found=said.word)

    def _overlong(self, row: GridRow) -> Problem | None:
        cell = fallen_apart(row, self._kinds)
        if cell is None:
            return None
        found = shown(cell.written)
        return problem(
            codes.OVERLONG, self.layout.where(row.number, cell.column), {"found": found}, found=found
        )

    def _unfilled(self, named: Mapping[str, object], unread: set[str]) -> list[Broken]:
        return [
            Broken("blank", (name,), {})
            for name in sorted(self.layout.filled)
            if named[name] is None and name not in unread
        ]

    def _reject(self, row: GridRow, values: list[Any], bad: Bad) -> None:
        self.conversion.note(row, values)
        table = self.layout.table
        named = zip(table.columns, values, strict=True)
        read = {name: value for name, value in named if value is not None and value != ""}
        unread = {plan.field for plan, _, _ in bad} | (set(table.required) - set(read))
        where = self.layout.where(row.number)
        self.rejected.append(Rejected(table.id, where, row.number, self.source, read, frozenset(unread)))

    def _since(self, name: str, line: int) -> Fraction | None:
        """The sum of a field over data rows below a line, rejected ones included; None when one is unreadable."""
        summed = self.taken.since(name, line)
        for rejected in self.rejected[bisect_right(self.rejected, line, key=lambda one: one.line) :]:
            if name in rejected.unread:
                return None
            summed += rejected.values.get(name, 0)  # type: ignore[operator]
        return summed

    def _give_up(self) -> None:
        self.gave_up = True
        del self.problems[_SAMPLE:]
        where = self.layout.where(self.layout.line)
        self.problems.append(problem(codes.UNREADABLE_SHEET, where, {"rows": len(self.rejected)}))
