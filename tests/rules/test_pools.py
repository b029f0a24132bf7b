"""A pool shared out: the parts add up to the printed pool, whoever is asked first, whatever the volumes are."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from cmtool.model.money import half_up
from cmtool.policy.curves import AnyCurve
from cmtool.rules.appraisal import Appraisal
from cmtool.rules.pools import parts_of
from schemes import appraised, codes, of, printed, refusals, scheme

CURVE: TypeAdapter[Any] = TypeAdapter(AnyCurve)


def curve(sign: str = "positive", empty: str = "nothing", remainder: str = "last") -> Any:
    terms = {
        "kind": "share_of",
        "pool": 1,
        "among": "all",
        "sign": sign,
        "empty": empty,
        "remainder": remainder,
    }
    return CURVE.validate_python(terms)


def parts(pool: str, volumes: list[str], **terms: str) -> list[Fraction] | None:
    named = {f"{number:03}": Fraction(volume) for number, volume in enumerate(volumes)}
    found = parts_of(curve(**terms), Fraction(pool), named, 2)
    return None if found is None else list(found.values())


def money(*amounts: str) -> list[Fraction]:
    return [Fraction(amount) for amount in amounts]


def test_three_equal_thirds_of_a_hundred() -> None:
    assert parts("100", ["1", "1", "1"]) == money("33.33", "33.33", "33.34")
    assert parts("100", ["1", "1", "1"], remainder="largest") == money("33.34", "33.33", "33.33")
    assert parts("200", ["1", "1", "1"]) == money("66.67", "66.67", "66.66")


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("positive", ("75", "25", "0")),
        ("signed", ("150", "50", "-100")),
        ("size", ("50", "16.67", "33.33")),
    ],
)
def test_what_a_negative_volume_does_is_declared(sign: str, expected: tuple[str, ...]) -> None:
    """30, 10 and −20 of a pool of 100: of 40; of 20, paying back 100; of 60 by size."""
    assert parts("100", ["30", "10", "-20"], sign=sign) == money(*expected)


@pytest.mark.parametrize(
    ("empty", "expected"), [("nothing", money("0", "0")), ("equal", money("50", "50")), ("problem", None)]
)
def test_a_divisor_that_is_not_above_zero(empty: str, expected: list[Fraction] | None) -> None:
    assert parts("100", ["-3", "3"], sign="signed", empty=empty) == expected


def test_the_rest_goes_to_nobody_without_a_part() -> None:
    """The last by number takes nothing, so the one before has the remaining fen."""
    assert parts("100", ["1", "1", "1", "0"]) == money("33.33", "33.33", "33.34", "0")


@given(
    st.fractions(-100_000, 100_000, max_denominator=1000),
    st.lists(st.fractions(-1000, 1000, max_denominator=50), min_size=1, max_size=7),
    st.sampled_from(["positive", "signed", "size"]),
    st.sampled_from(["last", "largest"]),
)
def test_parts_add_up_to_the_printed_pool(
    pool: Fraction, volumes: list[Fraction], sign: str, remainder: str
) -> None:
    named = {str(number): volume for number, volume in enumerate(volumes)}
    found = parts_of(curve(sign, "equal", remainder), pool, named, 2)
    assert found is not None
    assert sum(found.values(), Fraction(0)) == half_up(pool, 2)
    assert all(part == half_up(part, 2) for part in found.values())


SHARE = """
[line.share]
group = "pay"
label = "计价工资"
of = "volume"
curve = {{ kind = "share_of", pool = {pool}, among = "{among}", sign = "positive", empty = "{empty}", remainder = "last"{more} }}
"""


def shared(
    pool: str = "100",
    among: str = "all",
    empty: str = "nothing",
    more: str = "",
    people: Any = None,
    **volumes: Any,
) -> Appraisal:
    policy = scheme(SHARE.format(pool=pool, among=among, empty=empty, more=more), volume="元", fund="元")
    given = {who: {"volume": value, "fund": 90} for who, value in volumes.items()}
    return appraised(policy, given, people=people)


def of_all(found: Appraisal) -> dict[str, Fraction | None]:
    return {result.person.id: printed(result)["share"] for result in found.results}


def test_a_pool_is_shared_over_everybody_and_said_without_the_others_figures() -> None:
    found = shared(A=1, B=1, C=1)
    assert of_all(found) == {"A": Fraction("33.33"), "B": Fraction("33.33"), "C": Fraction("33.34")}
    whys = [str(line.why) for result in found.results for line in result.pay_lines if line.id == "share"]
    assert whys[0] == "100.00 × 本人 1.00 ÷ 全部 3 人合计 3.00"
    assert whys[2] == "100.00 × 本人 1.00 ÷ 全部 3 人合计 3.00，尾差归本人"


def test_a_pool_stays_within_the_team() -> None:
    people = {"A": {"team": "一队"}, "B": {"team": "一队"}, "C": {"team": "二队"}, "D": {}}
    found = shared(among="team", people=people, A=30, B=10, C=5, D=1)
    assert of_all(found) == {"A": 75, "B": 25, "C": 100, "D": 100}


def test_the_pool_may_be_a_figure_that_all_have_in_common() -> None:
    assert of_all(shared(pool='"fund"', A=1, B=2)) == {"A": 30, "B": 60}


def test_a_pool_that_differs_from_one_to_another_is_a_problem() -> None:
    policy = scheme(
        SHARE.format(pool='"fund"', among="all", empty="nothing", more=""), volume="元", fund="元"
    )
    found = appraised(policy, {"A": {"volume": 1, "fund": 90}, "B": {"volume": 1, "fund": 91}})
    assert (of_all(found), codes(found)) == ({"A": None, "B": None}, ["E351", "E351"])


def test_a_divisor_declared_a_problem_is_one() -> None:
    found = shared(empty="problem", A=0, B=0)
    assert of_all(found) == {"A": None, "B": None}
    assert codes(found).count("E352") == 2
    assert of(found).payable is None


MISSING = '[figure.late]\nkind = "frozen"\nlabel = "业务量"\nunit = "元"\nwhen_none = "deferred"\n'


@pytest.mark.parametrize(("rule", "expected"), [("", (None, None)), (', missing = "left_out"', (100, None))])
def test_a_member_without_a_figure_puts_the_pool_off_or_is_left_out(
    rule: str, expected: tuple[int | None, int | None]
) -> None:
    body = MISSING + SHARE.format(pool=100, among="all", empty="nothing", more=rule).replace(
        '"volume"', '"late"'
    )
    opening = [{"manager": "A", "indicator": "业务量", "period": "2024-06", "value": "5"}]
    found = appraised(scheme(body, volume="元"), {"A": {}, "B": {}}, opening=opening)
    assert tuple(of_all(found).values()) == expected


def test_a_pool_is_shared_only_among_those_to_whom_the_line_applies() -> None:
    body = SHARE.format(pool=100, among="all", empty="nothing", more="") + 'posts = ["外勤"]\n'
    people = {"A": {"post": "外勤"}, "B": {"post": "外勤"}, "C": {"post": "主管"}}
    found = appraised(scheme(body, volume="元"), {who: {"volume": 1} for who in "ABC"}, people=people)
    assert [printed(of(found, who)).get("share") for who in "ABC"] == [50, 50, None]


def test_where_a_share_cannot_stand_it_is_refused() -> None:
    share = '{ kind = "share_of", pool = 1, among = "all", sign = "positive", empty = "nothing", remainder = "last" }'
    figure = f'[figure.f]\nkind = "curve"\nlabel = "f"\nunit = "元"\nof = "volume"\ncurve = {share}\n'
    hold = f'[hold.h]\nlabel = "h"\non = ["filler"]\ncurve = {share}\n'
    capped = SHARE.format(pool=1, among="all", empty="nothing", more="") + "cap = 5\n"
    for body in (figure, hold, capped):
        assert [code for code, _ in refusals(body, volume="元")] == ["E505"], body
