"""Personal numbers in messages: told from ordinary keys by their shape, and their middle hidden."""

from __future__ import annotations

import re

_FOLDED = {
    **{ord("０") + digit: str(digit) for digit in range(10)},
    ord("Ｘ"): "X",
    ord("ｘ"): "x",
    **dict.fromkeys(map(ord, "‐‑‒–—−－"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u3000"), " "),
}
"""Full-width digits, dashes and blanks as plain ones: a sign for a sign, so that places stay."""

_PLACE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{4}"  # 省、自治区、直辖市
_DAY = r"(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12][0-9]|3[01])"
_ID = rf"{_PLACE}[ -]?(?:18|19|20)[0-9]{{2}}[ -]?{_DAY}[ -]?[0-9]{{3}}[0-9Xx]"
_OLD_ID = rf"{_PLACE}[ -]?[0-9]{{2}}[ -]?{_DAY}[ -]?[0-9]{{3}}"
_CARD = r"62[0-9]{14,17}|[0-9]{4}(?P<gap>[ -])(?:[0-9]{4}(?P=gap)){2,3}[0-9]{1,4}"
_PHONE = r"1[3-9][0-9]{9}|(?<![A-Za-z])1[3-9][0-9](?:-[0-9]{8}|(?P<sign>[ -])[0-9]{4}(?P=sign)[0-9]{4})"
_SHORTEST = 11  # signs of a phone number, the shortest of them
_PERSONAL = re.compile(rf"(?<![0-9])(?:{_ID}|{_OLD_ID}|{_CARD}|{_PHONE})(?![0-9])")


def masked(number: str) -> str:
    """An id number, phone or account with its middle hidden: 6+4 of an id, 3+4 of a phone, else the last 4."""
    text = number.strip()
    if len(text) <= 4:
        return text
    head = 6 if len(text) in (15, 18) else 3 if len(text) == 11 else 0
    return text[:head] + "*" * (len(text) - head - 4) + text[-4:]


def guarded(text: str) -> str:
    """The text with every personal number in it masked, whatever its width, blanks or dashes.

    Personal by shape: 18 or 15 signs that begin with a province and hold a day of birth in its place (身份证号), 11 digits from 13 to 19 (手机号),
    16 to 19 digits from 62 or in groups of four (卡号、账号). 工号, 客户编号, 借据号 and dates stay as they are, long ones
    too: a person has to look them up. An account of another shape is masked where its field is known.
    """
    if len(text) < _SHORTEST:
        return text
    plain = text.translate(_FOLDED)
    parts, end = [], 0
    for found in _PERSONAL.finditer(plain):
        parts += [text[end : found.start()], masked(re.sub("[ -]", "", found[0]))]
        end = found.end()
    return "".join((*parts, text[end:])) if parts else text
