"""客户经理等级评审表: everything the committee needs of one person, and room for what it says, on one A4 page."""

from __future__ import annotations

from fractions import Fraction

from cmtool.model.month import Month, month_runs
from cmtool.model.naming import sheet_name
from cmtool.model.workbook import Sheet
from cmtool.policy.dated import Dated
from cmtool.reports import words
from cmtool.reports.paper import PORTRAIT, Paper
from cmtool.reports.review.conditions import condition_parts
from cmtool.reports.review.folder import Folder
from cmtool.reports.review.meeting import meeting_parts
from cmtool.reports.review.vetoes import veto_parts
from cmtool.rules.gradereview import PersonReview
from cmtool.rules.matters import matters, month_columns

_WIDTHS = (13, 11, 9, 16, 13, 16, 15, 11)
_WIDER = (1, 1.1, 1.2, 1.3, 1.4, 1.5)
_REAL = 0.88  # of the estimated height is what such a page takes, measured


def person_sheet(folder: Folder, person: PersonReview, place: int, entry: Sheet, taken: list[str]) -> Sheet:
    name = sheet_name(f"{person.id} {person.result.person.name}", taken)
    paper = Paper(name, _WIDTHS)
    paper.title(folder.say("客户经理等级评审表"), folder.about())
    _who(folder, paper, person)
    _months(folder, paper, person)
    condition_parts(folder, paper, person)
    veto_parts(folder, paper, person)
    _raters(folder, paper, person)
    _advice(folder, paper, person)
    meeting_parts(folder, paper, place, entry)
    paper.sheet.page = folder.page(person.id, whole=True)
    _filled(paper)
    return paper.sheet


def _filled(paper: Paper) -> None:
    """As wide as makes the print largest: a long page is shrunk to its height, and wider cells take fewer rows."""

    def scale(share: float) -> float:
        paper.widen([width * share for width in _WIDTHS])
        return min(PORTRAIT[0] / paper.points_across(), PORTRAIT[1] / (_REAL * paper.points_down()))

    best = max(_WIDER, key=scale)
    paper.widen([width * best for width in _WIDTHS])


def _who(folder: Folder, paper: Paper, person: PersonReview) -> None:
    own, held = person.result.person, person.portfolio
    since, months = folder.in_grade(person)
    facts = matters(folder.review.last.appraisal.book, own.id)
    folder.pairs(
        paper,
        [
            ("工号", own.id),
            ("姓名", own.name),
            ("机构", own.institution),
            ("岗位/团队", words.where_from(own)),
            ("入社日期", _day(own.joined)),
            ("聘任日期", _day(facts.appointed)),
            ("现等级", folder.held(person)),
            ("任现等级起", _day(since)),
            ("任现等级", "" if months is None else folder.say("{months} 个月", months=months)),
            ("学历", facts.education),
            ("考试日期/成绩", "　".join(part for part in (_day(facts.exam_date), facts.exam_score) if part)),
            ("资格有效期至", _day(own.exam_valid_until)),
            (
                "管户数",
                "" if held is None or held.clients is None else folder.say("{count} 户", count=held.clients),
            ),
            ("贷款余额", "" if held is None or held.loans is None else words.with_unit(held.loans, "元")),
            (
                "不良余额",
                ""
                if held is None or held.non_performing is None
                else words.with_unit(held.non_performing, "元"),
            ),
            ("名次", _rank(folder, person)),
        ],
    )


def _rank(folder: Folder, person: PersonReview) -> str:
    rated = sum(one.result.rank is not None for one in folder.review.people)
    rank = person.result.rank
    return "" if rank is None else folder.say("{rank} / {rated}", rank=rank, rated=rated)


def _day(value: object) -> str:
    return "" if value is None else str(value)


def _months(folder: Folder, paper: Paper, person: PersonReview) -> None:
    """The period month by month; a month that is not sealed says so."""
    columns = month_columns(folder.review.policy)
    paper.caption(folder.say("一、评审期各月"))
    heads = [folder.say("月份"), folder.say("得分"), folder.say("名次")]
    heads += [column.label for column in columns[:3]]
    heads += [folder.say("不良余额"), folder.say("违规次数")]
    paper.heads([*heads, *[""] * (len(_WIDTHS) - len(heads))])
    for number, month in enumerate(folder.review.months):
        _month(folder, paper, person, number, month)


