"""Which table a sheet is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cmtool.intake.intake import FileGrids, build_book
from cmtool.model.tables import TABLES
from grids import JUNE, Value, branch, found, grid, merged, n, roster, taken

DEPOSITS = ("账号", "客户编号", "日期", "余额")
ACCOUNT = ("001", "K1", "2024-06-30", n("5.00"))


@pytest.mark.parametrize("table", list(TABLES))
def test_every_table_is_recognised_by_its_canonical_headers(table: str) -> None:
    """By all of them, and by the required ones with one of each alternative; sheet and file names say nothing."""
    known = TABLES[table]
    fewest = [*known.required, *(group[0] for group in known.any_of)]
    for fields in (list(known.columns), fewest):
        intake = taken(grid([known.columns[field].header for field in fields]))
        assert [source.table for source in intake.book.sources] == [table]
        assert found(intake) == []


def test_the_header_need_not_be_in_row_one_nor_start_in_column_a() -> None:
    rows: list[list[Value]] = [
        [],
        ["存款分户余额表"],
        ["单位：元"],
        [],
        [None, None, *DEPOSITS],
        [None, None, *ACCOUNT],
    ]
    intake = taken(grid(*rows))
    assert intake.book.sources[0].columns == {"account": 3, "client": 4, "date": 5, "balance": 6}
    assert intake.book["deposits"]["line"].tolist() == [6]


def test_the_header_is_looked_for_in_the_first_thirty_rows() -> None:
    """Thirty rows that hold something; a header below is not found, and figures without a header are said so."""
    titles = [[f"第{number}行标题"] for number in range(29)]
    assert found(taken(grid(*titles, DEPOSITS, ACCOUNT))) == []
    late = taken(grid(["x", 1], *titles, DEPOSITS, ACCOUNT))
    assert found(late) == ["W104"]
    assert len(late.ignored) == 1
    assert found(taken(grid(*titles, ["第30行"], DEPOSITS, ACCOUNT))) == ["W104"]


def test_most_claims_win() -> None:
    """客户编号 and 客户名称 would do for the list of clients, but more of the headers belong to the loan ledger."""
    headers = ["借据号", "客户编号", "客户名称", "发放日期", "到期日期", "贷款金额", "贷款余额"]
    assert [source.table for source in taken(grid(headers)).book.sources] == ["loans"]


def test_a_ledger_with_two_odd_headers_is_no_list_of_clients() -> None:
    """客户编号 and 客户名称 alone would do for the list of clients, and the loans would be gone."""
    headers = [
        "借据号",
        "客户编号",
        "客户名称",
        "发放日期",
        "到期日期",
        "放款金额数",
        "剩余本金数",
        "客户经理",
        "五级分类",
    ]
    intake = taken(grid(headers, ["J1", "K1", "甲", "20240101", "20241231", 5, 5, "M001", "正常"]))
    assert (found(intake), intake.book.sources) == (["E103 F1"], ())
    assert "贷款台账" in str(intake.problems[0].sentence)


@pytest.mark.parametrize("upper", ["本年累计", "上年", "上月", "年初"])
def test_an_upper_header_of_another_time_is_not_the_lower_one_alone(upper: str) -> None:
    """本年累计 over 实收利息 is not the month's 实收利息."""
    top = [None] * 6 + [upper]
    below = ["借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额", "实收利息"]
    intake = taken(grid(top, below, ["J1", "K1", "20240101", "20241231", 5, 5, 7]))
    assert "collected_interest" not in intake.book.sources[0].columns


def test_a_sheet_of_words_in_rows_and_columns_is_said() -> None:
    """Names and roles, all text: a table that nobody knows, not a page of notes."""
    assert found(taken(grid(["人员", "小组"], ["张三", "一组"]))) == ["W104"]


def test_a_small_table_below_a_large_one_is_a_problem() -> None:
    rows = (
        ["借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额"],
        ["J1", "K1", "20240101", "20241231", 5, 5],
    )
    assert found(taken(grid(*rows, DEPOSITS, ACCOUNT))) == ["E117 A3"]


def test_two_tables_with_equal_claims_are_a_problem() -> None:
    """期初 and 机构基本情况表 with their required headers on one row: four of each, so neither."""
    headers = ["机构号", "期间", "员工总数", "四项费用合计", "工号", "指标", "数值"]
    intake = taken(grid(headers))
    assert found(intake) == ["E101 A1"]
    assert "机构基本情况表" in str(intake.problems[0].sentence)
    assert "期初" in str(intake.problems[0].sentence)
    assert intake.book.sources == ()


