"""The terminal: languages, help, widths, encodings; and that no traceback reaches anybody."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import june
from cmtool.cli import languages
from cmtool.cli.console import clean
from cmtool.workflows import status
from terminal import run, spawned

MONTH = "2024-06"
START = "from cmtool.cli.start import run; run()"
COMMANDS = ("appraise", "explain", "close", "reopen", "verify", "check", "help-code", "init", "demo")
HEAVY = ("pandas", "numpy", "openpyxl", "pyarrow", "xlsxwriter")


class TestHelp:
    @pytest.mark.parametrize("arguments", [["--help"], ["appraise", "--help"], ["--lang", "en", "-h"]])
    def test_it_imports_nothing_heavy(self, arguments: list[str]) -> None:
        """Help pays for none of the libraries that read, compute and write."""
        code = (
            "import sys\nfrom cmtool.cli.main import main\n"
            "main(sys.argv[1:])\n"
            f"found = [name for name in {HEAVY!r} if name in sys.modules]\n"
            "sys.exit(', '.join(found) or 0)"
        )
        done = spawned(*arguments, code=code)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"cmtool" in done.stdout

    def test_commands_stand_in_groups(self) -> None:
        """Every command is listed under its group with what it does."""
        text = run("--help").out
        assert all(f"  {command} " in text for command in COMMANDS)
        assert [line for line in text.splitlines() if line.strip() in ("每月", "查证", "开始")] == [
            "每月", "查证", "开始",
        ]  # fmt: skip

    def test_every_option_is_described(self) -> None:
        """No option or argument of any command is without a sentence."""
        for command in COMMANDS:
            lines = run(command, "--help").out.splitlines()
            bare = [line for line in lines if line.startswith("  -") and len(line.split("  ")) < 3]
            assert bare == [], command


class TestLanguage:
    def test_the_option_wins_wherever_it_stands(self) -> None:
        """``--lang`` is taken out of the arguments before or after the command."""
        assert languages.taken_out(["--lang", "en", "check"]) == ("en", ["check"])
        assert languages.taken_out(["check", "--lang=zh", "x"]) == ("zh", ["check", "x"])
        assert languages.taken_out(["check", "--", "--lang", "en"]) == ("", ["check", "--", "--lang", "en"])

    @pytest.mark.parametrize("words", [["--lang", "fr"], ["--lang"], ["--lang="]])
    def test_an_unknown_language_is_misuse(self, words: list[str]) -> None:
        """2 for a language that nobody speaks here."""
        assert run(*words, lang="").code == 2

    def test_then_the_environment_the_branch_the_locale(self, tmp_path: Path) -> None:
        """CMTOOL_LANG, else branch.toml, else the locale; Chinese where the locale says nothing."""
        outside = tmp_path / "outside"
        outside.mkdir()
        (tmp_path / "branch.toml").write_text(
            june.BRANCH.replace("schema = 1", 'schema = 1\nlanguage = "en"'), "utf-8"
        )
        here: list[str] = []
        assert languages.settled(here, {"CMTOOL_LANG": "zh", "LANG": "en_US.UTF-8"}, tmp_path) == "zh"
        assert languages.settled(here, {"LANG": "zh_CN.UTF-8"}, tmp_path) == "en"
        assert languages.settled(["-w", str(tmp_path)], {"LANG": "zh_CN.UTF-8"}, Path("/")) == "en"
        (tmp_path / "branch.toml").unlink()
        assert languages.settled(here, {"LANG": "zh_CN.UTF-8"}, outside) == "zh"
        assert languages.settled(here, {"LANG": "en_US.UTF-8"}, outside) == "en"
        assert languages.settled(here, {"LC_ALL": "C"}, outside) == "zh"

    def test_a_broken_branch_file_does_not_stop_help(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The language is looked for quietly."""
        (tmp_path / "branch.toml").write_bytes(b"\xff\xfe language = ")
        monkeypatch.chdir(tmp_path)
        assert run("--help", lang="").code == 0

    def test_codes_and_keys_do_not_change_with_the_language(self, june_files: Path) -> None:
        """JSON in English has the same keys, codes and figures as in Chinese."""
        texts = [
            run("appraise", MONTH, "-w", june_files, "--dry-run", "--json", lang=lang).out
            for lang in ("zh", "en")
        ]
        chinese, english = (json.loads(text) for text in texts)
        assert chinese.keys() == english.keys()
        assert [one["code"] for one in chinese["problems"]] == [one["code"] for one in english["problems"]]
        assert [one["payable"] for one in chinese["managers"]] == [
            one["payable"] for one in english["managers"]
        ]


