"""``cmtool close``, ``reopen`` and ``verify``: a month sealed, chained, checked and withdrawn."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

import june
from forgery import members, rewritten
from terminal import run

MONTH = "2024-06"


def spend(workspace: Path, amount: int) -> None:
    """Write the registers anew with another amount of A's marketing expenses (560 in the hand-worked month)."""
    expenses = (june.EXPENSES[0], [["M001", "2024-06-08", "通讯", amount]])
    sheets = {"加扣分": june.CONDUCT, "费用": expenses, "机构": june.INSTITUTION}
    june.write(workspace / "inbox" / MONTH / "登记.xlsx", sheets)


class TestClose:
    def test_a_seal_opens_without_cmtool(self, appraised_workspace: Path) -> None:
        """One zip of JSON, TOML and CSV with schema, figures, state, policy and the rows as they were read."""
        ran = run("close", MONTH, "-w", appraised_workspace)
        assert ran.code == 0
        seal = appraised_workspace / "sealed" / "2024-06.zip"
        assert hashlib.sha256(seal.read_bytes()).hexdigest() in ran.out
        found = members(seal)
        note = json.loads(found["seal.json"])
        assert (note["schema"], note["month"], note["previous"]) == (1, "2024-06", None)
        assert json.loads(found["state.json"])["schema"] == 1
        policy = (appraised_workspace / "policy" / "2024-01.toml").read_bytes()
        assert found["policy.toml"] == policy
        assert note["policy"]["sha256"] == hashlib.sha256(policy).hexdigest()
        rows = found["tables/loans.csv"].decode("utf-8-sig").splitlines()
        assert rows[0].startswith("借据号,客户编号,发放日期")
        assert rows[1].startswith("000101,00001,2024-06-03,2025-06-03,430000.00,430000.00")
        assert rows[1].endswith("inbox/2024-06/贷款台账.xlsx,6月,4")

    def test_every_member_is_hashed(self, appraised_workspace: Path) -> None:
        """seal.json carries the SHA-256 of every other member."""
        run("close", MONTH, "-w", appraised_workspace)
        found = members(appraised_workspace / "sealed" / "2024-06.zip")
        note = json.loads(found.pop("seal.json"))
        assert note["members"] == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}

    def test_the_same_month_gives_the_same_seal(self, appraised_workspace: Path, tmp_path: Path) -> None:
        """Neither clock nor place nor name is in a seal."""
        other = Path(shutil.copytree(appraised_workspace, tmp_path / "另一处"))
        for workspace in (appraised_workspace, other):
            assert run("close", MONTH, "-w", workspace).code == 0
        seals = [(one / "sealed" / "2024-06.zip").read_bytes() for one in (appraised_workspace, other)]
        assert seals[0] == seals[1]

    def test_twice_is_refused(self, quarter: Path) -> None:
        """4, and the seal is what it was."""
        before = (quarter / "sealed" / "2024-05.zip").read_bytes()
        ran = run("close", "2024-05", "-w", quarter)
        assert ran.code == 4
        assert "E602" in ran.err
        assert (quarter / "sealed" / "2024-05.zip").read_bytes() == before

    def test_without_reports_it_is_refused(self, june_workspace: Path) -> None:
        """4: nobody has seen the figures yet."""
        ran = run("close", MONTH, "-w", june_workspace)
        assert ran.code == 4
        assert "E604" in ran.err

    def test_while_an_earlier_month_is_open_it_is_refused(self, quarter: Path) -> None:
        """4: months are sealed in order."""
        run("appraise", MONTH, "-w", quarter)
        run("reopen", "2024-05", "-w", quarter, "--reason", "补登")
        ran = run("close", MONTH, "-w", quarter)
        assert ran.code == 4
        assert "E603" in ran.err
        assert not (quarter / "sealed" / "2024-06.zip").exists()

    def test_figures_that_moved_are_refused(self, appraised_workspace: Path) -> None:
        """4 when the files give other figures than the reports: each is named with was and is."""
        spend(appraised_workspace, 570)
        ran = run("close", MONTH, "-w", appraised_workspace)
        assert ran.code == 4
        assert "inbox/2024-06/登记.xlsx" in ran.err
        assert "甲一（M001）的“营销费用超支自担”，报表上是 -60.00，现在是 -70.00" in ran.err
        assert not (appraised_workspace / "sealed").exists()

    def test_errors_are_refused(self, appraised_workspace: Path) -> None:
        """A month whose data have errors is not sealed."""
        (appraised_workspace / "inbox" / MONTH / "存款.xlsx").unlink()
        ran = run("close", MONTH, "-w", appraised_workspace)
        assert ran.code != 0
        assert not (appraised_workspace / "sealed" / "2024-06.zip").exists()

    def test_a_report_edited_by_hand_is_said(self, appraised_workspace: Path) -> None:
        """What is sealed are the program's figures; that a report says something else is a warning."""
        book = appraised_workspace / "reports" / MONTH / f"客户经理月度考核_{MONTH}.xlsx"
        book.write_bytes(b"edited")
        ran = run("close", MONTH, "-w", appraised_workspace)
        assert ran.code == 0
        assert "W604" in ran.err


