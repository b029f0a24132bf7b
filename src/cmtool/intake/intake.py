"""The month's intake: from the sheets of all files to the Book, with every problem of the run in one pass."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from cmtool.intake import codes
from cmtool.intake.before import Before, since_last_month
from cmtool.intake.certificates import certificates
from cmtool.intake.controls import controls
from cmtool.intake.draft import Draft, Finding, plain_value
from cmtool.intake.duplicates import duplicates
from cmtool.intake.equal_parts import declared
from cmtool.intake.findings import key_of
from cmtool.intake.ledger import ledger_agrees
from cmtool.intake.lookalikes import lookalikes
from cmtool.intake.monthend import after_month, of_this_month
from cmtool.intake.people import resolve
from cmtool.intake.plausibility import plausibility
from cmtool.intake.portions import portions
from cmtool.intake.references import references
from cmtool.intake.refused import KEPT_BY_BRANCH, tables_of
from cmtool.intake.rows import Rejected, Skipped
from cmtool.intake.scales import scales
from cmtool.intake.sheet import DATED, SheetReading, less, read_sheet
from cmtool.intake.spelled_apart import spelled_apart
from cmtool.intake.taken import Taken, together
from cmtool.intake.vanished import vanished_clients
from cmtool.intake.vocabulary import settled_problems, vocabularies
from cmtool.intake.wanted import PolicyWords, Wanted
from cmtool.model import book as book_words
from cmtool.model.book import ORIGIN, Book, Ignored
from cmtool.model.branch import Branch
from cmtool.model.grid import Grid
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.tables import TABLES

_READ_WHOLE: Final = frozenset(
    {
        codes.NAME_DIFFERS,
        codes.UNKNOWN_CLIENT,
        codes.CHECK_DIGIT,
        codes.NO_BIRTHDAY,
        codes.CERTIFICATE_LENGTH,
        codes.SCALE_SLIP,
    }
)  # every needed value of the row was read, though something about it is odd
_NO_TABLE: Final = frozenset({codes.NOT_A_TABLE, codes.LOOKS_LIKE})


@dataclass(frozen=True, slots=True)
class FileGrids:
    """The sheets of one file; ``path`` is relative to the workspace, ``digest`` the file's sha256 in hex.

    ``refused`` tells, once its grids have been walked, whether it turned out that the file cannot be trusted; one refused
    from the start has none.
    """

    path: str
    digest: str
    grids: Sequence[Grid]
    refused: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Intake:
    """What a month's files gave: the rows that hold, every problem, and what was not taken.

    ``spoiled`` are tables of which some sheet or file could not be read.
    """

    book: Book
    problems: tuple[Problem, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    spoiled: frozenset[str] = frozenset()


def build_book(
    month: Month,
    files: Sequence[FileGrids],
    branch: Branch,
    needs: Mapping[str, frozenset[str]],
    words: PolicyWords = PolicyWords(),
    before: Before = Before(),
    waived: Callable[[Problem], bool] = lambda _: False,
    spoiled: frozenset[str] = frozenset(),
) -> Intake:
    """Read every sheet, check every row, then all rows together; a bad row is left out, the others go on.

    ``needs`` maps a table's id to the fields that the policy reads: a table of it that did not come is an error whose
    code is ``missing``, and each of its sheets must have those columns. ``before`` is what other months hold against
    this one. A row with a ``waived`` problem counts only if every needed value was read. ``spoiled`` are tables of which
    a file that is left out held a part.
    """
    wanted = Wanted(month, branch, needs, words)
    problems = list(settled_problems(branch))
    readings = list(_read_all(files, wanted, problems))
    draft = _draft(month, readings, spoiled)
    problems += chain.from_iterable(reading.problems for reading in readings)
    problems += [*_not_come(draft, needs, month), *_of_other_months(files, readings, before, month)]
    draft, findings, unsaid = resolve(declared(draft, branch))
    findings += [*_across(draft), *since_last_month(draft, before)]
    problems += [finding.problem for finding in findings] + unsaid
    problems += vanished_clients(draft, before)
    dropping = [one for one in findings if not (one.problem.kind in _READ_WHOLE and waived(one.problem))]
    problems += [*of_this_month(draft, branch), *ledger_agrees(draft, branch, dropping)]
    book, dropped = _without(draft.book, dropping)
    readers = [reader for reading in readings for reader in reading.readers]
    held = controls(draft, branch, readers)
    ignored = tuple(reading.ignored for reading in readings if reading.ignored)
    rejected = (*draft.rejected, *dropped)
    book = replace(book, rejected=_lost(rejected, problems), controls=held, ignored=ignored)
    skipped = tuple(one for reader in readers for one in reader.skipped)
    return Intake(book, tuple(dict.fromkeys(problems)), rejected, skipped, ignored, draft.spoiled)


def _across(draft: Draft) -> list[Finding]:
    checks = (
        duplicates,
        spelled_apart,
        references,
        lookalikes,
        certificates,
        after_month,
        portions,
        plausibility,
        scales,
    )
    return [finding for check in checks for finding in check(draft)]


def _read_all(files: Sequence[FileGrids], wanted: Wanted, problems: list[Problem]) -> Iterator[SheetReading]:
    """Each sheet in turn. The same file twice is read once; a file without any table is worth a warning."""
    known = vocabularies(wanted.branch)
    seen: dict[str, str] = {}
    sources = 0
    for file in files:
        if not file.grids:
            yield from _unseen(file)
            continue
        if file.digest in seen:
            problems.append(problem(codes.SAME_FILE, Where(file.path), {"other": seen[file.digest]}))
            continue
        seen[file.digest] = file.path
        readings = []
        for grid in file.grids:
            readings.append(read_sheet(grid, file.digest, wanted, known, sources))
            sources += len(readings[-1].sources)
        if file.refused():
            yield from map(_without_doubts, readings)
            yield from _unseen(file)
            continue
        yield from readings
        if not any(reading.sources or reading.problems for reading in readings):
            problems.append(problem(codes.NOT_A_TABLE, Where(file.path)))


def _without_doubts(reading: SheetReading) -> SheetReading:
    """A sheet of a damaged file: that no table was seen in it says nothing, and what was seen is not all of it."""
    kept = tuple(found for found in reading.problems if found.kind not in _NO_TABLE)
    seen = next((source.table for source in reading.sources), "")
    return replace(reading, problems=kept, spoiled=reading.spoiled or seen)


def _unseen(file: FileGrids) -> Iterator[SheetReading]:
    """What a refused file may have held: whether that came, nobody can say."""
    for table in sorted(tables_of(file.path)):
        yield SheetReading(spoiled=table)


def _of_other_months(
    files: Sequence[FileGrids], readings: Sequence[SheetReading], before: Before, month: Month
) -> Iterator[Problem]:
    """Files that lie in another month's inbox just as they are, where they hold a table that each month has anew."""
    dated = {source.path for reading in readings for source in reading.sources if source.table in DATED}
    for file in files:
        other = before.elsewhere.get(file.digest)
        if other and file.path in dated:
            yield problem(codes.OTHER_INBOX, Where(file.path), {"other": other, "month": month})


