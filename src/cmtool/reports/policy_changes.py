"""What one policy changes in another, clause by clause, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cmtool.model.text import Phrase, phrase
from cmtool.policy.difference import ABSENT, Difference, differences
from cmtool.policy.policy import Policy
from cmtool.reports.key_words import key_word, key_words, owner, owner_words

_SWITCH = {True: "是", False: "否"}


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What changes in one clause."""

    clause: Phrase
    changes: tuple[Phrase, ...]


def policy_changes(
    before: tuple[Mapping[str, Any], Policy], after: tuple[Mapping[str, Any], Policy]
) -> tuple[ClauseChange, ...]:
    """Each changed clause in the order of the older policy, what is new last; a policy is its TOML and what it means."""
    grouped: dict[tuple[str | int, ...], list[Difference]] = {}
    for one in differences(before[0], after[0]):
        grouped.setdefault(owner(one.path), []).append(one)
    return tuple(
        ClauseChange(
            owner_words(after[1] if clause_is_new else before[1], clause),
            tuple(_told(after[1] if clause_is_new else before[1], after[1], one) for one in found),
        )
        for clause, found in grouped.items()
        for clause_is_new in [all(one.before is ABSENT for one in found)]
    )


def _told(policy: Policy, newer: Policy, one: Difference) -> Phrase:
    if one.path == owner(one.path):
        if one.before is ABSENT:
            return phrase("新增：{value}", value=_value(newer, one.after))
        if one.after is ABSENT:
            return phrase("删去")
    what = key_words(newer if one.before is ABSENT else policy, one.path)
    if one.before is ABSENT:
        return phrase("{what}：新增 {value}", what=what, value=_value(newer, one.after))
    if one.after is ABSENT:
        return phrase("{what}：删去（原为 {value}）", what=what, value=_value(policy, one.before))
    return phrase(
        "{what}：{old} → {new}", what=what, old=_value(policy, one.before), new=_value(newer, one.after)
    )


def _value(policy: Policy, value: Any) -> Phrase:
    """A value as the file has it: a name with its label, a table with its keys in words."""
    match value:
        case bool():
            return phrase(_SWITCH[value])
        case date():
            return phrase("{value}", value=value.isoformat())
        case "none":
            return phrase("无")
        case str():
            label = policy.label(value)
            if label == value or not value:
                return phrase("{value}", value=value or '""')
            return phrase("{value}（{label}）", value=value, label=label)
        case Mapping():
            return _joined(
                [
                    phrase("{key} {value}", key=key_word(key), value=_value(policy, part))
                    for key, part in value.items()
                ]
            )
        case Sequence():
            return phrase("[{parts}]", parts=_joined([_value(policy, part) for part in value]))
        case _:
            return phrase("{value}", value=value)


def _joined(parts: Sequence[Phrase]) -> Phrase:
    said = parts[0] if parts else phrase("{value}", value="—")
    for part in parts[1:]:
        said = phrase("{said}，{part}", said=said, part=part)
    return said


def change_lines(changes: Sequence[ClauseChange]) -> Iterator[Phrase]:
    """Every change in one line, with its clause."""
    for clause in changes:
        for change in clause.changes:
            yield phrase("{clause}：{change}", clause=clause.clause, change=change)
