"""How a condition stands for one manager: now, running, or so many times within a window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.month import Month
from cmtool.model.state import Past
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.cadence import before, review_months
from cmtool.policy.condition_words import (
    bounds_words,
    condition_words,
    label_of,
    period_words,
    window_words,
)
from cmtool.policy.conditions import AllOf, AnyCondition, Condition
from cmtool.policy.grades import GradeTerms
from cmtool.policy.history import MOST_MONTHS
from cmtool.policy.ladder import Ladder
from cmtool.policy.policy import MAIN, Policy
from cmtool.rules.proposal import Standing
from cmtool.rules.values import shown


@dataclass(frozen=True)
class Records:
    """What is known of one manager, this month and before, as one ladder sees it.

    ``values`` are this month's. In conditions ``grade.x`` is the attribute of the grade that is tested.
    """

    policy: Policy
    name: str  # of the ladder
    ladder: Ladder
    month: Month
    past: Past
    values: Mapping[str, Fraction]

    def known(
        self, when: Month, condition: AnyCondition, tested: GradeTerms | None
    ) -> Mapping[str, Fraction]:
        """The values of a month that a condition asks for; those nobody has are left out."""
        found: dict[str, Fraction] = {}
        for read in condition.reads():
            value = self._value(read, when, tested)
            if value is not None:
                found[read] = value
        return found

    def _value(self, read: str, when: Month, tested: GradeTerms | None) -> Fraction | None:
        prefix, _, attribute = read.partition(".")
        if tested is not None and prefix in (MAIN, self.name) and attribute in tested.attributes:
            return tested.on(attribute, when.last)
        return self.values.get(read) if when == self.month else self.past.figure(read, when)

    def recorded(self, condition: AnyCondition, when: Month) -> bool:
        """Whether anyone recorded the month at all, with or without values."""
        return when == self.month or all(self.past.recorded(leaf.of, when) for leaf in condition.leaves())


def standing(
    records: Records, condition: AnyCondition, tested: GradeTerms | None, *, wanted: bool
) -> Standing:
    """How a condition stands; ``wanted`` for rising (periods in which it held count), not for staying.

    Several together are met as their parts are, unless they are counted as a whole.
    """
    if isinstance(condition, Condition):
        return _counted(records, condition, tested, wanted)
    parts = tuple(standing(records, part, tested, wanted=wanted) for part in condition.parts)
    together: bool = isinstance(condition, AllOf)
    if condition.counts:
        whole = _counted(records, condition, tested, wanted)
        return _together(whole, parts, together)
    met = all(part.met for part in parts) if together else any(part.met for part in parts)
    said = tuple(part.said for part in parts if part.met == met)
    words = phrase("{parts}", parts=said)
    if not met and not together:
        words = phrase("以下须有一项：{parts}", parts=said)
    label = condition.label or str(condition_words(records.policy, condition))
    whole = Standing(
        label,
        condition.clause or records.ladder.clause,
        "",
        None,
        met,
        int(met == wanted),
        1,
        1,
        words,
        grade=tested.name if tested else "",
    )
    return _together(whole, parts, together)


def _together(whole: Standing, parts: tuple[Standing, ...], every: bool) -> Standing:
    return Standing(
        whole.label,
        whole.clause,
        whole.written,
        whole.actual,
        whole.met,
        whole.months,
        whole.needed,
        whole.recorded,
        whole.said,
        grade=whole.grade,
        parts=parts,
        together="all" if every else "any",
    )


def _counted(records: Records, condition: AnyCondition, tested: GradeTerms | None, wanted: bool) -> Standing:
    """In how many periods it held (or failed): back from this month without a break, or within the window.

    A period without record, or without value, ends a run, unless the ladder skips gaps.
    """
    months = _months(records, condition, tested)
    seen: list[Month] = []
    for when in months:
        if condition.truth(records.known(when, condition, tested)) is wanted:
            seen.append(when)
        elif condition.within is None:
            break
    counted, needed = len(seen), condition.times
    met = counted >= needed if wanted else counted < needed
    recorded = sum(records.recorded(condition, when) for when in months)
    said = _Words(records, condition, tested, seen, len(months), recorded)
    clause = condition.clause or records.ladder.clause
    grade = tested.name if tested else ""
    if not isinstance(condition, Condition):
        label = condition.label or str(condition_words(records.policy, condition))
        return Standing(label, clause, "", None, met, counted, needed, recorded, said.of(wanted), grade=grade)
    now = records.known(records.month, condition, tested)
    return Standing(
        label_of(records.policy, condition),
        clause,
        bounds_words(records.policy, condition, now),
        now.get(condition.of),
        met,
        counted,
        needed,
        recorded,
        said.of(wanted),
        of=condition.of,
        unit=records.policy.unit(condition.of),
        grade=grade,
    )


def _months(records: Records, condition: AnyCondition, tested: GradeTerms | None) -> Sequence[Month]:
    """The periods that are looked at, this month first; older than is kept they are not."""
    reviewed = review_months(condition.each) if condition.each else records.ladder.reviewed
    earlier = before(records.month, MOST_MONTHS - 1, reviewed)
    kept = [records.month, *(when for when in earlier if when > records.month.plus(-MOST_MONTHS))]
    if condition.within is not None:
        if condition.within.of:
            return [when for when in kept if when.year == records.month.year]
        return [when for when in kept if when > records.month.plus(-condition.within.months)]
    if records.ladder.gap == "skipped":
        kept = [when for when in kept if condition.truth(records.known(when, condition, tested)) is not None]
    return kept[: condition.running]


@dataclass(frozen=True)
class _Words:
    """How a standing is said."""

    records: Records
    condition: AnyCondition
    tested: GradeTerms | None
    seen: Sequence[Month]
    looked_at: int
    recorded: int

    def of(self, wanted: bool) -> Phrase:
        if self.condition.within is not None:
            return self._within(wanted)
        return self._running(wanted) if self.condition.running > 1 else self._now(wanted)

    def _now(self, wanted: bool) -> Phrase:
        common = self._common()
        held = bool(self.seen) == wanted
        if not self._actual():
            return phrase("{label}没有数值（应 {written}）", **common)
        if held:
            return phrase("{label} {value}（{written}）", **common)
        return phrase("{label} {value}，未达 {written}", **common)

    def _running(self, wanted: bool) -> Phrase:
        common, counted = self._common(), len(self.seen)
        if wanted and counted == self.condition.times:
            return phrase("{label} {written} 连续 {needed} {periods}{listed}", **common)
        if wanted and counted:
            return phrase("{label} {written} 连续（{counted}/{needed}）{listed}{short}", **common)
        if wanted:
            return phrase("{label} {written} 连续（{counted}/{needed}）{now}{short}", **common)
        if counted:
            return phrase("{label}未达 {written} 连续（{counted}/{needed}）{listed}{short}", **common)
        return phrase("{label} {written} 达标{now}", **common)

    def _within(self, wanted: bool) -> Phrase:
        common = self._common()
        if wanted:
            return phrase("{label} {written} {window} {counted} 次（应 {needed} 次）{listed}", **common)
        if self.seen:
            return phrase("{label}未达 {written} {window} {counted} 次（满 {needed} 次）{listed}", **common)
        return phrase("{label} {written} 达标{now}", **common)

    def _actual(self) -> bool:
        now = self.records.known(self.records.month, self.condition, self.tested)
        return all(name in now for name in self.condition.reads())

    def _common(self) -> Mapping[str, object]:
        records, condition, needed = self.records, self.condition, self.condition.times
        periods = period_words(records.ladder, condition)
        short = phrase(
            "，已记录 {recorded}/{needed} {periods}", recorded=self.recorded, needed=needed, periods=periods
        )
        found: dict[str, object] = {
            "counted": len(self.seen),
            "needed": needed,
            "periods": periods,
            "window": window_words(condition),
            "listed": self._listed(),
            "short": short if self.recorded < needed else NOTHING,
            "now": NOTHING,
        }
        if not isinstance(condition, Condition):
            return found | {
                "label": condition_words(records.policy, condition),
                "written": NOTHING,
                "value": NOTHING,
            }
        now = records.known(records.month, condition, self.tested)
        unit, actual = records.policy.unit(condition.of), now.get(condition.of)
        value: object = NOTHING if actual is None else shown(actual, unit)
        return found | {
            "label": label_of(records.policy, condition),
            "written": bounds_words(records.policy, condition, now),
            "value": value,
            "now": NOTHING if actual is None else phrase("，本月 {value}", value=value),
        }

    def _listed(self) -> Phrase:
        """The periods that count, the oldest first, with what there was."""
        unit = self.records.policy.unit(self.condition.of) if isinstance(self.condition, Condition) else ""
        parts: list[str] = []
        for when in reversed(self.seen):
            known = self.records.known(when, self.condition, self.tested)
            value = known.get(self.condition.of) if isinstance(self.condition, Condition) else None
            parts.append(str(when) if value is None else f"{when} {shown(value, unit)}")
        return phrase("：{values}", values="、".join(parts)) if parts else NOTHING
