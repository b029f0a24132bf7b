"""What every ladder proposes for one manager. A person decides (seed 001: grades are confirmed and adjusted)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cmtool.model.month import Month
from cmtool.model.state import Advice
from cmtool.model.text import Phrase, phrase
from cmtool.policy.history import MOST_MONTHS
from cmtool.policy.policy import MAIN, Policy
from cmtool.rules.appointments import MOVED
from cmtool.rules.ladder_highest import highest
from cmtool.rules.ladder_review import Candidate, Review
from cmtool.rules.ladder_step import lowered, stepped
from cmtool.rules.proposal import Change, Proposal, Standing


def propose(policy: Policy, candidate: Candidate) -> Mapping[str, Proposal]:
    """Each ladder's proposal, the roster's first, before anybody counts the places.

    Gates come before conditions; who is not rated gets 缓评 (on a further ladder only where its own figures have not
    come); in a month in which a ladder is not looked at, its last result stands.
    """
    person = candidate.person
    return {
        name: _proposed(Review(policy, name, candidate))
        for name, ladder in policy.ladders.items()
        if ladder.concerns(person.post, person.team, person.institution)
    }


def _proposed(review: Review) -> Proposal:
    ladder, candidate = review.ladder, review.candidate
    if candidate.month.number not in ladder.reviewed:
        return _between(review)
    unrated = review.fires("unrated")
    if unrated is not None:
        none = ladder.unrated.name if ladder.unrated else ""
        return _waiting(review, "unrated", none, phrase("不予评定：{why}", why=unrated))
    leaves = review.fires("exit")
    if leaves is not None:
        return _waiting(review, "exit", review.own, phrase("{why}，建议退出", why=leaves))
    falls = review.fires("fall")
    if falls is not None and ladder.has(review.own):
        return lowered(review, (falls,), *_ahead(review))
    if candidate.status != "rated" and review.name == MAIN:
        return _waiting(review, "deferred", review.own, phrase("缓评：{why}", why=candidate.why))
    put_off = review.fires("deferred")
    if put_off is not None:
        return _waiting(review, "deferred", review.own, phrase("缓评：{why}", why=put_off))
    return stepped(review) if ladder.rule == "step" else highest(review)


def _waiting(review: Review, change: Change, grade: str, reason: Phrase) -> Proposal:
    """A proposal that a gate, or missing data, decided; how the conditions stand is shown all the same."""
    entry, ways = _ahead(review)
    return review.made(change, grade, reason, entry, "、".join(ways))


def _ahead(review: Review) -> tuple[tuple[Standing, ...], tuple[str, ...]]:
    """How the conditions of the grades ahead stand, and their names; of tiers it is the highest."""
    ways = review.ladder.next_of(review.own) if review.ladder.rule == "step" else review.ladder.grades[-1:]
    entry = tuple(stands for grade_terms in ways for stands in review.entry(grade_terms))
    return entry, tuple(way.name for way in ways)


def _between(review: Review) -> Proposal:
    """A month in which the ladder is not looked at: the last result stands."""
    months = "、".join(str(number) for number in review.ladder.reviewed)
    words = phrase("本月不评定（每年 {months} 月评定）", months=months)
    made = _waiting(review, "between", review.own, words)
    advice = review.candidate.past.advice.get(review.name, ())
    if not advice:
        return made
    last = advice[-1]
    said = phrase(CHANGES[last.change], grade=last.grade)
    return replace(
        made, reason=phrase("{words}；{month} 的结果：{said}", words=words, month=last.month, said=said)
    )


CHANGES: Mapping[str, str] = {
    "rise": "晋级 {grade}",
    "keep": "维持 {grade}",
    "fall": "降级 {grade}",
    "exit": "退出",
    "deferred": "缓评",
    "unrated": "不予评定",
    "between": "本月不评定",
}
"""What a ladder proposes, in a word."""


def advised(
    advice: Mapping[str, tuple[Advice, ...]], month: Month, proposals: Mapping[str, Proposal]
) -> Mapping[str, tuple[Advice, ...]]:
    """What was proposed so far, this month's added where later months ask for it.

    What is too old goes, but not the last that moved somebody.
    """
    found = dict(advice)
    for name, made in proposals.items():
        if made.change == "between" or not made.noted:
            continue
        earlier = advice.get(name, ())
        moved = [one for one in earlier if one.change in MOVED][-1:]
        kept = [one for one in earlier if one.month > month.plus(-MOST_MONTHS) or one in moved]
        found[name] = (*kept, Advice(month, made.change, made.grade, made.holds_from))
    return found
