"""Every number of a policy is found, can be set anew in its text, and is compared by what it is worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal

import pytest
from pydantic import BaseModel

from books import EXAMPLE
from cmtool.model.expression import Num
from cmtool.policy.difference import ABSENT, Difference, differences
from cmtool.policy.examples import Figures
from cmtool.policy.numbers import Number, numbers, numbers_within
from cmtool.policy.places import places
from cmtool.policy.policy import Policy
from cmtool.policy.reading import Reading, read_bytes
from cmtool.policy.renumbered import as_typed, in_toml, rewritten
from cmtool.policy.vocabulary import KEYS

TEXT = EXAMPLE.read_text(encoding="utf-8").partition("\n[[example]]")[0]  # its rules alone
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
        ("0.3‰", "0.3‰", '"0.3‰"'),
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


def models(model: type[BaseModel], seen: dict[type[BaseModel], None]) -> dict[type[BaseModel], None]:
    """Every class of terms that a policy is made of: every kind of every union among them."""
    if model not in seen:
        seen[model] = None
        for field in model.model_fields.values():
            for inner in inside(field.annotation):
                if isinstance(inner, type) and issubclass(inner, BaseModel):
                    models(inner, seen)
    return seen


def inside(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from inside(part)


def numeric(annotation: Any) -> tuple[object, object] | None:
    """What to write for a field that takes numbers, and what the policy then holds; None for any other field."""
    origin = getattr(annotation, "__origin__", None)
    if origin is Literal:
        return None
    if annotation in (Fraction, int):
        return 5, annotation(5)
    if annotation is Num:
        return 5, Num(Fraction(5))
    args = [part for part in getattr(annotation, "__args__", ()) if part is not Ellipsis]
    parts = [found for part in args if (found := numeric(part)) is not None]
    if origin is tuple:
        return ([parts[0][0]], (parts[0][1],)) if parts else None
    if origin is dict:
        value = numeric(args[1])
        return ({"名": value[0]}, {"名": value[1]}) if value else None
    return parts[0] if parts else None


FIELDS = [
    (model, name)
    for model in models(Policy, {})
    for name, field in model.model_fields.items()
    if numeric(field.annotation) is not None and not issubclass(model, Figures) and name != "schema_version"
]


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=lambda part: getattr(part, "__name__", part))
def test_a_number_in_any_kind_of_term_is_found(model: type[BaseModel], name: str) -> None:
    """Whatever kinds the language has or gets: where a term takes a number, it is one of the policy's numbers."""
    field = model.model_fields[name]
    given = numeric(field.annotation)
    assert given is not None
    written, held = given
    made: dict[str, Any] = {name: held}
    term = model.model_construct(**made)
    found = list(numbers_within({field.alias or name: written}, term, ()))
    assert [one.value for one in found] == [Fraction(5)]


def test_every_key_of_a_number_has_its_word() -> None:
    """A yellow cell is named in Chinese: a new key of the language needs a word in the reports' list."""
    keys = {model.model_fields[name].alias or name for model, name in FIELDS}
    assert sorted(keys - set(KEYS)) == []
