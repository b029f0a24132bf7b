"""The bare read: every sheet of a month's workbooks through python-calamine's ``to_python``, and nothing more."""

from __future__ import annotations

import sys
from pathlib import Path

from python_calamine import CalamineWorkbook


def read(workspace: Path, month: str) -> int:
    """How many rows were read."""
    rows = 0
    for path in [workspace / "managers.xlsx", *sorted((workspace / "inbox" / month).glob("*.xlsx"))]:
        book = CalamineWorkbook.from_path(path)
        rows += sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
    return rows


if __name__ == "__main__":
    print(read(Path(sys.argv[1]), sys.argv[2]))
