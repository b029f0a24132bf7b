"""Large sheets cost little, and no damage to a file makes anything but a problem."""

from __future__ import annotations

import random
import tracemalloc

import pytest

from cmtool.files.codes import REFUSALS
from cmtool.files.xlsx import markup, package, page, read_xlsx
from cmtool.model.grid import Cell, GridRow
from handmade import packed, parts, read, sheet, strings, styles, workbook

LEDGER = parts(
    sheet(
        "".join(
            f'<row r="{row}"><c r="A{row}" t="s">{"" if 4 <= row <= 9 else f"<v>{row % 2}</v>"}</c><c r="B{row}" s="1"><v>{row}.25</v></c>'
            f'<c r="C{row}"><f>B{row}*2</f><v>{row * 2}.5</v></c></row>'
            for row in range(1, 40)
        ),
        before='<cols><col min="2" max="2" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A3:A9"/></mergeCells>',
    ),
    strings=strings("<t>甲</t>", "<r><t>乙</t></r>"),
    styles=styles(0, 4),
)


@pytest.mark.slow
def test_a_million_formatted_blank_rows_are_cheap() -> None:
    """They hold nothing, so nothing is kept: memory stays far below the sheet's 38 MB."""
    rows = "".join(f'<row r="{row}" s="1"><c r="A{row}" s="1"/></row>' for row in range(1, 1_048_576))
    last = '<row r="1048576"><c r="B1048576"><v>1</v></c></row>'
    data = workbook(sheet(rows + last))
    tracemalloc.start()
    try:
        found = read(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == ([GridRow(1_048_576, (Cell(2, "number", "1"),))], [])
    assert peak < 8 * 1024 * 1024


def test_rows_are_handed_on_before_the_sheet_is_through() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 200_001))
    grids, _ = read_xlsx(workbook(sheet(rows)), "x.xlsx")
    tracemalloc.start()
    try:
        walk = iter(grids[0].rows)
        assert [next(walk).number for _ in range(3)] == [1, 2, 3]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * 1024 * 1024


def test_a_sheet_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Millions of empty cells are small and slow: the file is refused, the program goes on."""
    monkeypatch.setattr(markup, "SECONDS", 0.05)
    monkeypatch.setattr(package, "TIGHTEST", 10_000)
    _, problems = read(workbook(sheet(f"<row>{'<c/><c />' * 8000}</row>" * 60)))
    assert [one.code for one in problems] == ["E020"]


def test_more_cells_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST_CELLS", 117)
    assert read(packed(LEDGER))[1] == []
    monkeypatch.setattr(page, "MOST_CELLS", 116)
    assert [found.code for found in read(packed(LEDGER))[1]] == ["E013"]


def test_any_damage_to_the_bytes_is_a_refusal() -> None:
    """Every byte carries meaning or none: a change gives the same rows or a refusal, never other rows or a crash."""
    data = packed(LEDGER)
    whole = read(data)
    assert whole[1] == []
    dice = random.Random(20240630)
    for _ in range(600):
        changed = bytearray(data)
        for _ in range(dice.choice((1, 1, 2, 8))):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        found = read(bytes(changed))
        assert found == whole or [one.kind in REFUSALS for one in found[1]] == [True]


def test_any_damage_inside_the_parts_is_a_problem() -> None:
    """The parts are changed before they are packed, so that the checksums fit."""
    dice = random.Random(202406)
    refused = 0
    for _ in range(1500):
        name = dice.choice(sorted(LEDGER))
        text = bytearray(LEDGER[name].encode())
        for _ in range(dice.choice((1, 2, 5))):
            start = dice.randrange(len(text))
            match dice.randrange(4):
                case 0:
                    text[start] = dice.randrange(256)
                case 1:
                    del text[start : start + dice.randrange(1, 30)]
                case 2:
                    text[start:start] = text[max(0, start - dice.randrange(1, 60)) : start]
                case _:
                    text[start:start] = dice.choice(
                        (b"<v>", b"</c>", b'"', b"&amp;", b"<!--", b"\0", b"9" * 40)
                    )
        _, problems = read(packed({**LEDGER, name: bytes(text)}))
        refused += any(one.kind in REFUSALS for one in problems)
        assert all(str(one.sentence) and str(one.remedy) for one in problems)
    assert refused > 750
