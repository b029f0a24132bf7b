"""This month held against the months before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding, rows_where
from cmtool.model.money import fixed, yuan
from cmtool.model.problem import Code

_WAN: Final = 10_000
_JUMP: Final = 10
_COLLECTED: Final = "collected_principal"
_LOST_ZEROS: Final = (10, 100, 1000)


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of other months.

    ``elsewhere`` are files of their inboxes, sha256 in hex → path; ``open_notes`` the notes open at the end of the month
    before, 借据号 → 余额 in fen, and ``deposits`` what each client then had, 客户编号 → fen; both are empty unless that
    month is sealed.
    """

    elsewhere: Mapping[str, str] = field(default_factory=dict)
    open_notes: Mapping[str, int] = field(default_factory=dict)
    deposits: Mapping[str, int] = field(default_factory=dict)


def since_last_month(draft: Draft, before: Before) -> Iterator[Finding]:
    """Loan balances against the month before: as sealed, else as 上月余额 says.

    Exactly ten thousand times more or less is 元 for 万元, an error. Ten times more, or a zero less that was not
    collected, is a warning; so is a 上月余额 that is not the sealed one.
    """
    if "loans" not in draft.book:
        return
    loans = draft.book["loans"]
    sealed = loans["note"].map(before.open_notes).astype("Int64")
    given = loans["last_balance"]
    last = sealed.fillna(given)
    for row in rows_where(_leaps(loans["balance"], last).to_numpy(dtype=bool, na_value=False)):
        now, was, collected = (
            _whole(column.iloc[row]) for column in (loans["balance"], last, loans[_COLLECTED])
        )
        kind = _leap(now or 0, was or 0, collected)
        if kind is not None:
            yield draft.finding(kind, "loans", row, "balance", _words(loans["note"].iloc[row], now, was))
    for row in rows_where(((given != sealed) & (sealed > 0)).to_numpy(dtype=bool, na_value=False)):
        found = {"note": loans["note"].iloc[row], "found": _yuan(given.iloc[row])}
        found["before"] = _yuan(sealed.iloc[row])
        yield draft.finding(codes.LAST_DIFFERS, "loans", row, "last_balance", found)


def _leaps(now: pd.Series, last: pd.Series) -> pd.Series:
    """Rows that are worth a closer look."""
    return (last > 0) & ((now >= last * _JUMP) | ((now > 0) & (now * _JUMP <= last)))


def _words(note: str, now: int | None, was: int | None) -> dict[str, object]:
    return {"note": note, "now": _yuan(now), "before": _yuan(was)}


def _leap(now: int, last: int, collected: int | None) -> Code | None:
    if now == last * _WAN or now * _WAN == last:
        return codes.SCALE_SLIP
    if now >= last * _JUMP:
        return codes.JUMP
    lost = any(now * zeros == last for zeros in _LOST_ZEROS)
    return codes.JUMP if lost and collected != last - now else None


def _whole(value: Any) -> int | None:
    """A frame's money as an int, None for a blank."""
    return None if value is pd.NA else int(value)


def _yuan(fen: Any) -> str:
    return fixed(yuan(int(fen)), thousands=True)
