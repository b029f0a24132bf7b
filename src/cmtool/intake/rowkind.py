"""What a row below the header is: data, a total, the header again, a note, an example, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Final, Literal

from cmtool.intake.above import units_in
from cmtool.intake.header import HeaderRow, match
from cmtool.intake.layout import Layout
from cmtool.intake.numerals import exact, spoken
from cmtool.intake.spelling import BLANKS, folded, plain
from cmtool.intake.vocabulary import claim, without_unit
from cmtool.model.grid import Cell, GridRow
from cmtool.model.tables import TABLES
from cmtool.model.text import Phrase, phrase

Scope = Literal["group", "section", "sheet", "some", "none"]
_SCOPES: Final[Mapping[str, Scope]] = {
    "小计": "group",
    "合计": "section",
    "共计": "section",
    "总计": "sheet",
    "总额": "section",
    "总和": "section",
    "总数": "section",
    "total": "section",
    "grandtotal": "sheet",
    "sum": "section",
    "累计": "sheet",
    "承前页": "sheet",
    "承上页": "sheet",
    "过次页": "sheet",
    "转下页": "sheet",
}
_TOTAL = re.compile(
    rf"(?P<whose>.*?)(?P<word>{'|'.join(sorted(_SCOPES, key=len, reverse=True))})(?:数额?|金额|余额|额)?"
    r":?(?:[0-9]+[户笔人个条行项]?)?(?:\([^)]*\)|:)*"
)
_NOT_SUMMED = re.compile(r".*(?:平均|平均值|均值|平均数|人均|年累计|其中:.+)(?:\([^)]*\)|:)*")
_TELLING: Final = ("计", "計", "均", "总", "總", "页", "頁", "其中")
_PLAINLY: Final = frozenset(
    {"小计", "合计", "共计", "总计", "总额", "total", "sum"}
)  # totals, even beside a key
_COLUMN_LABEL: Final = frozenset({"栏次", "列次", "行次", "序号", "列号", "栏目"})
_COLUMN_LETTERS: Final = ("甲乙丙丁戊己庚辛", "abcdefgh")
_COLUMN_NUMBER = re.compile(r"\(?第?([0-9]{1,3})[栏列]?\)?(?:=[-+*/()0-9栏列]+)?")
_NUMBERED: Final = 3  # cells from which on 1, 2, 3 … below a header are the numbers of its columns
_NOTE = re.compile(
    r"(?:注|备注|说明|附注|填表|填报|制表|复核|审核|审批|主管|负责人|单位负责人|会计|经办|打印|导出|数据来源|统计口径|以上|以下空白|"
    r"本表|第[0-9一二三四五六七八九十]+页|共[0-9一二三四五六七八九十]+(?:页|条|笔|户|行|人|项)).*"
)
_PROSE = re.compile(r".*[:;。,、].*")
_SIGNED = re.compile(
    r"(?:注|备注|说明|附注|.{0,4}(?:填表|填报|制表|复核|审核|审批|主管|负责|会计|经办|打印|导出|报送|单位|日期|电话|来源).{0,3}):.*"
    r"|(?:填表|填报|制表|复核|审核|审批|经办|打印|导出|报送)(?:人|员|日期|时间)"
)  # a label and what stands behind it, in its own cell or the next
_DATED = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日")  # the day at the end of 制表：张三 …
_EXAMPLE: Final = ("示例", "样例", "填写示例", "例:", "例：")  # how the first cell of a row begins
_HEADERS: Final = 3  # known headers that make a row the header of another table
_WORDS: Final = frozenset({"id", "name", "text", "choice"})
_FIGURES: Final = frozenset({"money", "number", "count"})


@dataclass(frozen=True, slots=True)
class Total:
    """A control total and what it sums: 小计 the rows since the last total (``group``), 合计 those since the last 合计
    or the whole sheet (``section``), 总计 the whole ``sheet``, 累计 and 过次页 all rows so far, 张三小计 the rows since
    ``some`` total before it; an average, 本年累计 or 其中：农户 sums ``none``.
    """

    label: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Skip:
    """A row that is no data, and why."""

    reason: Phrase


@dataclass(frozen=True, slots=True)
class Keyless:
    """Money on a row that says nobody's key: ``cell`` is the first amount."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class Keyed:
    """A row that is called a total and yet says whose it is: ``label`` in ``cell``."""

    label: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Stacked:
    """The header of another table, or of the same with other columns: what stands below cannot be read."""

    table: str


RowKind = Total | Skip | Keyless | Keyed | Stacked | None


