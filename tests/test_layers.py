"""A module imports only from rooms below its own; the table stands here once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import cmtool

SOURCE = Path(cmtool.__file__).parent
BELOW = {
    "model": set(),
    "policy": {"model"},
    "rules": {"policy", "model"},
    "files": {"rules", "policy", "model"},
    "intake": {"rules", "policy", "model"},
    "reports": {"rules", "policy", "model"},
    "lists": {"rules", "policy", "model"},
    "workflows": {"files", "intake", "reports", "lists", "rules", "policy", "model"},
    "cli": {"workflows", "files", "intake", "reports", "lists", "rules", "policy", "model"},
}
"""Each room and the rooms it may import from, beside its own."""
VAGUE = {"utils", "helpers", "common", "core", "base", "misc", "util"}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def rooms_imported(source: str, package: str) -> Iterator[str]:
    """The rooms of cmtool that a module imports from, wherever the import stands in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = package.rsplit(".", node.level - 1)[0] if node.level else ""
            module = ".".join(part for part in (start, node.module or "") if part)
            names = [module, *(f"{module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "cmtool" and len(parts) > 1 and parts[1] in BELOW:
                yield parts[1]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_point_down(path: Path) -> None:
    """No import, inside a function or under TYPE_CHECKING either, leads upward or to a room beside."""
    parts = path.relative_to(SOURCE).parts
    if len(parts) == 1:
        allowed = {"cli"} if path.name == "__main__.py" else set()
    else:
        assert parts[0] in BELOW, f"{parts[0]} is no room"
        allowed = {parts[0], *BELOW[parts[0]]}
    package = ".".join(("cmtool", *parts[:-1]))
    assert set(rooms_imported(path.read_text("utf-8"), package)) <= allowed


def test_the_test_sees_hidden_imports() -> None:
    """Imports in functions, under TYPE_CHECKING, relative ones and bare ones are all found."""
    source = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from cmtool.cli.main import run
def late():
    import cmtool.files.lock
    from ..intake import intake
    from cmtool import reports
"""
    assert set(rooms_imported(source, "cmtool.rules")) == {"cli", "files", "intake", "reports"}


def test_no_module_is_a_drawer() -> None:
    """Names that say nothing about what is inside are not used for modules or rooms."""
    names = {part.removesuffix(".py") for path in modules() for part in path.relative_to(SOURCE).parts}
    assert not names & VAGUE


def test_a_manager_is_the_person_appraised() -> None:
    """No class is called a manager of anything; the row model of the roster alone has the name."""
    classes = {
        (path.relative_to(SOURCE).as_posix(), node.name)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Manager")
    }
    assert classes == {("model/tables/people.py", "Manager")}
