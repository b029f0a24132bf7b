"""Months and periods in every form people write them."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.model.month import Month, Period, month_runs


@pytest.mark.parametrize(
    "text", ["2024-06", "202406", "2024年6月", "2024年06月", "2024.06", "2024/06", " 2024-06 ", "2024-6"]
)
def test_spellings_of_a_month(text: str) -> None:
    assert Month.parse(text) == Month(2024, 6)


@pytest.mark.parametrize(
    "text",
    ["", "2024", "2024-13", "2024-00", "06-2024", "２０２４-06", "2024-066", "20246", "2024.1", "2024-Q2"],
)
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        Month.parse(text)


def test_days_and_neighbours() -> None:
    assert (Month(2024, 2).days, Month(2023, 2).days) == (29, 28)
    assert Month(2024, 1).previous == Month(2023, 12)
    assert Month(2024, 12).next == Month(2025, 1)
    assert Month(2024, 6).last == date(2024, 6, 30)
    assert Month(2024, 3).plus(-15) == Month(2022, 12)


@pytest.mark.parametrize(
    ("text", "first", "last", "written"),
    [
        ("2024-06", (2024, 6), (2024, 6), "2024-06"),
        ("2024-Q2", (2024, 4), (2024, 6), "2024-Q2"),
        ("2024年第二季度", None, None, ""),
        ("2024年2季度", (2024, 4), (2024, 6), "2024-Q2"),
        ("2024-H1", (2024, 1), (2024, 6), "2024-H1"),
        ("2024H2", (2024, 7), (2024, 12), "2024-H2"),
        ("2024", (2024, 1), (2024, 12), "2024"),
        ("2024年", (2024, 1), (2024, 12), "2024"),
    ],
)
def test_periods(
    text: str, first: tuple[int, int] | None, last: tuple[int, int] | None, written: str
) -> None:
    if first is None or last is None:
        with pytest.raises(ValueError, match="not a period"):
            Period.parse(text)
        return
    found = Period.parse(text)
    assert (found.first, found.last, str(found)) == (Month(*first), Month(*last), written)
    assert Month(*last) in found
    assert Month(*last).next not in found


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ([], ""),
        (["2024-05"], "2024-05"),
        (["2024-05", "2024-04"], "2024-04、2024-05"),
        (["2024-01", "2023-12", "2023-11"], "2023-11～2024-01"),
        (
            ["2024-01", "2024-02", "2024-03", "2024-05", "2024-07", "2024-08"],
            "2024-01～2024-03、2024-05、2024-07、2024-08",
        ),
    ],
)
def test_runs_of_months_are_said_short(months: list[str], said: str) -> None:
    """Three in a row or more by their ends, over the new year too; two are both named."""
    assert month_runs(map(Month.parse, months)) == said
