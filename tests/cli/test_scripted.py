"""Problems that no files show: what changes during a run, a forged seal, a text that no workbook holds."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

import june
from cli.test_take_back import copy_of, edit, take_back
from cmtool.intake.findings import RowFindings
from cmtool.intake.sheet import read_sheet
from cmtool.intake.validation import Broken
from cmtool.intake.vocabulary import vocabularies
from cmtool.intake.wanted import Wanted
from cmtool.workflows import gathering
from forgery import edited, recorded_in_trail, rewritten
from grids import JUNE, branch, grid, row
from terminal import run

MONTH = "2024-06"


def test_e612_a_member_that_is_not_what_the_seal_says(appraised_workspace: Path) -> None:
    """A member changed without its hash, the trail made to fit: the member is named."""
    assert run("close", MONTH, "-w", appraised_workspace).code == 0
    seal = appraised_workspace / "sealed" / f"{MONTH}.zip"
    rewritten(seal, edited("state.json", lambda state: state["open_notes"].clear()))
    recorded_in_trail(seal)
    ran = run("verify", "-w", appraised_workspace)
    assert ran.code == 3
    assert "E612" in ran.err
    assert "“state.json”" in ran.err


def test_e620_a_file_that_changes_during_the_run(
    june_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves the ledger while the month is worked out: nothing is published."""
    ledger = june_workspace / "inbox" / MONTH / "贷款台账.xlsx"
    read = gathering.gathered

    def saved_meanwhile(*arguments: object) -> object:
        found = read(*arguments)  # type: ignore[arg-type]
        ledger.write_bytes(ledger.read_bytes() + b"\0")
        return found

    monkeypatch.setattr("cmtool.workflows.computation.gathered", saved_meanwhile)
    ran = run("appraise", MONTH, "-w", june_workspace)
    assert ran.code == 3
    assert "E620" in ran.err
    assert not (june_workspace / "reports" / MONTH).exists()


def test_e627_a_proposal_for_a_cell_that_others_depend_on(june_workspace: Path) -> None:
    """The odd header is part of an array formula, which one cell cannot leave: nothing is taken back."""
    path = june_workspace / "inbox" / MONTH / "贷款台账.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("6月")
        for line, cells in enumerate([june.LOANS[0], *june.LOANS[1]]):
            sheet.write_row(line, 0, cells)
        sheet.write_array_formula(0, 5, 0, 5, '{="贷款佘"&"额"}', None, "贷款佘额")
    assert run("check", MONTH, "-w", june_workspace).code == 1
    edit(copy_of(june_workspace), {}, {"E103": ("按建议改", "", "")})
    before = path.read_bytes()
    assert "E627" in take_back(june_workspace).err
    assert path.read_bytes() == before


def test_e087_a_text_that_no_workbook_holds(june_workspace: Path) -> None:
    """A name of 32,760 characters fits its own cell, not the sentence about it: the cell is named, nothing is published."""
    header, (first, *others) = june.ROSTER
    roster: june.Sheet = (header, [[first[0], "甲" * 32_760, *first[2:]], *others])
    june.write(june_workspace / "managers.xlsx", {"花名册": roster, "目标": june.TARGETS})
    ran = run("appraise", MONTH, "-w", june_workspace)
    assert "E087" in ran.err
    assert not (june_workspace / "reports" / MONTH).exists()


def test_e159_a_rule_that_has_no_words_of_its_own() -> None:
    """A kind of error that pydantic may add some day is told with the cell and the value found."""
    wanted = Wanted(JUNE, branch(), {})
    reading = read_sheet(grid(june.LOANS[0], ("J1",)), "", wanted, vocabularies(wanted.branch), 0)
    findings = RowFindings(reading.readers[0].layout, row(2, ["J1"]), "J1")
    (one,) = findings.broken([Broken("some_new_kind", ("note",), {})], {"note": "J1"})
    assert (one.code, one.where.cell, one.found) == ("E159", "A2", "J1")
