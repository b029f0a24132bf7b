"""客户经理月度考核通知单: one A4 page for each manager, as a print book and as single files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cmtool.model.expression import Op, Ref
from cmtool.model.money import capitals
from cmtool.model.naming import file_name, sheet_name
from cmtool.model.text import phrase
from cmtool.model.workbook import Sheet, Workbook
from cmtool.policy.policy import PAY, SCORE
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.edition import Edition
from cmtool.reports.formulas import Formulas
from cmtool.reports.grade_words import grades
from cmtool.reports.paper import PORTRAIT, Paper, Spot
from cmtool.reports.statement_lines import pay_lines, score_lines
from cmtool.reports.statement_matters import accounts, comparison, events, signing
from cmtool.reports.statement_payable import PAYABLE, payable_of
from cmtool.rules.appraisal import Appraisal, ManagerResult

TITLE = "客户经理月度考核通知单"
_LAYOUTS = tuple(
    (4.5, item, 6.5, 14, 14, 8, 8, 7.5, 7.5, why)
    for item, why in ((20, 34), (20, 40), (24, 46), (28, 54), (34, 62), (42, 72))
)
"""Column widths that differ in the room for a line's name and for how it came about."""
_ID_LENGTH = 40  # characters of a 工号 in a file name
_TALL = 26.0  # points of the row that people look for first


class Statements:
    """The statements of a month, each drawn once for both ways of giving them out."""

    def __init__(self, appraisal: Appraisal, edition: Edition) -> None:
        self._appraisal = appraisal
        self._title = edition.say(TITLE)
        self._pages = [(result, _page(appraisal, edition, result)) for result in appraisal.results]

    def print_book(self) -> Workbook:
        """All statements in one workbook, a sheet for each manager."""
        sheets: list[Sheet] = []
        for result, page in self._pages:
            sheets.append(replace(page, name=_sheet_name(result, [sheet.name for sheet in sheets])))
        name = f"{TITLE}_{self._appraisal.month}{_mark(self._appraisal)}"
        return Workbook(f"{name}.xlsx", self._title, tuple(sheets))

    def single(self) -> Iterator[tuple[str, Workbook]]:
        """工号 and a workbook with that person's statement only: nobody else's data, no link out of the sheet."""
        folded = Counter(result.person.id.casefold() for result, _ in self._pages)
        for result, page in self._pages:
            alone = folded[result.person.id.casefold()] == 1
            own = result.person.id if alone and _fits(result.person.id) else _told_apart(result.person.id)
            name = f"通知单_{self._appraisal.month}_{own}{_mark(self._appraisal)}"
            yield result.person.id, Workbook(f"{name}.xlsx", self._title, (page,))


def _fits(number: str) -> bool:
    """Whether every file system takes a 工号 as it is, with room for the month and the mark of a trial."""
    return len(number) <= _ID_LENGTH and file_name(number) == number


