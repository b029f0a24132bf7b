"""``cmtool verify`` against forgers and losses: the trail, the state, the tables, the reports, the seal before."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from forgery import edited, forged, recorded_in_trail, rewritten
from terminal import run

MONTH = "2024-06"


@pytest.fixture
def closed(appraised_workspace: Path) -> Path:
    """The hand-worked month, sealed."""
    assert run("close", MONTH, "-w", appraised_workspace).code == 0
    return appraised_workspace


def seal_of(workspace: Path, month: str = MONTH) -> Path:
    return workspace / "sealed" / f"{month}.zip"


def more_held(state: Any) -> None:
    """A's June lot, 283.10 held back, becomes 9999 yuan."""
    (lot,) = (lot for lot in state["managers"]["M001"]["lots"] if lot["month"] == MONTH)
    lot["remaining"] = "9999"


class TestTrail:
    """The last entry of each month in the trail names the seal that must stand there."""

    def test_a_forged_seal_is_not_the_recorded_one(self, closed: Path) -> None:
        """3: state changed and every hash inside the seal refreshed, but the trail has the hash of the seal itself."""
        forged(seal_of(closed), edited("state.json", more_held))
        ran = run("verify", "-w", closed)
        assert ran.code == 3
        assert "E630" in ran.err
        assert "sealed/2024-06.zip" in ran.err
        assert "封存链完整" not in ran.out
        assert "封存的是 9999.00，重新计算是 283.10" in ran.err

    def test_the_last_seal_cannot_vanish(self, quarter: Path) -> None:
        """3: no later month names May's seal, but the trail does. Nor can a month be sealed over the gap."""
        seal_of(quarter, "2024-05").unlink()
        ran = run("verify", "-w", quarter)
        assert ran.code == 3
        assert "E629" in ran.err
        run("appraise", "2024-05", "-w", quarter)
        again = run("close", "2024-05", "-w", quarter)
        assert again.code == 4
        assert not seal_of(quarter, "2024-05").exists()

    def test_no_month_is_worked_out_over_a_lost_seal(self, quarter: Path) -> None:
        """Without May's seal, and without its inbox, June would go on from April: other counters, and no word of it."""
        seal_of(quarter, "2024-05").unlink()
        shutil.rmtree(quarter / "inbox" / "2024-05")
        ran = run("appraise", "2024-06", "-w", quarter)
        assert ran.code == 1
        assert "E629" in ran.err
        assert "2024-05.zip" in ran.err
        assert not (quarter / "reports" / "2024-06").exists()
        assert run("check", "2024-06", "-w", quarter).code == 1
        assert run("explain", "2024-04", "M001", "-w", quarter).code == 0, "what came before it is as it was"

    def test_a_month_whose_seal_is_lost_can_be_sealed_anew(self, quarter: Path) -> None:
        """No copy of May's seal anywhere: it is withdrawn in the trail, with the reason, and closed again. The same
        inputs make the same seal."""
        before = seal_of(quarter, "2024-05").read_bytes()
        seal_of(quarter, "2024-05").unlink()
        ran = run("reopen", "2024-05", "--reason", "封存文件误删，没有备份", "-w", quarter)
        assert ran.code == 0
        assert "封存文件早已不见" in ran.out
        assert run("close", "2024-05", "-w", quarter).code == 0
        assert seal_of(quarter, "2024-05").read_bytes() == before
        assert run("verify", "-w", quarter).code == 0
        assert "误删" in (quarter / "sealed" / "trail.jsonl").read_text(encoding="utf-8")

    def test_a_lost_seal_with_a_later_one_waits_its_turn(self, quarter: Path) -> None:
        """April's seal is lost and May's stands: May's has to be withdrawn first."""
        seal_of(quarter, "2024-04").unlink()
        ran = run("reopen", "2024-04", "--reason", "没有备份", "-w", quarter)
        assert ran.code == 4
        assert "E608" in ran.err

    def test_the_next_step_is_not_to_close_before_a_sealed_month(self, quarter: Path) -> None:
        """April's seal is gone and May's stands: closing April is forbidden, so nobody is told to."""
        seal_of(quarter, "2024-04").unlink()
        ran = run("-w", quarter)
        assert "cmtool close" not in ran.out
        assert "2024-05 已经封存，2024-04 却没有" in ran.out

    def test_a_lost_seal_is_told_once(self, quarter: Path) -> None:
        """That May names April's seal, and the trail too, is one loss."""
        seal_of(quarter, "2024-04").unlink()
        ran = run("verify", "-w", quarter)
        assert ran.code == 3
        assert "E613" in ran.err
        assert "E629" not in ran.err

    def test_the_trail_cannot_vanish(self, quarter: Path) -> None:
        """3: where seals stand, the record of their closing stands too."""
        (quarter / "sealed" / "trail.jsonl").unlink()
        ran = run("verify", "-w", quarter)
        assert ran.code == 3
        assert "E628" in ran.err

    def test_nothing_sealed_needs_no_trail(self, june_workspace: Path) -> None:
        """0: there is nothing to record yet."""
        assert run("verify", "-w", june_workspace).code == 0

    def test_withdrawn_and_sealed_again(self, quarter: Path) -> None:
        """0 while May is withdrawn and when it is sealed again: only the last entry counts."""
        run("reopen", "2024-05", "-w", quarter, "--reason", "补登")
        assert run("verify", "-w", quarter).code == 0
        run("close", "2024-05", "-w", quarter)
        assert run("verify", "-w", quarter).code == 0

    def test_a_closing_that_was_cut_off(self, closed: Path) -> None:
        """3 for a seal that the trail does not have, as a power cut leaves it; reopening and closing puts it right."""
        (closed / "sealed" / "trail.jsonl").write_bytes(b"")
        ran = run("verify", "-w", closed)
        assert ran.code == 3
        assert "E631" in ran.err
        assert run("reopen", MONTH, "-w", closed, "--reason", "断电").code == 0
        assert run("close", MONTH, "-w", closed).code == 0
        assert run("verify", "-w", closed).code == 0

    def test_a_closing_that_was_cut_off_is_finished_by_closing_again(self, closed: Path) -> None:
        """Killed after the seal was written and before the trail was: the same seal is entered, and nothing else."""
        seal = seal_of(closed).read_bytes()
        (closed / "sealed" / "trail.jsonl").write_bytes(b"")
        assert run("close", MONTH, "-w", closed).code == 0
        assert seal_of(closed).read_bytes() == seal
        assert run("verify", "-w", closed).code == 0
        assert run("close", MONTH, "-w", closed).code == 4, "now it is sealed"

    def test_a_strange_seal_is_not_entered_in_the_trail(self, closed: Path) -> None:
        """A seal that nobody recorded, with 9999 yuan in A's lot: closing does not make it a seal of ours."""
        forged(seal_of(closed), edited("state.json", more_held))
        (closed / "sealed" / "trail.jsonl").write_bytes(b"")
        ran = run("close", MONTH, "-w", closed)
        assert ran.code == 4
        assert "E631" in ran.err
        assert (closed / "sealed" / "trail.jsonl").read_bytes() == b""

    def test_a_reopening_that_was_cut_off(self, closed: Path) -> None:
        """3 for a withdrawn seal that still stands; reopening once more puts it right."""
        before = seal_of(closed).read_bytes()
        run("reopen", MONTH, "-w", closed, "--reason", "补登")
        seal_of(closed).write_bytes(before)
        ran = run("verify", "-w", closed)
        assert ran.code == 3
        assert "E632" in ran.err
        assert run("reopen", MONTH, "-w", closed, "--reason", "补登").code == 0
        assert run("verify", "-w", closed).code == 0


