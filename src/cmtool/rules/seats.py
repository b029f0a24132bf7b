"""Places (职数) after a review: who would hold each grade, how many may, who waits and who is one too many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cmtool.policy.grades import ANYWHERE
from cmtool.policy.policy import Policy
from cmtool.rules.appraisal import ManagerResult
from cmtool.rules.ladder_places import STAYS, places_of, rank_of


@dataclass(frozen=True, slots=True)
class Seats:
    """One grade, in one institution where its places are counted by institution (else ``""``).

    ``places`` is None where no limit is written. ``waiting`` reached the grade and find no place; ``beyond`` would hold
    it though there are fewer places: the last by the ladder's rank. Both are names.
    """

    grade: str
    institution: str
    held: int
    places: Fraction | None
    waiting: tuple[str, ...]
    beyond: tuple[str, ...]


def seats(policy: Policy, ladder: str, results: Sequence[ManagerResult]) -> Iterator[Seats]:
    """Every grade from the highest; a grade whose places are counted by institution has a row for each of several."""
    terms = policy.ladders[ladder]
    for grade in reversed(terms.grades):
        groups: defaultdict[str, list[ManagerResult]] = defaultdict(list)
        apart = bool(grade.places) and terms.places_by == "institution"
        for result in results:
            groups[result.person.institution if apart else ANYWHERE].append(result)
        for institution, members in sorted(groups.items()):
            total = places_of(terms, grade.name, institution, members)
            into = [one for one in members if _holds(one, ladder, grade.name)]
            ranked = sorted(into, key=lambda one: rank_of(terms, one), reverse=True)
            beyond = ranked[max(0, int(total)) :] if total is not None else []
            waiting = [one for one in members if _waits(policy, one, ladder, grade.name)]
            shown = institution if len(groups) > 1 else ""
            yield Seats(grade.name, shown, len(into), total, _names(waiting), _names(beyond))


def _holds(result: ManagerResult, ladder: str, grade: str) -> bool:
    made = result.proposals[ladder]
    return made.grade == grade and made.change in STAYS


def _waits(policy: Policy, result: ManagerResult, ladder: str, grade: str) -> bool:
    made, place = result.proposals[ladder], policy.ladders[ladder].place
    return made.waits and grade in made.qualified and place(grade) > place(made.grade)


def _names(results: Sequence[ManagerResult]) -> tuple[str, ...]:
    return tuple(result.person.name for result in results)
