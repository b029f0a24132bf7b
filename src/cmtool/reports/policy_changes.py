"""What one policy changes in another, clause by clause, in words."""

from __future__ import annotations

from dataclasses import dataclass

from cmtool.model.text import Phrase, phrase
from cmtool.policy.difference import ABSENT, Difference, differences
from cmtool.policy.policy import Policy
from cmtool.policy.reading import PolicyText
from cmtool.reports.key_words import key_words, owner, owner_words, value_words


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What changes in one clause."""

    clause: Phrase
    changes: tuple[Phrase, ...]


def policy_changes(before: PolicyText, after: PolicyText) -> tuple[ClauseChange, ...]:
    """Each changed clause in the order of the older policy, what is new last."""
    grouped: dict[tuple[str | int, ...], list[Difference]] = {}
    for one in differences(before.written, after.written):
        grouped.setdefault(owner(one.path), []).append(one)
    return tuple(
        ClauseChange(
            owner_words(after.policy if clause_is_new else before.policy, clause),
            tuple(
                _told(after.policy if clause_is_new else before.policy, after.policy, one) for one in found
            ),
        )
        for clause, found in grouped.items()
        for clause_is_new in [all(one.before is ABSENT for one in found)]
    )


def _told(policy: Policy, newer: Policy, one: Difference) -> Phrase:
    if one.path == owner(one.path):
        if one.before is ABSENT:
            return phrase("新增：{value}", value=value_words(newer, one.after))
        if one.after is ABSENT:
            return phrase("删去")
    what = key_words(newer if one.before is ABSENT else policy, one.path)
    if one.before is ABSENT:
        return phrase("{what}：新增 {value}", what=what, value=value_words(newer, one.after))
    if one.after is ABSENT:
        return phrase("{what}：删去（原为 {value}）", what=what, value=value_words(policy, one.before))
    return phrase(
        "{what}：{old} → {new}",
        what=what,
        old=value_words(policy, one.before),
        new=value_words(newer, one.after),
    )
