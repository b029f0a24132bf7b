"""The keys of a policy in words, so that a place in the file can be told to somebody who has never opened it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from cmtool.model.text import Phrase, phrase
from cmtool.policy.places import Path
from cmtool.policy.policy import Policy

PARTS: Final[dict[str, str]] = {
    "about": "文件",
    "loans": "贷款口径",
    "figure": "数据项",
    "line": "项目",
    "group": "小计",
    "plan": "方式",
    "hold": "预留",
    "ladder": "等级",
    "part_month": "部分月份",
    "legal": "法定限额",
    "tax": "个人所得税",
    "example": "算例",
}
"""The parts of a policy, by the first key."""

KEYS: Final[dict[str, str]] = {
    "above": "每高一档加",
    "after": "满几个月后",
    "after_years": "满几年后",
    "against": "比较基数",
    "all_of": "全部满足",
    "among": "分配范围",
    "any_of": "任一满足",
    "appeal_days": "异议期（天）",
    "appeal_to": "异议受理",
    "approved_by": "批准机构",
    "approved_on": "批准日期",
    "at": "数值",
    "attributes": "属性",
    "automatic": "自动执行",
    "bands": "分档",
    "base": "基础",
    "below": "每低一档扣",
    "below_lowest": "最低等级未保级",
    "better": "以高为好或以低为好",
    "blank": "空格",
    "brackets": "分段",
    "by_grade": "按等级的目标",
    "by_institution": "按机构的目标",
    "by_post": "按岗位的目标",
    "by_team": "按团队的目标",
    "cadence": "考核周期",
    "cap": "最高",
    "carry": "结转",
    "cases": "分情况",
    "charge": "责任扣减",
    "clause": "条款",
    "combined": "综合方式",
    "curve": "计算方法",
    "days": "天数",
    "deduction": "扣款",
    "denominator": "分母",
    "difference": "差",
    "document": "文号",
    "down": "每次最多降几级",
    "each": "每满",
    "effect": "后果",
    "effective": "生效",
    "empty": "没有时",
    "entry": "升入条件",
    "eq": "等于",
    "factor": "系数",
    "families": "类别",
    "family": "类别",
    "filled": "已填写",
    "floor": "最低",
    "fraction": "比例",
    "from": "自何时起",
    "gap": "中间有月份没有记录",
    "gates": "门槛",
    "ge": "不低于",
    "gives": "给",
    "grades": "等级",
    "group": "小计",
    "gt": "高于",
    "indicator": "目标表中的指标",
    "inside": "所属小计",
    "items": "事项",
    "keep": "保级条件",
    "kind": "种类",
    "label": "名称",
    "le": "不高于",
    "leavers": "离岗",
    "lookup": "按列查",
    "lt": "低于",
    "mandatory": "必考",
    "map": "对照表",
    "measure": "取数",
    "minimum_wage": "最低工资",
    "missing": "缺数据时",
    "month": "月份",
    "months": "月数",
    "name": "名称",
    "not": "除",
    "note": "说明",
    "notice": "提示",
    "numerator": "分子",
    "of": "依据",
    "on": "依据",
    "order": "次序",
    "otherwise": "其余情况",
    "outside": "两端以外",
    "over": "最低数（超过的部分换算）",
    "own": "本人",
    "part": "不足一档",
    "per": "每单位",
    "period": "期间",
    "places": "小数位数",
    "points": "各点",
    "pool": "总额",
    "posts": "岗位",
    "product": "积",
    "protection_months": "保护期（月）",
    "quotient": "商",
    "rank_by": "排名依据",
    "rate": "比率",
    "raters": "评价人权重",
    "release": "释放",
    "remainder": "尾差",
    "role": "角色",
    "rolling": "连续几个月",
    "rule": "升降规则",
    "running": "连续月数",
    "score": "得分",
    "share": "份额",
    "shares": "各次比例",
    "sign": "正负",
    "source": "依据",
    "split": "各月比例",
    "step": "每档",
    "step_limit": "每次升降上限",
    "steps": "各段",
    "sum": "和",
    "table": "表",
    "take": "取法",
    "target": "目标",
    "teams": "团队",
    "times": "次数",
    "title": "办法名称",
    "trailing": "之前几个月",
    "under_days": "不足天数",
    "unit": "单位",
    "until": "到何时止",
    "up": "每次最多升几级",
    "upto": "至",
    "v": "值",
    "value": "数值",
    "weight": "权重",
    "weights": "权重合计",
    "when": "条件",
    "where": "只取",
    "window": "期间",
    "within": "期间内次数",
    "within_month": "月中变动",
}
"""Each key of the language in words; a key that is not here is told as it is spelled."""


_SWITCH: Final = {True: "是", False: "否"}


def key_word(key: str) -> Phrase:
    """One key in words."""
    return phrase(KEYS[key]) if key in KEYS else phrase("{key}", key=key)


def part_word(key: str) -> Phrase:
    """The part of a policy that a first key begins, in words."""
    return phrase(PARTS[key]) if key in PARTS else phrase("{key}", key=key)


def owner(path: Path) -> Path:
    """The clause that a key belongs to: ``("line", "x")``, ``("hold", "y")``, or the part itself."""
    return path[:2] if path[0] in ("figure", "line", "group", "plan", "hold", "example") else path[:1]


def owner_words(policy: Policy, path: Path) -> Phrase:
    """Whose key it is: ``项目“存款月均余额”（第十八条（一））``."""
    part = part_word(str(path[0]))
    if len(owner(path)) < 2 or len(path) < 2:
        return part
    name = str(path[1])
    if path[0] in ("plan", "example"):
        return phrase("{part}“{label}”", part=part, label=name)
    term = getattr(policy, str(path[0])).get(name)
    clause = getattr(term, "clause", "")
    words = phrase("{part}“{label}”", part=part, label=policy.label(name) if term else name)
    return phrase("{words}（{clause}）", words=words, clause=clause) if clause else words


def key_words(policy: Policy, path: Path) -> Phrase:
    """What a key is within its clause: ``计算方法 · 分档 · 第 2 项 · 值``."""
    places = range(len(owner(path)), len(path))
    parts = [
        _word(policy, path, place) for place in places if path[place - 1 : place + 1] != ("target", "value")
    ]
    said = parts[0] if parts else phrase("全文")
    for part in parts[1:]:
        said = phrase("{said} · {part}", said=said, part=part)
    return said


def _word(policy: Policy, path: Path, place: int) -> Phrase:
    part = path[place]
    if isinstance(part, int):
        return phrase("第 {number} 项", number=part + 1)
    if place and path[place - 1] == "attributes":
        return phrase("{label}", label=policy.label(f"grade.{part}"))
    if place and path[place - 1] in (
        "map",
        "raters",
        "by_grade",
        "by_post",
        "by_team",
        "by_institution",
        "grades",
    ):
        return phrase("{label}", label=part)
    return key_word(part)


def value_words(policy: Policy, value: Any) -> Phrase:
    """A value as the file has it: a name with its label, a table with its keys in words."""
    match value:
        case bool():
            return phrase(_SWITCH[value])
        case date():
            return phrase("{value}", value=value.isoformat())
        case "none":
            return phrase("无")
        case str():
            label = policy.label(value)
            if label == value or not value:
                return phrase("{value}", value=value or '""')
            return phrase("{value}（{label}）", value=value, label=label)
        case Mapping():
            return _joined(
                [
                    phrase("{key} {value}", key=key_word(key), value=value_words(policy, part))
                    for key, part in value.items()
                ]
            )
        case Sequence():
            return phrase("[{parts}]", parts=_joined([value_words(policy, part) for part in value]))
        case _:
            return phrase("{value}", value=value)


def _joined(parts: Sequence[Phrase]) -> Phrase:
    said = parts[0] if parts else phrase("{value}", value="—")
    for part in parts[1:]:
        said = phrase("{said}，{part}", said=said, part=part)
    return said
