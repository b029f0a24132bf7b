"""Examples of what the state of a month forbids or warns of, and of what verifying finds."""

from __future__ import annotations

import json
from typing import Final

from brokenmade.base import INBOX, LOANS, ROSTER, TARGETS
from brokenmade.example import Example, cell, inbox
from brokenmade.months import july
from brokenmade.tables import as_csv, changed

BOOK: Final = "reports/2024-06/客户经理月度考核_2024-06.xlsx"
SPOILED: Final = (f"cp inbox/2024-06/目标.csv {BOOK}",)  # a report that somebody changed
APPRAISED: Final = ("cmtool appraise 2024-06",)
CLOSED: Final = (*APPRAISED, "cmtool close 2024-06")
TWO_CLOSED: Final = (*CLOSED, "cmtool appraise 2024-07", "cmtool close 2024-07")
VERIFY: Final = ("cmtool verify",)
THEN: Final = ("cp -r then/. .",)
_MOVED: Final = inbox("贷款台账", changed(LOANS, {(2, "本月实收利息"): "9350.41"}))
_LATE: Final = inbox("加扣分登记簿", changed(INBOX["加扣分登记簿"], {(1, "分值"): "-3"}))
_LATER: Final = inbox("目标", [*TARGETS, ("M001", "本月发放贷款", "2024-07", "600000", "")])
JULY: Final = {**july(), "inbox/2024-07/目标.csv": as_csv(TARGETS).replace(b"2024-06", b"2024-07")}
_WAIVER: Final = {
    "schema": 1,
    "month": "2024-06",
    "waivers": [
        {
            "code": "E126",
            "file": "inbox/2024-06/贷款台账.csv",
            "sheet": "",
            "cell": "F2",
            "found": "待核",
            "reason": "系统升级",
            "approver": "主任甲",
        }
    ],
}
_BAD: Final = cell("贷款台账", "贷款余额", "待核")


def _after(*commands: str, **files: bytes) -> Example:
    return Example(files, commands)


EXAMPLES: Final[dict[str, Example]] = {
    "E085": _after(*CLOSED, "cp branch.toml sealed/2024-06.zip", *VERIFY),
    "E601": _after(*CLOSED, *APPRAISED),
    "E602": _after(*CLOSED, "cmtool close 2024-06"),
    "E603": _after("cmtool appraise 2024-07", "cmtool close 2024-07", **JULY),
    "E604": _after("cmtool close 2024-06"),
    "E605": Example(_BAD.files, ("cmtool appraise 2024-06 --trial", "cmtool close 2024-06")),
    "E606": Example({}, (*APPRAISED, *THEN, "cmtool close 2024-06"), _MOVED),
    "E607": Example({}, (*APPRAISED, *THEN, "cmtool close 2024-06"), _MOVED),
    "E608": _after(*TWO_CLOSED, "cmtool reopen 2024-06 --reason 更正", **JULY),
    "E609": _after("cmtool reopen 2024-06 --reason 更正"),
    "E610": _after(
        "mv inbox/2024-06 6月",
        "cmtool appraise 2024-07",
        "cmtool close 2024-07",
        "mv 6月 inbox/2024-06",
        *CLOSED,
        **JULY,
    ),
    "E613": _after(*TWO_CLOSED, "rm sealed/2024-06.zip", *VERIFY, **JULY),
    "E614": Example({}, (*CLOSED, *THEN, *VERIFY), _MOVED),
    "E615": Example({}, (*CLOSED, *THEN, *VERIFY), _MOVED),
    "E616": _after(*APPRAISED, *SPOILED, "cmtool verify 2024-06"),
    "E617": _after("cmtool verify --code K7F2-9QXM"),
    "E619": _after("cmtool verify 2024-06"),
    "E628": _after(*CLOSED, "rm sealed/trail.jsonl", *VERIFY),
    "E629": _after(*CLOSED, "rm sealed/2024-06.zip", *VERIFY),
    "E630": _after(*TWO_CLOSED, "cp sealed/2024-06.zip sealed/2024-07.zip", *VERIFY, **JULY),
    "E631": _after(
        *CLOSED,
        "cp sealed/trail.jsonl trail.jsonl",
        "cmtool appraise 2024-07",
        "cmtool close 2024-07",
        "cp trail.jsonl sealed/trail.jsonl",
        *VERIFY,
        **JULY,
    ),
    "E632": _after(
        *CLOSED,
        "cp sealed/2024-06.zip 6月.zip",
        "cmtool reopen 2024-06 --reason 更正",
        "cp 6月.zip sealed/2024-06.zip",
        *VERIFY,
    ),
    "E633": Example({}, (*CLOSED, *THEN, *VERIFY), _LATE),
    "E634": Example({}, (*CLOSED, *THEN, *VERIFY), _MOVED),
    "E635": _after("cmtool check 2024-09 --no-mark"),
    "E636": Example(inbox("花名册", changed(ROSTER, {(row, "离岗日期"): "2023-12-31" for row in (1, 2, 3)}))),
    "W601": _after("cmtool appraise 2024-07", **JULY),
    "W602": _after(*APPRAISED, *SPOILED, *APPRAISED),
    "W603": Example(_BAD.files, ("cmtool appraise 2024-06 --trial",)),
    "W604": _after(*APPRAISED, *SPOILED, "cmtool close 2024-06"),
    "W606": Example(
        _BAD.files,
        ("cmtool check 2024-06", "cp branch.toml marked/2024-06/贷款台账_问题.xlsx", "cmtool check 2024-06"),
    ),
    "W607": Example(
        {
            **_BAD.files,
            "inbox/2024-06/原件/放行.json": json.dumps(_WAIVER, ensure_ascii=False, indent=1).encode(),
        }
    ),
    "W620": _after(*APPRAISED, "rm reports/2024-06/manifest.json", *APPRAISED),
    "W621": Example({}, (*CLOSED, *THEN, "cmtool explain 2024-06 M001"), _MOVED),
    "W622": Example({}, (*CLOSED, *THEN, *VERIFY), _LATER),
}
