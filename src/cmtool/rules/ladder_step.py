"""Step by step: up when all conditions of a next grade hold, down when one of the own grade is lost."""

from __future__ import annotations

from cmtool.model.text import Phrase, phrase
from cmtool.policy.policy import MAIN
from cmtool.rules.ladder_review import Review, doubtful, lacking
from cmtool.rules.proposal import Proposal, Standing


def stepped(review: Review) -> Proposal:
    """The proposal for somebody who is rated and whom no gate has decided on."""
    ways = {grade.name: review.entry(grade) for grade in review.ladder.next_of(review.own)}
    entry = tuple(stands for stood in ways.values() for stands in stood)
    lost = [stands for stands in review.keep if not stands.met]
    if review.name != MAIN and (doubts := _doubts(review, ways)):
        words = phrase("缓评：{why}", why=doubts)
        return review.made("deferred", review.own, words, entry, _named(ways), doubts)
    if lost and not review.is_protected:
        return lowered(review, tuple(stands.said for stands in lost), entry, tuple(ways))
    open_ways = tuple(name for name, stood in ways.items() if stood and all(stands.met for stands in stood))
    if open_ways and not lost:
        return _risen(review, open_ways, ways)
    reason = _protected(review, lost) if lost else _kept(review, ways, entry)
    return review.made("keep", review.own, reason, entry, _named(ways), _missing(ways))


def lowered(
    review: Review, reasons: tuple[Phrase, ...], entry: tuple[Standing, ...] = (), ways: tuple[str, ...] = ()
) -> Proposal:
    """One step down, or what the policy says of who is lowest already."""
    ladder, name = review.ladder, "、".join(ways)
    below = ladder.below(review.own)
    if below is not None:
        words = phrase("{reasons}，建议降级 {grade}", reasons=reasons, grade=below.name)
        return review.made("fall", below.name, words, entry, name)
    if ladder.below_lowest == "exit":
        words = phrase("{reasons}，已是最低等级，建议退出", reasons=reasons)
        return review.made("exit", review.own, words, entry, name)
    words = phrase("{reasons}，已是最低等级，维持", reasons=reasons)
    return review.made("keep", review.own, words, entry, name)


def _risen(review: Review, open_ways: tuple[str, ...], ways: dict[str, tuple[Standing, ...]]) -> Proposal:
    """To the first open way; the others are said, for a person to choose."""
    to, others = open_ways[0], open_ways[1:]
    entry = ways[to]
    reasons = tuple(stands.said for stands in entry)
    blocked = review.fires("blocked")
    if blocked is not None:
        words = phrase("{reasons}，但{blocked}，不得晋级，维持", reasons=reasons, blocked=blocked)
        return review.made("keep", review.own, words, entry, to, (blocked,))
    words = phrase("{reasons}，建议晋级 {grade}", reasons=reasons, grade=to)
    if others:
        words = phrase("{words}（也符合 {others}）", words=words, others="、".join(others))
    return review.made("rise", to, words, entry, to, qualified=open_ways)


def _protected(review: Review, lost: list[Standing]) -> Phrase:
    return phrase(
        "维持：{reasons}，但任现等级 {months} 个月，未满 {protected} 个月保护期，不降级",
        reasons=tuple(stands.said for stands in lost),
        months=review.months_in_grade,
        protected=review.ladder.protection_months,
    )


def _kept(review: Review, ways: dict[str, tuple[Standing, ...]], entry: tuple[Standing, ...]) -> Phrase:
    """Why nothing moves: warnings that are running against the person first, then what is missing to rise."""
    warned = [stands for stands in review.keep if _warns(stands)]
    if warned:
        return phrase("维持：{said}", said=tuple(stands.said for stands in warned))
    if not ways:
        return phrase("维持：已是最高等级")
    if not any(ways.values()):
        return phrase("维持：没有晋级条件") if review.keep else phrase("维持：没有升降条件")
    if len(ways) > 1:
        return phrase("维持：{said}", said=_missing(ways))
    return phrase("维持：{said}", said=lacking(entry))


def _doubts(review: Review, ways: dict[str, tuple[Standing, ...]]) -> tuple[Phrase, ...]:
    """Data that have not come and that a further ladder waits for; the roster's is put off with the score."""
    kept = tuple(stands.said for stands in review.keep if stands.met and not stands.known)
    return kept + tuple(said for stood in ways.values() for said in doubtful(stood))


def _warns(stands: Standing) -> bool:
    """Whether something is being counted against the person, though it is not lost yet; alternatives do not count
    while one of them holds."""
    if stands.together == "all" and not stands.months:
        return any(map(_warns, stands.parts))
    return stands.months > 0


def _missing(ways: dict[str, tuple[Standing, ...]]) -> tuple[Phrase, ...]:
    """What is missing to each next grade; named where there is more than one."""
    if len(ways) == 1:
        return lacking(next(iter(ways.values())))
    return tuple(
        phrase("{grade}：{said}", grade=name, said=lacking(stood)) for name, stood in ways.items() if stood
    )


def _named(ways: dict[str, tuple[Standing, ...]]) -> str:
    return "、".join(ways)
