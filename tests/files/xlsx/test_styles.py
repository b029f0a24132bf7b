"""A number format that a file names by number is spelled out as Chinese Excel and WPS show it."""

from __future__ import annotations

import pytest

from cmtool.files.xlsx.styles import number_formats
from handmade import styles


def codes(*numbers: int, **own: dict[int, str]) -> list[str]:
    """The format codes of cell styles 0, 1, 2 …"""
    found = number_formats([styles(*numbers, **own).encode()], "xl/styles.xml")
    return [found[str(index)] for index in range(len(numbers))]


MONTH = 'yyyy"年"m"月"'
DAY = 'm"月"d"日"'
TIME = 'h"时"mm"分"'


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (0, ""),
        (1, "0"),
        (2, "0.00"),
        (4, "#,##0.00"),
        (9, "0%"),
        (10, "0.00%"),
        (14, "yyyy/m/d"),
        (22, "yyyy/m/d h:mm"),
        (27, MONTH),
        (28, DAY),
        (29, DAY),
        (30, "m-d-yy"),
        (31, 'yyyy"年"m"月"d"日"'),
        (32, TIME),
        (33, 'h"时"mm"分"ss"秒"'),
        (34, "上午/下午" + TIME),
        (35, '上午/下午h"时"mm"分"ss"秒"'),
        (36, MONTH),
        (46, "[h]:mm:ss"),
        (49, "@"),
        (50, MONTH),
        (51, DAY),
        (52, MONTH),
        (53, DAY),
        (54, DAY),
        (55, "上午/下午" + TIME),
        (56, '上午/下午h"时"mm"分"ss"秒"'),
        (57, MONTH),
        (58, DAY),
        (60, ""),
        (163, ""),
    ],
)
def test_built_in_format(number: int, code: str) -> None:
    assert codes(number) == [code]


def test_own_formats_and_own_readings_of_built_in_ones() -> None:
    own = {176: "000000", 177: "yyyy\\-mm\\-dd", 14: "yyyy-mm-dd", 178: "0.00&quot;万元&quot;"}
    assert codes(177, 14, 176, 178, own=own) == ["yyyy\\-mm\\-dd", "yyyy-mm-dd", "000000", '0.00"万元"']


@pytest.mark.parametrize("name", ["General", "GENERAL", "G/通用格式"])
def test_general_by_any_name_is_no_format(name: str) -> None:
    assert codes(176, own={176: name}) == [""]


def test_formats_of_other_parts_of_the_styles_are_not_taken() -> None:
    """The styles part also lists number formats of named styles and of conditional formats."""
    text = styles(2).replace(
        "</styleSheet>", '<dxfs><dxf><numFmt numFmtId="2" formatCode="0%"/></dxf></dxfs></styleSheet>'
    )
    assert number_formats([text.encode()], "xl/styles.xml") == {"0": "0.00", None: "0.00"}
