"""Every number of a policy is found, can be set anew in its text, and is compared by what it is worth."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from books import EXAMPLE
from cmtool.policy.difference import ABSENT, Difference, differences
from cmtool.policy.numbers import Number, numbers
from cmtool.policy.places import places
from cmtool.policy.reading import Reading, read_bytes
from cmtool.policy.renumbered import as_typed, in_toml, rewritten

TEXT = EXAMPLE.read_text(encoding="utf-8")
_STRINGS_AND_COMMENTS = re.compile(r'"[^"\n]*"|#[^\n]*')
_BARE = re.compile(r"(?<![\w.-])-?[0-9]+(?:\.[0-9]+)?(?![\w.-])")
_RATE = re.compile(r'"-?[0-9.]+%"|"none"')


def read(text: str) -> Reading:
    found = read_bytes(text.encode(), "policy/2024-01.toml")
    assert found.policy is not None, found.problems
    return found


def found_in(text: str) -> tuple[Number, ...]:
    reading = read(text)
    assert reading.policy is not None
    return numbers(reading.written, reading.policy)


def test_every_number_in_the_text_is_found() -> None:
    """Counted in the text itself: bare numbers (but the schema's), percentages and "none" outside strings and comments."""
    without_comments = re.sub(r"(?m)#[^\n\"]*$", "", TEXT)
    bare = len(_BARE.findall(_STRINGS_AND_COMMENTS.sub('""', without_comments))) - 1
    rates = len(_RATE.findall(without_comments))
    assert len(found_in(TEXT)) == bare + rates


def test_a_number_is_as_it_is_written() -> None:
    """Spelling, value, and what else may stand there."""
    known = {number.path: number for number in found_in(TEXT)}
    assert known["line", "collection_line", "target", "value"].spelled == "98%"
    assert known["line", "collection_line", "target", "value"].value == Fraction(98, 100)
    assert known["ladder", "entry", 0, "running"].whole
    assert known["line", "collection_line", "curve", "cap"].value is None
    assert known["line", "deposit_average_line", "curve", "cap"].bound
    assert not known["line", "deposit_average_line", "weight"].bound


def test_names_and_texts_that_look_like_numbers_are_none() -> None:
    """A label, a selection and a figure's name stay out."""
    text = TEXT.replace('label = "员工总数"', 'label = "12"').replace('items = ["违规"]', 'items = ["3"]')
    assert [number.path for number in found_in(text)] == [number.path for number in found_in(TEXT)]


def test_the_short_form_of_a_target_is_a_number() -> None:
    """``target = "98%"`` stands for a table with a value."""
    text = TEXT.replace('{ indicator = "到期收回率", value = "98%" }', '"98%"')
    assert ("line", "collection_line", "target") in {number.path for number in found_in(text)}


def test_numbers_set_anew_leave_all_else_as_it_was() -> None:
    """Only the characters of the values differ; comments, order and line ends stay."""
    paths = [
        ("line", "deposit_average_line", "weight"),
        ("hold", "retention", "curve", "brackets", 0, "rate"),
    ]
    text = rewritten(TEXT, {paths[0]: "30", paths[1]: '"12.5%"'})
    old, new = places(TEXT), places(text)
    assert text[new[paths[0]].start : new[paths[0]].end] == "30"
    assert text == TEXT.replace("weight = 25", "weight = 30").replace(
        'upto = 1000, rate = "10%"', 'upto = 1000, rate = "12.5%"'
    )
    assert old.keys() == new.keys()


@pytest.mark.parametrize(
    ("typed", "spelled", "toml"),
    [
        ("98%", "98%", '"98%"'),
        ("0.5", "0.5", "0.5"),
        ("1/3", "1/3", '"1/3"'),
        ("２５", "25", "25"),
        ("700,000", "700000", "700000"),
        ("-2.50", "-2.50", "-2.50"),
        (".5", "0.5", "0.5"),
        ("007", "7", "7"),
        ("５０ ％", "50%", '"50%"'),
        ("无", "none", '"none"'),
        ("不封顶", "none", '"none"'),
    ],
)
def test_a_number_is_written_as_it_was_typed(typed: str, spelled: str, toml: str) -> None:
    assert as_typed(typed) == spelled
    assert in_toml(spelled) == toml


@pytest.mark.parametrize(
    "typed", ["", "abc", "1e5", "25,00", "1/0", "nan", "=1+1", "3 月", "1.2.3", "12345678901234567"]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert as_typed(typed) is None


def test_differences_are_of_worth_not_of_spelling() -> None:
    """98% is 0.98; grades are matched by name, their order counts; keys that only one has are told."""
    before = {
        "a": "98%",
        "b": 1,
        "grades": [{"name": "甲", "x": 1}, {"name": "乙", "x": 2}],
        "gone": {"y": 1},
    }
    after = {"a": "0.98", "b": 2, "grades": [{"name": "乙", "x": 3}, {"name": "甲", "x": 1}], "new": True}
    assert list(differences(before, after)) == [
        Difference(("b",), 1, 2),
        Difference(("grades", "order"), ["甲", "乙"], ["乙", "甲"]),
        Difference(("grades", "乙", "x"), 2, 3),
        Difference(("gone",), {"y": 1}, ABSENT),
        Difference(("new",), ABSENT, True),
    ]


def test_true_is_not_one() -> None:
    assert [one.path for one in differences({"a": True}, {"a": 1})] == [("a",)]
