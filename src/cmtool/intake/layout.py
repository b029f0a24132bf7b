"""How the columns of one recognised sheet are read: which field, which unit, and whether a bad cell matters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from cmtool.intake import codes
from cmtool.intake.above import Said, periods_above, unit_in_name, unit_mentioned, unit_unclear, units_above
from cmtool.intake.converters import Manner, Reader, reader
from cmtool.intake.header import Headed, Match, column_of, likely, meant
from cmtool.intake.missed_headers import remembering
from cmtool.intake.money import FEN_IN
from cmtool.intake.recognition import Sheet
from cmtool.intake.vocabulary import CANONICAL, Vocabulary, branch_unit, unit_of
from cmtool.model.branch import Branch
from cmtool.model.grid import GridRow
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.table import Table
from cmtool.model.text import NOTHING, Phrase, phrase

YUAN: Final = "元"
_ALWAYS: Final = frozenset({"id", "money", "date", "share"})  # kinds whose bad cells are never passed over
_RATES: Final = {"%": Fraction(1, 100), "‰": Fraction(1, 1000)}
_STYLES: Final = {
    "changes": frozenset({"date", "balance"}),
    "snapshot": frozenset({"date", "balance"}),
    "month": frozenset({"month_end_balance", "balance_days"}),
}
_STYLED: Final = frozenset().union(*_STYLES.values())


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """What intake needs of the policy's words: 指标 that targets may name, and which of them are amounts in yuan."""

    indicators: frozenset[str] = frozenset()
    in_yuan: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a month's intake is asked for. ``needs`` are the fields of each table that the policy reads."""

    month: Month
    branch: Branch
    needs: Mapping[str, frozenset[str]]
    words: PolicyWords = PolicyWords()

    def fields(self, table: Table) -> frozenset[str]:
        """Fields that must have a column; of deposits, those that the declared style of the export reads."""
        needed = self.needs.get(table.id, frozenset())
        if table.id == "deposits" and "deposits" in self.needs:
            return (needed - _STYLED) | _STYLES[self.branch.deposits.style]
        return needed

    def filled(self, table: Table) -> frozenset[str]:
        """Fields beyond the required ones that each row must fill: those of the declared style of deposits."""
        return (
            _STYLES[self.branch.deposits.style] & self.fields(table)
            if table.id == "deposits"
            else frozenset()
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """One column as it is read. A bad cell rejects its row where ``matters``, else it is left blank with a warning."""

    field: str
    column: int
    header: str
    read: Reader
    matters: bool


@dataclass(frozen=True)
class Layout:
    """One pass over a sheet for one table. ``preset`` are fields that the sheet says once for all its rows.

    ``named`` maps a person's field to the column of the name beside it. ``scaled`` reads the value of a 指标 that is
    an amount, where only a unit line says 万元. ``unit`` is that of money columns whose header says none. ``headed``
    are all columns that have a header, ``width`` the last of them, ``length`` that of the header row with its blanks;
    ``titles`` are the lines above the header, folded. ``vocabularies`` tell the headers of other tables.
    """

    table: Table
    sheet: Sheet
    line: int
    plans: Mapping[int, Plan]
    named: Mapping[str, int] = field(default_factory=dict)
    preset: Mapping[str, object] = field(default_factory=dict)
    filled: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()
    scaled: Reader | None = None
    unit: str = YUAN
    headed: frozenset[int] = frozenset()
    length: int = 0
    titles: frozenset[str] = frozenset()
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return max(self.headed, default=0)

    @property
    def columns(self) -> dict[str, int]:
        """Field → column number."""
        return {plan.field: plan.column for plan in self.plans.values()}

    def where(self, line: int, column: int = 0) -> Where:
        return self.sheet.where(column or min(self.plans, default=1), line)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The passes that a recognised sheet takes, and what was found on the way. Without layouts it is not read."""

    layouts: tuple[Layout, ...] = ()
    problems: tuple[Problem, ...] = ()


def lay_out(
    sheet: Sheet,
    found: Match,
    above: Sequence[GridRow],
    around: Sequence[GridRow],
    wanted: Wanted,
    epoch_1904: bool,
) -> LaidOut:
    """Decide unit and reader of each column. Header beats unit line beats ``branch.toml`` beats 元; never the size.

    ``above`` are the rows above the header; ``around`` those and what else may name a unit.
    """
    amounts = _amounts(found)
    said = [one for one in units_above(around) if any(map(one.covers, amounts))]
    if unsure := next(_unit_unsure(sheet, found, amounts, said, around), None):
        return LaidOut((), (unsure,))
    line_unit = said[0].word if said else branch_unit(wanted.branch, found.table)
    if not said and (unsure := _unit_mentioned(sheet, amounts, line_unit or YUAN, around)):
        return LaidOut((), (unsure,))
    drawing = _Drawing(sheet, found, wanted, line_unit, epoch_1904)
    problems = [*drawing.lacking(), *(drawing.overruled() if said else ())]
    if found.table.id != "targets" or wanted.words.in_yuan:
        problems += _unit_in_name(sheet, amounts, line_unit or YUAN)
    if not found.spread:
        return LaidOut((drawing.straight(),), tuple(problems))
    period = _period(sheet, found, above)
    if isinstance(period, Problem):
        return LaidOut((), (*problems, period))
    return LaidOut(tuple(drawing.across(period)), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Drawing:
    sheet: Sheet
    found: Match
    wanted: Wanted
    line_unit: str
    epoch_1904: bool

    def lacking(self) -> Iterator[Problem]:
        """Columns that the policy reads and this sheet has not."""
        table = self.found.table
        has = {*self.found.fields, *(("indicator", "value", "period") if self.found.spread else ())}
        for name in table.columns:
            if name in self.wanted.fields(table) and name not in has:
                header = table.columns[name].header
                word = likely(header, self.found.unread)
                column = column_of(word, self.found.header)
                where = self.sheet.where(column, self.found.header.number)
                how = self._other_style(name, has) or remembering(self.found, header, word)
                values = {"table": table.name, "header": header, "near": meant(word), "how": how}
                yield problem(
                    codes.LACKS_COLUMN,
                    where,
                    values,
                    column=header,
                    key=table.name,
                    found=word,
                    proposal=header if word else "",
                )

    def _other_style(self, name: str, has: Collection[str]) -> Phrase:
        """Of deposits that have what another style of the export reads: where the style is declared."""
        style = self.wanted.branch.deposits.style
        if self.found.table.id != "deposits" or name not in _STYLES[style]:
            return NOTHING
        others = [word for word, fields in _STYLES.items() if word != style and fields <= set(has)]
        if not others:
            return NOTHING
        return phrase(
            "；表里有{columns}，如果本社就是这样导出的，请把 branch.toml 里 [deposits] 的 style 改成 {style}",
            columns="、".join(
                f"“{column.header}”"
                for field, column in self.found.table.columns.items()
                if field in _STYLES[others[0]]
            ),
            style="、".join(f'"{word}"' for word in others),
        )

    def overruled(self) -> Iterator[Problem]:
        """Money columns whose header says another unit than the line above."""
        for name, headed in self.found.fields.items():
            unit = unit_of(headed.text)
            if self.found.table.kind(name) == "money" and unit in FEN_IN and unit != self.line_unit:
                where = self.sheet.where(headed.column, self.found.header.number)
                values = {"header": headed.text, "unit": unit, "line_unit": self.line_unit}
                yield problem(codes.UNIT_OVERRULED, where, values, column=headed.text)

    def straight(self) -> Layout:
        plans = [self.plan(name, headed) for name, headed in self.found.fields.items()]
        return self.layout(plans, {}, self.scaled())

    def across(self, period: Mapping[str, object]) -> Iterator[Layout]:
        """One pass for each 指标 of a table of targets that has a column for each; one for rows that name only a 方式."""
        shared = [self.plan(name, headed) for name, headed in self.found.fields.items()]
        for name, headed in self.found.spread.items():
            in_yuan = name in self.wanted.words.in_yuan
            value = self.plan("value", headed, self.line_unit if in_yuan else "")
            yield self.layout([*shared, value], {"indicator": name, **period}, None)
        if "plan" in self.found.fields:
            yield self.layout(shared, period, None)

    def layout(self, plans: Sequence[Plan], preset: Mapping[str, object], scaled: Reader | None) -> Layout:
        found = self.found
        return Layout(
            found.table,
            self.sheet,
            found.header.number,
            {plan.column: plan for plan in plans},
            {name: headed.column for name, headed in found.named.items()},
            preset,
            self.wanted.filled(found.table) & {plan.field for plan in plans},
            found.unread,
            scaled,
            self.line_unit or YUAN,
            frozenset(found.header.texts),
        )

    def plan(self, name: str, headed: Headed, unit: str = "") -> Plan:
        table = self.found.table
        kind = table.kind(name)
        matters = (
            name in table.required or name in self.wanted.fields(table) or kind in _ALWAYS or name == "plan"
        )
        return Plan(name, headed.column, headed.text, reader(self.manner(name, headed, unit)), matters)

    def manner(self, name: str, headed: Headed, unit: str) -> Manner:
        column = self.found.table.columns[name]
        own = unit_of(headed.text)
        if not own and headed.rank <= CANONICAL:
            own = unit_of(column.header)
        if column.kind == "money":
            return Manner(column, unit=own if own in FEN_IN else self.line_unit or YUAN)
        if column.kind == "number":
            return Manner(column, factor=_factor(own or unit))
        return Manner(column, scale=own if own in _RATES else "", epoch_1904=self.epoch_1904)

    def scaled(self) -> Reader | None:
        headed = self.found.fields.get("value")
        if self.found.table.id != "targets" or headed is None or unit_of(headed.text):
            return None
        if self.line_unit in ("", YUAN):
            return None
        return reader(self.manner("value", headed, self.line_unit))


def _factor(unit: str) -> Fraction:
    """What a bare number under this unit is in yuan, or as a fraction of one."""
    if unit in FEN_IN:
        return Fraction(FEN_IN[unit], FEN_IN[YUAN])
    return _RATES.get(unit, Fraction(1))


def _period(sheet: Sheet, found: Match, above: Sequence[GridRow]) -> Mapping[str, object] | Problem:
    """The period of targets laid out crosswise: its own column, else the one period that the lines above name."""
    if "period" in found.fields:
        return {}
    said = periods_above(above)
    if len(said) == 1:
        return {"period": said[0][0]}
    where = sheet.where(1, found.header.number)
    if not said:
        return problem(codes.NO_PERIOD, where)
    return problem(codes.PERIODS_DIFFER, where, {"found": "、".join(word.word for _, word in said)})


def _amounts(found: Match) -> dict[int, str]:
    """Columns that may hold money, with their headers."""
    names = ("value",) if found.table.id == "targets" else ()
    headed = [one for name, one in found.fields.items() if found.table.kind(name) == "money" or name in names]
    return {one.column: one.text for one in (*headed, *found.spread.values())}


def _mixed(sheet: Sheet, found: Match, around: Sequence[GridRow]) -> Iterator[Problem]:
    """A unit line above a 数值 that is money in one row and a number in the next, other than in targets."""
    headed = found.fields.get("value")
    if headed is None or found.table.id == "targets" or unit_of(headed.text):
        return
    for one in units_above(around):
        if one.word != YUAN:
            where = Where(sheet.file, sheet.name, one.cell)
            yield problem(codes.UNIT_MIXED, where, {"found": one.word, "header": headed.text}, found=one.word)


def _unit_unsure(
    sheet: Sheet, found: Match, amounts: Mapping[int, str], said: Sequence[Said], around: Sequence[GridRow]
) -> Iterator[Problem]:
    """What keeps the unit of the money from being known: two units, one that is unknown, one for some columns only."""
    yield from _mixed(sheet, found, around)
    if len({one.word for one in said}) > 1:
        yield _units_differ(sheet, said)
    unclear = unit_unclear(around) if amounts else None
    if unclear and any(map(unclear.covers, amounts)):
        where = Where(sheet.file, sheet.name, unclear.cell)
        yield problem(codes.UNIT_UNREADABLE, where, {"found": unclear.word}, found=unclear.word)
    if said and found.table.id != "targets" and not any(one.of_all for one in said):
        for column, header in amounts.items():
            if not unit_of(header) and not any(one.covers(column) for one in said):
                where = sheet.where(column, found.header.number)
                values = {"found": said[0].word, "header": header}
                yield problem(codes.UNIT_PARTLY, where, values, column=header)


def _unit_mentioned(
    sheet: Sheet, amounts: Mapping[int, str], used: str, around: Sequence[GridRow]
) -> Problem | None:
    """A title 贷款台账-万元 over amounts that would be read in another unit, because nothing else says theirs."""
    found = unit_mentioned(around)
    if found is None or found[0] == used or all(unit_of(header) for header in amounts.values()):
        return None
    said = found[1]
    return problem(
        codes.UNIT_UNREADABLE, Where(sheet.file, sheet.name, said.cell), {"found": said.word}, found=said.word
    )


def _unit_in_name(sheet: Sheet, amounts: Mapping[int, str], used: str) -> Iterator[Problem]:
    """A sheet or file that is called 贷款（万元）, read in another unit because nothing in it says so."""
    bare = [header for header in amounts.values() if not unit_of(header)]
    if not bare:
        return
    for name, place in ((sheet.name, Where(sheet.file, sheet.name)), (sheet.file, Where(sheet.file))):
        unit = unit_in_name(name.rpartition("/")[2])
        if unit and unit != used:
            values = {"name": name.rpartition("/")[2], "unit": unit, "used": used, "header": bare[0]}
            yield problem(codes.UNIT_IN_NAME, place, values, column=bare[0], found=unit)
            return


def _units_differ(sheet: Sheet, said: Sequence[Said]) -> Problem:
    first, second = said[:2]
    values = {
        "first": first.word,
        "first_cell": first.cell,
        "second": second.word,
        "second_cell": second.cell,
    }
    return problem(codes.UNITS_DIFFER, Where(sheet.file, sheet.name, second.cell), values)