def _month(folder: Folder, paper: Paper, person: PersonReview, number: int, month: Month) -> None:
    result, held = person.months[number], person.portfolios[number]
    paper.put(1, str(month), align="center")
    if result is None:
        said = folder.say("未封存") if month not in folder.review.sealed else folder.say("当月没有考核")
        paper.put(2, said, "bad", wide=len(_WIDTHS) - 1, align="center")
        paper.step()
        return
    if result.score is None:
        paper.put(2, folder.say(words.STATUS[result.status]), "bad", align="center")
    else:
        folder.number(paper, 2, result.score, "分")
    paper.put(3, result.rank or words.DASH, align="center")
    columns = month_columns(folder.review.policy)
    for place, column in enumerate(columns[:3], 4):
        working = result.workings.get(column.name)
        folder.number(paper, place, None if working is None else working.value, column.unit)
    folder.number(paper, 7, None if held is None else held.non_performing, "元")
    violations = folder.review.sealed[month].appraisal.book
    count = matters(violations, person.id).violations
    paper.put(8, words.DASH if count is None else count, "text", "whole", align="center")
    paper.fill("text")
    paper.step()


def _raters(folder: Folder, paper: Paper, person: PersonReview) -> None:
    paper.caption(
        folder.say("四、业绩以外的评价（{months} 的评价表）", months=month_runs(folder.review.sealed))
    )
    if not person.raters:
        paper.put(1, folder.say("本期没有评价记录"), wide=len(_WIDTHS), align="center")
        paper.step()
        return
    pairs = []
    for group in person.raters:
        weight = words.DASH if group.weight is None else words.with_unit(group.weight, "")
        pairs.append(
            (
                group.rater,
                folder.say(
                    "{mean}（权重 {weight}，{count} 份）",
                    mean=words.with_unit(group.mean, "分"),
                    weight=weight,
                    count=group.count,
                ),
            )
        )
    for start in range(0, len(pairs), 2):
        for number, (label, value) in enumerate(pairs[start : start + 2]):
            paper.put(1 + 4 * number, label, "key", align="center")
            paper.put(2 + 4 * number, value, "wrap", wide=3)
        paper.fill("text")
        paper.step()


def _advice(folder: Folder, paper: Paper, person: PersonReview) -> None:
    """The proposal, one sentence why, and what it would change."""
    made = person.proposal
    paper.caption(folder.say("五、按办法计算的建议"))
    paper.put(1, folder.say(words.proposal(made)), words.look(made.change), wide=3, align="center")
    paper.put(4, folder.say(made.reason), "wrap", wide=5)
    paper.step()
    paper.put(1, folder.say("变动影响"), "key", align="center")
    paper.put(2, "；".join(_effects(folder, person)) or folder.say("没有变动"), "wrap", wide=7)
    paper.step()


def _effects(folder: Folder, person: PersonReview) -> list[str]:
    """Attributes of the proposed grade beside those of the own one, and the month's pay."""
    policy, ladder = folder.review.policy, folder.review.policy.ladders[folder.review.ladder]
    own, made = folder.held(person), person.proposal
    said: list[str] = []
    if made.change not in ("rise", "fall") or own not in ladder.known or made.grade not in ladder.known:
        return said
    month = folder.review.last.month
    for attribute, label in ((name, policy.label(f"grade.{name}")) for name in ladder.grades[0].attributes):
        was = _on(ladder.grade(own).attributes[attribute], month)
        now = _on(ladder.grade(made.grade).attributes[attribute], month)
        if was != now and was is not None and now is not None:
            unit = policy.unit(f"grade.{attribute}")
            said.append(f"{label} {words.with_unit(was, unit)} → {words.with_unit(now, unit)}")
    if person.pay_effect is not None:
        effect = words.with_unit(abs(person.pay_effect), "元")
        more = "按末月业绩，月薪增加 {effect}"
        less = "按末月业绩，月薪减少 {effect}"
        said.append(folder.say(less if person.pay_effect < 0 else more, effect=effect))
    return said


def _on(value: Fraction | Dated, month: Month) -> Fraction | None:
    """An attribute on the month's last day."""
    return value if isinstance(value, Fraction) else value.on(month.last)
