"""Control totals: recognised, never counted, held against the rows above them."""

from __future__ import annotations

import pytest

from cmtool.intake.intake import Intake
from grids import Mark, Value, branch, found, grid, n, roster, taken

HEADERS = ("序号", "账号", "客户编号", "日期", "余额", "备注")


def account(number: str, balance: Value) -> tuple[Value, ...]:
    return (None, number, "K1", "2024-06-30", balance)


def deposits(*rows: tuple[Value, ...]) -> Intake:
    return taken(grid(HEADERS, *rows))


@pytest.mark.parametrize(
    "label", ["合计", "合  计", "总计", "合計", "合计：", "合计（元）", "本页合计", "各户小计"]
)
@pytest.mark.parametrize("column", [0, 1, 2, 5])
def test_a_right_total_is_skipped_and_not_counted(label: str, column: int) -> None:
    """The label may stand in the key's own column, in a column that nobody reads, or in another."""
    total: list[Value] = [None, None, None, None, n("15.50"), None]
    total[column] = label
    intake = deposits(account("001", n("5.25")), account("002", n("10.25")), tuple(total))
    assert found(intake) == []
    assert intake.book["deposits"]["balance"].tolist() == [525, 1025]
    assert [one.where.cell for one in intake.skipped] == ["B4"]


def test_a_wrong_total_is_an_error_with_both_figures() -> None:
    """Nothing is proposed: the sum written over the total would hide the row that is missing."""
    intake = deposits(account("001", 5), account("002", 10), ("合计", None, None, None, n("15.01")))
    (problem,) = intake.problems
    assert (problem.code, problem.where.cell, problem.found, problem.proposal) == (
        "E154",
        "E4",
        "15.01",
        "",
    )
    assert str(problem.sentence) == "合计行的“余额”是 15.01，上面各行相加是 15.00，相差 0.01"
    assert len(intake.book["deposits"]) == 2


def test_subtotals_and_totals() -> None:
    """小计 since the last 小计; 合计 and 总计 over all rows."""
    intake = deposits(
        account("001", 1),
        account("002", 2),
        ("小计", None, None, None, 3),
        account("003", 4),
        ("小计", None, None, None, 4),
        ("合计", None, None, None, 7),
        account("004", 8),
        ("合计", None, None, None, 8),
        ("总计", None, None, None, 15),
    )
    assert found(intake) == []
    assert intake.book.sources[0].total_fen == {"balance": 1500}


def test_a_subtotal_is_not_the_sum_of_everything() -> None:
    intake = deposits(
        account("001", 1), ("小计", None, None, None, 1), account("002", 2), ("小计", None, None, None, 3)
    )
    assert found(intake) == ["E154 E5"]


def test_totals_of_somebody_may_reach_back_over_subtotals() -> None:
    intake = deposits(
        account("001", 1),
        ("张三小计", None, None, None, 1),
        account("002", 2),
        ("李四小计", None, None, None, 2),
        ("城关社合计", None, None, None, 3),
    )
    assert found(intake) == []


def test_a_total_of_a_rejected_row_still_holds() -> None:
    """What could be read of a rejected row is in the sum; what could not be read makes the sum unknown."""
    right = deposits((None, "001", None, "2024-06-30", 5), account("002", 10), ("合计", None, None, None, 15))
    assert found(right) == ["E120 C2"]
    unknown = deposits(account("001", "五元"), account("002", 10), ("合计", None, None, None, 15))
    assert found(unknown) == ["E126 E2"]


def test_a_blank_in_a_total_row_says_nothing() -> None:
    assert found(deposits(account("001", 5), ("合计",))) == []


def test_a_total_that_cannot_be_read_is_a_warning() -> None:
    total = Mark("text", "", formula="SUM(E2:E2)", uncached=True)
    assert found(deposits(account("001", 5), ("合计", None, None, None, total))) == ["W154 E3"]


def test_averages_are_skipped_unchecked() -> None:
    intake = deposits(account("001", 5), account("002", 10), ("平均", None, None, None, n("7.5")))
    assert (found(intake), len(intake.skipped)) == ([], 1)


def test_a_total_that_says_whose_it_is_is_an_error() -> None:
    """Counted as data it would double the sum; taken for a total it might lose a row."""
    sheet = grid(["工号", "日期", "费用类别", "金额"], ["M001", "2024-06-01", "小计", 5])
    intake = taken(roster(), sheet)
    assert (found(intake), len(intake.book["expenses"])) == (["E145 C2"], 0)


@pytest.mark.parametrize("name", ["统计局小计", "共计贸易公司"])
def test_a_name_like_a_label_beside_a_key_is_data(name: str) -> None:
    sheet = grid(["客户编号", "客户名称"], ["K1", name])
    intake = taken(sheet)
    assert (found(intake), intake.book["clients"]["name"].tolist()) == ([], [name])


def test_points_are_summed_too() -> None:
    sheet = grid(
        ["工号", "日期", "事项", "分值"],
        ["M001", "20240603", "迟到", n("-0.5")],
        ["M001", "20240604", "表扬", 2],
        ["合计", None, None, 2],
    )
    intake = taken(roster(), sheet)
    assert found(intake) == ["E154 D4"]
    assert "上面各行相加是 1.5，相差 0.5" in str(intake.problems[0].sentence)


def test_the_general_ledger_is_not_added_up() -> None:
    """Its rows hold both accounts and the accounts above them."""
    sheet = grid(["科目号", "余额"], ["13", 100], ["1301", 100], ["资产合计", 100])
    assert found(taken(sheet, branch=branch())) == []
