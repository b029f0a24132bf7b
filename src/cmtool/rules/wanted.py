"""Which figures somebody's appraisal asks for: a figure that concerns other people alone has no problem here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cmtool.policy.across import Across
from cmtool.policy.history import History
from cmtool.policy.policy import PAY, SCORE, Policy
from cmtool.policy.through import Choice
from cmtool.rules.across import counts, is_near
from cmtool.rules.appraisal import Person
from cmtool.rules.reckoning import Given
from cmtool.rules.waiting import waiting


@dataclass(frozen=True)
class Wanted:
    """What is asked of whom in a month: through a line, group or ladder that is for the person, through a hold, the law
    or the tax, or by a figure across people of somebody else. What nothing reads is asked of everybody."""

    policy: Policy
    everybody: Sequence[Given]

    def of(self, person: str, name: str) -> bool:
        """Whether a figure is asked of a person (工号)."""
        return name in self._names[person] and name not in self._resting

    @cached_property
    def _resting(self) -> frozenset[str]:
        return waiting(self.policy, self.everybody[0].month)

    @cached_property
    def _people(self) -> tuple[Person, ...]:
        return tuple(given.person for given in self.everybody)

    @cached_property
    def _names(self) -> Mapping[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        due = [(person, read) for person in self._people for read in self._at_first(person)]
        while due:
            person, read = due.pop()
            name = self.policy.owner(read.partition("@")[0])
            if name not in found[person.id]:
                found[person.id].add(name)
                due += self._behind(person, name)
        return found

    def _at_first(self, person: Person) -> Iterator[str]:
        policy = self.policy
        yield from self._unread
        yield from (name for name in policy.line if self._concerns(name, person))
        for name, group in policy.group.items():
            lines = policy.lines_under(name)
            if name in (SCORE, PAY) or any(self._concerns(line, person) for line in lines):
                yield from group.reads()
            yield from (read for gate in group.gates for read in gate.reads())
        yield from (read for hold in policy.hold.values() for read in hold.reads())
        yield from policy.read_after_pay
        for ladder in policy.ladders.values():
            if ladder.concerns(person.post, person.team, person.institution):
                yield from ladder.reads()

    @cached_property
    def _unread(self) -> frozenset[str]:
        return frozenset(name for name in self.policy.figure if name not in self.policy.asked)

    def _behind(self, person: Person, name: str) -> Iterator[tuple[Person, str]]:
        """What a name reads, and of whom."""
        figure = self.policy.figure.get(name)
        if isinstance(figure, Across):
            for other in self._people:
                if is_near(other, person, figure.over) and counts(other, person, figure):
                    yield other, figure.of
        elif isinstance(figure, Choice):
            chosen = figure.concerning(person.grade, person.post, person.team)
            yield from ((person, read) for read in chosen)
        elif figure is not None:
            yield from ((person, read) for read in figure.reads())
            if isinstance(figure, History):
                yield person, figure.of
        elif name in self.policy.line and self._concerns(name, person):
            yield from ((person, read) for read in self.policy.line[name].reads())

    def _concerns(self, line: str, person: Person) -> bool:
        own = (person.grade, person.post, person.team, person.institution)
        return self.policy.line[line].concerns(*own)
