"""One export of the head office for all branches: each row goes to exactly one branch, or is a problem."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from cmtool.model.grid import letters
from counties import MONTH, batched, made, places

LEDGER = "贷款台账.xlsx"


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three branches, each with its own ledger."""
    return made(3, tmp_path_factory.mktemp("apart") / "县")


@pytest.fixture
def joined(apart: Path, tmp_path: Path) -> Path:
    """The same branches, their ledgers taken away and joined into one export of the county."""
    folder = tmp_path / "县"
    shutil.copytree(apart, folder)
    export(folder, rows_of(folder))
    return folder


def rows_of(folder: Path) -> list[list[Any]]:
    """Every ledger's header and rows, the branch's code before each; the rows of the branches take turns."""
    head: list[Any] = []
    branches: list[list[list[Any]]] = []
    for place in places(folder):
        path = place / "inbox" / MONTH / LEDGER
        cells = [list(row) for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]
        top = next(number for number, row in enumerate(cells) if "借据号" in row)
        head = ["机构号", *cells[top]]
        branches.append([[place.name[:6], *row] for row in cells[top + 1 :] if row[0] and row[1]])
        path.unlink()
    longest = max(map(len, branches))
    return [head, *(rows[turn] for turn in range(longest) for rows in branches if turn < len(rows))]


def export(folder: Path, rows: list[list[Any]], name: str = "全县贷款台账.xlsx") -> None:
    inbox = folder / "inbox" / MONTH
    inbox.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(
        str(inbox / name), {"default_date_format": "yyyy-mm-dd", "remove_timezone": True}
    ) as book:
        sheet = book.add_worksheet("全县")
        sheet.write_string(0, 0, "清河县联社贷款台账")
        sheet.write_string(1, 0, "单位：元")
        for number, row in enumerate(rows, 2):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write(number, column, cell)


def paid(answer: dict[str, Any]) -> dict[str, str]:
    return {
        manager["id"]: manager["payable"] for branch in answer["branches"] for manager in branch["managers"]
    }


def test_a_joined_export_pays_everybody_what_the_ledgers_apart_pay(
    apart: Path, joined: Path, tmp_path: Path
) -> None:
    shutil.copytree(apart, tmp_path / "apart")
    code, answer = batched("appraise", joined)
    assert code == 0
    assert len(paid(answer)) == 12
    assert paid(answer) == paid(batched("appraise", tmp_path / "apart")[1])


def test_rows_that_are_nobodys_are_problems_and_the_rest_goes_its_way(apart: Path, tmp_path: Path) -> None:
    """A row without a code, one with a stranger's, and a total that is not the sum of the rows: each at its cell."""
    folder = tmp_path / "县"
    shutil.copytree(apart, folder)
    rows = rows_of(folder)
    amount = rows[0].index("贷款金额")
    rows[1][0], rows[2][0] = None, "069999"
    rows.append(["合计", *[None] * (len(rows[0]) - 1)])
    rows[-1][amount] = 1
    export(folder, rows)
    code, answer = batched("appraise", folder)
    found = [(one["code"], one["cell"]) for one in answer["across"]]
    last = len(rows) + 2
    assert code == 1
    assert [one for one in found if one[0] == "E652"] == [("E652", "B4")]
    assert ("E653", "A5") in found
    assert next(one for one in found if one[0] == "E655")[1].endswith(str(last))
    assert len(found) == 3


def test_a_sheet_without_a_code_is_not_shared_out(joined: Path) -> None:
    export(joined, [["借据号", "客户编号", "贷款余额"], ["1", "2", 3]], "没有机构号.xlsx")
    code, answer = batched("appraise", joined)
    assert (code, [one["code"] for one in answer["across"]]) == (1, ["E654"])


def test_a_part_that_was_edited_stays_and_one_whose_export_is_gone_goes(joined: Path) -> None:
    assert batched("appraise", joined)[0] == 0
    parts = sorted(joined.glob("*/inbox/*/县级_*.xlsx"))
    assert len(parts) == 3
    book = load_workbook(parts[0])
    book.worksheets[0]["A1"] = "改过"
    book.save(parts[0])
    _, answer = batched("appraise", joined)
    assert [one["code"] for one in answer["across"]] == ["W656"]
    (joined / "inbox" / MONTH / "全县贷款台账.xlsx").unlink()
    batched("appraise", joined)
    assert [path.exists() for path in parts] == [True, False, False]


def test_an_export_that_cannot_be_read_any_more_leaves_its_parts(joined: Path) -> None:
    """The second time it is cut short: told, exit 1, and nobody's rows are taken away."""
    assert batched("appraise", joined)[0] == 0
    parts = sorted(joined.glob(f"*/inbox/{MONTH}/县级_*"))
    before = [path.read_bytes() for path in parts]
    whole = joined / "inbox" / MONTH / "全县贷款台账.xlsx"
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) // 2])
    code, answer = batched("appraise", joined)
    assert (code, len(answer["across"])) == (1, 1)
    assert answer["across"][0]["file"] == f"inbox/{MONTH}/全县贷款台账.xlsx"
    assert [path.read_bytes() for path in parts] == before
    whole.unlink()
    batched("appraise", joined)
    assert not any(path.exists() for path in parts)


def test_a_row_whose_formula_was_never_calculated_goes_to_nobody(joined: Path) -> None:
    """What a row holds cannot be handed on when nobody has worked it out: E656 at the cell."""
    path = joined / "inbox" / MONTH / "全县贷款台账.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    number = next(place for place, cell in enumerate(sheet[3], 1) if cell.value == "贷款余额")
    column = letters(number)
    book.worksheets[0][f"{column}4"] = "=1+1"
    book.save(path)
    code, answer = batched("appraise", joined)
    assert (code, [(one["code"], one["cell"]) for one in answer["across"]]) == (1, [("E656", f"{column}4")])
