"""The English catalogue is in step with the program: every sentence said is in it, compiled, with the same places."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cmtool.files.catalogue import language
from cmtool.model.text import phrase

TOOL = Path(__file__).parent.parent / "tools" / "catalogue.py"


def test_every_sentence_has_its_english() -> None:
    """The tool that extracts the sentences finds none without English, none left over, and the .mo compiled."""
    done = subprocess.run([sys.executable, TOOL, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_language_says_a_sentence_with_its_values() -> None:
    """Chinese says the message id itself; values are put in afterwards, phrases among them in the same language."""
    words = phrase("缺少 {name}", name="MONTH")
    assert language("zh").say(words) == "缺少 MONTH"
    assert language("en").say(words) == "MONTH is missing"


def test_an_unknown_language_is_chinese() -> None:
    """Only languages with a catalogue are spoken."""
    assert language("fr").say("缺少 {name}", name="x") == "缺少 x"


def test_a_sentence_without_english_stays_chinese() -> None:
    """What the catalogue lacks is said as it is written rather than not at all."""
    assert language("en").say("这一句没有人翻译过") == "这一句没有人翻译过"
