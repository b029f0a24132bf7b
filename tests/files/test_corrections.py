"""Single cells set anew, as text; and everything else as it was."""

from __future__ import annotations

import pytest

from cmtool.files.corrections import corrected
from handmade import cells, packed, parts, sheet

BOOK = packed(
    parts(
        sheet(
            '<row r="1"><c r="A1" s="0"><v>1.5</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c>'
            '<c r="C1"><f>A1*2</f><v>3</v></c><c r="D1"/></row>'
            '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B1</f><v>1</v></c></row>'
        )
    )
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("A1", "12"),
        ("A1", "000123"),
        ("A1", "12345678901234567"),
        ("B1", "12"),
        ("B1", "<甲&乙>"),
        ("C1", "7"),
        ("D1", "M001"),
    ],
)
def test_a_cell_is_set(cell: str, value: str) -> None:
    """An identifier is text to the last character, in place of a text, a number, a formula or nothing."""
    made, done = corrected(BOOK, {("表1", cell): value})
    assert done == {("表1", cell)}
    before, after = cells(BOOK), cells(made)
    column = "ABCD".index(cell[0]) + 1
    (found,) = [one for one in after if one.column == column and one.formula is None and one.written == value]
    assert found.kind == "text"
    others = [one for one in before if one.written and not (one.column == column and one.written != "1")]
    assert [one for one in others if one not in after] == []


@pytest.mark.parametrize("place", [("表1", "A2"), ("表1", "E9"), ("表9", "A1")])
def test_what_cannot_be_set(place: tuple[str, str]) -> None:
    """The head of a shared formula, a cell or sheet that is not there: the file stays byte for byte."""
    assert corrected(BOOK, {place: "1"}) == (BOOK, frozenset())


def test_the_order_of_calculation_goes_with_a_formula() -> None:
    """A calculation chain that names a cell without formula would be called damage by a spreadsheet."""
    made = packed(
        {**parts(sheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')), "xl/calcChain.xml": "<x/>"}
    )
    after, _ = corrected(made, {("表1", "A1"): "5"})
    assert b"calcChain" not in after
    (cell,) = cells(after)
    assert (cell.written, cell.formula) == ("5", None)
