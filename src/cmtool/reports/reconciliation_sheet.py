"""勾稽核对: managers + unallocated + excluded + difference = total = control, for each table and each indicator."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cmtool.model.money import fixed
from cmtool.model.workbook import Sheet
from cmtool.reports.draft import Draft
from cmtool.reports.paper import LANDSCAPE, Paper, Spot, span_of
from cmtool.rules.appraisal import Reconciliation

_WIDTHS = (5, 14, 22, 18, 18, 18, 18, 18, 18, 16)
_HEADS = (
    "序号", "表", "项目（单位）", "客户经理合计", "未分配（公共户）", "未计入", "差额", "工作簿合计", "控制数（合计/总账）", "结论",
)  # fmt: skip
_MINE, _NOBODY, _EXCLUDED, _DIFFERENCE, _TOTAL, _CONTROL, _VERDICT = range(4, 11)
_ABREAST = 7  # measures side by side in the second part


def reconciliation_sheet(draft: Draft) -> Sheet:
    paper = Paper(draft.say("勾稽核对"), _WIDTHS)
    paper.title(*draft.headings("勾稽核对"))
    paper.remark(
        draft.say(
            "客户经理合计＋未分配＋未计入＋差额＝工作簿合计；有总账或工作簿自带合计的，还应等于控制数。"
        )
    )
    repeat = paper.heads([draft.say(head) for head in _HEADS])
    paper.start_block()
    spots: list[Spot] = []
    for number, row in enumerate(draft.appraisal.reconciliation, 1):
        spots.append(_row(draft, paper, row, number))
    if not draft.appraisal.reconciliation:
        paper.put(1, draft.say("没有可核对的表"), wide=paper.columns, align="center")
        paper.step()
    _other_roles(draft, paper)
    draft.sign(paper)
    _by_manager(draft, paper, spots)
    paper.sheet.freeze = (repeat + 1, 4)
    paper.sheet.page = draft.page(breaks=paper.breaks(LANDSCAPE, 0))
    return paper.sheet


def _row(draft: Draft, paper: Paper, row: Reconciliation, number: int) -> Spot:
    paper.put(1, number, "text", "whole", align="center")
    paper.put(2, row.table, "wrap")
    paper.put(3, draft.measured(row.measure, row.unit), "wrap")
    values = (row.managers, row.unallocated, row.excluded, row.difference, row.total)
    mine, nobody, excluded, difference, total = (
        draft.number(paper, column, value, row.unit) for column, value in enumerate(values, _MINE)
    )
    difference.give(f"{total.cell}-{mine.cell}-{nobody.cell}-{excluded.cell}")
    draft.number(paper, _CONTROL, row.control, row.unit)
    agrees = row.difference == 0 and (row.control is None or row.control == row.total)
    paper.put(_VERDICT, draft.say(_verdict(row)), "good" if agrees else "bad", align="center")
    paper.step()
    return mine


def _other_roles(draft: Draft, paper: Paper) -> None:
    """What of each table's 未计入 is held by others than 主办; nothing where nobody is."""
    for row in (row for row in draft.appraisal.reconciliation if row.elsewhere and not row.indicator):
        amount = fixed(row.elsewhere, 2, True)
        paper.remark(
            draft.say(
                "“{table}”的未计入中，{amount} 元由主办以外的角色（协办等）承担",
                table=row.table,
                amount=amount,
            )
        )
    if any(row.elsewhere and row.indicator for row in draft.appraisal.reconciliation):
        paper.remark(draft.say("各指标的行只数办法写明的角色，其他角色承担的份额也列在“未计入”"))


def _verdict(row: Reconciliation) -> str:
    if row.difference != 0:
        return "不平"
    if row.control is None:
        return "相符（无控制数）"
    return "相符" if row.control == row.total else "与控制数不符"


def _by_manager(draft: Draft, paper: Paper, spots: Sequence[Spot]) -> None:
    """Second part: what each manager has of each measure; the first part's 客户经理合计 add these up."""
    rows = list(zip(draft.appraisal.reconciliation, spots, strict=True))
    for start in range(0, len(rows), _ABREAST):
        paper.step()
        paper.start_block()
        _abreast(draft, paper, rows[start : start + _ABREAST], continued=start > 0)


def _abreast(
    draft: Draft, paper: Paper, rows: Sequence[tuple[Reconciliation, Spot]], *, continued: bool
) -> None:
    paper.caption(draft.say("其中：各客户经理（续）") if continued else draft.say("其中：各客户经理"))
    paper.put(1, draft.say("序号"), "key")
    paper.put(2, draft.say("工号"), "key")
    paper.put(3, draft.say("姓名"), "key")
    for column, (row, _) in enumerate(rows, 4):
        paper.put(column, f"{row.table}\n{row.measure}", "key")
    paper.step()
    first = paper.row
    for number, result in enumerate(draft.appraisal.results, 1):
        paper.put(1, number, "text", "whole", align="center")
        paper.put(2, result.person.id, align="center")
        paper.put(3, result.person.name, "wrap", align="center")
        for column, (row, _) in enumerate(rows, 4):
            who = result.person.id
            spot = draft.number(paper, column, row.by_manager.get(who, Fraction(0)), row.unit)
            _from_figure(draft, who, row, spot)
        paper.step()
    for column, (row, mine) in enumerate(rows, 4):
        if sum(row.by_manager.values(), Fraction(0)) == row.managers and paper.row > first:
            mine.give(
                f"SUM({span_of(Spot(paper.sheet, first, column), Spot(paper.sheet, paper.row - 1, column))})"
            )


def _from_figure(draft: Draft, who: str, row: Reconciliation, spot: Spot) -> None:
    """An indicator's part is the manager's figure in 指标计算表, unless an adjustment replaced that."""
    result = draft.appraisal.result(who)
    working = result.workings.get(row.indicator) if result and row.indicator else None
    if working is not None and working.expression is None and working.value == spot.entry.value:
        draft.formulas.show(who, row.indicator, spot)
