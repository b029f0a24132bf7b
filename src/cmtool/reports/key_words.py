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
    "attribute_labels": "属性名称",
    "attribute_units": "属性单位",
    "attributes": "属性",
    "automatic": "自动执行",
    "bands": "分档",
    "base": "基础",
    "base_pay": "基本工资",
    "before": "早于",
    "below": "每低一档扣",
    "below_lowest": "最低等级未保级",
    "better": "以高为好或以低为好",
    "between": "两次考核之间",
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
    "compensation": "赔偿扣款",
    "curve": "计算方法",
    "days": "天数",
    "deduction": "扣款",
    "deferral": "延期支付",
    "denominator": "分母",
    "difference": "差",
    "distinct": "不同值",
    "document": "文号",
    "down": "每次最多降几级",
    "due_date": "到期日",
    "each": "每满",
    "earlier": "较早",
    "edge": "界限归属",
    "effect": "后果",
    "effective": "生效",
    "empty": "没有时",
    "ends": "首尾",
    "entry": "升入条件",
    "eq": "等于",
    "exam_score": "考试成绩",
    "exam_valid_until": "资格有效期至",
    "except_items": "除外事项",
    "expect": "应得出",
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
    "grade": "等级",
    "grade_since": "等级生效日",
    "grades": "等级",
    "group": "小计",
    "gt": "高于",
    "having": "合计须",
    "in": "所在期间",
    "indicator": "目标表中的指标",
    "inside": "所属小计",
    "institution": "机构号",
    "institutions": "机构",
    "insurance": "专项扣除",
    "item": "指标",
    "items": "事项",
    "joined": "入社日期",
    "keep": "保级条件",
    "kind": "种类",
    "label": "名称",
    "later": "较晚",
    "le": "不高于",
    "leave": "请假类别",
    "leavers": "离岗",
    "left": "离岗日期",
    "lookup": "按列查",
    "lt": "低于",
    "mandatory": "必考",
    "map": "对照表",
    "max": "取大",
    "measure": "取数",
    "min": "取小",
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
    "or_empty": "空格也取",
    "order": "次序",
    "others": "其余数据",
    "otherwise": "其余情况",
    "outside": "两端以外",
    "over": "最低数（超过的部分换算）",
    "own": "本人",
    "part": "不足一档",
    "passes": "达标方式",
    "past": "以前月份",
    "people": "人员",
    "per": "每单位",
    "period": "期间",
    "places": "小数位数",
    "places_by": "职数按",
    "points": "各点",
    "pool": "总额",
    "post": "岗位",
    "posts": "岗位",
    "present": "在岗天数",
    "product": "积",
    "protection_months": "保护期（月）",
    "quick": "速算扣除数",
    "quotient": "商",
    "rank_by": "排名依据",
    "rate": "比率",
    "raters": "评价人权重",
    "release": "释放",
    "remainder": "尾差",
    "rest": "余下部分",
    "role": "角色",
    "rolling": "连续几个月",
    "rule": "升降规则",
    "running": "连续月数",
    "schema": "格式版本",
    "score": "得分",
    "share": "份额",
    "shares": "各次比例",
    "sign": "正负",
    "since": "起始",
    "so_far": "至今",
    "source": "依据",
    "special": "专项附加扣除",
    "split": "各月比例",
    "spread": "目标口径",
    "step": "每档",
    "step_limit": "每次升降上限",
    "steps": "各段",
    "sum": "和",
    "table": "表",
    "take": "取法",
    "target": "目标",
    "targets": "目标",
    "team": "团队",
    "teams": "团队",
    "times": "次数",
    "title": "办法名称",
    "track": "序列方向",
    "trailing": "之前几个月",
    "under": "不足",
    "under_days": "不足天数",
    "unfilled": "未评价",
    "unit": "单位",
    "unrated": "不评等级",
    "until": "到何时止",
    "up": "每次最多升几级",
    "upto": "至",
    "v": "值",
    "value": "数值",
    "values": "数值",
    "weight": "权重",
    "weights": "权重合计",
    "what": "结转内容",
    "when": "条件",
    "when_empty": "无发生额时",
    "when_missing": "缺数据时",
    "when_none": "没有时",
    "when_zero": "除数为零时",
    "where": "只取",
    "window": "期间",
    "within": "期间内次数",
    "within_month": "月中变动",
    "years": "年数",
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
