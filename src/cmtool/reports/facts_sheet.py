"""取数明细: one row for each manager, indicator and client, with the first source cell; formulas sum its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from fractions import Fraction

from cmtool.model.problem import Where
from cmtool.model.workbook import Sheet, quoted
from cmtool.reports import words
from cmtool.reports.contributions import (
    DETAIL_LIMIT,
    Contribution,
    contributions,
    listing,
)
from cmtool.reports.draft import Draft
from cmtool.reports.paper import Paper, absolute

_WIDTHS = (8, 11, 12, 26, 20, 24, 18, 8, 16, 7, 7, 34)
_HEADS = (
    "索引", "工号", "姓名", "数据项", "客户编号", "客户名称", "数值（精确）", "数值单位", "打印数", "单位", "行数",
    "首个来源单元格",
)  # fmt: skip
_KEY, _AMOUNT = 1, 7


class FactsSheet:
    """The sheet, and how other sheets refer to it.

    Rows are found by a key of their own (number of the manager · number of the indicator), for a 工号 such as ``007``
    equals ``7`` in a spreadsheet's criteria. When there are more rows than ``limit``, clients are added up and
    nothing refers to the sheet.
    """

    def __init__(self, draft: Draft, limit: int = DETAIL_LIMIT) -> None:
        self._draft = draft
        found = contributions(draft.appraisal)
        self.is_summary = len(found) > limit
        self._count = len(found)
        self._limit = limit
        self.rows = found.summed() if self.is_summary else tuple(found)
        self._people = {result.person.id: n for n, result in enumerate(draft.appraisal.results, 1)}
        self._figures = {name: n for n, name in enumerate(draft.appraisal.policy.figure, 1)}
        self._totals: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
        self._first: dict[tuple[str, str], int] = {}
        self._range = (0, 0)
        for part in self.rows:
            self._totals[part.manager, part.figure] += part.amount
        self.sheet = self._written()

    def key(self, manager: str, figure: str) -> str:
        """``3·12``; never a number or a date to a spreadsheet."""
        return f"{self._people.get(manager, 0)}·{self._figures[figure]}"

    def total(self, manager: str, figure: str) -> Fraction:
        """The figure's value by its rows."""
        return self._totals[manager, figure] / listing(self._draft.appraisal, figure).divisor

    def formula(self, figure: str, key_cell: str) -> str:
        """The figure as a sum over this sheet; empty when the rows are not all here."""
        first, last = self._range
        if self.is_summary or not self.rows or figure not in self._draft.appraisal.facts:
            return ""
        name = quoted(self.sheet.name)
        amounts = f"{name}!{absolute(_AMOUNT, first, last)}"
        keys = f"{name}!{absolute(_KEY, first, last)}"
        divisor = listing(self._draft.appraisal, figure).divisor
        return f"SUMIFS({amounts},{keys},{key_cell})" + (f"/{divisor}" if divisor != 1 else "")

    def link(self, manager: str, figure: str) -> str:
        """To the first row behind a figure; empty when it has none."""
        row = self._first.get((manager, figure))
        return f"internal:{quoted(self.sheet.name)}!A{row}" if row else ""

    def _written(self) -> Sheet:
        draft = self._draft
        paper = Paper(draft.say("取数明细"), _WIDTHS)
        paper.title(*draft.headings("取数明细"))
        paper.remark(self._remark())
        repeat = paper.heads([draft.say(head) for head in _HEADS])
        names = {} if self.is_summary else _client_names(draft, {part.client for part in self.rows})
        for part in self.rows:
            self._first.setdefault((part.manager, part.figure), paper.row)
            self._row(paper, part, names)
        self._range = (repeat + 1, max(paper.row - 1, repeat + 1))
        paper.sheet.filter = (repeat, 1, self._range[1], paper.columns)
        paper.sheet.freeze = (repeat + 1, 4)
        paper.sheet.page = draft.page(repeat=repeat)
        return paper.sheet

    def _remark(self) -> str:
        if self.is_summary:
            return self._draft.say(
                "明细共 {count} 行，超过 {limit} 行，这里只列合计与笔数；逐行明细用 cmtool explain 查看。",
                count=self._count,
                limit=self._limit,
            )
        return self._draft.say(
            "每人、每数据项、每客户一行。“数值”是分到本人的精确数，供公式引用；“打印数”按人四舍五入，尾差归最后一人，"
            "合计等于客户的总数。日均存款的“数值”列积数，除以当月天数得日均。"
        )

    def _row(self, paper: Paper, part: Contribution, names: Mapping[str, str]) -> None:
        draft, policy = self._draft, self._draft.appraisal.policy
        result = draft.appraisal.result(part.manager)
        listed, unit = listing(draft.appraisal, part.figure).unit, policy.unit(part.figure)
        paper.put(1, self.key(part.manager, part.figure), align="center")
        paper.put(2, part.manager or draft.say("未分配"), align="center")
        paper.put(3, result.person.name if result else draft.say("公共户"), "wrap", align="center")
        paper.put(4, policy.label(part.figure), "wrap")
        if self.is_summary:
            paper.put(5, draft.say("合计 {count} 户", count=part.clients), wide=2, align="center")
        else:
            paper.put(5, part.client or words.DASH, "wrap")
            paper.put(6, names.get(part.client, words.DASH), "wrap")
        paper.put(7, part.amount, "text", words.unrounded_look(listed, part.amount))
        paper.put(8, listed or words.DASH, align="center")
        paper.put(9, part.printed, "text", words.number_look(unit, part.printed))
        paper.put(10, unit or words.DASH, align="center")
        paper.put(11, part.rows, "text", "whole")
        paper.put(12, short(part.where), "wrap", link=linked(part.where, draft.edition.root))
        paper.step()


def short(where: Where) -> str:
    """``贷款台账.xlsx!6月!F318``, without the folder."""
    return str(Where(where.file.rsplit("/", 1)[-1], where.sheet, where.cell))


def linked(where: Where, root: str) -> str:
    """The relative link to a cell of an input file."""
    path = root + where.file.replace("%", "%25").replace("#", "%23")
    return f"{path}#{quoted(where.sheet)}!{where.cell}" if where.sheet and where.cell else path


def _client_names(draft: Draft, wanted: Collection[str]) -> Mapping[str, str]:
    """客户编号 → 客户名称, from 客户名册表, else as the ledgers name them."""
    names: dict[str, str] = {}
    for table, key, name in (
        ("deposits", "client", "client_name"),
        ("loans", "client", "client_name"),
        ("clients", "id", "name"),
    ):
        frame = draft.appraisal.book[table]
        frame = frame.loc[frame[key].isin(wanted), [key, name]]
        names |= {client: said for client, said in zip(frame[key], frame[name], strict=True) if said}
    return names
