"""All cases of the corpus."""

from __future__ import annotations

from typing import Final

from dirty import acrosses, layouts, ledgers, packages, spellings
from dirty.case import Case

CASES: Final[tuple[Case, ...]] = (
    *spellings.CASES,
    *layouts.CASES,
    *ledgers.CASES,
    *acrosses.CASES,
    *packages.CASES,
)
