"""In which periods a condition counted for or against somebody, and how that is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cmtool.model.month import Month
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.condition_words import (
    answer_words,
    asks_yes,
    bounds_words,
    condition_words,
    label_of,
    period_words,
    window_words,
)
from cmtool.policy.conditions import AnyCondition, Condition
from cmtool.policy.grades import GradeTerms
from cmtool.rules.ladder_records import Records
from cmtool.rules.values import shown

Side = Literal["entry", "keep"]
"""To rise (or for a gate to fire) the periods count in which a condition holds, to stay those in which it fails."""


@dataclass(frozen=True)
class Count:
    """A condition counted over the periods that it looks at.

    A run goes back from this month to the first period that does not count: one without record, or without value,
    ends it too, unless the ladder skips gaps.
    """

    records: Records
    condition: AnyCondition
    tested: GradeTerms | None
    side: Side

    @cached_property
    def periods(self) -> Sequence[Month]:
        return self.records.periods(self.condition, self.tested)

    @cached_property
    def seen(self) -> Sequence[Month]:
        """The periods that count, this month first."""
        found: list[Month] = []
        for when in self.periods:
            known = self.records.known(when, self.condition, self.tested)
            if self.condition.truth(known) is (self.side == "entry"):
                found.append(when)
            elif self.condition.within is None:
                break
        return found

    @property
    def met(self) -> bool:
        enough = len(self.seen) >= self.condition.times
        return enough if self.side == "entry" else not enough

    @property
    def recorded(self) -> int:
        """How many of the periods anyone recorded."""
        return sum(self.records.recorded(self.condition, when) for when in self.periods)

    @property
    def said(self) -> Phrase:
        words = self._words()
        if self.condition.within is not None:
            return self._within(words)
        return self._running(words) if self.condition.running > 1 else self._now(words)

    def _now(self, words: Mapping[str, object]) -> Phrase:
        now = self.records.known(self.records.month, self.condition, self.tested)
        if any(name not in now for name in self.condition.reads()):
            return phrase("{label}没有数值（应 {written}）", **words)
        is_met = bool(self.seen) == (self.side == "entry")
        if isinstance(self.condition, Condition) and asks_yes(self.condition) is not None:
            return phrase("{label}：{value}" if is_met else "{label}：{value}，应为“{written}”", **words)
        if is_met:
            return phrase("{label} {value}（{written}）", **words)
        return phrase("{label} {value}，未达 {written}", **words)

    def _running(self, words: Mapping[str, object]) -> Phrase:
        counted = len(self.seen)
        if self.side == "keep":
            if counted:
                return phrase("{label}未达 {written} 连续（{counted}/{needed}）{listed}{short}", **words)
            return phrase("{label} {written} 达标{now}", **words)
        if counted == self.condition.times:
            return phrase("{label} {written} 连续 {needed} {periods}{listed}", **words)
        if counted:
            return phrase("{label} {written} 连续（{counted}/{needed}）{listed}{short}", **words)
        return phrase("{label} {written} 连续（{counted}/{needed}）{now}{short}", **words)

    def _within(self, words: Mapping[str, object]) -> Phrase:
        if self.side == "entry":
            return phrase("{label} {written} {window} {counted} 次（应 {needed} 次）{listed}", **words)
        if self.seen:
            return phrase("{label}未达 {written} {window} {counted} 次（满 {needed} 次）{listed}", **words)
        return phrase("{label} {written} 达标{now}", **words)

    def _words(self) -> dict[str, object]:
        """What the sentences are made of."""
        records, condition = self.records, self.condition
        needed, recorded = condition.times, self.recorded
        periods = period_words(records.ladder, condition)
        short = phrase(
            "，已记录 {recorded}/{needed} {periods}", recorded=recorded, needed=needed, periods=periods
        )
        return {
            "counted": len(self.seen),
            "needed": needed,
            "periods": periods,
            "window": window_words(condition),
            "listed": self._listed(),
            "short": short if recorded < needed else NOTHING,
            **self._asked(),
        }

    def _asked(self) -> dict[str, object]:
        """What is asked, and what there is this month."""
        policy, condition = self.records.policy, self.condition
        now = self.records.known(self.records.month, condition, self.tested)
        if not isinstance(condition, Condition):
            words = condition_words(policy, condition, now)
            return {"label": words, "written": NOTHING, "value": NOTHING, "now": NOTHING}
        actual, asked = now.get(condition.of), asks_yes(condition)
        value = NOTHING
        if actual is not None and asked is not None:
            value = answer_words(actual)
        elif actual is not None:
            value = phrase("{value}", value=shown(actual, policy.unit(condition.of)))
        return {
            "label": label_of(policy, condition),
            "written": bounds_words(policy, condition, now) if asked is None else answer_words(asked),
            "value": value,
            "now": NOTHING if actual is None else phrase("，本月 {value}", value=value),
        }

    def _listed(self) -> Phrase:
        """The periods that count, the oldest first, with what there was."""
        parts = [self._one(when) for when in reversed(self.seen)]
        return phrase("：{values}", values="、".join(parts)) if parts else NOTHING

    def _one(self, when: Month) -> str:
        if not isinstance(self.condition, Condition):
            return str(when)
        value = self.records.known(when, self.condition, self.tested).get(self.condition.of)
        unit = self.records.policy.unit(self.condition.of)
        return str(when) if value is None else f"{when} {shown(value, unit)}"
