"""Personal numbers in messages."""

from __future__ import annotations

import pytest

from cmtool.model.privacy import guarded
from cmtool.model.problem import Code, Where, problem
from cmtool.model.text import phrase

_KIND = Code("E160", "{found}{near}", "")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("110101199001011237", "110101********1237"),
        ("客户 11010119900101123x，", "客户 110101********123x，"),
        ("110101 19900101 1237", "110101********1237"),
        ("110101-19900101-1237", "110101********1237"),
        ("１１０１０１１９９００１０１１２３７", "１１０１０１********１２３７"),
        ("110101900101123", "110101*****1123"),
        ("M001 13812345678", "M001 138****5678"),
        ("138-1234-5678", "138****5678"),
        ("138 1234 5678", "138****5678"),
        ("合计 6217001234567890123", "合计 ***************0123"),
        ("6217 0012 3456 7890 123", "***************0123"),
    ],
)
def test_personal_numbers_are_masked_however_they_are_written(said: str, shown: str) -> None:
    """Id numbers, phones and cards show their ends only, also full-width, spaced or with dashes."""
    assert guarded(said).translate({ord("０") + n: str(n) for n in range(10)}) == shown.translate(
        {ord("０") + n: str(n) for n in range(10)}
    )


@pytest.mark.parametrize(
    "said",
    [
        "M001",
        "20240617",
        "00000123",
        "借据 801100202406170001",
        "80110020240001",
        "2024-06-03 2024-06-05",
        "M156 20240605",
        "138,123,456.78",
        "110101202413991237",  # no such month
        "贷款台账.xlsx!6月!F318",
    ],
)
def test_ordinary_keys_dates_and_amounts_stay_readable(said: str) -> None:
    """What a person has to look up stays as it is."""
    assert guarded(said) == said


def test_every_text_of_a_problem_is_guarded() -> None:
    """Values (those within phrases too), key and found; a proposal that is personal is left out."""
    number = "13812345678"
    found = problem(
        _KIND,
        Where("a.xlsx"),
        {"found": number, "near": phrase("（是否想写“{word}”？）", word=number)},
        key=number,
        found=number,
        proposal=number,
    )
    assert str(found.sentence) == "138****5678（是否想写“138****5678”？）"
    assert (found.key, found.found, found.proposal) == ("138****5678", "138****5678", "")


def test_an_ordinary_proposal_stays() -> None:
    """What can be taken over is offered."""
    assert problem(_KIND, Where("a.xlsx"), proposal="M001").proposal == "M001"
