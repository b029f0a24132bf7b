"""What one ladder knows of one manager: this month's figures, and those of the periods it looks back at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.month import Month
from cmtool.model.state import Past
from cmtool.policy.cadence import before, review_months
from cmtool.policy.conditions import AnyCondition
from cmtool.policy.grades import GradeTerms
from cmtool.policy.history import MOST_MONTHS
from cmtool.policy.ladder import Ladder
from cmtool.policy.policy import MAIN, Policy


@dataclass(frozen=True)
class Records:
    """What is known of one manager, this month and before, as one ladder sees it.

    ``values`` are this month's, ``missing`` the figures whose data have not come. In conditions ``grade.x`` is the attribute of the grade that is tested.
    """

    policy: Policy
    name: str  # of the ladder
    ladder: Ladder
    month: Month
    past: Past
    values: Mapping[str, Fraction]
    missing: frozenset[str] = frozenset()

    def lacks(self, condition: AnyCondition, tested: GradeTerms | None) -> bool:
        """Whether it cannot be judged this month because data have not come."""
        now = self.known(self.month, condition, tested)
        return condition.truth(now) is None and any(read in self.missing for read in condition.reads())

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

    def periods(self, condition: AnyCondition, tested: GradeTerms | None) -> Sequence[Month]:
        """The periods that a condition looks at, this month first; older than is kept they are not."""
        reviewed = review_months(condition.each) if condition.each else self.ladder.reviewed
        skips = self.ladder.gap == "skipped"
        enough = condition.running if condition.within is None and not skips else MOST_MONTHS
        oldest = self.month.plus(-MOST_MONTHS)
        earlier = before(self.month, enough - 1, reviewed)
        kept = [self.month, *(when for when in earlier if when > oldest)]
        if condition.within is not None:
            months = condition.within.months or self.month.number
            return [when for when in kept if when > self.month.plus(-months)]
        if skips:
            kept = [when for when in kept if condition.truth(self.known(when, condition, tested)) is not None]
        return kept[: condition.running]
