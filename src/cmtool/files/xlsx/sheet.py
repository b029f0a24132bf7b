"""One worksheet as a stream of rows: every value as the file spells it, with its address and its look."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.files.codes import DAMAGED
from cmtool.files.refusal import Refusal
from cmtool.files.xlsx.cells import callbacks
from cmtool.files.xlsx.markup import MAIN, STRICT, feed, parser
from cmtool.files.xlsx.merges import HiddenValue, Merges, merged_ranges
from cmtool.files.xlsx.package import Package
from cmtool.files.xlsx.page import Page, Shelf
from cmtool.model.grid import GridRow
from cmtool.model.text import phrase


def sheet_rows(
    package: Package, part: str, sheet: str, shelf: Shelf, hidden_value: HiddenValue
) -> Iterator[GridRow]:
    """The sheet's rows that hold a value, from top to bottom; a Refusal ends the stream.

    ``hidden`` of a cell speaks of its column, ``hidden`` of a row of the row. ``<dimension>`` is not read. A formula
    that shares another's text has the formula ``""``. A number cell that holds no number has kind ``error``.
    """
    references = merged_ranges(package.chunks(part), part)
    page = Page(sheet, part, shelf, Merges(references, part, hidden_value))
    made = parser(part)

    def bind(name: str, _attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if local != "worksheet" or namespace not in (MAIN, STRICT):
            raise page.damaged()
        made.StartElementHandler, made.CharacterDataHandler, made.EndElementHandler = callbacks(
            page, namespace
        )

    made.StartElementHandler = bind
    for _ in feed(made, package.chunks(part), part):
        yield from page.rows
        page.rows.clear()
    if page.merged != references:
        raise Refusal(DAMAGED, sheet, part=part, reason=phrase("合并单元格的记录前后不一"))
