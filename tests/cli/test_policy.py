"""``cmtool policy`` as a person runs it: what it says, what it writes, how it ends."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from cmtool.workflows.policy_files import opened
from policies import SAMPLES
from terminal import run, spawned

ART18 = SAMPLES / "art18-monthly.toml"
TEXT = ART18.read_text("utf-8")
APPROVED = ("--document", "示例〔2024〕9号", "--approved-on", "2024-12-20")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with nothing but its policy."""
    folder = tmp_path / "社"
    assert run("init", folder, "--month", "2024-06").code == 0
    return folder


@pytest.fixture
def twin(tmp_path: Path) -> Path:
    path = tmp_path / "考核办法.xlsx"
    assert run("policy", "show", ART18, "--to", path).code == 0
    return path


def retype(path: Path, old: str, new: str) -> None:
    """Replace what stands in the first yellow cell that holds a text."""
    book = openpyxl.load_workbook(path)
    cells = (cell for row in book.worksheets[0].iter_rows() for cell in row)
    next(cell for cell in cells if cell.value == old and not cell.protection.locked).value = new
    book.save(path)


class TestCheck:
    def test_a_good_policy(self) -> None:
        """Its title and how much is in it, exit 0."""
        ran = run("policy", "check", ART18)
        assert ran.code == 0
        assert "客户经理月度百分考核办法（示例）：17 个数据项，11 个项目，2 个小计，1 个预留" in ran.out

    def test_all_faults_with_key_and_line(self, tmp_path: Path) -> None:
        """Two faults are told at once, each with its line in the file, and the exit code is 7."""
        path = tmp_path / "办法.toml"
        path.write_text(
            TEXT.replace("weight = 25", "wieght = 25").replace("due_date", "due_dat"), encoding="utf-8"
        )
        ran = run("policy", "check", path)
        lines = path.read_text("utf-8").split("\n")
        assert ran.code == 7
        for word, key in (("wieght", "line.deposit_average_line.wieght"), ("due_dat", "loans.due_dat")):
            line = next(number for number, row in enumerate(lines, 1) if row.startswith(word))
            assert f"第 {line} 行 {key}" in ran.err
        assert "是不是“weight”？" in ran.err

    def test_in_english(self, tmp_path: Path) -> None:
        path = tmp_path / "policy.toml"
        path.write_text(TEXT.replace("weight = 25", "weight = 26"), encoding="utf-8")
        ran = run("policy", "check", path, lang="en")
        assert ran.code == 7
        line = next(number for number, row in enumerate(TEXT.split("\n"), 1) if row.startswith("weights"))
        assert f"policy.toml line {line} group.score.weights" in ran.err
        assert "Adjust the weights so that they total 100" in ran.err

    def test_on_a_narrow_terminal_and_through_a_pipe(self) -> None:
        """Nothing is cut off, whatever the width or the encoding."""
        narrow = spawned("policy", "new", env={"COLUMNS": "30", "PYTHONIOENCODING": "utf-8"})
        assert "art18-monthly" in narrow.stdout.decode()
        gbk = spawned("policy", "check", ART18, env={"PYTHONIOENCODING": "gbk"})
        assert "客户经理月度百分考核办法（示例）" in gbk.stdout.decode("gbk")

    def test_the_policy_of_a_month(self, workspace: Path) -> None:
        """A month means the workspace's policy in force; a month before any is told (exit 6)."""
        assert run("policy", "check", "2024-06", "-w", workspace).code == 0
        assert run("policy", "check", "2020-01", "-w", workspace).code == 6

    def test_a_file_that_is_not_there(self) -> None:
        ran = run("policy", "check", "没有.toml")
        assert (ran.code, "没有“没有.toml”这个文件" in ran.err) == (2, True)

    def test_what_is_neither_a_file_nor_a_month(self) -> None:
        """A month mistyped is not taken for the name of a file that is missing."""
        ran = run("policy", "check", "9999-99")
        assert (ran.code, "“9999-99”既不是文件，也不是月份" in ran.err) == (2, True)

    def test_what_cannot_be_read_at_all(self, tmp_path: Path) -> None:
        """The disk refuses (a folder is no file): E687 with the reason, no exception."""
        assert [one.code for one in opened(tmp_path).problems] == ["E687"]

    def test_without_a_command_it_says_what_there_is(self) -> None:
        ran = run("policy")
        assert ran.code == 0
        assert all(word in ran.out for word in ("check", "show", "adopt", "diff", "new"))


EXAMPLE = """
[[example]]
name = "全勤收息"
month = "2024-06"
others = "zero"
grade = "客户经理"
values = { interest_collected = 10000 }
targets = { "本月发放贷款" = 500000 }
expect = { interest_share_line = 100, fixed_line = 3000 }
"""


