"""Money and rounding: whole fen in tables, exact fractions of a yuan above, half up once for a printed line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

FEN = 2  # decimals of a yuan

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿", "万亿")


def half_up(value: Fraction, places: int) -> Fraction:
    """Round to ``places`` decimals, ties away from zero (as a spreadsheet's ROUND); exact."""
    return Fraction(_units(value, places), 10**places)


def _units(value: Fraction, places: int) -> int:
    """The value half up in whole units of its last decimal."""
    number, base = value.numerator * 10**places, value.denominator
    size: int = (2 * abs(number) + base) // (2 * base)
    return -size if number < 0 else size


def yuan(fen: int) -> Fraction:
    """Yuan of whole fen."""
    return Fraction(int(fen), 100)


def fixed(value: Fraction, places: int = FEN, thousands: bool = False) -> str:
    """The value half up to ``places`` decimals as plain text: ``-60.00``, ``1,234.50`` with thousands."""
    units = _units(value, places)
    whole, rest = divmod(abs(units), 10**places)
    head = f"{whole:,d}" if thousands else f"{whole:d}"
    tail = f".{rest:0{places}d}" if places else ""
    return ("-" if units < 0 else "") + head + tail


def plain(value: Fraction) -> str:
    """The shortest exact decimal, or the fraction itself when no decimal is exact: ``0.8``, ``20``, ``1/3``."""
    rest, places = value.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return str(value)
    return fixed(value, places + max(twos, fives))


def grouped(value: Fraction) -> str:
    """The shortest exact decimal with thousands separators: ``5,000,000``, ``-1,234.5``."""
    whole, dot, rest = plain(abs(value)).partition(".")
    return ("-" if value < 0 else "") + (f"{int(whole):,d}" if whole.isdigit() else whole) + dot + rest


def parts(amount: Fraction, shares: Sequence[Fraction], places: int = FEN) -> tuple[Fraction, ...]:
    """Split one printed amount by shares: each half up, the last takes what remains, so they add up."""
    printed = half_up(amount, places)
    total = sum(shares, Fraction(0))
    if not shares or total == 0:
        return ()
    heads = [half_up(amount * share / total, places) for share in shares[:-1]]
    return (*heads, printed - sum(heads, Fraction(0)))


def capitals(value: Fraction) -> str:
    """A yuan amount in Chinese capital numerals (大写): 4,572.40 is 肆仟伍佰柒拾贰元肆角整."""
    fen = half_up(abs(value), FEN) * 100
    whole, cents = divmod(int(fen), 100)
    jiao, last = divmod(cents, 10)
    words = _whole(whole) + "元" if whole else ""
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif last and whole:
        words += "零"
    if last:
        words += _DIGITS[last] + "分"
    else:
        words = (words or "零元") + "整"
    return ("负" if value < 0 and fen else "") + words


def _whole(number: int) -> str:
    words, zero = "", False
    sections: list[int] = []
    while number:
        number, section = divmod(number, 10000)
        sections.append(section)
    for index in range(len(sections) - 1, -1, -1):
        section = sections[index]
        for place in range(3, -1, -1):
            digit = section // 10**place % 10
            if digit:
                words += ("零" if zero and words else "") + _DIGITS[digit] + _PLACES[place]
                zero = False
            else:
                zero = True
        words += _SECTIONS[index] if section else ""
        if section and section % 10:
            zero = False
    return words
