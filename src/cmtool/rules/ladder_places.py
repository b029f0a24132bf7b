"""Places (职数): how many may hold a grade, who gets a free one, and who waits; over everybody at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from cmtool.model.expression import Num
from cmtool.model.text import Phrase, phrase
from cmtool.policy.grades import ANYWHERE
from cmtool.policy.ladder import Ladder
from cmtool.policy.policy import MAIN, Policy
from cmtool.rules.appraisal import ManagerResult
from cmtool.rules.proposal import Proposal

STAYS: Final = ("keep", "deferred", "between", "rise", "fall")
"""Proposals that leave somebody in the grade they name."""


def within_places(policy: Policy, results: Sequence[ManagerResult]) -> tuple[ManagerResult, ...]:
    """The results with every ladder's proposals kept within its places.

    From the highest grade down: those who hold a grade and are not proposed to leave it have their places, and those
    who fall into it take theirs; who would rise follows by rank while places are free. Whoever finds none waits, or
    takes the next lower grade reached. Equals at the last place all wait: a person chooses.
    """
    proposals = {result.person.id: dict(result.proposals) for result in results}
    for name, ladder in policy.ladders.items():
        if any(grade.places for grade in ladder.grades):
            _Places(ladder, name, results, proposals).settle()
    return tuple(_with(result, proposals[result.person.id]) for result in results)


def _with(result: ManagerResult, proposals: Mapping[str, Proposal]) -> ManagerResult:
    others = {name: made for name, made in proposals.items() if name != MAIN}
    return replace(result, proposal=proposals[MAIN], others=others)


Rank = tuple[tuple[bool, Fraction], ...]


def places_of(
    ladder: Ladder, grade: str, institution: str, members: Sequence[ManagerResult]
) -> Fraction | None:
    """How many may hold a grade, None without limit; a figure's name gives it by the members, who all have the same."""
    given = ladder.grade(grade).places_in(institution)
    if given is None or isinstance(given, Num):
        return None if given is None else given.value
    known = (result.workings.get(given.name) for result in members)
    values = [working.value for working in known if working is not None and working.value is not None]
    return max(values, default=Fraction(0))


def rank_of(ladder: Ladder, result: ManagerResult) -> Rank:
    """The figures of ``rank_by``, the larger the better; without value comes last."""
    known = (result.workings.get(name) for name in ladder.rank_by)
    values = [None if working is None else working.value for working in known]
    return tuple((value is not None, value or Fraction(0)) for value in values)


@dataclass
class _Places:
    ladder: Ladder
    name: str
    results: Sequence[ManagerResult]
    proposals: dict[str, dict[str, Proposal]]

    def settle(self) -> None:
        for grade in reversed(self.ladder.grades):
            if not grade.places:
                continue
            groups: defaultdict[str, list[ManagerResult]] = defaultdict(list)
            for result in self.results:
                if self.name not in result.proposals:
                    continue
                own = result.person.institution
                groups[own if self.ladder.places_by == "institution" else ANYWHERE].append(result)
            for institution, members in groups.items():
                self._settle_in(grade.name, institution, members)

    def _made(self, result: ManagerResult) -> Proposal:
        return self.proposals[result.person.id][self.name]

    def _settle_in(self, grade: str, institution: str, members: Sequence[ManagerResult]) -> None:
        total = places_of(self.ladder, grade, institution, members)
        if total is None:
            return
        into = [one for one in members if self._made(one).grade == grade and self._made(one).change in STAYS]
        rising = [one for one in into if self._made(one).change == "rise"]
        free = total - (len(into) - len(rising))
        ranked = sorted(rising, key=self._rank, reverse=True)
        granted = max(0, min(len(ranked), int(free)))
        if 0 < granted < len(ranked) and self._rank(ranked[granted - 1]) == self._rank(ranked[granted]):
            edge = self._rank(ranked[granted])
            granted = sum(self._rank(one) > edge for one in ranked)
            for one in ranked[granted:]:
                tied = self._rank(one) == edge
                self._refuse(one, grade, total, phrase("名次并列，由有权人确定") if tied else None)
            return
        for one in ranked[granted:]:
            self._refuse(one, grade, total, None)

    def _rank(self, result: ManagerResult) -> Rank:
        return rank_of(self.ladder, result)

    def _refuse(self, result: ManagerResult, grade: str, total: Fraction, tie: Phrase | None) -> None:
        """No place: to the next lower grade reached, else the own one stays."""
        made = self._made(result)
        full = phrase("“{grade}”职数 {total} 名已满", grade=grade, total=total)
        if tie is not None:
            full = phrase("{full}，{tie}", full=full, tie=tie)
        reached = phrase("符合晋级 {grade} 的条件", grade=grade)
        lower = [name for name in made.qualified if self.ladder.place(name) < self.ladder.place(grade)]
        if self.ladder.rule == "highest" and lower:
            words = phrase("{reached}，{full}，改为 {lower}", reached=reached, full=full, lower=lower[0])
            changed = replace(made, grade=lower[0], reason=words, waits=True)
        else:
            words = phrase("{reached}，{full}，维持，待有空缺", reached=reached, full=full)
            changed = replace(
                made,
                change="keep",
                grade=made.own,
                reason=words,
                lacking=(full,),
                holds_from=None,
                waits=True,
            )
        self.proposals[result.person.id][self.name] = changed