class TestMembers:
    """A forger who makes the trail fit as well is found by working the month out again."""

    def test_a_forged_lot_is_named(self, closed: Path) -> None:
        """1: whose, which, what is sealed and what the files give."""
        forged(seal_of(closed), edited("state.json", more_held))
        recorded_in_trail(seal_of(closed))
        ran = run("verify", "-w", closed)
        assert ran.code == 1
        assert "甲一（M001）结转到以后月份的“2024-06 预留风险金 余额”" in ran.err
        assert "封存的是 9999.00，重新计算是 283.10" in ran.err

    def test_a_forged_score_of_the_past_is_named(self, closed: Path) -> None:
        """1: B's May score, 58 in 期初, would end the warning that runs against B."""

        def lift(state: Any) -> None:
            state["managers"]["M002"]["figures"]["2024-05"]["score"] = "95"

        forged(seal_of(closed), edited("state.json", lift))
        recorded_in_trail(seal_of(closed))
        ran = run("verify", "-w", closed)
        assert ran.code == 1
        assert "封存的是 95，重新计算是 58" in ran.err

    def test_a_state_spelled_otherwise_is_found(self, closed: Path) -> None:
        """1: the same numbers, but not the bytes that were sealed."""
        forged(seal_of(closed), lambda found: found.update({"state.json": found["state.json"] + b"\n"}))
        recorded_in_trail(seal_of(closed))
        ran = run("verify", "-w", closed)
        assert ran.code == 1
        assert "“state.json”与重新计算的不同" in ran.err

    def test_a_forged_row_is_named(self, closed: Path) -> None:
        """1: the first row of the loans is the second line of their table."""

        def forge(found: dict[str, bytes]) -> None:
            assert b"430000.00" in found["tables/loans.csv"].splitlines()[1]
            found["tables/loans.csv"] = found["tables/loans.csv"].replace(b"430000.00", b"930000.00")

        forged(seal_of(closed), forge)
        recorded_in_trail(seal_of(closed))
        ran = run("verify", "-w", closed)
        assert ran.code == 1
        assert "“tables/loans.csv”与重新计算的不同，从第 2 行起" in ran.err

    @pytest.mark.parametrize("name", ["tables/loans.csv", "policy.toml"])
    def test_a_member_left_out_is_named(self, closed: Path, name: str) -> None:
        """1: a seal without it is whole from inside, but not the month's."""
        forged(seal_of(closed), lambda found: found.pop(name))
        recorded_in_trail(seal_of(closed))
        ran = run("verify", "-w", closed)
        assert ran.code == 1
        assert f"“{name}”" in ran.err

    def test_a_forged_check_code_is_found(self, closed: Path) -> None:
        """1: a code of the seal's that its figures do not give would vouch for a page nobody printed."""
        forged(seal_of(closed), edited("seal.json", lambda note: note["codes"].update(M001="AAAA-AAAA")))
        recorded_in_trail(seal_of(closed))
        ran = run("verify", "-w", closed)
        assert ran.code == 1
        assert "“seal.json”" in ran.err

    def test_a_forged_manifest_is_found(self, closed: Path) -> None:
        """1: another revision than the seal's."""
        forged(seal_of(closed), edited("manifest.json", lambda found: found.update(revision=7)))
        recorded_in_trail(seal_of(closed))
        ran = run("verify", "-w", closed)
        assert ran.code == 1
        assert "“manifest.json”" in ran.err

    def test_a_member_that_is_none(self, closed: Path) -> None:
        """3: a state that cannot be read is a damaged seal, however well its hashes fit."""
        forged(seal_of(closed), lambda found: found.update({"state.json": b"{}"}))
        recorded_in_trail(seal_of(closed))
        ran = run("verify", "-w", closed)
        assert ran.code == 3
        assert "state.json" in ran.err

    def test_a_damaged_seal_hides_no_other(self, quarter: Path) -> None:
        """3 for April; May, which rests on it, cannot be worked out, and that is told without a traceback."""
        rewritten(seal_of(quarter, "2024-04"), lambda found: found.update({"state.json": b"{}"}))
        ran = run("verify", "-w", quarter)
        assert ran.code == 3
        assert "sealed/2024-04.zip" in ran.err
        assert "2024-05：重新计算与封存文件一致" not in ran.out


