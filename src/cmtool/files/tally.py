"""How many cells of one workbook are held in memory at once."""

from __future__ import annotations

from dataclasses import dataclass

from cmtool.files.codes import OVER_LIMIT
from cmtool.files.refusal import Refusal
from cmtool.model.text import phrase

MOST_CELLS = 4_000_000  # of all sheets together: about 2 GB; .xlsx is read as a stream and may have more


@dataclass(slots=True)
class Tally:
    """Counts the cells of a workbook that is not read as a stream; a few bytes may stand for millions of cells."""

    cells: int = 0

    def count(self, sheet: str) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise Refusal(OVER_LIMIT, sheet, what=phrase("有内容的单元格"), limit=MOST_CELLS)
