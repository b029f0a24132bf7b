"""Rows below a header: taken, rejected with all their problems, or skipped with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.intake.intake import Intake
from cmtool.model.problem import Severity
from grids import DATE, JUNE, Mark, Value, branch, found, grid, merged, n, roster, taken

LOAN = ("借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额")
NOTE: tuple[Value, ...] = ("J1", "K1", n("45292", DATE), "2024-12-31", n("1000.5"), "1,000.50")


def loans(*rows: tuple[Value, ...], more: tuple[str, ...] = (), **needs: frozenset[str]) -> Intake:
    return taken(grid((*LOAN, *more), *rows), needs=needs)


def test_a_clean_row_is_taken_as_it_says() -> None:
    intake = loans(NOTE)
    (record,) = intake.book["loans"].to_dict("records")
    assert intake.problems == ()
    assert (record["note"], record["client"], record["balance"], record["amount"]) == (
        "J1",
        "K1",
        100050,
        100050,
    )
    assert (record["granted_on"].date(), record["due_on"].date()) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (record["source"], record["line"], record["manager"]) == (0, 2, "")


def test_all_problems_of_a_row_come_at_once_and_the_other_rows_go_on() -> None:
    """A blank key, an impossible date, an amount in words: three problems, one rejected row, one row taken."""
    intake = loans((None, "K9", "2024-02-30", "2024-12-31", "一千元", 5), NOTE)
    assert found(intake) == ["E133 C2", "E126 E2", "E120 A2"]
    assert intake.book["loans"]["note"].tolist() == ["J1"]
    source = intake.book.sources[0]
    assert (source.read, source.skipped, source.rejected) == (1, 0, 1)
    (rejected,) = intake.rejected
    assert (rejected.where.cell, rejected.values["balance"], rejected.values["client"]) == ("A2", 500, "K9")
    assert rejected.unread == {"note", "granted_on", "amount"}


def test_a_problem_says_column_key_and_what_was_found() -> None:
    (problem,) = loans(("J7", "K1", "20240101", "20241231", 5, "abc")).problems
    assert (problem.column, problem.key, problem.found) == ("贷款余额", "J7", "abc")
    assert str(problem.where) == "inbox/2024-06/表.xlsx!Sheet1!F2"
    assert str(problem.sentence) == "“贷款余额”里的 abc 读不出金额"


@pytest.mark.parametrize("blank", ["", " ", "-", "—", "——", "/", "无", "／", "－", None])
def test_a_blank_required_amount_is_a_problem_never_zero(blank: str | None) -> None:
    intake = loans(("J1", "K1", "20240101", "20241231", 5, blank))
    assert (found(intake), len(intake.book["loans"])) == (["E120 F2"], 0)


def test_a_blank_optional_amount_stays_blank() -> None:
    """Whether a blank means zero is for the policy to declare."""
    intake = loans((*NOTE, "-"), more=("本月收回本金",))
    assert (found(intake), intake.book["loans"]["collected_principal"].isna().tolist()) == ([], [True])


def test_error_cells_and_formulas_without_a_value_are_located() -> None:
    bad = (Mark("error", "#REF!"), Mark("text", "", formula="A1+1", uncached=True))
    intake = loans(("J1", "K1", "20240101", "20241231", *bad))
    assert found(intake) == ["E121 E2", "E122 F2"]


def test_in_a_column_that_the_month_does_not_use_they_are_a_warning_and_blank() -> None:
    intake = loans((*NOTE, Mark("error", "#N/A")), more=("担保方式",))
    assert (found(intake), intake.book["loans"]["security"].tolist()) == (["W141 G2"], [""])
    needed = loans((*NOTE, Mark("error", "#N/A")), more=("担保方式",), loans=frozenset({"security"}))
    assert (found(needed), len(needed.book["loans"])) == (["E121 G2"], 0)


@pytest.mark.parametrize("column", ["本月收回本金", "结清日期", "客户经理工号"])
def test_a_bad_amount_day_or_number_is_always_an_error(column: str) -> None:
    """A manager that cannot be read must not become nobody's, an amount not nothing."""
    intake = loans((*NOTE, Mark("error", "#N/A")), more=(column,))
    assert found(intake) == ["E121 G2"]


def test_cached_values_of_formulas_are_used() -> None:
    intake = loans((*NOTE[:5], Mark("number", "0.30000000000000004", formula="0.1+0.2")))
    assert (found(intake), intake.book["loans"]["balance"].tolist()) == ([], [30])


