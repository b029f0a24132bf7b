"""Who is meant: numbers and names against the roster."""

from __future__ import annotations

import pytest

from cmtool.intake.intake import Intake
from grids import ROSTER, Value, found, grid, roster, taken

CONDUCT = ("工号", "日期", "事项", "分值")
NAMESAKES = grid(*ROSTER, ("M003", "张三", "0101", "见习"), file="managers.xlsx")


def conduct(who: Value, *more: Value, headers: tuple[str, ...] = CONDUCT) -> Intake:
    return taken(roster(), grid(headers, [who, "2024-06-03", "迟到", -1, *more]))


@pytest.mark.parametrize("who", ["M001", " M001 ", "Ｍ００１", "张三", "张 三", "张\u3000三"])
def test_a_number_or_a_unique_name_is_the_person(who: str) -> None:
    intake = conduct(who)
    assert (found(intake), intake.book["conduct"]["manager"].tolist()) == ([], ["M001"])


@pytest.mark.parametrize("header", ["姓名", "客户经理", "客户经理姓名", "客户经理工号", "员工号"])
def test_the_column_may_be_headed_by_number_or_name(header: str) -> None:
    intake = conduct("李四", headers=(header, *CONDUCT[1:]))
    assert (found(intake), intake.book["conduct"]["manager"].tolist()) == ([], ["M002"])


def test_an_unknown_person_is_an_error_that_says_who_is_near() -> None:
    intake = conduct("M01")
    (problem,) = intake.problems
    assert (problem.code, problem.where.cell, problem.found) == ("E160", "A2", "M01")
    assert "是否想写“M001”" in str(problem.remedy)
    assert len(intake.book["conduct"]) == 0
    assert [(one.table, one.values["manager"]) for one in intake.rejected] == [("conduct", "M01")]
    assert (intake.book.sources[1].read, intake.book.sources[1].rejected) == (0, 1)


def test_a_name_that_two_people_bear_is_an_error_a_number_is_not() -> None:
    sheet = grid(CONDUCT, ["张三", "2024-06-03", "迟到", -1], ["M003", "2024-06-03", "迟到", -1])
    intake = taken(NAMESAKES, sheet)
    assert found(intake) == ["E161 A2"]
    assert "M001、M003" in str(intake.problems[0].sentence)
    assert intake.book["conduct"]["manager"].tolist() == ["M003"]


def test_number_and_name_must_be_one_person() -> None:
    headers = (*CONDUCT, "姓名")
    assert found(conduct("M001", "张三", headers=headers)) == []
    differs = conduct("M001", "李四", headers=headers)
    assert found(differs) == ["E162 A2"]
    assert str(differs.problems[0].sentence) == "工号 M001 在花名册里是 张三，这一行写的姓名是 李四"


def test_where_the_number_is_blank_the_name_beside_it_stands() -> None:
    intake = conduct(None, "李四", headers=(*CONDUCT, "姓名"))
    assert (found(intake), intake.book["conduct"]["manager"].tolist()) == ([], ["M002"])


def test_a_loan_is_not_made_nobodys_when_only_the_name_is_there() -> None:
    headers = [
        "借据号",
        "客户编号",
        "发放日期",
        "到期日期",
        "贷款金额",
        "贷款余额",
        "客户经理工号",
        "客户经理",
    ]
    intake = taken(roster(), grid(headers, ["J1", "K1", "20240101", "20241231", 5, 5, None, "李四"]))
    assert (found(intake), intake.book["loans"]["manager"].tolist()) == ([], ["M002"])


