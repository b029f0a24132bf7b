"""A row value over whole columns is what a plain walk, row by row in fractions, comes to."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from books import JUNE, book
from cmtool.policy.indicators import Flow
from cmtool.rules.rowvalues import RowValues
from rowfigures import loan

COLUMNS = {"贷款金额": "amount", "贷款余额": "balance", "年利率(%)": "annual_rate"}
WORDS = ("product", "sum", "difference", "quotient", "min", "max")

numbers = st.sampled_from(["0", "1", "2", "0.5", "1/3", "98%", "1000000"])
leaves = st.sampled_from(sorted(COLUMNS)) | numbers
trees: st.SearchStrategy[Any] = st.recursive(
    leaves,
    lambda inner: (
        st.builds(
            lambda word, terms: {word: terms}, st.sampled_from(WORDS), st.lists(inner, min_size=2, max_size=3)
        )
        | st.builds(
            lambda of, low, high: {"lookup": of, "bands": [{"lt": 100, "v": low}, {"ge": 100, "v": high}]},
            inner,
            inner,
            inner,
        )
    ),
    max_leaves=6,
)
money = st.integers(0, 10**13).map(lambda fen: str(Fraction(fen, 100)))
rates = st.fractions(0, 1, max_denominator=10**5).map(str)
rows = st.lists(st.tuples(money, money, rates), min_size=1, max_size=4)


def walked(tree: Any, row: dict[str, Fraction]) -> Fraction:
    """The tree's value for one row; ZeroDivisionError where it has none."""
    if isinstance(tree, str):
        if tree in row:
            return row[tree]
        return Fraction(tree.rstrip("%")) / (100 if tree.endswith("%") else 1)
    if "lookup" in tree:
        step = 0 if walked(tree["lookup"], row) < 100 else 1
        return walked(tree["bands"][step]["v"], row)
    [(word, terms)] = tree.items()
    first, *rest = (walked(term, row) for term in terms)
    for value in rest:
        if word in ("min", "max"):
            first = min(first, value) if word == "min" else max(first, value)
        elif word == "quotient":
            first = first / value
        else:
            first = {"product": first * value, "sum": first + value, "difference": first - value}[word]
    return first


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tree=trees, given_rows=rows)
def test_whole_columns_come_to_what_a_walk_over_rows_comes_to(
    tree: Any, given_rows: list[tuple[str, str, str]]
) -> None:
    """Exactly, to the last digit; a row that divides by zero is left out and said."""
    figure = Flow.model_validate(
        {"kind": "flow", "label": "x", "unit": "元", "table": "贷款台账", "value": tree}
    )
    loans = [
        loan(f"L{n}", amount=amount, balance=balance, annual_rate=rate)
        for n, (amount, balance, rate) in enumerate(given_rows)
    ]
    frame = book(JUNE, loans=loans)["loans"]
    values = RowValues(figure, frame, JUNE, {})
    found, sound = values.of(figure.value), values.sound()
    for place, cells in enumerate(given_rows):
        row = {header: Fraction(cell) for header, cell in zip(COLUMNS, cells, strict=True)}
        try:
            expected = walked(tree, row)
        except ZeroDivisionError:
            assert not sound[place]
            continue
        assert sound[place]
        assert Fraction(found.numbers[place]) / found.scale == expected