def test_a_formula_into_another_workbook_is_a_warning() -> None:
    intake = loans((*NOTE[:5], Mark("number", "5", formula="'[旧台账.xlsx]6月'!F3")))
    assert (found(intake), intake.book["loans"]["balance"].tolist()) == (["W142 F2"], [500])
    inside = loans((*NOTE[:5], Mark("number", "5", formula="SUM(表1[金额])*'6月'!F3")))
    assert found(inside) == []


def test_numbers_as_identifiers_and_bare_serials_warn_cell_by_cell() -> None:
    """Each says what it was read as, so that each can be proposed and marked."""
    rows = [(n(f"{note}", "000000"), "K1", n("45292"), "2024-12-31", 5, 5) for note in (7, 8, 9)]
    intake = loans(*rows)
    assert intake.book["loans"]["note"].tolist() == ["000007", "000008", "000009"]
    cells = ["W123 A2", "W134 C2", "W123 A3", "W134 C3", "W123 A4", "W134 C4"]
    assert found(intake) == cells
    first, second = intake.problems[:2]
    assert (first.found, first.proposal, first.key) == ("7", "000007", "000007")
    assert str(second.sentence) == "“发放日期”里的 45292 没有设日期格式，已按 Excel 日期读作 2024-01-01"


def test_wrong_kinds_are_errors() -> None:
    intake = loans(
        (
            Mark("bool", "1"),
            "K1",
            Mark("bool", "0"),
            "2024-12-31",
            Mark("date", "2024-06-30"),
            Mark("bool", "1"),
        )
    )
    assert found(intake) == ["E124 A2", "E124 C2", "E124 E2", "E124 F2"]


def test_merged_words_are_filled_with_a_warning_merged_amounts_are_an_error() -> None:
    """One amount merged over two rows would count twice."""
    words = loans((*NOTE[:1], merged("K1"), *NOTE[2:]), ("J2", merged("K1"), *NOTE[2:]))
    assert (found(words), words.book["loans"]["client"].tolist()) == (["W140 B2"], ["K1", "K1"])
    amount = Mark("number", "5", merged=True)
    assert found(loans((*NOTE[:5], amount), ("J2", *NOTE[1:5], amount))) == ["E140 F2", "E140 F3"]


def test_bounds_of_the_row_model() -> None:
    intake = loans((*NOTE[:4], -5, n("-0.01")))
    assert found(intake) == ["E150 E2", "E150 F2"]
    assert str(intake.problems[0].sentence) == "“贷款金额”是 -5，不能小于 0"


def test_dates_in_order() -> None:
    (problem,) = loans(("J1", "K1", "20241231", "20240101", 5, 5)).problems
    assert (problem.code, problem.where.cell) == ("E151", "C2")
    assert str(problem.sentence) == "“发放日期”2024-12-31 晚于“到期日期”2024-01-01"


def test_an_open_end_is_no_end() -> None:
    intake = loans((*NOTE, "99991231"), more=("结清日期",))
    assert (found(intake), intake.book["loans"]["settled_on"].isna().tolist()) == ([], [True])
    assert found(loans(("J1", "K1", "20240101", "99991231", 5, 5))) == ["E133 D2"]


def test_a_row_needs_one_of_its_alternatives() -> None:
    sheet = grid(["工号", "角色", "起", "客户编号", "账号"], ["M001", "主办", "20240101"])
    (problem,) = taken(roster(), sheet).problems
    assert (problem.code, problem.where.cell) == ("E152", "D2")
    assert "“客户编号”、“账号”、“借据号” 都没有填" in str(problem.sentence)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (LOAN, "重复的表头"),
        (("示例 J0", *NOTE[1:]), "示例行"),
        (("制表人：张三", None, "复核：李四"), "表下的说明"),
        (("注：本表不含核销贷款",), "表下的说明"),
        (("制表日期", n("45473", DATE)), "表下的说明"),
        (tuple(merged("以上数据由系统导出") for _ in LOAN), "表下的说明"),
        (("-", " ", "/"), "空行"),
        ((None, None, None, None, 0, n("0.00")), "空行（金额全为 0）"),
    ],
)
def test_rows_that_are_no_data(row: tuple[Value, ...], reason: str) -> None:
    """They are skipped, listed with their reason, and the rows around them are read."""
    intake = loans(NOTE, row, ("J2", *NOTE[1:]))
    assert (found(intake), intake.book["loans"]["note"].tolist()) == ([], ["J1", "J2"])
    assert [(one.where.cell, str(one.reason)) for one in intake.skipped] == [("A3", reason)]
    assert (intake.book.sources[0].read, intake.book.sources[0].skipped) == (2, 1)


