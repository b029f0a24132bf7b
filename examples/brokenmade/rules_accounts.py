"""Examples of what the rules find in what goes on from month to month: accounts, what is carried, what is given back."""

from __future__ import annotations

from typing import Final

from brokenmade.base import CLIENTS, CONDUCT, DEPOSITS, POLICY, ROSTER, TARGETS
from brokenmade.example import Example, inbox
from brokenmade.months import AFTER_JUNE, july
from brokenmade.rules import OPENING
from brokenmade.texts import CLAIMS, RATIO, account, figures, whole

_PAY: Final = 'unit = "元"\ncap = "none"\nfloor = "none"\n'
_LESS: Final = ('except_items = ["违规"]', 'except_items = ["违规", "责任追究", "不良贷款", "不良收回"]')
_REDEEMED: Final = """release = { kind = "redeemed", months = 6, of = "bad_ratio", after = 1, rest = "kept", curve = { kind = "bands", bands = [{ le = "1%", v = "150%" }, { gt = "1%", v = 0 }] } }
leavers = { kind = "forfeit" }
"""
_BACK: Final = """[figure.bad_loans]
kind = "events"
label = "不良笔数"
clause = "示例"
unit = "笔"
measure = "count"
items = ["不良贷款"]

[figure.made_good]
kind = "events"
label = "不良收回"
clause = "示例"
unit = "笔"
measure = "count"
items = ["不良收回"]

[figure.loans_back]
kind = "give_back"
label = "收回返还"
clause = "示例"
unit = "笔"
of = "bad_loans"
recovered = "made_good"
share = "95%"
within = "year"

"""
_BACK_LINES: Final = """
[line.bad_line]
group = "pay"
label = "不良扣款"
clause = "示例"
of = "bad_loans"
curve = { kind = "per_unit", per = -200, floor = "none", cap = "none" }
deduction = true

[line.back_line]
group = "pay"
label = "收回返还"
clause = "示例"
of = "loans_back"
curve = { kind = "per_unit", per = 200, floor = "none", cap = "none" }
"""
_CARRY: Final = (_PAY, 'unit = "元"\ncap = "none"\nfloor = 6000\ncarry = { what = "shortfall" }\n')
_NOTHING: Final = tuple((f"M00{n}", "应发合计结转", "2024-05", "0") for n in (1, 2, 3))
_WITHOUT: Final = {
    "花名册": ROSTER[:-1],
    "目标": TARGETS[:-1],
    "客户名册表": [(*row[:-1], row[-1].replace("M003", "M001")) for row in CLIENTS],
    "存款分户余额": [(*row[:-1], row[-1].replace("M003", "M001")) for row in DEPOSITS],
}
"""The tables without M003, whose clients M001 has taken over."""


def _later() -> bytes:
    """The policy of the sound workspace from July on, which carries nothing."""
    return POLICY.read_text("utf-8").replace('effective = "2024-01"', 'effective = "2024-07"').encode()


def _opening(*rows: tuple[str, ...]) -> dict[str, bytes]:
    return inbox("期初", [OPENING, *rows])


def _charged(amount: str, *opened: tuple[str, ...]) -> Example:
    """The register says an amount of accountability of M001, charged to what was held back."""
    register = [(*row, more) for row, more in zip(CONDUCT, ("金额", "", ""), strict=True)]
    row = ("M001", "2024-06-10", "责任追究", "0", "决定", "会计", amount)
    files = {**inbox("加扣分登记簿", [*register, row]), **_opening(*opened)}
    return whole(figures(CLAIMS), account('charge = "claims"\n'), _LESS, files=files)


def _given_back(item: str, note: str) -> Example:
    register = [(*row, more) for row, more in zip(CONDUCT, ("借据号", "", ""), strict=True)]
    row = ("M001", "2024-06-10", item, "0", "月报", "会计", note)
    files = inbox("加扣分登记簿", [*register, row])
    return whole(figures(_BACK), _LESS, plus=_BACK_LINES, files=files)


EXAMPLES: Final[dict[str, Example]] = {
    "E390": _charged("-50", ("M001", "预留风险金", "2024-05", "70")),
    "E391": whole(
        figures(RATIO),
        account(_REDEEMED),
        files=_opening(("M001", "预留风险金", "2024-01", "70")),
    ),
    "E393": _given_back("不良贷款", ""),
    "W350": whole(_CARRY),
    "W351": whole(
        _CARRY,
        files={**july(), **_opening(*_NOTHING), "policy/2024-07.toml": _later()},
        commands=AFTER_JUNE,
    ),
    "W390": _charged("5000", ("M001", "预留风险金", "2024-05", "70")),
    "W391": Example(july(**_WITHOUT), AFTER_JUNE),
    "W392": whole(plus='\n[legal.deferral]\nshare = "40%"\nyears = 3\nsource = "稳健薪酬监管指引"\n'),
    "W394": _given_back("不良收回", "J102"),
}
