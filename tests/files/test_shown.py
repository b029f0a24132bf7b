"""Formats told from what a cell shows: the units beside a number are what matters most."""

from __future__ import annotations

import pytest

from cmtool.files.shown import UNKNOWN_CODE, number_format


@pytest.mark.parametrize(
    ("value", "shown", "code"),
    [
        ("12", "12", "0"),
        ("12", "0012", "0000"),
        ("0.5", "0.5", ""),
        ("40000.25", "40,000.25", UNKNOWN_CODE),
        ("-1234.5", "(1,234.50)", UNKNOWN_CODE),
        ("40000.256", "40000.26", UNKNOWN_CODE),
        ("5", "￥5.00", UNKNOWN_CODE),
        ("4", "4.00万元", '0.00"万元"'),
        ("4", "人民币4元", '0.00"人民币元"'),
        ("4", "$4.00", '0.00"$"'),
        ("0.0435", "4.35%", "0.00%"),
        ("4.35", "4.35%", '0.00"%"'),
        ("4.35", "4.35‰", '0.00"‰"'),
        ("40000", "4.0万", '0.0,"万"'),
        ("40000", "40!.0万元", '0.0,"万元"'),
        ("40000", "40.0", '0.0,""'),
        ("123456789012345678", "1.23456789012346E+17", UNKNOWN_CODE),
        ("0.333333333333333", "1/3", UNKNOWN_CODE),
        ("12", "壹拾贰", UNKNOWN_CODE),
    ],
)
def test_format_of_a_shown_number(value: str, shown: str, code: str) -> None:
    """A unit stands in quotes; what shows another number than the cell holds is scaled, by a comma behind its zeros."""
    assert number_format(value, shown) == code
