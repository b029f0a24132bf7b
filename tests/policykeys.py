"""The page of every key of the policy language, made from the models that read a policy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, Tag
from pydantic.fields import FieldInfo

from cmtool.model.expression import Num
from cmtool.policy import (
    across,
    conditions,
    dated,
    entered,
    examples,
    figure,
    give_back,
    groups,
    history,
    indicator,
    indicators,
    ladder,
    legal,
    personal,
    policy,
    pools,
    releases,
    rowvalue,
    selection,
    slopes,
    steps,
    tax,
    through,
)
from cmtool.policy.brackets import Bracket
from cmtool.policy.curve import Curve
from cmtool.policy.curves import CurveCase
from cmtool.policy.grades import GradeTerms
from cmtool.policy.holds import Hold
from cmtool.policy.lines import Line, Plan
from cmtool.policy.part_month import PartMonth
from cmtool.policy.steps import Band, Point
from cmtool.policy.targets import Target
from cmtool.policy.terms import exact, limit, quantity
from cmtool.policy.vocabulary import KEYS, PARTS

HEAD: Final = """# 考核办法的键 · Keys of a policy

{note}

每一处可以写哪些键、写什么、不写时是什么，都取自程序读办法的模型，与程序一致。怎样使用、例子和说明见[考核办法怎么写](policy.md)。
“必写”的不写就是错误；没有列在这里的键是错误，会提示相近的键。

Which keys may stand where, what each takes and what holds without it, from the models that read a policy; how to use them is
in [the guide](policy.md). *必写* must be written; any other key is an error, with a hint.

