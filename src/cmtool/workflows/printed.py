"""Printed pages by their check codes: which month, person and revision a page is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from cmtool.files.failures import SealDamaged
from cmtool.files.workspace import Workspace
from cmtool.model.money import fixed
from cmtool.model.month import Month
from cmtool.policy.policy import SCORE
from cmtool.workflows.figures import WORKBOOK, is_code
from cmtool.workflows.manifests import read_manifest
from cmtool.workflows.records import Figures, Manifest
from cmtool.workflows.seals import read_sealed

Against = Literal["seal", "reports"]


@dataclass(frozen=True)
class PrintedPage:
    """Where a check code comes from. ``manager`` is ``""`` for the appraisal workbook; ``superseded`` by which revision.

    ``figures`` are label and value of what stands at the top of a statement, to be compared with the paper; none for
    the workbook, nor for a revision of which only the codes are kept.
    """

    month: Month
    against: Against
    manager: str
    name: str
    revision: int
    superseded: int | None
    trial: bool
    figures: tuple[tuple[str, str], ...] = ()


def pages_with(workspace: Workspace, code: str) -> tuple[PrintedPage, ...]:
    """Every page that carries a check code, however it was typed."""
    return tuple(page for page, own in _pages(workspace) if is_code(own, code))


def _pages(workspace: Workspace) -> Iterator[tuple[PrintedPage, str]]:
    for month in sorted({*workspace.sealed_months(), *workspace.inbox_months()}):
        sealed = dict(_sealed_pages(workspace, month))
        yield from sealed.items()
        manifest = read_manifest(workspace, month)
        if manifest is not None:
            known = set(sealed.values())
            yield from ((page, code) for page, code in _of_manifest(month, manifest) if code not in known)


def _sealed_pages(workspace: Workspace, month: Month) -> Iterator[tuple[PrintedPage, str]]:
    if month not in workspace.sealed_months():
        return
    try:
        sealed = read_sealed(workspace, month)
        figures = sealed.figures
    except SealDamaged:
        return
    for manager, code in sealed.note.codes.items():
        name, shown = _names(figures).get(manager, ""), _shown(figures, manager)
        yield PrintedPage(month, "seal", manager, name, sealed.note.revision, None, False, shown), code


def _of_manifest(month: Month, manifest: Manifest) -> Iterator[tuple[PrintedPage, str]]:
    names = _names(manifest.figures)
    for manager, code in manifest.codes.items():
        name, shown = names.get(manager, ""), _shown(manifest.figures, manager)
        page = PrintedPage(month, "reports", manager, name, manifest.revision, None, manifest.trial, shown)
        yield page, code
    for draft in manifest.earlier:
        for manager, code in draft.codes.items():
            if manifest.codes.get(manager) != code:
                yield (
                    PrintedPage(
                        month,
                        "reports",
                        manager,
                        names.get(manager, ""),
                        draft.revision,
                        manifest.revision,
                        draft.trial,
                    ),
                    code,
                )


def _names(figures: Figures) -> dict[str, str]:
    return {WORKBOOK: "", **{manager: person.name for manager, person in figures.managers.items()}}


def _shown(figures: Figures, manager: str) -> tuple[tuple[str, str], ...]:
    """得分, 应发合计, 预留 and 本期应兑现 of a statement that have a value, as printed."""
    person = figures.managers.get(manager)
    if person is None:
        return ()
    found = []
    for name in (SCORE, "result.gross", "result.withheld", "result.payable"):
        value = person.values.get(name)
        if value is not None:
            text = value if name == SCORE else fixed(Fraction(value), thousands=True)
            found.append((figures.labels.get(name, name), text))
    return tuple(found)
