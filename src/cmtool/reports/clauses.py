"""A policy as a document: chapters of numbered clauses, each a sentence and the key that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cmtool.model.expression import Ref
from cmtool.model.money import plain
from cmtool.model.text import Phrase, phrase
from cmtool.policy.condition_words import condition_words, count_words
from cmtool.policy.conditions import AnyCondition
from cmtool.policy.holds import Hold
from cmtool.policy.ladder import Ladder
from cmtool.policy.lines import Line
from cmtool.policy.places import Path
from cmtool.policy.policy import PAY, SCORE, Policy
from cmtool.reports.hold_words import hold_words, law_words
from cmtool.reports.key_words import part_word, value_words
from cmtool.reports.line_words import group_words, line_words, target_words
from cmtool.reports.policy_ladders import rules
from cmtool.reports.policy_words import figure_words


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: the key it stands for, its heading, its 条款 in the source, and what it says."""

    path: Path
    heading: str
    source: str
    text: Phrase


@dataclass(frozen=True, slots=True)
class Chapter:
    title: Phrase
    clauses: tuple[Clause, ...]


def chapters(policy: Policy, written: Mapping[str, Any]) -> Iterator[Chapter]:
    """Every part of the policy but its worked examples, the general ones first, what figures are last."""
    yield Chapter(phrase("总则"), tuple(_general(policy)))
    for top, title in ((SCORE, phrase("得分")), (PAY, phrase("薪酬"))):
        yield Chapter(title, tuple(_sheet(policy, top)))
    if policy.hold:
        yield Chapter(phrase("预留"), tuple(_holds(policy)))
    yield Chapter(phrase("等级"), tuple(_ladders(policy)))
    known = {"schema", "about", "loans", "figure", "line", "group", "plan", "hold", "ladder", "example"}
    known |= {"legal", "tax", "part_month"}
    other = [
        *_law(policy),
        *(
            Clause((key,), str(part_word(key)), "", value_words(policy, part))
            for key, part in written.items()
            if key not in known
        ),
    ]
    if other:
        yield Chapter(phrase("其他规定"), tuple(other))
    yield Chapter(phrase("数据口径"), tuple(_figures(policy)))


def _general(policy: Policy) -> Iterator[Clause]:
    about = policy.about
    text = phrase(
        "本办法由{by}于 {on} 批准，自 {month} 起执行。",
        by=about.approved_by,
        on=about.approved_on,
        month=about.effective,
    )
    if about.source:
        text = phrase("{text}依据：{source}。", text=text, source=about.source)
    if about.note:
        text = phrase("{text}{note}。", text=text, note=about.note.rstrip("。"))
    yield Clause((), "", "", text)
    appeal = phrase(
        "对考核结果有异议的，自收到通知单之日起 {days} 日内向{whom}提出。",
        days=about.appeal_days,
        whom=about.appeal_to,
    )
    yield Clause(("about",), "", "", appeal)
    due = (
        phrase("展期的贷款按原到期日期计算到期。")
        if policy.loans.due_date == "original"
        else phrase("展期的贷款按展期到期日计算到期。")
    )
    yield Clause(("loans",), "", "", due)
    for name, plan in policy.plan.items():
        families = "、".join(plan.families)
        said = phrase("考核{families}各类项目和必考项目。", families=families)
        if not plan.combined:
            said = phrase(
                "只考核{families}类项目和必考项目；该类各项的权重按比例放大，补满必考项目以外的分值。",
                families=families,
            )
        yield Clause(("plan", name), name, "", said)


def _sheet(policy: Policy, top: str) -> Iterator[Clause]:
    """A top group, the groups inside it, and all their lines."""
    for name in (top, *(name for name in policy.group if name != top and name in policy.groups_under(top))):
        group = policy.group[name]
        yield Clause(
            ("group", name),
            group.label,
            group.clause,
            _group(policy, name),
        )
    for name in policy.lines_under(top):
        line = policy.line[name]
        yield Clause(
            ("line", name),
            line.label,
            line.clause,
            _line(policy, line),
        )


