"""Cases of whole sheets as core systems export them and ledgers are kept by hand: totals, column numbers, units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dirty.case import LOAN, SHEET, Case, F, Merged, Row, csv, edited, loan, workbook

ONE: Final = ("40000.00",)
TWO: Final = ("40000.00", "40000.00")
BOTH: Final = (loan("J1"), loan("J2"))
_MANAGED: Final = ("客户经理", *LOAN)
_REMARKED: Final = (*LOAN, "备注")


def _sheet(
    name: str,
    about: str,
    rows: Sequence[Row],
    reads: tuple[str, ...],
    *problems: str,
    column: str = "贷款余额",
    change: tuple[str, str] | None = None,
) -> Case:
    data = workbook({"Sheet1": rows})
    if change is not None:
        data = edited(data, SHEET, change)
    return Case(name, about, {"贷款台账.xlsx": data}, "loans", "balance", reads, problems, column)


def _total(label: str, *amounts: int | None) -> Row:
    return [label, None, None, None, *amounts]


def _managed(who: Any, note: str) -> Row:
    return [who, *loan(note)]


def _in_wan(note: str = "J1") -> Row:
    """50,000 and 40,000 yuan, written in 万元."""
    return loan(note, 贷款金额=5, 贷款余额=4)


TOTALS: Final = (
    _sheet(
        "total-of-amounts", "合计金额 is a total.", [LOAN, *BOTH, _total("合计金额", 100_000, 80_000)], TWO
    ),
    _sheet(
        "total-of-amounts-wrong",
        "And checked: 40,000 + 40,000 is no 70,000.",
        [LOAN, *BOTH, _total("合计数", 100_000, 70_000)],
        TWO,
        "E154 F4",
    ),
    _sheet("total-in-english", "Grand Total.", [LOAN, *BOTH, _total("Grand Total", 100_000, 80_000)], TWO),
    _sheet("sum-in-english", "SUM is a total.", [LOAN, *BOTH, _total("SUM", 100_000, 80_000)], TWO),
    _sheet(
        "sum-in-english-wrong", "And checked.", [LOAN, *BOTH, _total("Sum:", 100_000, 70_000)], TWO, "E154 F4"
    ),
    _sheet(
        "pages-carried",
        "Pages that carry their sum over: 过次页 and 承前页 hold all rows so far.",
        [
            LOAN,
            loan("J1"),
            _total("过次页", 50_000, 40_000),
            _total("承前页", 50_000, 40_000),
            loan("J2"),
            _total("合计", 100_000, 80_000),
        ],
        TWO,
    ),
    _sheet(
        "pages-summed",
        "本页合计 sums its page, 累计 all pages so far: 80,000, not 90,000.",
        [
            LOAN,
            loan("J1"),
            _total("本页合计", 50_000, 40_000),
            loan("J2"),
            _total("本页合计", 50_000, 40_000),
            _total("累计", 100_000, 90_000),
        ],
        TWO,
        "E154 F6",
    ),
    _sheet(
        "total-divided",
        "其中：抵押 below a 合计 is a part of it, no loan.",
        [LOAN, *BOTH, _total("合计", 100_000, 80_000), _total("其中：抵押", 50_000, 40_000)],
        TWO,
    ),
    _sheet(
        "manager-merged-subtotals",
        "The manager's name merged over the rows of each, a 小计 below them.",
        [
            _MANAGED,
            _managed(Merged("M001", 2, 1), "J1"),
            _managed(None, "J2"),
            ["小计", *_total("", 100_000, 80_000)],
        ],
        TWO,
        "W140 A3",
    ),
    _sheet(
        "keyless-with-remark",
        "A loan without its number whose remark ends like a total is no total.",
        [_REMARKED, [*loan("J1"), "x"], [None, *loan("J2")[1:], "利息合计"]],
        ONE,
        "E120 A3",
    ),
    _sheet(
        "keyless-below-its-like",
        "Even when its amounts are by chance the sum of the rows below.",
        [_REMARKED, [None, *loan("J1")[1:], "累计"], [*loan("J2"), "x"]],
        ONE,
        "E120 A2",
    ),
)
NUMBERED: Final = (
    _sheet("column-numbers", "1 to 6 below the header.", [LOAN, [1, 2, 3, 4, 5, 6], *BOTH], TWO),
    _sheet(
        "column-letters", "甲 to 丁, then 1 and 2.", [LOAN, ["甲", "乙", "丙", "丁", "1", "2"], *BOTH], TWO
    ),
    _sheet(
        "column-formulas",
        "The columns' numbers and how they hang together.",
        [LOAN, ["1栏", "2栏", "3栏", "4栏", "5栏", "6栏=5-4"], *BOTH],
        TWO,
    ),
)
UNITS: Final = (
    _sheet(
        "units-below",
        "A row of units below the header: 4 is 40,000 yuan, 50,000 is 50,000.",
        [LOAN, [None, None, None, None, "元", "万元"], loan("J1", 贷款余额=4)],
        ONE,
    ),
    _sheet(
        "units-and-kinds-below",
        "The same with what else a form says of its columns.",
        [LOAN, ["文本", "文本", "日期", "日期", "（万元）", "（万元）"], _in_wan()],
        ONE,
    ),
    _sheet(
        "unit-sign", "The colon of 单位∶万元 is a mathematical one.", [["单位∶万元"], LOAN, _in_wan()], ONE
    ),
    _sheet("unit-stated", "金额以万元列示.", [["金额以万元列示"], LOAN, _in_wan()], ONE),
    _sheet(
        "unit-in-title",
        "A title that ends in 万元 and no unit line.",
        [["贷款台账-万元"], LOAN, _in_wan()],
        (),
        "E118 A1",
    ),
    _sheet("currency", "币种：美元.", [["币种：美元"], LOAN, *BOTH], (), "E118 A1"),
    _sheet(
        "balance-of-last-year",
        "贷款余额 under 上年末 is another figure: 贷款余额 is not there.",
        [[*LOAN[:5], "上年末"], [None] * 5 + ["贷款余额"], loan("J1")],
        (),
        "W103 A1",
    ),
)
FORMULAS: Final = (
    _sheet(
        "never-reckoned",
        "0 beside a formula in a workbook that no program has calculated yet.",
        [LOAN, loan("J1"), loan("J2", 贷款余额=F(0, "", "=E3*0.8"))],
        ONE,
        "E122 F3",
    ),
    _sheet(
        "name-in-other-workbook",
        "A name that another workbook defines.",
        [LOAN, loan("J1"), loan("J2", 贷款余额=F(777, "", "=A1"))],
        ("40000.00", "777.00"),
        "W142 F3",
        change=("<f>A1</f>", "<f>[1]!总额</f>"),
    ),
    _sheet(
        "workbook-linked-by-libreoffice",
        "A link to another workbook in LibreOffice's spelling.",
        [LOAN, loan("J1"), loan("J2", 贷款余额=F(777, "", "=A1"))],
        ("40000.00", "777.00"),
        "W142 F3",
        change=("<f>A1</f>", "<f>'file:///d/其他.ods'#$Sheet1.A1</f>"),
    ),
)


def _text(
    name: str, about: str, lines: Sequence[str], reads: tuple[str, ...], *problems: str, suffix: str = ".csv"
) -> Case:
    data = csv("\r\n".join(lines) + "\r\n", "gb18030")
    return Case(name, about, {f"贷款台账{suffix}": data}, "loans", "balance", reads, problems, "贷款余额")


_HEAD: Final = ",".join(LOAN)
_FIRST: Final = "J1,K1,2024-01-05,2024-12-31,50000,40000"
_SPLIT: Final = "J2,K1,2024-01-05,2024-12-31,50000,40,000.00"  # 40,000.00 without quotation marks
TEXTS: Final = (
    _text(
        "split-into-remark",
        "The second half of an amount stands under 备注, which nobody reads: 40 is not its balance.",
        [f"{_HEAD},备注", f"{_FIRST},", _SPLIT],
        ONE,
        "E144 G3",
    ),
    _text(
        "split-before-blank",
        "The same with the blank remark behind it.",
        [f"{_HEAD},备注", f"{_FIRST},", f"{_SPLIT},"],
        ONE,
        "E144 G3",
    ),
    _text(
        "split-between-amounts",
        "50,000.00 and 300.00: 50 is not its amount, 000.00 not its balance.",
        [f"{_HEAD},备注", f"{_FIRST},", "J2,K1,2024-01-05,2024-12-31,50,000.00,300.00,"],
        ONE,
        "E144 F3",
    ),
    _text(
        "clean-small-amounts",
        "500 beside 300 are two amounts.",
        [f"{_HEAD},", f"{_FIRST},", "J2,K1,2024-01-05,2024-12-31,500,300,"],
        ("40000.00", "300.00"),
    ),
    _text(
        "clean-upright-strokes",
        "Cells parted by |, a ruled line below the header.",
        [_HEAD.replace(",", "|"), "-" * 40, _FIRST.replace(",", "|")],
        ONE,
        suffix=".txt",
    ),
    _text(
        "clean-several-signs",
        "Cells parted by |+|.",
        [one.replace(",", "|+|") for one in (_HEAD, _FIRST)],
        ONE,
        suffix=".txt",
    ),
)
CASES: Final = (*TOTALS, *NUMBERED, *UNITS, *FORMULAS, *TEXTS)
