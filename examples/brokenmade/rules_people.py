"""Examples of what the rules find where people are rated, compared, on leave, or share a pool."""

from __future__ import annotations

from typing import Any, Final

from brokenmade.base import ROSTER
from brokenmade.example import MONTH, Example, inbox
from brokenmade.tables import changed
from brokenmade.texts import EACH, paid, whole

RATINGS: Final = ("工号", "期间", "评价人类别", "得分")
ENTRIES: Final = ("工号", "指标", "期间", "填报数")
LEAVES: Final = ("工号", "起", "请假类别", "止")
_TEAMED: Final = changed(ROSTER, {(1, "团队"): "一队", (2, "团队"): "一队"})


def _read(figure: str, curve: str = EACH, **tables: Any) -> Example:
    return paid("asked", "单项奖", f'[figure.asked]\nclause = "示例"\n{figure}\n', curve, **tables)


_RATED: Final = 'kind = "rating"\nlabel = "民主评议"\nunit = "分"\nraters = { "同事" = 40, "部门" = 60 }\nunfilled = "problem"\n'
_ENTERED: Final = 'kind = "entered"\nlabel = "审批笔数"\nunit = "笔"\nitem = "贷款审批笔数"\n'
_QUALITY: Final = 'kind = "entered"\nlabel = "调查合格率"\nunit = "%"\nitem = "调查合格率"\n'
_MEAN: Final = 'kind = "over"\nlabel = "组员平均实收利息"\nunit = "元"\nof = "interest_collected"\nover = "team"\ntake = "mean"\n'
_VOLUME: Final = 'kind = "flow"\nlabel = "业务量"\nunit = "元"\ntable = "贷款台账"\nvalue = "本月实收利息"\n'
_NOTHING: Final = 'kind = "flow"\nlabel = "业务量"\nunit = "元"\ntable = "贷款台账"\nvalue = "本月实收利息"\nwhere = { "借据号" = ["J101"] }\n'
_BANDS: Final = '{ kind = "bands", bands = [{ lt = "violations", v = 0 }, { ge = "violations", lt = "expenses", v = 1 }, { ge = "expenses", v = 2 }] }'
_POOL: Final = '{{ kind = "share_of", pool = {pool}, among = "all", sign = "positive", empty = "{empty}", remainder = "last" }}'


def _rated(*more: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Everybody is rated by both groups."""
    return [RATINGS, *((f"M00{n}", MONTH, who, "90") for n in (1, 2, 3) for who in ("同事", "部门")), *more]


def _entered(item: str, *numbers: str) -> list[tuple[str, ...]]:
    return [ENTRIES, *((f"M00{n}", item, MONTH, number) for n, number in enumerate(numbers, 1))]


def _away(*rows: tuple[str, ...], under: str = "deferred") -> Example:
    text = (
        f'\n[part_month]\nleave = ["事假", "病假"]\npresent = ["公假"]\nunder_days = 10\nunder = "{under}"\n'
    )
    return whole(plus=text, files=inbox("请假登记", [LEAVES, *rows]))


EXAMPLES: Final[dict[str, Example]] = {
    "E341": _read(_MEAN + 'own = "excluded"\nposts = ["营销"]\n', 花名册=_TEAMED),
    "E350": _read(_VOLUME, _BANDS),
    "E351": _read(_VOLUME, _POOL.format(pool='"interest_collected"', empty="nothing")),
    "E352": _read(_NOTHING, _POOL.format(pool=1000, empty="problem")),
    "E385": _read(_RATED, 评价=_rated()[:-1]),
    "E386": _read(_ENTERED, 指标填报=_entered("贷款审批笔数", "5", "0")),
    "E387": _read(_QUALITY, 指标填报=_entered("调查合格率", "98", "97%", "100%")),
    "E392": _away(("M001", "2024-06-11", "探亲假", "2024-06-13")),
    "W380": _read(_RATED, 评价=_rated(("M001", MONTH, "部们", "60"))),
    "W381": _read(
        _ENTERED,
        指标填报=[*_entered("贷款审批笔数", "5", "0", "2"), ("M001", "贷款审批数", MONTH, "1")],
    ),
    "W393": _away(("M003", "2024-06-03", "事假", "2024-06-28"), under="excluded"),
}
