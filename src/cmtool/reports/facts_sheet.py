"""取数明细: one row for each manager, indicator and client, with the first source cell; formulas sum its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import groupby

from cmtool.model.problem import Where
from cmtool.model.workbook import Entry, Sheet, quoted
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
        for (manager, figure), parts in groupby(self.rows, lambda part: (part.manager, part.figure)):
            self._first[manager, figure] = paper.row
            for row in self._rows(manager, figure, parts, names):
                paper.lay(row)
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

    def _rows(
        self, manager: str, figure: str, parts: Iterable[Contribution], names: Mapping[str, str]
    ) -> Iterator[tuple[Entry | None, ...]]:
        """The rows behind one figure of one manager; what they share is worked out once."""
        draft, policy = self._draft, self._draft.appraisal.policy
        result = draft.appraisal.result(manager)
        listed, unit = listing(draft.appraisal, figure).unit, policy.unit(figure)
        head = (
            Entry(self.key(manager, figure), align="center"),
            Entry(manager or draft.say("未分配"), align="center"),
            Entry(result.person.name if result else draft.say("公共户"), look="wrap", align="center"),
            Entry(policy.label(figure), look="wrap"),
        )
        as_listed, as_printed = (Entry(said or words.DASH, align="center") for said in (listed, unit))
        for part in parts:
            yield (
                *head,
                *self._client(part, names),
                Entry(part.amount, number=words.unrounded_look(listed, part.amount)),
                as_listed,
                Entry(part.printed, number=words.number_look(unit, part.printed)),
                as_printed,
                Entry(part.rows, number="whole"),
                Entry(short(part.where), look="wrap", link=linked(part.where, draft.edition.root)),
            )

    def _client(self, part: Contribution, names: Mapping[str, str]) -> tuple[Entry, Entry | None]:
        """编号 and 名称; of a sum, how many clients it has, over both cells."""
        if self.is_summary:
            said = self._draft.say("合计 {count} 户", count=part.clients)
            return Entry(said, span=(1, 2), align="center"), None
        name = names.get(part.client, words.DASH)
        return Entry(part.client or words.DASH, look="wrap"), Entry(name, look="wrap")


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
        frame = frame.loc[frame[key].isin(wanted) & frame[name].astype(bool), [key, name]]
        names |= dict(zip(frame[key].to_list(), frame[name].to_list(), strict=True))
    return names
