"""The ladder's proposal for one manager: conditions, months running, and what is missing to the next grade."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cmtool.model.month import Month
from cmtool.model.state import Past
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.conditions import Condition
from cmtool.policy.ladder import GradeTerms, Ladder
from cmtool.policy.policy import Policy
from cmtool.rules.appraisal import Proposal, Standing, Status
from cmtool.rules.past import KEPT_MONTHS
from cmtool.rules.values import shown


def propose(
    policy: Policy,
    grade: str,
    past: Past,
    month: Month,
    values: Mapping[str, Fraction],
    status: Status,
    why: Phrase,
) -> Proposal:
    """Rise when every entry condition of the next grade holds, fall when a keep condition of the own one is lost.

    An unrated person gets 缓评. A person decides; this is advice (seed 001: grades are confirmed and adjusted).
    """
    ladder = policy.ladder
    own, above = ladder.grade(grade), ladder.above(grade)
    keep = tuple(
        _standing(policy, condition, past, month, values, False) for condition in ladder.keep_of(own)
    )
    entry = (
        tuple(_standing(policy, condition, past, month, values, True) for condition in ladder.entry_of(above))
        if above
        else ()
    )
    name = above.name if above else ""
    if status != "rated":
        return Proposal("deferred", grade, phrase("缓评：{why}", why=why), entry, keep, name)
    lost = [standing for standing in keep if not standing.met]
    if lost:
        return _lost(ladder, own, lost, entry, keep, name)
    if above and entry and all(standing.met for standing in entry):
        reasons = tuple(standing.said for standing in entry)
        words = phrase("{reasons}，建议晋级 {grade}", reasons=reasons, grade=above.name)
        return Proposal("rise", above.name, words, entry, keep, name)
    return Proposal("keep", grade, _kept(above, entry, keep), entry, keep, name, _lacking(entry))


def _lost(
    ladder: Ladder,
    own: GradeTerms,
    lost: list[Standing],
    entry: tuple[Standing, ...],
    keep: tuple[Standing, ...],
    name: str,
) -> Proposal:
    below = ladder.below(own.name)
    reasons = tuple(standing.said for standing in lost)
    if below is not None:
        words = phrase("{reasons}，建议降级 {grade}", reasons=reasons, grade=below.name)
        return Proposal("fall", below.name, words, entry, keep, name)
    if ladder.below_lowest == "exit":
        words = phrase("{reasons}，已是最低等级，建议退出", reasons=reasons)
        return Proposal("exit", own.name, words, entry, keep, name)
    words = phrase("{reasons}，已是最低等级，维持", reasons=reasons)
    return Proposal("keep", own.name, words, entry, keep, name)


def _kept(above: GradeTerms | None, entry: tuple[Standing, ...], keep: tuple[Standing, ...]) -> Phrase:
    """Why nothing moves: warnings that are running against the person first, then what is missing to rise."""
    warned = [standing for standing in keep if standing.months]
    if warned:
        return phrase("维持：{said}", said=tuple(standing.said for standing in warned))
    if above is None:
        return phrase("维持：已是最高等级")
    return phrase("维持：{said}", said=tuple(standing.said for standing in entry if not standing.met))


def _lacking(entry: tuple[Standing, ...]) -> tuple[Phrase, ...]:
    return tuple(standing.said for standing in entry if not standing.met)


def _standing(
    policy: Policy,
    condition: Condition,
    past: Past,
    month: Month,
    values: Mapping[str, Fraction],
    wanted: bool,
) -> Standing:
    """How a condition stands over the last ``running`` months.

    For entry the months in which it held count, for keep those in which it failed; counting goes back from this
    month and ends at the first that does not count. A month without record, or without value, ends it, unless the
    ladder skips gaps.
    """
    needed, skips = condition.running, policy.ladder.gap == "skipped"
    months = [month.plus(-back) for back in range(KEPT_MONTHS if skips else needed)]
    known = {
        when: past.figure(condition.of, when) for when in months[1:] if past.recorded(condition.of, when)
    }
    known[month] = values.get(condition.of)
    if skips:
        months = [when for when in months if known.get(when) is not None][:needed]
    recorded = sum(when in known for when in months)
    seen: list[tuple[Month, Fraction]] = []
    for when in months:
        value = known.get(when)
        if value is None or condition.holds(value) != wanted:
            break
        seen.append((when, value))
    counted = len(seen)
    met = counted == needed if wanted else counted < needed
    actual = values.get(condition.of)
    said = _said(policy, condition, actual, seen, (counted, needed, recorded), wanted)
    label = condition.label or policy.label(condition.of)
    clause = condition.clause or policy.ladder.clause
    return Standing(label, clause, condition.written, actual, met, counted, needed, recorded, said)


def _said(
    policy: Policy,
    condition: Condition,
    actual: Fraction | None,
    seen: list[tuple[Month, Fraction]],
    months: tuple[int, int, int],
    wanted: bool,
) -> Phrase:
    counted, needed, recorded = months
    unit = policy.unit(condition.of)
    label = condition.label or policy.label(condition.of)
    values = "、".join(f"{when} {shown(value, unit)}" for when, value in reversed(seen))
    listed = phrase("：{values}", values=values) if values else NOTHING
    short = phrase("，已记录 {recorded}/{needed} 个月", recorded=recorded, needed=needed)
    common = {
        "label": label,
        "written": condition.written,
        "counted": counted,
        "needed": needed,
        "listed": listed,
        "short": short if recorded < needed else NOTHING,
        "now": NOTHING if actual is None else phrase("，本月 {value}", value=shown(actual, unit)),
    }
    if wanted:
        if counted == needed:
            return phrase("{label} {written} 连续 {needed} 个月{listed}", **common)
        if counted:
            return phrase("{label} {written} 连续（{counted}/{needed}）{listed}{short}", **common)
        return phrase("{label} {written} 连续（{counted}/{needed}）{now}{short}", **common)
    if counted:
        return phrase("{label}未达 {written} 连续（{counted}/{needed}）{listed}{short}", **common)
    return phrase("{label} {written} 达标{now}", **common)
