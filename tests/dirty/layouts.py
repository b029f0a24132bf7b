"""Cases of whole sheets: where the table stands, what stands around it, how its header is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dirty.case import DATE, LOAN, SHEET, Case, F, Finish, Merged, Row, edited, loan, workbook

TWO: Final = ("40000.00", "40000.00")
BOTH: Final = (loan("J1"), loan("J2"))


def _sheet(
    name: str,
    about: str,
    rows: Sequence[Row],
    reads: tuple[str, ...],
    *problems: str,
    finish: Finish | None = None,
    column: str = "贷款余额",
    options: Mapping[str, Any] | None = None,
    **made: Any,
) -> Case:
    data = workbook({"Sheet1": rows}, finish, **made)
    return _case(name, about, {"贷款台账.xlsx": data}, reads, *problems, column=column, options=options)


def _case(
    name: str,
    about: str,
    files: Mapping[str, bytes],
    reads: tuple[str, ...],
    *problems: str,
    column: str = "贷款余额",
    options: Mapping[str, Any] | None = None,
) -> Case:
    return Case(name, about, files, "loans", "balance", reads, problems, column, options=options or {})


def _heads(**renamed: str) -> list[str]:
    return [renamed.get(header, header) for header in LOAN]


def _with_borders(book: Any, made: Mapping[str, Any]) -> None:
    drawn = book.add_format({"border": 1})
    for line in range(3, 3_000):
        made["Sheet1"].write_blank(line, 0, None, drawn)


AROUND: Final = (
    _sheet("clean-loans", "A plain ledger.", [LOAN, *BOTH], TWO),
    _sheet("title", "Titles and 制表日期 above.", [["贷款台账"], ["制表日期：2024-07-01"], LOAN, *BOTH], TWO),
    _sheet(
        "title-merged",
        "A title merged over all columns.",
        [[Merged("××社贷款台账", 1, 6)], LOAN, *BOTH],
        TWO,
    ),
    _sheet(
        "unit-wan",
        "A line 单位：万元: 4 is 40,000 yuan.",
        [["单位：万元"], LOAN, loan("J1", 贷款金额=5, 贷款余额=4)],
        ("40000.00",),
    ),
    _sheet(
        "unit-header",
        "万元 in the header of one column only.",
        [_heads(贷款余额="贷款余额（万元）"), loan("J1", 贷款余额=3.5)],
        ("35000.00",),
        column="贷款余额（万元）",
    ),
    _sheet(
        "unit-overruled",
        "The header beats the line, and says so.",
        [["单位：万元"], _heads(贷款余额="贷款余额(元)"), loan("J1", 贷款金额=5)],
        ("40000.00",),
        "W108 F2",
        column="贷款余额(元)",
    ),
    _sheet("unit-twice", "Two unit lines.", [["单位：元"], ["单位：万元"], LOAN, *BOTH], (), "E108 A2"),
    _sheet(
        "unit-settled",
        "branch.toml says 万元.",
        [LOAN, loan("J1", 贷款金额=5, 贷款余额=4)],
        ("40000.00",),
        options={"units": {"贷款台账": "万元"}},
    ),
    _sheet("day-right", "数据日期 within the month.", [["数据日期：2024-06-30"], LOAN, *BOTH], TWO),
    _sheet(
        "day-wrong", "数据日期 of another month.", [["数据日期：2024-05-31"], LOAN, *BOTH], TWO, "E116 A1"
    ),
    _sheet("title-of-may", "A title of another month.", [["2024年5月贷款台账"], LOAN, *BOTH], TWO, "W207 A1"),
    _sheet(
        "clean-title-of-half",
        "A title of the half-year and the day of printing, in July.",
        [["2024年1-6月贷款台账"], ["打印时间：2024-07-01 08:00"], LOAN, *BOTH],
        TWO,
    ),
    _sheet(
        "clean-title-of-june",
        "A title of this month beside the day of a decree.",
        [["2024年6月贷款台账"], ["依据2023年12月5日文件编制"], LOAN, *BOTH],
        TWO,
    ),
    _case(
        "file-of-may",
        "A file whose name says May.",
        {"贷款台账20240531.xlsx": workbook({"Sheet1": [LOAN, *BOTH]})},
        TWO,
        "W207",
    ),
    _case(
        "sheet-of-may",
        "A sheet whose name says May.",
        {"贷款台账.xlsx": workbook({"5月": [LOAN, *BOTH]})},
        TWO,
        "W207",
    ),
    _case(
        "clean-file-of-june",
        "A file whose name says June and the day of its export.",
        {"贷款台账202406_20240701.xlsx": workbook({"6月": [LOAN, *BOTH]})},
        TWO,
    ),
    _sheet(
        "offset",
        "A table that does not start at A1.",
        [[], [], [], [None, None, *LOAN], [None, None, *loan("J1")]],
        ("40000.00",),
    ),
    _sheet("blank-rows", "Blank rows inside.", [LOAN, loan("J1"), [], [], loan("J2")], TWO),
    _sheet("gap", "Rows after a long gap.", [LOAN, loan("J1"), *[[]] * 300, loan("J2")], TWO),
    _sheet("header-again", "The header repeated half way.", [LOAN, loan("J1"), LOAN, loan("J2")], TWO),
    _sheet(
        "notes",
        "Notes and 制表人 under the table.",
        [LOAN, *BOTH, ["制表人：甲"], ["注：以上数据截至月末。"]],
        TWO,
    ),
    _sheet("example-row", "The template's example row.", [LOAN, ["示例：J9", *loan()[1:]], *BOTH], TWO),
    _sheet(
        "total-right", "A 合计 that agrees.", [LOAN, *BOTH, ["合计", None, None, None, 100_000, 80_000]], TWO
    ),
    _sheet(
        "total-wrong",
        "A 合计 that does not.",
        [LOAN, *BOTH, ["合计", None, None, None, 100_000, 80_001]],
        TWO,
        "E154 F4",
    ),
    _sheet(
        "total-spaced",
        "合 计 with blanks, not in the first column.",
        [LOAN, *BOTH, [None, "合　计", None, None, 100_000, 80_000]],
        TWO,
    ),
    _sheet(
        "subtotals",
        "小计 in the middle and 总计 at the end.",
        [
            LOAN,
            loan("J1"),
            ["小计", None, None, None, 50_000, 40_000],
            loan("J2"),
            ["小计", None, None, None, 50_000, 40_000],
            ["总计", None, None, None, 100_000, 80_000],
        ],
        TWO,
    ),
    _sheet(
        "subtotal-wrong",
        "A 小计 that leaves a row out.",
        [LOAN, *BOTH, ["小计", None, None, None, 50_000, 40_000]],
        TWO,
        "E154 E4",
        "E154 F4",
    ),
    _sheet(
        "keyless",
        "Money on a row without a key.",
        [LOAN, *BOTH, [None, None, None, None, 100_000, 80_000]],
        TWO,
        "E153 E4",
    ),
    _sheet(
        "stray",
        "One stray value in the last cell of the sheet.",
        [LOAN, *BOTH],
        TWO,
        column="",
        finish=lambda _, made: made["Sheet1"].write(1_048_575, 16_383, "x"),
    ),
    _sheet(
        "formatted-rows",
        "Thousands of formatted rows without a value.",
        [LOAN, *BOTH],
        TWO,
        finish=_with_borders,
    ),
    _sheet(
        "total-first",
        "A 合计 above the rows that it sums.",
        [LOAN, ["合计", None, None, None, 100_000, 80_000], *BOTH],
        TWO,
    ),
    _sheet(
        "total-first-wrong",
        "One that does not.",
        [LOAN, ["合计", None, None, None, 100_000, 80_001], *BOTH],
        TWO,
        "E154 F2",
    ),
    _sheet(
        "total-counted",
        "合计2笔 is a total, and is checked.",
        [LOAN, *BOTH, ["合计2笔", None, None, None, 100_000, 80_001]],
        TWO,
        "E154 F4",
    ),
    _sheet(
        "total-merged",
        "A 合计 merged over the columns before its sums.",
        [LOAN, *BOTH, [Merged("合计", 1, 4), None, None, None, 100_000, 80_001]],
        TWO,
        "E154 F4",
    ),
    _sheet("counted-note", "共2条记录 under the table.", [LOAN, *BOTH, ["共2条记录"]], TWO),
    _sheet(
        "signatures",
        "Who made it, who looked at it, and the day.",
        [LOAN, *BOTH, ["制表：", "张三", "复核：", "李四", "2024年7月1日"]],
        TWO,
    ),
    _sheet("sample-row", "A row that is called 样例.", [LOAN, ["样例", *loan()[1:]], *BOTH], TWO),
    _sheet(
        "pages",
        "The title and the header again over the next page.",
        [["台账（元）"], LOAN, loan("J1"), ["台账（元）"], LOAN, loan("J2")],
        TWO,
    ),
    _sheet(
        "pages-in-two-units",
        "A next page in another unit is never read in the first one's without a word.",
        [["台账（元）"], LOAN, loan("J1"), ["台账（万元）"], LOAN, loan("J2", 贷款金额=5, 贷款余额=4)],
        ("40000.00", "4.00"),
        "E146 A4",
    ),
    _sheet(
        "pages-in-other-order",
        "A header half way with its columns in another order.",
        [LOAN, loan("J1"), LOAN[::-1], loan("J2")[::-1]],
        ("40000.00",),
        "E117 A3",
    ),
    _sheet(
        "side-by-side",
        "Two tables beside each other.",
        [[*LOAN, None, "客户编号", "客户名称"], [*loan("J1"), None, "K1", "甲"]],
        (),
        "E102 H1",
    ),
    _sheet(
        "late-header",
        "A header below 34 lines of words.",
        [*([f"说明{n}"] for n in range(34)), LOAN, *BOTH],
        (),
        "W104",
    ),
    _sheet(
        "remark-total",
        "A row with a key and 合计 in another column: which of the two it is, nobody knows.",
        [[*LOAN, "备注"], [*loan("J1"), "合计"], [*loan("J2"), "x"]],
        ("40000.00",),
        "E145 G2",
    ),
    _sheet("header-only", "A table with its header only.", [LOAN], ()),
)
HEADERS: Final = (
    _sheet(
        "header-breaks",
        "Line breaks and blanks in headers.",
        [_heads(贷款余额="贷款\n余额", 贷款金额=" 贷 款 金 额 "), *BOTH],
        TWO,
        column="贷款\n余额",
    ),
    _sheet(
        "header-two-rows",
        "A header of two rows, the upper one merged.",
        [
            [*LOAN[:4], Merged("贷款", 1, 2)],
            [None, None, None, None, "金额", "余额"],
            *BOTH,
        ],
        TWO,
        column="余额",
    ),
    _sheet(
        "header-two-rows-merged",
        "A header of two rows, single columns merged downwards.",
        [
            [*(Merged(header, 2, 1) for header in LOAN[:4]), Merged("贷款", 1, 2)],
            [None, None, None, None, "金额", "余额"],
            *BOTH,
        ],
        TWO,
        column="余额",
    ),
    _sheet("order", "Columns in any order.", [LOAN[::-1], loan("J1")[::-1], loan("J2")[::-1]], TWO),
    _sheet(
        "extra", "Columns that nobody reads.", [[*LOAN, "备注"], [*loan("J1"), "x"], [*loan("J2"), None]], TWO
    ),
    _sheet(
        "aliases",
        "Names that core systems use.",
        [["信贷借据号", "客户号", "起息日", "约定到期日", "借据金额", "借据余额"], *BOTH],
        TWO,
        column="借据余额",
    ),
    _sheet(
        "traditional",
        "Traditional characters.",
        [["借據號", "客戶編號", "發放日期", "到期日期", "貸款金額", "貸款餘額"], *BOTH],
        TWO,
        column="貸款餘額",
    ),
    _sheet(
        "english",
        "English ids.",
        [["note", "client", "granted_on", "due_on", "amount", "balance"], *BOTH],
        TWO,
        column="balance",
    ),
    _sheet(
        "settled",
        "A header that branch.toml settled.",
        [_heads(贷款余额="期末数"), *BOTH],
        TWO,
        column="期末数",
        options={"columns": {"贷款台账": {"期末数": "贷款余额"}}},
    ),
    _sheet(
        "header-twice",
        "The same header twice is not settled by a guess.",
        [[*LOAN, "贷款余额"], [*loan("J1"), 1], [*loan("J2"), 2]],
        (),
        "E102 G1",
    ),
    _sheet(
        "alias-beside",
        "An alias beside the canonical header is not read, and said so.",
        [[*LOAN, "借据余额"], [*loan("J1"), 1], [*loan("J2"), 2]],
        TWO,
        "W110 G1",
    ),
    _sheet(
        "not-an-alias",
        "合同金额 and 展期到期日 are other columns.",
        [[*LOAN, "合同金额", "原到期日期"], [*loan("J1"), 1, "x"], [*loan("J2"), 2, "y"]],
        TWO,
    ),
    _sheet(
        "header-missing", "A ledger without 贷款余额 is no ledger.", [LOAN[:5], loan("J1")[:5]], (), "W103 A1"
    ),
    _sheet(
        "stacked",
        "Two tables on one sheet.",
        [["账号", "客户编号", "日期", "余额"], ["001", "K1", "2024-06-30", 5], [], LOAN, *BOTH],
        (),
        "E117 A4",
    ),
)
NAMED: Final = (
    _case(
        "unit-in-sheet-name",
        "A sheet called 贷款（万元） in which nothing else names a unit.",
        {"贷款台账.xlsx": workbook({"贷款（万元）": [LOAN, *BOTH]})},
        TWO,
        "E111",
    ),
    _case(
        "unit-in-file-name",
        "So a file.",
        {"贷款台账（万元）.xlsx": workbook({"Sheet1": [LOAN, *BOTH]})},
        TWO,
        "E111",
    ),
    _case(
        "unit-in-name-and-line",
        "A name that says the same as the line above the header.",
        {
            "贷款台账.xlsx": workbook(
                {"贷款（万元）": [["单位：万元"], LOAN, loan("J1", 贷款金额=5, 贷款余额=4)]}
            )
        },
        ("40000.00",),
    ),
    _case(
        "amount-in-sheet-name",
        "50万元以上 is no unit.",
        {"贷款台账.xlsx": workbook({"50万元以上": [LOAN, *BOTH]})},
        TWO,
    ),
    _sheet(
        "header-in-two-units",
        "贷款余额 once in 元 and once in 万元.",
        [[*LOAN[:5], "贷款余额(元)", "贷款余额(万元)"], [*loan("J1")[:5], 40_000, 4]],
        (),
        "E102 G1",
    ),
    _sheet(
        "header-unknown-unit",
        "百元 is no unit that is known: the column is none.",
        [_heads(贷款余额="贷款余额(百元)"), *BOTH],
        (),
        "W103 F1",
        column="贷款余额(百元)",
    ),
    _sheet(
        "header-computed",
        "A header that a formula makes.",
        [[*LOAN[:5], F("贷款余额", "", '="贷款"&"余额"')], *BOTH],
        TWO,
    ),
    _sheet("header-number", "2024 is no header.", [[*LOAN[:5], 2024], *BOTH], (), "W103 A1", column="2024"),
)
HIDDEN: Final = (
    _sheet(
        "hidden-row",
        "A hidden row is read, and said so.",
        [LOAN, *BOTH],
        TWO,
        "W112 A1",
        finish=lambda _, made: made["Sheet1"].set_row(2, None, None, {"hidden": True}),
    ),
    _sheet(
        "hidden-column",
        "So is a hidden column.",
        [LOAN, *BOTH],
        TWO,
        "W112 A1",
        finish=lambda _, made: made["Sheet1"].set_column(5, 5, None, None, {"hidden": True}),
    ),
    _sheet(
        "filter",
        "A filter that hides nothing.",
        [LOAN, *BOTH],
        TWO,
        finish=lambda _, made: made["Sheet1"].autofilter(0, 0, 2, 5),
    ),
    _case(
        "hidden-sheet",
        "A hidden sheet is read, and said so.",
        {
            "贷款台账.xlsx": workbook(
                {"说明": [["见另一张表"]], "台账": [LOAN, *BOTH]}, lambda _, made: made["台账"].hide()
            )
        },
        TWO,
        "W111 A1",
    ),
    _case(
        "very-hidden-sheet",
        "A very hidden sheet is not read, and said so.",
        {
            "贷款台账.xlsx": workbook(
                {"台账": [LOAN, loan("J1")], "底稿": [LOAN, loan("J2")]},
                lambda _, made: made["底稿"].very_hidden(),
            )
        },
        ("40000.00",),
        "W002",
    ),
    _case(
        "problem-list",
        "cmtool's own list of problems is never a table.",
        {"贷款台账.xlsx": workbook({"台账": [LOAN, *BOTH], "数据问题清单": [LOAN, loan("J3")]})},
        TWO,
    ),
)
SEVERAL: Final = (
    _case(
        "two-sheets",
        "Two sheets of one table are appended.",
        {"贷款台账.xlsx": workbook({"一": [LOAN, loan("J1")], "二": [LOAN[::-1], loan("J2")[::-1]]})},
        TWO,
    ),
    _case(
        "two-workbooks",
        "So are two workbooks.",
        {
            "a.xlsx": workbook({"Sheet1": [LOAN, loan("J1")]}),
            "b.xlsx": workbook({"Sheet1": [LOAN, loan("J2")]}),
        },
        TWO,
    ),
    _case(
        "twice-over-workbooks",
        "A key in two workbooks.",
        {
            "a.xlsx": workbook({"Sheet1": [LOAN, loan("J1")]}),
            "b.xlsx": workbook({"Sheet1": [LOAN, loan("J2"), loan("J1")]}),
        },
        TWO,
        "E155 A3",
    ),
    _case(
        "same-file",
        "The same file twice counts once.",
        dict.fromkeys(("a.xlsx", "b.xlsx"), workbook({"Sheet1": [LOAN, *BOTH]})),
        TWO,
        "E114",
    ),
    _case(
        "two-units",
        "Two sheets in two units, each by its own line.",
        {
            "贷款台账.xlsx": workbook(
                {
                    "元": [["单位：元"], LOAN, loan("J1")],
                    "万元": [["单位：万元"], LOAN, loan("J2", 贷款金额=5, 贷款余额=4)],
                }
            )
        },
        TWO,
    ),
)
_PLAIN: Final = workbook({"Sheet1": [LOAN, *BOTH]})
_MARKED: Final = workbook({"Sheet1": [LOAN, loan("J1"), loan("J2", 贷款余额=F(777, "", "=700+77"))]})
PARTS: Final = (
    _case(
        "dimension-lies",
        "A dimension that names one cell only.",
        {"贷款台账.xlsx": edited(_PLAIN, SHEET, ('<dimension ref="A1:F3"/>', '<dimension ref="A1"/>'))},
        TWO,
    ),
    _case(
        "no-dimension",
        "No dimension at all.",
        {"贷款台账.xlsx": edited(_PLAIN, SHEET, ('<dimension ref="A1:F3"/>', ""))},
        TWO,
    ),
    _case(
        "uncached",
        "A formula without a cached value is a problem, not an empty cell.",
        {"贷款台账.xlsx": edited(_MARKED, SHEET, ("<v>777</v>", ""))},
        ("40000.00",),
        "E122 F3",
    ),
    _sheet(
        "other-workbook",
        "A formula that points at another workbook is read with a warning.",
        [LOAN, loan("J1"), loan("J2", 贷款余额=F(777, "", "='[其他.xlsx]Sheet1'!$A$1"))],
        ("40000.00", "777.00"),
        "W142 F3",
    ),
    _sheet(
        "epoch-1904",
        "A workbook that counts its days from 1904.",
        [LOAN, loan("J1", 发放日期=F(43834, DATE), 到期日期=F(44043, DATE))],
        ("40000.00",),
        date_1904=True,
    ),
    _sheet(
        "merged-amount",
        "An amount merged over two rows would count twice; it is neither row's alone.",
        [LOAN, loan("J1", 贷款余额=Merged(40_000, 2, 1)), loan("J2", 贷款余额=None), loan("J3")],
        ("40000.00",),
        "E140 F2",
        "E140 F3",
    ),
    _sheet(
        "merged-record",
        "Records of two lines each, every cell merged over both: the second lines are empty.",
        [
            LOAN,
            [Merged(value, 2, 1) for value in loan("J1")],
            [],
            [Merged(value, 2, 1) for value in loan("J2")],
        ],
        TWO,
    ),
    _sheet(
        "bare-column",
        "Values under no header are not read; the column is listed.",
        [LOAN, [*loan("J1"), None, 7], [*loan("J2"), "见附页", 8]],
        TWO,
    ),
    _sheet(
        "merged-heading",
        "A heading half way, merged over the columns.",
        [LOAN, loan("J1"), [Merged("以下为不良贷款", 1, 6)], loan("J2")],
        TWO,
    ),
    _sheet(
        "merged-client",
        "A client merged over two rows is the client of both, and said so.",
        [LOAN, loan("J1", 客户编号=Merged("K1", 2, 1)), loan("J2", 客户编号=None)],
        TWO,
        "W140 B3",
    ),
)
CASES: Final = (*AROUND, *HEADERS, *NAMED, *HIDDEN, *SEVERAL, *PARTS)
