"""Examples of a grade review, and of decisions that come back; M001 客户经理, M002 见习, M003 高级 all stay as advised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from brokenmade.base import LOANS
from brokenmade.example import Example, inbox
from brokenmade.months import july
from brokenmade.tables import changed
from brokenmade.workflows import CLOSED, THEN

REVIEW: Final = ("cmtool grade-review 2024-06",)
PAPERS: Final = "reports/评审_2024-06/客户经理等级评审_2024-06.xlsx"
FORM: Final = "评审.xlsx"
KEPT: Final = "decisions/2024-06.xlsx"
DECIDE: Final = (f"{REVIEW[0]} --decisions {FORM}",)
PRINTED: Final = (*CLOSED, *REVIEW, f"cp {PAPERS} {FORM}")
_FALL: Final = ("F8=降级", "G8=客户经理", "H8=2024-07-01", "I8=岗位调整")  # M003
_FILES: Final[Mapping[str, bytes]] = july()


def _typed(*cells: str, book: str = FORM) -> str:
    """A line that fills in cells of the sheet for the committee's results."""
    return " ".join((f"填写 {book}", *(f"评审结果录入!{cell}" for cell in cells)))


def _rest_kept(*cells: str) -> tuple[str, ...]:
    """Cells of one person, and the other two stay as advised."""
    rows = {int(cell.partition("=")[0][1:]) for cell in cells}
    return (*cells, *(f"F{row}=维持" for row in (6, 7, 8) if row not in rows))


def _decided(*cells: str) -> Example:
    return Example({}, (*PRINTED, _typed(*_rest_kept(*cells)), *DECIDE))


def _damaged(*lines: str) -> Example:
    """The form filled in, and something else done to it."""
    return Example({}, (*PRINTED, _typed("F6=维持", "F7=维持", "F8=维持"), *lines, *DECIDE))


def _in_july(*lines: str) -> Example:
    """M003 falls from July; then something is done to the kept file, and July is checked."""
    first = (*PRINTED, _typed(*_rest_kept(*_FALL)), *DECIDE)
    return Example(_FILES, (*first, *lines, "cmtool check 2024-07 --no-mark"))


EXAMPLES: Final[dict[str, Example]] = {
    "E660": Example({}, REVIEW),
    "E661": Example(
        {}, (*CLOSED, *THEN, *REVIEW), inbox("贷款台账", changed(LOANS, {(2, "本月实收利息"): "9350.41"}))
    ),
    "E662": _damaged(f"改表名 {FORM} 评审结果录入=录入"),
    "E663": _damaged(f"删列 {FORM} 评审结果录入!D"),
    "E664": _damaged(_typed("A2=2024-06　校验码　AAAA-AAAA")),
    "E665": _damaged(_typed("C6=高级客户经理")),
    "E666": _damaged(f"删行 {FORM} 评审结果录入!8"),
    "E667": _damaged(_typed("A9=M009", "B9=戊五", "F9=维持")),
    "E668": _decided("F6=升"),
    "E669": _decided("F6=晋级", "G6=高级", "H6=2024-07-01", "I6=业绩突出"),
    "E670": _decided("F6=晋级", "G6=客户经理", "H6=2024-07-01", "I6=业绩突出"),
    "E671": _decided("F6=晋级", "G6=高级客户经理", "I6=业绩突出"),
    "E672": _decided("F6=晋级", "G6=高级客户经理", "H6=2024-06-15", "I6=业绩突出"),
    "E673": _decided("F6=晋级", "G6=高级客户经理", "H6=下月初", "I6=业绩突出"),
    "E674": _decided("F6=晋级", "G6=高级客户经理", "H6=2024-07-01"),
    "E675": _decided("F6=维持", "N6=五"),
    "E676": _in_july(
        f"cp {KEPT} decisions/2024-Q2.xlsx",
        _typed("G8=见习客户经理", "A2=2024-Q2　校验码　AAAA-AAAA", book="decisions/2024-Q2.xlsx"),
    ),
    "E677": _decided("G6=高级客户经理"),
    "E678": Example(
        _FILES,
        (
            *PRINTED,
            _typed(*_rest_kept(*_FALL)),
            *DECIDE,
            "cmtool appraise 2024-07",
            "cmtool close 2024-07",
            _typed("F8=维持", "G8=", "H8=", "I8="),
            *DECIDE,
        ),
    ),
    "E679": _in_july(_typed("A2=", book=KEPT)),
    "E690": _damaged(
        _typed("A9=M003", "B9=丙三", "C9=高级客户经理", "D9=维持", "E9=高级客户经理", "F9=维持")
    ),
    "E691": Example({}, (*CLOSED, "他版封存 sealed/2024-06.zip 0.0.9 M001!result.payable=4673.40", *REVIEW)),
    "E696": Example({}, (*PRINTED, *DECIDE)),
    "E697": Example({}, (*PRINTED, f"mv {FORM} 评审.et", f"{REVIEW[0]} --decisions 评审.et")),
    "E698": Example({}, (*PRINTED, _typed("F6=维持"), f"cmtool grade-review 2024-Q2 --decisions {FORM}")),
    "E699": _decided("F6=晋级", "H6=2024-07-01", "I6=业绩突出"),
    "W660": Example({}, (*CLOSED, "cmtool grade-review 2024-Q2")),
    "W661": Example({}, (*PRINTED, _typed("F6=维持"), *DECIDE)),
    "W662": Example({}, (*PRINTED, _typed(*_rest_kept()), *DECIDE, _typed("I6=业绩稳定"), *DECIDE)),
    "W663": _decided("F7=退出", "I7=业绩不达标"),
    "W664": Example({}, (*CLOSED, *REVIEW, _typed("F6=维持", book=PAPERS), *REVIEW)),
    "W665": _decided("F6=维持", "N6=2", "O6=3"),
    "W666": _decided("F6=晋级", "G6=高级客户经理", "H6=2034-07-01", "I6=业绩突出"),
}