def test_two_tables_on_one_sheet_are_a_problem() -> None:
    """The rows of neither may be lost; a line 机构号 … 期间 … above a header is no table."""
    ledger = (("科目号", "科目名称", "余额"), ("1301", "贷款", 5))
    assert found(taken(grid(*ledger, DEPOSITS, ACCOUNT))) == ["E117 A3"]
    assert found(taken(grid(("科目号", "余额", "科目名称"), ("工号", "等级", "生效日")))) == ["E117 A2"]
    assert found(taken(grid(["机构号", "0101", "期间", "2024-06"], DEPOSITS, ACCOUNT))) == []


def test_a_header_of_two_rows() -> None:
    upper = [
        "借据号",
        "客户编号",
        "发放日期",
        "到期日期",
        "贷款金额",
        "贷款余额",
        merged("本月"),
        merged("本月"),
    ]
    lower = [None, None, None, None, "万元", "万元", "收回本金", "实收利息"]
    intake = taken(
        grid(["贷款台账"], upper, lower, ["J1", "K1", "20240101", "20241231", 5, 3, 20000, n("12.5")])
    )
    assert found(intake) == []
    frame = intake.book["loans"]
    names = ["amount", "balance", "collected_principal", "collected_interest"]
    assert frame[names].iloc[0].tolist() == [5_000_000, 3_000_000, 2_000_000, 1250]
    assert frame["line"].tolist() == [4]


def test_a_doubled_header_names_both_cells() -> None:
    intake = taken(grid(["标题"], ["账号", "客户编号", "日期", "余额", "余额"], [*ACCOUNT, n("6")]))
    assert found(intake) == ["E102 E2"]
    assert "D2" in str(intake.problems[0].sentence)
    assert "deposits" not in intake.book


def test_an_alias_beside_its_canonical_header_is_left_unread_with_a_warning() -> None:
    intake = taken(
        grid(["账号", "客户编号", "日期", "账户余额", "余额"], ["001", "K1", "2024-06-30", n("5"), n("6")])
    )
    assert found(intake) == ["W110 D1"]
    assert intake.book["deposits"]["balance"].tolist() == [600]


def test_columns_that_nobody_reads_are_listed() -> None:
    intake = taken(grid([*DEPOSITS, "备用", "网点"], [*ACCOUNT, "x", "y"]))
    assert (found(intake), intake.book.sources[0].unread) == ([], ("备用", "网点"))


def test_a_sheet_of_notes_is_no_table_and_no_problem() -> None:
    """It is listed as not read; a file with nothing but notes is worth a warning."""
    notes = grid(["填表说明"], ["一、工号按文本填写"], sheet="说明")
    both = build_book(JUNE, [FileGrids("a.xlsx", "1", [grid(DEPOSITS, ACCOUNT), notes])], branch(), {})
    assert found(both) == []
    assert [(one.sheet, str(one.reason)) for one in both.ignored] == [("说明", "没有认出是哪张表")]
    assert found(taken(notes)) == ["W104"]


def test_an_empty_sheet_is_nothing_at_all() -> None:
    both = build_book(
        JUNE, [FileGrids("a.xlsx", "1", [grid(DEPOSITS, ACCOUNT), grid(sheet="Sheet2")])], branch(), {}
    )
    assert (both.problems, both.ignored) == ((), ())


def test_nearly_a_table_is_an_error_where_the_month_needs_it() -> None:
    """The missing header is named with the column that may have been meant."""
    sheet = grid(
        ["借据号", "客户编号", "发放日期", "到期日", "贷款金额", "贷款余客"],
        ["J1", "K1", "20240101", "20241231", 1, 1],
    )
    needed = taken(sheet, needs={"loans": frozenset()})
    assert found(needed) == ["E103 F1"]
    (problem,) = needed.problems
    assert "贷款余额" in str(problem.sentence)
    assert (problem.found, problem.proposal) == ("贷款余客", "贷款余额")
    assert found(taken(sheet)) == ["W103 F1"]


def test_a_table_that_lacks_a_header_is_not_read_as_a_smaller_one() -> None:
    """A loan ledger without 贷款余额 also has all that the list of clients needs; it is not taken for one."""
    headers = ["借据号", "客户编号", "客户名称", "发放日期", "到期日期", "贷款金额", "余额数"]
    assert found(taken(grid(headers, ["J1", "K1", "甲", "20240101", "20241231", 1, 1]))) == ["E103 A1"]


