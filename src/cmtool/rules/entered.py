"""Numbers that were written down for people in the 指标填报 table."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.money import plain
from cmtool.model.problem import Problem, problem
from cmtool.model.text import Phrase, did_you_mean, phrase
from cmtool.policy.entered import Entered
from cmtool.policy.policy import Policy
from cmtool.rules import codes
from cmtool.rules.appraisal import Facts
from cmtool.rules.benchmarks import LENGTHS
from cmtool.rules.values import RATE_LIMIT


def entered(book: Book, name: str, figure: Entered, asked: frozenset[str], problems: list[Problem]) -> Facts:
    """The rows of the figure's 指标 and period; who has none has no value, unless that is declared zero.

    That is a problem, under ``unfilled = "problem"``, of those people only of whom the number is ``asked``.
    """
    rows = book["entries"].reset_index(names="row")
    wanted = [period.length == LENGTHS[figure.period] and book.month in period for period in rows["period"]]
    rows = rows[pd.Series(wanted, index=rows.index, dtype=bool) & (rows["item"] == figure.item)]
    absent: dict[str, Phrase] = {}
    named = set(rows["manager"])
    for place, person in enumerate(map(str, book["managers"]["id"])):
        if person not in named and figure.unfilled != "zero":
            absent[person] = phrase("指标填报没有“{item}”", item=figure.item)
            if figure.unfilled == "problem" and person in asked:
                problems.append(_unfilled(book, figure, place))
    if figure.unit == "%":
        problems += _rates(book, rows, figure)
    amounts = pd.Series(rows["value"].to_list(), dtype=object)
    found = pd.DataFrame(
        {
            "manager": rows["manager"].to_list(),
            "client": "",
            "row": rows["row"].to_list(),
            "amount": amounts,
            "numerator": 1,
            "denominator": 1,
        }
    ).astype({"row": "int64", "client": object})
    return Facts(name, "entries", "value", 1, sum(amounts, Fraction(0)), found, absent=absent)


def _unfilled(book: Book, figure: Entered, place: int) -> Problem:
    person = str(book["managers"]["id"][place])
    values = {"name": book["managers"]["name"][place], "id": person, "item": figure.item}
    return problem(codes.ENTRY_MISSING, book.where("managers", place, "id"), values, key=person)


def _rates(book: Book, rows: pd.DataFrame, figure: Entered) -> Iterator[Problem]:
    """A rate written as 98 was meant as 98 %."""
    for row, value in zip(rows["row"], rows["value"], strict=True):
        if abs(value) > RATE_LIMIT:
            said: dict[str, Any] = {"item": figure.item, "value": plain(value)}
            where = book.where("entries", int(row), "value")
            yield problem(codes.ENTRY_SCALE, where, said, column="填报数", found=plain(value))


def unread_entries(book: Book, policy: Policy) -> Iterator[Problem]:
    """A 指标 that somebody filled in and no figure of the policy reads: once for each."""
    known = sorted({figure.item for _, figure in policy.indicators() if isinstance(figure, Entered)})
    rows = book["entries"]
    for item in dict.fromkeys(rows["item"]):
        if item not in known:
            row = int(rows.index[rows["item"] == item][0])
            values = {"item": item, "hint": did_you_mean(item, known, 0.5)}
            where = book.where("entries", row, "item")
            yield problem(codes.ENTRY_UNREAD, where, values, column="指标", found=item)
