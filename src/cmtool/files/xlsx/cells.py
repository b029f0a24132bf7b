"""The callbacks of a worksheet's parser: from ``<c r="F318" s="2"><v>0.1</v></c>`` to a Cell."""

from __future__ import annotations

from collections.abc import Callable

from cmtool.files.codes import BAD_ORDER
from cmtool.files.refusal import Refusal
from cmtool.files.xlsx.markup import DEEPEST, too_deep
from cmtool.files.xlsx.page import Page
from cmtool.files.xlsx.references import LAST_COLUMN, column_number
from cmtool.files.xlsx.values import BadCell, content, number, shared
from cmtool.model.grid import Cell, CellKind, address
from cmtool.model.text import phrase

Callbacks = tuple[
    Callable[[str, dict[str, str]], None], Callable[[str], None], Callable[[str], None], Callable[[], bool]
]

_WORDS = ("sheetData", "row", "c", "v", "f", "is", "t", "rPh", "col", "mergeCell")
_DATA_DEPTH, _ROW_DEPTH, _CELL_DEPTH, _VALUE_DEPTH = 2, 3, 4, 5  # the root is 1


def callbacks(page: Page, namespace: str) -> Callbacks:
    """Callbacks for start tags, text and end tags, to be set once the root element (depth 1) is open.

    The fourth tells whether the parser stands between two rows, directly in ``sheetData``.

    One closure over plain local names, for speed: they run five times for each cell. The branches come in the order
    of how often they are taken; whatever is rare stands in the functions named ``other``.
    """
    DATA, ROW, C, V, F, IS, T, HINT, COL, MERGE = (f"{namespace} {word}" for word in _WORDS)
    strings, formats = page.shelf.strings, page.shelf.formats
    new = tuple.__new__
    columns: dict[str, int] = {}  # letters met so far
    cells: list[Cell] = []
    depth, hints, column, hidden_columns = 1, 0, 0, page.hidden_columns
    row_text = text = ""  # row_text is "" between rows
    in_data = in_rows = reading = False
    kind: str | None = None
    style: str | None = None
    value: str | None = None
    formula: str | None = None
    inline: str | None = None

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, column, kind, style, value, formula, inline, text, reading
        depth += 1
        if name == C and depth == _CELL_DEPTH:
            value = formula = inline = None
            kind, style, reference = attributes.get("t"), attributes.get("s"), attributes.get("r", "")
            before = column
            column = columns.get(reference.removesuffix(row_text)) or placed(reference)
            if column <= before:
                raise Refusal(BAD_ORDER, page.sheet, address(column, page.row))
        elif name == V and depth == _VALUE_DEPTH:
            if value is not None:
                raise twice()
            text, reading = "", True
        else:
            start_other(name, attributes)

    def start_other(name: str, attributes: dict[str, str]) -> None:
        nonlocal in_data, in_rows, hints, column, row_text, hidden_columns, text, reading, inline
        if name == ROW and depth == _ROW_DEPTH:
            if not in_data:
                raise page.damaged()
            page.open_row(attributes)
            column, row_text, hidden_columns = 0, str(page.row), page.hidden_columns
        elif name == F and depth == _VALUE_DEPTH:
            if formula is not None:
                raise twice()
            text, reading = "", True
        elif name == IS and depth == _VALUE_DEPTH:
            if inline is not None:
                raise twice()
            inline = ""
        elif name == T:
            text, reading = "", not hints
        elif name == HINT:
            hints += 1
        elif name == DATA:
            if in_data or depth != _DATA_DEPTH:
                raise page.damaged()
            in_data = in_rows = True
        elif name == COL:
            page.set_column(attributes)
        elif name == MERGE:
            page.merged.append(attributes.get("ref", ""))
        elif name in (C, V, ROW):  # where none may stand
            raise page.damaged()
        elif depth > DEEPEST:
            raise too_deep(page.part)

    def characters(data: str) -> None:
        nonlocal text
        if reading:
            text += data

    def end(name: str) -> None:
        nonlocal depth, value, reading
        depth -= 1
        if name == V:
            value, reading = text, False
        elif name == C:
            try:
                if formula is not None or inline is not None:
                    close_other()
                elif value:
                    if kind == "s":
                        sort, written = "text", shared(value, strings)
                    elif kind is None:
                        sort, written = number(value)
                    else:
                        sort, written = content(kind, value, strings)
                    if written:
                        look, hidden = formats.get(style, ""), column in hidden_columns
                        cells.append(new(Cell, (column, sort, written, look, None, False, hidden, False)))
            except BadCell as bad:
                raise bad.refusal(page.sheet, address(column, page.row)) from bad
        else:
            end_other(name)

    def close_other() -> None:
        written = value
        if inline is not None:
            if value is not None or kind != "inlineStr":
                raise BadCell(phrase("同时有两个值"))
            written = inline
        unreckoned = page.shelf.unreckoned and kind is None and not (written or "").strip("0.")
        if formula is not None and (unreckoned or (not written and (kind != "str" or value is None))):
            keep("text", "", True)
        elif not written:
            keep("text", "")
        elif kind is None:
            keep(*number(written))
        elif kind == "s":
            keep("text", shared(written, strings))
        else:
            keep(*content(kind, written, strings))

    def keep(sort: CellKind, written: str, uncached: bool = False) -> None:
        if written or formula is not None:
            look, hidden = formats.get(style, ""), column in page.hidden_columns
            cells.append(new(Cell, (column, sort, written, look, formula, uncached, hidden, False)))

    def end_other(name: str) -> None:
        nonlocal depth, hints, row_text, cells, formula, inline, reading, in_rows
        if name == ROW:
            page.close_row(cells)
            cells, row_text = [], ""
        elif name == F:
            formula, reading = text, False
        elif name == T:
            if inline is not None and reading:
                inline += text
            reading = False
        elif name == HINT:
            hints -= 1
        elif name == DATA:
            in_rows = False

    def resting() -> bool:
        return in_rows and depth == _DATA_DEPTH

    def twice() -> Refusal:
        reason = phrase("同时有两个值")
        return BadCell(reason).refusal(page.sheet, address(column, page.row))

    def placed(reference: str) -> int:
        """The column of letters met for the first time, or of a cell without a reference."""
        if not row_text or (not reference and column == LAST_COLUMN):
            raise page.damaged()
        if not reference:
            return column + 1
        column_letters = reference.removesuffix(row_text)
        found = column_number(column_letters) if column_letters != reference else 0
        if not found:
            reason = phrase(
                "地址“{reference}”与所在的第 {row} 行不符", reference=reference[:20], row=row_text
            )
            raise BadCell(reason).refusal(page.sheet, f"A{page.row}")
        columns[column_letters] = found
        return found

    return start, characters, end, resting
