"""One sheet, from its rows of cells to the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from cmtool.intake import codes
from cmtool.intake.above import day_above
from cmtool.intake.header import Match
from cmtool.intake.layout import Layout, lay_out
from cmtool.intake.misdated import other_month
from cmtool.intake.recognition import HEAD, Sheet, nothing, recognise
from cmtool.intake.rowkind import is_filled
from cmtool.intake.rows import RowReader
from cmtool.intake.spelling import folded
from cmtool.intake.vocabulary import Vocabulary
from cmtool.intake.wanted import Wanted
from cmtool.model.book import Ignored, Source
from cmtool.model.grid import Grid, GridRow, Strip, single
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Phrase, phrase

PROBLEM_LIST: Final = "数据问题清单"  # the sheet that marked copies carry
_FEW: Final = 3  # cells from which on a row is no line 单位：│万元
_OF_MONTH_END: Final = frozenset({"loans", "ledger"})
DATED: Final = frozenset({"loans", "deposits", "repayments", "fee_income", "ledger"})


@dataclass(frozen=True)
class SheetReading:
    """What one sheet gave. ``spoiled`` is the table that it should have given and could not, or ``""``."""

    sources: tuple[Source, ...] = ()
    readers: tuple[RowReader, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored: Ignored | None = None
    spoiled: str = ""


def read_sheet(
    grid: Grid, digest: str, wanted: Wanted, vocabularies: Mapping[str, Vocabulary], first_source: int
) -> SheetReading:
    """Recognise the sheet, lay out its columns, walk its rows. ``first_source`` is the number of sources before it."""
    head, stream = _head(grid.parts)
    if not head:
        return SheetReading()
    if folded(grid.sheet) == PROBLEM_LIST:
        return _ignored(grid, digest, phrase("是问题清单，不是数据"))
    sheet = Sheet(grid.file, grid.sheet)
    found = recognise(sheet, head, vocabularies, wanted.words.indicators, frozenset(wanted.needs))
    if not found.table and not found.problems:
        found = nothing(sheet, single(stream))
    if found.match is None:
        reason = phrase("表头不全或有歧义") if found.table else phrase("没有认出是哪张表")
        return _ignored(grid, digest, reason, found.problems, found.table)
    header = found.match.header
    above = [row for row in head if row.number < header.first]
    around = [*above, *_beside_header(head, found.match)]
    laid = lay_out(sheet, found.match, above, around, wanted, grid.epoch_1904)
    problems = [*found.problems, *laid.problems, *_wrong_day(grid, found.match, above, wanted)]
    if not laid.layouts:
        return _ignored(grid, digest, phrase("单位或期间不明"), tuple(problems), found.table)
    below = chain([row for row in head if row.number > header.number], stream)
    titles = frozenset(folded(cell.written) for row in above for cell in row.cells if cell.kind == "text")
    length = max(row.cells[-1].column for row in head if row.number == header.number)
    layouts = [
        replace(layout, vocabularies=vocabularies, titles=titles, length=length) for layout in laid.layouts
    ]
    readers = _walk(layouts, below, first_source, wanted)
    columns = _hidden_columns(found.match, head, readers[0])
    problems += _hidden(grid, sheet, found.match, columns, readers[0])
    for reader in readers:
        problems += reader.problems + reader.conversion.noted()
    sources = tuple(_source(grid, digest, reader, columns) for reader in readers)
    spoiled = found.table if any(reader.gave_up for reader in readers) else ""
    return SheetReading(sources, tuple(readers), tuple(problems), spoiled=spoiled)


def _head(parts: Iterable[GridRow | Strip]) -> tuple[list[GridRow], Iterator[GridRow | Strip]]:
    """The first rows one by one, and the rest as it comes."""
    head: list[GridRow] = []
    stream = iter(parts)
    for part in stream:
        if isinstance(part, Strip):
            wanted = HEAD - len(head)
            head += part.cut(0, wanted).rows()
            if len(part.numbers) > wanted:
                return head, chain([part.cut(wanted, len(part.numbers))], stream)
        else:
            head.append(part)
        if len(head) >= HEAD:
            break
    return head, stream


def _beside_header(head: Sequence[GridRow], found: Match) -> Iterator[GridRow]:
    """What may name a unit in the header and just below: groups over its columns, 单位：万元 in a row of its own."""
    claimed = {one.column: one.text for one in (*found.fields.values(), *found.spread.values())}
    header = found.header
    for row in head:
        if header.first <= row.number < header.number:
            yield row._replace(
                cells=tuple(
                    cell
                    for cell in row.cells
                    if cell.column in claimed and not claimed[cell.column].startswith(cell.written)
                )
            )
        words = [cell for cell in row.cells if is_filled(cell)]
        if row.number == header.number:
            words = [cell for cell in words if cell.column not in claimed and "单位" in folded(cell.written)]
            yield row._replace(cells=tuple(words))
        if row.number == header.number + 1 and 0 < len(words) < _FEW and "单位" in folded(words[0].written):
            yield row


def _walk(
    layouts: Sequence[Layout], below: Iterable[GridRow | Strip], first_source: int, wanted: Wanted
) -> list[RowReader]:
    """One pass for each layout; those of crosswise targets each see the rows that give them something."""
    values = {layout.columns["value"] for layout in layouts if "indicator" in layout.preset}
    kept = list(single(below)) if values else []
    readers = []
    for number, layout in enumerate(layouts):
        reader = RowReader(layout, first_source + number, wanted.words.in_yuan)
        reader.read(_given(kept, layout, values) if values else below)
        readers.append(reader)
    if values:
        readers[0].pass_over(_left(kept, layouts, values))
    return readers


def _left(rows: Iterable[GridRow], layouts: Sequence[Layout], values: set[int]) -> Iterator[GridRow]:
    """Rows that give none of the layouts anything."""
    given = {row.number for layout in layouts for row in _given(rows, layout, values)}
    return (row for row in rows if row.number not in given)


def _given(rows: Iterable[GridRow], layout: Layout, values: set[int]) -> Iterator[GridRow]:
    """Rows that fill the layout's value; for the layout without one, rows that fill a 方式 and no value at all."""
    value = layout.columns.get("value")
    for row in rows:
        filled = {cell.column for cell in row.cells if is_filled(cell)}
        if value is not None:
            gives = value in filled
        else:
            gives = layout.columns["plan"] in filled and not values & filled
        if gives:
            yield row


