"""Certificate numbers whose check sign, birthday, length or region is wrong."""

from __future__ import annotations

import pytest

from cmtool.intake.certificates import citizen_sign, credit_sign
from grids import found, grid, taken

HEADERS = ("客户编号", "客户名称", "证件类型", "证件号码")


def codes(number: str, kind: str = "") -> list[str]:
    return found(taken(grid(HEADERS, ("K1", "甲", kind, number))))


def test_the_standards_own_examples() -> None:
    """11010519491231002X and 91350100M000100Y43 are the examples that the two standards work through."""
    assert citizen_sign("11010519491231002") == "X"
    assert credit_sign("91350100M000100Y4") == "3"


@pytest.mark.parametrize("kind", ["", "身份证", "居民身份证"])
@pytest.mark.parametrize("number", ["11010519491231002X", "11010519491231002x", "999999198001010011"])
def test_right_national_ids(number: str, kind: str) -> None:
    """Region 99 is nobody's: it stands in examples."""
    assert codes(number, kind) == []


def test_a_wrong_sign_is_an_error_of_its_cell() -> None:
    assert codes("110105194912310021") == ["E200 D2"]
    assert codes("110105194912310021", "身份证") == ["E200 D2"]
    assert codes("91350100M000100Y44") == ["E200 D2"]
    assert codes("91350100M000100Y44", "统一社会信用代码") == ["E200 D2"]


def test_a_birthday_that_never_was() -> None:
    """30 February; in the 15-digit numbers of old the year has two digits and there is no check sign."""
    first = "11010519490230002"
    assert codes(first + citizen_sign(first)) == ["E201 D2"]
    assert codes("110105490230002", "身份证") == ["E201 D2"]
    assert codes("110105491231002", "身份证") == []


def test_an_unknown_region_is_a_warning_only() -> None:
    first = "10010519491231002"
    intake = taken(grid(HEADERS, ("K1", "甲", "身份证", first + citizen_sign(first))))
    assert found(intake) == ["W200 D2"]
    assert len(intake.book["clients"]) == 1


@pytest.mark.parametrize("number", ["1101051949123100", "1101051949123100211"])
def test_a_national_id_of_another_length(number: str) -> None:
    assert codes(number, "身份证") == ["E202 D2"]


@pytest.mark.parametrize(
    ("number", "kind"),
    [("E12345678", "护照"), ("110105194912310021", "户口簿"), ("E12345678", ""), ("", "身份证")],
)
def test_other_papers_are_left_alone(number: str, kind: str) -> None:
    assert codes(number, kind) == []


def test_eighteen_digits_may_be_a_credit_code() -> None:
    """Public bodies' codes may be digits only; without a 证件类型 it is what it checks as."""
    first = next(
        f"1211000040{serial:07d}"
        for serial in range(100)
        if credit_sign(f"1211000040{serial:07d}").isdigit()
        and citizen_sign(f"1211000040{serial:07d}") != credit_sign(f"1211000040{serial:07d}")
    )
    assert codes(first + credit_sign(first)) == []


def test_the_number_is_masked() -> None:
    (problem,) = taken(grid(HEADERS, ("K1", "甲", "", "110105194912310021"))).problems
    assert "110105194912310021" not in str(problem.sentence)
    assert problem.found == "110105********0021"
