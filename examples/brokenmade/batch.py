"""Examples of a county of two branches, and of exports of the head office for both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from brokenmade.base import BRANCH, CLIENTS, CONDUCT, INBOX, POLICY, ROSTER, TARGETS
from brokenmade.county import FIRST, SECOND, second
from brokenmade.example import Example
from brokenmade.tables import F, Rows, as_csv, as_xlsx, changed

CHECK: Final = "cmtool batch check 2024-06 . --jobs 1"
CLOSED: Final = (
    "cmtool batch appraise 2024-06 . --jobs 1",
    "cmtool batch close 2024-06 . --jobs 1",
)
EXPORT: Final = "inbox/2024-06/全县加扣分.csv"
LAID: Final = f"{FIRST}/inbox/2024-06/县级_全县加扣分_csv.xlsx"
_CONDUCT: Final[Rows] = (
    ("机构号", *CONDUCT[0]),
    ("0101", "M001", "2024-06-11", "迟到", "-1", "考勤", "会计"),
    ("0102", "M1001", "2024-06-12", "迟到", "-1", "考勤", "会计"),
)


def _of_second(name: str, rows: Rows) -> Mapping[str, bytes]:
    return {f"{SECOND}/inbox/2024-06/{name}.csv": as_csv(rows)}


def _exported(values: Mapping[tuple[int, str], str], *more: tuple[str, ...]) -> Example:
    """The county's register with some cells changed and rows more."""
    return Example({EXPORT: as_csv((*changed(_CONDUCT, values), *more))}, (CHECK,))


_MOVED: Final = (*second(ROSTER), ("M001", "甲一", "0102", "客户经理", "2024-06-16", "营销", "2026-12-31"))
_BOTH: Final = changed(_MOVED, {(4, "等级生效日"): "2022-01-01"})
_TARGET: Final = _of_second("目标", (*second(TARGETS), TARGETS[1]))
_LEFT: Final = changed(ROSTER, {(1, "离岗日期"): "2024-06-15"})
_OWN_POLICY: Final = (
    POLICY.read_bytes().replace(b"weight = 25", b"weight = 24").replace(b"weight = 15", b"weight = 16", 1)
)
_UNCACHED: Final = as_xlsx(
    {"全县": (_CONDUCT[0], ("0101", "M001", "2024-06-11", "迟到", F(0, formula="=-1*1"), "考勤", "会计"))}
)
_RECODED: Final = {
    "branch.toml": BRANCH.replace("示范", "试点").encode(),
    **{
        f"inbox/2024-06/{name}.csv": as_csv(second(INBOX[name])).replace(b"0102", b"0101")
        for name in ("机构基本情况表", "花名册")
    },
}
EXAMPLES: Final[dict[str, Example]] = {
    "E650": Example({f"{SECOND}/{name}": content for name, content in _RECODED.items()}, (CHECK,)),
    "E651": Example({**_of_second("花名册", _BOTH), **_TARGET}, (CHECK,)),
    "E652": _exported({(1, "机构号"): ""}),
    "E653": _exported({(1, "机构号"): "0103"}),
    "E654": Example({EXPORT: as_csv(CONDUCT)}, (CHECK,)),
    "E655": _exported({}, ("合计", "", "", "", "-3", "", "")),
    "E656": Example({"inbox/2024-06/全县加扣分.xlsx": _UNCACHED}, (CHECK,)),
    "E657": Example(
        {"全县加扣分.csv": as_csv(_CONDUCT)},
        (
            *CLOSED,
            "mkdir inbox",
            "mkdir inbox/2024-06",
            f"mv 全县加扣分.csv {EXPORT}",
            "cmtool batch appraise 2024-06 . --jobs 1",
        ),
    ),
    "E658": Example({}, (f"rm {SECOND}/branch.toml", CHECK)),
    "W651": Example(
        {
            **_of_second("花名册", _MOVED),
            **_TARGET,
            f"{FIRST}/inbox/2024-06/花名册.csv": as_csv(_LEFT),
        },
        (CHECK,),
    ),
    "W652": Example(_of_second("客户名册表", (*second(CLIENTS), ("K1", "甲户", "M1001"))), (CHECK,)),
    "W653": Example(
        {},
        (
            *CLOSED,
            f"他版封存 {FIRST}/sealed/2024-06.zip 0.0.8",
            f"他版封存 {SECOND}/sealed/2024-06.zip 0.0.9",
            f"{CLOSED[-1]} --force",
        ),
    ),
    "W654": Example({f"{SECOND}/policy/2024-01.toml": _OWN_POLICY}, (CHECK,)),
    "W655": Example(
        {f"{SECOND}/policy/2024-01.toml": _OWN_POLICY, f"{FIRST}/policy/2024-01.toml": POLICY.read_bytes()},
        ("rm policy", CHECK),
    ),
    "W656": Example(
        {EXPORT: as_csv(_CONDUCT), "更正.csv": as_csv(changed(_CONDUCT, {(1, "分值"): "-2"}))},
        (CHECK, f"填写 {LAID} Sheet1!E2=-3", f"mv 更正.csv {EXPORT}", CHECK),
    ),
    "W657": Example(
        {}, (CHECK, f"cp {FIRST}/branch.toml reports/2024-06/县级检查_2024-06.xlsx", f"{CHECK} --force")
    ),
    "W658": Example({}, (CHECK, f"rm -r {SECOND}", CHECK)),
}