class TestExamples:
    def test_an_example_that_holds(self, tmp_path: Path) -> None:
        """1 % of 10,000 is 100: said to agree, exit 0."""
        path = tmp_path / "p.toml"
        path.write_text(TEXT + EXAMPLE, encoding="utf-8")
        ran = run("policy", "check", path)
        assert (ran.code, "算例“全勤收息”：相符" in ran.out) == (0, True)

    def test_of_several_people_it_is_said_who(self, tmp_path: Path) -> None:
        """乙 has 10,000 of interest, 1 % of it is 100 and not 120; 甲 is as expected and not named."""
        people = """
[[example]]
name = "两人"
others = "zero"
people = [
  { name = "甲", expect = { interest_share_line = 0 } },
  { name = "乙", values = { interest_collected = 10000 }, expect = { interest_share_line = 120 } },
]
"""
        path = tmp_path / "p.toml"
        path.write_text(TEXT + people, encoding="utf-8")
        told = run("policy", "check", path).err
        assert "算例“两人”不成立：乙的“收息提成”应为 120.00 元，算出来是 100.00 元" in told
        assert "甲的" not in told

    def test_an_example_that_fails(self, tmp_path: Path) -> None:
        """Expected 120: both figures, how 100 came about, the line of the example, and exit 7."""
        path = tmp_path / "p.toml"
        path.write_text(TEXT + EXAMPLE.replace("= 100,", "= 120,"), encoding="utf-8")
        ran = run("policy", "check", path)
        lines = path.read_text("utf-8").split("\n")
        (line,) = (number for number, row in enumerate(lines, 1) if "= 120," in row)
        place = lines.count("[[example]]") - 1
        assert (ran.code, "E580" in ran.err) == (7, True)
        assert f"第 {line} 行 example.{place}.expect." in ran.err
        assert "“收息提成”：应为 120.00 元，算出来是 100.00 元" in ran.out
        assert "本月实收利息 10,000.00 元" in ran.out

    def test_an_example_of_somebody_who_was_not_there(self, tmp_path: Path) -> None:
        """Joined after the month: there is nothing to work out, and the example says so instead of holding (E581)."""
        path = tmp_path / "p.toml"
        path.write_text(TEXT + EXAMPLE + "joined = 2024-07-01\n", encoding="utf-8")
        ran = run("policy", "check", path)
        assert (ran.code, "E581" in ran.err) == (7, True)
        assert "算不出来：这个人本月不在考核之列，见 joined、left" in ran.err

    def test_the_twin_prints_them(self, tmp_path: Path) -> None:
        """The last chapter says what is given and what comes out."""
        path, twin = tmp_path / "p.toml", tmp_path / "p.xlsx"
        path.write_text(TEXT + EXAMPLE, encoding="utf-8")
        assert run("policy", "show", path, "--to", twin).code == 0
        texts = [
            str(cell.value) for row in openpyxl.load_workbook(twin).worksheets[0].iter_rows() for cell in row
        ]
        assert any("算例" in text and text.startswith("第") for text in texts)
        assert any("本月实收利息 10,000.00 元" in text and "得出收息提成 100.00 元" in text for text in texts)

    def test_adopting_other_numbers_tells_which_examples_no_longer_hold(
        self, workspace: Path, tmp_path: Path
    ) -> None:
        """1 % becomes 2 %: adopted, and said that 100 is now 200."""
        path, twin = tmp_path / "p.toml", tmp_path / "p.xlsx"
        path.write_text(
            TEXT + EXAMPLE.replace("fixed_line", "performance_line").replace("3000", "0"), encoding="utf-8"
        )
        assert run("policy", "show", path, "--to", twin).code == 0
        book = openpyxl.load_workbook(twin)
        cells = [
            cell
            for row in book.worksheets[0].iter_rows()
            for cell in row
            if cell.value == "1%" and not cell.protection.locked
        ]
        cells[1].value = "2%"  # the first is the step of the collection rate
        book.save(twin)
        ran = run("policy", "adopt", twin, "--effective", "2025-01", "-w", workspace, *APPROVED)
        assert (ran.code, "W586" in ran.err) == (0, True)
        assert "算例“全勤收息”不再成立：“收息提成”原写 100.00 元，现在是 200.00 元" in ran.err