- **数** number：`700000`、`0.8`、`"98%"`、`"1/3"`。**名** name：数据项、项目、小计的名字，或等级的属性 `"grade.属性"`。
- **分段数** dated：一个数，或 `[{{ from = 2024-01-01, v = 1 }}, …]`。
- **行值** row value：列名、数，或 `product` `sum` `difference` `quotient` `min` `max`、`lookup`、`figure`、`days` 的小树。
- **条件** condition：`{{ of = …, ge = … }}`、`{{ all_of = [ … ] }}`、`{{ any_of = [ … ] }}`。
- **曲线** curve：`{{ kind = …, … }}`，见“曲线”。
"""
HEADINGS: Final[dict[type[BaseModel], str]] = {
    policy.Policy: "整份办法 · The whole policy",
    policy.About: "`[about]`",
    policy.LoanRules: "`[loans]`",
    history.Window: "`window = { … }`",
    selection.Wanted: "`where`、`having` 里一列的条件 · a column's test",
    selection.Bounds: "`days = { … }`（`where` 里）",
    rowvalue.Operation: "行值 `{ product = [ … ] }`",
    rowvalue.Lookup: "行值 `{ lookup = … }`",
    rowvalue.Step: "`lookup` 的一档 · a band",
    rowvalue.Named: "行值 `{ figure = … }`",
    rowvalue.Days: "行值 `{ days = [ … ] }`",
    rowvalue.Extreme: "`{ later = [ … ] }`、`{ earlier = [ … ] }`",
    dated.Dated: "",
    dated.Step: "分段数的一段 · a dated step",
    through.Case: "数据项 `cases` 的一项 · a case",
    Line: "`[line.名]`",
    Target: "`target = { … }`",
    Band: "曲线 `bands` 的一档 · a band",
    Bracket: "曲线 `marginal`、`whole` 的一段 · a bracket",
    Point: "曲线 `interpolated` 的一点 · a point",
    CurveCase: "曲线 `cases` 的一项 · a case",
    groups.Group: "`[group.名]`",
    groups.Carry: "小计的 `carry = { … }`",
    groups.Gate: "小计的门槛 · a gate",
    groups.GateOfAll: "小计的门槛 `all_of`",
    groups.GateOfAny: "小计的门槛 `any_of`",
    Plan: '`[plan."名"]`',
    conditions.Condition: "条件 · A condition",
    conditions.AllOf: "条件 `all_of`",
    conditions.AnyOf: "条件 `any_of`",
    conditions.Within: "`within = { … }`",
    ladder.Ladder: "`[ladder]`、`[ladder.名]`",
    ladder.LadderGate: "等级序列的 `gates`",
    ladder.Steps: "`step_limit = { … }`",
    GradeTerms: "`[[ladder.grades]]`",
    personal.Exam: "`[exam]`",
    Hold: "`[hold.名]`",
    releases.Leavers: "`leavers = { … }`",
    legal.Legal: "`[legal]`",
    legal.DeductionLimit: "`[legal.deduction]`",
    legal.Deferral: "`[legal.deferral]`",
    tax.Tax: "`[tax]`",
    tax.TaxBracket: "个税的一级 · a bracket",
    PartMonth: "`[part_month]`",
    examples.Example: "`[[example]]`",
    examples.ExamplePerson: "算例的 `people`",
}
"""What the tables are called that have no ``kind``; nothing for what is explained at the head."""
SHARED: Final[dict[type[BaseModel], str]] = {
    figure.Figure: "每个数据项都可以写 · Every figure",
    indicator.Indicator: "每个指标还可以写 · Every indicator",
}
"""What many have in common is told once, before the first that has it."""
MEANINGS: Final[dict[tuple[type[BaseModel], str], str]] = {
    (indicator.Indicator, "about"): "算谁的",
    (indicators.Level, "per"): "先按这一列合并",
    (indicators.Flow, "per"): "先按这一列合并",
    (indicators.Flow, "on"): "按哪个日期列",
    (indicators.Count, "on"): "按哪个日期列",
    (entered.Entered, "unfilled"): "没有填的",
    (selection.Wanted, "values"): "是其中之一（直接写列表即可）",
    (selection.Wanted, "after"): "晚于",
    (selection.Wanted, "from"): "不早于",
    (selection.Wanted, "until"): "不晚于",
    (selection.Wanted, "empty"): "空白",
    (across.Across, "over"): "哪些人",
    (history.History, "unrated"): "那个月没有数值时",
    (give_back.GiveBack, "recovered"): "收回的登记",
    (give_back.GiveBack, "key"): "按哪一列对上",
    (give_back.GiveBack, "share"): "返还比例",
    (give_back.GiveBack, "within"): "只返还多久以内的",
    (slopes.Proportional, "below"): "未达目标时",
    (steps.Bands, "gives"): "给出的是",
    (steps.Interpolated, "gives"): "给出的是",
    (pools.ShareOf, "empty"): "合计不大于 0 时",
    (Line, "times"): "最后再乘",
    (Target, "times"): "再乘",
    (Target, "until"): "结转到何时",
    (groups.Carry, "until"): "结转到何时",
    (conditions.Condition, "running"): "连续几次",
    (conditions.Condition, "each"): "次数按",
    (ladder.Ladder, "unrated"): "没有等级时",
    (GradeTerms, "from"): "由哪一级升入",
    (GradeTerms, "places"): "职数",
}
"""Words of keys that mean something else at some place."""


def policy_keys(note: str) -> str:
    """docs/policy-keys.md."""
    lines = [HEAD.format(note=note)]
    told: set[type[BaseModel]] = set()
    for model in reachable(policy.Policy):
        for base in (one for one in SHARED if issubclass(model, one) and one not in told):
            told.add(base)
            lines += _table(SHARED[base], base)
        if _heading(model):
            lines += _table(_heading(model), model)
    return "\n".join(lines).rstrip() + "\n"


def reachable(model: type[BaseModel]) -> list[type[BaseModel]]:
    """The model and all that can stand within it, each once, in the order in which they are met, depth first."""
    found: dict[type[BaseModel], None] = {}

    def meet(one: type[BaseModel]) -> None:
        if one in found:
            return
        found[one] = None
        for field in one.model_fields.values():
            for inner in _models(field.annotation):
                meet(inner)

    meet(model)
    return list(found)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        return
    for inner in get_args(annotation):
        yield from _models(inner)


FAMILIES: Final[dict[type[BaseModel], str]] = {Curve: "曲线", figure.Figure: "数据项"}


def _heading(model: type[BaseModel]) -> str:
    if model in HEADINGS:
        return HEADINGS[model]
    kinds = "、".join(f'`"{kind}"`' for kind in get_args(model.model_fields["kind"].annotation))
    return f"{_family(model)}，`kind` 为 {kinds}"


def _family(model: type[BaseModel]) -> str:
    return next((word for base, word in FAMILIES.items() if issubclass(model, base)), "`release`")


def _own_fields(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """The fields of a model but those told once for all that share them, and the kind that the heading says."""
    shared = {
        name
        for base in SHARED
        if issubclass(model, base) and model is not base
        for name, field in base.model_fields.items()
        if model.model_fields[name].default == field.default
    }
    if model not in HEADINGS:
        shared.add("kind")
    yield from ((name, field) for name, field in model.model_fields.items() if name not in shared)


def _table(heading: str, model: type[BaseModel]) -> Iterator[str]:
    yield f"## {heading}\n"
    yield "| 键 | 意思 | 写什么 | 不写时 |"
    yield "|---|---|---|---|"
    for name, field in _own_fields(model):
        key = field.alias or name
        meanings = (MEANINGS[base, key] for base in model.__mro__ if (base, key) in MEANINGS)
        word = next(meanings, KEYS.get(key) or PARTS.get(key, ""))
        takes = _takes(field.annotation, tuple(field.metadata))
        yield f"| `{key}` | {word} | {takes} | {_default(field)} |"
    yield ""


_READERS: Final = {exact: "数", quantity: "数或名", limit: '数、名或 `"none"`', dated.dated: "分段数"}


def _takes(annotation: Any, metadata: tuple[Any, ...] = ()) -> str:
    """What may be written: by the reader of the value where it has one, else by its type."""
    for one in metadata:
        if isinstance(one, BeforeValidator) and one.func in _READERS:
            return _READERS[one.func]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _takes(inner[0], inner[1:])
    if origin is Literal:
        return "、".join(f"`{_toml(one)}`" for one in inner if one != "")
    if origin is tuple:
        return _list_of(inner, metadata)
    if origin is dict:
        return f"表：名 = {_takes(inner[1])}"
    if inner:
        return _one_of(inner)
    return _plain(annotation)


def _list_of(inner: tuple[Any, ...], metadata: tuple[Any, ...]) -> str:
    several = [one for one in inner if one is not ...]
    words = _takes(several[0])
    single = any(isinstance(one, BeforeValidator) and one.func.__name__ == "_several" for one in metadata)
    return f"{words}，或 [ {words}, … ]" if single else f"[ {words}, … ]"


def _one_of(inner: tuple[Any, ...]) -> str:
    """The alternatives of a union; row values, conditions and curves go by one word."""
    tags = {tag.tag for one in inner for tag in getattr(one, "__metadata__", ()) if isinstance(tag, Tag)}
    if "a[column]" in tags:
        return "行值"
    if "[condition]" in tags:
        return "条件"
    if "[number]" in tags:
        return "分段数"
    models = [one for one in inner if isinstance(one, type) and issubclass(one, BaseModel)]
    if len(models) > 3:
        return f"{_family(models[0])}，各种 `kind` 见下"
    return " 或 ".join(dict.fromkeys(_takes(one) for one in inner if one is not type(None)))


def _plain(annotation: Any) -> str:
    names = {str: "文字", bool: "`true`、`false`", int: "整数", date: "日期", Fraction: "数", Num: "数"}
    if annotation in names:
        return names[annotation]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"表（{_heading(annotation)}）" if _heading(annotation) else "分段数"
    return "文字"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**必写**"
    value = field.get_default(call_default_factory=True)
    if value in (None, "", (), {}):
        return "不写"
    if isinstance(value, Num):
        return f"`{value.value}`"
    if isinstance(value, history.Window):
        return '`"month"`'
    if isinstance(value, releases.Leavers):
        return f'`"{value.kind}"`'
    if isinstance(value, ladder.Steps):
        return "不限"
    return "、".join(f"`{_toml(one)}`" for one in value) if isinstance(value, tuple) else f"`{_toml(value)}`"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
