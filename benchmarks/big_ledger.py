"""A branch with one very long loan ledger: ``python benchmarks/big_ledger.py FOLDER ROWS [clean|bad|wrong]``.

The branch is a small one of ``cmtool demo`` whose loans are written again and again under new numbers, fourteen columns
of them, by XlsxWriter with constant memory; the 总账 is made to fit. ``bad``: one row in twenty has a cell that cannot
stand. ``wrong``: no cell of the columns for days and amounts can be read.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from cmtool.workflows.demo.branch import demo
from cmtool.workflows.demo.plan import Plan

MONTH = "2024-06"
_HEADS = "借据号 客户编号 客户名称 客户经理工号 发放日期 到期日期 年利率(%) 贷款金额 上月余额 本月收回本金 贷款余额 本月应收利息"
COLUMNS = f"{_HEADS} 本月实收利息 五级分类".split()
_MONEY = [place for place, name in enumerate(COLUMNS) if name.endswith(("金额", "余额", "本金", "利息"))]
_DAYS = (4, 5)
_SPOILT = {0: "1.10101E+17", 1: "K‮1", 4: "2024-02-30", 5: "3/4/2024", 7: "约五万", 10: "#N/A", 13: "正長"}


def make(folder: Path, rows: int, kind: str = "clean") -> None:
    """Write the branch into a new folder."""
    demo(folder, Plan(managers=4, clients=350, months=1))
    inbox = folder / "inbox" / MONTH
    known = _known(inbox / "贷款台账.xlsx")
    spoil = {"clean": _clean, "bad": _bad, "wrong": _wrong}[kind]
    _write(inbox / "贷款台账.xlsx", known, rows, spoil)
    times, rest = divmod(rows, len(known))
    before = sum(line[10] for line in known)
    after = times * before + sum(line[10] for line in known[:rest])
    _fit_ledger(inbox / "总账.xlsx", round(after - before, 2))


def _known(path: Path) -> list[list[Any]]:
    """The demo's loans that are still open, in the chosen columns."""
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    found = [list(row) for row in sheet.iter_rows(values_only=True)]
    places = [found[2].index(name) for name in COLUMNS]
    last = found[2].index("贷款余额")
    data = [row for row in found[3:] if row[last] is not None and row[0] and row[0] != "合计"]
    return [[row[place] for place in places] for row in data]


def _write(
    path: Path, known: Sequence[Sequence[Any]], rows: int, spoil: Callable[[list[Any], random.Random], None]
) -> None:
    dice = random.Random(1)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("贷款台账")
    money, day = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "yyyy-mm-dd"})
    looks = [money if place in _MONEY else day if place in _DAYS else None for place in range(len(COLUMNS))]
    for line, texts in enumerate((["延河农村信用社贷款台账"], ["单位：元"], COLUMNS)):
        sheet.write_row(line, 0, texts)
    for number in range(rows):
        times, place = divmod(number, len(known))
        values = list(known[place])
        values[0] = f"{values[0]}{times:04d}"
        spoil(values, dice)
        for column, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(number + 3, column, value)
            elif value is not None:
                sheet.write(number + 3, column, value, looks[column])
    book.close()


def _clean(_values: list[Any], _dice: random.Random) -> None:
    pass


def _bad(values: list[Any], dice: random.Random) -> None:
    if dice.random() < 0.05:
        place = dice.choice(list(_SPOILT))
        values[place] = _SPOILT[place]


def _wrong(values: list[Any], _dice: random.Random) -> None:
    for place in (*_DAYS, *_MONEY):
        values[place] = "见附件"


def _fit_ledger(path: Path, more: float) -> None:
    """Let the first subject of loans hold what the copies add."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    for subject, _, balance in sheet.iter_rows(max_col=3):
        if subject.value == "130101":
            balance.value = float(str(balance.value)) + more
    book.save(path)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
