"""Numbers exactly as they are written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cmtool.intake.numerals import Spoken, exact, spoken


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0.1", Fraction(1, 10)),
        ("-12", Fraction(-12)),
        ("45473.0", Fraction(45473)),
        ("1.5E-3", Fraction(3, 2000)),
        ("0.30000000000000004", Fraction(3, 10)),
        ("1234567.8900000001", Fraction(123456789, 100)),
    ],
)
def test_number_cells_are_exact_and_without_noise(written: str, value: Fraction) -> None:
    """What stands beyond 15 significant digits is the noise of binary arithmetic."""
    assert exact(written) == value


@pytest.mark.parametrize("written", ["", "abc", "NaN", "Infinity", "-Infinity"])
def test_what_is_no_number(written: str) -> None:
    assert exact(written) is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1234.50", Fraction(2469, 2), ""),
        ("1,234.50", Fraction(2469, 2), ""),
        ("１，２３４．５０", Fraction(2469, 2), ""),
        ("￥1,234.5", Fraction(2469, 2), ""),
        ("¥ 1234.5 元", Fraction(2469, 2), "元"),
        ("(1,234.50)", Fraction(-2469, 2), ""),
        ("（１２）", Fraction(-12), ""),
        ("-5", Fraction(-5), ""),
        ("5-", Fraction(-5), ""),
        ("￥-5", Fraction(-5), ""),
        ("+5", Fraction(5), ""),
        ("50%", Fraction(50), "%"),
        ("9‰", Fraction(9), "‰"),
        ("3.5万元", Fraction(7, 2), "万元"),
    ],
)
def test_spoken_numbers(text: str, value: Fraction, unit: str) -> None:
    assert spoken(text) == Spoken(value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1,23,456",
        "1,2345",
        "1.2.3",
        "(5",
        "5)",
        "(-5)",
        "--5",
        "-5-",
        "1e5",
        "1_000",
        "²",
        "5%%",
        "1 2元%",
        ".5",
        "5.",
    ],
)
def test_what_is_no_spoken_number(text: str) -> None:
    """Anything outside the closed grammar is refused, never guessed."""
    assert spoken(text) is None
