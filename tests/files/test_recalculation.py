"""LibreOffice computes what cmtool computed, for every shape of formula; and a wrong value would be seen."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Literal

import pytest

from cmtool.files.writer import values_only, write_workbook
from cmtool.model.expression import Expression, If, Op, Ref, Round, formula_of, num, value_of
from cmtool.model.workbook import Entry, Sheet, Workbook
from recalculation import differences, formulas, recalculate
from sample_workbook import CREATED, sample

pytestmark = pytest.mark.recalculate

FIGURES = {
    "本金": Fraction("5221933"),
    "天数": Fraction(30),
    "完成": Fraction("0.955"),
    "负数": Fraction("-60.25"),
    "零": Fraction(0),
    "三分之一": Fraction(1, 3),
}
WORDS: tuple[Literal["sum", "difference", "product", "quotient", "min", "max"], ...] = (
    "sum",
    "difference",
    "product",
    "quotient",
    "min",
    "max",
)
SIGNS: tuple[Literal["ge", "gt", "le", "lt", "eq"], ...] = ("ge", "gt", "le", "lt", "eq")


def shapes() -> list[Expression]:
    """Every kind of node, alone and within others, with negative, fractional and zero operands."""
    a, b, c = Ref("本金"), Ref("完成"), Ref("负数")
    found: list[Expression] = [num(7), num(Fraction("-2.5")), num(Fraction(1, 3)), a, Ref("三分之一")]
    found += [Op(word, (a, b, c)) for word in WORDS]
    found += [Op(word, (num(Fraction(-2, 3)), Op("difference", (num(1), c)))) for word in WORDS]
    found += [Round(Op("quotient", (a, Ref("天数"))), places) for places in (0, 2, 4)]
    found += [Round(c, 1), Round(Op("product", (c, num(Fraction("0.1")))), 2)]
    tie = Op("product", (Op("quotient", (a, Ref("天数"))), num(Fraction("0.0125")), num(12)))
    found += [tie, Round(tie, 2)]
    found += [If(left, sign, b, num(1), num(0)) for sign in SIGNS for left in (b, c, a)]
    third = Op("product", (Ref("三分之一"), num(3)))
    found += [If(third, sign, num(1), a, Op("quotient", (a, num(3)))) for sign in SIGNS]
    nested = If(Round(b, 2), "ge", num(Fraction("0.96")), If(c, "lt", Ref("零"), num(2), num(3)), num(4))
    found += [nested, Op("max", (Ref("零"), Op("min", (num(15), Op("sum", (nested, c))))))]
    return found


def workbook() -> Workbook:
    sheet = Sheet("算式")
    places = {name: sheet.put(row, 1, Entry(value)) for row, (name, value) in enumerate(FIGURES.items(), 1)}
    for row, shape in enumerate(shapes(), 1):
        formula = formula_of(shape, lambda name: places[name])
        sheet.put(row, 2, Entry(value_of(shape, FIGURES), formula=formula))
    return Workbook("算式.xlsx", "算式", (sheet,))


def test_every_shape_of_formula_recalculates_to_its_cached_value(tmp_path: Path) -> None:
    """Exact arithmetic and LibreOffice's doubles agree to 1e-9 on every formula the expressions can make."""
    path = tmp_path / "算式.xlsx"
    write_workbook(workbook(), path, created=CREATED)
    assert formulas(path) == len(shapes())
    assert differences(path, recalculate(path)) == []


def test_a_tie_through_a_division_rounds_away_from_zero(tmp_path: Path) -> None:
    """5,221,933 ÷ 30 × 0.0125 × 12 is 26,109.665 and prints 26,109.67, here and after recalculation."""
    path = tmp_path / "算式.xlsx"
    rounded = [shape for shape in shapes() if isinstance(shape, Round)][-1]
    assert value_of(rounded, FIGURES) == Fraction("26109.67")
    write_workbook(workbook(), path, created=CREATED)
    assert differences(path, recalculate(path)) == []


def test_the_sample_with_dates_text_and_merges_recalculates_to_itself(tmp_path: Path) -> None:
    """Cells of every type survive; none changes, formula or not."""
    path = tmp_path / "样本.xlsx"
    write_workbook(sample(), path, created=CREATED)
    assert formulas(path) == 11
    assert differences(path, recalculate(path)) == []


@pytest.mark.parametrize("wrong", [Fraction("4572.41"), "4572.40", Fraction(0)])
def test_a_wrong_cached_value_is_seen(tmp_path: Path, wrong: Fraction | str) -> None:
    """One fen too much, a text instead of a number, a zero: each is a difference, at its cell and nowhere else."""
    book = sample()
    cells = book.sheets[0].cells
    assert cells[4, 8].value == Fraction("4572.40")
    cells[4, 8] = cells[4, 8]._replace(value=wrong)
    path = tmp_path / "样本.xlsx"
    write_workbook(book, path, created=CREATED)
    found = differences(path, recalculate(path))
    expected = wrong if isinstance(wrong, str) else float(wrong)
    assert found == [("考核汇总表", "H4", expected, 4572.4)]


def test_values_only_holds_the_same_values_and_no_formula(tmp_path: Path) -> None:
    """The filing copy shows what the working paper shows."""
    path, filed = tmp_path / "样本.xlsx", tmp_path / "存档.xlsx"
    write_workbook(sample(), path, created=CREATED)
    write_workbook(values_only(sample()), filed, created=CREATED)
    assert formulas(filed) == 0
    assert differences(path, filed) == []