class TestState:
    """What earlier months left behind is read from the last seal."""

    def test_held_amounts_go_on(self, quarter: Path) -> None:
        """May's closing balance of each holding account is June's opening."""
        state = json.loads(members(quarter / "sealed" / "2024-05.zip")["state.json"])
        months = [lot["month"] for lot in state["managers"]["M001"]["lots"]]
        assert months[-2:] == ["2024-04", "2024-05"]
        run("appraise", MONTH, "-w", quarter)
        run("close", MONTH, "-w", quarter)
        later = json.loads(members(quarter / "sealed" / "2024-06.zip")["state.json"])
        assert later["managers"]["M001"]["lots"][: len(months)] == state["managers"]["M001"]["lots"]
        assert later["sealed_until"] == "2024-06"

    def test_a_state_that_was_tampered_with_is_not_used(self, quarter: Path) -> None:
        """3: nothing is worked out on a seal whose members are not what it says."""

        def forge(found: dict[str, bytes]) -> None:
            found["state.json"] = found["state.json"].replace(b'"2024-05"', b'"2024-03"')

        rewritten(quarter / "sealed" / "2024-05.zip", forge)
        ran = run("appraise", MONTH, "-w", quarter)
        assert ran.code == 3
        assert "state.json" in ran.err

    def test_a_damaged_seal_is_not_used(self, quarter: Path) -> None:
        """3: a seal that does not open stops the later month."""
        seal = quarter / "sealed" / "2024-05.zip"
        seal.write_bytes(seal.read_bytes()[:-200])
        assert run("appraise", MONTH, "-w", quarter).code == 3


class TestReopen:
    def test_the_last_month_is_withdrawn_and_kept(self, quarter: Path) -> None:
        """The seal stays beside, byte for byte; the trail says which, why and when."""
        before = (quarter / "sealed" / "2024-05.zip").read_bytes()
        assert run("reopen", "2024-05", "-w", quarter, "--reason", "漏登一笔").code == 0
        assert not (quarter / "sealed" / "2024-05.zip").exists()
        assert (quarter / "sealed" / "2024-05.withdrawn-1.zip").read_bytes() == before
        entry = json.loads((quarter / "sealed" / "trail.jsonl").read_text("utf-8").splitlines()[-1])
        assert (entry["action"], entry["month"], entry["reason"]) == ("reopen", "2024-05", "漏登一笔")
        assert entry["seal"] == hashlib.sha256(before).hexdigest()
        assert entry["time"]

    def test_only_the_last_one(self, quarter: Path) -> None:
        """4 for a month that later ones rest on, and for one that is not sealed."""
        assert run("reopen", "2024-04", "-w", quarter, "--reason", "x").code == 4
        assert run("reopen", "2024-06", "-w", quarter, "--reason", "x").code == 4

    @pytest.mark.parametrize("reason", [(), ("--reason", "  ")])
    def test_a_reason_is_needed(self, quarter: Path, reason: tuple[str, ...]) -> None:
        """2 without a reason or with a blank one; the seal stays."""
        assert run("reopen", "2024-05", "-w", quarter, *reason).code == 2
        assert (quarter / "sealed" / "2024-05.zip").exists()

    def test_closing_again_gives_the_same_seal(self, quarter: Path) -> None:
        """A month reopened and closed without change is the month it was."""
        before = (quarter / "sealed" / "2024-05.zip").read_bytes()
        run("reopen", "2024-05", "-w", quarter, "--reason", "误撤")
        assert run("close", "2024-05", "-w", quarter).code == 0
        assert (quarter / "sealed" / "2024-05.zip").read_bytes() == before


