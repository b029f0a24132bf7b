"""Ratings of the 评价 table: the mean of each rater group, put together by weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.problem import Problem, problem
from cmtool.model.text import Phrase, did_you_mean, phrase
from cmtool.policy.ratings import Rating
from cmtool.rules import codes
from cmtool.rules.appraisal import Facts
from cmtool.rules.benchmarks import LENGTHS


def ratings(book: Book, name: str, figure: Rating, asked: frozenset[str], problems: list[Problem]) -> Facts:
    """The rows that count, each with its part of the weighted mean as its share; and who has no value, and why.

    A row's share is its group's weight ÷ the weights that count ÷ the rows of the group. Ratings not given are a problem,
    under ``unfilled = "problem"``, of those people only of whom they are ``asked``.
    """
    rows = _asked(book, figure)
    problems += _strange(book, rows, figure)
    rows = rows[rows["rater"].isin(figure.raters)]
    absent: dict[str, Phrase] = {}
    parts: list[tuple[Any, ...]] = []
    for person, place in _roster(book):
        own = rows[rows["manager"] == person]
        lacking = [rater for rater in figure.raters if rater not in set(own["rater"])]
        if _without(figure, lacking):
            absent[person] = phrase("没有“{raters}”的评价", raters="、".join(lacking))
            if figure.unfilled == "problem" and person in asked:
                problems.append(_unfilled(book, figure, place, lacking))
            continue
        parts += _parts(own, figure, lacking)
    columns = ["manager", "client", "row", "amount", "numerator", "denominator"]
    found = pd.DataFrame(parts, columns=columns).astype({"row": "int64", "amount": object})
    exact = (Fraction(part[3]) * Fraction(part[4], part[5]) for part in parts)
    return Facts(name, "ratings", "score", 1, sum(exact, Fraction(0)), found, absent=absent)


def _asked(book: Book, figure: Rating) -> pd.DataFrame:
    """The rows written for the period, of the items that count."""
    rows = book["ratings"].reset_index(names="row")
    wanted = [period.length == LENGTHS[figure.period] and book.month in period for period in rows["period"]]
    rows = rows[pd.Series(wanted, index=rows.index, dtype=bool)]
    return rows[rows["item"].isin(figure.items)] if figure.items else rows


def _roster(book: Book) -> Iterator[tuple[str, int]]:
    yield from ((str(person), row) for row, person in enumerate(book["managers"]["id"]))


def _without(figure: Rating, lacking: list[str]) -> bool:
    """Whether somebody whose groups gave nothing has no value at all."""
    if figure.unfilled == "leave_out":
        return len(lacking) == len(figure.raters)
    return bool(lacking) and figure.unfilled != "zero"


def _parts(own: pd.DataFrame, figure: Rating, lacking: list[str]) -> Iterator[tuple[Any, ...]]:
    left_out = lacking if figure.unfilled == "leave_out" else []
    weights: Mapping[str, Fraction] = {
        rater: weight for rater, weight in figure.raters.items() if rater not in left_out
    }
    total = sum(weights.values(), Fraction(0))
    counts = own["rater"].value_counts()
    for person, rater, row, score in zip(own["manager"], own["rater"], own["row"], own["score"], strict=True):
        share = weights[rater] / total / int(counts[rater])
        yield (person, "", row, score, share.numerator, share.denominator)


def _unfilled(book: Book, figure: Rating, place: int, lacking: list[str]) -> Problem:
    person = str(book["managers"]["id"][place])
    values = {
        "name": book["managers"]["name"][place],
        "id": person,
        "figure": figure.label,
        "raters": "、".join(lacking),
    }
    return problem(codes.RATING_UNFILLED, book.where("managers", place, "id"), values, key=person)


def _strange(book: Book, rows: pd.DataFrame, figure: Rating) -> Iterator[Problem]:
    """A rater group that the policy does not weigh is a warning, once for each."""
    for rater in dict.fromkeys(rows["rater"]):
        if rater not in figure.raters:
            row = int(rows.loc[rows["rater"] == rater, "row"].iloc[0])
            hint = did_you_mean(rater, list(figure.raters))
            values = {"rater": rater, "figure": figure.label, "hint": hint}
            where = book.where("ratings", row, "rater")
            yield problem(codes.RATER_UNKNOWN, where, values, column="评价人类别", found=rater)
