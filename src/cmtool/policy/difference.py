"""What two policies say differently, key by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic_core import PydanticCustomError

from cmtool.policy.places import Path
from cmtool.policy.terms import exact

ABSENT: Final = object()
"""The value of a key that one of the two does not have."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One key: what the older policy says there and what the newer does; ``ABSENT`` where it has nothing.

    Grades and other tables with a ``name`` are matched by it, and the path then has the name: ``("ladder", "grades",
    "客户经理", "attributes", "fixed")``.
    """

    path: Path
    before: Any
    after: Any


def differences(before: Any, after: Any, path: Path = ()) -> Iterator[Difference]:
    """Every difference between two policies' TOML, in the order of the older; 98% and 0.98 are the same number."""
    if _named(before) and _named(after):
        before, after = _by_name(before), _by_name(after)
        orders = [
            [name for name in side if name in other] for side, other in ((before, after), (after, before))
        ]
        if orders[0] != orders[1]:
            yield Difference((*path, "order"), *orders)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys((*before, *after)):
            yield from differences(before.get(key, ABSENT), after.get(key, ABSENT), (*path, key))
    elif _tables(before) and _tables(after) and len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from differences(old, new, (*path, place))
    elif not _same(before, after):
        yield Difference(path, before, after)


def _tables(node: Any) -> bool:
    return isinstance(node, list) and all(isinstance(part, Mapping) for part in node)


def _named(node: Any) -> bool:
    return _tables(node) and bool(node) and len(_by_name(node)) == len(node)


def _by_name(node: list[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {str(part["name"]): part for part in node if "name" in part}


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_same, before, after))
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    return bool(before == after) or (_number(before) is not None and _number(before) == _number(after))


def _number(value: Any) -> Any:
    try:
        return exact(value)
    except PydanticCustomError:
        return None
