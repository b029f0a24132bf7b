"""Every stable code has an example in examples/broken, whose exact report is held here, or a test that scripts it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlsxwriter

import brokenmade.all
import brokenmade.base
import brokenmade.county
from broken import BASE, BASES, BROKEN, COUNTY, REPORT, base_of, commands, laid_out, transcript
from references import codes
from scripted import spoken_of

MADE_WITH = "3.3.1"  # of XlsxWriter: another version may spell the same cells otherwise
EXAMPLES = sorted(path.name for path in BROKEN.iterdir() if path not in BASES)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_report_is_what_the_program_says(code: str, tmp_path: Path) -> None:
    """The report's own commands, run over the sound workspace with the example's files, tell exactly the report."""
    report = (BROKEN / code / REPORT).read_text("utf-8")
    assert re.search(rf"\b{code}\b", report), "the example shows its code"
    lines = commands(report)
    told = transcript(lines, laid_out(BROKEN / code, tmp_path / "work", base_of(lines)))
    assert told == report, f"python examples/remake_broken.py {code} writes it anew: read the difference"


def test_the_sound_workspace_is_sound(tmp_path: Path) -> None:
    """Without an example over it there is nothing to say."""
    lines = ("cmtool check 2024-06 --no-mark",)
    assert transcript(lines, laid_out(BASE, tmp_path / "work")) == f"$ {lines[0]}\n"


def test_the_sound_county_is_sound(tmp_path: Path) -> None:
    """Nor is there between its two branches."""
    lines = ("cmtool batch check 2024-06 . --jobs 1",)
    told = transcript(lines, laid_out(COUNTY, tmp_path / "work", COUNTY))
    assert "2 个机构全部完成" in told
    assert not re.search(r"[EW][0-9]{3}|退出码", told)


def test_every_code_has_an_example_or_a_test() -> None:
    """A situation that no files make, or that only another command meets, is scripted in a test that names the code."""
    known = {code.code for _, code in codes()}
    assert sorted(known - set(EXAMPLES) - set(spoken_of())) == []
    assert sorted(set(EXAMPLES) - known) == []


def test_the_examples_are_what_the_script_makes() -> None:
    """Each file of the folder, byte for byte; workbooks only where XlsxWriter is the version that wrote them."""
    made = {
        f"{code}/{name}": content
        for code, example in brokenmade.all.EXAMPLES.items()
        for name, content in (
            *example.files.items(),
            *((f"then/{name}", content) for name, content in example.then.items()),
        )
    }
    made |= {f"base/{name}": content for name, content in brokenmade.base.files().items()}
    made |= {f"county/{name}": content for name, content in brokenmade.county.files().items()}
    there = {
        path.relative_to(BROKEN).as_posix(): path.read_bytes()
        for path in BROKEN.rglob("*")
        if path.is_file() and path.name != REPORT
    }
    assert sorted(made) == sorted(there)
    same_writer = xlsxwriter.__version__ == MADE_WITH
    differ = [name for name in made if made[name] != there[name]]
    assert [name for name in differ if same_writer or not name.endswith((".xlsx", ".xls"))] == []
