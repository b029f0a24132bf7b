"""Clients whose deposits were there at the end of last month and who are in no table now."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from cmtool.intake import codes
from cmtool.intake.before import Before
from cmtool.intake.draft import Draft
from cmtool.model.money import fixed, yuan
from cmtool.model.problem import Problem, Where, problem

_PART: Final = Fraction(1, 5)  # of last month's depositors; as many do not leave in one month
_MANY: Final = 3


def vanished_clients(draft: Draft, before: Before) -> Iterator[Problem]:
    """Each a warning; a fifth of last month's depositors, and three or more, one error: an outlet or a file is missing.

    Depositors are clients of a balance above zero. A note that is gone is the business of the rules: it is an error.
    """
    held = {client: fen for client, fen in before.deposits.items() if fen > 0}
    if not held or not (draft.whole("deposits") and draft.whole("loans")):
        return
    present = draft.known("deposits", "client") | draft.known("loans", "client")
    gone = sorted(set(held) - present)
    if not gone:
        return
    source = next(source for source in draft.book.sources if source.table == "deposits")
    where = Where(source.path, source.sheet)
    if len(gone) >= _MANY and len(gone) >= len(held) * _PART:
        values = {"all": len(held), "count": len(gone), "client": gone[0], "balance": _yuan(held[gone[0]])}
        yield problem(codes.CLIENTS_VANISHED, where, values, column="客户编号", found=str(len(gone)))
        return
    for client in gone:
        values = {"client": client, "balance": _yuan(held[client])}
        yield problem(codes.CLIENT_VANISHED, where, values, column="客户编号", key=client, found=client)


def _yuan(fen: int) -> str:
    return fixed(yuan(fen), thousands=True)
