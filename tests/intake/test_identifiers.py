"""Identifiers: text to the last character; numbers only when their display is sure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmtool.intake import codes
from cmtool.intake.identifiers import read_id
from cmtool.intake.reading import Fault, Noted
from cmtool.model.problem import Code
from grids import Value, n, one


@pytest.mark.parametrize(
    ("value", "identifier"),
    [
        ("000123", "000123"),
        ("'000123", "000123"),
        (" ０００１２３ ", "000123"),
        ("JJ-2024/001", "JJ-2024/001"),
        ("张三", "张三"),
        ("6217000012345678901", "6217000012345678901"),
        ("1E005", "1E005"),
    ],
)
def test_text_is_kept(value: str, identifier: str) -> None:
    """Leading zeros and long numbers survive; only width, blanks at the ends and the apostrophe go."""
    assert read_id(one(value)) == identifier


@pytest.mark.parametrize(
    ("value", "identifier"),
    [
        (n("123", "000000"), "000123"),
        (n("123"), "123"),
        (n("123.0"), "123"),
        (n("123", "0"), "123"),
        (n("123", "0_ "), "123"),
        (n("7", '"M"000'), "M007"),
        (n("123456789012345", "0"), "123456789012345"),
    ],
)
def test_a_number_is_taken_as_it_is_shown_with_a_warning(value: Value, identifier: str) -> None:
    assert read_id(one(value)) == Noted(identifier, codes.ID_AS_NUMBER)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (n("6217000012345678"), codes.ID_UNSURE),
        (n("1.10101E+17", "0"), codes.ID_UNSURE),
        (n("123456789012"), codes.ID_UNSURE),
        (n("12.5"), codes.ID_UNSURE),
        (n("-12"), codes.ID_UNSURE),
        (n("1234", "#,##0"), codes.ID_UNSURE),
        (n("1234", "0.00"), codes.ID_UNSURE),
        (n("45473", "yyyy-mm-dd"), codes.WRONG_KIND),
        ("1.10101E+17", codes.ID_UNSURE),
        ("1.1e+17", codes.ID_UNSURE),
        ("123.0", codes.ID_UNSURE),
        ("制表人：张三", codes.ID_UNREADABLE),
        ("M001\u202e", codes.BIDI),
    ],
)
def test_what_is_never_an_identifier(value: Value, kind: Code) -> None:
    """General shows a twelve-digit number as 1.23457E+11; sixteen digits have lost the last ones."""
    fault = read_id(one(value))
    assert isinstance(fault, Fault)
    assert fault.kind is kind


@settings(deadline=None)
@given(st.from_regex(r"[0-9A-Z]{1,30}", fullmatch=True))
def test_any_code_of_digits_and_letters_reads_back(code: str) -> None:
    full_width = "".join(chr(ord(character) + 0xFEE0) for character in code)
    assert read_id(one(code)) == code
    assert read_id(one(full_width)) == code
