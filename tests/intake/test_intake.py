"""The month's intake as a whole."""

from __future__ import annotations

import string
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cmtool.intake import codes
from cmtool.intake.intake import FileGrids, build_book
from cmtool.model.grid import Cell, Grid, GridRow
from cmtool.model.problem import Code
from grids import DATE, JUNE, Mark, Value, branch, grid, n, row, taken

HEADERS = ("账号", "客户编号", "日期", "余额", "存款种类")
ROWS: list[tuple[Value, ...]] = [
    ("001", "K1", "2024-06-01", n("100.5"), "活期"),
    ("002", "K2", n("45444", DATE), "1,000.00", "定期"),
    ("003", "K1", "2024年6月30日", n("0"), "-"),
]
FIELDS = ["account", "client", "date", "balance", "product"]


def read(*grids: Grid) -> pd.DataFrame:
    intake = taken(*grids)
    assert intake.problems == ()
    return intake.book["deposits"].sort_values("account")[FIELDS].reset_index(drop=True)


def test_what_a_clean_sheet_says() -> None:
    frame = read(grid(HEADERS, *ROWS))
    assert frame["balance"].tolist() == [10050, 100000, 0]
    assert frame["date"].dt.strftime("%m%d").tolist() == ["0601", "0601", "0630"]
    assert frame["product"].tolist() == ["活期", "定期", ""]


@settings(deadline=None)
@given(
    st.permutations(range(5)),
    st.permutations(range(3)),
    st.integers(0, 3),
    st.integers(0, 2),
    st.integers(0, 9),
)
def test_order_titles_and_sheets_change_nothing(
    columns: list[int], rows: list[int], split: int, titles: int, down: int
) -> None:
    """Columns and rows in any order, title rows above, an empty column before, the rows over two sheets: the same table."""
    headers = [None, *(HEADERS[column] for column in columns)]
    shuffled = [[None, *(ROWS[one][column] for column in columns)] for one in rows]
    above = (("存款分户余额表",), (None, "单位：元"))[:titles]
    sheets = [grid(*above, headers, *part, first=1 + down) for part in (shuffled[:split], shuffled[split:])]
    pd.testing.assert_frame_equal(read(*sheets), read(grid(HEADERS, *ROWS)))


TEXTS = st.text(string.printable + "合计小计张三年月日元万，。：()（）-—/％‰\u202e\u200b\xa0²①", max_size=12)
CELLS = st.one_of(
    st.none(),
    TEXTS,
    st.builds(
        Mark,
        st.just("number"),
        st.floats(allow_nan=False).map(repr),
        st.sampled_from(["", "0", DATE, "0%", "@", "000", "# ?/?"]),
    ),
    st.builds(Mark, st.just("bool"), st.sampled_from("01")),
    st.just(Mark("error", "#DIV/0!")),
    st.just(Mark("text", "", formula="A1", uncached=True)),
    st.just(Mark("date", "2024-06-30")),
    st.just(Mark("number", "5", merged=True)),
)


def _says_units(row: tuple[Value, ...]) -> bool:
    words = {one.strip(" ()（）") for one in row if isinstance(one, str)} - {""}
    return bool(words) and words <= {"元", "万元", "%", "％", "‰"}


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), max_size=6), st.booleans())
def test_no_sheet_gives_a_traceback_and_no_row_is_lost(rows: list[tuple[Value, ...]], headed: bool) -> None:
    """Whatever the cells hold, each row below the header is taken, rejected or skipped.

    A row of units (元, %) just below belongs to the header.
    """
    assume(not any(_says_units(row) for row in rows[:1]))
    sheet = grid(*([HEADERS] if headed else []), *rows)
    intake = taken(sheet, needs={"deposits": frozenset()})
    for source in intake.book.sources:
        if headed and source.table == "deposits":
            assert source.read + source.skipped + source.rejected == len(list(sheet.rows)) - 1
            assert source.rejected == len(intake.rejected)
    for problem in intake.problems:
        assert str(problem.sentence)
        assert "{" not in str(problem.remedy)


def test_all_problems_of_all_files_come_in_one_pass() -> None:
    """A file that cannot be recognised, a bad cell, a duplicate and a missing table, at once."""
    wrong = grid(
        ["借据号", "客户编号", "发放日期", "到期日", "贷款金额"], ["J1", "K1", "20240101", "20241231", 1]
    )
    sheet = grid(HEADERS, *ROWS, ("001", "K1", "2024-06-01", 5), ("004", "K1", "2024-06-31", 5))
    needs = {name: frozenset[str]() for name in ("loans", "deposits", "managers")}
    codes_found = [problem.code for problem in taken(wrong, sheet, needs=needs).problems]
    assert codes_found == ["E103", "E133", "E105", "E155"]


def test_rows_are_a_stream_that_is_walked_once() -> None:
    walked = iter([row(1, HEADERS), *(row(line, values) for line, values in enumerate(ROWS, start=2))])
    sheet = Grid("a.csv", "", walked)
    intake = build_book(JUNE, [FileGrids("a.csv", "1", [sheet])], branch(), {})
    assert len(intake.book["deposits"]) == 3
    assert str(intake.book.where("deposits", 1, "balance")) == "a.csv!D3"


def test_a_ledger_of_many_rows_keeps_every_fen() -> None:
    """20,000 rows of 0.01 are 200.00 exactly."""
    rows = (
        GridRow(
            line,
            (
                Cell(1, "text", f"{line:06d}"),
                Cell(2, "text", "K1"),
                Cell(3, "text", "20240601"),
                Cell(4, "number", "0.01"),
            ),
        )
        for line in range(2, 20_002)
    )
    header = row(1, HEADERS[:4])
    sheet = Grid("a.xlsx", "S", (one for part in ((header,), rows) for one in part))
    book = build_book(JUNE, [FileGrids("a.xlsx", "1", [sheet])], branch(), {}).book
    assert Fraction(int(book["deposits"]["balance"].sum()), 100) == 200


KINDS = [value for value in vars(codes).values() if isinstance(value, Code)]


def test_codes_are_unique_and_intakes_own() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS) > 60
    for kind in KINDS:
        assert kind.code[0] in "EW"
        assert 100 <= int(kind.code[1:]) < 300


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_code_says_what_to_do(kind: Code) -> None:
    assert kind.sentence
    assert kind.remedy
