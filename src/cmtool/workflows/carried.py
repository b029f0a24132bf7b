"""What one month leaves to the next, as a member of its seal: ``state.json``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any, Final, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from cmtool.model.money import fixed, plain
from cmtool.model.month import Month
from cmtool.model.state import Advice, Kept, Lot, Past, State
from cmtool.workflows.records import Figures, PersonFigures, Record

STATE_SCHEMA: Final = 1


class Grown(Record):
    """A record that has gained fields since the first seals: one that says nothing is not written, so that a seal
    without it stays the same bytes."""

    @model_serializer(mode="wrap")
    def _written(self, spell: SerializerFunctionWrapHandler) -> dict[str, Any]:
        said: dict[str, Any] = spell(self)
        fields = type(self).model_fields
        return {name: value for name, value in said.items() if fields[name].is_required() or value}


class LotRecord(Grown):
    hold: str
    month: str
    amount: str
    remaining: str
    instalments: int = 0


class AdviceRecord(Grown):
    """What a ladder proposed; ``holds_from`` is a day, ``""`` where the decision says so."""

    month: str
    change: str
    grade: str
    holds_from: str = ""


class KeptRecord(Grown):
    """A deducted row that may be given back."""

    figure: str
    key: str
    month: str
    amount: str
    recovered: bool = False


class PastRecord(Grown):
    """``figures``: month → name → exact value as a decimal or a fraction, None where the figure had none.

    ``counted``: month → name → the different texts that were counted.
    """

    figures: dict[str, dict[str, str | None]]
    lots: tuple[LotRecord, ...]
    counted: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    advice: dict[str, tuple[AdviceRecord, ...]] = Field(default_factory=dict)
    rows: tuple[KeptRecord, ...] = ()


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


def carried_figures(record: StateRecord, names: Mapping[str, str], labels: Mapping[str, str]) -> Figures:
    """The record as figures to compare: ``2024-06.score``, ``risk.2024-06.1.remaining``; open notes are the branch's.

    ``names`` is by 工号, ``labels`` by figure; what they do not know is called by its own name.
    """
    said: dict[str, str] = {"sealed_until": "封存至"}
    managers = {}
    for manager, past in record.managers.items():
        values: dict[str, str | None] = {}
        for name, label, value in (*_of_months(past, labels), *_of_lots(past, labels), *_of_advice(past)):
            said[name], values[name] = label, value
        managers[manager] = PersonFigures(name=names.get(manager, manager), values=values)
    branch: dict[str, str | None] = {"sealed_until": record.sealed_until}
    for note, fen in record.open_notes.items():
        said[f"note.{note}"], branch[f"note.{note}"] = f"借据 {note} 贷款余额", fixed(Fraction(fen, 100), 2)
    return Figures(managers=managers, branch=branch, labels=said)


def _of_months(past: PastRecord, labels: Mapping[str, str]) -> Iterator[tuple[str, str, str | None]]:
    for month, known in past.figures.items():
        for name, text in known.items():
            yield f"{month}.{name}", f"{month} {labels.get(name, name)}", _shown(text)
    for month, counts in past.counted.items():
        for name, texts in counts.items():
            mark = sha256("\n".join(texts).encode()).hexdigest()[:8]  # accounts are not told
            yield (
                f"{month}.{name}.counted",
                f"{month} {labels.get(name, name)}（计数）",
                f"{len(texts)} {mark}",
            )


def _of_lots(past: PastRecord, labels: Mapping[str, str]) -> Iterator[tuple[str, str, str | None]]:
    """Amount and remainder of each lot; the number tells lots of one month apart."""
    seen: Counter[tuple[str, str]] = Counter()
    for lot in past.lots:
        seen[lot.hold, lot.month] += 1
        name = f"{lot.hold}.{lot.month}.{seen[lot.hold, lot.month]}"
        label = f"{lot.month} {labels.get(lot.hold, lot.hold)}"
        yield f"{name}.amount", f"{label} 预留金额", _shown(lot.amount, 2)
        yield f"{name}.remaining", f"{label} 余额", _shown(lot.remaining, 2)


def _of_advice(past: PastRecord) -> Iterator[tuple[str, str, str | None]]:
    for ladder, made in past.advice.items():
        for one in made:
            said = " ".join(part for part in (one.change, one.grade, one.holds_from) if part)
            yield f"advice.{ladder}.{one.month}", f"{one.month} 等级建议", said


def _shown(text: str | None, places: int | None = None) -> str | None:
    """A value as it is said; what is no number as it stands."""
    if text is None:
        return None
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return text
    return plain(value) if places is None else fixed(value, places)


def _past_record(past: Past) -> PastRecord:
    figures = {
        str(month): {name: None if value is None else str(value) for name, value in known.items()}
        for month, known in past.figures.items()
    }
    lots = tuple(
        LotRecord(
            hold=lot.hold,
            month=str(lot.month),
            amount=str(lot.amount),
            remaining=str(lot.remaining),
            instalments=lot.instalments,
        )
        for lot in past.lots
    )
    counted = {str(month): dict(known) for month, known in past.counted.items()}
    advice = {
        ladder: tuple(
            AdviceRecord(
                month=str(one.month),
                change=one.change,
                grade=one.grade,
                holds_from=one.holds_from.isoformat() if one.holds_from else "",
            )
            for one in made
        )
        for ladder, made in sorted(past.advice.items())
    }
    rows = tuple(
        KeptRecord(
            figure=row.figure,
            key=row.key,
            month=str(row.month),
            amount=str(row.amount),
            recovered=row.recovered,
        )
        for row in past.rows
    )
    return PastRecord(figures=figures, lots=lots, counted=counted, advice=advice, rows=rows)


def _past(record: PastRecord) -> Past:
    figures = {
        Month.parse(month): {name: None if text is None else Fraction(text) for name, text in known.items()}
        for month, known in record.figures.items()
    }
    lots = tuple(
        Lot(lot.hold, Month.parse(lot.month), Fraction(lot.amount), Fraction(lot.remaining), lot.instalments)
        for lot in record.lots
    )
    counted = {Month.parse(month): dict(known) for month, known in record.counted.items()}
    advice = {
        ladder: tuple(
            Advice(
                Month.parse(one.month),
                one.change,
                one.grade,
                date.fromisoformat(one.holds_from) if one.holds_from else None,
            )
            for one in made
        )
        for ladder, made in record.advice.items()
    }
    rows = tuple(
        Kept(row.figure, row.key, Month.parse(row.month), Fraction(row.amount), row.recovered)
        for row in record.rows
    )
    return Past(figures, lots, counted, advice, rows)
