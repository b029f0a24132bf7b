"""The county's sheets by hand: ranks of branches, sums that do not add up, months said short, nothing torn."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from cmtool.files.catalogue import language
from cmtool.model.county import BranchMonth, CountyMonth
from cmtool.model.workbook import Sheet
from cmtool.reports.county.branches_sheet import branches_sheet
from cmtool.reports.county.desk import Desk
from cmtool.reports.county.review_sheets import counts_sheet, people_sheet


def manager(id_: str, score: str | None) -> dict[str, Any]:
    amounts = dict.fromkeys(("gross", "withheld", "released", "payable"), "1")
    words = {"name": id_, "grade": "甲", "team": "", "status": "rated", "change": "keep", "proposed": "甲"}
    return {"id": id_, "score": score, **amounts, **words}


def advice(change: str = "rise") -> dict[str, Any]:
    return {
        "id": "M1",
        "name": "甲",
        "grade": "甲",
        "score": "90",
        "change": change,
        "proposed": "乙",
        "effect": None,
    }


def branch(code: str, **more: Any) -> BranchMonth:
    written = {"command": "appraise", "month": "2024-06", "folder": code, "code": code, "name": f"{code}社"}
    return BranchMonth.model_validate({**written, "state": "done", "exit": 0, **more})


def desk(*branches: BranchMonth) -> Desk:
    county = CountyMonth(county="县", command="appraise", month="2024-06", branches=branches)
    return Desk(county, language("zh"))


def column(sheet: Sheet, head: str) -> list[object]:
    """What stands below a header, to the first gap."""
    row, place = next(at for at, entry in sheet.cells.items() if entry.value == head)
    found: list[object] = []
    while (row := row + 1, place) in sheet.cells:
        found.append(sheet.cells[row, place].value)
    return found


def test_branches_are_ranked_by_the_mean_of_those_rated() -> None:
    """80 and 90 make 85, one of two rated 90; equals share the first place, nobody rated has none."""
    sheet = branches_sheet(
        desk(
            branch("01", managers=(manager("a", "80"), manager("b", "90"))),
            branch("02", managers=(manager("c", "90"), manager("d", None))),
            branch("03", managers=(manager("e", "90"),)),
            branch("04", managers=(manager("f", None),)),
        )
    )
    assert column(sheet, "名次")[:4] == [3, 1, 1, "—"]


@pytest.mark.parametrize(("nobody", "said"), [("40", "相符"), ("30", "不符")])
def test_a_total_that_is_not_its_parts_is_not_called_right(nobody: str, said: str) -> None:
    """100 = 60 + 40; with 30 that nobody looks after, 10 are missing."""
    measure = {"table": "贷款台账", "measure": "贷款余额", "unit": "元", "total": "100", "managers": "60"}
    measures = ({**measure, "unallocated": nobody, "excluded": "0"},)
    sheet = branches_sheet(desk(branch("01", managers=(manager("a", "80"),), measures=measures)))
    assert column(sheet, "相符") == [said]


@pytest.mark.parametrize(
    ("used", "said"),
    [
        (("2024-04", "2024-05", "2024-06"), "2024-04～2024-06"),
        (("2023-12", "2024-01"), "2023-12、2024-01"),
        (("2024-04", "2024-06"), "2024-04、2024-06"),
        (("2024-06",), "2024-06"),
    ],
)
def test_a_run_of_months_is_said_by_its_ends(used: tuple[str, ...], said: str) -> None:
    sheet = counts_sheet(desk(branch("01", advice=(advice(),), used=used)))
    assert column(sheet, "使用月份（已封存）")[0] == said


def test_whom_something_would_change_for_stand_first() -> None:
    changes = ("between", "keep", "fall", "rise", "exit")
    sheet = people_sheet(desk(branch("01", advice=tuple(advice(change) for change in changes))))
    assert column(sheet, "建议")[:5] == ["晋级 乙", "降级 乙", "退出", "维持", "本月不评定"]


@pytest.mark.parametrize("count", [21, 24, 30, 60, 100])
def test_the_chart_of_many_is_not_torn_by_a_page_break(count: int) -> None:
    """It is 300 pixels high: fifteen rows of twenty. No page of a hundred branches has more than forty rows."""
    sheet = counts_sheet(desk(*(branch(f"{number:03d}", advice=(advice(),)) for number in range(count))))
    first = sheet.charts[0].at[0]
    assert not sheet.page.fit_height
    assert not [row for row in sheet.page.breaks if first < row <= first + 15]
    ends = [1, *sheet.page.breaks, first]
    assert max(after - before for before, after in pairwise(ends)) <= 40


def test_few_branches_stand_on_one_page_with_the_chart() -> None:
    sheet = counts_sheet(desk(*(branch(f"{number:02d}", advice=(advice(),)) for number in range(20))))
    assert (sheet.page.fit_height, sheet.page.breaks) == (True, ())
