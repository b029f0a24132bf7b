"""A policy by its name on the command line: a TOML file, a 考核办法.xlsx, or the one in force in a month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from cmtool.files.failures import reason_of
from cmtool.model.problem import Problem, Where, problem
from cmtool.policy.numbers import numbers
from cmtool.policy.places import Path as Key
from cmtool.policy.places import dotted
from cmtool.policy.reading import PolicyText, Reading, read_bytes
from cmtool.policy.renumbered import in_toml, rewritten, worth
from cmtool.workflows import policy_codes as codes
from cmtool.workflows.twin_reading import TwinRead, read_twin

_ZIP = b"PK\x03\x04"


def opened(path: Path) -> Reading:
    """The policy in a TOML file or in a twin, its yellow cells taken over; problems name the file as it was named."""
    name = path.as_posix()
    try:
        content = path.read_bytes()
    except OSError as error:
        values = {"name": name, "reason": reason_of(error)}
        return Reading("", {}, None, (problem(codes.NOT_A_POLICY, Where(name), values),))
    if not content.startswith(_ZIP):
        return read_bytes(content, name)
    twin = read_twin(content, name)
    if twin.problems:
        return Reading(twin.text, {}, None, twin.problems)
    base = read_bytes(twin.text.encode(), name)
    if base.whole is None:
        return base
    text, notes = taken_over(base.whole, twin)
    found = read_bytes(text.encode(), name)
    return replace(found, problems=(*notes, *at_cells(found.problems, twin)))


def taken_over(base: PolicyText, twin: TwinRead) -> tuple[str, tuple[Problem, ...]]:
    """The twin's TOML with every number that its yellow cells change; and numbers that lost their percent sign."""
    changed: dict[Key, str] = {}
    notes = []
    for number in numbers(base.written, base.policy):
        typed = twin.values.get(number.path)
        if typed is None or worth(typed) == number.value:
            continue
        changed[number.path] = in_toml(typed)
        signed = any(sign in typed for sign in "%‰/")
        if "%" in number.spelled and not signed and typed not in ("none", "0"):
            values = {"was": number.spelled, "now": typed}
            notes.append(problem(codes.PERCENT_LOST, twin.places[number.path], values, found=typed))
    return rewritten(base.text, changed), tuple(notes)


def at_cells(problems: Iterable[Problem], twin: TwinRead) -> Iterator[Problem]:
    """Problems of a twin's policy at the yellow cells of their keys, or of the first number below; else at the key."""
    cells = {dotted(path): where for path, where in twin.places.items()}
    for one in problems:
        key = one.where.sheet
        below = (where for name, where in cells.items() if name.startswith(f"{key}."))
        yield replace(one, where=cells.get(key) or next(below, None) or Where(one.where.file, key))