class TestShow:
    def test_a_changed_twin_is_not_overwritten(self, twin: Path) -> None:
        """The same again is fine; a filled-in one stays, and exit 4 says so."""
        assert run("policy", "show", ART18, "--to", twin).code == 0
        retype(twin, "25", "30")
        before = twin.read_bytes()
        ran = run("policy", "show", ART18, "--to", twin)
        assert (ran.code, twin.read_bytes() == before) == (4, True)

    def test_a_policy_with_errors_is_not_shown(self, tmp_path: Path) -> None:
        path = tmp_path / "p.toml"
        path.write_text(TEXT.replace("weight = 25", "weight = 26"), encoding="utf-8")
        assert run("policy", "show", path, "--to", tmp_path / "p.xlsx").code == 7
        assert not (tmp_path / "p.xlsx").exists()


class TestAdopt:
    def test_numbers_become_a_new_policy(self, workspace: Path, twin: Path) -> None:
        """Weights 25 and 15 retyped as 22.5 and 17.5: the new file has them and its papers, and nothing else changes."""
        retype(twin, "25", "22.5")
        retype(twin, "15", "17.5")
        ran = run("policy", "adopt", twin, "--effective", "2025-01", "-w", workspace, *APPROVED)
        assert ran.code == 0
        assert "权重：25 → 22.5" in ran.out
        text = (workspace / "policy" / "2025-01.toml").read_text("utf-8")
        expected = (
            TEXT.replace("weight = 25", "weight = 22.5", 1)
            .replace("weight = 15", "weight = 17.5", 1)
            .replace("示例〔2023〕1号", "示例〔2024〕9号")
            .replace("approved_on = 2023-12-20", "approved_on = 2024-12-20")
            .replace('effective = "2024-01"', 'effective = "2025-01"')
        )
        assert text == expected
        assert run("policy", "show", "2025-02", "-w", workspace, "--to", twin.with_name("新.xlsx")).code == 0

    def test_nothing_is_overwritten(self, workspace: Path, twin: Path) -> None:
        """A policy from that month is there already: exit 4, and it stays."""
        before = (workspace / "policy" / "2024-01.toml").read_bytes()
        ran = run("policy", "adopt", twin, "--effective", "2024-01", "-w", workspace, *APPROVED)
        assert (ran.code, "E685" in ran.err) == (4, True)
        assert (workspace / "policy" / "2024-01.toml").read_bytes() == before

    def test_errors_refuse(self, workspace: Path, twin: Path) -> None:
        """Weights that do not add up: exit 7 and no file; a changed clause: exit 3 and no file."""
        retype(twin, "25", "26")
        adopt = ("policy", "adopt", twin, "--effective", "2025-01", "-w", workspace, *APPROVED)
        assert run(*adopt).code == 7
        book = openpyxl.load_workbook(twin)
        book.worksheets[0]["A1"] = "另一份办法"
        book.save(twin)
        ran = run(*adopt)
        assert (ran.code, "考核办法!A1" in ran.err) == (3, True)
        assert "两份办法没有不同" not in ran.out
        assert not (workspace / "policy" / "2025-01.toml").exists()

    def test_a_deleted_row_is_one_problem(self, workspace: Path, twin: Path) -> None:
        """Every row below has moved: told once, with the row where it begins, not cell by cell."""
        book = openpyxl.load_workbook(twin)
        book.worksheets[0].delete_rows(17)
        book.save(twin)
        ran = run("policy", "adopt", twin, "--effective", "2025-01", "-w", workspace, *APPROVED)
        assert (ran.code, ran.err.count("错误")) == (3, 1)
        assert "从第 17 行起与写出时不同" in ran.err

    def test_many_changed_cells_are_told_in_short(self, workspace: Path, twin: Path) -> None:
        """Twelve notes below the document: ten are shown, and how many more there are."""
        book = openpyxl.load_workbook(twin)
        below = book.worksheets[0].max_row + 3
        for column in range(1, 13):
            book.worksheets[0].cell(below, column, "批注")
        book.save(twin)
        ran = run("policy", "adopt", twin, "--effective", "2025-01", "-w", workspace, *APPROVED)
        assert (ran.code, ran.err.count("现为：批注")) == (3, 10)
        assert "另有 2 处同样的问题" in ran.err

    def test_to_a_file_of_ones_own(self, tmp_path: Path, twin: Path) -> None:
        """Without any workspace; the file must be new."""
        path = tmp_path / "county" / "2025-01.toml"
        adopt = ("policy", "adopt", twin, "--effective", "2025-01", "--to", path, *APPROVED)
        assert run(*adopt).code == 0
        assert run("policy", "check", path).code == 0
        assert run(*adopt).code == 4

    def test_a_branch_with_the_countys_policy(self, workspace: Path, twin: Path) -> None:
        """A policy of its own would leave the branch without one for earlier months: refused, nothing written."""
        (workspace / "policy").rename(workspace.parent / "policy")
        ran = run("policy", "adopt", twin, "--effective", "2025-01", "-w", workspace, *APPROVED)
        assert (ran.code, "E688" in ran.err) == (4, True)
        assert "--to ../policy/2025-01.toml" in ran.err
        assert not (workspace / "policy").exists()

    def test_papers_are_needed(self, workspace: Path, twin: Path) -> None:
        """A script that gives no 文号 gets exit 2, and nothing is written."""
        done = spawned("policy", "adopt", twin, "--effective", "2025-01", "-w", workspace)
        assert done.returncode == 2
        assert not (workspace / "policy" / "2025-01.toml").exists()

    def test_a_month_before_a_seal_is_refused(self, june_workspace: Path, twin: Path) -> None:
        """Sealed June was paid by another policy."""
        assert run("appraise", "2024-06", "-w", june_workspace).code == 0
        assert run("close", "2024-06", "-w", june_workspace).code == 0
        ran = run("policy", "adopt", twin, "--effective", "2024-05", "-w", june_workspace, *APPROVED)
        assert (ran.code, "E686" in ran.err) == (4, True)

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
    def test_at_a_terminal_it_asks(self, workspace: Path, twin: Path) -> None:
        """文号, 批准日期 (asked again when it is no date) and 批准机构, which may stay."""
        master, slave = pty.openpty()
        code = f"from cmtool.cli.main import main; raise SystemExit(main(['policy', 'adopt', {str(twin)!r}, '--effective', '2025-01', '-w', {str(workspace)!r}]))"
        said = b""
        with subprocess.Popen(
            [sys.executable, "-c", code], stdin=slave, stdout=slave, stderr=slave
        ) as process:
            os.close(slave)
            os.write(master, "县〔2024〕7号\n明天\n2024-12-25\n\n".encode())
            with contextlib.suppress(OSError):  # how a pseudo-terminal ends on Linux
                while chunk := os.read(master, 4096):
                    said += chunk
            os.close(master)
        assert process.returncode == 0, said.decode("utf-8", "replace")
        assert "“明天”不是日期" in said.decode()
        text = (workspace / "policy" / "2025-01.toml").read_text("utf-8")
        assert 'document = "县〔2024〕7号"' in text
        assert "approved_on = 2024-12-25" in text
        assert 'approved_by = "示例联社理事会"' in text


