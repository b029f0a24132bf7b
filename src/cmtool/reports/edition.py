"""An edition: what a report says of itself beside the appraisal, from the revision number to the check codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cmtool.model.problem import Problem
from cmtool.model.text import CHINESE, Language, Phrase


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that the appraisal rests on without giving rows: the policy, ``branch.toml``, the last seal.

    ``path`` is relative to the workspace; ``digest`` is its sha256 in hex; ``role`` says what it is for.
    """

    path: str
    digest: str
    role: Phrase


@dataclass(frozen=True)
class Edition:
    """One revision (第n稿) of a month's reports.

    ``codes`` maps a 工号 to the 校验码 of that person's statement, and ``""`` to the appraisal workbook's.
    ``problems`` are all problems of the run. ``changes`` says what changed since the revision before.
    ``root`` leads from a report's folder to the workspace.
    """

    revision: int
    data_as_of: date
    language: Language = CHINESE
    codes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    inputs: tuple[InputFile, ...] = ()
    changes: tuple[Phrase, ...] = ()
    root: str = "../../"

    def say(self, words: str | Phrase, /, **values: object) -> str:
        """The words in the edition's language."""
        return self.language.say(words, **values)
