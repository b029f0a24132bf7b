"""The mistakes of real workbooks, put into a month on purpose, so that a check has something to find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from cmtool.model.money import fixed, yuan
from cmtool.workflows.demo.exports import Export, Odd, Row, summed

_FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
_OFF_BY = 100_000  # fen: what a wrong total or a wrong general ledger is off by


def soiled(exports: Iterable[Export]) -> list[Export]:
    """The same sheets with the mistakes of each table."""
    return [_DIRT[export.table](export) if export.table in _DIRT else export for export in exports]


def _loans(export: Export) -> Export:
    """Numbers as text, an error, an uncalculated formula, an unknown manager, a date that is none; one note twice, one
    gone, and a 合计 that is off.
    """
    cells: dict[tuple[int, str], Callable[[object], object]] = {
        (1, "amount"): _full_width,
        (2, "last_balance"): lambda fen: Odd("text", _money(fen)),
        (3, "collected_interest"): lambda _: Odd("error", "#REF!"),
        (4, "collected_principal"): lambda _: Odd("uncalculated", "=SUM(K5:K6)"),
        (5, "manager"): lambda _: "M9901",
        (6, "due_on"): lambda day: Odd("text", f"{cast(date, day).year}.2.31"),
        (7, "collected_interest"): lambda _: Odd("text", "无"),
        (8, "amount"): lambda fen: Odd("text", f"{_money(fen)}元"),
        (9, "note"): lambda note: Odd("number", str(note)),
    }
    place = export.fields.index("settled_on")
    gone = next((number for number, row in enumerate(export.rows) if number > 9 and row[place] is None), None)
    listed = [row for number, row in enumerate(export.rows) if number != gone]
    rows = [*listed, export.rows[0]]
    totals = summed(export.fields, rows, export.totals)
    totals["balance"] += _OFF_BY
    return replace(export, rows=_changed(replace(export, rows=rows), cells), totals=totals)


def _deposits(export: Export) -> Export:
    """An id as a number, a client nobody knows, a day of the next month, an empty balance."""
    return replace(
        export,
        rows=_changed(
            export,
            {
                (1, "client"): lambda client: Odd("number", str(client)),
                (2, "client"): lambda _: "069999999999",
                (3, "date"): lambda day: cast(date, day) + timedelta(days=62),
                (4, "balance"): lambda _: None,
            },
        ),
    )


def _clients(export: Export) -> Export:
    """A certificate as a number: its last digits are lost."""
    lossy = Odd("number", "999999198001011234")
    return replace(export, rows=_changed(export, {(1, "certificate"): lambda _: lossy}))


def _targets(export: Export) -> Export:
    """The last month's grant target of the first manager is missing."""
    indicator, period = (export.fields.index(name) for name in ("indicator", "period"))
    last = max(str(row[period]) for row in export.rows)
    lost = [row for row in export.rows if row[indicator] == "本月发放贷款" and row[period] == last][:1]
    return replace(export, rows=[row for row in export.rows if row not in lost])


def _conduct(export: Export) -> Export:
    """A manager by a name that nobody has, and points in words."""
    return replace(
        export,
        rows=[
            *_changed(export, {(0, "points"): lambda _: Odd("text", "扣半分")}),
            ("查无此人", *export.rows[0][1:]),
        ],
    )


def _expenses(export: Export) -> Export:
    """A category that is none."""
    return replace(export, rows=_changed(export, {(1, "category"): lambda _: "餐饮"}))


def _ledger(export: Export) -> Export:
    """Loans off by a round sum."""
    return replace(export, rows=_changed(export, {(2, "balance"): lambda fen: cast(int, fen) + _OFF_BY}))


def _changed(export: Export, cells: dict[tuple[int, str], Callable[[object], object]]) -> Sequence[Row]:
    """The rows with some cells changed; a cell of a row that a small table does not have stays out."""
    rows = [list(row) for row in export.rows]
    for (number, name), change in cells.items():
        if number < len(rows):
            place = export.fields.index(name)
            rows[number][place] = change(rows[number][place])
    return [tuple(row) for row in rows]


def _full_width(fen: object) -> Odd:
    return Odd("text", _money(fen).translate(_FULL_WIDTH))


def _money(fen: object) -> str:
    return fixed(yuan(cast(int, fen)), thousands=True)


_DIRT: dict[str, Callable[[Export], Export]] = {
    "loans": _loans,
    "deposits": _deposits,
    "clients": _clients,
    "targets": _targets,
    "conduct": _conduct,
    "expenses": _expenses,
    "ledger": _ledger,
}
