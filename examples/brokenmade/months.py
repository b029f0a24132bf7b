"""July after June: what a later month needs."""

from __future__ import annotations

from typing import Final

from brokenmade.base import INBOX
from brokenmade.tables import Rows, as_csv

AFTER_JUNE: Final = (
    "cmtool appraise 2024-06",
    "cmtool close 2024-06",
    "cmtool check 2024-07 --no-mark",
)


def july(**changed: Rows) -> dict[str, bytes]:
    """The inbox of July: June's tables a month later, some of them others."""
    return {
        f"inbox/2024-07/{name}.csv": as_csv(changed.get(name, rows)).replace(b"2024-06", b"2024-07")
        for name, rows in INBOX.items()
    }