def _source(grid: Grid, digest: str, reader: RowReader, hidden_columns: int) -> Source:
    layout = reader.layout
    return Source(
        layout.table.id,
        grid.file,
        grid.sheet,
        digest,
        layout.columns,
        read=len(reader.taken),
        skipped=len(reader.skipped),
        rejected=len(reader.rejected),
        unread=layout.unread,
        headless=tuple(sorted(reader.conversion.passed - layout.headed)),
        hidden=grid.hidden,
        hidden_rows=reader.hidden,
        hidden_columns=hidden_columns,
        total_fen=dict(reader.totals.given),
    )


def _ignored(
    grid: Grid, digest: str, reason: Phrase, problems: tuple[Problem, ...] = (), spoiled: str = ""
) -> SheetReading:
    wrong = any(found.is_error for found in problems)
    return SheetReading(
        problems=problems,
        ignored=Ignored(grid.file, grid.sheet, reason, digest),
        spoiled=spoiled if wrong else "",
    )


def _wrong_day(grid: Grid, found: Match, above: Sequence[GridRow], wanted: Wanted) -> Iterator[Problem]:
    """A 数据日期 above an export that lies outside the month; of balances, one that is not its last day. Without any, a
    title or name that speaks of another month.
    """
    if found.table.id not in DATED:
        return
    said = day_above(above, grid.epoch_1904)
    if said is None:
        if other := other_month(above, grid.sheet, grid.file, wanted.month):
            values = {"found": other[0], "month": wanted.month}
            yield problem(
                codes.TITLE_OF_OTHER_MONTH, Where(grid.file, grid.sheet, other[1]), values, found=other[0]
            )
        return
    label, word, day = said
    where = Where(grid.file, grid.sheet, word.cell)
    if not wanted.month.contains(day):
        values = {"label": label, "found": word.word, "month": wanted.month}
        yield problem(codes.OTHER_MONTH, where, values, found=word.word)
    elif found.table.id in _OF_MONTH_END and day != wanted.month.last:
        values = {"label": label, "found": word.word, "last": wanted.month.last}
        yield problem(codes.NOT_MONTH_END, where, values, found=word.word)


def _hidden_columns(found: Match, head: Sequence[GridRow], reader: RowReader) -> int:
    """How many of the columns that are read are hidden."""
    return sum(
        cell.hidden and cell.column in reader.layout.plans
        for row in head
        if row.number == found.header.number
        for cell in row.cells
    )


def _hidden(grid: Grid, sheet: Sheet, found: Match, columns: int, reader: RowReader) -> Iterator[Problem]:
    where = sheet.where(1, found.header.number)
    if grid.hidden:
        yield problem(codes.HIDDEN_SHEET, where)
    if reader.hidden or columns:
        yield problem(codes.HIDDEN_PARTS, where, {"rows": reader.hidden, "columns": columns})


def less(source: Source, dropped: int) -> Source:
    """The source after so many of its rows were dropped by checks across rows and tables."""
    return (
        replace(source, read=source.read - dropped, rejected=source.rejected + dropped) if dropped else source
    )
