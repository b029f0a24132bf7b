"""Which table a header row belongs to, and which column is which field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from cmtool.intake.spelling import BLANKS, folded
from cmtool.intake.vocabulary import ALIAS, BY_NAME, Claim, Vocabulary, claim, unit_of, without_unit
from cmtool.model.grid import GridRow
from cmtool.model.table import Table
from cmtool.model.tables import TABLES
from cmtool.model.text import NOTHING, Phrase, phrase

_UNITS: Final = frozenset({"元", "千元", "万元", "亿元", "%", "‰"})
_HINTS: Final = frozenset(
    {"户", "笔", "个", "人", "天", "次", "日期", "文本", "数字", "数值", "yyyy-mm-dd", "yyyymmdd"}
)
_OTHER_TIME = re.compile(
    r".*(?:本年|累计|上年|上月|上季|上期|上日|昨日|年初|季初|月初|期初|去年|同期|计划).*"
)  # an upper header that makes another figure of the lower
_ONLY_TIME = re.compile(
    r"(?:本年|上年|上月|上季|上期|上日|昨日|年初|季初|月初|期初|去年|计划)?度?(?:末|同期)?(?:累计)?(?:数|余额|发生额|情况)?"
)  # no title
_MEASURED: Final = frozenset({"money", "number", "count", "percent", "permille", "share"})
_WHOSE: Final = ("manager", "grade", "post", "team", "institution")  # who a row of targets is for


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """One row of headers, or two read as one: column → the texts it may be known by, surest first."""

    number: int  # of the lower row
    first: int  # of the upper row
    texts: Mapping[int, tuple[str, ...]]
    units: frozenset[int] = (
        frozenset()
    )  # columns in which a lower row that holds nothing else says 元, 万元 or %


@dataclass(frozen=True, slots=True)
class Headed:
    """A column that a field claims, with the header as found."""

    column: int
    text: str
    rank: int = ALIAS


@dataclass(frozen=True, slots=True)
class Match:
    """One table held against one header row."""

    table: Table
    header: HeaderRow
    fields: Mapping[str, Headed]
    named: Mapping[str, Headed] = field(
        default_factory=dict
    )  # field → the column of the person's name beside it
    overruled: tuple[tuple[str, Headed], ...] = ()  # alias columns beside a surer one
    doubled: tuple[tuple[str, Headed, Headed], ...] = ()
    spread: Mapping[str, Headed] = field(
        default_factory=dict
    )  # 指标 → its column, of targets laid out crosswise
    missing: tuple[str, ...] = ()

    @property
    def claims(self) -> int:
        return len(self.fields) + len(self.spread) + len(self.named)

    @property
    def is_over_units(self) -> bool:
        """Whether the lower row of the header holds the units of its figures, and nothing else."""
        measured = {
            headed.column: self.table.kind(name) in _MEASURED
            for name, headed in (*self.fields.items(), *self.named.items())
        } | {headed.column: True for headed in self.spread.values()}
        known = [measured[column] for column in self.header.units if column in measured]
        return any(known) and all(known)

    @property
    def unread(self) -> tuple[str, ...]:
        """Headers of the columns that nobody reads, in order."""
        read = {
            headed.column for headed in (*self.fields.values(), *self.named.values(), *self.spread.values())
        }
        return tuple(texts[-1] for column, texts in sorted(self.header.texts.items()) if column not in read)


def header_rows(rows: Sequence[GridRow]) -> Iterator[HeaderRow]:
    """Each row as a header row, and each two neighbours as one header of two rows."""
    before: dict[int, str] = {}
    above = 0
    for row in rows:
        texts = {
            cell.column: cell.written
            for cell in row.cells
            if cell.kind == "text" and folded(cell.written) not in BLANKS
        }
        follows = bool(before) and row.number == above + 1
        yield HeaderRow(row.number, row.number, _one_row(before if follows else {}, texts))
        if follows:
            units = _units(texts) if all(cell.kind == "text" for cell in row.cells) else frozenset()
            yield HeaderRow(row.number, above, _two_rows(before, texts), units)
        before, above = texts, row.number


def _one_row(upper: Mapping[int, str], texts: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """Headers by themselves; one under 本年累计 or 上月 is known with that only."""
    return {
        column: (over + text if (over := upper.get(column, "")) and _is_time(over) else text,)
        for column, text in texts.items()
    }


def _is_time(over: str) -> bool:
    said = folded(over)
    return bool(_OTHER_TIME.fullmatch(said) and _ONLY_TIME.fullmatch(said))


def _units(lower: Mapping[int, str]) -> frozenset[int]:
    """Where a row says in what each column is measured (元 │ 万元 │ %); nowhere when it says anything else."""
    said = {column: folded(text).strip("()") for column, text in lower.items()}
    if not set(said.values()) <= _UNITS | _HINTS:
        return frozenset()
    return frozenset(column for column, text in said.items() if text in _UNITS)


def _two_rows(upper: Mapping[int, str], lower: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    hints = _HINTS if _units(lower) else frozenset()
    for column in sorted({*upper, *lower}):
        over, under = upper.get(column, ""), lower.get(column, "")
        if not over or not under or over == under:
            found[column] = (over or under,)
        elif folded(under).strip("()") in {*hints, unit_of(over)}:
            found[column] = (over,)
        elif folded(under).strip("()") in _UNITS:
            found[column] = (f"{over}({folded(under).strip('()')})",)
        elif _OTHER_TIME.fullmatch(folded(over)):
            found[column] = (over + under,)
        else:
            found[column] = (over + under, under)
    return found


def match(table: Table, header: HeaderRow, vocabulary: Vocabulary, indicators: frozenset[str]) -> Match:
    """Which of the table's fields the header row claims, and what it lacks."""
    claims: dict[str, list[Headed]] = {}
    for column, texts in header.texts.items():
        known = _first_claim(vocabulary, texts)
        if known is not None:
            claims.setdefault(known[0].field, []).append(Headed(column, known[1], known[0].rank))
    found = _settle(table, header, claims)
    if table.id == "targets" and "indicator" not in found.fields:
        spread = _spread(header, found, indicators)
        if spread:
            return _crosswise(found, spread)
    return found