def test_a_settled_mapping_is_used_again() -> None:
    settled = branch(columns={"存款分户余额": {"卡号": "账号", "时点数": "余额"}})
    intake = taken(grid(["卡号", "客户编号", "日期", "时点数"], ACCOUNT), branch=settled)
    assert found(intake) == []
    assert intake.book["deposits"]["balance"].tolist() == [500]


def test_a_settled_mapping_beats_the_canonical_header() -> None:
    settled = branch(columns={"deposits": {"可用余额": "余额"}})
    intake = taken(grid([*DEPOSITS, "可用余额"], [*ACCOUNT, n("4")]), branch=settled)
    assert found(intake) == ["W110 D1"]
    assert intake.book["deposits"]["balance"].tolist() == [400]


def test_a_mapping_to_nothing_known_is_a_problem_of_branch_toml() -> None:
    wrong = branch(columns={"存款": {"a": "b"}, "deposits": {"卡号": "帐户号"}}, units={"贷款": "万元"})
    intake = taken(roster(), branch=wrong)
    assert [str(problem.where) for problem in intake.problems] == [
        "branch.toml!columns.存款",
        "branch.toml!units.贷款",
        "branch.toml!columns.deposits.帐户号",
    ]
    assert {problem.code for problem in intake.problems} == {"E107"}


def test_several_sheets_make_one_table() -> None:
    first = grid(DEPOSITS, ACCOUNT, sheet="一支行")
    second = grid(["日期", "余额", "账号", "客户编号"], ["2024-06-30", 7, "002", "K2"], sheet="二支行")
    book = taken(first, second).book
    assert book["deposits"]["account"].tolist() == ["001", "002"]
    assert [str(book.where("deposits", row, "balance")) for row in (0, 1)] == [
        "inbox/2024-06/表.xlsx!一支行!D2",
        "inbox/2024-06/表.xlsx!二支行!B2",
    ]


def test_the_list_of_problems_in_a_marked_copy_is_no_table() -> None:
    sheet = grid(DEPOSITS, ACCOUNT, sheet="数据问题清单")
    assert taken(sheet).book.sources == ()


def test_hidden_sheets_rows_and_columns_are_read_and_said_so() -> None:
    sheet = grid(DEPOSITS, ACCOUNT)
    rows = list(sheet.rows)
    hidden_cell = rows[0].cells[3]._replace(hidden=True)
    rows[0] = rows[0]._replace(cells=(*rows[0].cells[:3], hidden_cell))
    rows[1] = rows[1]._replace(hidden=True)
    intake = taken(replace(sheet, rows=tuple(rows), hidden=True))
    assert found(intake) == ["W111 A1", "W112 A1"]
    assert "1 行" in str(intake.problems[1].sentence)
    assert len(intake.book["deposits"]) == 1


def test_a_misspelled_header_is_asked_about() -> None:
    """贷款佘额 for 贷款余额 is not read as such: the remedy asks, and the correction is proposed at its cell."""
    headers = ["借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款佘额"]
    intake = taken(grid(headers, ["J1", "K1", "20240101", "20241231", 10, 5]), needs={"loans": frozenset()})
    one = next(found for found in intake.problems if found.code == "E103")
    assert "（表中的“贷款佘额”是不是它？）" in str(one.remedy)
    assert "记住它的名称：cmtool map 贷款台账 贷款佘额 贷款余额" in str(one.remedy)
    assert (one.found, one.proposal) == ("贷款佘额", "贷款余额")


def test_a_mapping_that_took_a_header_away_is_named() -> None:
    """branch.toml gives 贷款余额 to 贷款金额: the ledger lacks 贷款余额, and the line to delete is quoted."""
    headers = ["借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额"]
    settled = branch(columns={"贷款台账": {"贷款余额": "贷款金额"}})
    sheet = grid(headers, ["J1", "K1", "20240101", "20241231", 10, 5])
    intake = taken(sheet, branch=settled, needs={"loans": frozenset()})
    one = next(found for found in intake.problems if found.code == "E103")
    assert 'branch.toml 的 [columns.贷款台账] 里写着 "贷款余额" = "贷款金额"' in str(one.remedy)


def test_a_misspelled_column_that_the_policy_needs_is_asked_about() -> None:
    headers = ["借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额", "五级分级"]
    needs = {"loans": frozenset({"risk_class"})}
    row = ["J1", "K1", "20240101", "20241231", 10, 5, "正常"]
    (one,) = taken(grid(headers, row), needs=needs).problems
    assert (one.code, one.found, one.proposal) == ("E106", "五级分级", "五级分类")
    assert "“五级分级”" in str(one.remedy)