@dataclass(frozen=True)
class RowKinds:
    """Tells the rows of one layout apart; None is data."""

    layout: Layout

    @cached_property
    def identity(self) -> frozenset[int]:
        """Columns that say whose a row is: words of the table's key, else of its required and alternative fields."""
        table = self.layout.table
        names = table.key or (*table.required, *(name for group in table.any_of for name in group))
        columns = self.layout.columns
        found = {columns[name] for name in names if name in columns and table.kind(name) in _WORDS}
        return frozenset(found | {column for name, column in self.layout.named.items() if name in names})

    @cached_property
    def figures(self) -> frozenset[int]:
        table = self.layout.table
        return frozenset(
            plan.column for plan in self.layout.plans.values() if table.kind(plan.field) in _FIGURES
        )

    @cached_property
    def _telling(self) -> frozenset[int]:
        """Columns of words and days that every row of data must fill."""
        table, columns = self.layout.table, self.layout.columns
        return frozenset(columns[name] for name in table.required if name in columns) - self.figures

    def odd(self, row: GridRow) -> bool:
        """Whether a row may be something else than data, by a glance: a label of a total, or words where ids stand."""
        if row.cells[0].written.startswith(_EXAMPLE):
            return True
        for cell in row.cells:
            if cell.kind == "text" and _may_tell(cell.written, cell.column in self.identity):
                return True
        return not any(cell.column in self.identity for cell in row.cells)

    def kind(self, row: GridRow) -> RowKind:
        """What a row is, looked at closely."""
        filled = [cell for cell in row.cells if cell.kind != "text" or is_filled(cell)]
        if not filled:
            return Skip(phrase("空行"))
        if folded(filled[0].written).startswith(_EXAMPLE):
            return Skip(phrase("示例行"))
        if header := self._header(filled):
            return header
        if total := self._total(filled):
            return total
        read = [cell for cell in filled if cell.column in self.layout.plans or cell.column in self.identity]
        if not read:
            return Skip(phrase("没有要读的内容"))
        if self._is_note(filled, read):
            return Skip(phrase("表下的说明"))
        return self._keyless(read)

    def numbers_columns(self, row: GridRow) -> bool:
        """Whether the row just below the header only counts the columns: 1, 2, 3 …, perhaps after 栏次 or 甲, 乙."""
        if row.number != self.layout.line + 1:
            return False
        said = [folded(cell.written) for cell in row.cells if is_filled(cell)]
        if said and said[0] in _COLUMN_LABEL:
            said = said[1:]
        letters = next((signs for signs in _COLUMN_LETTERS if said and said[0] == signs[0]), "")
        lettered = sum(
            1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(said, letters, strict=False))
        )
        found = [_COLUMN_NUMBER.fullmatch(text) for text in said[lettered:]]
        counted = [int(one[1]) for one in found if one]
        return (
            len(said) >= _NUMBERED and len(found) == len(counted) and counted == [*range(1, len(counted) + 1)]
        )

    def _header(self, filled: Iterable[Cell]) -> Skip | Stacked | None:
        """The header again when every column read repeats its own (or a part, of a header of two rows)."""
        heads = self._heads
        written = {cell.column: folded(cell.written) for cell in filled if cell.kind == "text"}
        read = [cell.column for cell in filled if cell.column in heads]
        if len(read) > 1 and all((text := written.get(column)) and text in heads[column] for column in read):
            return Skip(phrase("重复的表头"))
        if sum(heads.get(column) == text for column, text in written.items()) > 1:
            return Stacked(self.layout.table.name)
        return self._other_header(written)

    @cached_property
    def _heads(self) -> Mapping[int, str]:
        """Column → its header, folded."""
        return {column: folded(plan.header) for column, plan in self.layout.plans.items()}

    @cached_property
    def _headers(self) -> frozenset[str]:
        """Every header of every table."""
        return frozenset().union(*self.layout.vocabularies.values())

    def _other_header(self, written: Mapping[int, str]) -> Stacked | None:
        known = sum(
            text in self._headers or (not text.isalnum() and without_unit(text) in self._headers)
            for text in written.values()
        )
        if known < _HEADERS:
            return None
        header = HeaderRow(0, 0, {column: (text,) for column, text in written.items()})
        for table, vocabulary in self.layout.vocabularies.items():
            claims = sum(claim(vocabulary, text) is not None for text in written.values())
            if claims >= _HEADERS and not match(TABLES[table], header, vocabulary, frozenset()).missing:
                return Stacked(TABLES[table].name)
        return None

    def _total(self, filled: list[Cell]) -> Total | Keyed | None:
        labels = [cell for cell in filled if self._labels(cell, filled)]
        if not labels:
            return None
        said = {cell.written for cell in labels}
        if any(cell.column in self.identity and cell.written not in said for cell in filled):
            keyed = (cell for cell in labels if _says_plainly(cell))
            return next((Keyed(cell.written, cell) for cell in keyed), None)
        return _label(labels[0].written)

    def _labels(self, cell: Cell, filled: list[Cell]) -> bool:
        """Whether a cell calls its row a total. 利息合计 as a remark to a row of data whose key is missing does not."""
        label = _label(cell.written) if cell.kind == "text" else None
        if label is None or self._names_a_figure(cell, filled):
            return False
        if cell is filled[0] or cell.column in self.identity:
            return True
        others = {one.column for one in filled if one is not cell}
        if others & self.identity:
            return _says_plainly(cell)
        return label.scope != "none" and not others & self._telling

    def _names_a_figure(self, cell: Cell, filled: list[Cell]) -> bool:
        """全省平均 in the column 指标 with a 期间 beside it is the name of a number, not the mean of the rows above."""
        columns = self.layout.columns
        if cell.column != columns.get("indicator") or folded(cell.written).rstrip(":") in _SCOPES:
            return False
        return any(other.column == columns.get("period") for other in filled)

    def _is_note(self, filled: list[Cell], read: list[Cell]) -> bool:
        """One cell of words, or labels (制表：张三 │ 复核：│ 李四) and nothing else; other rows of words are bad data."""
        if len({cell.written for cell in filled}) == 1 < len(filled) and all(
            one.merged for one in filled[1:]
        ):
            return filled[0].kind == "text"
        if len(filled) == 1 and (folded(filled[0].written) in self.layout.titles or _names_unit(filled[0])):
            return True
        if len(filled) == 1:
            return _is_signature(read[0]) or (read[0].column not in self.figures and _is_prose(read[0]))
        if not _is_label(filled[0]):
            return False
        labels = [_is_label(cell) for cell in filled]
        behind = [False, *(found and _is_bare(cell) for found, cell in zip(labels, filled, strict=True))]
        signs = [label or value for label, value in zip(labels, behind, strict=False)]
        return all(signs[:-1]) and (signs[-1] or bool(_DATED.fullmatch(folded(filled[-1].written))))

    def _keyless(self, read: list[Cell]) -> RowKind:
        """Figures and nothing else."""
        if any(cell.column not in self.figures for cell in read):
            return None
        amounts = [cell for cell in read if not _is_zero(cell)]
        return Keyless(amounts[0]) if amounts else Skip(phrase("空行（金额全为 0）"))


