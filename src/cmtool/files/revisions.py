"""The number of a revision (第n稿) as the footers of report workbooks tell it, for when their manifest is lost."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_FOOTER = re.compile(r"<oddFooter[^>]*>([^<]*)</oddFooter>")
_TOLD = re.compile(r"第([0-9]{1,4})稿|Revision ([0-9]{1,4})")
_LARGEST = 64 * 2**20  # bytes of one sheet that are looked through


def printed_revision(folder: Path) -> int:
    """The highest number in a footer of any workbook below the folder; 0 when none tells one."""
    return max((_told(path) for path in folder.rglob("*.xlsx") if path.is_file()), default=0)


def _told(path: Path) -> int:
    numbers = [0]
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if member.filename.startswith("xl/worksheets/") and member.file_size <= _LARGEST:
                    for footer in _FOOTER.findall(archive.read(member).decode("utf-8", "replace")):
                        numbers += [int(one or other) for one, other in _TOLD.findall(footer)]
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        return 0
    return max(numbers)
