"""The English catalogue is in step with the program: every sentence said is in it, compiled, with the same places."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cmtool.cli import main
from cmtool.files.catalogue import language
from cmtool.model.text import Language, phrase
from terminal import run

TOOL = Path(__file__).parent.parent / "tools" / "catalogue.py"
CHINESE = re.compile("[\u4e00-\u9fff]")


def extracted() -> set[str]:
    """The sentences that the tool finds in the source."""
    spec = importlib.util.spec_from_file_location("catalogue_tool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = tool
    spec.loader.exec_module(tool)
    return set(tool.Extraction().sentences())


def test_every_sentence_has_its_english() -> None:
    """The tool that extracts the sentences finds none without English, none left over, and the .mo compiled."""
    done = subprocess.run([sys.executable, TOOL, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_language_says_a_sentence_with_its_values() -> None:
    """Chinese says the message id itself; values are put in afterwards, phrases among them in the same language."""
    words = phrase("缺少 {name}", name="MONTH")
    assert language("zh").say(words) == "缺少 MONTH"
    assert language("en").say(words) == "Missing: MONTH"


def test_an_unknown_language_is_chinese() -> None:
    """Only languages with a catalogue are spoken."""
    assert language("fr").say("缺少 {name}", name="x") == "缺少 x"


def test_a_sentence_without_english_stays_chinese() -> None:
    """What the catalogue lacks is said as it is written rather than not at all."""
    assert language("en").say("这一句没有人翻译过") == "这一句没有人翻译过"


def test_whatever_is_said_was_found_in_the_source(
    june_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every sentence that real runs look up, reports and problems of dirty data included, is one the tool extracts."""
    asked: set[str] = set()

    def recorded(text: str) -> str:
        asked.add(text)
        return text

    monkeypatch.setattr(main, "language", lambda _code: Language("en", recorded))
    dirty = tmp_path / "dirty"
    run("demo", dirty, "--managers", 2, "--clients", 8, "--dirty", lang="en")
    for folder in (june_workspace, dirty):
        for words in (
            [],
            ["check"],
            ["appraise"],
            ["appraise", "--trial"],
            ["close"],
            ["explain"],
            ["verify"],
            ["reopen"],
        ):
            month = ["2024-06"] if words else []
            rest = {"explain": ["M001"], "reopen": ["--reason", "x"]}.get("".join(words[:1]), [])
            run(*words[:1], *month, *words[1:], *rest, "-w", folder, lang="en")
    for command in ("appraise", "explain", "verify", "demo", "init"):
        run(command, "--help", lang="en")
    assert len(asked) > 300
    assert {text for text in asked if CHINESE.search(text)} - extracted() == set()
