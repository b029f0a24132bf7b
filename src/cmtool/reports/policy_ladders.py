"""The ladders of a policy as people read them: grades with attributes and conditions, and the rules of a review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmtool.model.text import Phrase, phrase
from cmtool.policy.condition_words import condition_words, count_words, limit_words
from cmtool.policy.conditions import AnyCondition
from cmtool.policy.dated import Dated
from cmtool.policy.grades import ANYWHERE, Attribute, GradeTerms
from cmtool.policy.ladder import Effect, Ladder
from cmtool.policy.policy import Policy
from cmtool.reports import words
from cmtool.reports.amount_words import amount
from cmtool.reports.draft import Draft
from cmtool.reports.paper import Paper

_HEADS = ((1, "序号", 1), (2, "等级", 1), (3, "属性", 1), (4, "升入条件", 3), (7, "保级条件", 1))
_LOWEST = {"exit": "退出", "keep": "维持", "lowest": "定为最低等级", "unrated": "不予评定"}
EFFECTS: Mapping[Effect, str] = {
    "unrated": "不予评定",
    "deferred": "缓评",
    "blocked": "不得晋级",
    "fall": "降级",
    "exit": "退出",
}
_LAGS = {
    "next_month": "自下月起生效",
    "next_quarter": "自下季度起生效",
    "next_half_year": "自下半年或下年起生效",
    "next_year": "自下年起生效",
}


def ladders(draft: Draft, paper: Paper) -> None:
    """Each ladder, from its lowest grade."""
    policy = draft.appraisal.policy
    for name, ladder in policy.ladders.items():
        caption = draft.say("六、等级（由低到高）")
        if len(policy.ladders) > 1:
            caption = draft.say("六、等级：{label}（由低到高）", label=ladder.label)
        paper.caption(caption)
        for column, head, wide in _HEADS:
            paper.put(column, draft.say(head), "key", wide=wide)
        paper.step()
        for number, grade in enumerate(ladder.grades, 1):
            _grade(draft, paper, ladder, grade, number)
        for rule in rules(policy, name):
            paper.remark(draft.say(rule))
        paper.step()


def _grade(draft: Draft, paper: Paper, ladder: Ladder, grade: GradeTerms, number: int) -> None:
    policy = draft.appraisal.policy
    begins = ladder.rule == "step" and not ladder.origins(grade) and ladder.unrated is None
    entry = () if begins else ladder.entry_of(grade)
    paper.put(1, number, "text", align="center")
    paper.put(2, draft.say(_name(ladder, grade)), "wrap")
    paper.put(3, "\n".join(map(draft.say, _attributes(ladder, grade))) or words.DASH, "wrap")
    rising = (rising_words(policy, ladder, grade, condition) for condition in entry)
    paper.put(4, "\n".join(map(draft.say, rising)) or words.DASH, "wrap", wide=3)
    staying = (staying_words(policy, ladder, grade, condition) for condition in ladder.keep_of(grade))
    paper.put(7, "\n".join(map(draft.say, staying)) or words.DASH, "wrap")
    paper.step()


def _name(ladder: Ladder, grade: GradeTerms) -> Phrase:
    """The grade, and from which one comes where that is not the one above it in the list."""
    if not (grade.track or grade.comes_from):
        return phrase("{grade}", grade=grade.name)
    return phrase("{grade}（由{origins}升入）", grade=grade.name, origins="、".join(ladder.origins(grade)))


def _attributes(ladder: Ladder, grade: GradeTerms) -> Iterator[Phrase]:
    for name, value in grade.attributes.items():
        label, unit = ladder.attribute_labels.get(name, name), ladder.attribute_units.get(name, "")
        yield phrase("{label}：{value}", label=label, value=attribute_words(value, unit))


def attribute_words(value: Attribute, unit: str) -> Phrase:
    """A number, or each number with the day from which it holds."""
    if not isinstance(value, Dated):
        return phrase("{value}", value=amount(value, unit))
    parts = tuple(
        phrase("{day}起 {value}", day=step.since.isoformat(), value=amount(step.v, unit))
        for step in value.steps
    )
    return phrase("{parts}", parts=parts)


def rising_words(policy: Policy, ladder: Ladder, grade: GradeTerms, condition: AnyCondition) -> Phrase:
    """A condition to rise into a grade."""
    said = condition_words(policy, condition, grade.tested)
    count = count_words(ladder, condition)
    return phrase("{said}，{count}", said=said, count=count) if count else said


def staying_words(policy: Policy, ladder: Ladder, grade: GradeTerms, condition: AnyCondition) -> Phrase:
    """A condition to stay in a grade."""
    said = condition_words(policy, condition, grade.tested)
    return phrase("{said}；{count}未达的不能保级", said=said, count=count_words(ladder, condition))


def rules(policy: Policy, name: str) -> Iterator[Phrase]:
    """What holds of a ladder's review, a sentence each."""
    ladder = policy.ladders[name]
    if not ladder.is_for_all:
        who = "、".join((*ladder.posts, *ladder.teams, *ladder.institutions))
        yield phrase("只适用于 {who}。", who=who)
    lowest = phrase(_LOWEST[ladder.below_lowest])
    gap = phrase("连续计数从头开始") if ladder.gap == "breaks" else phrase("跳过该月继续计数")
    if ladder.rule == "step":
        yield phrase("最低等级未能保级的：{lowest}；中间有月份没有记录的：{gap}。", lowest=lowest, gap=gap)
    else:
        yield phrase(
            "评为条件全部达到的最高等级；一个等级也没有达到的：{lowest}；中间有月份没有记录的：{gap}。",
            lowest=lowest,
            gap=gap,
        )
    if len(ladder.reviewed) < 12:
        yield phrase(
            "每年 {months} 月评定，其他月份维持上次结果。", months="、".join(map(str, ladder.reviewed))
        )
    if ladder.effective:
        lag = phrase(_LAGS[ladder.effective])
        yield (
            phrase("评定结果{lag}，不另行审定。", lag=lag)
            if ladder.automatic
            else phrase("评定结果经审定后{lag}。", lag=lag)
        )
    yield from _limits(ladder)
    for gate in ladder.gates:
        said, count = condition_words(policy, gate.when), count_words(ladder, gate.when)
        if count:
            said = phrase("{said}，{count}", said=said, count=count)
        yield phrase("{said}的：{effect}。", said=said, effect=phrase(EFFECTS[gate.effect]))
    yield from _places(policy, ladder)


def _limits(ladder: Ladder) -> Iterator[Phrase]:
    if ladder.step_limit.up is not None:
        yield phrase("每次最多升 {steps} 级。", steps=ladder.step_limit.up)
    if ladder.step_limit.down is not None:
        yield phrase("每次最多降 {steps} 级。", steps=ladder.step_limit.down)
    if ladder.protection_months:
        yield phrase("任现等级未满 {months} 个月的不降级。", months=ladder.protection_months)


def _places(policy: Policy, ladder: Ladder) -> Iterator[Phrase]:
    scope = phrase("每个机构") if ladder.places_by == "institution" else phrase("全部")
    for grade in ladder.grades:
        for institution, given in grade.places.items():
            who = phrase("机构 {institution}", institution=institution) if institution != ANYWHERE else scope
            number = limit_words(policy, given, "人")
            yield phrase("{who}“{grade}”职数 {number} 名。", who=who, grade=grade.name, number=number)
    if any(grade.places for grade in ladder.grades):
        ranks = "、".join(policy.label(name) for name in ladder.rank_by)
        yield phrase("符合条件的人多于空缺时，按{ranks}从高到低；并列的由有权人确定。", ranks=ranks)