class TestReports:
    """The reports of a sealed month are held against the manifest in its seal."""

    def test_a_workbook_edited_after_closing(self, closed: Path) -> None:
        """1: the file is named."""
        name = f"客户经理月度考核_{MONTH}.xlsx"
        with zipfile.ZipFile(closed / "reports" / MONTH / name, "a") as book:
            book.comment = b"edited"
        ran = run("verify", MONTH, "-w", closed)
        assert ran.code == 1
        assert "E616" in ran.err
        assert f"reports/{MONTH}/{name}" in ran.err

    def test_a_manifest_edited_to_fit(self, closed: Path) -> None:
        """1: the one that counts is in the seal."""
        path = closed / "reports" / MONTH / "manifest.json"
        path.write_bytes(path.read_bytes() + b"\n")
        ran = run("verify", MONTH, "-w", closed)
        assert ran.code == 1
        assert f"reports/{MONTH}/manifest.json" in ran.err

    def test_a_folder_that_went_into_an_archive(self, closed: Path) -> None:
        """0: a sealed month does not need its reports."""
        shutil.rmtree(closed / "reports")
        assert run("verify", MONTH, "-w", closed).code == 0


def test_reports_that_rest_on_another_seal(quarter: Path) -> None:
    """1: June was worked out on a May that has been sealed anew since; the seal is named."""
    run("appraise", MONTH, "-w", quarter)
    run("reopen", "2024-05", "-w", quarter, "--reason", "补登")
    with zipfile.ZipFile(quarter / "inbox" / "2024-05" / "总账.xlsx", "a") as book:
        book.comment = b"opened and saved"
    run("appraise", "2024-05", "-w", quarter)
    assert run("close", "2024-05", "-w", quarter).code == 0
    ran = run("verify", MONTH, "-w", quarter)
    assert ran.code == 1
    assert "sealed/2024-05.zip" in ran.err


def test_a_policy_that_is_not_valid_ends_as_it_does_elsewhere(appraised_workspace: Path) -> None:
    """7 for the policy, 2 for branch.toml: nothing could be worked out, so nothing differs."""
    policy = next((appraised_workspace / "policy").glob("*.toml"))
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text + "\nnonsense = 1\n", encoding="utf-8")
    assert run("appraise", MONTH, "-w", appraised_workspace).code == 7
    assert run("verify", MONTH, "-w", appraised_workspace).code == 7
    policy.write_text(text, encoding="utf-8")
    (appraised_workspace / "branch.toml").write_text("schema = 99\n", encoding="utf-8")
    assert run("verify", MONTH, "-w", appraised_workspace).code == 2
