"""What the committee's page says of gates, of conditions of which one is enough, and of a standard missed once.

The hand-worked June: A (客户经理) scored 91.10 after 90.00 and 92.00, has one violation, collected 9,350.40 of interest and
191,000 of 200,000 due (95.5 %), granted 430,000.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from terminal import run

MONTH = "2024-06"
LADDER = """gates = [{ of = "violations", ge = 1, effect = "blocked" }, { of = "score", lt = 30, effect = "exit" }]
entry = [
  { of = "score", ge = 90, running = 3, label = "得分" },
  { any_of = [{ of = "interest_collected", ge = 9000 }, { of = "granted", ge = 900000 }] },
]
keep = [{ of = "score", ge = 60, running = 2, label = "得分" }, { of = "due_collection_rate", ge = "98%", running = 2 }]
"""


@pytest.fixture(scope="module")
def page(june_files: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """A's page, row by row."""
    folder = tmp_path_factory.mktemp("conditions") / "延河"
    shutil.copytree(june_files, folder)
    policy = folder / "policy" / "2024-01.toml"
    lines = policy.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("entry = [{ of", "keep = [{ of"))]
    assert len(lines) - len(kept) == 2
    place = kept.index("[[ladder.grades]]\n")
    policy.write_text("".join([*kept[:place], LADDER, "\n", *kept[place:]]), encoding="utf-8")
    for command in (("appraise", MONTH), ("close", MONTH), ("grade-review", MONTH)):
        done = run(*command, "-w", folder)
        assert done.code == 0, done.err
    book = load_workbook(folder / "reports" / f"评审_{MONTH}" / f"客户经理等级评审_{MONTH}.xlsx")
    return list(book["M001 甲一"].iter_rows(values_only=True))


def rows(page: list[tuple[object, ...]], label: str) -> list[tuple[object, ...]]:
    """Standard, actual, periods and answer of each row of that label."""
    return [row[4:8] for row in page if row[3] == label]


def test_every_gate_is_listed_with_what_it_does_and_whether_it_acts(page: list[tuple[object, ...]]) -> None:
    acting = {str(row[0]): row[3:8] for row in page if row[7] in ("触发", "未触发") and row[0] != "后果"}
    assert acting["不得晋级"] == ("违规次数", "≥ 1", 1, "1/1", "触发")
    assert (acting["退出"][1], acting["退出"][3:]) == ("< 30", ("0/1", "未触发"))


def test_conditions_of_which_one_is_enough_say_so(page: list[tuple[object, ...]]) -> None:
    """9,350.40 of interest is enough; that less than 900,000 was granted is no fault."""
    assert rows(page, "本月实收利息（满足其一）") == [("≥ 9,000", 9350.4, "1/1", "满足")]
    assert rows(page, "本月发放贷款（满足其一）") == [("≥ 900,000", 430000, "0/1", "不满足")]


def test_a_standard_missed_once_of_two_is_not_called_met(page: list[tuple[object, ...]]) -> None:
    """95.5 % is below 98 %, and nothing is recorded for May: one period of the two that would count."""
    assert rows(page, "到期收回率") == [("≥ 98%", 0.955, "1/2", "未达 1 期")]
    kept, entered = rows(page, "得分")
    assert (kept[2:], entered[2:]) == (("0/2", "满足"), ("3/3", "满足"))
