"""Tiers: the highest grade all of whose conditions hold, within the steps that one review may move somebody."""

from __future__ import annotations

from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.rules.ladder_review import Review, doubtful, lacking
from cmtool.rules.proposal import Change, Proposal, Standing

_Stood = dict[str, tuple[Standing, ...]]


def highest(review: Review) -> Proposal:
    """The proposal for somebody who is rated and whom no gate has decided on."""
    ladder = review.ladder
    stood = {grade.name: review.entry(grade) for grade in reversed(ladder.grades)}
    reached = [name for name, stands in stood.items() if all(one.met for one in stands)]
    for name, stands in stood.items():
        if reached and name == reached[0]:
            break
        if open_question := doubtful(stands):
            words = phrase("缓评：{why}", why=open_question)
            return review.made("deferred", review.own, words, stands, name, open_question)
    if not reached and ladder.below_lowest != "lowest":
        return _none(review, stood)
    wanted = reached[0] if reached else ladder.order[0]
    to, limit = _limited(review, wanted)
    above = next(iter(ladder.grades[ladder.place(to) + 1 :]), None)
    entry = stood[above.name] if above else stood[to]
    change = _change(review, to)
    words = _words(review, stood, change, wanted, to)
    if limit:
        words = phrase("{words}（{limit}）", words=words, limit=limit)
    own = ladder.place(review.own)
    qualified = tuple(name for name in reached if own < ladder.place(name) <= ladder.place(to))
    next_grade = above.name if above else ""
    return review.made(change, to, words, entry, next_grade, lacking(entry) if above else (), qualified)


def _change(review: Review, to: str) -> Change:
    own, place = review.ladder.place(review.own), review.ladder.place(to)
    return "keep" if own == place else "rise" if place > own else "fall"


def _limited(review: Review, wanted: str) -> tuple[str, Phrase]:
    """How far this review may move somebody towards the tier reached, and why not further."""
    ladder, steps = review.ladder, review.ladder.step_limit
    own, place = ladder.place(review.own), ladder.place(wanted)
    blocked = review.fires("blocked")
    if place > own and blocked is not None:
        return review.own, phrase("达到{wanted}，但{blocked}，不得晋级", wanted=wanted, blocked=blocked)
    if own < 0 or place == own:
        return wanted, NOTHING
    if place < own and (stays := _stays(review)):
        return review.own, stays
    if steps.up is not None and place > own + steps.up:
        words = phrase("达到{wanted}，每次最多升 {steps} 级", wanted=wanted, steps=steps.up)
        return ladder.order[own + steps.up], words
    if steps.down is not None and place < own - steps.down:
        words = phrase("只达到{wanted}，每次最多降 {steps} 级", wanted=wanted, steps=steps.down)
        return ladder.order[own - steps.down], words
    return wanted, NOTHING


def _stays(review: Review) -> Phrase:
    """Why somebody does not fall who no longer reaches the own tier; nothing when they do fall."""
    if review.keep and all(stands.met for stands in review.keep):
        return phrase("保级条件仍达到，不降级")
    if review.is_protected:
        return phrase(
            "任现等级 {months} 个月，未满 {protected} 个月保护期，不降级",
            months=review.months_in_grade,
            protected=review.ladder.protection_months,
        )
    return NOTHING


def _none(review: Review, stood: _Stood) -> Proposal:
    """No tier is reached at all."""
    ladder = review.ladder
    lowest = ladder.order[0]
    entry = stood[lowest]
    said = lacking(entry)
    if ladder.has(review.own) and (stays := _stays(review)):
        words = phrase("维持：{said}（{limit}）", said=said, limit=stays)
        return review.made("keep", review.own, words, entry, lowest, said)
    if ladder.below_lowest == "exit":
        words = phrase("{said}，未达任何等级，建议退出", said=said)
        return review.made("exit", review.own, words, entry, lowest, said)
    words = phrase("{said}，未达任何等级，不予评定", said=said)
    none = ladder.unrated.name if ladder.unrated else ""
    return review.made("unrated", none, words, entry, lowest, said)


def _words(review: Review, stood: _Stood, change: Change, wanted: str, to: str) -> Phrase:
    met = tuple(stands.said for stands in stood[wanted] if stands.met)
    if not met or not all(stands.met for stands in stood[wanted]):
        none = phrase("未达任何等级，按办法定为最低等级")
        met = (none if stood[wanted] else phrase("最低等级没有条件"),)
    match change:
        case "rise":
            return phrase("{reasons}，建议晋级 {grade}", reasons=met, grade=to)
        case "fall":
            return phrase("{reasons}，建议降级 {grade}", reasons=lacking(stood[review.own]), grade=to)
        case _:
            above = next(iter(review.ladder.grades[review.ladder.place(to) + 1 :]), None)
            if above is None:
                return phrase("维持：已是最高等级")
            return phrase("维持：{said}", said=lacking(stood[above.name]) or met)
