"""A sheet's furniture: frozen panes, filters, charts, drop-downs, and the page it is printed on."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol

from cmtool.files.extents import DEFAULT_HEIGHT, Extents
from cmtool.files.looks import BAR, BODY, HEADING, INK, number_format
from cmtool.model.grid import address
from cmtool.model.workbook import Chart, Choice, Entry, Page, Rule, Sheet

_A4 = 9
_A4_POINTS = (595.0, 842.0)
_SIDE, _TOP, _BOTTOM, _EDGE = 0.5, 0.75, 0.7, 0.35  # inches
_SLACK = (0.8, 0.95)  # of width and height: programs and fonts differ in how wide they draw a column
_SMALLEST = 40  # percent: what is printed smaller nobody reads
_LONGEST_LIST = 255  # characters of a drop-down kept within the cell's rule
_LONGEST_MARGIN_TEXT = 255


class Writable(Protocol):
    """The workbook library's worksheet, as far as it is used here; it ships no types."""

    def __getattr__(self, name: str) -> Any: ...


def furnish(worksheet: Writable, sheet: Sheet, measured: Extents) -> None:
    """Set rows, panes, filter, gridlines and page; columns, cells, charts and drop-downs come apart."""
    for row, height in sorted(measured.heights.items()):
        worksheet.set_row(row - 1, height)
    if sheet.freeze:
        worksheet.freeze_panes(sheet.freeze[0] - 1, sheet.freeze[1] - 1)
    if sheet.filter:
        first_row, first_column, last_row, last_column = sheet.filter
        worksheet.autofilter(first_row - 1, first_column - 1, last_row - 1, last_column - 1)
    filled_in = any(entry.look == "input" for entry in sheet.cells.values()) or sheet.formats
    worksheet.hide_gridlines(1 if filled_in else 2)
    _set_page(worksheet, sheet, measured)
    if sheet.hidden:
        worksheet.hide()
    if sheet.locked:
        worksheet.protect("", {"format_columns": True, "format_rows": True})
    if texts := [
        address(column, row)
        for (row, column), entry in sheet.cells.items()
        if entry.look == "yellow" and entry.number == "text"
    ]:
        worksheet.ignore_errors({"number_stored_as_text": " ".join(texts)})


def fits_margin(text: str) -> bool:
    """Whether a header or footer is short enough for a spreadsheet."""
    return len(_margin_text(text).encode("utf-16-le")) // 2 + len("&L&9 &R&9 &P / &N") <= _LONGEST_MARGIN_TEXT


def _set_page(worksheet: Writable, sheet: Sheet, measured: Extents) -> None:
    page = sheet.page
    worksheet.set_paper(_A4)
    if page.landscape:
        worksheet.set_landscape()
    worksheet.set_margins(left=_SIDE, right=_SIDE, top=_TOP, bottom=_BOTTOM)
    worksheet.center_horizontally()
    if page.header:
        worksheet.set_header(f"&C&B&11 {_margin_text(page.header)}", {"margin": _EDGE})
    worksheet.set_footer(f"&L&9 {_margin_text(page.footer)}&R&9 &P / &N", {"margin": _EDGE})
    if page.repeat:
        worksheet.repeat_rows(page.repeat[0] - 1, page.repeat[1] - 1)
    if page.area:
        first_row, first_column, last_row, last_column = page.area
        worksheet.print_area(first_row - 1, first_column - 1, last_row - 1, last_column - 1)
    if page.breaks:
        worksheet.set_h_pagebreaks([row - 1 for row in page.breaks])
        worksheet.set_print_scale(_scale(sheet, measured))
    elif page.fit_width or page.fit_height:
        worksheet.fit_to_pages(1 if page.fit_width else 0, 1 if page.fit_height else 0)


def _margin_text(text: str) -> str:
    return text.replace("&", "&&")


def _scale(sheet: Sheet, measured: Extents) -> int:
    """The percentage at which every stretch between two breaks fits one page; programs ignore breaks when they fit."""
    width, height = (side * slack for side, slack in zip(_printable(sheet.page), _SLACK, strict=True))
    last_row, last_column = used(sheet, measured)
    starts = sorted({1, *sheet.page.breaks})
    ends = [start - 1 for start in starts[1:]] + [last_row]
    tallest = max(measured.points_down(start, end) for start, end in zip(starts, ends, strict=True))
    across = measured.points_across(1, last_column)
    return max(_SMALLEST, min(100, int(100 * width / across), int(100 * height / max(tallest, 1.0))))


