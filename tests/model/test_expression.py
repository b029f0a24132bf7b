"""One arithmetic, three readings."""

from __future__ import annotations

from fractions import Fraction

from cmtool.model.expression import If, Num, Op, Ref, Round, formula_of, names_in, num, value_of

RATE = Op("min", (Op("quotient", (Ref("actual"), Ref("target"))), Num(Fraction("1.2"))))
POINTS = Round(Op("product", (Num(Fraction(25)), RATE)), 2)
CELLS = {"actual": "'指标'!C4", "target": "D4"}


def test_value_is_exact() -> None:
    assert value_of(POINTS, {"actual": Fraction(1), "target": Fraction(3)}) == Fraction("8.33")
    assert value_of(POINTS, {"actual": Fraction(9), "target": Fraction(3)}) == 30


def test_formula_names_cells() -> None:
    assert formula_of(POINTS, CELLS.__getitem__) == "ROUND((25*MIN(('指标'!C4/D4),1.2)),2)"
    assert formula_of(Op("difference", (num(3), num(-2), Num(Fraction(1, 3)))), str) == "(3-(-2)-(1/3))"


def test_a_comparison_in_a_formula_forgives_the_last_bit_and_the_value_does_not() -> None:
    choice = If(Ref("actual"), "ge", Num(Fraction("0.8")), num(1), num(0))
    assert formula_of(choice, CELLS.__getitem__) == "IF(ROUND('指标'!C4-0.8,11)>=0,1,0)"
    assert value_of(choice, {"actual": Fraction("0.796")}) == 0
    assert value_of(choice, {"actual": Fraction("0.8")}) == 1


def test_names_in_order() -> None:
    assert list(names_in(POINTS)) == ["actual", "target"]
