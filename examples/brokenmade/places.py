"""Examples of files that are too large or locked, and of places that cannot be written."""

from __future__ import annotations

from typing import Final

from brokenmade.example import CHECK, Example, workbook
from brokenmade.workflows import APPRAISED, BOOK

_HELD: Final = BOOK.replace("客户经理月度考核_", "~$客户经理月度考核_")
_LEDGER: Final = workbook("贷款台账", {})


def _locked(option: str = "") -> Example:
    """The ledger as a workbook with a password, which is not the one in 密码.txt."""
    remove, check = _LEDGER.commands
    files = {**_LEDGER.files, **({"密码.txt": b"12345678\n"} if option else {})}
    return Example(files, (remove, "加密 inbox/2024-06/贷款台账.xlsx 87654321", check + option))


EXAMPLES: Final[dict[str, Example]] = {
    "E002": Example({}, ("truncate -s 300M inbox/2024-06/借据.xlsx", *CHECK)),
    "E006": _locked(),
    "E022": _locked(" --password-file 密码.txt"),
    "E080": Example({}, (*APPRAISED, f"cp branch.toml {_HELD}", *APPRAISED)),
    "E081": Example({}, ("cp branch.toml reports", *APPRAISED)),
    "E084": Example({}, ("cp branch.toml .cmtool", *APPRAISED)),
}
