"""A sound county of two branches: the sound workspace as 甲社, and the same with other people as 乙社."""

from __future__ import annotations

from typing import Final

from brokenmade.base import BRANCH, INBOX, POLICY
from brokenmade.tables import Rows, as_csv

FIRST: Final = "甲社"
SECOND: Final = "乙社"
_OTHERS: Final = str.maketrans({"甲": "子", "乙": "丑", "丙": "寅", "丁": "卯", "戊": "辰"})


def second(rows: Rows) -> Rows:
    """A table of 甲社 as 乙社 has it: managers M101 …, clients K11 …, notes J1101 …, accounts A11 …, other names."""
    return [tuple(_other(value) for value in row) for row in rows]


def _other(value: str) -> str:
    if value == "0101":
        return "0102"
    if value[:1] in ("M", "K", "J", "A") and value[1:].isdigit():
        return f"{value[0]}1{value[1:]}"
    return value.translate(_OTHERS) if value[1:] in ("一", "二", "三", "户") else value


def files() -> dict[str, bytes]:
    """Path in the county's folder → content."""
    found = {"policy/2024-01.toml": POLICY.read_bytes()}
    for folder, branch in ((FIRST, BRANCH), (SECOND, BRANCH.replace("0101", "0102").replace("示范", "试点"))):
        found[f"{folder}/branch.toml"] = branch.encode()
    for name, rows in INBOX.items():
        found[f"{FIRST}/inbox/2024-06/{name}.csv"] = as_csv(rows)
        found[f"{SECOND}/inbox/2024-06/{name}.csv"] = as_csv(second(rows))
    return found