def _printable(page: Page) -> tuple[float, float]:
    width, height = reversed(_A4_POINTS) if page.landscape else _A4_POINTS
    return width - 2 * _SIDE * 72, height - (_TOP + _BOTTOM) * 72


def used(sheet: Sheet, measured: Extents) -> tuple[int, int]:
    """The last row and column that hold a cell or a chart."""
    rows = [row + entry.span[0] - 1 for (row, _), entry in sheet.cells.items()]
    columns = [column + entry.span[1] - 1 for (_, column), entry in sheet.cells.items()]
    for chart in sheet.charts:
        row, room = chart.at[0], chart.size[1] * 0.75
        while room > 0:
            room -= measured.heights.get(row, DEFAULT_HEIGHT)
            row += 1
        rows.append(row - 1)
        columns.append(chart.at[1])
    return max(rows, default=1), max(columns, default=1)


def draw_chart(workbook: Writable, worksheet: Writable, sheet: Sheet, chart: Chart) -> None:
    """A quiet chart in one colour: values as labels, the first name on top, no legend."""
    column, first, last = chart.values
    example = sheet.cells.get((first, column), Entry())
    labels = {"name": BODY, "size": 9, "color": INK}
    drawing = workbook.add_chart({"type": chart.kind})
    name_column, name_first, name_last = chart.names
    series: dict[str, Any] = {
        "name": chart.title.lstrip("="),
        "categories": [sheet.name, name_first - 1, name_column - 1, name_last - 1, name_column - 1],
        "values": [sheet.name, first - 1, column - 1, last - 1, column - 1],
        "data_labels": {"value": True, "num_format": number_format(example.number), "font": labels},
    }
    if chart.kind == "line":
        series |= {"line": {"color": BAR, "width": 2}, "marker": {"type": "circle", "fill": {"color": BAR}}}
        series["data_labels"]["position"] = "above"
    else:
        series |= {"fill": {"color": BAR}, "gap": 60}
    drawing.add_series(series)
    drawing.set_title({"name": chart.title.lstrip("="), "overlay": False, "name_font": _title_font()})
    drawing.set_legend({"none": True})
    names: dict[str, Any] = {"num_font": labels, "line": {"color": "#BFBFBF"}, "major_tick_mark": "none"}
    faint = {"visible": True, "line": {"color": "#E5E7EB", "width": 0.75}}
    values = names | {"major_gridlines": faint, "num_format": "General"}
    if chart.kind != "line" and not _any_below_zero(sheet, chart):
        values["min"] = 0  # a bar's length is its value
    names |= {"major_gridlines": {"visible": False}}
    if chart.kind == "bar":  # the library turns the two axes of a lying chart
        drawing.set_y_axis(names | {"reverse": True})
        drawing.set_x_axis(values | {"label_position": "high"})
    else:
        drawing.set_x_axis(names)
        drawing.set_y_axis(values)
    drawing.set_chartarea({"border": {"color": "#BFBFBF"}})
    drawing.set_size({"width": chart.size[0], "height": chart.size[1]})
    worksheet.insert_chart(chart.at[0] - 1, chart.at[1] - 1, drawing, {"object_position": 1})


def _any_below_zero(sheet: Sheet, chart: Chart) -> bool:
    column, first, last = chart.values
    shown = (sheet.cells.get((row, column), Entry()).value for row in range(first, last + 1))
    return any(isinstance(value, int | Fraction) and value < 0 for value in shown)


def _title_font() -> dict[str, Any]:
    return {"name": HEADING, "size": 11, "bold": True, "color": INK}


def needs_own_range(choice: Choice) -> bool:
    """Whether the options are too many, or spelled so, that a drop-down must read them from cells."""
    return len(",".join(choice.options)) > _LONGEST_LIST or any("," in option for option in choice.options)


def put_choice(worksheet: Writable, choice: Choice, source: str | list[str]) -> int:
    """Add the drop-down; the library's return code."""
    first, last = choice.first, choice.last
    rule = {"validate": "list", "source": source}
    return int(worksheet.data_validation(first[0] - 1, first[1] - 1, last[0] - 1, last[1] - 1, rule))


def put_rule(worksheet: Writable, rule: Rule) -> int:
    """Add a rule for what may be typed; the library's return code."""
    row, column = rule.at
    options = {"validate": "custom", "value": f"={rule.formula}", "ignore_blank": False}
    options |= {"error_title": rule.title, "error_message": rule.message}
    return int(worksheet.data_validation(row - 1, column - 1, row - 1, column - 1, options))
