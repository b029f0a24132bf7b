"""The generated pages of docs/ say what the program says; problem codes are unique and in their room's range."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from golden import UPDATE
from references import PAGES, codes

DOCS = Path(__file__).parent.parent / "docs"
RANGES = {
    "files": ("0",),
    "intake": ("1", "2"),
    "rules": ("3", "4"),
    "policy": ("5",),
    "workflows": ("6",),
}


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_what_the_program_says(page: str) -> None:
    """A page made from the program is never out of step with it."""
    path, text = DOCS / page, PAGES[page]()
    if os.environ.get(UPDATE):
        path.write_text(text, encoding="utf-8", newline="\n")
        pytest.skip(f"{page} was written anew: read the difference before it is committed")
    assert path.read_text("utf-8") == text, f"{page} is out of step; make it anew with {UPDATE}=1"


def test_codes_are_unique() -> None:
    """No two kinds of problem share a code, in whatever rooms they are."""
    count = Counter(code.code for _, code in codes())
    assert [code for code, times in count.items() if times > 1] == []


def test_codes_stand_in_their_rooms_range() -> None:
    """The first digit of a code tells the room that finds the problem, and every code is one letter, three digits."""
    for module, code in codes():
        room = module.split(".")[1]
        assert code.code[0] in "EW", code
        assert code.code[1:].isdigit(), code
        assert len(code.code) == 4, code
        assert code.code[1] in RANGES[room], (module, code.code)


def test_every_code_says_what_to_do() -> None:
    """A sentence and a remedy stand in every kind of problem."""
    assert [code.code for _, code in codes() if not code.sentence or not code.remedy] == []
