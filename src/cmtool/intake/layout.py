"""How the columns of one recognised sheet are read: which field, which unit, and whether a bad cell matters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from cmtool.intake import codes
from cmtool.intake.above import periods_above
from cmtool.intake.converters import Manner, Reader, reader
from cmtool.intake.header import Headed, Match, column_of, likely, meant
from cmtool.intake.missed_headers import remembering
from cmtool.intake.money import FEN_IN
from cmtool.intake.money_unit import YUAN, money_unit
from cmtool.intake.recognition import Sheet
from cmtool.intake.vocabulary import CANONICAL, Vocabulary, unit_of
from cmtool.intake.wanted import STYLES, Wanted
from cmtool.model.grid import GridRow
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.table import Table
from cmtool.model.text import NOTHING, Phrase, phrase

_ALWAYS: Final = frozenset({"id", "money", "date", "share"})  # kinds whose bad cells are never passed over
_RATES: Final = {"%": Fraction(1, 100), "‰": Fraction(1, 1000)}


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
    unit = money_unit(sheet, found, around, wanted)
    if isinstance(unit, Problem):
        return LaidOut((), (unit,))
    drawing = _Drawing(sheet, found, wanted, unit.word, epoch_1904)
    problems = [*drawing.lacking(), *unit.problems]
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
        if self.found.table.id != "deposits" or name not in STYLES[style]:
            return NOTHING
        others = [word for word, fields in STYLES.items() if word != style and fields <= set(has)]
        if not others:
            return NOTHING
        return phrase(
            "；表里有{columns}，如果本社就是这样导出的，请把 branch.toml 里 [deposits] 的 style 改成 {style}",
            columns="、".join(
                f"“{column.header}”"
                for field, column in self.found.table.columns.items()
                if field in STYLES[others[0]]
            ),
            style="、".join(f'"{word}"' for word in others),
        )

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
