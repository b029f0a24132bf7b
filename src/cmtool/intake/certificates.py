"""Certificate numbers that prove themselves: national ids (GB 11643) and unified social credit codes (GB 32100)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from operator import mul
from typing import Final, Literal

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding
from cmtool.model.problem import masked

Paper = Literal["citizen", "credit", ""]

_CITIZEN = re.compile(r"[0-9]{17}[0-9Xx]")
_OLD_CITIZEN = re.compile(r"[0-9]{15}")
_CREDIT_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
_CREDIT = re.compile(rf"[{_CREDIT_SIGNS}]{{18}}")
_TYPES: Final[tuple[tuple[str, Paper], ...]] = (
    ("身份证", "citizen"),
    ("信用代码", "credit"),
)
_MOD_11: Final = "10X98765432"
_CITIZEN_WEIGHTS: Final = tuple(2 ** (17 - place) % 11 for place in range(17))
_CREDIT_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))
_REGIONS: Final = frozenset(
    {
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 66),
        71,
        81,
        82,
        83,
    }
)
EXAMPLE_REGION: Final = "99"  # no place on earth: stands in examples, so that no number is a real person's


def certificates(draft: Draft) -> Iterator[Finding]:
    """National ids and credit codes of clients whose check sign, length or birthday is wrong; unknown regions warn.

    证件类型 says which it is; where it is blank the form does, and a form that fits neither is left alone, as are
    passports and other papers.
    """
    if "clients" not in draft.book:
        return
    kinds = draft.values("clients", "certificate_type")
    for row, number in enumerate(draft.values("clients", "certificate")):
        if not number:
            continue
        paper = paper_of(number, kinds[row])
        if paper:
            yield from _checked(draft, row, number, paper, kinds[row])


def paper_of(number: str, kind: str) -> Paper:
    """What a number is, by its 证件类型, else by its form: 18 digits may be both, and are what they check as."""
    for word, paper in _TYPES:
        if word in kind:
            return paper
    if kind:
        return ""
    credit = _CREDIT.fullmatch(number) is not None and credit_sign(number[:17]) == number[17]
    if _CITIZEN.fullmatch(number):
        return "credit" if credit and citizen_sign(number[:17]) != number[17].upper() else "citizen"
    return "credit" if _CREDIT.fullmatch(number) and not number.isalpha() else ""


def _checked(draft: Draft, row: int, number: str, paper: Paper, kind: str) -> Iterator[Finding]:
    form, wanted = (_CITIZEN, "18") if paper == "citizen" else (_CREDIT, "18")
    values: dict[str, object] = {"found": masked(number)}
    if paper == "citizen" and _OLD_CITIZEN.fullmatch(number):
        if not _is_day(f"19{number[6:12]}"):
            yield draft.finding(codes.NO_BIRTHDAY, "clients", row, "certificate", values)
        return
    if not form.fullmatch(number):
        values |= {"length": len(number), "type": kind, "wanted": wanted}
        wrong = codes.CERTIFICATE_LENGTH if len(number) != 18 else codes.CHECK_DIGIT
        yield draft.finding(wrong, "clients", row, "certificate", values)
        return
    sign = citizen_sign(number[:17]) if paper == "citizen" else credit_sign(number[:17])
    if sign != number[17].upper():
        yield draft.finding(codes.CHECK_DIGIT, "clients", row, "certificate", values)
    elif paper == "citizen" and not _is_day(number[6:14]):
        yield draft.finding(codes.NO_BIRTHDAY, "clients", row, "certificate", values)
    else:
        region = number[:2] if paper == "citizen" else number[2:4]
        if region != EXAMPLE_REGION and int(region if region.isdigit() else 0) not in _REGIONS:
            yield draft.finding(
                codes.UNKNOWN_REGION, "clients", row, "certificate", values | {"region": region}
            )


def citizen_sign(first: str) -> str:
    """The 18th sign of a national id from its first 17 digits (GB 11643, mod 11-2)."""
    return _MOD_11[sum(map(mul, map(int, first), _CITIZEN_WEIGHTS)) % 11]


def credit_sign(first: str) -> str:
    """The 18th sign of a unified social credit code from its first 17 (GB 32100, mod 31)."""
    total = sum(map(mul, map(_CREDIT_SIGNS.index, first), _CREDIT_WEIGHTS))
    return _CREDIT_SIGNS[-total % 31]


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True
