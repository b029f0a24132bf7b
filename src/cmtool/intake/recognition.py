"""Which table a sheet is: of those whose required headers are all there, the one that claims most headers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cmtool.intake import codes
from cmtool.intake.header import HeaderRow, Match, column_of, header_rows, likely, match, meant
from cmtool.intake.missed_headers import remembering
from cmtool.intake.vocabulary import Vocabulary
from cmtool.model.grid import GridRow, address
from cmtool.model.problem import Code, Problem, Where, problem
from cmtool.model.tables import TABLES

HEAD: Final = 30  # rows in which a header is looked for
_TELLING: Final = 3  # headers that make a row more than a line like 机构号 0101 期间 2024-06


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a sheet turned out to be. ``table`` is what it is or nearly is (a table id); ``match`` only when it can be read."""

    match: Match | None = None
    table: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a sheet stands, for its problems."""

    file: str
    name: str

    def where(self, column: int = 0, line: int = 0) -> Where:
        return Where(self.file, self.name, address(column, line) if line else "")


def recognise(
    sheet: Sheet,
    head: Sequence[GridRow],
    vocabularies: Mapping[str, Vocabulary],
    indicators: frozenset[str],
    needed: frozenset[str],
) -> Recognition:
    """Recognise a sheet by its header row, among its first rows; nothing is guessed from its name."""
    complete: list[Match] = []
    partial: list[Match] = []
    for header in header_rows(head):
        for table in TABLES.values():
            found = match(table, header, vocabularies[table.id], indicators)
            if not found.missing:
                complete.append(found)
            elif found.claims >= _TELLING:
                partial.append(found)
    best = _best(complete)
    near = _best([found for found in partial if best or len(found.missing) == 1])
    if best and (not near or near[0].claims <= best[0].claims):
        other = next(_other_tables(complete, best[0]), None)
        return _stacked(sheet, other, best[0]) if other else _chosen(sheet, best)
    if near:
        matters = bool(best) or near[0].table.id in needed
        return _almost(sheet, near[0], codes.LACKS_HEADERS if matters else codes.LOOKS_LIKE)
    return nothing(sheet, head)


def _best(matches: Sequence[Match]) -> list[Match]:
    """The matches with most claims, on the first header row that has them; a header of two rows must claim more.

    Units in a row of their own below a header belong to it.
    """
    if not matches:
        return []
    most = max(found.claims for found in matches)
    ranked = [found for found in matches if found.claims == most]
    first = min(
        ranked, key=lambda found: (not found.is_over_units, _height(found.header), found.header.number)
    )
    return [found for found in ranked if found.header is first.header]


def _other_tables(complete: Sequence[Match], best: Match) -> Iterator[Match]:
    """Other tables whose whole header stands above or below the chosen one."""
    for found in complete:
        above = found.header.number < best.header.first and found.claims >= _TELLING
        below = found.header.first > best.header.number and found.claims >= _TELLING
        if found.table is not best.table and (above or below):
            yield found


def _stacked(sheet: Sheet, other: Match, best: Match) -> Recognition:
    tables = "、".join(found.table.name for found in (other, best))
    where = sheet.where(1, max(other.header.number, best.header.number))
    return Recognition(None, best.table.id, (problem(codes.STACKED, where, {"tables": tables}),))


def _height(header: HeaderRow) -> int:
    return header.number - header.first


def _chosen(sheet: Sheet, best: Sequence[Match]) -> Recognition:
    first = best[0]
    line = first.header.number
    if len(best) > 1:
        names = "、".join(found.table.name for found in best)
        return Recognition(
            None, first.table.id, (problem(codes.TIED, sheet.where(1, line), {"tables": names}),)
        )
    doubles = tuple(_double_problems(sheet, first))
    if doubles:
        return Recognition(None, first.table.id, doubles)
    return Recognition(first, first.table.id, tuple(_overruled_problems(sheet, first)))


def _double_problems(sheet: Sheet, found: Match) -> Iterator[Problem]:
    line = found.header.number
    for name, first, second in found.doubled:
        header = found.table.columns[name].header
        values = {
            "header": header,
            "first": address(first.column, line),
            "first_header": first.text,
            "second": address(second.column, line),
            "second_header": second.text,
        }
        yield problem(codes.TWICE_HEADED, sheet.where(second.column, line), values, column=header)


def _overruled_problems(sheet: Sheet, found: Match) -> Iterator[Problem]:
    line = found.header.number
    for name, other in found.overruled:
        header = found.table.columns[name].header
        values = {
            "header": header,
            "taken": address(found.fields[name].column, line),
            "unread": address(other.column, line),
            "unread_header": other.text,
        }
        yield problem(codes.ALIAS_UNREAD, sheet.where(other.column, line), values, column=header)


def _almost(sheet: Sheet, near: Match, kind: Code) -> Recognition:
    """Nearly a table: an error where the month needs it or it would be read as another, else a warning."""
    missing = "、".join(near.missing)
    word = likely(near.missing[0], near.unread)
    how = remembering(near, near.missing[0], word)
    values = {"table": near.table.name, "missing": missing, "near": meant(word), "how": how}
    found = problem(
        kind,
        sheet.where(column_of(word, near.header), near.header.number),
        values,
        column=missing,
        key=near.table.name,
        found=word,
        proposal=near.missing[0] if word else "",
    )
    return Recognition(None, near.table.id, (found,))


def nothing(sheet: Sheet, rows: Iterable[GridRow]) -> Recognition:
    """No table: worth a word when it holds figures, or two rows of several cells; a sheet of notes is none."""
    wide = 0
    for row in rows:
        wide += sum(bool(cell.written) for cell in row.cells) > 1
        if wide > 1 or any(cell.kind == "number" for cell in row.cells):
            return Recognition(problems=(problem(codes.NOT_A_TABLE, sheet.where()),))
    return Recognition()
