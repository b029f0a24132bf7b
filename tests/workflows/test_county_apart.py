"""What one branch of a county has, or lacks, changes nothing for the others; what is sealed stays what it was."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from counties import MONTH, batched, made, places
from terminal import run


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(2, tmp_path_factory.mktemp("apart") / "县")


@pytest.fixture(scope="module")
def closed(two: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both branches with June appraised and closed, untouched."""
    folder = tmp_path_factory.mktemp("closed") / "县"
    shutil.copytree(two, folder)
    for command in ("appraise", "close"):
        assert batched(command, folder)[0] == 0
    return folder


@pytest.fixture
def sealed(closed: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "县"
    shutil.copytree(closed, folder)
    return folder


@pytest.fixture
def county(two: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "县"
    shutil.copytree(two, folder)
    return folder


def export(county: Path, name: str, rows: list[str]) -> None:
    inbox = county / "inbox" / MONTH
    inbox.mkdir(parents=True, exist_ok=True)
    head = "机构号,工号,日期,事项,分值,金额,依据"
    (inbox / name).write_text("\n".join([head, *rows, ""]), encoding="utf-8-sig")


def test_a_sealed_month_whose_inputs_were_changed_is_not_called_done(sealed: Path) -> None:
    """A point taken off in the register after the seal: the figures are no longer the sealed ones (E661)."""
    assert batched("appraise", sealed, "--force")[0] == 0
    path = places(sealed)[0] / "inbox" / MONTH / "加扣分登记簿.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for line, row in enumerate(sheet.iter_rows(), start=1):
        heads = [str(cell.value) for cell in row]
        if "工号" in heads and "分值" in heads:
            sheet.cell(line + 1, heads.index("分值") + 1).value = -7
    book.save(path)
    code, answer = batched("appraise", sealed)
    found = {branch["folder"]: branch for branch in answer["branches"]}
    first, second = (found[place.name] for place in places(sealed))
    assert (code, first["state"], second["state"]) == (1, "problems", "done")
    assert "E661" in [one["code"] for one in first["problems"]]


def test_a_review_that_was_deleted_is_written_again(sealed: Path) -> None:
    assert batched("grade-review", sealed)[0] == 0
    place = places(sealed)[0]
    papers = place / f"reports/评审_{MONTH}/客户经理等级评审_{MONTH}.xlsx"
    papers.unlink()
    _, answer = batched("grade-review", sealed)
    assert papers.is_file()
    assert answer["skipped"] == [places(sealed)[1].name]


def test_a_branch_without_a_usable_inbox_stops_no_other(county: Path) -> None:
    """Its inbox is a file: its part of the export cannot be laid there; the other branch is worked out."""
    first, second = places(county)
    shutil.rmtree(first / "inbox")
    (first / "inbox").write_text("", encoding="utf-8")
    export(county, "登记.csv", [f"{first.name[:6]},M1,2024-06-03,违规,-1,0,示例"])
    code, answer = batched("check", county)
    states = {branch["folder"]: branch["state"] for branch in answer["branches"]}
    assert (code, states[second.name]) == (1, "done")
    assert [(one["code"], one["file"]) for one in answer["across"]] == [
        ("E081", f"{first.name}/inbox/{MONTH}")
    ]


def test_a_sealed_month_is_given_no_new_part_of_an_export(county: Path) -> None:
    """What comes for a branch after its seal is told, and its inbox stays as it was sealed; so does a part that goes."""
    first = places(county)[0]
    row = f"{first.name[:6]},M01001,2024-06-03,示例,0,0,示例"
    export(county, "早.csv", [row])
    assert batched("appraise", county)[0] == 0
    assert batched("close", county)[0] == 0
    inbox = first / "inbox" / MONTH
    before = {path.name: path.read_bytes() for path in inbox.iterdir() if path.is_file()}
    export(county, "晚.csv", [row])
    (county / "inbox" / MONTH / "早.csv").unlink()
    code, answer = batched("appraise", county)
    assert {path.name: path.read_bytes() for path in inbox.iterdir() if path.is_file()} == before
    assert (code, [one["code"] for one in answer["across"]]) == (1, ["E657", "E657"])


def test_a_file_that_nobody_can_read_stops_no_other_branch(county: Path) -> None:
    first, second = places(county)
    (first / "inbox" / MONTH / "坏.xlsx").symlink_to("/proc/self/mem")
    code, answer = batched("check", county)
    states = {branch["folder"]: branch["state"] for branch in answer["branches"]}
    assert code == 1
    assert states == {first.name: "problems", second.name: "done"}


def test_exports_whose_names_differ_in_a_dot_stay_two(county: Path) -> None:
    first = places(county)[0]
    export(county, "登记.1.csv", [f"{first.name[:6]},M1,2024-06-03,违规,-1,0,示例"])
    export(county, "登记_1.csv", [f"{first.name[:6]},M2,2024-06-03,违规,-1,0,示例"])
    _, answer = batched("check", county)
    assert answer["across"] == []
    laid = sorted(path.name for path in (first / "inbox" / MONTH).glob("县级_*"))
    assert laid == ["县级_登记.1_csv.xlsx", "县级_登记_1_csv.xlsx"]


def test_branches_that_wrongly_share_a_code_each_get_their_own_letter(county: Path) -> None:
    first, second = places(county)
    text = (second / "branch.toml").read_text(encoding="utf-8")
    (second / "branch.toml").write_text(text.replace(second.name[:6], first.name[:6]), encoding="utf-8")
    (first / "inbox" / MONTH / "贷款台账.xlsx").write_bytes(b"PK")
    batched("check", county)
    letters = {path.name for path in (county / "reports" / MONTH / "检查通知").iterdir()}
    assert {f"数据问题通知_{first.name}_{MONTH}.xlsx", f"数据问题通知_{second.name}_{MONTH}.xlsx"} >= letters
    assert f"数据问题通知_{first.name}_{MONTH}.xlsx" in letters


def test_only_folders_of_the_county_itself_can_be_named(county: Path, two: Path) -> None:
    other = Path("..") / ".." / two.parent.name / two.name / places(two)[0].name
    done = run("batch", "check", MONTH, county, "--branch", other)
    assert done.code == 2
    shutil.copytree(places(county)[0], county / ".备份")
    _, answer = batched("check", county)
    assert [branch["folder"] for branch in answer["branches"]] == [place.name for place in places(two)]


def wanting(county: Path, kind: str) -> list[str]:
    """The branches on the first page of what is missing."""
    book = load_workbook(county / "reports" / MONTH / f"县级{kind}_{MONTH}.xlsx")
    if "未齐与失败" not in book.sheetnames:
        return []
    return [str(row[2]) for row in book["未齐与失败"].iter_rows(min_row=5, values_only=True) if row[2]]


def test_a_branch_without_its_file_is_not_left_out_silently(county: Path) -> None:
    """A folder with an inbox and a roster whose branch.toml is gone: 1, and it stands on the first page."""
    first = places(county)[0]
    (first / "branch.toml").unlink()
    code, answer = batched("check", county)
    lost = next(branch for branch in answer["branches"] if branch["folder"] == first.name)
    assert (code, lost["state"], [found["code"] for found in lost["problems"]]) == (1, "failed", ["E658"])
    assert wanting(county, "检查") == [first.name]


def test_a_branch_that_was_there_before_is_missed(county: Path) -> None:
    """One of two is taken away after a first run: its amounts are not in the totals, and W658 says so."""
    assert batched("check", county)[0] == 0
    first, second = places(county)
    shutil.rmtree(first)
    code, answer = batched("check", county)
    assert [found["code"] for found in answer["across"]] == ["W658"]
    assert (code, [branch["folder"] for branch in answer["branches"]]) == (0, [second.name])
    assert len(wanting(county, "检查")) == 1


def test_a_branch_whose_folder_was_renamed_is_not_missed(county: Path) -> None:
    assert batched("check", county)[0] == 0
    places(county)[0].rename(county / "新名字")
    code, answer = batched("check", county)
    assert (code, answer["across"], wanting(county, "检查")) == (0, [], [])


def test_what_is_no_branch_is_not_asked_for_its_file(county: Path) -> None:
    """The county's own inbox and policy, and a folder of somebody's notes."""
    export(county, "加扣分.csv", [])
    (county / "说明").mkdir()
    (county / "说明" / "通知.txt").write_text("开会", encoding="utf-8")
    code, answer = batched("check", county)
    assert (code, len(answer["branches"])) == (0, 2)


def test_a_branch_whose_trail_was_put_back_is_looked_at_again(sealed: Path) -> None:
    """Without the trail the sealed month cannot be trusted; with it back everything is as it was."""
    trail = places(sealed)[0] / "sealed" / "trail.jsonl"
    content = trail.read_bytes()
    trail.unlink()
    assert batched("close", sealed)[0] == 1
    trail.write_bytes(content)
    assert batched("close", sealed)[0] == 0


def test_the_terminal_names_the_cells_of_an_export_and_does_not_call_it_all_well(county: Path) -> None:
    """Twelve rows for an unknown branch: ten are listed with their cells, the others counted, and what to do once."""
    export(county, "加扣分.csv", [f"990099,M{number:03d},2024-06-03,迟到,-1,,考勤" for number in range(12)])
    done = run("batch", "check", MONTH, county, "--jobs", "1")
    assert done.code == 1
    lines = [line for line in done.out.splitlines() if line.startswith("E653")]
    assert (len(lines), "加扣分.csv!" in lines[0], "!A2" in lines[0]) == (10, True, True)
    assert "另有 2 处同样的问题" in done.out
    assert done.out.count("改正机构号，或为这个机构建立工作区") == 1
    assert "有 12 个错误" in done.out


def test_amounts_for_scripts_are_decimals(county: Path) -> None:
    """5313.12 is said so, not as 132828/25."""
    _, answer = batched("appraise", county)
    amounts = [person["payable"] for branch in answer["branches"] for person in branch["managers"]]
    assert len(amounts) == 8
    assert all(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", amount) for amount in amounts)
