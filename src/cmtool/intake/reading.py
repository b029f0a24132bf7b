"""What comes of reading a cell: its value, a fault, or a value taken with a note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cmtool.model.privacy import guarded
from cmtool.model.problem import Code, masked

PERSONAL = frozenset({"certificate", "phone", "account"})
_LONG = re.compile(r"[0-9]{15,}[0-9Xx]?")
_SHOWN = 60  # characters of a found text that a message shows


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that could not be read: the kind of problem and what its sentence needs beside 列名 and 所见."""

    kind: Code
    values: tuple[tuple[str, object], ...] = ()
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that was read, with a warning: ``kind`` is counted for each column."""

    value: object
    kind: Code


def fault(kind: Code, values: Mapping[str, object] | None = None, proposal: str = "") -> Fault:
    return Fault(kind, tuple((values or {}).items()), proposal)


def shown(text: str) -> str:
    """What was found, as a message may show it: id numbers, phones and accounts masked, long text cut."""
    text = _LONG.sub(lambda found: masked(found[0]), guarded(text))
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def shown_of(field: str, text: str) -> str:
    """As ``shown``; all but the ends of a certificate, phone or account number is masked whatever its form."""
    return masked(text) if field in PERSONAL else shown(text)