class TestVerify:
    def test_same(self, quarter: Path) -> None:
        """0, and 一致 for every sealed month."""
        ran = run("verify", "-w", quarter)
        assert ran.code == 0
        assert "封存链完整：2 个月" in ran.out
        for month in ("2024-04", "2024-05"):
            assert f"{month}：重新计算与封存文件一致" in ran.out

    def test_it_changes_nothing(self, quarter: Path) -> None:
        """Verifying needs no lock and writes no file."""
        before = {path: path.read_bytes() for path in quarter.rglob("*") if path.is_file()}
        run("verify", "-w", quarter)
        assert {path: path.read_bytes() for path in quarter.rglob("*") if path.is_file()} == before

    def test_an_input_that_differs_is_named(self, quarter: Path) -> None:
        """0: the file is named as a note, and no figure is blamed when none moved."""
        path = quarter / "inbox" / "2024-05" / "总账.xlsx"
        with zipfile.ZipFile(path, "a") as book:
            book.comment = b"opened and saved"
        ran = run("verify", "2024-05", "-w", quarter)
        assert ran.code == 0
        assert "2024-05：重新计算与封存文件一致" in ran.out
        assert "inbox/2024-05/总账.xlsx" in ran.err
        assert "W622" in ran.err
        assert not re.search("E6[0-9]{2}", ran.err)

    def test_next_months_targets_change_nothing(self, appraised_workspace: Path) -> None:
        """managers.xlsx gets July's targets: June still agrees, the file is noted; its other tables are no forgery."""
        run("close", MONTH, "-w", appraised_workspace)
        july = ["M001", "本月发放贷款", "2024-07", 600000, "综合"]
        targets: june.Sheet = (june.TARGETS[0], [july, *june.TARGETS[1]])
        june.write(appraised_workspace / "managers.xlsx", {"花名册": june.ROSTER, "目标": targets})
        ran = run("verify", MONTH, "-w", appraised_workspace)
        assert ran.code == 0
        assert "managers.xlsx  这个源文件与出报表时不同（有改动），但重新计算没有一个数字变化" in ran.err
        assert "2024-06：重新计算与封存文件一致" in ran.out

    def test_a_figure_that_differs_is_named(self, appraised_workspace: Path) -> None:
        """1: manager, figure, what was sealed and what the files give now."""
        run("close", MONTH, "-w", appraised_workspace)
        spend(appraised_workspace, 570)
        ran = run("verify", MONTH, "-w", appraised_workspace)
        assert ran.code == 1
        assert "甲一（M001）的“营销费用超支自担”，记录的是 -60.00，重新计算是 -70.00" in ran.err

    def test_an_open_month_is_verified_against_its_reports(self, appraised_workspace: Path) -> None:
        """Before closing, the manifest of the reports is what is held against the files."""
        ran = run("verify", MONTH, "-w", appraised_workspace)
        assert ran.code == 0
        assert "重新计算与报表一致" in ran.out
        (appraised_workspace / "reports" / MONTH / f"客户经理月度考核_{MONTH}.xlsx").unlink()
        ran = run("verify", MONTH, "-w", appraised_workspace)
        assert ran.code == 1
        assert "E616" in ran.err

    def test_a_replaced_seal_breaks_the_chain(self, quarter: Path) -> None:
        """3: May carries the hash of the April it followed."""
        rewritten(quarter / "sealed" / "2024-04.zip", dict)
        ran = run("verify", "-w", quarter)
        assert ran.code == 3
        assert "E611" in ran.err

    def test_a_changed_member_is_named(self, quarter: Path) -> None:
        """3: a figure changed inside a seal is found by the hash that the seal carries of it."""

        def forge(found: dict[str, bytes]) -> None:
            found["figures.json"] = found["figures.json"].replace(b"rated", b"raced")

        rewritten(quarter / "sealed" / "2024-05.zip", forge)
        ran = run("verify", "-w", quarter)
        assert ran.code == 3
        assert "figures.json" in ran.err

    def test_a_lost_seal_is_missed(self, quarter: Path) -> None:
        """3: a seal that a later month names and that is gone."""
        (quarter / "sealed" / "2024-04.zip").unlink()
        ran = run("verify", "-w", quarter)
        assert ran.code == 3
        assert "E613" in ran.err

    def test_a_changed_trail_is_found(self, quarter: Path) -> None:
        """3: an entry that was changed no longer has the hash that the next one carries."""
        path = quarter / "sealed" / "trail.jsonl"
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([lines[0].replace("2024-04", "2024-03"), *lines[1:]]) + "\n", "utf-8")
        ran = run("verify", "-w", quarter)
        assert ran.code == 3
        assert "E618" in ran.err

    def test_a_month_without_record(self, june_workspace: Path) -> None:
        """1: neither sealed nor appraised, there is nothing to hold the files against."""
        ran = run("verify", MONTH, "-w", june_workspace)
        assert ran.code == 1
        assert "E619" in ran.err


