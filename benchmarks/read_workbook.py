"""Time cmtool's own reader beside python-calamine on one ledger: ``python benchmarks/read_workbook.py [ROWS]``.

Read the ratios, not the seconds. cmtool keeps what calamine leaves out: spelling, formats, formulas, errors, hidden
and merged cells. The two are timed in turn, in one process; peak memory is of each reader's own Python objects.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from cmtool.files.workbooks import read_file

ROUNDS = 3
HEADERS = "借据号 客户编号 客户名称 发放日期 到期日期 贷款金额 贷款余额 客户经理工号 年利率 五级分类 担保方式 本月实收利息"


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        write_ledger(path, rows)
        readers: dict[str, Callable[[Path], int]] = {"calamine": by_calamine, "cmtool": by_cmtool}
        times: dict[str, list[float]] = {name: [] for name in readers}
        for _ in range(ROUNDS):
            for name, reader in readers.items():
                start = time.process_time()
                assert reader(path) == rows + 1
                times[name].append(time.process_time() - start)
        usual = {name: statistics.median(measured) for name, measured in times.items()}
        for name, seconds in usual.items():
            print(f"{name:10} {seconds:6.2f} s CPU  × {seconds / usual['calamine']:.2f}")
        print(f"cmtool, peak of Python objects: {peak(by_cmtool, path) / 2**20:.0f} MiB")


def by_calamine(path: Path) -> int:
    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False))


def by_cmtool(path: Path) -> int:
    return sum(1 for grid in read_file(path, path.name).grids for _ in grid.rows)


def peak(reader: Callable[[Path], int], path: Path) -> int:
    tracemalloc.start()
    reader(path)
    _, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return highest


def write_ledger(path: Path, rows: int) -> None:
    """Twelve columns: ids with leading zeros, names, dates, money, rates, as a core system exports them."""
    dice = random.Random(1)
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("贷款台账")
    day, money = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "#,##0.00"})
    for column, header in enumerate(HEADERS.split()):
        sheet.write_string(0, column, header)
    for row in range(1, rows + 1):
        granted = datetime(2023, 1, 1) + timedelta(row % 400)
        texts = {0: f"{row:012d}", 1: f"{row % 60000:08d}", 2: f"客户{row % 60000}", 7: f"M{row % 40:03d}"}
        for column, text in {**texts, 9: "正常", 10: "保证"}.items():
            sheet.write_string(row, column, text)
        sheet.write_datetime(row, 3, granted, day)
        sheet.write_datetime(row, 4, granted + timedelta(365), day)
        for column, limit in ((5, 10**8), (6, 10**8), (11, 10**6)):
            sheet.write_number(row, column, dice.randrange(limit) / 100, money)
        sheet.write_number(row, 8, dice.randrange(400, 900) / 100)
    book.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
