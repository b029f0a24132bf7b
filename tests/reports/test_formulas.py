"""Formulas of cells from where figures stand: ranges, cells of other sheets, and what stands nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from appraised import appraised
from cmtool.model.expression import Expression, Op, Ref, Round, num
from cmtool.model.workbook import Entry, Sheet
from cmtool.reports.formulas import Formulas
from cmtool.reports.paper import Spot
from cmtool.rules.appraisal import Working

Values = Mapping[str, Fraction | None]


def known(values: Values, expressions: Mapping[str, Expression] | None = None) -> Formulas:
    """Formulas over the given figures of manager A."""
    workings = {name: Working(name, name, "元", value) for name, value in values.items()}
    for name, expression in (expressions or {}).items():
        workings[name] = replace(workings[name], expression=expression)
    result = appraised().result("A")
    assert result is not None
    return Formulas([replace(result, workings=workings)])


def put(sheet: Sheet, row: int, column: int, value: Fraction | str | None) -> Spot:
    sheet.put(row, column, Entry(value))
    return Spot(sheet, row, column)


def test_neighbouring_cells_are_summed_as_a_range() -> None:
    sheet = Sheet("薪酬")
    formulas = known({"a": Fraction(1), "b": Fraction(2), "c": Fraction(3)})
    for row, name in enumerate("abc", 1):
        formulas.place("A", name, put(sheet, row, 1, Fraction(row)))
    total = put(sheet, 4, 1, Fraction(6))
    formulas.derive("A", Round(Op("sum", (Ref("a"), Ref("b"), Ref("c"))), 2), total)
    formulas.settle()
    assert total.entry.formula == "ROUND(SUM(A1:A3),2)"


def test_a_number_in_between_that_is_not_meant_breaks_the_range() -> None:
    """a + c with b between them is not SUM(A1:A3); a dash between them does no harm."""
    for between, expected in ((Fraction(2), "(A1+A3)"), ("—", "SUM(A1:A3)")):
        sheet = Sheet("薪酬")
        formulas = known({"a": Fraction(1), "c": Fraction(3)})
        put(sheet, 2, 1, between)
        for row, name in ((1, "a"), (3, "c")):
            formulas.place("A", name, put(sheet, row, 1, Fraction(row)))
        total = put(sheet, 4, 1, Fraction(4))
        formulas.derive("A", Op("sum", (Ref("a"), Ref("c"))), total)
        formulas.settle()
        assert total.entry.formula == expected


def test_a_figure_of_another_sheet_is_named_with_it() -> None:
    formulas = known({"a": Fraction(1)})
    formulas.place("A", "a", put(Sheet("指标 '计算'"), 5, 6, Fraction(1)))
    shown = put(Sheet("汇总"), 1, 1, Fraction(1))
    formulas.show("A", "a", shown)
    formulas.settle()
    assert shown.entry.formula == "'指标 ''计算'''!F5"


def test_a_figure_that_stands_nowhere_enters_as_its_arithmetic_or_value() -> None:
    values = {"a": Fraction(3), "half": Fraction(3, 2), "rate": Fraction(1, 3)}
    formulas = known(values, {"half": Op("quotient", (Ref("a"), num(2)))})
    sheet = Sheet("单")
    formulas.place("A", "a", put(sheet, 1, 1, Fraction(3)))
    host = put(sheet, 2, 1, Fraction(1, 2))
    formulas.derive("A", Op("product", (Ref("half"), Ref("rate"))), host)
    formulas.settle()
    assert host.entry.formula == "((A1/2)*(1/3))"


def test_without_a_value_there_is_no_formula() -> None:
    """A dash stays a dash; a cell whose input has no value keeps its own."""
    formulas = known({"a": None, "b": Fraction(0)})
    sheet = Sheet("单")
    formulas.place("A", "a", put(sheet, 1, 1, "—"))
    dash, zero = put(sheet, 2, 1, "—"), put(sheet, 3, 1, Fraction(0))
    formulas.derive("A", Ref("b"), dash)
    formulas.derive("A", Op("product", (Ref("a"), Ref("b"))), zero)
    formulas.settle()
    assert (dash.entry.formula, zero.entry.formula) == ("", "")
