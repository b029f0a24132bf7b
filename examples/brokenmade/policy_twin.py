"""Examples of a filled-in 考核办法.xlsx, and of a new policy's place."""

from __future__ import annotations

from typing import Final

from brokenmade.example import Example
from brokenmade.workflows import CLOSED

TWIN: Final = "考核办法.xlsx"
SHOW: Final = ("cmtool policy show 2024-06",)
ADOPT: Final = "--document 示例〔2024〕9号 --approved-on 2024-06-20"


def adopted(effective: str = "2024-07", more: str = "") -> str:
    return f"cmtool policy adopt {TWIN} --effective {effective} {ADOPT}{more}"


def _filled(wish: str, word: str = "填写") -> Example:
    """The program's own workbook with one thing done to it, handed in."""
    return Example({}, (*SHOW, f"{word} {TWIN} {wish}", adopted()))


EXAMPLES: Final[dict[str, Example]] = {
    "E680": _filled("考核办法=办法", "改表名"),
    "E681": _filled("考核办法!B17=存款平均余额"),
    "E682": _filled("考核办法!I29=二十五"),
    "E683": _filled("考核办法!I29="),
    "E684": _filled("考核办法!I29=2025-01-03"),
    "E685": Example({}, (*SHOW, adopted("2024-01"))),
    "E686": Example({}, (*SHOW, *CLOSED, adopted("2024-05"))),
    "E688": Example({}, ("cmtool policy show 2024-06 -w 甲社", adopted(more=" -w 甲社"))),
    "E689": _filled("考核办法!28", "删行"),
    "W680": _filled("考核办法!T37=98"),
}
