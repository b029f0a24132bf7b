"""Examples of files that are too large or locked or saved meanwhile, and of places that cannot be written."""

from __future__ import annotations

import json
from typing import Final

from brokenmade.base import ROSTER
from brokenmade.example import CHECK, Example, workbook
from brokenmade.tables import as_xlsx, changed
from brokenmade.workflows import APPRAISED, BOOK

_HELD: Final = BOOK.replace("客户经理月度考核_", "~$客户经理月度考核_")
_LEDGER: Final = workbook("贷款台账", {})
_NAME: Final = "甲" * 32_760  # fits its cell, of 32,767 at most, and not the sentence about it
_ENDLESS: Final = as_xlsx({"花名册": changed(ROSTER, {(1, "姓名"): _NAME})})
_OTHER: Final = {"who": "会计甲", "host": "信贷科2号", "pid": 4321, "since": "2024-07-01 09:30:00"}
_OCCUPIED: Final = ("占用 .", *APPRAISED)


def _locked(option: str = "") -> Example:
    """The ledger as a workbook with a password, which is not the one in 密码.txt."""
    remove, check = _LEDGER.commands
    files = {**_LEDGER.files, **({"密码.txt": b"12345678\n"} if option else {})}
    return Example(files, (remove, "加密 inbox/2024-06/贷款台账.xlsx 87654321", check + option))


EXAMPLES: Final[dict[str, Example]] = {
    "E002": Example({}, ("truncate -s 300M inbox/2024-06/借据.xlsx", *CHECK)),
    "E003": Example({}, ("独占 inbox/2024-06/贷款台账.csv", *CHECK)),
    "E006": _locked(),
    "E022": _locked(" --password-file 密码.txt"),
    "E080": Example({}, (*APPRAISED, f"cp branch.toml {_HELD}", *APPRAISED)),
    "E081": Example({}, ("cp branch.toml reports", *APPRAISED)),
    "E082": Example({".cmtool/run.json": json.dumps(_OTHER, ensure_ascii=False).encode()}, _OCCUPIED),
    "E083": Example({}, _OCCUPIED),
    "E084": Example({}, ("cp branch.toml .cmtool", *APPRAISED)),
    "E087": Example({"inbox/2024-06/花名册.xlsx": _ENDLESS}, ("rm inbox/2024-06/花名册.csv", *APPRAISED)),
    "E620": Example({}, ("计算中保存 inbox/2024-06/贷款台账.csv", *APPRAISED)),
    "E687": Example({}, ("独占 policy/2024-01.toml", "cmtool policy check policy/2024-01.toml")),
}
