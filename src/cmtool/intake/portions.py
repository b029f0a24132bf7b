"""Shares of a client, account or note among managers: never more than the whole in one role on any day of the month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding, rows_where
from cmtool.intake.equal_parts import rounded_parts
from cmtool.intake.references import in_force
from cmtool.intake.scales import percent
from cmtool.model.money import plain
from cmtool.model.problem import masked
from cmtool.model.text import Phrase, phrase

_OBJECTS: Final = {  # the nearest one counts
    "note": "借据 {number} ",
    "account": "账户 {number} ",
    "client": "客户 {number} ",
}
_NEARLY: Final = Fraction(99, 100)
_HUNDREDTH: Final = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class _Held:
    row: int
    manager: str
    share: Fraction | None
    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


def portions(draft: Draft) -> Iterator[Finding]:
    """Shares above the whole, shares left blank where several hold one object, and sums just below the whole.

    An unassigned share is the team's or nobody's, so less than the whole is right; between 99 % and the whole it is
    likely rounded, and equal parts that were rounded (three times 33.33 %) are an error: what they lack belongs to
    nobody. 1 % in all is the whole, written as 0.7 and 0.3 under a header that says %.
    """
    if "assignments" not in draft.book:
        return
    groups: defaultdict[tuple[str, str, str], list[_Held]] = defaultdict(list)
    frame = draft.book["assignments"]
    for row in rows_where(in_force(draft, frame).to_numpy()):
        one = frame.iloc[row]
        kind, number = next((kind, one[kind]) for kind in _OBJECTS if one[kind])
        end = one["end"].date() if one["end"] == one["end"] else None
        groups[kind, number, one["role"]].append(
            _Held(row, one["manager"], one["share"], one["start"].date(), end)
        )
    for (kind, number, role), held in groups.items():
        if len(held) > 1:
            yield from _shared(draft, _object(kind, number), role, held)
        elif held[0].share == _HUNDREDTH:
            yield from _hundredth(draft, _object(kind, number), role, held)


def _object(kind: str, number: str) -> Phrase:
    return phrase(_OBJECTS[kind], number=masked(number) if kind == "account" else number)


def _shared(draft: Draft, thing: Phrase, role: str, held: Sequence[_Held]) -> Iterator[Finding]:
    """Look at the first day of the month and each later day on which an assignment starts; say the first wrong day."""
    month = draft.book.month
    for day in sorted({max(one.start, month.first) for one in held}):
        together = [one for one in held if one.holds(day)]
        blank = [one for one in together if one.share is None]
        last = together[-1]
        if len(together) > 1 and blank:
            values = {"object": thing, "count": len(together), "role": role, "manager": blank[0].manager}
            yield draft.finding(codes.SHARE_MISSING, "assignments", blank[0].row, "share", values)
            return
        total = sum((one.share or Fraction(0) for one in together), Fraction(0))
        if total == _HUNDREDTH:
            yield from _hundredth(draft, thing, role, together)
            return
        if total != 1 and rounded_parts([one.share for one in together]):
            yield from _rounded(draft, thing, role, together, total)
            return
        values = {"object": thing, "role": role, "total": plain(total)}
        if total > 1:
            values["managers"] = "、".join(one.manager for one in together)
            yield draft.finding(codes.OVER_WHOLE, "assignments", last.row, "share", values)
            return
        if len(together) > 1 and _NEARLY <= total < 1:
            yield draft.finding(codes.NEARLY_WHOLE, "assignments", last.row, "share", values)
            return


def _hundredth(draft: Draft, thing: Phrase, role: str, held: Sequence[_Held]) -> Iterator[Finding]:
    for one in held:
        share = one.share or Fraction(0)
        values = {"object": thing, "role": role, "share": percent(share)}
        yield draft.finding(codes.HUNDREDTH, "assignments", one.row, "share", values, percent(share * 100))


def _rounded(
    draft: Draft, thing: Phrase, role: str, held: Sequence[_Held], total: Fraction
) -> Iterator[Finding]:
    part = f"1/{len(held)}"
    for one in held:
        values = {
            "object": thing,
            "role": role,
            "count": len(held),
            "share": plain(one.share or Fraction(0)),
            "total": plain(total),
            "part": part,
        }
        yield draft.finding(codes.EQUAL_PARTS, "assignments", one.row, "share", values, part)
