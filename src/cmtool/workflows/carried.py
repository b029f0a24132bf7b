"""What one month leaves to the next, as a member of its seal: ``state.json``."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, Literal

from pydantic import Field

from cmtool.model.month import Month
from cmtool.model.state import Lot, Past, State
from cmtool.workflows.records import Record

STATE_SCHEMA: Final = 1


class LotRecord(Record):
    hold: str
    month: str
    amount: str
    remaining: str


class PastRecord(Record):
    """``figures``: month → name → exact value as a decimal or a fraction, None where the figure had none."""

    figures: dict[str, dict[str, str | None]]
    lots: tuple[LotRecord, ...]


class StateRecord(Record):
    schema_version: Literal[1] = Field(alias="schema")
    sealed_until: str | None
    managers: dict[str, PastRecord]
    open_notes: dict[str, int]  # 借据号 → balance in fen


def recorded(state: State) -> StateRecord:
    """The state as its record."""
    return StateRecord(
        schema=STATE_SCHEMA,
        sealed_until=None if state.sealed_until is None else str(state.sealed_until),
        managers={manager: _past_record(past) for manager, past in sorted(state.managers.items())},
        open_notes={note: int(fen) for note, fen in sorted(state.open_notes.items())},
    )


def restored(record: StateRecord) -> State:
    """The state a record holds; ValueError when a month or number in it is none."""
    return State(
        managers={manager: _past(past) for manager, past in record.managers.items()},
        open_notes=dict(record.open_notes),
        sealed_until=None if record.sealed_until is None else Month.parse(record.sealed_until),
    )


def _past_record(past: Past) -> PastRecord:
    figures = {
        str(month): {name: None if value is None else str(value) for name, value in known.items()}
        for month, known in past.figures.items()
    }
    lots = tuple(
        LotRecord(hold=lot.hold, month=str(lot.month), amount=str(lot.amount), remaining=str(lot.remaining))
        for lot in past.lots
    )
    return PastRecord(figures=figures, lots=lots)


def _past(record: PastRecord) -> Past:
    figures = {
        Month.parse(month): {name: None if text is None else Fraction(text) for name, text in known.items()}
        for month, known in record.figures.items()
    }
    lots = tuple(
        Lot(lot.hold, Month.parse(lot.month), Fraction(lot.amount), Fraction(lot.remaining))
        for lot in record.lots
    )
    return Past(figures, lots)
