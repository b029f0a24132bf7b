"""Where a curve bends or jumps is found from its expression, exactly, with both sides."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter

from cmtool.model.expression import Expression, Floor, If, Op, Ref, num
from cmtool.policy.breaks import breaks
from cmtool.policy.curve import Inputs
from cmtool.policy.curves import AnyCurve

CURVE: TypeAdapter[Any] = TypeAdapter(AnyCurve)
X = Ref("x")


def jumps(expression: Expression, **known: int) -> list[tuple[Fraction, Fraction, Fraction, Fraction]]:
    values = {name: Fraction(value) for name, value in known.items()}
    return [
        (one.at, one.below, one.value, one.above) for one in breaks(expression, ["x"], values) if one.jumps
    ]


def curve(**terms: Any) -> Expression:
    expression: Expression = CURVE.validate_python(terms).expression(Inputs(X, Ref("target"), Ref("weight")))
    return expression


def test_bands_jump_at_their_bounds() -> None:
    """Below 80 % 0, from 80 % 600, from 120 % 1,300; the bound belongs to the upper step."""
    steps = curve(
        kind="bands",
        bands=[{"lt": "80%", "v": 0}, {"ge": "80%", "lt": "120%", "v": 600}, {"ge": "120%", "v": 1300}],
    )
    assert jumps(steps) == [(Fraction(4, 5), 0, 600, 600), (Fraction(6, 5), 600, 1300, 1300)]


def test_an_inclusive_upper_bound_belongs_to_the_lower_step() -> None:
    steps = curve(kind="bands", bands=[{"le": "1.5%", "v": 1}, {"gt": "1.5%", "v": "70%"}])
    assert jumps(steps) == [(Fraction(3, 200), 1, 1, Fraction(7, 10))]


def test_marginal_brackets_bend_and_do_not_jump() -> None:
    """10 % to 1,000 and 20 % above: slope 0, then 0.1 from 0, then 0.2 from 1,000."""
    found = breaks(
        curve(kind="marginal", brackets=[{"upto": 1000, "rate": "10%"}, {"rate": "20%"}]), ["x"], {}
    )
    assert not any(one.jumps for one in found)
    assert {
        one.at: (one.slope_before, one.slope_after) for one in found if one.slope_before != one.slope_after
    } == {
        0: (0, Fraction(1, 10)),
        1000: (Fraction(1, 10), Fraction(1, 5)),
    }


def test_a_rate_of_the_whole_amount_jumps() -> None:
    """0.8 % up to 1,000,000 and 0.3 % of all of it above: 8,000 falls to 3,000."""
    whole = curve(kind="whole", edge="below", brackets=[{"upto": 1000000, "rate": "0.8%"}, {"rate": "0.3%"}])
    assert jumps(whole) == [(1000000, 8000, 8000, 3000)]


def test_a_threshold_jumps_at_its_target() -> None:
    assert jumps(curve(kind="threshold"), target=98, weight=15) == [(98, 0, 15, 15)]


def test_proportional_bends_at_its_cap() -> None:
    """25 × actual ÷ 700,000 up to 120 %: it runs flat from 840,000."""
    found = breaks(
        curve(kind="proportional", cap="120%"), ["x"], {"target": Fraction(700000), "weight": Fraction(25)}
    )
    assert [(one.at, one.slope_after) for one in found] == [(0, Fraction(25, 700000)), (840000, 0)]


def test_whole_steps_show_the_first() -> None:
    """Every full 500 counts 5: the first jumps are at 500 and 1,000."""
    each = Op("product", (Floor(Op("max", (num(0), Op("quotient", (X, num(500)))))), num(5)))
    assert [one for one in jumps(each) if one[0] > 0] == [(500, 0, 5, 5), (1000, 5, 10, 10)]


def test_places_within_places_are_found() -> None:
    """max(min(x, 10), 2 × x − 5) below 100: the sides meet at 5, the inner one bends at 10, all ends at 100."""
    inner = Op("min", (X, num(10)))
    term = If(
        X, "lt", num(100), Op("max", (inner, Op("difference", (Op("product", (num(2), X)), num(5))))), num(0)
    )
    assert [one.at for one in breaks(term, ["x"], {})] == [5, Fraction(10), 100]


def test_what_does_not_run_straight_has_no_places() -> None:
    """100 ÷ x is no straight line; its cap is not found, and nothing is said of it."""
    assert breaks(Op("min", (Op("quotient", (num(100), X)), num(5))), ["x"], {}) == ()


def test_a_name_that_is_not_known_is_an_error() -> None:
    with pytest.raises(KeyError):
        breaks(Op("min", (X, Ref("other"))), ["x"], {})