def _group(policy: Policy, name: str) -> Phrase:
    group = policy.group[name]
    said = phrase("各项目之和，单位为{unit}，保留 {places} 位小数", unit=group.unit, places=group.places)
    if group.weights is not None:
        said = phrase("{said}；各项权重合计 {weights}", said=said, weights=plain(group.weights))
    acts = group.gates or group.factor or group.carry or not group.cap is group.floor is None
    words = group_words(policy, group) if acts else phrase("不设封顶和保底")
    return phrase("{said}；{words}。", said=said, words=words)


def _line(policy: Policy, line: Line) -> Phrase:
    unit = policy.unit(line.of.name) if isinstance(line.of, Ref) else ""
    basis = policy.label(line.of.name) if isinstance(line.of, Ref) else plain(line.of.value)
    said = phrase("依据“{basis}”", basis=basis)
    if line.family or line.mandatory:
        family = phrase("{family}类项目", family=line.family) if line.family else phrase("必考项目")
        said = phrase("{family}，{said}", family=family, said=said)
    if line.deduction:
        said = phrase("扣减项目，{said}", said=said)
    if line.target is not None:
        said = phrase("{said}；目标：{target}", said=said, target=target_words(policy, line.target, unit))
    return phrase("{said}；{words}。", said=said, words=line_words(policy, line))


def _holds(policy: Policy) -> Iterator[Clause]:
    for name, hold in policy.hold.items():
        yield Clause(
            ("hold", name),
            hold.label,
            hold.clause,
            _hold(policy, hold),
        )


def _hold(policy: Policy, hold: Hold) -> Phrase:
    base = " ＋ ".join(policy.label(name) for name in hold.on)
    return phrase("从“{base}”之和的正数部分中预留：{words}。", base=base, words=hold_words(policy, hold))


def _law(policy: Policy) -> Iterator[Clause]:
    """The law's limits, the tax and part months, each at the key of its numbers."""
    paths: list[Path] = []
    if policy.legal is not None:
        paths += [("legal", part) for part in ("deduction", "deferral") if getattr(policy.legal, part)]
    paths += [(part,) for part in ("tax", "part_month") if getattr(policy, part) is not None]
    for path, (label, source, words) in zip(paths, law_words(policy), strict=True):
        yield Clause(path, label, source, phrase("{words}。", words=words))


def _ladders(policy: Policy) -> Iterator[Clause]:
    for name, ladder in policy.ladders.items():
        path: Path = tuple(policy.ladder_keys[name].split("."))
        yield Clause(path, ladder.label, ladder.clause, _ladder(policy, name, ladder))


def _ladder(policy: Policy, name: str, ladder: Ladder) -> Phrase:
    said = phrase("由低到高为：{grades}", grades="、".join(ladder.order))
    for grade in (None, *ladder.grades):
        entry = ladder.entry if grade is None else grade.entry
        keep = ladder.keep if grade is None else grade.keep
        who = phrase("各等级") if grade is None else phrase("{grade}", grade=grade.name)
        if entry:
            said = phrase(
                "{said}。升入{who}，须：{conditions}",
                said=said,
                who=who,
                conditions=_counted(policy, ladder, entry),
            )
        if keep:
            said = phrase(
                "{said}。{who}不能保持 {conditions} 的，不能保级",
                said=said,
                who=who,
                conditions=_counted(policy, ladder, keep),
            )
    said = phrase("{said}。", said=said)
    for rule in rules(policy, name):
        said = phrase("{said}{rule}", said=said, rule=rule)
    if ladder.automatic:
        return said
    return phrase("{said}等级升降由程序提出建议，由人决定。", said=said)


def _counted(policy: Policy, ladder: Ladder, conditions: tuple[AnyCondition, ...]) -> tuple[Phrase, ...]:
    """Each condition, with how often it is counted."""
    return tuple(
        phrase("{condition}（{count}）", condition=condition_words(policy, one), count=count)
        if (count := count_words(ladder, one))
        else condition_words(policy, one)
        for one in conditions
    )


def _figures(policy: Policy) -> Iterator[Clause]:
    for name, figure in policy.figure.items():
        said = phrase("{words}。", words=figure_words(policy, figure))
        if figure.unit:
            said = phrase("单位为{unit}。{said}", unit=figure.unit, said=said)
        if figure.note:
            said = phrase("{said}{note}。", said=said, note=figure.note.rstrip("。"))
        yield Clause(("figure", name), figure.label, figure.clause, said)