def test_no_manager_at_all_is_nobodys_and_no_problem() -> None:
    headers = ["账号", "客户编号", "日期", "余额", "客户经理工号"]
    intake = taken(roster(), grid(headers, ["001", "K1", "20240601", 5, "-"]))
    assert (found(intake), intake.book["deposits"]["manager"].tolist()) == ([], [""])


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (("工号", "等级", "生效日"), ("M9", "高级", "20200101")),
        (("工号", "角色", "起", "止", "客户编号"), ("M9", "主办", "20200101", "20240531", "K1")),
        (("工号", "指标", "期间", "目标值"), ("M9", "存款日均", "2024-05", 5)),
        (CONDUCT, ("M9", "2024-05-31", "迟到", -1)),
    ],
)
def test_people_who_left_may_stand_in_rows_about_the_past(
    headers: tuple[str, ...], row: tuple[Value, ...]
) -> None:
    """They change no figure of the month: a warning, and the row stays."""
    intake = taken(roster(), grid(headers, row))
    assert found(intake) == ["W160 A2"]
    assert intake.book.sources[1].read == 1


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (("工号", "角色", "起", "止", "客户编号"), ("M9", "主办", "20200101", "20240601", "K1")),
        (("工号", "指标", "期间", "目标值"), ("M9", "存款日均", "2024-Q2", 5)),
        (("工号", "指标", "期间", "数值"), ("M9", "得分", "2024-05", 90)),
    ],
)
def test_in_rows_that_reach_into_the_month_they_are_errors(
    headers: tuple[str, ...], row: tuple[Value, ...]
) -> None:
    """An opening figure is there for this month's use, whatever its period."""
    assert found(taken(roster(), grid(headers, row))) == ["E160 A2"]


def test_people_in_other_roles_need_not_be_managers() -> None:
    """发放人 and the like are said once for each stranger; names of managers become their numbers."""
    headers = ["借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额", "发放人"]
    rows = [
        [f"J{one}", "K1", "20240101", "20241231", 5, 5, who]
        for one, who in enumerate(["赵六", "张三", "赵六"])
    ]
    intake = taken(roster(), grid(headers, *rows))
    assert found(intake) == ["W166 G2"]
    assert "（共 2 行）" in str(intake.problems[0].sentence)
    assert intake.book["loans"]["granter"].tolist() == ["赵六", "M001", "赵六"]


def test_a_manager_whose_roster_row_was_rejected_is_still_known() -> None:
    """One bad date in the roster does not make every row of that manager a problem."""
    people = grid(
        (*ROSTER[0], "入社日期"), ("M001", "张三", "0101", "高级", "2024-02-30"), file="managers.xlsx"
    )
    sheet = grid(CONDUCT, ["张三", "2024-06-03", "迟到", -1])
    intake = taken(people, sheet)
    assert found(intake) == ["E133 E2"]
    assert intake.book["conduct"]["manager"].tolist() == ["M001"]


def test_without_a_roster_nobody_is_held_against_it() -> None:
    assert found(taken(grid(CONDUCT, ["张三", "2024-06-03", "迟到", -1]))) == []


def test_a_roster_that_lost_its_zeros_is_the_place_to_mend() -> None:
    """The roster keeps 0012 as the number 12; the ledger rightly says 0012."""
    people = grid(["工号", "姓名", "机构号", "等级"], [12, "张三", "0101", "高级"], file="managers.xlsx")
    sheet = grid(["工号", "日期", "费用类别", "金额"], ["0012", "2024-06-01", "通讯", 5])
    (unknown,) = [one for one in taken(people, sheet).problems if one.code == "E160"]
    assert "请把花名册那一格设为文本格式，写成 0012" in str(unknown.remedy)


def test_a_roster_of_somebody_else_is_one_problem() -> None:
    """500 clients whose managers are all unknown: one error; a misspelt number among them is proposed by itself."""
    strangers = [(f"K{number}", "户", f"X{number}") for number in range(500)]
    header = ("客户编号", "客户名称", "客户经理工号")
    assert found(taken(roster(), grid(header, *strangers))) == ["E165 C2"]
    (one,) = taken(roster(), grid(header, ("K1", "户", "M0O1"))).problems
    assert (one.code, one.proposal) == ("E160", "M001")
