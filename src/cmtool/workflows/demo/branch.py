"""``cmtool demo``: a synthetic branch of any size, the same bytes for the same plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cmtool.files.new_folder import fill
from cmtool.files.workspace import BRANCH_FILE
from cmtool.model.month import Month
from cmtool.workflows import templates
from cmtool.workflows.demo.dirt import soiled
from cmtool.workflows.demo.exports import Export, export_bytes
from cmtool.workflows.demo.plan import Plan
from cmtool.workflows.demo.records import records
from cmtool.workflows.demo.registers import LEDGER_ACCOUNTS
from cmtool.workflows.demo.workbooks import month_exports, roster_exports


@dataclass(frozen=True)
class File:
    """One file of the branch: its name in the folder, its bytes, and how many rows of which tables it holds."""

    name: str
    content: bytes
    rows: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Made:
    """What was written: how many files, and how many rows of each table (by its id) over all months."""

    plan: Plan
    files: int
    rows: Counter[str]


def demo(folder: Path, plan: Plan) -> Made:
    """Write the branch of a plan into a new or empty folder; Occupied or NotWritten otherwise."""
    tally: list[Counter[str]] = []

    def contents() -> Iterator[tuple[str, bytes]]:
        for file in branch_files(plan):
            tally.append(file.rows)
            yield file.name, file.content

    fill(folder, contents())
    return Made(plan, len(tally), sum(tally, Counter()))


def branch_files(plan: Plan) -> Iterator[File]:
    """Every file of the branch; ``branch.toml`` last, for it makes the folder a workspace."""
    effective, policy = policy_from(plan.first)
    yield File(f"policy/{effective}.toml", policy.encode())
    known = records(plan, templates.policy().ladder.order)
    yield _workbook(plan, _handed_in(plan, roster_exports(known), plan.until))
    for month in plan.span:
        for export in _handed_in(plan, month_exports(known, month), month):
            yield _workbook(plan, [export])
    text = templates.branch_text(plan.code, plan.institution, LEDGER_ACCOUNTS)
    yield File(BRANCH_FILE, text.encode())


def policy_from(first: Month) -> tuple[Month, str]:
    """The shipped policy, in force from its own month or, for a branch that begins before, from that year's January."""
    shipped, text = templates.policy().effective, templates.policy_text()
    effective = min(shipped, Month(first.year, 1))
    return effective, text.replace(f'effective = "{shipped}"', f'effective = "{effective}"')


def _handed_in(plan: Plan, exports: Iterable[Export], month: Month) -> list[Export]:
    """The sheets as they come: with mistakes in the last month of a dirty plan."""
    return soiled(exports) if plan.dirty and month == plan.until else list(exports)


def _workbook(plan: Plan, exports: list[Export]) -> File:
    rows = Counter({export.table: len(export.rows) for export in exports})
    return File(exports[0].file, export_bytes(exports, plan.closing), rows)
