"""Cases as data: a policy, rows as a person would type them, and the figures worked out by hand.

A case is a TOML file in ``tests/cases``. Its tables are written as text, one row a line, cells between ``|``; the first
line is the header. Each becomes a real workbook in a real workspace, the program appraises it, and what it says in
``--json`` is compared with ``expect``: by 工号, the name of any figure, line, group or hold, or ``score``, ``status``,
``gross``, ``withheld``, ``released``, ``limit``, ``payable``, ``tax``, ``net``, ``change``, ``proposed``, ``holds_from``;
of a further ladder ``level.held``, ``level.change``, ``level.grade``, ``level.holds_from``.
"""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from june import write
from terminal import Ran, run

CASES = Path(__file__).parent / "cases"
SAMPLES = Path(__file__).parent.parent / "examples" / "policies"
_RESULTS = ("score", "status", "gross", "withheld", "released", "limit", "payable", "tax", "net")
ROSTER_TABLES = ("客户经理花名册", "任职等级", "目标", "管户关系及分成比例")
BRANCH = """schema = 1
[institution]
code = "0101"
name = "示例信用社"
[deposits]
style = "{style}"
{more}
"""
Table = tuple[list[str], list[list[str | float]]]


@dataclass(frozen=True)
class Step:
    """One month of a case."""

    month: str
    tables: Mapping[str, Table]
    expect: Mapping[str, Mapping[str, str]]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    name: str
    policy: str
    tables: Mapping[str, Table]
    steps: tuple[Step, ...]
    style: str
    more: str


def cases() -> Iterator[Path]:
    yield from sorted(CASES.glob("*.toml"))


def read_case(path: Path) -> Case:
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    steps = tuple(
        Step(
            step["is"],
            _tables(step.get("rows", {})),
            step.get("expect", {}),
            tuple(step.get("problems", ())),
        )
        for step in written["month"]
    )
    tables = _tables(written.get("rows", {}))
    return Case(
        path.stem,
        _policy(written),
        tables,
        steps,
        written.get("deposits", "changes"),
        written.get("branch", ""),
    )


def _policy(written: Mapping[str, Any]) -> str:
    text: str = written.get("text") or (SAMPLES / written["policy"]).read_text(encoding="utf-8")
    for old, new in written.get("changes", {}).items():
        assert old in text, f"nothing to replace: {old}"
        text = text.replace(old, new)
    return text


def _tables(written: Mapping[str, str]) -> Mapping[str, Table]:
    return {name: _table(text) for name, text in written.items()}


def _table(text: str) -> Table:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    header, *cells = rows
    assert all(len(row) == len(header) for row in cells), text
    return header, [list(map(_cell, header, row)) for row in cells]


def _cell(header: str, text: str) -> str | float:
    """Money and counts become numbers, as a ledger has them; numbers of people, notes and accounts stay text."""
    if any(word in header for word in ("号", "编号", "期间", "日", "起", "止")):
        return text
    try:
        return float(text)
    except ValueError:
        return text


def workspace(case: Case, folder: Path, shuffled: random.Random | None = None) -> Path:
    """The case as a workspace; with a ``shuffled`` generator rows stand in another order, over several files."""
    first = tomllib.loads(case.policy)["about"]["effective"]
    (folder / "policy").mkdir(parents=True)
    (folder / "policy" / f"{first}.toml").write_text(case.policy, encoding="utf-8")
    (folder / "branch.toml").write_text(BRANCH.format(style=case.style, more=case.more), encoding="utf-8")
    standing = {name: table for name, table in case.tables.items() if name in ROSTER_TABLES}
    write(folder / "managers.xlsx", standing)
    for step in case.steps:
        inbox = folder / "inbox" / step.month
        inbox.mkdir(parents=True)
        tables = {name: table for name, table in case.tables.items() if name not in ROSTER_TABLES}
        for name, table in {**tables, **step.tables}.items():
            for number, part in enumerate(_parts(table, shuffled), 1):
                write(inbox / f"{name}{number}.xlsx", {name: part})
    return folder


def _parts(table: Table, shuffled: random.Random | None) -> Sequence[Table]:
    header, rows = table
    if shuffled is None or len(rows) < 2:
        return [table]
    mixed = shuffled.sample(rows, len(rows))
    cut = shuffled.randrange(1, len(rows))
    return [(header, mixed[:cut]), (header, mixed[cut:])]


def appraised(folder: Path, step: Step) -> dict[str, Any]:
    """What the program says of one month."""
    done: Ran = run("appraise", step.month, "-w", folder, "--json")
    answer: dict[str, Any] = json.loads(done.out)
    return answer


def close(folder: Path, month: str) -> Ran:
    return run("close", month, "-w", folder)


def differences(answer: Mapping[str, Any], step: Step) -> list[str]:
    """Everything in which an answer is not what the case expects."""
    managers = {manager["id"]: manager for manager in answer["managers"]}
    found = []
    for who, wanted in step.expect.items():
        said = _said(managers[who]) if who in managers else {}
        for name, value in wanted.items():
            if name not in said:
                found.append(f"{step.month} {who}: no {name}")
            elif not _equal(said[name], value):
                found.append(f"{step.month} {who} {name}: {said[name]} instead of {value}")
    codes = sorted({problem["code"] for problem in answer["problems"]})
    if codes != sorted(step.problems):
        found.append(f"{step.month}: problems {codes} instead of {sorted(step.problems)}")
    return found


def _said(manager: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        **manager["figures"],
        **{line["id"]: line["points"] for line in manager["lines"]},
        **{line["id"]: line["amount"] for line in manager["pay"]},
        **{key: manager[key] for key in _RESULTS},
        "change": manager["proposal"]["change"],
        "proposed": manager["proposal"]["grade"],
        "holds_from": manager["proposal"]["holds_from"],
        **{
            f"{name}.{key}": value for name, made in manager["ladders"].items() for key, value in made.items()
        },
    }


def _equal(said: Any, wanted: str) -> bool:
    if wanted == "none":
        return said is None
    try:
        return said is not None and Fraction(str(said)) == Fraction(wanted)
    except ValueError:
        return bool(said == wanted)
