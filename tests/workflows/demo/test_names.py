"""Numbers of people who do not exist: right check characters, a region that is none."""

from __future__ import annotations

from datetime import date

from cmtool.workflows.demo import names


def test_check_digit_of_the_standard() -> None:
    """GB 11643's own example: 11010519491231002 has the check character X."""
    assert names.citizen_check("11010519491231002") == "X"


def test_check_character_of_a_credit_code() -> None:
    """The widely published sample 91350100M000100Y43 ends in 3."""
    assert names.credit_check("91350100M000100Y4") == "3"


def test_citizen_number_has_the_birthday_and_no_place() -> None:
    """Region 999999, the birthday, a three-digit serial, then the check: 18 characters.

    By hand: digits 9×6, 19800101, 001 times the weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2:
    9×(7+9+10+5+8+4)=387, 1×2=2, 9×1=9, 8×6=48, then 1×9 (the month's 1) and 1×5 (the day's 1) and 1×2 (serial): the
    digits after 198 are 0 0 1 0 1 0 0 1 on weights 3 7 9 10 5 8 4 2, so 9+5+2 = 16; 387+2+9+48+16 = 462, modulo 11 is 0,
    whose check character is 1.
    """
    assert names.citizen("999999", date(1980, 1, 1), 1) == "999999198001010011"


def test_credit_code_is_eighteen_long_in_a_region_that_is_none() -> None:
    """91, the region, nine signs of the body, one check character."""
    code = names.credit_code(42)
    assert (len(code), code[:8], code[8:17]) == (18, "91999999", "000000042")


def test_phone_is_no_mobile_number() -> None:
    """Mainland mobile numbers begin 13 to 19; ours with 10."""
    assert names.phone(12) == "10000000012"
