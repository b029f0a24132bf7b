"""What a file that cannot be read was to give: only its name tells."""

from __future__ import annotations

from typing import Final

from cmtool.intake.spelling import folded
from cmtool.model.roster import ROSTER_FILES
from cmtool.model.tables import TABLES

KEPT_BY_BRANCH: Final = frozenset({"managers", "grades", "targets", "assignments"})
"""Tables that stand in ``managers.xlsx``."""
_TELLING: Final = 2  # signs of a name


def tables_of(path: str) -> frozenset[str]:
    """The tables that a file is called after: ``贷款台账_6月.xls``, ``花名册.csv``, ``存款分户.xlsx``; ``managers.xlsx``."""
    if path in ROSTER_FILES:
        return KEPT_BY_BRANCH
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    said = "".join(sign for sign in folded(stem) if not sign.isascii())
    said = said.replace("月", "").replace("帐", "账")
    if len(said) < _TELLING:
        return frozenset()
    return frozenset(
        table.id
        for table in TABLES.values()
        if any(name in said or said in name for name in (table.name, *table.aliases))
    )