def may_be_odd(text: str, identity: bool) -> bool:
    """Whether a text cell, or any of many joined, may make its row one to look at; ``identity`` where ids stand."""
    return _may_tell(text, identity) or "例" in text


def _may_tell(text: str, identity: bool) -> bool:
    if text.isascii():
        in_english = "otal" in text or "OTAL" in text or "Sum" in text or "SUM" in text
        return in_english or (identity and not text)
    return identity or any(sign in text for sign in _TELLING)


def _is_label(cell: Cell) -> bool:
    return cell.kind == "text" and bool(_SIGNED.fullmatch(folded(cell.written)))


def _label(text: str) -> Total | None:
    if not _may_tell(text, False):
        return None
    said = folded(text)
    if _NOT_SUMMED.fullmatch(said):
        return Total(said.rstrip(":"), "none")
    if found := _TOTAL.fullmatch(said):
        scope = "some" if found["whose"] else _SCOPES[found["word"]]
        return Total(said.rstrip(":"), scope)
    return None


def _says_plainly(cell: Cell) -> bool:
    return folded(cell.written).rstrip(":") in _PLAINLY


def _names_unit(cell: Cell) -> bool:
    """台账（万元） over the next page."""
    return cell.kind == "text" and bool(units_in(folded(cell.written)))


def _is_prose(cell: Cell) -> bool:
    said = folded(cell.written)
    return cell.kind == "text" and bool(_NOTE.fullmatch(said) or _PROSE.fullmatch(said))


def _is_signature(cell: Cell) -> bool:
    """The beginning of a note or signature line, which may stand under an amount; 1,234 is none."""
    return cell.kind == "text" and bool(_NOTE.fullmatch(folded(cell.written)))


def _is_bare(cell: Cell) -> bool:
    """A label whose value stands in the next cell."""
    said = folded(cell.written)
    return said.endswith(":") or ":" not in said


def is_filled(cell: Cell) -> bool:
    written = cell.written
    if cell.kind != "text" or cell.uncached or (written.isascii() and written.isalnum()):
        return True
    return plain(written) not in BLANKS


def _is_zero(cell: Cell) -> bool:
    if cell.kind == "number":
        return exact(cell.written) == 0
    found = spoken(cell.written) if cell.kind == "text" else None
    return found is not None and found.value == 0
