"""The keys of a policy in words, so that a place in the file can be told to somebody who has never opened it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from cmtool.model.text import Phrase, phrase
from cmtool.policy.places import Path
from cmtool.policy.policy import Policy
from cmtool.policy.vocabulary import KEYS, PARTS
from cmtool.rules.examples import outcome_label

_SWITCH: Final = {True: "是", False: "否"}


def key_word(key: str) -> Phrase:
    """One key in words."""
    return phrase(KEYS[key]) if key in KEYS else phrase("{key}", key=key)


def part_word(key: str) -> Phrase:
    """The part of a policy that a first key begins, in words."""
    return phrase(PARTS[key]) if key in PARTS else phrase("{key}", key=key)


def owner(path: Path) -> Path:
    """The clause that a key belongs to: ``("line", "x")``, ``("hold", "y")``, or the part itself."""
    return path[:2] if path[0] in ("figure", "line", "group", "plan", "hold", "example") else path[:1]


def owner_words(policy: Policy, path: Path) -> Phrase:
    """Whose key it is: ``项目“存款月均余额”（第十八条（一））``."""
    part = part_word(str(path[0]))
    if len(owner(path)) < 2 or len(path) < 2:
        return part
    name = str(path[1])
    if path[0] in ("plan", "example"):
        return phrase("{part}“{label}”", part=part, label=name)
    term = getattr(policy, str(path[0])).get(name)
    clause = getattr(term, "clause", "")
    words = phrase("{part}“{label}”", part=part, label=policy.label(name) if term else name)
    return phrase("{words}（{clause}）", words=words, clause=clause) if clause else words


def key_words(policy: Policy, path: Path) -> Phrase:
    """What a key is within its clause: ``计算方法 · 分档 · 第 2 项 · 值``."""
    places = range(len(owner(path)), len(path))
    parts = [
        _word(policy, path, place) for place in places if path[place - 1 : place + 1] != ("target", "value")
    ]
    said = parts[0] if parts else phrase("全文")
    for part in parts[1:]:
        said = phrase("{said} · {part}", said=said, part=part)
    return said


def _word(policy: Policy, path: Path, place: int) -> Phrase:
    part = path[place]
    if isinstance(part, int):
        return phrase("第 {number} 项", number=part + 1)
    if place and path[place - 1] == "attributes":
        return phrase("{label}", label=policy.label(f"grade.{part}"))
    if place and path[place - 1] in ("expect", "values"):
        return outcome_label(policy, str(part))
    if place and path[place - 1] in (
        "map",
        "raters",
        "by_grade",
        "by_post",
        "by_team",
        "by_institution",
        "grades",
    ):
        return phrase("{label}", label=part)
    return key_word(part)


def value_words(policy: Policy, value: Any) -> Phrase:
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
                    phrase("{key} {value}", key=key_word(key), value=value_words(policy, part))
                    for key, part in value.items()
                ]
            )
        case Sequence():
            return phrase("[{parts}]", parts=_joined([value_words(policy, part) for part in value]))
        case _:
            return phrase("{value}", value=value)


def _joined(parts: Sequence[Phrase]) -> Phrase:
    said = parts[0] if parts else phrase("{value}", value="—")
    for part in parts[1:]:
        said = phrase("{said}，{part}", said=said, part=part)
    return said
