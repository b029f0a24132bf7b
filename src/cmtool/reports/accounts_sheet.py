"""预留账户表: each holding account, opening + held − released − charged − lost = closing, and below it every lot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.model.workbook import Sheet
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.paper import Paper, Spot, span_of
from cmtool.rules.appraisal import HoldResult
from cmtool.rules.lots import Entry

_WIDTHS, _MONEY, _WHY = (5, 10, 11, 18, 24, 15), 15, 44
_PEOPLE = ("序号", "工号", "姓名", "账户")
HEADS = {
    "opening": "期初余额",
    "held": "本期预留",
    "released": "本期释放",
    "charged": "本期扣用",
    "forfeited": "不再发放",
    "closing": "期末余额",
}
_BASE, _OPENING = 6, 7


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose account it is; ``note`` says why somebody has no sheet this month."""

    id: str
    name: str
    note: str = ""


def accounts_sheet(draft: Draft) -> Sheet:
    parts = _parts(draft)
    paper = Paper(draft.say("预留账户表"), (*_WIDTHS, *([_MONEY] * len(parts)), _WHY))
    paper.title(*draft.headings("客户经理预留账户表"))
    paper.put(paper.columns, draft.say("单位：元"), "note", align="right")
    paper.step()
    heads = (*_PEOPLE, "条款", "计提基数", *(HEADS[part] for part in parts), "怎么算的")
    repeat = paper.heads([draft.say(head) for head in heads])
    accounts = list(_accounts(draft))
    rows = [_account(draft, paper, owner, hold, number) for number, (owner, hold) in enumerate(accounts, 1)]
    _totals(draft, paper, [hold for _, hold in accounts])
    if moves(draft) and any(_alive(hold) for _, hold in accounts):
        _lots(draft, paper, accounts, rows)
    draft.sign(paper)
    paper.sheet.freeze = (repeat + 1, 4)
    paper.sheet.page = draft.page(repeat=repeat)
    return paper.sheet


def moves(draft: Draft) -> bool:
    """Whether the policy lets anything but this month's lot change an account."""
    return any(hold.moves for hold in draft.appraisal.policy.hold.values())


def _parts(draft: Draft) -> tuple[str, ...]:
    return tuple(part for part in HEADS if part != "forfeited" or moves(draft))


def _accounts(draft: Draft) -> Iterator[tuple[_Owner, HoldResult]]:
    for result in draft.appraisal.results:
        for hold in result.holds:
            yield _Owner(result.person.id, result.person.name), hold
    for apart in draft.appraisal.apart:
        for hold in apart.holds:
            yield _Owner(apart.id, apart.name, draft.say(apart.why)), hold


def _people(paper: Paper, owner: _Owner, hold: HoldResult, number: int) -> None:
    paper.put(1, number, "text", "whole", align="center")
    paper.put(2, owner.id, align="center")
    paper.put(3, owner.name or words.DASH, "wrap", align="center")
    paper.put(4, hold.label, "wrap")


def _account(draft: Draft, paper: Paper, owner: _Owner, hold: HoldResult, number: int) -> dict[str, Spot]:
    """One account; its cells by part."""
    _people(paper, owner, hold, number)
    paper.put(5, hold.clause, "wrap")
    base = draft.number(paper, _BASE, hold.base, "元")
    spots = {
        part: draft.number(paper, column, getattr(hold, part), "元")
        for column, part in enumerate(_parts(draft), _OPENING)
    }
    if not owner.note:
        draft.formulas.show(owner.id, f"{hold.id}.base", base)
        draft.formulas.show(owner.id, hold.id, spots["held"])
        stand_parts(draft, owner.id, hold, spots)
    spots["closing"].give(balance(hold, spots))
    said = [draft.say(part) for part in (hold.why, hold.said) if part]
    paper.put(paper.columns, "\n".join([owner.note, *said] if owner.note else said), "wrap")
    paper.step()
    return spots


def stand_parts(draft: Draft, who: str, hold: HoldResult, spots: dict[str, Spot]) -> None:
    """The account's movements stand in these cells."""
    for part, spot in spots.items():
        if part not in ("opening", "held", "closing"):
            draft.formulas.stand(who, f"{hold.id}.{part}", spot)


def balance(hold: HoldResult, spots: dict[str, Spot]) -> str:
    """Opening and what moved it; a dash moves nothing."""
    moved = [part for part in spots if part not in ("opening", "closing") and getattr(hold, part) is not None]
    return spots["opening"].cell + "".join(
        ("+" if part == "held" else "-") + spots[part].cell for part in moved
    )


def _totals(draft: Draft, paper: Paper, holds: list[HoldResult]) -> None:
    last = paper.row - 1
    paper.put(1, draft.say("合计"), "total", wide=_OPENING - 1, align="center")
    for column, part in enumerate(_parts(draft), _OPENING):
        values = [getattr(hold, part) for hold in holds]
        known = sum((value for value in values if value is not None), Fraction(0))
        total = paper.put(column, known, "total", "money")
        if holds:
            first = Spot(paper.sheet, last - len(holds) + 1, column)
            total.give(f"SUM({span_of(first, Spot(paper.sheet, last, column))})")
    paper.fill("total")
    paper.step()


def _alive(hold: HoldResult) -> list[Entry]:
    """The lots in which there was something this month."""
    return [entry for entry in hold.lots if entry.opening or entry.held or entry.released or entry.forfeited]


def _lots(
    draft: Draft, paper: Paper, accounts: list[tuple[_Owner, HoldResult]], rows: list[dict[str, Spot]]
) -> None:
    """Every lot of every account; what the lots make together is what the account shows."""
    paper.step()
    paper.caption(draft.say("分笔明细"))
    parts = _parts(draft)
    heads = (*_PEOPLE, "预留月份", "当月预留额", *(HEADS[part] for part in parts), "怎么算的")
    paper.heads([draft.say(head) for head in heads], "key")
    for number, ((owner, hold), spots) in enumerate(zip(accounts, rows, strict=True), 1):
        first = paper.row
        for entry in _alive(hold):
            _people(paper, owner, hold, number)
            _lot(draft, paper, entry)
        for column, part in enumerate(parts[:-1], _OPENING):
            if part == "held" or getattr(hold, part) is None or first == paper.row:
                continue
            lots = span_of(Spot(paper.sheet, first, column), Spot(paper.sheet, paper.row - 1, column))
            spots[part].give(f"SUM({lots})")


def _lot(draft: Draft, paper: Paper, entry: Entry) -> None:
    paper.put(5, str(entry.month), align="center")
    draft.number(paper, _BASE, entry.amount, "元")
    spots = [
        draft.number(paper, column, getattr(entry, part), "元")
        for column, part in enumerate(_parts(draft), _OPENING)
    ]
    opening, held, *out = (spot.cell for spot in spots[:-1])
    spots[-1].give(f"{opening}+{held}-{'-'.join(out)}")
    paper.put(paper.columns, draft.say(_progress(entry)) or None, "wrap")
    paper.step()


def _progress(entry: Entry) -> Phrase:
    """How many instalments of the lot have come back."""
    return phrase("已释放 {count} 次", count=entry.instalments) if entry.instalments else NOTHING
