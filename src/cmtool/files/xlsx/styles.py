"""Number formats: what each cell style of a workbook shows a number as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cmtool.files.xlsx.markup import elements

GENERAL = ""

_MONTH, _DAY, _FULL = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_TIME, _SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
_NOON, _NOON_SECONDS = "上午/下午" + _TIME, "上午/下午" + _SECONDS

BUILT_IN: Mapping[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _MONTH,
    28: _DAY,
    29: _DAY,
    30: "m-d-yy",
    31: _FULL,
    32: _TIME,
    33: _SECONDS,
    34: _NOON,
    35: _NOON_SECONDS,
    36: _MONTH,
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: _MONTH,
    51: _DAY,
    52: _MONTH,
    53: _DAY,
    54: _DAY,
    55: _NOON,
    56: _NOON_SECONDS,
    57: _MONTH,
    58: _DAY,
}
"""Formats that a file may name by number only, as Chinese Excel and WPS show them (ISO/IEC 29500-1, 18.8.30)."""

_GENERAL_NAMES = ("general", "g/通用格式")


def number_formats(chunks: Iterable[bytes], part: str) -> dict[str | None, str]:
    """A cell's ``s`` attribute → format code (``""`` is General); None is the style of a cell that names none."""
    own: dict[str, str] = {}
    styles: list[str] = []
    for element in elements(chunks, part):
        if not element.is_main:
            continue
        if (element.parent, element.name) == ("numFmts", "numFmt"):
            own[element.attributes.get("numFmtId", "")] = element.attributes.get("formatCode", "")
        elif (element.parent, element.name) == ("cellXfs", "xf"):
            styles.append(element.attributes.get("numFmtId", "0"))
    codes: dict[str | None, str] = {
        str(index): format_code(number, own) for index, number in enumerate(styles)
    }
    codes[None] = codes.get("0", GENERAL)
    return codes


def format_code(number: str, own: Mapping[str, str]) -> str:
    """The format of a number in the file: the workbook's own, else one that every program knows."""
    code = own.get(number)
    if code is None:
        code = BUILT_IN.get(int(number), GENERAL) if number.isdecimal() and len(number) < 4 else GENERAL
    return GENERAL if code.lower() in _GENERAL_NAMES else code
