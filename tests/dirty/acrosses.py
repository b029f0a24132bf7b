"""Cases of rows and tables held against each other, and against the month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dirty.case import LOAN, Case, F, Row, Sheets, loan, workbook

ROSTER: Final[Sequence[Row]] = (
    ("工号", "姓名", "机构号", "等级"),
    ("M001", "张三", "0101", "高级"),
    ("M002", "李四", "0101", "见习"),
    ("M003", "李四", "0101", "见习"),
)
CLIENTS: Final[Sequence[Row]] = (("客户编号", "客户名称"), ("K1", "甲"), ("K2", "乙"))
SHARED: Final = ("客户编号", "工号", "角色", "份额", "起")


def _tables(
    name: str,
    about: str,
    sheets: Sheets,
    reads: tuple[str, ...],
    *problems: str,
    of: tuple[str, str] = ("loans", "balance"),
    column: str = "贷款余额",
    **more: Any,
) -> Case:
    data = {
        f"{number}{sheet}.xlsx": workbook({"Sheet1": rows})
        for number, (sheet, rows) in enumerate(sheets.items())
    }
    return Case(name, about, data, *of, reads, problems, column, **more)


def _managed(name: str, about: str, header: str, person: str, reads: tuple[str, ...], *problems: str) -> Case:
    rows = [[*LOAN, header], [*loan("J1"), person]]
    sheets = {"贷款台账": rows, "花名册": ROSTER}
    return _tables(name, about, sheets, reads, *problems, of=("loans", "manager"), column=header)


def _shares(
    name: str,
    about: str,
    shares: Sequence[Any],
    reads: tuple[str, ...],
    *problems: str,
    header: str = "份额",
    **more: Any,
) -> Case:
    people = ("M001", "M002", "M003")
    rows = [
        [header if one == "份额" else one for one in SHARED],
        *(("K1", who, "主办", share, "2024-01-01") for who, share in zip(people, shares, strict=False)),
    ]
    sheets = {"管户关系": rows}
    of = ("assignments", "share")
    return _tables(name, about, sheets, reads, *problems, of=of, column=header, **more)


def _paper(name: str, about: str, number: Any, reads: tuple[str, ...], *problems: str) -> Case:
    rows = [("客户编号", "客户名称", "证件类型", "证件号码"), ("K1", "甲", "身份证", number)]
    return _tables(
        name, about, {"客户名册": rows}, reads, *problems, of=("clients", "certificate"), column="证件号码"
    )


PEOPLE: Final = (
    _managed("manager-number", "A 工号 of the roster.", "客户经理工号", "M001", ("M001",)),
    _managed("manager-name", "A name that only one has becomes the 工号.", "客户经理", "张三", ("M001",)),
    _managed("manager-spaced", "张 三 is 张三.", "客户经理", "张　三", ("M001",)),
    _managed(
        "manager-namesakes",
        "A name that two have is not settled by a guess.",
        "客户经理",
        "李四",
        (),
        "E161 G2",
    ),
    _managed("manager-unknown", "A 工号 that nobody has.", "客户经理工号", "M009", (), "E160 G2"),
    _managed("manager-none", "A row without a manager is nobody's.", "客户经理工号", "", ("",)),
)
REFERENCES: Final = (
    _tables(
        "client-unknown",
        "A client that the list does not have.",
        {"贷款台账": [LOAN, loan("J1"), loan("J2", 客户编号="K9")], "客户名册": CLIENTS},
        ("40000.00",),
        "E163 B3",
    ),
    _tables(
        "note-unknown",
        "Cash on a note that the ledger does not have.",
        {
            "收回明细": [("借据号", "日期", "收回本金"), ("J1", "2024-06-05", 5), ("J9", "2024-06-06", 6)],
            "贷款台账": [LOAN, loan("J1")],
        },
        ("5.00",),
        "E164 A3",
        of=("repayments", "principal"),
        column="收回本金",
    ),
    _tables(
        "account-in-two-spellings",
        "One account with blanks and without: not two accounts.",
        {
            "存款": [
                ("账号", "客户编号", "日期", "余额"),
                ("6222 0001", "K1", "2024-06-01", 100),
                ("62220001", "K1", "2024-06-20", 200),
                ("6222 0002", "K1", "2024-06-01", 300),
            ]
        },
        ("200.00", "300.00"),
        "E156 A2",
        of=("deposits", "balance"),
        column="余额",
    ),
    _tables(
        "row-twice",
        "A whole row twice where there is no key.",
        {
            "收回明细": [
                ("借据号", "日期", "收回本金"),
                ("J1", "2024-06-05", 5),
                ("J1", "2024-06-05", 5),
            ]
        },
        ("5.00", "5.00"),
        "W156 A3",
        of=("repayments", "principal"),
        column="收回本金",
    ),
    _tables(
        "ledger-right",
        "The 总账 agrees.",
        {"贷款台账": [LOAN, loan("J1")], "总账": [("科目号", "余额"), ("1301", 40_000)]},
        ("40000.00",),
        options={"ledger_accounts": {"loans": ["1301"]}},
    ),
    _tables(
        "ledger-twice",
        "A 科目 that stands twice in the 总账 is held against the loans by its first row.",
        {"贷款台账": [LOAN, loan("J1")], "总账": [("科目号", "余额"), ("1301", 40_000), ("1301", 5)]},
        ("40000.00",),
        "E155 A3",
        options={"ledger_accounts": {"loans": ["1301"]}},
    ),
    _tables(
        "ledger-wrong",
        "The 总账 does not agree.",
        {"贷款台账": [LOAN, loan("J1")], "总账": [("科目号", "余额"), ("1301", 41_000)]},
        ("40000.00",),
        "E190 B2",
        options={"ledger_accounts": {"loans": ["1301"]}},
    ),
)
SHARES: Final = (
    _shares(
        "clean-thirds", "Three thirds are the whole, exactly.", ["1/3", "1/3", "1/3"], ("1/3", "1/3", "1/3")
    ),
    _shares(
        "thirds-rounded",
        "33.33, 33.33 and 33.34 per cent add up as they stand.",
        ["33.33%", "33.33%", "33.34%"],
        ("3333/10000", "3333/10000", "1667/5000"),
    ),
    _shares(
        "thirds-short",
        "Three times 33.33 per cent do not.",
        ["33.33%", "33.33%", "33.33%"],
        (),
        "E182 D2",
        "E182 D3",
        "E182 D4",
    ),
    _shares(
        "thirds-declared",
        "33.33, 33.33 and 33.34 are thirds where the branch says so.",
        ["33.33%", "33.33%", "33.34%"],
        ("1/3", "1/3", "1/3"),
        options={"equal_shares": True},
    ),
    _shares("share-fifty", "50 under a header without %.", ["50%", 50], ("1/2",), "E149 D3"),
    _shares(
        "share-percent", "50 and 50% under a header with %.", [50, "50%"], ("1/2", "1/2"), header="份额(%)"
    ),
    _shares(
        "shares-two-scales",
        "0.5 beside 50 under a header with %: the rarer scale is the wrong one.",
        [50, 25, 0.25],
        ("1/2", "1/4"),
        "E204 D4",
        header="份额(%)",
    ),
    _shares("shares-over", "More than the whole.", ["60%", "50%"], ("3/5",), "E180 D3"),
    _shares(
        "shares-hundredth",
        "0.7 and 0.3 under a header with % are 1 % in all: 70 % and 30 % are meant.",
        [0.7, 0.3],
        (),
        "E183 D2",
        "E183 D3",
        header="份额(%)",
    ),
    _shares(
        "share-one-per-cent", "1 for the whole under such a header.", [1], (), "E183 D2", header="份额(%)"
    ),
    _shares("share-missing", "Two hold it and one says no share.", ["50%", None], ("1/2",), "E181 D3"),
    _shares("share-date", "1/3 that became a day.", [F(45294, "m/d")], (), "E124 D2"),
)
PAPERS: Final = (
    _paper("clean-certificate", "A right national id.", "11010519491231002X", ("11010519491231002X",)),
    _paper("certificate-digit", "One digit wrong.", "11010519491231003X", (), "E200 D2"),
    _paper("certificate-short", "A digit missing.", "1101051949123100X", (), "E202 D2"),
    _paper(
        "certificate-region",
        "A region that is none.",
        "100105194912310028",
        ("100105194912310028",),
        "W200 D2",
    ),
    _paper(
        "certificate-number", "As a number it has lost its last digits.", 110105194912310021, (), "E123 D2"
    ),
)
_DEPOSIT: Final = ("账号", "客户编号", "日期", "余额")


def _deposits(name: str, about: str, rows: Sequence[Row], reads: tuple[str, ...], *problems: str) -> Case:
    sheets = {"存款": [_DEPOSIT, *rows]}
    return _tables(name, about, sheets, reads, *problems, of=("deposits", "balance"), column="余额")


MONTH: Final = (
    _deposits(
        "clean-deposits",
        "Changes in the month.",
        [("001", "K1", "2024-05-20", 5), ("001", "K1", "2024-06-20", 6)],
        ("5.00", "6.00"),
    ),
    _deposits(
        "deposit-brackets",
        "(1,234.50) is negative.",
        [("001", "K1", "2024-06-20", "（1,234.50）")],
        ("-1234.50",),
        "W158 D2",
    ),
    _deposits(
        "deposit-minus",
        "1,234.50- is negative too.",
        [("001", "K1", "2024-06-20", "1,234.50-")],
        ("-1234.50",),
        "W158 D2",
    ),
    _deposits(
        "deposit-format",
        "A number shown in brackets is what it is.",
        [("001", "K1", "2024-06-20", -5)],
        ("-5.00",),
        "W158 D2",
    ),
    _deposits("deposit-later", "A day after the month.", [("001", "K1", "2024-07-01", 5)], (), "E170 C2"),
    _deposits(
        "deposit-earlier",
        "Not one change in the month.",
        [("001", "K1", "2024-05-01", 5)],
        ("5.00",),
        "W211 C2",
    ),
    _deposits(
        "account-number",
        "An account of 19 digits as a number.",
        [(6217000012345678901, "K1", "2024-06-20", 5)],
        (),
        "E123 A2",
    ),
    _tables(
        "cash-earlier",
        "Cash of another month only.",
        {"收回明细": [("借据号", "日期", "收回本金"), ("J1", "2024-05-05", 5)]},
        ("5.00",),
        "E211 B2",
        of=("repayments", "principal"),
        column="收回本金",
    ),
    _tables(
        "balance-ten-times",
        "Ten times last month's balance.",
        {"贷款台账": [LOAN, loan("J1")]},
        ("40000.00",),
        "W213 F2",
        sealed={"J1": 4_000},
    ),
    _tables(
        "balance-wan",
        "Ten thousand times last month's balance.",
        {"贷款台账": [LOAN, loan("J1")]},
        (),
        "E213 F2",
        sealed={"J1": 4},
    ),
    _tables(
        "balance-over",
        "More owed than lent.",
        {"贷款台账": [LOAN, loan("J1", 贷款余额=60_000)]},
        ("60000.00",),
        "W157 F2",
    ),
    _tables(
        "balance-negative", "A loan below zero.", {"贷款台账": [LOAN, loan("J1", 贷款余额=-5)]}, (), "E150 F2"
    ),
    _tables(
        "granted-later",
        "Granted after the month.",
        {"贷款台账": [LOAN, loan("J1", 发放日期="2024-07-02")]},
        (),
        "E170 C2",
    ),
    _tables(
        "one-in-wan",
        "One row in 万元 among 元.",
        {
            "贷款台账": [
                LOAN,
                *(
                    loan(f"J{number}", 贷款金额=amount, 贷款余额=1)
                    for number, amount in enumerate((50_000, 80_000, 30, 120_000, 300_000))
                ),
            ]
        },
        ("1.00",) * 5,
        "W205 E4",
    ),
)
KEYS: Final = (
    _tables(
        "tied",
        "A sheet that fits two tables equally well is neither.",
        {"登记": [("工号", "日期", "产品", "费用类别", "金额"), ("M001", "2024-06-05", "保险", "通讯", 5)]},
        (),
        "E101 A1",
        of=("expenses", "amount"),
        column="金额",
    ),
    _tables(
        "register",
        "A register of expenses with its signatures below.",
        {
            "营销费用": [
                ("工号", "日期", "费用类别", "金额"),
                ("M001", "2024-06-05", "通讯", "50.00"),
                ("M002", "2024.6.6", "招 待", 120.5),
                ("合计", None, None, 170.5),
                ("主管：", None, "经办："),
            ]
        },
        ("50.00", "120.50"),
        of=("expenses", "amount"),
        column="金额",
    ),
    _tables(
        "points-signed",
        "Points with a sign, as people write them.",
        {
            "加扣分登记簿": [
                ("工号", "日期", "事项", "分值"),
                ("M001", "2024-06-05", "表扬", "+2"),
                ("M002", "2024-06-06", "投诉", "－１．５"),
            ]
        },
        ("2", "-3/2"),
        of=("conduct", "points"),
        column="分值",
    ),
    _tables(
        "targets-across",
        "2024.1 as a period may be January or October; 2024-06, 2024年6月 and 2024-Q2 are sure.",
        {
            "目标": [
                ("工号", "指标", "期间", "目标值"),
                ("M001", "存款", "2024-06", 5),
                ("M002", "存款", "2024年6月", 6),
                ("M003", "存款", "2024-Q2", 7),
                ("M001", "贷款", "2024.1", 8),
                ("M002", "贷款", 2024.1, 9),
            ]
        },
        ("2024-06", "2024-06", "2024-Q2"),
        "E135 C5",
        "E135 C6",
        of=("targets", "period"),
        column="期间",
    ),
    _tables(
        "grade-history",
        "A grade of a person whom the roster no longer has.",
        {
            "任职等级": [
                ("工号", "等级", "生效日"),
                ("M001", "高级", "2022-01-01"),
                ("M009", "见习", "2020-01-01"),
            ],
            "花名册": ROSTER,
        },
        ("M001", "M009"),
        "W160 A3",
        of=("grades", "manager"),
        column="工号",
    ),
    _tables(
        "fee-by-name",
        "Fee income by name and by client.",
        {
            "中间业务": [
                ("姓名", "客户编号", "日期", "产品", "金额"),
                ("张三", None, "2024-06-05", "保险", 5),
                (None, "K1", "2024-06-06", "保险", 6),
                (None, None, "2024-06-07", "保险", 7),
            ],
            "花名册": ROSTER,
        },
        ("M001", ""),
        "E152 A4",
        of=("fee_income", "manager"),
        column="姓名",
    ),
    _tables(
        "letter-o",
        "O for 0 in a column of digits.",
        {"客户名册": [("客户编号", "客户名称"), ("10001", "甲"), ("1O002", "乙"), ("10003", "丙")]},
        ("10001", "10003"),
        "E203 A3",
        of=("clients", "id"),
        column="客户编号",
    ),
    _tables(
        "clean-clients",
        "A plain list of clients.",
        {"客户名册": CLIENTS},
        ("K1", "K2"),
        of=("clients", "id"),
        column="客户编号",
    ),
    _tables(
        "clean-roster",
        "A plain roster, two namesakes.",
        {"花名册": ROSTER},
        ("M001", "M002", "M003"),
        of=("managers", "id"),
        column="工号",
    ),
)
CASES: Final = (*PEOPLE, *REFERENCES, *SHARES, *PAPERS, *MONTH, *KEYS)
