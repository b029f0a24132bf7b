"""What is paid out of a month's pay, as a figure like the others: made from the pay and its holds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from cmtool.model.money import fixed
from cmtool.model.text import NOTHING, Phrase
from cmtool.policy.policy import PAY
from cmtool.reports.statement_payable import payable_of
from cmtool.rules.appraisal import ManagerResult, Working
from cmtool.rules.deductions import LIMIT

PAYABLE: Final = "payable"


def with_payable(result: ManagerResult) -> ManagerResult:
    """With 本期应兑现 among the workings: gross less what is withheld, plus what is released and what the law puts off."""
    known = result.workings
    parts = [(False, PAY, result.gross)]
    parts += [(True, hold.id, hold.held) for hold in result.holds if hold.held]
    parts += [(False, f"{hold.id}.released", hold.released) for hold in result.holds if hold.released]
    parts += [(False, LIMIT, result.limit)] if result.limit else []
    said = [
        (minus, f"{known[name].label} {fixed(value or Fraction(0), 2, True)}") for minus, name, value in parts
    ]
    way = said[0][1] + "".join(f" {'−' if minus else '+'} {words}" for minus, words in said[1:])
    why = Phrase("{way}", (("way", way),)) if result.payable is not None else NOTHING
    payable = Working(PAYABLE, "本期应兑现", "元", result.payable, why, payable_of(result))
    return replace(result, workings={PAYABLE: payable, **known})
