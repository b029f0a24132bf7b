"""``cmtool check``: what it tells, lists and exports, and ``help-code``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

import june
from terminal import run, spawned

MONTH = "2024-06"


@pytest.fixture
def bad(june_workspace: Path) -> Path:
    """The hand-worked month with an amount that is no amount, and an unknown manager, in the ledger."""
    rows = [list(row) for row in june.LOANS[1]]
    rows[0][6] = "M009"
    rows[1][8] = "九千"
    path = june_workspace / "inbox" / MONTH / "贷款台账.xlsx"
    june.write(path, {"6月": (june.LOANS[0], rows)}, title="延河信用社贷款台账")
    return june_workspace


class TestTold:
    def test_each_sheet_with_its_rows(self, bad: Path) -> None:
        """Of three notes one is read, two are not, each with the code of its reason."""
        ran = run("check", MONTH, "-w", bad)
        row = next(line for line in ran.out.splitlines() if "贷款台账.xlsx" in line)
        assert [part.strip() for part in row.split("│")[3:8]] == [
            "贷款台账", "1", "0", "2", "E126 × 1；E160 × 1",
        ]  # fmt: skip

    def test_who_can_cure(self, bad: Path) -> None:
        """The causes stand under who can cure them, with their number."""
        ran = run("check", MONTH, "-w", bad)
        assert ran.code == 1
        assert "本社改：" in ran.err.splitlines()[0]

    def test_the_list_is_written_by_default(self, bad: Path) -> None:
        """With errors the problems go to marked/; ``--no-mark`` writes nothing."""
        before = sorted(bad.rglob("*"))
        assert run("check", MONTH, "-w", bad, "--no-mark").code == 1
        assert sorted(bad.rglob("*")) == before
        assert f"marked/{MONTH}/数据问题清单_{MONTH}.xlsx" in run("check", MONTH, "-w", bad).out

    def test_without_errors_only_when_asked(self, june_workspace: Path) -> None:
        """A good month has no marked folder."""
        assert run("check", MONTH, "-w", june_workspace).code == 0
        assert not (june_workspace / "marked").exists()

    def test_what_was_marked_goes_when_it_is_right(self, bad: Path) -> None:
        """Mended in the inbox itself: the next check takes the marked copy away and lists no error."""
        run("check", MONTH, "-w", bad)
        folder = bad / "marked" / MONTH
        assert (folder / "贷款台账.xlsx").is_file()
        june.write(bad / "inbox" / MONTH / "贷款台账.xlsx", {"6月": june.LOANS}, title="延河信用社贷款台账")
        assert run("check", MONTH, "-w", bad).code == 0
        assert not (folder / "贷款台账.xlsx").exists()
        assert "错误" not in (folder / f"数据问题清单_{MONTH}.csv").read_text("utf-8-sig")

    def test_each_table_that_has_not_come_is_named(self, june_workspace: Path) -> None:
        """Two missing tables are two causes, not one with the first for an example."""
        for name in ("贷款台账", "存款"):
            (june_workspace / "inbox" / MONTH / f"{name}.xlsx").unlink()
        told = run("check", MONTH, "-w", june_workspace, "--no-mark").err
        assert "要用贷款台账" in told
        assert "要用存款分户余额" in told

    def test_the_wrong_style_of_deposits(self, june_workspace: Path) -> None:
        """Changes day by day where month ends are declared: branch.toml is pointed at, and no cell called blank."""
        (june_workspace / "branch.toml").write_text(june.BRANCH.replace('"changes"', '"month"'), "utf-8")
        ran = run("check", MONTH, "-w", june_workspace, "--json", "--no-mark")
        problems = [one for one in json.loads(ran.out)["problems"] if one["severity"] == "error"]
        assert [(one["code"], one["column"]) for one in problems] == [
            ("E106", "月末余额"),
            ("E106", "月积数"),
        ]
        assert all('style 改成 "changes"、"snapshot"' in one["remedy"] for one in problems)

    def test_the_branch_mends_its_own_roster(self, june_workspace: Path) -> None:
        """A number for an identifier is the system's to mend in an export, the branch's in managers.xlsx."""
        rows = [list(row) for row in june.ROSTER[1]]
        rows[0][2] = int(str(rows[0][2]))
        sheets = {"客户经理花名册": (june.ROSTER[0], rows), "目标": june.TARGETS}
        june.write(june_workspace / "managers.xlsx", sheets)
        ran = run("check", MONTH, "-w", june_workspace, "--json", "--no-mark")
        cures = {one["cure"] for one in json.loads(ran.out)["problems"] if one["code"] == "W123"}
        assert cures == {"branch"}


class TestUnread:
    """What stands in the workbooks and was not taken."""

    @pytest.fixture
    def untidy(self, june_workspace: Path) -> Path:
        """Clients with a column nobody reads, one without a header, a hidden row; a sheet of notes, one very hidden."""
        with xlsxwriter.Workbook(str(june_workspace / "inbox" / MONTH / "客户名册表.xlsx")) as book:
            clients, notes, deep = (book.add_worksheet(name) for name in ("客户", "说明", "底稿"))
            clients.write_row(0, 0, [*june.CLIENTS[0], "星座"])
            for line, row in enumerate(june.CLIENTS[1], 1):
                clients.write_row(line, 0, row)
            clients.write(1, 4, "狮子")
            clients.write(2, 6, "见附页")
            clients.set_row(2, None, None, {"hidden": True})
            notes.write(0, 0, "本册由各网点填报")
            deep.write(0, 0, "x")
            deep.very_hidden()
        return june_workspace

    def test_told(self, untidy: Path) -> None:
        ran = run("check", MONTH, "-w", untidy)
        place = f"inbox/{MONTH}/客户名册表.xlsx"
        assert ran.code == 0
        assert f"没有用到的列：{place}!客户：星座、G 列（没有表头）" in ran.out
        assert f"隐藏、照常读取：{place}!客户：1 行" in ran.out
        assert f"没有读取的工作表：{place}!说明：没有认出是哪张表" in ran.out
        assert f"没有读取的工作表：{place}!底稿：深度隐藏" in ran.out

    def test_for_programs(self, untidy: Path) -> None:
        found = json.loads(run("check", MONTH, "-w", untidy, "--json").out)
        (clients,) = [table for table in found["tables"] if table["table"] == "clients"]
        assert (clients["unread"], clients["headless"]) == (["星座"], ["G"])
        assert clients["hidden"] == {"sheet": False, "rows": 1, "columns": 0}
        assert [(one["sheet"], one["reason"]) for one in found["ignored"]] == [
            ("说明", "没有认出是哪张表"),
            ("底稿", "深度隐藏"),
        ]


class TestForPrograms:
    def test_json(self, bad: Path) -> None:
        """One object on stdout, nothing on stderr; sheets with their counts, problems with place and cure."""
        ran = run("check", MONTH, "-w", bad, "--json")
        found = json.loads(ran.out)
        assert (ran.code, ran.err, found["schema"], found["month"]) == (1, "", 1, MONTH)
        (loans,) = [table for table in found["tables"] if table["table"] == "loans"]
        assert (loans["read"], loans["skipped"], loans["rejected"]) == (1, 0, 2)
        (amount,) = [one for one in found["problems"] if one["code"] == "E126"]
        assert amount["severity"] == "error"
        assert (amount["file"], amount["sheet"], amount["cell"]) == (
            "inbox/2024-06/贷款台账.xlsx",
            "6月",
            "I5",
        )
        assert (amount["column"], amount["key"], amount["found"]) == ("本月实收利息", "000102", "九千")
        assert (amount["proposal"], amount["cure"]) == ("", "branch")

    def test_csv_is_utf8_on_any_console(self, bad: Path) -> None:
        """The bytes on stdout are UTF-8 with a mark, whatever encoding the console has."""
        done = spawned("check", MONTH, "-w", bad, "--csv", env={"PYTHONIOENCODING": "gbk"})
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8-sig"))))
        assert [row["cell"] for row in rows if row["code"] == "E126"] == ["I5"]
        assert done.stdout.startswith(b"\xef\xbb\xbf")

    def test_not_both(self, bad: Path) -> None:
        """--json and --csv do not go together."""
        assert run("check", MONTH, "-w", bad, "--json", "--csv").code == 2


class TestExport:
    def test_the_rows_that_hold(self, bad: Path, tmp_path: Path) -> None:
        """One CSV for each table: origin first, ids exact, ISO dates, yuan with two decimals; bad rows are left out."""
        ran = run("check", MONTH, "-w", bad, "--export", tmp_path / "out")
        assert ran.code == 1
        content = (tmp_path / "out" / "loans.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        assert list(row)[:3] == ["来源文件", "来源表", "来源行"]
        assert (row["来源文件"], row["来源表"], row["来源行"]) == ("inbox/2024-06/贷款台账.xlsx", "6月", "6")
        assert (row["借据号"], row["发放日期"], row["贷款余额"]) == ("000103", "2023-06-01", "50000.00")
        assert (tmp_path / "out" / "clients.csv").exists()

    def test_never_into_the_inbox(self, bad: Path) -> None:
        """An export is not put where the next check would read it."""
        folder = bad / "inbox" / MONTH / "out"
        assert run("check", MONTH, "-w", bad, "--export", folder).code == 2
        assert not folder.exists()


class TestHelpCode:
    def test_a_code(self) -> None:
        """Sentence, remedy, and who cures it, in any case of letters."""
        ran = run("help-code", "e126")
        assert ran.code == 0
        assert "读不出金额" in ran.out
        assert "本社改" in ran.out

    def test_what_only_a_case_can_say_is_left_out(self) -> None:
        """No place is shown for a hint at a likely spelling, or at the ready command."""
        told = run("help-code", "E106").out.split("示例：")[0]
        assert "请在表中补上“{header}”列；如果列名不同" in told
        assert "{how}" not in told

    def test_its_example(self) -> None:
        """The folder of the example, and its report; nothing where there is none."""
        ran = run("help-code", "E120")
        assert "broken/E120" in ran.out
        assert "inbox/2024-06/贷款台账.csv!F2  “贷款余额”没有填" in ran.out
        assert "示例" not in run("help-code", "E086").out

    def test_an_unknown_code(self) -> None:
        """2, with the nearest known code."""
        ran = run("help-code", "E1266")
        assert ran.code == 2
        assert "E126" in ran.err


class TestMarks:
    """marked/2024-06/: a copy for each workbook with problems, a list where no copy can be made, a letter."""

    def test_the_copy_names_the_cell(self, bad: Path) -> None:
        """The copy of the ledger has the bad cell coloured, with code and sentence in its note."""
        run("check", MONTH, "-w", bad)
        book = load_workbook(bad / "marked" / MONTH / "贷款台账.xlsx")
        cell = book["6月"]["I5"]
        assert cell.comment is not None
        assert "E126" in cell.comment.text
        assert cell.fill.fgColor.rgb == "FFFFC7CE"
        heads = [cell.value for cell in book["数据问题清单"][4]]
        assert heads[-3:] == ["处理", "原因", "批准人"]
        assert (
            "已改,按建议改,本月放行,以后都认"
            in book["数据问题清单"].data_validations.dataValidation[0].formula1
        )

    def test_only_workbooks_with_problems(self, bad: Path) -> None:
        """A workbook without problems has no copy."""
        run("check", MONTH, "-w", bad)
        assert not (bad / "marked" / MONTH / "客户名册表.xlsx").exists()

    def test_a_list_takes_the_place_of_a_lossy_copy(self, bad: Path) -> None:
        """For a CSV file there is a problem workbook whose cells lead into the original."""
        inbox = bad / "inbox" / MONTH
        (inbox / "费用二.csv").write_text("工号,日期,费用类别,金额\nM001,2024-06-09,通讯,五元\n", "utf-8")
        run("check", MONTH, "-w", bad)
        sheet = load_workbook(bad / "marked" / MONTH / "费用二_问题.xlsx")["数据问题清单"]
        assert sheet["C5"].value == "E126"

    def test_a_changed_copy_is_never_overwritten(self, bad: Path) -> None:
        """A copy that somebody works on stays as it is, with a word about it, by check and by appraise."""
        run("check", MONTH, "-w", bad)
        path = bad / "marked" / MONTH / "贷款台账.xlsx"
        book = load_workbook(path)
        book["6月"]["I5"] = 9000
        book.save(path)
        content = path.read_bytes()
        ran = run("check", MONTH, "-w", bad)
        assert "W606" in ran.err
        run("appraise", MONTH, "-w", bad)
        run("check", MONTH, "-w", bad)
        assert path.read_bytes() == content

    def test_other_files_there_stay(self, bad: Path) -> None:
        """What somebody puts into the folder stays there, however often the list is written."""
        run("check", MONTH, "-w", bad)
        note = bad / "marked" / MONTH / "备忘.txt"
        note.write_text("x", "utf-8")
        for _ in range(3):
            run("check", MONTH, "-w", bad)
        assert note.read_text("utf-8") == "x"

    def test_the_letter(self, june_workspace: Path) -> None:
        """What only the system can cure is a letter with the branch's name, and only then."""
        rows = [[1.5, *row[1:]] if number == 0 else row for number, row in enumerate(june.LOANS[1])]
        path = june_workspace / "inbox" / MONTH / "贷款台账.xlsx"
        june.write(path, {"6月": (june.LOANS[0], rows)}, title="延河信用社贷款台账")
        run("check", MONTH, "-w", june_workspace)
        letter = load_workbook(june_workspace / "marked" / MONTH / f"致联社科技_{MONTH}.xlsx").active
        assert letter is not None
        texts = [str(cell.value) for row in letter.iter_rows() for cell in row]
        assert any("E123" in text for text in texts)
        assert any("延河信用社" in text for text in texts)