@pytest.mark.parametrize("number", ["M004,", "M001、M003", "M004;", "备注M004"])
def test_an_odd_number_does_not_make_a_row_a_note(number: str) -> None:
    """Only one cell, or labels of a signature line, are a note; a person must not vanish."""
    sheet = grid(["工号", "姓名", "机构号", "等级"], [number, "丁四", "0101", "见习"])
    intake = taken(sheet)
    assert intake.skipped == ()
    assert found(intake) == (["E125 A2"] if number != "备注M004" else [])


def test_a_signature_line_may_stand_in_several_cells() -> None:
    intake = loans(NOTE, ("制表人：", "张三", None, "复核：李四", "单位负责人：", "王五"))
    assert (found(intake), len(intake.skipped)) == ([], 1)


def test_a_second_header_with_other_columns_is_an_error() -> None:
    """Amount and balance changed places on the second page: what stands below would be read crosswise."""
    second = (*LOAN[:4], "贷款余额", "贷款金额")
    intake = loans(NOTE, second, ("J2", *NOTE[1:4], n("7"), n("9")))
    assert found(intake) == ["E117 A3"]
    assert intake.book["loans"]["note"].tolist() == ["J1"]


def test_another_table_far_below_is_an_error() -> None:
    rows = [(f"J{number}", *NOTE[1:]) for number in range(40)]
    intake = loans(*rows, (), ("账号", "客户编号", "日期", "余额"), ("001", "K1", "2024-06-30", 5))
    assert found(intake) == ["E117 A43"]


def test_a_row_of_separated_text_longer_than_its_header_is_an_error() -> None:
    """1,560.00 without quotation marks became 1 and 560.00."""
    head = ("工号", "日期", "费用类别", "金额")
    long = ("M001", "2024-06-08", "通讯", "1", "560.00")
    intake = taken(roster(), grid(head, long, file="费用.csv", sheet=""))
    assert (found(intake), len(intake.book["expenses"])) == (["E144 E2"], 0)
    assert found(taken(roster(), grid(head, (*long[:4], " "), file="费用.csv", sheet=""))) == []


@pytest.mark.parametrize("name", ["会计师事务所", "主管部门食堂", "注册会计师：王", "本表行"])
def test_a_client_whose_name_sounds_like_a_note_is_not_lost(name: str) -> None:
    intake = taken(grid(["客户名称", "客户编号"], [name, "K1"]))
    assert (found(intake), intake.book["clients"]["name"].tolist()) == ([], [name])


def test_a_logical_value_is_no_text() -> None:
    assert found(loans((*NOTE, Mark("bool", "1")), more=("担保方式",))) == ["W141 G2"]


def test_text_in_a_column_that_nobody_reads_is_skipped() -> None:
    intake = loans(NOTE, (*[None] * 6, "5月已对账"), more=("备用",))
    assert [str(one.reason) for one in intake.skipped] == ["没有要读的内容"]


def test_money_on_a_row_without_a_key_is_an_error() -> None:
    intake = loans(NOTE, (None, None, None, None, None, n("1234.5")))
    assert found(intake) == ["E153 F3"]
    assert str(intake.problems[0].sentence) == "这一行没有“借据号”，却有金额 1234.50 元"
    assert intake.rejected[0].values == {"balance": 123450}


def test_a_row_with_only_a_key_is_not_lost() -> None:
    assert found(loans(NOTE, ("J2",))) == ["E120 B3", "E120 C3", "E120 D3", "E120 E3", "E120 F3"]


def test_rows_after_a_gap_are_read() -> None:
    intake = taken(grid(LOAN, NOTE, *[()] * 500, ("J2", *NOTE[1:])))
    assert intake.book["loans"]["line"].tolist() == [2, 503]


def test_a_sheet_whose_columns_are_all_wrong_stops_early() -> None:
    rows = [(f"J{number}", "K1", "x", "y", "z", "w") for number in range(2000)]
    intake = loans(*rows)
    assert intake.problems[-1].code == "E115"
    assert len(intake.problems) == 21


def test_personal_numbers_are_masked_in_messages() -> None:
    sheet = grid(
        ["账号", "客户编号", "日期", "余额"],
        ["6217000012345678", "K1", "20240630", "420101198001010011"],
        ["6217000012345678", "K1", "20240630", "13812345678元整"],
    )
    said = [f"{one.sentence} {one.key} {one.found}" for one in taken(sheet).problems]
    assert all("************5678" in text for text in said)
    assert "420101********0011" in said[0]
    assert "138****5678" in said[1]
    assert not any(
        number in text
        for text in said
        for number in ("6217000012345678", "420101198001010011", "13812345678")
    )


