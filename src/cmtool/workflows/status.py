"""Where a workspace stands: its months, the tables of the current one, and the next command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cmtool.files.codes import REFUSALS
from cmtool.files.workspace import Workspace
from cmtool.intake.refused import tables_of
from cmtool.model.month import Month
from cmtool.model.problem import Problem
from cmtool.model.tables import TABLES
from cmtool.model.text import Phrase, phrase
from cmtool.workflows.check import Checked, check
from cmtool.workflows.exits import Exit
from cmtool.workflows.manifests import read_manifest
from cmtool.workflows.records import Manifest

Stage = Literal["sealed", "appraised", "trial", "open"]


@dataclass(frozen=True, slots=True)
class MonthStanding:
    month: Month
    stage: Stage
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class TableStanding:
    """Whether a table has come: ``rows`` is None when it has not, or when its file was ``refused``; ``needed`` that the
    policy reads it.
    """

    name: str
    needed: bool
    rows: int | None
    refused: bool = False


@dataclass(frozen=True)
class Standing:
    """``current`` is the first open month, None when there is none; ``advice`` says what to do next."""

    months: tuple[MonthStanding, ...]
    current: MonthStanding | None
    tables: tuple[TableStanding, ...]
    problems: tuple[Problem, ...]
    advice: Phrase


def standing(workspace: Workspace) -> Standing:
    """Where the workspace stands, without changing anything."""
    months = tuple(_months(workspace))
    current = next((found for found in months if found.stage != "sealed"), None)
    if current is None:
        return Standing(months, None, (), (), _advice_without_month(months))
    checked = check(workspace, current.month)
    manifest = read_manifest(workspace, current.month)
    advice = _after_a_seal(current, months) or _advice(current, checked, manifest)
    return Standing(months, current, tuple(_tables(checked)), checked.problems, advice)


def _months(workspace: Workspace) -> Iterator[MonthStanding]:
    sealed = workspace.sealed_months()
    for month in sorted({*sealed, *workspace.inbox_months()}):
        manifest = read_manifest(workspace, month)
        revision = manifest.revision if manifest else None
        stage: Stage = "open"
        if month in sealed:
            stage = "sealed"
        elif manifest is not None:
            stage = "trial" if manifest.trial else "appraised"
        yield MonthStanding(month, stage, revision)


def _tables(checked: Checked) -> Iterator[TableStanding]:
    refused = {
        table for found in checked.problems if found.kind in REFUSALS for table in tables_of(found.where.file)
    }
    for table in TABLES.values():
        needed = table.id in checked.needed
        rows = [source.read for source in checked.sources if source.table == table.id]
        if rows or needed:
            yield TableStanding(table.name, needed, sum(rows) if rows else None, table.id in refused)


def _after_a_seal(current: MonthStanding, months: tuple[MonthStanding, ...]) -> Phrase | None:
    """What to do with an open month before a sealed one: it cannot be closed any more."""
    later = [found.month for found in months if found.stage == "sealed" and found.month > current.month]
    if not later:
        return None
    return phrase(
        "{later} 已经封存，{month} 却没有：丢了封存文件的请从备份恢复；不考核这个月的，把 inbox/{month} 移到别处",
        later=later[-1],
        month=current.month,
    )


def _advice(current: MonthStanding, checked: Checked, manifest: Manifest | None) -> Phrase:
    month = current.month
    if checked.exit is Exit.MISSING:
        return phrase("还没有收齐：补上“未到”的表，再运行 cmtool check {month}", month=month)
    if any(found.is_error for found in checked.problems):
        return phrase("有错误要改；详细请运行 cmtool check {month}", month=month)
    if manifest is None:
        return phrase("数据已齐，可以运行 cmtool appraise {month}", month=month)
    if manifest.trial:
        return phrase("目前是试算；正式计算请运行 cmtool appraise {month}", month=month)
    if checked.files != (manifest.branch, manifest.policy, *manifest.inputs):
        return phrase("出报表之后数据有变动，请再运行 cmtool appraise {month}", month=month)
    return phrase("报表核对、签字无误后，运行 cmtool close {month} 封存", month=month)


def _advice_without_month(months: tuple[MonthStanding, ...]) -> Phrase:
    if not months:
        return phrase("请建立 inbox/月份 文件夹（如 inbox/2024-06），放入当月的工作簿")
    month = months[-1].month.next
    return phrase("各月都已封存；下个月请建立 inbox/{month}，放入工作簿", month=month)
