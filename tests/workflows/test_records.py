"""Records: the carried state, figures and their changes, check codes, exit codes, CSV text."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.files.workspace import named
from cmtool.model.month import Month
from cmtool.model.problem import Code, Problem, Where, problem
from cmtool.model.state import Advice, Lot, Past, State
from cmtool.workflows.carried import StateRecord, recorded, restored
from cmtool.workflows.exits import Exit, exit_of
from cmtool.workflows.figures import changes_between, page_codes
from cmtool.workflows.gathering import changed_since, gathered, grounds
from cmtool.workflows.records import Figures, PersonFigures, spelled
from cmtool.workflows.sheets import csv_text

JUNE = Month(2024, 6)
months = st.builds(Month, st.integers(2000, 2100), st.integers(1, 12))
values = st.none() | st.fractions()
lots = st.builds(Lot, st.text(), months, st.fractions(), st.fractions())
advice = st.builds(Advice, months, st.text(), st.text(), st.none() | st.dates())
pasts = st.builds(
    Past,
    st.dictionaries(months, st.dictionaries(st.text(), values, max_size=3), max_size=3),
    st.lists(lots, max_size=3).map(tuple),
    advice=st.dictionaries(st.text(), st.lists(advice, max_size=2).map(tuple), max_size=2),
)
states = st.builds(
    State,
    st.dictionaries(st.text(), pasts, max_size=3),
    st.dictionaries(st.text(), st.integers(), max_size=3),
    st.none() | months,
)


class TestState:
    @given(states)
    def test_what_is_written_comes_back(self, state: State) -> None:
        """Every figure exactly, thirds included; a figure without value is not a figure nobody recorded."""
        record = StateRecord.model_validate_json(spelled(recorded(state)))
        assert restored(record) == state

    def test_the_same_state_is_the_same_bytes(self) -> None:
        """Whatever order the managers came in."""
        a, b = Past({JUNE: {"score": Fraction(90)}}), Past()
        one, other = State({"M1": a, "M2": b}), State({"M2": b, "M1": a})
        assert spelled(recorded(one)) == spelled(recorded(other))

    def test_a_state_without_advice_is_written_as_before(self) -> None:
        """Seals of policies whose ladders are looked at every month stay the same bytes; older seals still read."""
        written = spelled(recorded(State({"M1": Past({JUNE: {"score": Fraction(90)}})})))
        assert b"advice" not in written
        assert restored(StateRecord.model_validate_json(written)).past("M1").advice == {}


def figures(**people: dict[str, str | None]) -> Figures:
    managers = {who: PersonFigures(name=f"{who} name", values=known) for who, known in people.items()}
    return Figures(managers=managers, branch={"unallocated": "1"}, labels={"score": "得分"})


class TestChanges:
    def test_the_same_figures(self) -> None:
        """No change."""
        assert changes_between(figures(M1={"score": "91.10"}), figures(M1={"score": "91.10"})) == ()

    def test_a_figure_that_moved(self) -> None:
        """Who, which, was and is."""
        (change,) = changes_between(figures(M1={"score": "91.10"}), figures(M1={"score": None}))
        assert (change.manager, change.name, change.label) == ("M1", "M1 name", "得分")
        assert (change.was, change.now) == ("91.10", None)

    def test_somebody_who_came_or_went(self) -> None:
        """Each of their figures is a change, one without value too."""
        found = changes_between(figures(M1={"score": None}), figures(M2={"score": "60.00"}))
        assert [(change.manager, change.was, change.now) for change in found] == [
            ("M1", None, None),
            ("M2", None, "60.00"),
        ]


class TestCodes:
    def test_a_code_is_that_of_the_page(self) -> None:
        """Another manager's figure does not touch this one's page; the own one does, and so do month and 试算."""
        base = page_codes(JUNE, "社", figures(M1={"score": "1"}, M2={"score": "2"}), trial=False)
        other = page_codes(JUNE, "社", figures(M1={"score": "1"}, M2={"score": "3"}), trial=False)
        assert base["M1"] == other["M1"]
        assert base["M2"] != other["M2"]
        assert base[""] != other[""]
        assert page_codes(JUNE.next, "社", figures(M1={"score": "1"}), trial=False)["M1"] != base["M1"]
        assert page_codes(JUNE, "社", figures(M1={"score": "1"}), trial=True)["M1"] != base["M1"]

    def test_a_code_is_stable(self) -> None:
        """A page printed years ago is still matched: base32 of the first 40 bits of this text's SHA-256, for ever."""
        text = """{
 "figures": {
  "name": "M1 name",
  "values": {
   "score": "91.10"
  }
 },
 "institution": "社",
 "manager": "M1",
 "month": "2024-06",
 "trial": false
}
"""
        letters = base64.b32encode(hashlib.sha256(text.encode()).digest()[:5]).decode()
        codes = page_codes(JUNE, "社", figures(M1={"score": "91.10"}), trial=False)
        assert codes["M1"] == f"{letters[:4]}-{letters[4:]}"


ERROR = Code("E901", "x", "y")
MISSING = Code("E902", "x", "y", missing=True)
WARNING = Code("W901", "x", "y")
POLICY = Code("E599", "x", "y")


def found(kind: Code) -> Problem:
    return problem(kind, Where("f"))


@pytest.mark.parametrize(
    ("kinds", "code"),
    [
        ([], Exit.FINE),
        ([WARNING], Exit.FINE),
        ([WARNING, ERROR], Exit.PROBLEMS),
        ([MISSING, WARNING], Exit.MISSING),
        ([MISSING, ERROR], Exit.PROBLEMS),
        ([POLICY, ERROR], Exit.POLICY),
        ([POLICY, MISSING], Exit.POLICY),
    ],
)
def test_exit_codes(kinds: list[Code], code: Exit) -> None:
    """Warnings are fine; missing tables count only when nothing else is wrong; a bad policy comes first."""
    assert exit_of([found(kind) for kind in kinds]) is code


class TestCsv:
    @pytest.mark.parametrize("text", ["=1+1", "+1+1", "@x", "-x", "＝1", "\tx"])
    def test_text_never_becomes_a_formula(self, text: str) -> None:
        """What a spreadsheet would run gets a mark in front."""
        assert csv_text(["h"], [[text]]).splitlines()[1].strip('"').startswith("'")

    @pytest.mark.parametrize("text", ["-60.00", "-1/3", "000101", "甲一"])
    def test_other_text_stays(self, text: str) -> None:
        """Negative numbers and ordinary text are as they are."""
        rows = list(csv.reader(io.StringIO(csv_text(["h"], [[text]]).removeprefix("\ufeff"))))
        assert rows == [["h"], [text]]


def test_a_file_changed_meanwhile_is_noticed(june_workspace: Path) -> None:
    """An input that is no longer what was parsed is named, so that the run can be refused."""
    workspace = named(june_workspace)
    assert workspace is not None
    base, _ = grounds(workspace, JUNE)
    assert base is not None
    files = gathered(workspace, base).files
    assert changed_since(workspace, files) == ()
    (june_workspace / "inbox" / "2024-06" / "存款.xlsx").write_bytes(b"saved again")
    (june_workspace / "inbox" / "2024-06" / "期初.xlsx").unlink()
    assert changed_since(workspace, files) == ("inbox/2024-06/存款.xlsx", "inbox/2024-06/期初.xlsx")


def test_records_are_plain_json() -> None:
    """UTF-8, sorted keys, one line break at the end."""
    assert spelled({"b": 1, "a": "甲"}) == '{\n "a": "甲",\n "b": 1\n}\n'.encode()
    assert json.loads(spelled({"a": None})) == {"a": None}
