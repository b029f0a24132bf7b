"""Rows read many at once come to the same book and the same problems as rows read one by one."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from cmtool.files.workbooks import read_folder
from cmtool.intake.intake import FileGrids, Intake, build_book
from cmtool.intake.money import fen_of, read_money
from cmtool.model.grid import Cell, Grid, GridRow, Stream, Strip, StripColumn
from cmtool.workflows.demo.branch import demo
from cmtool.workflows.demo.plan import Plan
from grids import JUNE, branch, n, roster, row, taken

YANHE = Path(__file__).parents[2] / "examples" / "yanhe"
_SIZES: Final = (1, 7, 64, 5_000)  # rows of a strip


def strips(rows: Sequence[GridRow], size: int) -> list[GridRow | Strip]:
    """Plain rows in strips of at most so many, as a reader of files would give them."""
    parts: list[GridRow | Strip] = []
    run: list[GridRow] = []
    for one in rows:
        if is_plain(one):
            run.append(one)
        if run and (len(run) == size or not is_plain(one)):
            parts.append(strip(run))
            run = []
        if not is_plain(one):
            parts.append(one)
    return [*parts, strip(run)] if run else parts


def is_plain(one: GridRow) -> bool:
    odd = (
        cell.formula is not None or cell.merged or cell.kind not in ("text", "number") for cell in one.cells
    )
    return not any(odd) and all(cell.written for cell in one.cells)


def strip(rows: Sequence[GridRow]) -> Strip:
    signs = sorted({(cell.column, cell.kind, cell.format, cell.hidden) for one in rows for cell in one.cells})
    columns = (StripColumn(*sign, [_written(one, sign) for one in rows]) for sign in signs)
    hidden = [one.hidden for one in rows] if any(one.hidden for one in rows) else ()
    return Strip([one.number for one in rows], tuple(columns), hidden)


def _written(one: GridRow, sign: tuple[Any, ...]) -> str:
    said = (cell.written for cell in one.cells if (cell.column, cell.kind, cell.format, cell.hidden) == sign)
    return next(said, "")


def same(first: Intake, second: Intake) -> None:
    """Rows, problems, what was rejected, skipped and ignored, the sources: all of it."""
    assert first.problems == second.problems
    assert first.rejected == second.rejected
    assert first.skipped == second.skipped
    assert first.ignored == second.ignored
    assert first.book.sources == second.book.sources
    assert first.book.controls == second.book.controls
    assert first.book.tables.keys() == second.book.tables.keys()
    for table, frame in first.book.tables.items():
        assert_frame_equal(frame, second.book.tables[table])


def both(grids: Sequence[Grid], size: int, read: Callable[..., Intake] = taken, **wish: Any) -> Intake:
    """The sheets read in strips, after they were held against the same sheets read row by row."""
    known = [replace(one, rows=tuple(one.rows)) for one in grids]
    plain = read(*known, **wish)
    stripped = [replace(one, rows=Stream(strips(one.rows, size))) for one in known]  # type: ignore[arg-type]
    found = read(*stripped, **wish)
    same(found, plain)
    return found


@pytest.mark.parametrize("month", ["2024-04", "2024-05", "2024-06"])
def test_example(month: str) -> None:
    grids = [grid for read in read_folder(YANHE / "inbox" / month, YANHE) for grid in read.grids]
    known = [replace(grid, rows=tuple(grid.rows)) for grid in grids]
    both([roster(), *known], 5_000)


def test_demo_as_its_files_give_it(tmp_path: Path) -> None:
    """A made branch through the reader of files, its strips as they come, beside the same rows one by one."""
    demo(tmp_path, Plan(managers=3, clients=60, months=1))
    folder = next((tmp_path / "inbox").iterdir())

    def files(single: bool) -> list[FileGrids]:
        found = []
        for read in read_folder(folder, tmp_path):
            grids = [replace(one, rows=tuple(one.rows)) if single else one for one in read.grids]
            found.append(FileGrids(read.path, read.digest, grids))
        return found

    month = JUNE if folder.name == "2024-06" else None
    assert month is not None
    found = build_book(month, files(False), branch(), {})
    same(found, build_book(month, files(True), branch(), {}))
    assert len(found.book["loans"]) > 100


_HEADS: Final = "借据号 客户编号 客户名称 发放日期 到期日期 贷款金额 贷款余额 客户经理 客户经理工号 年利率(%) 五级分类 逾期天数"
HEAD: Final = f"{_HEADS} 合规标志 上月余额 备用".split()
DATE: Final = "yyyy-mm-dd"


def loan(number: int, dice: random.Random, dirt: float) -> list[Any]:
    """A row of a ledger; with some probability one of its cells is something else."""
    values: list[Any] = [
        f"J{number:07d}",
        f"K{dice.randrange(400):05d}",
        f"客户{dice.randrange(400)}",
        dice.choice((n("45200", DATE), "2023-10-01", "20231001")),
        n(str(45600 + dice.randrange(300)), DATE),
        n(f"{dice.randrange(10**7, 10**8) / 100:.16G}", "#,##0.00"),
        n(f"{dice.randrange(10**7) / 100!r}", "#,##0.00"),
        dice.choice(("张三", "李四", None)),
        dice.choice(("M001", "M002", None)),
        dice.choice((n("4.35"), n("0.0435", "0.00%"), "4.35%", None)),
        dice.choice(("正常", "关注", "正常类", None)),
        dice.choice((n("0"), n("12"), None)),
        dice.choice(("是", "否", "√", None)),
        dice.choice((n(f"{dice.randrange(10**7)}"), None, "-")),
        dice.choice((None, None, "x")),
    ]
    if dice.random() < dirt:
        values[dice.randrange(len(values))] = dice.choice(ODD)
    return values


ODD: Final = (
    None,
    "",
    "-",
    "无",
    "合计",
    "客户经理合计",
    "示例",
    "Ｊ１２３",
    " J 5",
    "1.10101E+17",
    "１２３４５６７８９０",
    "(1,234.50)",
    "壹佰元整",
    "3万元",
    "2024-02-30",
    "2030-01-01",
    "损失类",
    "坏",
    "‮反‬",
    "二\n行",
    "=A1",
    "12 34",
    "1 234 567",
    n("-1"),
    n("-1000000000"),
    n("0.005"),
    n("0.30000000000000004"),
    n("45000"),
    n("59", DATE),
    n("98", "0.00%"),
    n("00012", "000000"),
    n("1E+20"),
    n("12345678901234567"),
)


@pytest.mark.parametrize("seed", range(24))
def test_ledgers_by_dice(seed: int) -> None:
    """Clean, slightly and very dirty ledgers, with totals, in strips of every length."""
    dice = random.Random(seed)
    dirt = (0.0, 0.02, 0.5, 1.0)[seed % 4]
    rows = [row(1, HEAD)]
    for number in range(2, dice.randrange(60, 400)):
        values = loan(number, dice, dirt)
        if seed % 3 == 0 and number % 50 == 0:
            values = ["小计", None, None, None, None, n("1"), n("2")]
        rows.append(row(number, values)._replace(hidden=seed % 2 == 1 and dice.random() < 0.3))
    grid = Grid("inbox/2024-06/台账.xlsx", "6月", tuple(one for one in rows if one.cells))
    found = both([roster(), grid], _SIZES[seed // 4 % 4])
    assert dirt > 0.6 or len(found.book["loans"]) > 10


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("账号 客户编号 日期 余额 客户经理工号 存款种类 开户日期", lambda d, i: [f"6217-{i:06d}", f"K{i % 50}", f"2024-06-{1 + i % 30:02d}", n(str(d.randrange(10**6))), "M001", "活期", "2020-01-01"]),
        ("客户编号 客户名称 客户经理工号 证件类型 证件号码 联系电话 建档日期 地址", lambda _, i: [f"K{i}", f"农户{i}", "M002", "护照", f"{i:018d}", f"138{i:08d}", n("45000", DATE), f"某村 {i} 组"]),
        ("借据号 日期 收回本金 收回利息", lambda d, i: [f"J{i % 90}", "2024-06-05", d.choice((n("5"), None)), d.choice((n("1.5"), None))]),
        ("日期 产品 金额 姓名", lambda d, i: ["2024-06-03", "代销", n(f"{i}.5"), d.choice(("张三", "李四", "王五", None))]),
        ("工号 日期 事项 分值", lambda _, i: ["M001", f"2024-06-{1 + i % 30:02d}", "日常行为", n(f"-{i % 7}.{i % 10}")]),
        ("工号 指标 期间 目标值", lambda d, i: ["M001", f"指标{i}", d.choice(("2024-06", "2024-Q2", n("202406"))), n(str(i))]),
    ],
)  # fmt: skip
def test_other_tables(head: str, line: Callable[[random.Random, int], list[Any]]) -> None:
    """Accounts with dashes, names beside no number, rows that may lack one of two amounts, periods."""
    dice = random.Random(5)
    rows = [row(1, head.split()), *(row(i, line(dice, i)) for i in range(2, 200))]
    found = both([roster(), Grid("inbox/2024-06/表.xlsx", "Sheet1", tuple(rows))], 64)
    assert sum(len(frame) for frame in found.book.tables.values()) > 60


def test_sheet_whose_columns_are_all_wrong_is_given_up() -> None:
    """Five hundred rows without one that holds end in one clear problem, in strips as row by row."""
    rows = [row(1, HEAD), *(row(i, [f"J{i}", f"K{i}", "甲", "x", "y", "z", "w"]) for i in range(2, 3_000))]
    found = both([Grid("台账.xlsx", "S", tuple(rows))], 5_000)
    assert found.problems[20].values == (("rows", 500),)
    assert len([one for one in found.problems if one.where.file == "台账.xlsx"]) == 21


def test_many_different_texts_are_looked_at_together() -> None:
    """More names and ids than are remembered: an odd one among them is still found."""
    head = ("借据号", "客户编号", "客户名称", "合同号", "发放日期", "到期日期", "贷款金额", "贷款余额")
    rest: list[Any] = ["2024-01-05", "2024-12-31", n("100"), n("50")]
    rows = [row(1, head)]
    rows += (
        row(i, [f"J{i}", f"K-{i}", f"客户甲{i}", f"农信借字〔2024〕第{i}号", *rest]) for i in range(2, 13_000)
    )
    rows[9_000] = row(9_001, ["J9001", " K-9001", "‮客户‬", "无", *rest])
    rows[9_600] = row(9_601, ["=J1+1", "K\t9601", "客户", "A;B", *rest])
    rows[9_500] = row(9_501, ["1.2E+11", "K-9501", " 客户 甲 ", "１２", *rest])
    found = both([Grid("台账.xlsx", "S", tuple(rows))], 4_000)
    loans = found.book["loans"]
    odd = loans.loc[loans["line"] == 9_001, ["client", "client_name", "contract"]]
    assert odd.values.tolist() == [["K-9001", "", ""]]
    assert not {9_501, 9_601} & set(loans["line"].tolist())
    assert loans.loc[loans["line"] == 12_999, "contract"].tolist() == ["农信借字〔2024〕第12999号"]
    assert len(loans) == 12_996


def test_fen_of_many_amounts_are_those_of_each() -> None:
    """Every spelling of an amount of up to seventeen digits: where it is sure, it is what the exact reading gives."""
    dice = random.Random(11)
    spelled = [
        *("0", "-0", "0.005", "1e15", "99999999999999.99", "9999999999999.99", "0.1", "4.0999999999999996"),
        *(
            f"{dice.randrange(10 ** dice.randrange(3, 16)) / 100:.{dice.choice((15, 16, 17))}G}"
            for _ in range(40_000)
        ),
        *(f"{dice.random() * 10 ** dice.randrange(-3, 12):.{dice.randrange(1, 18)}G}" for _ in range(40_000)),
        *(
            f"{dice.randrange(10**9) / 100}{dice.choice(('', '0', '00', '1', '49', '5', '51'))}"
            for _ in range(20_000)
        ),
    ]
    for unit, each in (("元", 100), ("万元", 1_000_000)):
        fen, sure = fen_of(np.array(list(map(float, spelled))), each)
        assert sure.mean() > 0.5
        for text, found, certain in zip(spelled, fen.tolist(), sure.tolist(), strict=True):
            if certain:
                assert read_money(Cell(1, "number", text), unit) == found, text
        money = [one for one, text in zip(sure.tolist(), spelled[8:40_008], strict=False) if len(text) < 14]
        assert sum(money) > 0.6 * len(money)


def test_day_is_kept_as_a_day() -> None:
    """2023-10-01 is day 45200, whether it stands as a number or as text."""
    rows = [row(i, [f"J{i}", "K1", n("45200", DATE), "2024-12-31", n("5"), n("4")]) for i in range(2, 60)]
    head = row(1, ["借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额"])
    loans = both([Grid("a.xlsx", "S", (head, *rows))], 64).book["loans"]
    assert {one.date() for one in loans["granted_on"]} == {date(2023, 10, 1)}
    assert set(loans["amount"]) == {500}
    assert loans["line"].tolist() == list(range(2, 60))
    assert loans["settled_on"].isna().all()
