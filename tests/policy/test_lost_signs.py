"""Percentages without their sign, and prices that pay more than a yuan for a yuan, are pointed out; right ones are not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from books import EXAMPLE
from cmtool.model.expression import Ref, value_of
from cmtool.policy.curve import Inputs
from cmtool.policy.lost_signs import lost_signs
from cmtool.policy.reach import unreached
from policies import changed, policy_texts, source

TEXT = EXAMPLE.read_text(encoding="utf-8")


def found(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    policy = source(changed(TEXT, *changes)).policy
    told = (*unreached(policy, "p.toml"), *lost_signs(policy, "p.toml"))
    return [(one.code, one.where.sheet) for one in told]


def test_a_target_and_a_gate_of_98_are_9800_per_cent() -> None:
    gate = (
        'floor = "none"\n\n[line.deposit_average_line]',
        'floor = "none"\ngates = [{ of = "due_collection_rate", lt = 60, effect = "zero" }]\n\n[line.deposit_average_line]',
    )
    assert found(('value = "98%"', "value = 98"), gate) == [
        ("W589", "group.score.gates.0"),
        ("W589", "line.collection_line.target"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('cap = "120%"', "cap = 120", "line.deposit_average_line.curve"),
        ('step = "1%", below = 1', "step = 1, below = 1", "line.collection_line.curve"),
        (
            'curve = { kind = "linear_around", step = "1%", below = 1, floor = 0, cap = "none" }',
            'curve = { kind = "bands", bands = [{ lt = 80, v = 0 }, { ge = 80, v = 15 }] }',
            "line.collection_line.curve",
        ),
        (
            'curve = { kind = "proportional", cap = "100%" }',
            'curve = { kind = "bands", on = "rate", bands = [{ lt = 80, v = 0 }, { ge = 80, v = 15 }] }',
            "line.deposit_days_line.curve",
        ),
        (
            'curve = { kind = "proportional", cap = "100%" }',
            'curve = { kind = "relative", base = 15, step = 1, above = 1, floor = 0, cap = 15 }',
            "line.deposit_days_line.curve",
        ),
        (
            'curve = { kind = "linear_around", step = "1%", below = 1, floor = 0, cap = "none" }',
            'curve = { kind = "bands", bands = [{ le = 1.5, v = 15 }, { gt = 1.5, le = 2.5, v = 5 }, { gt = 2.5, v = 0 }] }',
            "line.collection_line.curve",
        ),
        (
            'value = "98%" }\ncurve = { kind = "linear_around", step = "1%", below = 1, floor = 0, cap = "none" }',
            'value = 2 }\ncurve = { kind = "linear_around", step = "1%", below = 1, floor = 0, cap = "none", better = "lower" }',
            "line.collection_line.target",
        ),
    ],
)
def test_a_rate_within_a_curve(old: str, new: str, place: str) -> None:
    """A cap of 120 is 12,000 %; a step of 1 of a rate is a hundred percentage points; bad loans of up to 1.5 are 150 %."""
    assert found((old, new)) == [("W589", place)]


def test_bands_of_completion_are_no_slip() -> None:
    """From 80 % to 120 % and beyond, and a single bonus from 120 % on."""
    curve = 'curve = { kind = "linear_around", step = "1%", below = 1, floor = 0, cap = "none" }'
    for bands in (
        "[{ lt = 0.8, v = 0 }, { ge = 0.8, lt = 1.5, v = 5 }, { ge = 1.5, v = 15 }]",
        "[{ lt = 1.2, v = 0 }, { ge = 1.2, v = 15 }]",
    ):
        assert found((curve, f'curve = {{ kind = "bands", bands = {bands} }}')) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('per = "1%"', "per = 3", ["line.interest_share_line.curve"]),
        ('per = "1%"', "per = 3, each = 10000", []),
        ('per = "1%"', "per = -1", []),
        ('{ upto = 1000, rate = "10%" }', "{ upto = 1000, rate = 10 }", ["hold.retention.curve"]),
    ],
)
def test_more_than_a_yuan_for_a_yuan(old: str, new: str, told: list[str]) -> None:
    """3 yuan for each 10,000 without the 10,000 is 300 %; a deduction of the whole amount is meant."""
    assert found((old, new)) == [("W591", place) for place in told]


@pytest.mark.parametrize("name", policy_texts())
def test_no_policy_of_ours_has_lost_a_sign(name: str) -> None:
    assert list(lost_signs(source(policy_texts()[name]).policy, "p.toml")) == []


def test_three_ways_to_write_a_price_per_ten_thousand() -> None:
    """3 yuan for each 10,000, 0.3 per mille and 0.03 per cent of 9,350.40 are all 2.80512, exactly."""
    for price in ("per = 3, each = 10000", 'per = "0.3‰"', 'per = "0.03%"'):
        policy = source(TEXT.replace('per = "1%"', price, 1)).policy
        curve = policy.line["interest_share_line"].curve
        assert curve is not None
        worth = value_of(curve.expression(Inputs(Ref("x"))), {"x": Fraction("9350.40")})
        assert worth == Fraction("2.80512")
