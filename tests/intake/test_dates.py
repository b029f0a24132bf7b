"""Days and periods: a closed list of spellings, nothing guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmtool.intake import codes
from cmtool.intake.dates import OPEN_END, read_date, read_period
from cmtool.intake.reading import Fault, Noted
from cmtool.model.month import Month, Period
from cmtool.model.problem import Code
from grids import DATE, Mark, Value, n, one

THE_DAY = date(2024, 6, 30)


@pytest.mark.parametrize(
    "value",
    [
        "20240630",
        "2024-06-30",
        "2024-6-30",
        "2024.6.30",
        "2024.06.30",
        "2024/6/30",
        "2024年6月30日",
        "2024 年 6 月 30 日",
        "２０２４年６月３０日",
        "2024-06-30 00:00:00",
        "2024-06-30 13:45",
        "2024/6/30 9:05:01.5",
        "2024年6月30日 00:00:00",
        "2024-06-30T00:00:00",
        Mark("date", "2024-06-30"),
        Mark("date", "2024-06-30T00:00:00"),
        n("45473", DATE),
        n("45473.75", "yyyy/m/d h:mm"),
        n("45473", 'yyyy"年"m"月"d"日"'),
        n("45473", "[$-804]yyyy年m月d日;@"),
        n("20240630"),
    ],
)
def test_spellings_of_a_day(value: Value) -> None:
    """45473 is 2024-06-30 in the 1900 system: 45292 is 2024-01-01, 181 days before."""
    assert read_date(one(value), False) == THE_DAY


def test_the_1904_epoch() -> None:
    """The 1904 system counts 1,462 days less: 45473 − 1462 = 44011."""
    assert read_date(one(n("44011", DATE)), True) == THE_DAY


def test_a_bare_serial_is_taken_with_a_warning() -> None:
    assert read_date(one(n("45473")), False) == Noted(THE_DAY, codes.SERIAL_AS_DATE)


@pytest.mark.parametrize("value", ["99991231", "9999-12-31", n("2958465", DATE), n("99991231")])
def test_the_open_end(value: Value) -> None:
    assert read_date(one(value), False) == OPEN_END


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2024-02-30", codes.DATE_IMPOSSIBLE),
        ("20240631", codes.DATE_IMPOSSIBLE),
        ("2023年2月29日", codes.DATE_IMPOSSIBLE),
        ("2024-13-01", codes.DATE_IMPOSSIBLE),
        ("1024-06-30", codes.DATE_IMPOSSIBLE),
        ("00000000", codes.DATE_IMPOSSIBLE),
        ("24-06-30", codes.DATE_UNREADABLE),
        ("240630", codes.DATE_UNREADABLE),
        ("2024.1", codes.DATE_UNREADABLE),
        ("2024-06", codes.DATE_UNREADABLE),
        ("3/4/2024", codes.DATE_UNREADABLE),
        ("2024-6.30", codes.DATE_UNREADABLE),
        ("2024-06-30 25:00", codes.DATE_UNREADABLE),
        ("六月三十日", codes.DATE_UNREADABLE),
        ("45473", codes.DATE_UNREADABLE),
        (n("2024.1"), codes.SERIAL_UNSURE),
        (n("2024"), codes.SERIAL_UNSURE),
        (n("60", DATE), codes.SERIAL_UNSURE),
        (n("0", DATE), codes.SERIAL_UNSURE),
        (n("-5", DATE), codes.SERIAL_UNSURE),
        (n("1E10", DATE), codes.SERIAL_UNSURE),
        (n("45473", "#,##0.00"), codes.SERIAL_UNSURE),
        (n("45473.5"), codes.SERIAL_UNSURE),
        (n("20240631"), codes.DATE_IMPOSSIBLE),
    ],
)
def test_what_is_no_day(value: Value, kind: Code) -> None:
    """Impossible, incomplete, two-digit or ambiguous days are faults."""
    fault = read_date(one(value), False)
    assert isinstance(fault, Fault)
    assert fault.kind is kind


def test_the_first_sure_serial() -> None:
    """61 is 1900-03-01; a spreadsheet's 60 is a day that never was."""
    assert read_date(one(n("61", DATE)), False) == date(1900, 3, 1)


DAYS = st.dates(date(1900, 3, 1), date(2100, 12, 31))
SPELLINGS = ["%Y%m%d", "%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y-%m-%d 00:00:00", "serial"]


@settings(deadline=None)
@given(DAYS, st.sampled_from(SPELLINGS))
def test_every_spelling_of_a_day_reads_back(day: date, spelling: str) -> None:
    serial = str((day - date(1899, 12, 30)).days)
    value: Value = n(serial, DATE) if spelling == "serial" else day.strftime(spelling)
    assert read_date(one(value), False) == day


@pytest.mark.parametrize(
    ("value", "period"),
    [
        ("2024-06", "2024-06"),
        ("202406", "2024-06"),
        ("2024年6月", "2024-06"),
        ("2024-Q2", "2024-Q2"),
        ("2024年第二季度", "2024-Q2"),
        ("2024年2季度", "2024-Q2"),
        ("2024-H1", "2024-H1"),
        ("2024年上半年", "2024-H1"),
        ("2024年下半年", "2024-H2"),
        ("2024", "2024"),
        ("2024年", "2024"),
        ("2024年度", "2024"),
        (n("202406"), "2024-06"),
        (n("2024"), "2024"),
        (n("45444", "yyyy-mm"), "2024-06"),
        (n("45444", 'yyyy"年"m"月"'), "2024-06"),
    ],
)
def test_periods(value: Value, period: str) -> None:
    """45444 is 2024-06-01; shown as a month it means that month."""
    assert str(read_period(one(value), False)) == period


def test_a_month_is_one_month_long() -> None:
    assert read_period(one("2024-06"), False) == Period(Month(2024, 6), Month(2024, 6))


@pytest.mark.parametrize("value", ["", "6月", "2024-13", "24-06", n("2024.6"), n("45444", DATE), n("45444")])
def test_what_is_no_period(value: Value) -> None:
    """A full day, a bare serial or 2024.6 as a number (which may be 2024.60) is no period."""
    fault = read_period(one(value), False)
    assert isinstance(fault, Fault)
    assert fault.kind is codes.PERIOD_UNREADABLE
