"""Where a branch keeps its roster; apart from its other descriptions, so that a start of the program need not load them."""

from __future__ import annotations

from typing import Final

ROSTER_FILES: Final = ("managers.xlsx", "managers.csv")
"""Where the branch itself keeps what lasts longer than a month: roster, grades, targets, assignments, opening."""
