"""The workspace's folders and its own papers: months, branch.toml, policies."""

from __future__ import annotations

from pathlib import Path

import pytest

from books import EXAMPLE
from cmtool.files.branch import parse_branch
from cmtool.files.policies import in_force
from cmtool.files.workspace import Workspace, around, named
from cmtool.model.month import Month

BRANCH = """schema = 1
[institution]
code = "0101"
name = "延河信用社"
[deposits]
style = "changes"
"""
APRIL, MAY, JUNE = (Month(2024, number) for number in (4, 5, 6))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "branch.toml").write_text(BRANCH, "utf-8")
    found = named(tmp_path)
    assert found is not None
    return found


class TestWorkspace:
    def test_it_is_found_from_inside(self, workspace: Workspace) -> None:
        """The nearest folder above with a branch.toml; exactly this folder when it is named."""
        inner = workspace.inbox(JUNE)
        inner.mkdir(parents=True)
        assert around(inner) == workspace
        assert named(inner) is None

    def test_months(self, workspace: Workspace) -> None:
        """Months of the inbox and of the seals, oldest first; other names are no months; open is unsealed."""
        for name in ("2024-06", "2024-04", "2024-05", "旧数据", "2024"):
            (workspace.root / "inbox" / name).mkdir(parents=True)
        (workspace.root / "inbox" / "2024-07").write_bytes(b"a file")
        workspace.sealed_folder.mkdir()
        for name in ("2024-04.zip", "2024-03.withdrawn-1.zip", "trail.jsonl"):
            (workspace.sealed_folder / name).write_bytes(b"")
        assert workspace.inbox_months() == (APRIL, MAY, JUNE)
        assert workspace.sealed_months() == (APRIL,)
        assert workspace.open_months() == (MAY, JUNE)

    def test_an_empty_workspace_has_no_months(self, workspace: Workspace) -> None:
        """Folders that are not there yet hold nothing."""
        assert workspace.inbox_months() == workspace.sealed_months() == workspace.open_months() == ()

    def test_paths_are_told_relative_to_it(self, workspace: Workspace) -> None:
        """With forward slashes, on every system."""
        assert workspace.relative(workspace.reports(JUNE) / "a.xlsx") == "reports/2024-06/a.xlsx"


class TestBranch:
    def test_a_whole_one(self) -> None:
        """What the file says is what the branch is."""
        branch, problems = parse_branch(BRANCH + '[units]\n"贷款台账" = "万元"\n')
        assert problems == ()
        assert branch is not None
        assert (branch.institution.name, branch.units) == ("延河信用社", {"贷款台账": "万元"})

    @pytest.mark.parametrize(
        ("text", "code", "key"),
        [
            ("schema = = 1", "E061", "1"),
            ("schema = 1\nlanguage = [", "E061", "2"),  # it ends where more should come
            (BRANCH.replace("schema = 1", "schema = 2"), "E062", ""),
            (BRANCH.replace("schema = 1", ""), "E062", ""),
            ("color = 1\n" + BRANCH, "E063", ""),
            (BRANCH.replace('code = "0101"\n', ""), "E064", ""),
            (BRANCH.replace('"changes"', '"daily"'), "E065", ""),
            (BRANCH.replace('"延河信用社"', "7"), "E066", ""),
            (BRANCH + '[units]\n"没有的表" = "元"\n', "E067", ""),
        ],
    )
    def test_what_does_not_hold(self, text: str, code: str, key: str) -> None:
        """Each fault is a problem of its own kind, at its key or line, and there is no branch."""
        branch, problems = parse_branch(text)
        assert branch is None
        assert [found.code for found in problems] == [code]
        assert problems[0].where.cell == key

    def test_every_fault_is_told(self) -> None:
        """Two faults, two problems, each named by its key."""
        text = BRANCH.replace('code = "0101"\n', "").replace('"changes"', '"daily"')
        _, problems = parse_branch(text)
        assert {found.where.sheet for found in problems} == {"institution.code", "deposits.style"}


class TestPolicies:
    @pytest.fixture
    def policies(self, workspace: Workspace) -> Workspace:
        workspace.policy_folder.mkdir()
        text = EXAMPLE.read_text("utf-8")
        for month in ("2024-01", "2024-06"):
            (workspace.policy_folder / f"{month}.toml").write_text(
                text.replace('"2024-01"', f'"{month}"'), "utf-8"
            )
        return workspace

    @pytest.mark.parametrize(
        ("month", "file"), [(MAY, "2024-01"), (JUNE, "2024-06"), (Month(2025, 1), "2024-06")]
    )
    def test_the_latest_not_after_the_month(self, policies: Workspace, month: Month, file: str) -> None:
        """A policy is in force from its month until the next file."""
        found, problems = in_force(policies, month)
        assert found is not None
        assert found.path == f"policy/{file}.toml"
        assert problems == ()

    def test_before_the_first(self, policies: Workspace) -> None:
        """A month before every policy has none, and that is a missing file."""
        found, problems = in_force(policies, Month(2023, 12))
        assert found is None
        assert [problem.kind.missing for problem in problems] == [True]

    def test_a_later_one_may_be_unfinished(self, policies: Workspace) -> None:
        """Only the file in force is read: a draft for later stops nobody now."""
        (policies.policy_folder / "2024-06.toml").write_text("draft", "utf-8")
        assert in_force(policies, MAY)[0] is not None

    def test_other_names_are_told(self, policies: Workspace) -> None:
        """A TOML file that is not named by its month is not used, with a warning."""
        (policies.policy_folder / "新办法.toml").write_text("", "utf-8")
        _, problems = in_force(policies, MAY)
        assert [problem.code for problem in problems] == ["W068"]

    def test_a_file_that_is_no_text(self, policies: Workspace) -> None:
        """A workbook under a policy's name is said to be no text; its bytes are not read as TOML."""
        (policies.policy_folder / "2024-01.toml").write_bytes(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00")
        found, problems = in_force(policies, MAY)
        assert found is None
        assert [problem.code for problem in problems] == ["E502"]

    def test_its_hash_is_that_of_the_file(self, policies: Workspace) -> None:
        """The digest is of exactly the bytes that were read."""
        import hashlib

        found, _ = in_force(policies, MAY)
        assert found is not None
        content = (policies.policy_folder / "2024-01.toml").read_bytes()
        assert found.digest == hashlib.sha256(content).hexdigest()
