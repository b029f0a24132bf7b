"""Workbooks written: every cell by its type, so that text stays text and a formula carries its computed value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import xlsxwriter

from cmtool.files.cells import Cells, legible
from cmtool.files.extents import DEFAULT_WIDTH, extents
from cmtool.files.layout import draw_chart, fits_margin, furnish, needs_own_range, put_choice, put_rule
from cmtool.files.looks import BODY, BODY_SIZE, number_format
from cmtool.files.worksheet import ReportSheet
from cmtool.model.grid import letters
from cmtool.model.naming import sheet_name
from cmtool.model.text import phrase
from cmtool.model.workbook import Choice, Sheet, Workbook, quoted

_CALCULATED_BY = 191029  # the calculation engine whose values need no second calculation on opening
_OPTIONS: dict[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": BODY, "font_size": BODY_SIZE, "font_scheme": False},
}


def write_workbook(workbook: Workbook, target: Path | IO[bytes], *, created: date) -> None:
    """Write a described workbook; the same description and ``created`` give the same bytes, whenever and wherever.

    It is made in memory first, so that a full disk meets one plain write and no half-written archive.
    Raises Unwritable when a text or a place is beyond what a spreadsheet holds.
    """
    content = workbook_bytes(workbook, created=created)
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def workbook_bytes(workbook: Workbook, *, created: date) -> bytes:
    """The workbook's file as bytes."""
    stream = BytesIO()
    _Writing(workbook, stream, created).write()
    return stream.getvalue()


def writes(workbook: Workbook, *, created: date) -> Callable[[IO[bytes]], None]:
    """What writes the workbook into an open file, for ``publish``."""
    return partial(write_workbook, workbook, created=created)


def values_only(workbook: Workbook) -> Workbook:
    """The same workbook with every formula replaced by its computed value."""
    sheets = []
    for sheet in workbook.sheets:
        cells = {place: entry._replace(formula="") for place, entry in sheet.cells.items()}
        sheets.append(replace(sheet, cells=cells))
    return replace(workbook, sheets=tuple(sheets))


class _Writing:
    """One workbook on its way into one file."""

    def __init__(self, workbook: Workbook, stream: IO[bytes], created: date) -> None:
        self._workbook = workbook
        self._book: Any = xlsxwriter.Workbook(stream, _OPTIONS)
        stamp = datetime(created.year, created.month, created.day)
        self._book.set_properties({"title": legible(workbook.title), "author": "cmtool", "created": stamp})
        self._book.set_calc_mode("auto", _CALCULATED_BY)
        self._book.calc_on_load = False  # else every look at a report ends with "save changes?"
        self._formats: dict[str, Any] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._options: Any = None

    def write(self) -> None:
        sheets = self._workbook.sheets
        worksheets = [self._book.add_worksheet(sheet.name, ReportSheet) for sheet in sheets]
        for sheet, worksheet in zip(sheets, worksheets, strict=True):
            self._write_sheet(sheet, worksheet)
        for worksheet, sheet in zip(worksheets, sheets, strict=True):
            if not sheet.hidden:
                worksheet.activate()
                worksheet.set_first_sheet()
                break
        self._book.close()
        for worksheet in self._book.worksheets():
            vars(worksheet).clear()  # sheets and book hold each other; their cells are to go at once

    def _write_sheet(self, sheet: Sheet, worksheet: Any) -> None:
        measured = extents(sheet)
        cells = Cells(worksheet, sheet, measured, self._format, self._workbook.name)
        if not (fits_margin(sheet.page.header) and fits_margin(sheet.page.footer)):
            raise cells.failure(1, 1, phrase("页眉或页脚太长"))
        for column in sorted({*measured.widths, *sheet.formats}):
            number = sheet.formats.get(column, "")
            drawing = self._format({"num_format": number_format(number)}) if number else None
            worksheet.set_column(column - 1, column - 1, measured.widths.get(column, DEFAULT_WIDTH), drawing)
        furnish(worksheet, sheet, measured)
        cells.put_all()
        for chart in sheet.charts:
            draw_chart(self._book, worksheet, sheet, chart)
        for choice in sheet.choices:
            if put_choice(worksheet, choice, self._source(choice)):
                raise cells.failure(*choice.first, phrase("下拉选项不合规则"))
        for rule in sheet.rules:
            if put_rule(worksheet, rule):
                raise cells.failure(*rule.at, phrase("输入规则太长"))

    def _format(self, properties: dict[str, Any]) -> Any:
        """One format object for each distinct drawing."""
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def _source(self, choice: Choice) -> str | list[str]:
        """Where a drop-down reads its options: in its own rule, or in cells of a hidden sheet if they do not fit."""
        if not needs_own_range(choice):
            return [legible(option) for option in choice.options]
        if choice.options not in self._lists:
            if self._options is None:
                name = sheet_name("选项", [sheet.name for sheet in self._workbook.sheets])
                self._options = self._book.add_worksheet(name)
                self._options.very_hidden()
            column = len(self._lists)
            for row, option in enumerate(choice.options):
                self._options.write_string(row, column, legible(option))
            place, last = letters(column + 1), len(choice.options)
            self._lists[choice.options] = f"={quoted(self._options.name)}!${place}$1:${place}${last}"
        return self._lists[choice.options]
