"""Approved adjustments (考核调整审批表): a figure's new value, or an amount added to a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.money import yuan
from cmtool.model.problem import Problem, problem
from cmtool.model.text import phrase
from cmtool.policy.policy import Policy
from cmtool.rules import codes
from cmtool.rules.past import ambiguous, names_by_word
from cmtool.rules.reckoning import Adjustment
from cmtool.rules.values import RATE_LIMIT, shown

Values = Mapping[str, Mapping[str, Adjustment]]
Amounts = Mapping[str, Mapping[str, tuple[Adjustment, ...]]]


def adjustments(book: Book, policy: Policy) -> tuple[Values, Amounts, list[Problem]]:
    """By manager: figure → its new value; group → amounts added to it. Rows of other periods are not this month's."""
    values: defaultdict[str, dict[str, Adjustment]] = defaultdict(dict)
    amounts: defaultdict[str, defaultdict[str, list[Adjustment]]] = defaultdict(lambda: defaultdict(list))
    problems: list[Problem] = []
    words = names_by_word(policy)
    for row, cells in enumerate(book["overrides"].to_dict("records")):
        if book.month not in cells["period"]:
            continue
        who, fault = cells["manager"], _fault(book, policy, cells, row, words)
        if fault is not None:
            problems.append(fault)
            continue
        name = policy.month_name(_meant(policy, cells, words)[0])
        given = {"reason": cells["reason"], "document": cells["document"], "approver": cells["approver"]}
        why = phrase("考核调整：{reason}（{document} {approver} 批准）", **given)
        if cells["value"] is not None:
            where = book.where("overrides", row, "value")
            if name in values[who]:
                twice = {"name": who, "item": cells["item"]}
                problems.append(problem(codes.OVERRIDE_TWICE, where, twice, key=who))
            values[who][name] = Adjustment(Fraction(cells["value"]), why, where)
        else:
            group = name if name in policy.group else policy.line[name].group
            where = book.where("overrides", row, "amount")
            amounts[who][group].append(Adjustment(yuan(cells["amount"]), why, where))
    frozen = {
        who: {group: tuple(added) for group, added in groups.items()} for who, groups in amounts.items()
    }
    return dict(values), frozen, problems


def _fault(
    book: Book, policy: Policy, cells: Mapping[Any, Any], row: int, words: Mapping[str, tuple[str, ...]]
) -> Problem | None:
    """What keeps a row from being taken: period, approval, item, or which of the two it is."""
    who, item = cells["manager"], cells["item"]
    where = book.where("overrides", row, "item")
    names = _meant(policy, cells, words)
    if cells["period"].length != 1:
        given = {"period": str(cells["period"]), "month": str(book.month)}
        return problem(codes.OVERRIDE_PERIOD, book.where("overrides", row, "period"), given, key=who)
    if cells["value"] is not None and not pd.isna(cells["amount"]):
        return problem(codes.OVERRIDE_BOTH, where, {"item": item}, column="项目", key=who)
    if len(names) != 1:
        kind, said = ambiguous(item, names, words, codes.OVERRIDE_UNKNOWN)
        return problem(kind, where, said, column="项目", key=who, found=item)
    if not cells["approver"]:
        cell = book.where("overrides", row, "approver")
        return problem(codes.OVERRIDE_UNAPPROVED, cell, {"name": who, "item": item}, key=who)
    if cells["value"] is not None and policy.unit(names[0]) == "%" and abs(cells["value"]) > RATE_LIMIT:
        given = {"name": who, "id": who, "line": item, "target": shown(cells["value"], "")}
        return problem(codes.TARGET_SCALE, book.where("overrides", row, "value"), given, key=who)
    return None


def _meant(policy: Policy, cells: Mapping[Any, Any], words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What the item may name: a value replaces anything, an amount adds to a line's group or a group in yuan."""
    names = words.get(cells["item"], ())
    if cells["value"] is not None:
        return names
    in_yuan = (name for name in names if name in policy.group or name in policy.line)
    return tuple(name for name in in_yuan if policy.unit(name) == "元")
