"""The unit of a sheet's money: header beats unit line beats ``branch.toml`` beats 元; never the size of the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cmtool.intake import codes
from cmtool.intake.above import Said, unit_in_name, unit_mentioned, unit_unclear, units_above
from cmtool.intake.header import Match
from cmtool.intake.money import FEN_IN
from cmtool.intake.recognition import Sheet
from cmtool.intake.vocabulary import branch_unit, unit_of
from cmtool.intake.wanted import Wanted
from cmtool.model.grid import GridRow
from cmtool.model.problem import Problem, Where, problem

YUAN: Final = "元"


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """The unit of the columns whose header says none, ``""`` where nothing says it; and what was found on the way."""

    word: str
    problems: tuple[Problem, ...]


def money_unit(sheet: Sheet, found: Match, around: Sequence[GridRow], wanted: Wanted) -> MoneyUnit | Problem:
    """The unit of a recognised sheet, or why it cannot be known; ``around`` are the rows that may name one."""
    amounts = _amounts(found)
    said = [one for one in units_above(around) if any(map(one.covers, amounts))]
    if unsure := next(_unsure(sheet, found, amounts, said, around), None):
        return unsure
    word = said[0].word if said else branch_unit(wanted.branch, found.table)
    if not said and (unsure := _mentioned(sheet, amounts, word or YUAN, around)):
        return unsure
    problems = list(_overruled(sheet, found, word)) if said else []
    if found.table.id != "targets" or wanted.words.in_yuan:
        problems += _in_name(sheet, amounts, word or YUAN)
    return MoneyUnit(word, tuple(problems))


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


def _unsure(
    sheet: Sheet, found: Match, amounts: Mapping[int, str], said: Sequence[Said], around: Sequence[GridRow]
) -> Iterator[Problem]:
    """What keeps the unit of the money from being known: two units, one that is unknown, one for some columns only."""
    yield from _mixed(sheet, found, around)
    if len({one.word for one in said}) > 1:
        yield _differ(sheet, said)
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


def _mentioned(
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


def _overruled(sheet: Sheet, found: Match, line_unit: str) -> Iterator[Problem]:
    """Money columns whose header says another unit than the line above."""
    for name, headed in found.fields.items():
        unit = unit_of(headed.text)
        if found.table.kind(name) == "money" and unit in FEN_IN and unit != line_unit:
            where = sheet.where(headed.column, found.header.number)
            values = {"header": headed.text, "unit": unit, "line_unit": line_unit}
            yield problem(codes.UNIT_OVERRULED, where, values, column=headed.text)


def _in_name(sheet: Sheet, amounts: Mapping[int, str], used: str) -> Iterator[Problem]:
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


def _differ(sheet: Sheet, said: Sequence[Said]) -> Problem:
    first, second = said[:2]
    values = {
        "first": first.word,
        "first_cell": first.cell,
        "second": second.word,
        "second_cell": second.cell,
    }
    return problem(codes.UNITS_DIFFER, Where(sheet.file, sheet.name, second.cell), values)
