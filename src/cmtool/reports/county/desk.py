"""What every county sheet needs: the run, its language, and the words for how a branch came out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.county import BranchMonth, CountyMonth
from cmtool.model.text import Language
from cmtool.model.workbook import Page
from cmtool.reports.paper import Paper, Spot, span_of
from cmtool.reports.words import CHANGE

STATES = {"done": "完成", "missing": "缺表", "problems": "有问题", "failed": "失败", "waiting": "未处理"}
COMMANDS = {"check": "检查", "appraise": "考核", "close": "封存", "grade-review": "等级评审"}
CHANGES: dict[str, str] = {str(word): said for word, said in CHANGE.items()}


@dataclass(frozen=True)
class Desk:
    """One run in one language."""

    county: CountyMonth
    language: Language

    def say(self, words: str, **values: object) -> str:
        return self.language.say(words, **values)

    def state(self, branch: BranchMonth) -> str:
        return self.say(STATES[branch.state])

    def paper(self, name: str, title: str, widths: tuple[float, ...]) -> Paper:
        """A sheet with its title and what run it is of."""
        paper = Paper(self.say(name), widths)
        county, did = self.county, self.say(COMMANDS.get(self.county.command, self.county.command))
        paper.title(
            self.say(title),
            self.say("{county}  {month}  {did}", county=county.county, month=county.month, did=did),
        )
        return paper

    def sign(self, paper: Paper) -> None:
        """Where the sheet is signed."""
        lines = ("经办：____________", "主任：____________", "日期：____________")
        paper.signatures([self.say(line) for line in lines])

    def page(self, repeat: int, *, landscape: bool = False) -> Page:
        return Page(landscape, (repeat, repeat))


def total_of(paper: Paper, column: int, first: int, values: Iterable[Fraction | None]) -> None:
    """The sum of a column, from its first row to the one above, as a formula with its value."""
    known = sum((value for value in values if value is not None), Fraction(0))
    sum_above(paper.put(column, known, "total", "money"), first)


def sum_above(spot: Spot, first: int) -> None:
    """Make a cell the sum of its column from that row on; nothing where there is no row above."""
    if spot.row > first:
        above = Spot(spot.sheet, first, spot.column), Spot(spot.sheet, spot.row - 1, spot.column)
        spot.give(f"SUM({span_of(*above)})")
