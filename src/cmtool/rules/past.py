"""The past: what the last seal carries, completed by 期初 for months nobody sealed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from cmtool.model.book import Book
from cmtool.model.money import plain
from cmtool.model.month import Month
from cmtool.model.problem import Code, Problem, problem
from cmtool.model.state import Lot, Past, State
from cmtool.model.text import did_you_mean
from cmtool.policy.policy import PAY, SCORE, Policy
from cmtool.policy.tax import YEAR_SUMS
from cmtool.rules import codes
from cmtool.rules.ladders import advised
from cmtool.rules.proposal import Proposal

_SPOKEN = {"得分": SCORE, "考核得分": SCORE, "月度得分": SCORE, "应发": PAY, "应发合计": PAY}
KEPT_MONTHS = 36


def with_opening(state: State, book: Book, policy: Policy) -> tuple[State, list[Problem]]:
    """The state with 期初 rows filled in; a row that contradicts a seal, or names nothing, is a problem."""
    problems: list[Problem] = []
    managers = {id_: replace(past, figures=dict(past.figures)) for id_, past in state.managers.items()}
    words = names_by_word(policy)
    recalled = policy.recalled()
    for row, values in enumerate(book["opening"].to_dict("records")):
        names = words.get(values["indicator"], ())
        names = tuple(name for name in names if name in recalled) if len(names) > 1 else names
        where = book.where("opening", row, "indicator")
        if len(names) != 1:
            found = ambiguous(values["indicator"], names, words, codes.OPENING_UNKNOWN)
            problems.append(problem(found[0], where, found[1], found=values["indicator"]))
            continue
        name = policy.month_name(names[0])
        past = managers.get(values["manager"], Past())
        month, value = values["period"].last, values["value"]
        covered = state.sealed_until is not None and month <= state.sealed_until
        if name in policy.hold and month >= book.month:
            continue  # what is held from this month on is not an opening balance yet
        if name in policy.hold and not covered:
            lot = Lot(name, month, value, value)
            managers[values["manager"]] = replace(past, lots=(*past.lots, lot))
            continue
        sealed = past.figure(name, month)
        if name in policy.hold:
            held = [lot.amount for lot in past.lots if lot.hold == name and lot.month == month]
            sealed = sum(held, Fraction(0)) if held else None
        if (name in policy.hold or past.recorded(name, month)) and sealed != value:
            given = {
                "period": str(values["period"]),
                "item": values["indicator"],
                "value": plain(value),
                "sealed": "—" if sealed is None else plain(sealed),
            }
            cell = book.where("opening", row, "value")
            problems.append(problem(codes.OPENING_DIFFERS, cell, given, column="数值", found=plain(value)))
            continue
        if name in policy.hold:
            continue
        figures = {**past.figures, month: {**past.figures.get(month, {}), name: value}}
        managers[values["manager"]] = replace(past, figures=figures)
    return replace(state, managers=managers), problems


def names_by_word(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """Every word by which a person may name a figure, line, group, hold or carried amount → what it may mean."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for part in (policy.figure, policy.line, policy.group, policy.hold):
        for name, term in part.items():
            words[str(term.label)].append(name)
    for name in policy.carrying():
        words[policy.label(name)].append(name)
        words[name].append(name)
    spoken = {word: (name,) for word, name in _SPOKEN.items() if word not in words}
    own = {name: (name,) for name in policy.names}
    return {word: tuple(names) for word, names in words.items()} | spoken | own | _sums(policy)


def _sums(policy: Policy) -> dict[str, tuple[str, ...]]:
    """The words under which 期初 gives what later months need beside the policy's own names."""
    found: dict[str, tuple[str, ...]] = {}
    if policy.tax is not None:
        found = {word: (name,) for name, word in YEAR_SUMS.items()}
    if policy.legal is not None and policy.legal.deduction is not None:
        found["未扣的赔偿"] = ("legal.carried",)
    return found


def ambiguous(
    word: str, names: tuple[str, ...], words: Mapping[str, object], unknown: Code
) -> tuple[Code, dict[str, object]]:
    """The problem of a word that means nothing, or more than one thing."""
    if names:
        return codes.AMBIGUOUS, {"item": word, "names": "、".join(names)}
    return unknown, {"item": word, "hint": did_you_mean(word, list(words), 0.5)}


def remembered(
    past: Past,
    month: Month,
    figures: Mapping[str, Fraction | None],
    lots: tuple[Lot, ...],
    counted: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    proposals: Mapping[str, Proposal] = MappingProxyType({}),
) -> Past:
    """The past as the next month will see it: this month's figures added, months too old to be asked for dropped."""
    first = month.plus(-KEPT_MONTHS)
    kept = {when: known for when, known in past.figures.items() if when > first}
    texts = {when: known for when, known in past.counted.items() if when > first}
    if counted:
        texts[month] = dict(counted)
    return Past({**kept, month: dict(figures)}, lots, texts, advised(past.advice, month, proposals))
