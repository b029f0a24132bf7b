"""Examples of marked copies that come back otherwise than they should; of seals and records that somebody changed."""

from __future__ import annotations

from typing import Any, Final

from brokenmade.base import LOANS, TARGETS
from brokenmade.example import Example, inbox, numbers, workbook
from brokenmade.tables import as_xlsx
from brokenmade.workflows import CLOSED, JULY, THEN, TWO_CLOSED, VERIFY

MARK: Final = "cmtool check 2024-06"
TAKE_BACK: Final = f"{MARK} --take-back"
COPY: Final = "marked/2024-06/贷款台账.xlsx"
LEDGER: Final = "inbox/2024-06/贷款台账.xlsx"
_NOT_CSV: Final = "rm inbox/2024-06/贷款台账.csv"
_BAD: Final = workbook("贷款台账", {(1, "贷款余额"): "待核"})
_TWICE: Final = workbook("贷款台账", {(3, "借据号"): "J102"})
_LATER: Final = workbook("贷款台账", {(1, "贷款余额"): "待核", (3, "本月实收利息"): 2500})


def _answered(made: Example, *cells: str) -> Example:
    """Marked, the first row of the copy's list answered, handed back."""
    return _handed(made, " ".join((f"填写 {COPY}", *(f"数据问题清单!{cell}" for cell in cells))))


def _handed(made: Example, *lines: str, then: Example | None = None) -> Example:
    return Example(made.files, (_NOT_CSV, MARK, *lines, TAKE_BACK), then.files if then is not None else {})


def _array(_: Any, made: Any) -> None:
    """A header that is part of an array formula."""
    made["6月"].write_array_formula(0, 5, 0, 5, '{="贷款佘"&"额"}', None, "贷款佘额")


_DEPENDENT: Final = Example({LEDGER: as_xlsx({"6月": numbers(LOANS)}, _array)})
EXAMPLES: Final[dict[str, Example]] = {
    "E611": Example(
        JULY,
        (
            *CLOSED,
            "cp sealed/2024-06.zip 旧.zip",
            "cmtool reopen 2024-06 --reason 更正",
            *THEN,
            *TWO_CLOSED,
            "cp 旧.zip sealed/2024-06.zip",
            *VERIFY,
        ),
        inbox("目标", [*TARGETS, ("M001", "本月发放贷款", "2024-08", "600000", "")]),
    ),
    "E612": Example({}, (*CLOSED, "改包 sealed/2024-06.zip branch.toml!示范社=示例社", *VERIFY)),
    "E618": Example(
        {},
        (
            *CLOSED,
            "cmtool reopen 2024-06 --reason 漏报",
            *CLOSED,
            "sed -i s/漏报/更正/ sealed/trail.jsonl",
            *VERIFY,
        ),
    ),
    "E621": _handed(_BAD, f"填写 {COPY} 6月!F2=430000", *THEN, then=_LATER),
    "E622": _handed(_BAD, f"删行 {COPY} 数据问题清单!3"),
    "E623": _answered(_BAD, "M5=随便"),
    "E624": _answered(_BAD, "M5=按建议改"),
    "E625": _answered(_TWICE, "M5=本月放行", "N5=系统升级", "O5=主任甲"),
    "E626": _answered(_BAD, "M5=本月放行", "N5=系统升级"),
    "E627": _answered(_DEPENDENT, "M5=按建议改"),
    "E637": _answered(_BAD, "M5=以后都认"),
    "E638": _handed(_BAD, f"填写 {COPY} 6月!F2=430000", f"mv {COPY} marked/2024-06/贷款台账-改.xlsx"),
    "W605": Example(
        _BAD.files,
        (
            _NOT_CSV,
            "mkdir marked",
            "mkdir marked/2024-06",
            "cp branch.toml marked/2024-06/~$数据问题清单_2024-06.xlsx",
            "cmtool appraise 2024-06",
        ),
    ),
}