def _told_apart(number: str) -> str:
    """A 工号 cleaned and cut for a file name, with the beginning of its SHA-256: always the same, nobody else's."""
    ending = hashlib.sha256(number.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{file_name(number)[: _ID_LENGTH - 9]}_{ending}"


def _mark(appraisal: Appraisal) -> str:
    return "_试算" if appraisal.trial else ""


def _sheet_name(result: ManagerResult, taken: Sequence[str]) -> str:
    return sheet_name(f"{result.person.id} {result.person.name}", taken)


def _page(appraisal: Appraisal, edition: Edition, result: ManagerResult) -> Sheet:
    """The page, in those column widths in which it can be printed largest."""
    paper = _written(appraisal, edition, result, Paper(_sheet_name(result, ()), _LAYOUTS[0]))

    def scale(widths: Sequence[float]) -> float:
        paper.widen(widths)
        return min(PORTRAIT[0] / paper.points_across(), PORTRAIT[1] / paper.points_down())

    paper.widen(max(_LAYOUTS, key=scale))
    return paper.sheet


def _written(appraisal: Appraisal, edition: Edition, result: ManagerResult, paper: Paper) -> Paper:
    draft = Draft(appraisal, edition, Formulas([result]))
    title, about = draft.headings(TITLE)
    paper.title(title, draft.say("{about}　单位：元、分", about=about))
    _person(draft, paper, result)
    _conclusion(draft, paper, result)
    score_lines(draft, paper, result)
    pay_lines(draft, paper, result)
    accounts(draft, paper, result)
    events(draft, paper, result)
    comparison(draft, paper, result)
    signing(draft, paper)
    draft.formulas.settle()
    page = draft.page(portrait=True)
    paper.sheet.page = replace(page, footer=draft.footer(result.person.id), fit_height=True)
    return paper


def _person(draft: Draft, paper: Paper, result: ManagerResult) -> None:
    person = result.person
    cells = (
        (1, 2, draft.say("姓名：{name}", name=person.name)),
        (3, 2, draft.say("工号：{id}", id=person.id)),
        (5, 5, "\n".join(grades(draft, person))),
        (
            10,
            1,
            draft.say("方式：{plan}　岗位/团队：{place}", plan=person.plan, place=words.where_from(person)),
        ),
    )
    for column, wide, text in cells:
        paper.put(column, text, "wrap", wide=wide)
    paper.step()


def _conclusion(draft: Draft, paper: Paper, result: ManagerResult) -> None:
    """The month's outcome at a glance, with the payable amount in capitals."""
    appraisal = draft.appraisal
    holds = list(appraisal.policy.hold.values())
    held = holds[0].label if len(holds) == 1 else draft.say("预留合计")
    heads = (
        (1, 2, draft.say("得分")),
        (3, 1, draft.say("上月\n得分")),
        (4, 1, draft.say("名次")),
        (5, 1, appraisal.pay_label),
        (6, 2, held),
        (8, 2, draft.say("本期应兑现\n（税前）")),
        (10, 1, draft.say("等级建议")),
    )
    for column, wide, text in heads:
        paper.put(column, text, "header", wide=wide)
    paper.step()
    _outcome(draft, paper, result)
    paper.put(1, draft.say("本期应兑现大写"), "key", wide=2)
    if result.payable is None:
        said = draft.say(words.reason(result)) if result.status != "rated" else words.DASH
    else:
        said = draft.say("人民币{amount}", amount=capitals(result.payable))
    paper.put(3, said, "wrap", wide=8)
    paper.step()


def _outcome(draft: Draft, paper: Paper, result: ManagerResult) -> None:
    formulas, who, places = draft.formulas, result.person.id, draft.appraisal.score_places
    if result.score is None:
        paper.put(1, draft.say(words.STATUS[result.status]), "bad", wide=2, align="center")
    else:
        score = paper.put(
            1, result.score, "total", words.number_look("分", None, places), wide=2, align="center"
        )
        formulas.show(who, SCORE, score)
    draft.number(paper, 3, result.last_score, "分", "total", places=places)
    paper.put(4, _rank(draft, result), "total", align="center")
    formulas.show(who, PAY, draft.number(paper, 5, result.gross, "元", "total"))
    held = draft.number(paper, 6, result.withheld, "元", "total", wide=2)
    holds = tuple(Ref(hold.id) for hold in result.holds)
    if holds:
        formulas.derive(who, Op("sum", holds) if len(holds) > 1 else holds[0], held)
    payable = draft.number(paper, 8, result.payable, "元", "total", wide=2)
    _payable(draft, result, paper, held, payable)
    made = result.proposal
    look = words.look(made.change)
    paper.put(10, draft.say(words.proposal(made)), "total" if look == "wrap" else look, align="center")
    paper.sheet.heights[paper.row] = _TALL
    paper.step()


def _payable(draft: Draft, result: ManagerResult, paper: Paper, held: Spot, payable: Spot) -> None:
    """应发 less 预留, with what is released and what the law puts off, as a formula where that is what it is."""
    draft.formulas.stand(result.person.id, PAYABLE, payable)
    if result.gross is None or result.withheld is None:
        return
    if result.released or result.limit:
        draft.formulas.derive(result.person.id, payable_of(result), payable)
    elif result.payable == result.gross - result.withheld:
        payable.give(f"{Spot(paper.sheet, held.row, 5).cell}-{held.cell}")


def _rank(draft: Draft, result: ManagerResult) -> str:
    if result.rank is None:
        return words.DASH
    rated = sum(other.rank is not None for other in draft.appraisal.results)
    return draft.say(phrase("{rank} / {rated}", rank=result.rank, rated=rated))
