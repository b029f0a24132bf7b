"""Units: the header beats the unit line beats branch.toml beats 元; never the size of the figures."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cmtool.intake.wanted import PolicyWords
from grids import branch, found, grid, merged, n, roster, taken

IN_WAN = branch(units={"deposits": "万元"})
PLAIN = ("账号", "客户编号", "日期", "余额")
SAID = ("账号", "客户编号", "日期", "余额(元)")
ROW = ("001", "K1", "2024-06-30", n("5"))


@pytest.mark.parametrize(
    ("line", "headers", "toml", "fen"),
    [
        (None, PLAIN, branch(), 500),
        (None, PLAIN, IN_WAN, 5_000_000),
        ("单位：元", PLAIN, IN_WAN, 500),
        ("单位：万元", PLAIN, branch(), 5_000_000),
        (None, ("账号", "客户编号", "日期", "余额（万元）"), branch(), 5_000_000),
        (None, SAID, IN_WAN, 500),
    ],
)
def test_which_unit_holds(line: str | None, headers: tuple[str, ...], toml: object, fen: int) -> None:
    intake = taken(grid([line], headers, ROW), branch=toml)  # type: ignore[arg-type]
    assert found(intake) == []
    assert intake.book["deposits"]["balance"].tolist() == [fen]


def test_a_header_that_contradicts_the_unit_line_holds_with_a_warning() -> None:
    intake = taken(grid(["单位：万元"], SAID, ROW))
    assert found(intake) == ["W108 D2"]
    assert intake.book["deposits"]["balance"].tolist() == [500]


def test_two_unit_lines_are_a_problem_and_nothing_is_read() -> None:
    intake = taken(grid(["单位：元"], ["单位：万元"], PLAIN, ROW))
    assert found(intake) == ["E108 A2"]
    assert "deposits" not in intake.book


def test_a_large_or_small_figure_changes_nothing() -> None:
    """0.5 and 50,000,000 in one column of yuan are what they are."""
    intake = taken(
        grid(PLAIN, ("001", "K1", "2024-06-30", n("0.5")), ("002", "K2", "2024-06-30", 50_000_000))
    )
    assert intake.book["deposits"]["balance"].tolist() == [50, 5_000_000_000]


LOAN = ("借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额")
NOTE = ("J1", "K1", "20240101", "20241231", 100, 100)


def test_rates_take_their_scale_from_the_header_or_the_cell() -> None:
    """10.8 % a year is 9 ‰ a month."""
    intake = taken(grid([*LOAN, "年利率(%)", "月利率(‰)"], [*NOTE, n("10.8"), 9]))
    (annual,), (monthly,) = (intake.book["loans"][name].tolist() for name in ("annual_rate", "monthly_rate"))
    assert (annual, monthly) == (Fraction(108, 1000), Fraction(9, 1000))
    assert annual / 12 == monthly


def test_a_rate_without_a_scale_is_a_located_problem() -> None:
    """It rejects the row only where the policy reads the rate; else the rate is left blank with a warning."""
    sheet = grid([*LOAN, "年利率"], [*NOTE, n("10.8")])
    read = taken(sheet, needs={"loans": frozenset({"annual_rate"})})
    assert (found(read), len(read.book["loans"])) == (["E131 G2"], 0)
    unread = taken(sheet)
    assert (found(unread), unread.book["loans"]["annual_rate"].tolist()) == (["W141 G2"], [None])


TARGET = ("工号", "指标", "期间", "目标值")
WORDS = PolicyWords(frozenset({"存款日均", "到期收回率"}), frozenset({"存款日均"}))


def test_a_unit_line_above_targets_is_for_amounts_only() -> None:
    """Under 单位：万元 a deposit target of 70 is 700,000 yuan; 98% stays 98%, and 0.98 stays 0.98."""
    sheet = grid(
        ["单位：万元"],
        TARGET,
        ["M001", "存款日均", "2024-06", 70],
        ["M001", "到期收回率", "2024-06", "98%"],
        ["M002", "到期收回率", "2024-06", n("0.98")],
        ["M002", "存款日均", "2024-06", "80万元"],
    )
    intake = taken(roster(), sheet, words=WORDS)
    assert found(intake) == []
    values = intake.book["targets"]["value"].tolist()
    assert values == [700_000, Fraction(98, 100), Fraction(98, 100), 800_000]


def test_a_unit_in_the_header_of_targets_is_for_the_whole_column() -> None:
    sheet = grid(["工号", "指标", "期间", "目标值(万元)"], ["M001", "存款日均", "2024-06", n("0.5")])
    assert taken(roster(), sheet, words=WORDS).book["targets"]["value"].tolist() == [5000]


def test_targets_laid_out_crosswise() -> None:
    """One row for each person, one column for each 指标: each filled cell is one target, with its own cell."""
    sheet = grid(
        ["2024年6月目标任务表"],
        ["单位：万元"],
        ["工号", "姓名", "存款日均", "到期收回率", "备注"],
        ["M001", "张三", 70, "98%"],
        ["M002", "李四", None, n("0.97", "0%")],
        ["合计", None, 70],
        ["制表人：王五"],
        file="managers.xlsx",
    )
    intake = taken(roster(), sheet, words=WORDS)
    assert found(intake) == []
    frame = intake.book["targets"]
    assert frame[["manager", "indicator", "value"]].to_numpy().tolist() == [
        ["M001", "存款日均", Fraction(700_000)],
        ["M001", "到期收回率", Fraction(98, 100)],
        ["M002", "到期收回率", Fraction(97, 100)],
    ]
    assert {str(period) for period in frame["period"]} == {"2024-06"}
    cells = [intake.book.where("targets", row, "value").cell for row in range(3)]
    assert cells == ["C4", "D4", "D5"]


def test_crosswise_targets_must_say_their_period() -> None:
    headers = ["工号", "存款日均"]
    none = taken(roster(), grid(headers, ["M001", 70], file="managers.xlsx"), words=WORDS)
    assert found(none) == ["E109 A1"]
    two = taken(roster(), grid(["2024年6月"], ["2024年第二季度"], headers, ["M001", 70]), words=WORDS)
    assert found(two) == ["E110 A3"]
    column = taken(roster(), grid(["期间", *headers], ["2024-Q2", "M001", 70]), words=WORDS)
    assert [str(period) for period in column.book["targets"]["period"]] == ["2024-Q2"]


def test_a_blank_cell_of_crosswise_targets_is_no_target() -> None:
    sheet = grid(["工号", "期间", "存款日均"], ["M001", "2024-06", "-"], ["M002", "2024-06", 80])
    intake = taken(roster(), sheet, words=WORDS)
    assert (found(intake), intake.book["targets"]["manager"].tolist()) == ([], ["M002"])


def test_a_crosswise_row_may_name_the_plan_only() -> None:
    sheet = grid(
        ["工号", "期间", "方式", "存款日均"],
        ["M001", "2024-06", "存款", None],
        ["M002", "2024-06", "综合", 80],
    )
    intake = taken(roster(), sheet, words=WORDS)
    assert found(intake) == []
    rows = intake.book["targets"][["manager", "indicator", "plan", "value"]].to_numpy().tolist()
    assert rows == [["M002", "存款日均", "综合", Fraction(80)], ["M001", "", "存款", None]]


@pytest.mark.parametrize(
    "lines",
    [
        [["单位：(万元)"]],
        [["单位：万"]],
        [["（万元）"]],
        [["金额（万元）"]],
        [[None, None, "单位：", "万元"]],
        [[None, None, None, "存款情况（万元）"]],
        [["账户", None, None, "存款情况（万元）"]],
        [["单位-万元"]],
        [["单位为万元"]],
        [["说明：金额以万元为单位"]],
        [["本表余额均以万元计"]],
    ],
)
def test_other_ways_to_say_the_unit(lines: list[list[str]]) -> None:
    """Each of them is 万元: 5 is 50,000 yuan."""
    intake = taken(grid(*lines, PLAIN, ROW))
    assert (found(intake), intake.book["deposits"]["balance"].tolist()) == ([], [5_000_000])


@pytest.mark.parametrize(
    "line",
    [
        ["单位：百万元"],
        ["单位：美元"],
        ["（百万元）"],
        ["单位："],
        ["单位：", "约数"],
        ["存款台账-万元"],
        ["币种：美元"],
        ["币种:USD"],
    ],
)
def test_a_unit_that_cannot_be_told_is_an_error_never_yuan(line: list[str]) -> None:
    """A title that only names 万元 or another currency is enough not to take the figures for yuan."""
    intake = taken(grid(line, PLAIN, ROW))
    assert (found(intake), intake.book.sources) == (["E118 A1"], ())


@pytest.mark.parametrize("line", ["50万元以上存款明细", "单户百万元以上存款", "币种：人民币", "币种：CNY"])
def test_an_amount_in_a_title_is_no_unit(line: str) -> None:
    intake = taken(grid([line], PLAIN, ROW))
    assert (found(intake), intake.book["deposits"]["balance"].tolist()) == ([], [500])


def test_a_unit_line_just_below_the_header_holds() -> None:
    intake = taken(grid(PLAIN, ["单位：万元"], ROW))
    assert (found(intake), intake.book["deposits"]["balance"].tolist()) == ([], [5_000_000])


def test_a_unit_named_below_the_rows_must_be_the_one_that_was_read() -> None:
    assert found(taken(grid(PLAIN, ROW, ["单位：万元"]))) == ["E146 A3"]
    assert found(taken(grid(PLAIN, ROW, ["单位：元"]))) == []


def test_the_unit_of_a_group_goes_to_its_columns() -> None:
    """Two rows of headers: 贷款情况（万元） over 贷款金额 and 贷款余额, without a unit of their own."""
    group = merged("贷款情况（万元）")
    upper = [*LOAN[:4], group, group]
    lower = [None, None, None, None, "贷款金额", "贷款余额"]
    intake = taken(grid(upper, lower, NOTE))
    assert (found(intake), intake.book["loans"]["balance"].tolist()) == ([], [100_000_000])


def test_a_unit_over_some_of_the_amounts_only_is_an_error() -> None:
    group = [None, None, None, "时间", "发放（万元）", "结余"]
    assert found(taken(grid(group, LOAN, NOTE))) == ["E119 F2"]
    assert found(taken(grid(group, (*LOAN[:5], "贷款余额(元)"), NOTE))) == ["W108 F2"]


def test_an_institution_is_no_unit() -> None:
    """单位：城关信用社 says who; a sheet without money needs no unit."""
    assert found(taken(grid(["单位：城关信用社"], PLAIN, ROW))) == []
    assert found(taken(grid(["单位：百万元"], ["客户编号", "客户名称"], ["K1", "甲"]))) == []


def test_a_unit_line_over_values_of_several_kinds_is_an_error() -> None:
    """期初 holds amounts and rates in one column; 0.5 under 万元 would be read as half a yuan."""
    sheet = (["工号", "指标", "期间", "数值"], ["M001", "预留风险金", "2024-05", n("0.5")])
    assert found(taken(roster(), grid(["单位：万元"], *sheet))) == ["E148 A1"]
    assert found(taken(roster(), grid(["单位：元"], *sheet))) == []


def test_a_unit_in_the_name_of_a_sheet_of_targets() -> None:
    """日均存款 is in yuan: a sheet called 目标（万元） that names no unit is an error; one of rates only is none."""
    words = PolicyWords(frozenset({"日均存款"}), frozenset({"日均存款"}))
    sheet = grid(("工号", "期间", "日均存款"), ("M001", "2024-06", 50), sheet="目标（万元）")
    assert found(taken(roster(), sheet, words=words)) == ["E111"]
    rates = PolicyWords(frozenset({"到期收回率"}))
    sheet = grid(("工号", "期间", "到期收回率"), ("M001", "2024-06", "98%"), sheet="目标（万元）")
    assert found(taken(roster(), sheet, words=rates)) == []


def test_a_first_row_of_numbers_beside_a_unit_is_no_part_of_the_header() -> None:
    """Every cell is a number but one, which says 元: the row is read and refused, never taken into the header."""
    rows = (LOAN, (n("1"), n("1"), n("20240101"), n("20241231"), "元", n("100")), NOTE)
    intake = taken(grid(*rows))
    assert [(one.code, one.where.cell) for one in intake.problems if one.where.cell.startswith("E2")] != []
    assert intake.book["loans"]["note"].tolist() == ["J1"]
    assert [one.line for one in intake.rejected] == [2]