class TestCode:
    """``verify --code`` matches a printed page."""

    @staticmethod
    def codes(workspace: Path) -> dict[str, Any]:
        path = workspace / "reports" / MONTH / "manifest.json"
        found = json.loads(path.read_bytes())["codes"]
        assert isinstance(found, dict)
        return found

    def test_a_page_is_recognised(self, appraised_workspace: Path) -> None:
        """Month, person and revision, however the code is typed."""
        code = self.codes(appraised_workspace)["M001"]
        for typed in (code, code.lower().replace("-", " ")):
            ran = run("verify", "--code", typed, "-w", appraised_workspace)
            assert ran.code == 0
            assert "2024-06 第1稿，甲一（M001）的考核通知单" in ran.out
            assert "得分：91.10" in ran.out
            assert "应发合计：4,855.50" in ran.out
            assert "预留：283.10" in ran.out
            assert "本期应兑现：4,572.40" in ran.out

    def test_the_code_is_on_the_page(self, appraised_workspace: Path) -> None:
        """The footer of A's single statement carries the code that the manifest keeps."""
        code = self.codes(appraised_workspace)["M001"]
        page = appraised_workspace / "reports" / MONTH / "通知单" / f"通知单_{MONTH}_M001.xlsx"
        with zipfile.ZipFile(page) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        footer = sheet.partition("<oddFooter>")[2].partition("</oddFooter>")[0]
        assert code in footer

    def test_a_superseded_page_is_recognised(self, appraised_workspace: Path) -> None:
        """1: the page was printed by an earlier revision and carries other figures than the present one."""
        code = self.codes(appraised_workspace)["M001"]
        spend(appraised_workspace, 570)
        run("appraise", MONTH, "-w", appraised_workspace)
        ran = run("verify", "--code", code, "-w", appraised_workspace)
        assert ran.code == 1
        assert "第1稿" in ran.out
        assert "已被第2稿取代" in ran.out

    def test_a_sealed_page_is_recognised(self, appraised_workspace: Path) -> None:
        """Also when the reports are gone: the seal keeps the codes."""
        code = self.codes(appraised_workspace)["M002"]
        run("close", MONTH, "-w", appraised_workspace)
        shutil.rmtree(appraised_workspace / "reports")
        ran = run("verify", "--code", code, "-w", appraised_workspace)
        assert ran.code == 0
        assert "乙二（M002）的考核通知单（已封存）" in ran.out

    def test_a_strange_code(self, appraised_workspace: Path) -> None:
        """1: no page of this workspace."""
        ran = run("verify", "--code", "AAAA-AAAA", "-w", appraised_workspace)
        assert ran.code == 1
        assert "E617" in ran.err

    def test_codes_differ(self, appraised_workspace: Path) -> None:
        """Each page has a code of its own: four letters, a dash, four letters."""
        codes = self.codes(appraised_workspace)
        assert set(codes) == {"", "M001", "M002", "M003"}
        assert len(set(codes.values())) == 4
        assert all(len(code) == 9 and code[4] == "-" for code in codes.values())
