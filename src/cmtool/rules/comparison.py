"""Against last month: how a manager's score moved, and which lines moved it most."""

from __future__ import annotations

from fractions import Fraction

from cmtool.model.money import fixed
from cmtool.model.month import Month
from cmtool.model.state import Past
from cmtool.model.text import Phrase, phrase
from cmtool.policy.policy import SCORE
from cmtool.rules.appraisal import LineResult

CAUSES = 3


def changes(
    score: Fraction | None, lines: tuple[LineResult, ...], past: Past, month: Month
) -> tuple[Phrase, ...]:
    """The difference in score, then the lines that moved most; a single sentence when nothing is recorded."""
    before = past.figure(SCORE, month.previous)
    if not past.recorded(SCORE, month.previous):
        return (phrase("无上月数据"),)
    if before is None or score is None:
        return (phrase("上月或本月未评定，不作比较"),)
    moved = [
        (line, line.value - last)
        for line in lines
        if line.value is not None and (last := _before(line, past, month)) is not None
    ]
    causes = sorted((pair for pair in moved if pair[1]), key=lambda pair: -abs(pair[1]))[:CAUSES]
    head = phrase("得分比上月 {difference}", difference=_signed(score - before))
    return (
        head,
        *(phrase("{label} {difference}", label=line.label, difference=_signed(gap)) for line, gap in causes),
    )


def _before(line: LineResult, past: Past, month: Month) -> Fraction | None:
    """What a line was last month; a step that did not act then was 0."""
    last = past.figure(line.id, month.previous)
    return Fraction(0) if line.step and last is None else last


def _signed(value: Fraction) -> str:
    return ("+" if value > 0 else "") + fixed(value)