def test_needed_columns_must_be_there() -> None:
    """A missing column of the policy is an error that names the sheet; each sheet must have it."""
    intake = loans(NOTE, loans=frozenset({"collected_interest", "balance"}))
    assert found(intake) == ["E106 A1"]
    assert str(intake.problems[0].sentence) == "贷款台账缺少“本月实收利息”这一列，而考核办法要用它"


def test_a_needed_table_that_has_not_come_is_missing() -> None:
    intake = taken(roster(), needs={"managers": frozenset(), "loans": frozenset()})
    (problem,) = intake.problems
    assert (problem.code, problem.kind.missing, str(problem.where)) == ("E105", True, "inbox/2024-06")
    assert "贷款台账" in str(problem.sentence)


def test_a_needed_table_without_rows_has_come() -> None:
    intake = loans(loans=frozenset())
    assert (found(intake), "loans" in intake.book) == (["W113"], True)
    assert intake.problems[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("style", "headers", "lacking"),
    [
        ("changes", ("账号", "客户编号", "月末余额", "月积数"), ["日期", "余额"]),
        ("snapshot", ("账号", "客户编号", "日期", "月末余额"), ["余额"]),
        ("month", ("账号", "客户编号", "日期", "余额"), ["月末余额", "月积数"]),
    ],
)
def test_the_declared_style_of_deposits_says_which_columns_are_needed(
    style: str, headers: tuple[str, ...], lacking: list[str]
) -> None:
    intake = taken(grid(headers), branch=branch(style), needs={"deposits": frozenset({"balance"})})
    assert [problem.column for problem in intake.problems if problem.code == "E106"] == lacking


def test_the_declared_style_of_deposits_says_what_each_row_must_fill() -> None:
    sheet = grid(["账号", "客户编号", "日期", "余额", "月积数"], ["001", "K1", None, 5, 150])
    intake = taken(sheet, needs={"deposits": frozenset()})
    assert found(intake) == ["E120 C2"]


@pytest.mark.parametrize("line", ["数据日期：2024-05-31", "数据日期：2024年7月1日"])
def test_data_of_another_month(line: str) -> None:
    intake = taken(grid([line], LOAN, NOTE))
    assert found(intake) == ["E116 A1"]
    assert str(JUNE) in str(intake.problems[0].sentence)
    assert found(taken(grid(["数据日期：2024-06-30"], LOAN, NOTE))) == []


def test_a_signature_under_an_amount_is_a_note() -> None:
    """Where the first column is an amount, 制表人：甲 stands below it; an amount there is still an amount."""
    headers = ["贷款金额", "借据号", "客户编号", "发放日期", "到期日期", "贷款余额"]
    right: list[Value] = [10, "J1", "K1", "20240101", "20241231", 5]
    assert found(taken(grid(headers, right, ["制表人：甲"]))) == []
    assert found(taken(grid(headers, right, ["1,234.50"]))) == ["E153 A3"]


def test_a_cell_under_a_merged_block_is_a_located_problem() -> None:
    """客户编号 and 发放日期 of two rows in one block: the second row's are neither blank nor known."""
    intake = loans(NOTE, ("J2", merged(""), merged(""), *NOTE[3:]))
    assert found(intake) == ["E143 B3", "E143 C3"]
    assert intake.book["loans"]["note"].tolist() == ["J1"]


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        (["数据日期：2024-06-15"], ["E147 A1"]),
        (["数据日期", "2024-06-15"], ["E147 B1"]),
        (["数据日期：", n("45458", DATE)], ["E147 B1"]),
        (["数据日期", n("45412", DATE)], ["E116 B1"]),
        (["数据日期", n("45473", DATE)], []),
    ],
)
def test_balances_must_be_of_the_last_day_of_the_month(line: list[Value], problems: list[str]) -> None:
    """45458 is 2024-06-15, 45473 is 2024-06-30, 45412 is 2024-04-30."""
    assert found(taken(grid(line, LOAN, NOTE))) == problems


def test_a_list_of_receipts_may_be_of_any_day_of_the_month() -> None:
    sheet = grid(["数据日期", "2024-06-15"], ["工号", "日期", "费用类别", "金额"])
    assert found(taken(roster(), sheet)) == []


def test_days_out_of_order_are_shown_as_days() -> None:
    """45473 is 2024-06-30: the serial itself tells an accountant nothing."""
    (problem,) = loans(("J1", "K1", n("45473", DATE), "2024-06-03", 5, 5)).problems
    assert (problem.code, problem.found) == ("E151", "2024-06-30")