class TestDiff:
    def test_by_clause(self, tmp_path: Path, twin: Path) -> None:
        """Files and twins alike; old → new in words."""
        path = tmp_path / "新.toml"
        path.write_text(TEXT.replace("running = 3", "running = 2"), encoding="utf-8")
        retype(twin, "25", "25")
        ran = run("policy", "diff", twin, path)
        assert ran.code == 0
        assert ran.out.splitlines() == ["等级", "  升入条件 · 第 1 项 · 连续月数：3 → 2"]

    def test_the_same(self, twin: Path) -> None:
        assert run("policy", "diff", ART18, twin).out.splitlines() == ["两份办法没有不同"]


class TestNew:
    def test_the_list_names_every_sample(self) -> None:
        out = run("policy", "new").out
        assert all(path.stem in out for path in SAMPLES.glob("*.toml"))

    @pytest.mark.parametrize("sample", sorted(path.stem for path in SAMPLES.glob("*.toml")))
    def test_a_sample_to_fill_in(self, tmp_path: Path, sample: str) -> None:
        """Only the papers are missing, so that nobody is paid by a sample; filled in, it is a policy."""
        path = tmp_path / "2025-01.toml"
        assert run("policy", "new", "--from", sample, "--effective", "2025-01", "--to", path).code == 0
        ran = run("policy", "check", path)
        assert ran.code == 7
        assert ran.err.count("缺少必须写明的") == 3
        text = path.read_text("utf-8")
        for key in ("document", "approved_on", "approved_by"):
            text = text.replace(f"# {key} = ", f"{key} = ", 1)
        path.write_text(text, encoding="utf-8")
        assert run("policy", "check", path).code == 0

    def test_no_such_sample(self) -> None:
        ran = run("policy", "new", "--from", "art19")
        assert (ran.code, "art18-monthly" in ran.err) == (2, True)


def test_the_wheel_carries_the_samples() -> None:
    """The build packs examples/policies as the folder that the program looks in."""
    import tomllib

    project = tomllib.loads((SAMPLES.parents[1] / "pyproject.toml").read_text("utf-8"))
    packed = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert packed["examples/policies"] == "cmtool/samples"


def test_the_twin_is_a_workbook(twin: Path) -> None:
    assert openpyxl.load_workbook(BytesIO(twin.read_bytes())).sheetnames[0] == "考核办法"
