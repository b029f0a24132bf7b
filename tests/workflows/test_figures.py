"""What a revision and a check code stand for: everything that a page prints."""

from __future__ import annotations

from pathlib import Path

import june
from cmtool.files.workspace import named
from cmtool.model.month import Month
from cmtool.model.text import CHINESE
from cmtool.workflows.appraise import Wish, appraise
from cmtool.workflows.records import Manifest

JUNE = Month(2024, 6)
HEADER = ["工号", "指标", "期间", "数值"]


def drafted(folder: Path, *opening: list[object]) -> Manifest:
    """The manifest of the month appraised with these rows of 期初."""
    june.write(folder / "inbox" / "2024-06" / "期初.xlsx", {"期初": (HEADER, list(opening))})
    workspace = named(folder)
    assert workspace is not None
    manifest = appraise(workspace, JUNE, Wish(CHINESE)).manifest
    assert manifest is not None
    return manifest


def test_an_opening_balance_is_another_page(june_workspace: Path) -> None:
    """A's account opens with 800 instead of 300: A's statement says so under another number and code, B's does not move.

    A's June holds 283.10, so the account closes with 583.10, then with 1083.10.
    """
    one = drafted(june_workspace, ["M001", "预留风险金", "2024-05", 300])
    two = drafted(june_workspace, ["M001", "预留风险金", "2024-05", 800])
    assert (one.revision, two.revision) == (1, 2)
    assert one.codes["M001"] != two.codes["M001"]
    assert one.codes[""] != two.codes[""]
    assert one.codes["M002"] == two.codes["M002"]
    changes = {change.label: (change.was, change.now) for change in two.changes}
    assert changes == {
        "预留风险金期初余额": ("300.00", "800.00"),
        "预留风险金期末余额": ("583.10", "1083.10"),
    }


def test_a_counter_is_another_page(june_workspace: Path) -> None:
    """April failed or unrecorded: two months running either way, but 已记录 3 of 3 months or only 2."""
    may: list[object] = ["M001", "得分", "2024-05", 92]
    one = drafted(june_workspace, may, ["M001", "得分", "2024-04", 80])
    two = drafted(june_workspace, may)
    assert one.codes["M001"] != two.codes["M001"]
    assert [(change.label, change.was, change.now) for change in two.changes] == [
        ("得分 ≥ 90 已记录月数", "3", "2")
    ]


def test_the_same_rows_are_the_same_draft(june_workspace: Path) -> None:
    """Saved again without a change: number and codes stay."""
    one = drafted(june_workspace, ["M001", "预留风险金", "2024-05", 300])
    two = drafted(june_workspace, ["M001", "预留风险金", "2024-05", 300])
    assert (one.revision, one.codes) == (two.revision, two.codes)
