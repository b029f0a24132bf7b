"""A quick check of a tuple says the same as the row model."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from cmtool.intake.validation import Broken, broken, check, lacks_alternatives
from cmtool.model.tables import TABLES

ASSIGNMENTS = TABLES["assignments"]
RIGHT: dict[str, Any] = {
    "manager": "M001",
    "role": "主办",
    "start": date(2024, 1, 1),
    "client": "K1",
    "account": "",
    "note": "",
    "share": Fraction(1, 3),
    "end": None,
}


def values(**changed: Any) -> tuple[Any, ...]:
    return tuple((RIGHT | changed).values())


def test_a_row_that_holds() -> None:
    assert check(ASSIGNMENTS)(values()) == values()
    assert broken(ASSIGNMENTS, values()) == []


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"manager": None}, ("blank", ("manager",))),
        ({"start": None}, ("blank", ("start",))),
        ({"share": Fraction(0)}, ("greater_than", ("share",))),
        ({"share": Fraction(4, 3)}, ("less_than_equal", ("share",))),
        ({"end": date(2023, 12, 31)}, ("order", ("start", "end"))),
    ],
)
def test_rows_that_do_not(changed: dict[str, Any], rule: tuple[str, tuple[str, ...]]) -> None:
    with pytest.raises(ValidationError):
        check(ASSIGNMENTS)(values(**changed))
    assert [(one.kind, one.fields) for one in broken(ASSIGNMENTS, values(**changed))] == [rule]


def test_alternatives() -> None:
    nobody = values(client="")
    assert lacks_alternatives(ASSIGNMENTS)(nobody)
    assert not lacks_alternatives(ASSIGNMENTS)(values())
    assert broken(ASSIGNMENTS, nobody) == [Broken("none_of", ("client", "account", "note"), {})]


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=3),
    st.dates(),
    st.fractions(),
    st.binary(max_size=2),
)


@settings(deadline=None)
@given(st.sampled_from(sorted(TABLES)), st.data())
def test_the_quick_check_and_the_model_agree(table: str, data: st.DataObject) -> None:
    """Whatever stands in the fields, both accept a row or neither does; no lax coercion slips through."""
    known = TABLES[table]
    row = tuple(data.draw(ANYTHING) for _ in known.columns)
    try:
        check(known)(row)
        quick = True
    except ValidationError:
        quick = False
    assert quick == (not [one for one in broken(known, row) if one.kind != "none_of"])
