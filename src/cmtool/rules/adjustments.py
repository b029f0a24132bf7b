"""Approved adjustments (考核调整审批表): a figure's new value, or an amount added to a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from cmtool.model.book import Book
from cmtool.model.money import yuan
from cmtool.model.problem import Problem, problem
from cmtool.model.text import phrase
from cmtool.policy.policy import Policy
from cmtool.rules import codes
from cmtool.rules.past import close_to, names_by_word
from cmtool.rules.reckoning import Adjustment

Values = Mapping[str, Mapping[str, Adjustment]]
Amounts = Mapping[str, Mapping[str, tuple[Adjustment, ...]]]


def adjustments(book: Book, policy: Policy) -> tuple[Values, Amounts, list[Problem]]:
    """By manager: figure → its new value; group → amounts added to it. Rows of other periods are not this month's."""
    values: defaultdict[str, dict[str, Adjustment]] = defaultdict(dict)
    amounts: defaultdict[str, defaultdict[str, list[Adjustment]]] = defaultdict(lambda: defaultdict(list))
    problems: list[Problem] = []
    names = names_by_word(policy)
    for row, cells in enumerate(book["overrides"].to_dict("records")):
        if cells["period"].length != 1 or book.month not in cells["period"]:
            continue
        who, item = cells["manager"], cells["item"]
        name = names.get(item)
        where = book.where("overrides", row, "item")
        if name is None:
            given = {"item": item, "hint": close_to(item, names)}
            problems.append(problem(codes.OVERRIDE_UNKNOWN, where, given, column="项目", key=who, found=item))
            continue
        if not cells["approver"]:
            cell = book.where("overrides", row, "approver")
            problems.append(problem(codes.OVERRIDE_UNAPPROVED, cell, {"name": who, "item": item}, key=who))
            continue
        words = {"reason": cells["reason"], "document": cells["document"], "approver": cells["approver"]}
        if cells["value"] is not None:
            if name in values[who]:
                problems.append(problem(codes.OVERRIDE_TWICE, where, {"name": who, "item": item}, key=who))
            why = phrase("考核调整：{reason}（{document} {approver} 批准）", **words)
            values[who][name] = Adjustment(
                Fraction(cells["value"]), why, book.where("overrides", row, "value")
            )
        else:
            group = name if name in policy.group else policy.line[name].group if name in policy.line else ""
            if not group:
                given = {"item": item, "hint": ""}
                problems.append(
                    problem(codes.OVERRIDE_UNKNOWN, where, given, column="项目", key=who, found=item)
                )
                continue
            why = phrase("考核调整：{reason}（{document} {approver} 批准）", **words)
            cell = book.where("overrides", row, "amount")
            amounts[who][group].append(Adjustment(yuan(cells["amount"]), why, cell))
    frozen = {
        who: {group: tuple(added) for group, added in groups.items()} for who, groups in amounts.items()
    }
    return dict(values), frozen, problems
