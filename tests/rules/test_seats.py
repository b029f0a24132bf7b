"""Places after a review: who holds a grade, who waits for it, who is one too many."""

from __future__ import annotations

from dataclasses import replace

from cmtool.policy.policy import MAIN, Policy
from cmtool.rules.ladder_places import within_places
from cmtool.rules.seats import Seats, seats
from rules.test_ladder_rules import results, three

Scores = dict[str, tuple[str, str, str]]  # 工号 → institution, own grade, score


def found(made: Policy, scores: Scores) -> dict[tuple[str, str], Seats]:
    """By grade and institution; everybody is called by their 工号."""
    placed = within_places(made, results(made, scores))
    named = [replace(one, person=replace(one.person, name=one.person.id)) for one in placed]
    return {(one.grade, one.institution): one for one in seats(made, MAIN, named)}


def test_a_grade_says_who_holds_it_and_who_waits() -> None:
    """Two places of 三级: A stays and C rises, B with fewer points waits in 二级; the other grades have no limit."""
    scores = {"A": ("0101", "三级", "82"), "B": ("0101", "二级", "85"), "C": ("0101", "二级", "88")}
    rows = found(three(places="places = 2"), scores)
    assert [grade for grade, _ in rows] == ["四级", "三级", "二级", "一级"]
    assert rows["三级", ""] == Seats("三级", "", 2, rows["三级", ""].places, ("B",), ())
    assert rows["三级", ""].places == 2
    assert (rows["二级", ""].held, rows["二级", ""].places, rows["二级", ""].waiting) == (1, None, ())


def test_who_is_one_too_many_is_the_last_by_rank() -> None:
    """One place, two in it already: 82 points before 81, so B is beyond it, and C with 99 waits."""
    scores = {"A": ("0101", "三级", "82"), "B": ("0101", "三级", "81"), "C": ("0101", "二级", "99")}
    row = found(three(places="places = 1"), scores)["三级", ""]
    assert (row.held, row.places, row.beyond, row.waiting) == (2, 1, ("B",), ("C",))


def test_each_institution_has_its_own_row_where_places_are_its_own() -> None:
    """One place in each: A has it in 0101, B in 0102; counted for all together, the two share a row and one waits."""
    scores = {"A": ("0101", "二级", "85"), "B": ("0102", "二级", "88")}
    own = found(three(places="places = 1"), scores)
    assert [(row.institution, row.held) for key, row in own.items() if key[0] == "三级"] == [
        ("0101", 1),
        ("0102", 1),
    ]
    common = found(three('places_by = "all"', places="places = 1"), scores)["三级", ""]
    assert (common.held, common.waiting) == (1, ("A",))