class TestScreens:
    @pytest.fixture(scope="class")
    @staticmethod
    def hostile(june_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
        """The hand-worked month with a manager whose name is markup and escapes."""
        folder = Path(shutil.copytree(june_files, tmp_path_factory.mktemp("hostile") / "x"))
        rows = [list(row) for row in june.ROSTER[1]]
        rows[0][1] = "[/][red]甲[link=x]"
        rows[1][1] = "=1+1"
        june.write(folder / "managers.xlsx", {"客户经理花名册": (june.ROSTER[0], rows), "目标": june.TARGETS})
        return folder

    def test_names_are_no_markup(self, hostile: Path) -> None:
        """A name with square brackets is shown as it is written."""
        ran = run("appraise", MONTH, "-w", hostile, "--dry-run")
        assert ran.code == 0
        assert "[/][red]甲[link=x]" in ran.out

    def test_explaining_such_a_name(self, hostile: Path) -> None:
        """The tree shows it as written, too."""
        assert "[/][red]甲[link=x]" in run("explain", MONTH, "M001", "-w", hostile).out

    def test_nothing_reaches_the_terminal_that_it_obeys(self) -> None:
        """Escapes, control characters and direction marks are taken out of every text."""
        assert clean("a\x1b[31mb\x07\u202ec\r\nd\te\x9b") == "a[31mbc d e"

    @pytest.mark.parametrize("columns", ["20", "40", "80", "200"])
    def test_any_width(self, june_files: Path, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """No figure is cut off, however narrow the window."""
        monkeypatch.setenv("COLUMNS", columns)
        ran = run("appraise", MONTH, "-w", june_files, "--dry-run")
        assert ran.code == 0
        for figure in ("91.10", "4,855.50", "4,572.40", "6,214.43"):
            assert figure in ran.out

    @pytest.mark.parametrize("columns", ["40", "60"])
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_help_in_a_narrow_window(self, lang: str, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """The words are folded, not cut off."""
        monkeypatch.setenv("COLUMNS", columns)
        for command in ("check", "appraise", "batch"):
            assert "…" not in run(command, "--help", lang=lang).out
        assert "…" not in run("policy", "adopt", "--help", lang=lang).out

    @pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
    def test_any_encoding(self, june_files: Path, encoding: str) -> None:
        """A console or pipe that cannot show a character shows another; figures stand, nothing breaks."""
        done = spawned(
            "appraise",
            MONTH,
            "-w",
            june_files,
            "--dry-run",
            env={"PYTHONIOENCODING": encoding, "CMTOOL_LANG": "zh"},
        )
        assert done.returncode == 0
        assert "4,572.40" in done.stdout.decode(encoding)
        if encoding != "ascii":
            assert "甲一" in done.stdout.decode(encoding)

    def test_no_colour_where_none_is_wanted(self, june_files: Path) -> None:
        """Redirected output holds no escape; NO_COLOR keeps a terminal's free of colours."""
        assert b"\x1b" not in spawned("appraise", MONTH, "-w", june_files, "--dry-run").stdout
        env = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
        coloured = spawned("appraise", MONTH, "-w", june_files, "--dry-run", env=env)
        plain = spawned("appraise", MONTH, "-w", june_files, "--dry-run", env={**env, "NO_COLOR": "1"})
        assert b"\x1b[32m" in coloured.stdout or b";32m" in coloured.stdout
        assert b"32m" not in plain.stdout

    def test_a_reader_that_stops_reading(self, june_files: Path) -> None:
        """``| head`` ends the program quietly."""
        code = "from cmtool.cli.main import run; run()"
        words = [sys.executable, "-c", code, "explain", MONTH, "M001", "-w", str(june_files)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""


class TestEndings:
    def test_the_unexpected(self, june_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A mistake in the program ends in one calm sentence and a log; exit 70, no traceback."""

        def broken(_workspace: object) -> None:
            raise RuntimeError("a mistake 身份证 421182199001011234")

        monkeypatch.setattr(status, "standing", broken)
        ran = run("-w", june_workspace)
        assert ran.code == 70
        log = june_workspace / ".cmtool" / "error.log"
        assert str(log) in ran.err
        assert "Traceback" not in ran.err + ran.out
        assert "RuntimeError" in log.read_text("utf-8")

    def test_an_interruption(self, june_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Ctrl-C is 130 and one calm line."""

        def interrupted(_workspace: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(status, "standing", interrupted)
        ran = run("-w", june_workspace)
        assert (ran.code, ran.out, ran.err) == (130, "", "已中断；原有报表没有改动\n")

    def test_an_interruption_that_a_library_made_an_error_of(
        self, june_workspace: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A class that is being made turns Ctrl-C into a RuntimeError: still 130 and one calm line."""

        def interrupted(_workspace: object) -> None:
            try:
                raise KeyboardInterrupt
            except KeyboardInterrupt as error:
                raise RuntimeError from error

        monkeypatch.setattr(status, "standing", interrupted)
        ran = run("-w", june_workspace)
        assert (ran.code, ran.out, ran.err) == (130, "", "已中断；原有报表没有改动\n")

    def test_an_interruption_that_python_drops_comes_again(self) -> None:
        """One raised in the callback of a weak reference goes nowhere; the program hears it a moment later."""
        program = (
            "import time, weakref\n"
            "from cmtool.cli.interruption import keep_interruptions\n"
            "class Lock: pass\n"
            "def callback(_): raise KeyboardInterrupt\n"
            "keep_interruptions()\n"
            "lock = Lock(); reference = weakref.ref(lock, callback)\n"
            "try:\n"
            "    del lock\n"
            "    for _ in range(500): time.sleep(0.01)\n"
            "    print('lost')\n"
            "except KeyboardInterrupt:\n"
            "    print('heard')\n"
        )
        told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert (told.stdout, told.stderr) == ("heard\n", "")

    @pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")
    @pytest.mark.parametrize("seconds", [0.05, 0.2, 0.4])
    def test_an_interruption_whenever_it_comes(self, june_workspace: Path, seconds: float) -> None:
        """While the program still loads too: one line, no traceback."""
        start = (
            "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
            "from cmtool.cli.start import run; print('go', flush=True); run()"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", start, "appraise", MONTH, "-w", str(june_workspace)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"go\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
        assert (process.returncode, told.decode()) == (130, "已中断；原有报表没有改动\n")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
    def test_an_output_that_takes_nothing(self, june_workspace: Path) -> None:
        """``> /dev/full`` is 5 and one calm line."""
        with open("/dev/full", "wb") as full:
            ended = subprocess.run(
                [sys.executable, "-c", START, "-w", str(june_workspace)],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
                timeout=60,
            )
        assert (ended.returncode, ended.stderr.decode()) == (5, "读写文件没有成功：磁盘已满（标准输出）\n")

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (["foo"], "没有“foo”这个命令"),
            (["apraise", MONTH], "是不是 appraise？"),
            (["close"], "缺少 MONTH"),
            (["close", MONTH, "x"], "多了 x"),
            (["close", "--nope", MONTH], "没有 --nope 这个选项"),
            (["reopen", MONTH], "缺少 --reason REASON"),
            (["appraise", MONTH, "-w"], "-w"),
        ],
    )
    def test_misuse(self, words: list[str], told: str) -> None:
        """2, and what is wrong in our own words."""
        ran = run(*words)
        assert ran.code == 2
        assert told in ran.err
        assert not any(word in ran.err for word in ("Error", "Usage", "Missing", "No such"))

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
    def test_a_folder_that_may_not_be_written(self, june_workspace: Path) -> None:
        """5 when the workspace is read-only."""
        june_workspace.chmod(0o500)
        try:
            assert run("appraise", MONTH, "-w", june_workspace).code == 5
        finally:
            june_workspace.chmod(0o700)

    def test_a_reports_folder_that_is_a_file(self, june_workspace: Path) -> None:
        """5 when the disk does not take the reports."""
        (june_workspace / "reports").write_bytes(b"")
        ran = run("appraise", MONTH, "-w", june_workspace)
        assert ran.code == 5
        assert "Traceback" not in ran.err

    def test_python_m(self) -> None:
        """``python -m cmtool`` is the same program."""
        done = subprocess.run([sys.executable, "-m", "cmtool", "--version"], capture_output=True, check=False)
        assert done.returncode == 0
        assert done.stdout.startswith(b"cmtool ")