def _first_claim(vocabulary: Vocabulary, texts: Sequence[str]) -> tuple[Claim, str] | None:
    for text in texts:
        if known := claim(vocabulary, text):
            return known, text
    return None


def _settle(table: Table, header: HeaderRow, claims: Mapping[str, list[Headed]]) -> Match:
    """Give each field its surest column; two columns equally sure are a double."""
    fields: dict[str, Headed] = {}
    named: dict[str, Headed] = {}
    overruled: list[tuple[str, Headed]] = []
    doubled: list[tuple[str, Headed, Headed]] = []
    for name, claimed in claims.items():
        headed, *others = sorted(claimed, key=lambda one: (one.rank, one.column))
        fields[name] = headed
        for other in others:
            if other.rank == headed.rank:
                doubled.append((name, headed, other))
            elif other.rank == BY_NAME:
                named.setdefault(name, other)
            else:
                overruled.append((name, other))
    return Match(
        table, header, fields, named, tuple(overruled), tuple(doubled), missing=_missing(table, fields)
    )


def _missing(table: Table, fields: Mapping[str, Headed]) -> tuple[str, ...]:
    lacking = [table.columns[name].header for name in table.required if name not in fields]
    lacking += [
        "/".join(table.columns[name].header for name in group)
        for group in table.any_of
        if not any(name in fields for name in group)
    ]
    return tuple(lacking)


def _spread(header: HeaderRow, found: Match, indicators: frozenset[str]) -> dict[str, Headed]:
    known = {folded(name): name for name in indicators}
    spread: dict[str, Headed] = {}
    for column, texts in header.texts.items():
        for text in texts:
            name = known.get(folded(text)) or known.get(without_unit(text))
            if name and name not in spread:
                spread[name] = Headed(column, text)
                break
    taken = {headed.column for headed in found.fields.values()}
    return {name: headed for name, headed in spread.items() if headed.column not in taken}


def _crosswise(found: Match, spread: Mapping[str, Headed]) -> Match:
    """Targets with one column for each 指标: complete when they say for whom; 期间 may stand above the header."""
    fields = {name: headed for name, headed in found.fields.items() if name != "value"}
    missing = () if any(name in fields for name in _WHOSE) else (TABLES["targets"].columns["manager"].header,)
    return Match(
        found.table,
        found.header,
        fields,
        found.named,
        found.overruled,
        tuple(double for double in found.doubled if double[0] != "value"),
        spread,
        missing,
    )


def column_of(text: str, header: HeaderRow) -> int:
    """The column of an unread header; 1 without one."""
    return next((column for column, texts in sorted(header.texts.items()) if text and texts[-1] == text), 1)


def meant(word: str) -> Phrase:
    """A question whether an unread header is the missing one; nothing without a word."""
    return phrase("（表中的“{word}”是不是它？）", word=word) if word else NOTHING


def likely(missing: str, unread: Sequence[str]) -> str:
    """The unread header that a missing one may have been meant by, or ``""``."""
    close = get_close_matches(missing, unread, n=1, cutoff=0.6)
    return close[0] if close else ""
