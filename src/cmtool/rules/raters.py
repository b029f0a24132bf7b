"""What groups of raters think of one manager over a period: the 评价表 of its months put together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from cmtool.model.book import Book
from cmtool.model.month import Period
from cmtool.policy.policy import Policy
from cmtool.policy.ratings import Rating


@dataclass(frozen=True, slots=True)
class RaterGroup:
    """What one group of raters thinks: mean, how many sheets, and the policy's weight where it weighs them."""

    rater: str
    mean: Fraction
    count: int
    weight: Fraction | None


class _Score(NamedTuple):
    item: str
    sample: str
    score: Fraction


_Scores = Counter[_Score]


def rater_groups(books: Iterable[Book], policy: Policy, who: str, period: Period) -> Iterator[RaterGroup]:
    """Each rater group's mean over the period's sheets about one person (001: rated by oneself, clients, department).

    ``books`` are the months', the earliest first. A sheet is known by its 样本号; scores without one that come again in
    full with a later month are the same sheets.
    """
    weights: dict[str, Fraction] = {}
    for figure in policy.figure.values():
        if isinstance(figure, Rating):
            weights |= figure.raters
    groups: defaultdict[str, list[_Scores]] = defaultdict(list)
    for (rater, _), scores in _together(books, who, period).items():
        groups[rater].append(scores)
    for rater, parts in groups.items():
        every = [one.score for scores in parts for one in scores.elements()]
        mean = sum(every, Fraction(0)) / len(every)
        yield RaterGroup(rater, mean, sum(map(_sheets, parts)), weights.get(rater))


def _together(books: Iterable[Book], who: str, period: Period) -> Mapping[tuple[str, Period], _Scores]:
    found: dict[tuple[str, Period], _Scores] = {}
    for book in books:
        for key, scores in _of_month(book, who, period).items():
            found[key] = _joined(found.get(key, Counter()), scores)
    return found


def _of_month(book: Book, who: str, period: Period) -> Mapping[tuple[str, Period], _Scores]:
    """One month's scores by rater group and by the period for which they were given."""
    rows = book["ratings"]
    own = rows[rows["manager"] == who]
    found: defaultdict[tuple[str, Period], _Scores] = defaultdict(Counter)
    columns = (own[name] for name in ("rater", "period", "item", "sample", "score"))
    for rater, given, item, sample, score in zip(*columns, strict=True):
        if period.first <= given.first and given.last <= period.last:
            found[str(rater), given][_Score(str(item), str(sample), Fraction(score))] += 1
    return found


def _joined(known: _Scores, again: _Scores) -> _Scores:
    """What earlier months brought and what this one did: a numbered sheet as it came last, others once."""
    numbered = {(one.item, one.sample) for one in again if one.sample}
    known = Counter({one: count for one, count in known.items() if (one.item, one.sample) not in numbered})
    before, now = _unnumbered(known), _unnumbered(again)
    if before <= now:
        return (known - before) + again
    return known + (again - now if now <= before else again)


def _unnumbered(scores: _Scores) -> _Scores:
    return Counter({one: count for one, count in scores.items() if not one.sample})


def _sheets(scores: _Scores) -> int:
    """Different numbers, and without them as many as any one item was scored."""
    items: Counter[str] = Counter()
    for one, count in _unnumbered(scores).items():
        items[one.item] += count
    return len({one.sample for one in scores if one.sample}) + max(items.values(), default=0)