def _draft(month: Month, readings: Iterable[SheetReading], spoiled: frozenset[str]) -> Draft:
    taken: defaultdict[str, list[Taken]] = defaultdict(list)
    rejected: list[Rejected] = []
    for reading in readings:
        for reader in reading.readers:
            taken[reader.layout.table.id].append(reader.taken)
            rejected += reader.rejected
    joined = {table: together(table, taken[table]) for table in TABLES if table in taken}
    tables = {table: frame for table, (frame, _) in joined.items()}
    names = {table: said for table, (_, said) in joined.items()}
    sources = tuple(source for reading in readings for source in reading.sources)
    spoiled = spoiled.union(reading.spoiled for reading in readings) - {""}
    return Draft(Book(month, tables, sources), tuple(rejected), names, spoiled)


def _not_come(draft: Draft, needs: Mapping[str, frozenset[str]], month: Month) -> Iterator[Problem]:
    """Tables that the policy needs: not come at all, or come without a row."""
    for table in TABLES:
        if table not in needs or table in draft.spoiled:
            continue
        name = TABLES[table].name
        if table not in draft.book:
            place = "managers.xlsx" if table in KEPT_BY_BRANCH else f"inbox/{month}"
            yield problem(codes.NOT_COME, Where(place), {"table": name}, key=name)
        elif draft.book[table].empty and not any(one.table == table for one in draft.rejected):
            source = next(source for source in draft.book.sources if source.table == table)
            yield problem(codes.EMPTY_TABLE, Where(source.path, source.sheet), {"table": name})


def _without(book: Book, findings: Iterable[Finding]) -> tuple[Book, list[Rejected]]:
    """The book without the rows that an error is about, and those rows."""
    bad: defaultdict[str, set[int]] = defaultdict(set)
    for finding in findings:
        if finding.problem.is_error:
            bad[finding.table].add(finding.row)
    if not bad:
        return book, []
    dropped = [one for table, rows in bad.items() for one in _rejected(book, table, sorted(rows))]
    lost = Counter(one.source for one in dropped)
    sources = tuple(less(source, lost[number]) for number, source in enumerate(book.sources))
    tables = {
        table: found.drop(index=sorted(bad[table])).reset_index(drop=True) if table in bad else found
        for table, found in book.tables.items()
    }
    return Book(book.month, tables, sources), dropped


def _lost(rejected: Iterable[Rejected], problems: Iterable[Problem]) -> tuple[book_words.Rejected, ...]:
    """The rows that are in no table, as the book keeps them: key, readable money, and what was wrong."""
    kinds: defaultdict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for one in problems:
        if one.is_error:
            line = one.where.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            kinds[one.where.file, one.where.sheet, line][one.code] = None
    found = []
    for row in rejected:
        table = TABLES[row.table]
        amounts = {
            name: value
            for name, value in row.values.items()
            if table.kind(name) == "money" and isinstance(value, int)
        }
        codes_of = tuple(kinds[row.where.file, row.where.sheet, str(row.line)])
        key = key_of(table, row.values)
        found.append(book_words.Rejected(row.table, row.where, key, amounts, codes_of))
    return tuple(found)


def _rejected(book: Book, table: str, rows: Sequence[int]) -> Iterator[Rejected]:
    frame = book[table].iloc[list(rows)]
    fields = list(TABLES[table].columns)
    columns = [frame[name].tolist() for name in (*fields, *ORIGIN)]
    for *values, source, line in zip(*columns, strict=True):
        plain = zip(fields, map(plain_value, values), strict=True)
        read = {name: value for name, value in plain if value not in (None, "")}
        yield Rejected(table, book.sources[source].where(line), line, source, read)
