"""What no spelling, order or surrounding may change; and what no sheet may do: end in a traceback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmtool.intake.intake import Intake
from cmtool.model.grid import Cell, CellKind, Grid, GridRow
from cmtool.model.money import capitals, fixed
from dirty.case import LOAN
from grids import Mark, Value, grid, n, taken

WIDE = str.maketrans("0123456789.,-/", "０１２３４５６７８９．，－／")
CHECKED = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


class Loan(NamedTuple):
    note: str
    client: str
    granted: date
    due: date
    amount: int  # fen
    balance: int


ids = st.from_regex(r"[A-Z][0-9]{3,19}", fullmatch=True)
loans = st.builds(
    lambda note, client, days, amount, rest: Loan(
        note, client, min(days), max(days), amount, rest * amount // 100
    ),
    ids,
    ids,
    st.tuples(*[st.dates(date(2015, 1, 1), date(2024, 6, 30))] * 2),
    st.integers(10_000, 10**11),
    st.integers(60, 100),
)
ledgers = st.lists(loans, min_size=1, max_size=6, unique_by=lambda one: one.note)

AMOUNTS: tuple[Callable[[int], Value], ...] = (
    lambda fen: n(fixed(Fraction(fen, 100))),
    lambda fen: fixed(Fraction(fen, 100)),
    lambda fen: fixed(Fraction(fen, 100), thousands=True),
    lambda fen: "￥" + fixed(Fraction(fen, 100), thousands=True),
    lambda fen: fixed(Fraction(fen, 100)) + "元",
    lambda fen: fixed(Fraction(fen, 100), thousands=True).translate(WIDE),
    lambda fen: f" {fixed(Fraction(fen, 100))}\u00a0",
    lambda fen: "'" + fixed(Fraction(fen, 100)),
    lambda fen: capitals(Fraction(fen, 100)),
    lambda fen: Mark("number", fixed(Fraction(fen, 100)), "#,##0.00", "SUM(A1)"),
)
DAYS: tuple[Callable[[date], Value], ...] = (
    lambda day: day.isoformat(),
    lambda day: f"{day:%Y%m%d}",
    lambda day: n(f"{day:%Y%m%d}"),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day:%Y.%m.%d}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: day.isoformat().translate(WIDE),
    lambda day: f"{day.isoformat()} 08:30:00",
    lambda day: n(str((day - date(1899, 12, 30)).days), "yyyy-mm-dd"),
    lambda day: n(str((day - date(1899, 12, 30)).days), '[$-804]yyyy"年"m"月"d"日"'),
    lambda day: Mark("date", day.isoformat()),
)
KEYS: tuple[Callable[[str], Value], ...] = (
    lambda key: key,
    lambda key: "'" + key,
    lambda key: f"\u3000{key}\u00a0",
    lambda key: key.translate(WIDE),
    lambda key: key[:1] + "\u200b" + key[1:],
)


def spelled(loan: Loan, draw: st.DataObject) -> list[Value]:
    ways = (KEYS, KEYS, DAYS, DAYS, AMOUNTS, AMOUNTS)
    return [draw.draw(st.sampled_from(way))(value) for way, value in zip(ways, loan, strict=True)]  # type: ignore[operator]


def plain(loan: Loan) -> list[Value]:
    key, day, money = KEYS[0], DAYS[0], AMOUNTS[0]
    return [
        key(loan.note),
        key(loan.client),
        day(loan.granted),
        day(loan.due),
        money(loan.amount),
        money(loan.balance),
    ]


def read(intake: Intake) -> list[Loan]:
    frame = intake.book["loans"]
    days = [[one.date() for one in frame[name]] for name in ("granted_on", "due_on")]
    return [
        Loan(*row)
        for row in zip(frame["note"], frame["client"], *days, frame["amount"], frame["balance"], strict=True)
    ]


def errors(intake: Intake) -> list[str]:
    return [str(one.sentence) for one in intake.problems if one.is_error]


@CHECKED
@given(ledgers, st.data())
def test_any_accepted_spelling_reads_back_equal(ledger: list[Loan], draw: st.DataObject) -> None:
    intake = taken(grid(LOAN, *(spelled(loan, draw) for loan in ledger)))
    assert errors(intake) == []
    assert read(intake) == ledger


@CHECKED
@given(ledgers, st.permutations(range(len(LOAN))), st.data())
def test_order_titles_gaps_notes_and_totals_change_nothing(
    ledger: list[Loan], order: list[int], draw: st.DataObject
) -> None:
    """Columns in any order, titles above, blank rows and headers inside, a 合计 and a signature below."""
    above: list[list[Value]] = draw.draw(
        st.lists(
            st.sampled_from([["贷款台账"], [], ["单位：元"], ["制表日期：2024-07-01"]]),
            max_size=4,
            unique_by=str,
        )
    )
    head: list[Value] = [LOAN[place] for place in order]
    rows: list[list[Value]] = []
    for loan in ledger:
        rows += draw.draw(st.sampled_from([[], [[]], [[], []], [head]]))
        values = plain(loan)
        rows.append([values[place] for place in order])
    sums: dict[int, int] = {4: sum(loan.amount for loan in ledger), 5: sum(loan.balance for loan in ledger)}
    total: list[Value] = [
        "合计" if place == 0 else n(fixed(Fraction(sums[place], 100))) if place in sums else None
        for place in order
    ]
    intake = taken(grid(*above, head, *rows, total, ["制表人：甲"]))
    assert errors(intake) == []
    assert read(intake) == ledger


@CHECKED
@given(ledgers, st.integers(0, 6))
def test_splitting_over_sheets_changes_nothing(ledger: list[Loan], cut: int) -> None:
    parts = (ledger[:cut], ledger[cut:])
    sheets = [grid(LOAN, *map(plain, part), file=f"{number}.xlsx") for number, part in enumerate(parts)]
    intake = taken(*sheets)
    assert errors(intake) == []
    assert read(intake) == ledger


texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["合计", "小计", "借据号", "-", "#REF!", "1E5", "１２", "2024-06-31", "99991231", "壹元", "()", "%"]
    ),
    st.from_regex(r"[-0-9.,()万元%年月日/ ]{0,14}", fullmatch=True),
)
numbers = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.integers(-(10**20), 10**20).map(str),
    st.sampled_from(["0", "-0", "1E308", "1e-300", "NaN", "60", "2958466", ""]),
)
KINDS: dict[CellKind, st.SearchStrategy[str]] = {
    "text": texts,
    "number": numbers,
    "bool": st.sampled_from(["0", "1"]),
    "error": st.sampled_from(["#REF!", "#N/A", "#DIV/0!"]),
    "date": st.dates().map(date.isoformat),
}
formats = st.sampled_from(
    ["", "0", "0.00%", "yyyy-mm-dd", "000000", "# ?/?", '"M"000', "@", ";;;", "[h]:mm", "G/通用格式"]
)


@st.composite
def cells(draw: st.DrawFn, column: int) -> Cell:
    kind = draw(st.sampled_from(sorted(KINDS)))
    merged, uncached = draw(st.booleans()), draw(st.integers(0, 9)) == 0
    formula = draw(st.sampled_from([None, None, "A1", "[a.xlsx]S!A1"]))
    return Cell(column, kind, draw(KINDS[kind]), draw(formats), formula, uncached, merged=merged)


UNITS = frozenset({"元", "万元", "%", "％", "‰", "-", ""})
HEADERS = (*LOAN, "年利率(%)", "五级分类", "合规标志", "逾期天数", "客户经理", "上月余额", "备注")


@CHECKED
@given(st.data())
def test_no_sheet_ends_in_a_traceback(draw: st.DataObject) -> None:
    """Whatever stands in the cells, each row below the header is taken, rejected or skipped, and said so in words; one
    of nothing but 元, % and the like just below may belong to the header."""
    head = GridRow(1, tuple(Cell(column, "text", text) for column, text in enumerate(HEADERS, 1)))
    rows = [head]
    for line in range(2, 2 + draw.draw(st.integers(1, 6))):
        columns = sorted(draw.draw(st.sets(st.integers(1, len(HEADERS)), min_size=1)))
        rows.append(GridRow(line, tuple(draw.draw(cells(column)) for column in columns)))
    intake = taken(Grid("a.xlsx", "S", tuple(rows)))
    for one in intake.problems:
        assert "{" not in str(one.kind.sentence.format_map(dict.fromkeys(dict(one.values), "")))
        assert str(one.sentence)
        assert str(one.remedy)
    accounted = len(intake.book["loans"]) + len(intake.rejected) + len(intake.skipped)
    only_units = all(cell.kind == "text" and cell.written.strip(" ()") in UNITS for cell in rows[1].cells)
    assert accounted == len(rows) - 1 or (only_units and accounted == len(rows) - 2)
