"""Names, choices, yes and no, shares."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cmtool.intake import codes
from cmtool.intake.reading import Fault
from cmtool.intake.words import read_choice, read_flag, read_share, read_text
from grids import Mark, Value, n, one

CLASSES = ("正常", "关注", "次级")


def test_names_and_text() -> None:
    assert read_text(one(" 张\u3000三 "), False) == "张 三"
    assert read_text(one(n("3")), False) == "3"
    assert read_text(one(n("45473", "yyyy-mm-dd")), False) == "2024-06-30"
    assert read_text(one(n("44011", "yyyy-mm-dd")), True) == "2024-06-30"


def test_direction_controls_in_a_name_are_a_fault() -> None:
    fault = read_text(one("张\u202e三"), False)
    assert isinstance(fault, Fault)
    assert fault.kind is codes.BIDI


@pytest.mark.parametrize("said", ["关注", " 关注 ", "关 注", "关注类", "关注贷款"])
def test_choices(said: str) -> None:
    assert read_choice(one(said), CLASSES) == "关注"


def test_traditional_choices() -> None:
    assert read_choice(one("主辦"), ("主办", "协办")) == "主办"


def test_an_unknown_choice_says_what_is_allowed_and_what_is_near() -> None:
    fault = read_choice(one("通迅费"), ("通讯费", "招待费"))
    assert isinstance(fault, Fault)
    assert fault.kind is codes.NOT_A_CHOICE
    assert dict(fault.values)["allowed"] == "通讯费、招待费"
    assert fault.proposal == "通讯费"


@pytest.mark.parametrize("value", ["是", "√", "Y", "1", Mark("bool", "1")])
def test_yes(value: Value) -> None:
    assert read_flag(one(value)) is True


@pytest.mark.parametrize("value", ["否", "×", "n", "0", Mark("bool", "0")])
def test_no(value: Value) -> None:
    assert read_flag(one(value)) is False


def test_perhaps_is_no_flag() -> None:
    fault = read_flag(one("可能"))
    assert isinstance(fault, Fault)
    assert fault.kind is codes.FLAG_UNREADABLE


@pytest.mark.parametrize(
    ("value", "scale", "share"),
    [
        ("1/3", "", Fraction(1, 3)),
        ("１／３", "", Fraction(1, 3)),
        ("50%", "", Fraction(1, 2)),
        ("50%", "%", Fraction(1, 2)),
        ("0.5", "", Fraction(1, 2)),
        (n("0.5"), "", Fraction(1, 2)),
        (n("0.5", "0%"), "", Fraction(1, 2)),
        (n("0.5", "0%"), "%", Fraction(1, 2)),
        (n("50"), "%", Fraction(1, 2)),
        ("33.33%", "", Fraction(3333, 10000)),
        (n("0.33333333333333331"), "", Fraction(1, 3)),
        (n("0.333333333333333", "# ?/?"), "", Fraction(1, 3)),
        (n("0.3333"), "", Fraction(3333, 10000)),
    ],
)
def test_shares(value: Value, scale: str, share: Fraction) -> None:
    """A third that a spreadsheet worked out is a third; a third that a person rounded is what the person wrote."""
    assert read_share(one(value), scale) == share


@pytest.mark.parametrize("value", ["一半", "1/0", "1/3/4", "3成", "1:2", n("45294", "m/d/yyyy")])
def test_what_is_no_share(value: Value) -> None:
    """1/3 typed into a cell of General format becomes the third of January."""
    assert isinstance(read_share(one(value), ""), Fault)
