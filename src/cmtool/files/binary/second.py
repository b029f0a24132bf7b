"""The second reader of a binary workbook: calamine, in a process of its own that may die without harm."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cmtool.files import limited
from cmtool.files.codes import READER_DIED
from cmtool.files.refusal import Refusal
from cmtool.model.text import phrase

Line = str | tuple[int, dict[int, Any]]
"""The name of the sheet that begins, or a row: its number and its values by column (None is a date or time)."""


@contextmanager
def second_reading(data: bytes) -> Iterator[Iterator[Line]]:
    """The workbook's lines. Refused when the reader fails, dies, or takes more than its memory or time."""
    with tempfile.TemporaryFile() as target:
        if limited.run("rows", data, target):
            raise Refusal(READER_DIED, reason=phrase("内容不合规，或超出内存上限"))
        target.seek(0)
        yield map(_line, target)


def _line(text: bytes) -> Line:
    found = json.loads(text)
    return found if isinstance(found, str) else (found[0], dict(found[1]))
