"""One row of decisions by itself: result, grade, day and reason belong together, and another mind says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmtool.model.decision import OUTCOMES
from cmtool.model.problem import Code, Problem, problem
from cmtool.model.text import did_you_mean
from cmtool.policy.ladder import Ladder
from cmtool.reports.words import CHANGE, DASH
from cmtool.rules.appointments import MOVED
from cmtool.rules.proposal import Change
from cmtool.workflows.review import codes
from cmtool.workflows.review.decided import Sheet, Typed

_CHANGES: Mapping[str, Change] = {said: change for change, said in CHANGE.items()}


def unsound(ladder: Ladder, sheet: Sheet, row: Typed) -> Iterator[Problem]:
    """What does not fit in a row on which something was decided; asks nothing but the row and its ladder."""
    assert row.outcome is not None, "asked only of rows that were decided"
    if row.grade and not ladder.has(row.grade):
        known = {"known": "、".join(ladder.order), "hint": did_you_mean(row.grade, list(ladder.order))}
        yield at(sheet, row, "决定等级", codes.NOT_GRADE, found=row.grade, **known)
        return
    moves = row.outcome in ("rise", "fall")
    if moves and not row.grade:
        yield at(sheet, row, "决定等级", codes.NO_GRADE, outcome=OUTCOMES[row.outcome])
        return
    if not _is_step(ladder, row):
        told = {
            "outcome": OUTCOMES[row.outcome],
            "grade": row.grade or DASH,
            "own": row.printed["现等级"],
        }
        yield at(sheet, row, "决定等级", codes.OUTCOME_GRADE, **told)
    advised = _CHANGES.get(row.printed["建议"])
    by_rule = ladder.automatic and advised in MOVED and row.outcome in ("keep", "deferred")
    if row.since is None and (moves or by_rule):
        yield at(sheet, row, "生效日", codes.NO_SINCE)
    as_advised = row.outcome == advised and (not moves or row.grade == row.printed["建议等级"])
    if not as_advised and not row.reason:
        told = {"name": row.printed["姓名"], "advice": row.printed["建议"]}
        yield at(sheet, row, "理由", codes.NO_REASON, **told)


def at(sheet: Sheet, row: Typed, head: str, code: Code, /, **values: object) -> Problem:
    """A problem at a cell of the row."""
    return problem(code, sheet.where(head, row.line), values, column=head, key=row.manager)


def _is_step(ladder: Ladder, row: Typed) -> bool:
    """Whether a grade that was typed lies where the result says: above the own one, below it, the same, or none."""
    step = ladder.place(row.grade) - ladder.place(row.printed["现等级"]) if row.grade else 0
    match row.outcome:
        case "rise":
            return step > 0
        case "fall":
            return step < 0
        case "exit":
            return not row.grade
        case _:
            return step == 0
