"""Two scales in one column."""

from __future__ import annotations

import pytest

from grids import Value, found, grid, n, taken

HEADERS = ("借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额", "年利率(%)")


def codes(*rows: tuple[Value, Value]) -> list[str]:
    made = [
        (f"J{number}", "K1", "20240101", "20251231", amount, 5, rate)
        for number, (amount, rate) in enumerate(rows)
    ]
    return found(taken(grid(HEADERS, *made)))


def test_a_fraction_among_per_cents_is_an_error_of_its_cell() -> None:
    assert codes((10, n("4.35")), (10, n("0.0435")), (10, n("6"))) == ["E204 G3"]


def test_the_rarer_scale_is_the_wrong_one() -> None:
    """And the others, 0.0435 % and 0.05 %, are no rates either."""
    assert codes((10, n("0.0435")), (10, n("0.05")), (10, n("4.35"))) == ["E204 G4", "W206 G2", "W206 G3"]


def test_rates_that_nobody_lends_for() -> None:
    """A column of fractions under a % header, each read as the header says; 435 is 4.35 without its point."""
    assert codes((10, n("0.0435")), (10, n("0.05"))) == ["W206 G2", "W206 G3"]
    assert codes((10, n("435"))) == ["W206 G2"]
    assert codes((10, n("0.1")), (10, n("36")), (10, n("0"))) == []


def test_each_way_of_writing_a_per_cent_is_the_same() -> None:
    """4.35 under %, 4.35 % as text and 0.0435 shown as a percentage do not mix scales."""
    assert codes((10, n("4.35")), (10, "4.35%"), (10, n("0.0435", "0.00%")), (10, "")) == []


@pytest.mark.parametrize("rates", [("3", "18"), ("4.35", "0.1"), ("0", "5")])
def test_rates_that_merely_differ(rates: tuple[str, str]) -> None:
    assert codes(*((10, n(rate)) for rate in rates)) == []


def test_one_amount_as_if_in_ten_thousands_is_a_warning() -> None:
    """30 among 50,000 … 300,000 is 300,000 yuan written in 万元, or a loan of 30 yuan."""
    rows = [(amount, "") for amount in (50_000, 80_000, 30, 120_000, 300_000)]
    assert codes(*rows) == ["W205 E4"]


def test_small_loans_among_small_loans_are_not() -> None:
    assert codes(*((amount, "") for amount in (500, 800, 30, 1200, 3000))) == []
    assert codes((50_000, ""), (30, "")) == []


def targets(header: str, *written: Value) -> list[str]:
    """One 指标 for as many people."""
    rows = [(f"M{place}", "到期收回率", "2024-06", value) for place, value in enumerate(written)]
    return found(taken(grid(("工号", "指标", "期间", header), *rows)))


def test_targets_of_one_rate_in_two_scales() -> None:
    """0.98 under a % header is 0.98 %, a hundredth of the others'."""
    assert targets("目标值(%)", n("98"), n("0.98"), n("95")) == ["E204 D3"]
    assert targets("目标值(%)", n("98"), "98%", n("0.95", "0%")) == []


def test_targets_that_are_amounts_may_be_far_apart() -> None:
    assert targets("目标值", n("5000"), n("500000"), n("4")) == []


def test_shares_in_two_scales() -> None:
    """Under a % header 50 is half and 0.5 is half a per cent."""
    rows = [
        (f"K{place}", f"M{place}", "主办", share, "20240101")
        for place, share in enumerate((n("50"), n("0.5")))
    ]
    assert found(taken(grid(("客户编号", "工号", "角色", "份额(%)", "起"), *rows))) == ["E204 D3"]


@pytest.mark.parametrize(("written", "proposal"), [(n("50"), "50%"), ("33.3", "33.3%"), (n("500"), "")])
def test_a_share_above_the_whole_may_be_a_per_cent(written: Value, proposal: str) -> None:
    intake = taken(
        grid(("客户编号", "工号", "角色", "份额", "起"), ("K1", "M1", "主办", written, "20240101"))
    )
    assert [(one.code, one.proposal) for one in intake.problems] == [("E149", proposal)]
