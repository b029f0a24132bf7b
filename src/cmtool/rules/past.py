"""The past: what the last seal carries, completed by 期初 for months nobody sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from fractions import Fraction

from cmtool.model.book import Book
from cmtool.model.money import plain
from cmtool.model.month import Month
from cmtool.model.problem import Problem, problem
from cmtool.model.state import Lot, Past, State
from cmtool.model.text import Phrase, phrase
from cmtool.policy.policy import PAY, SCORE, Policy
from cmtool.rules import codes

_SPOKEN = {"得分": SCORE, "考核得分": SCORE, "月度得分": SCORE, "应发": PAY, "应发合计": PAY}
KEPT_MONTHS = 36


def with_opening(state: State, book: Book, policy: Policy) -> tuple[State, list[Problem]]:
    """The state with 期初 rows filled in; a row that contradicts a seal, or names nothing, is a problem."""
    problems: list[Problem] = []
    managers = {id_: Past(dict(past.figures), past.lots) for id_, past in state.managers.items()}
    names = names_by_word(policy)
    for row, values in enumerate(book["opening"].to_dict("records")):
        name = names.get(values["indicator"])
        where = book.where("opening", row, "indicator")
        if name is None:
            hint = close_to(values["indicator"], names)
            given = {"item": values["indicator"], "hint": hint}
            problems.append(problem(codes.OPENING_UNKNOWN, where, given, found=values["indicator"]))
            continue
        past = managers.get(values["manager"], Past())
        month, value = values["period"].last, values["value"]
        if name in policy.hold:
            if state.sealed_until is None or month > state.sealed_until:
                lot = Lot(name, month, value, value)
                managers[values["manager"]] = replace(past, lots=(*past.lots, lot))
            continue
        sealed = past.figure(name, month)
        if past.recorded(name, month) and sealed != value:
            given = {
                "period": str(values["period"]),
                "item": values["indicator"],
                "value": plain(value),
                "sealed": "—" if sealed is None else plain(sealed),
            }
            cell = book.where("opening", row, "value")
            problems.append(problem(codes.OPENING_DIFFERS, cell, given, column="数值", found=plain(value)))
            continue
        figures = {**past.figures, month: {**past.figures.get(month, {}), name: value}}
        managers[values["manager"]] = replace(past, figures=figures)
    return replace(state, managers=managers), problems


def names_by_word(policy: Policy) -> Mapping[str, str]:
    """Every word by which a person may name a figure, line, group or hold → its name; a line beats its figure."""
    words: dict[str, str] = {}
    for part in (policy.figure, policy.line, policy.group, policy.hold):
        words |= {str(term.label): name for name, term in part.items()}
    return words | _SPOKEN | {name: name for name in policy.names}


def close_to(word: str, names: Mapping[str, str]) -> Phrase | str:
    close = get_close_matches(word, list(names), 1, 0.5)
    return phrase("，是不是“{close}”？", close=close[0]) if close else ""


def remembered(
    past: Past, month: Month, figures: Mapping[str, Fraction | None], lots: tuple[Lot, ...]
) -> Past:
    """The past as the next month will see it: this month's figures added, months too old to be asked for dropped."""
    kept = {when: known for when, known in past.figures.items() if when > month.plus(-KEPT_MONTHS)}
    return Past({**kept, month: dict(figures)}, lots)
