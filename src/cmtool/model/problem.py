"""Bad data as a value: what is wrong, where, how bad, and who can cure it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cmtool.model.privacy import guarded, masked
from cmtool.model.roster import ROSTER_FILES
from cmtool.model.text import Phrase, phrase

__all__ = ["Code", "Cure", "Problem", "Severity", "Where", "in_general", "masked", "problem"]

_HINTS: Final = re.compile(r"\{(?:near|hint)\}|(?<![（(])\{how\}")


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Cure(StrEnum):
    """Who can cure a problem."""

    BRANCH = "branch"  # 本社改
    MANAGER = "manager"  # 客户经理补
    SYSTEM = "system"  # 报联社科技改


CURES: Mapping[Cure, Phrase] = {
    Cure.BRANCH: phrase("本社改"),
    Cure.MANAGER: phrase("客户经理补"),
    Cure.SYSTEM: phrase("报联社科技改"),
}
"""Who can cure a problem, in words; in the order in which problems are told."""


@dataclass(frozen=True, order=True, slots=True)
class Where:
    """A place a person can go to: ``贷款台账.xlsx!6月!F318`` or ``policy/2024-01.toml!pay.piece.price``.

    ``file`` is relative to the workspace, with forward slashes.
    """

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return "!".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem: a stable code, its sentence and remedy (Chinese templates, message ids).

    ``waivable`` errors may be let pass for one month (本月放行) with a reason and an approver.
    """

    code: str
    sentence: str
    remedy: str
    cure: Cure = Cure.BRANCH
    missing: bool = False  # a table or file that has not come (exit code 6)
    waivable: bool = False

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.code.startswith("E") else Severity.WARNING


def in_general(template: str) -> str:
    """A sentence or remedy as it is told of no case in particular: without the hints that only a case can give."""
    return _HINTS.sub("", template)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. Values fill the sentence's template; personal numbers in them are already masked."""

    kind: Code
    where: Where
    values: tuple[tuple[str, object], ...] = ()
    column: str = ""
    key: str = ""
    found: str = ""
    proposal: str = ""

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def cure(self) -> Cure:
        """Who can cure it here: no system exports the workbook that the branch keeps itself."""
        own = self.kind.cure is Cure.SYSTEM and self.where.file in ROSTER_FILES
        return Cure.BRANCH if own else self.kind.cure

    @property
    def is_error(self) -> bool:
        return self.kind.severity is Severity.ERROR

    @property
    def sentence(self) -> Phrase:
        return Phrase(self.kind.sentence, self.values)

    @property
    def remedy(self) -> Phrase:
        return Phrase(self.kind.remedy, self.values)


def problem(
    kind: Code,
    where: Where,
    values: Mapping[str, object] | None = None,
    *,
    column: str = "",
    key: str = "",
    found: str = "",
    proposal: str = "",
) -> Problem:
    """A Problem of a kind at a place; the sentence's values come as a mapping.

    Every text in it is guarded here, once for all. A proposal that is a personal number is left out: masked, it could
    not be taken over; where it is known what was meant, the sentence hints at it.
    """
    return Problem(
        kind,
        where,
        tuple((name, _guarded(value)) for name, value in (values or {}).items()),
        column,
        guarded(key),
        guarded(found),
        proposal if guarded(proposal) == proposal else "",
    )


def _guarded(value: object) -> object:
    """Texts guarded, those within phrases and tuples too; anything else as it is."""
    match value:
        case str() if type(value) is str:
            return guarded(value)
        case Phrase():
            return Phrase(value.template, tuple((name, _guarded(part)) for name, part in value.values))
        case tuple():
            return tuple(_guarded(part) for part in value)
        case _:
            return value
