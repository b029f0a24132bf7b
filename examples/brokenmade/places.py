"""Examples of folders that are not there, and of places that cannot be written."""

from __future__ import annotations

from typing import Final

from brokenmade.example import Example
from brokenmade.workflows import APPRAISED, BOOK

_HELD: Final = BOOK.replace("客户经理月度考核_", "~$客户经理月度考核_")
EXAMPLES: Final[dict[str, Example]] = {
    "E080": Example({}, (*APPRAISED, f"cp branch.toml {_HELD}", *APPRAISED)),
    "E081": Example({}, ("cp branch.toml reports", *APPRAISED)),
    "E084": Example({}, ("cp branch.toml .cmtool", *APPRAISED)),
}
