"""Reading amounts: whole fen, exact; the column says in which unit they are written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from cmtool.intake import appearance, codes
from cmtool.intake.capitals import in_capitals
from cmtool.intake.numerals import decimal, spoken
from cmtool.intake.reading import Fault, fault
from cmtool.model.grid import Cell
from cmtool.model.text import phrase

FEN_IN: Final = {"元": 100, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}
_LARGEST: Final = 10**17  # fen; no branch has so much
_EXACT: Final = 10**15  # fen below which amount and fen have 15 significant digits at most
_HALF: Final = 0.45e-14  # of the last of 15 digits of 1, a little less than half
_ULP: Final = 2.3e-16  # what two roundings to a double may be off, relative
_SHORT: Final = {"万": "万元", "亿": "亿元"}


def read_money(cell: Cell, unit: str) -> int | Fault:
    """Fen of an amount written in ``unit``; more than two decimals of a yuan are a fault, never rounded.

    Capital numerals say 元 themselves, whatever the column's unit.
    """
    if cell.kind == "number":
        if appearance.is_date(cell.format) or appearance.is_percent(cell.format):
            kind = phrase("日期") if appearance.is_date(cell.format) else phrase("百分数")
            return fault(codes.WRONG_KIND, {"kind": kind, "wanted": phrase("金额")})
        shown = "元" if appearance.is_scaled(cell.format) else appearance.shown_unit(cell.format)
        if shown and _SHORT.get(shown, shown) != unit:
            return fault(codes.MIXED_UNIT, {"unit": shown, "column_unit": unit})
        value = decimal(cell.written)
        return fault(codes.MONEY_UNREADABLE) if value is None else _fen(value, unit)
    found = spoken(cell.written)
    if found is None and (amount := in_capitals(cell.written)) is not None:
        return _fen(amount / FEN_IN[unit] * FEN_IN["元"], unit)
    if found is None or found.unit in ("%", "‰"):
        return fault(codes.MONEY_UNREADABLE)
    own = _SHORT.get(found.unit, found.unit)
    if own and own != unit:
        return fault(codes.MIXED_UNIT, {"unit": found.unit, "column_unit": unit})
    return _fen(found.value, unit)


def _fen(value: Fraction | Decimal, unit: str) -> int | Fault:
    fen = value * FEN_IN[unit]
    whole = int(fen)
    if abs(whole) >= _LARGEST:
        return fault(codes.MONEY_UNREADABLE)
    return whole if whole == fen else fault(codes.MONEY_TOO_FINE, {"unit": unit})


def fen_of(
    amounts: npt.NDArray[np.float64], each: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Many amounts at once as ``read_money`` reads them: fen, and where they are sure; ``each`` are the fen of 1.

    Sure is an amount so close to whole fen that its first 15 digits are those of the whole fen, whatever the file
    writes behind them: closer than half the 15th digit, less what the doubles may be off.
    """
    fen = np.rint(amounts * each)
    nearest = fen / each
    off = np.abs(amounts - nearest)
    sure = (np.abs(fen) < _EXACT) & (off == 0)
    unsure = np.flatnonzero(~sure & (np.abs(fen) < _EXACT) & (fen != 0))
    if unsure.size:
        size = np.abs(nearest[unsure])
        digit = 10.0 ** np.floor(np.log10(size * (1 - 1e-13)))
        sure[unsure] = off[unsure] < _HALF * digit - _ULP * size
    return np.where(sure, fen, 0).astype(np.int64), sure
