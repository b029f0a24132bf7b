"""Which tests speak of which problem codes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from casebook import cases, read_case

TESTS = Path(__file__).parent
_CODE = re.compile(r"(?<![0-9A-Za-z])[EW][0-9]{3}(?![0-9A-Za-z])")


@cache
def spoken_of() -> dict[str, str]:
    """Code → the first test that names it, ``files/test_lock.py::test_busy``, its decorators included."""
    found: dict[str, str] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        if path.name != "test_broken.py":
            text = path.read_text("utf-8")
            for name, source in _tests(text):
                for code in _CODE.findall(source):
                    found.setdefault(code, f"{path.relative_to(TESTS).as_posix()}::{name}")
    for path in cases():
        for step in read_case(path).steps:
            for code in step.problems:
                found.setdefault(code, f"cases/{path.name}")
    return found


def _tests(text: str) -> Iterator[tuple[str, str]]:
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            yield node.name, "\n".join(lines[first - 1 : node.end_lineno])
