"""Every key of a policy is found at its line, and its value between its own characters."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from books import EXAMPLE
from cmtool.policy.places import Path, nearest, places
from cmtool.policy.reading import read_bytes

ODD = '''# 开头
a = 1
"中 文".b = [ 1, # 说明 ]
  "x]", [ 2 ], { c = '}', "d.e" = 5 } ]
[t.u]
v = """三
行 = 9""" # 后
[[list]]
n = 1
[list.inner]
m = 2023-12-20 10:00:00
[[list]]
n = { o = { p = -0.5 } }
'''


def leaves(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from leaves(value, (*path, number))
    else:
        yield path, node


@pytest.mark.parametrize("text", [ODD, EXAMPLE.read_text(encoding="utf-8")], ids=["odd", "example"])
def test_the_characters_of_a_value_are_the_value(text: str) -> None:
    """What stands between start and end reads as the value, for every value."""
    found = places(text)
    for path, value in leaves(tomllib.loads(text)):
        place = found[path]
        assert tomllib.loads("x = " + text[place.start : place.end])["x"] == value


def test_lines_count_from_one() -> None:
    """Keys of tables, of inline tables and of arrays of tables; a table stands where its name does."""
    found = {path: place.line for path, place in places(ODD).items()}
    assert found["a",] == 2
    assert found["中 文", "b", 3, "d.e"] == 4
    assert found["t", "u"] == 5
    assert found["t", "u", "v"] == 6
    assert (found["list",], found["list", 0], found["list", 1]) == (8, 8, 12)
    assert found["list", 0, "inner", "m"] == 11
    assert found["list", 1, "n", "o", "p"] == 13


def test_a_key_that_is_not_there_is_told_by_the_nearest() -> None:
    """A missing key stands with the table that lacks it."""
    assert nearest({"line.x": 7, "line.x.curve": 9}, "line.x.curve.cap") == 9
    assert nearest({"line.x": 7}, "group.score") is None


def test_problems_of_a_file_carry_their_lines() -> None:
    """A wrong weight is told with the line on which it stands."""
    text = EXAMPLE.read_text(encoding="utf-8").replace("weight = 25", "weight = 26")
    line = next(number for number, row in enumerate(text.split("\n"), 1) if row.startswith("weights"))
    found = read_bytes(text.encode(), "policy/2024-01.toml")
    assert [(one.code, one.where.cell) for one in found.problems] == [("E509", str(line))]
