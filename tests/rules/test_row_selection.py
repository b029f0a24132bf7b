"""Which rows count: texts, numbers, dates and blanks, of the row itself or of its client and note."""

from __future__ import annotations

import pytest

from rowfigures import loan, value, worked

COUNT = """
[figure.x]
kind = "count"
label = "笔数"
unit = "笔"
table = "贷款台账"
where = { %s }
"""
LOANS = [
    loan("L1", amount="5000", balance="100", product="农户小额", overdue_days=0, security="信用"),
    loan(
        "L2", amount="99999.99", balance="0", product="商户贷", overdue_days=90, compliant=True, client="K2"
    ),
    loan(
        "L3", amount="100000", balance="5", product="", overdue_days=91, compliant=False, due_on="2024-06-30"
    ),
    loan("L4", granted_on="2024-06-01", amount="100000.01", preserved_on="2024-06-15", due_on="2024-08-31"),
    loan("L5", granted_on="2024-04-30", amount="0", preserved_on="2024-07-01", due_on="2024-09-01"),
]
CLIENTS = [{"id": "K1", "name": "丁", "category": "农户"}, {"id": "K2", "name": "某厂", "category": "公司"}]


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ('产品 = ["农户小额", "商户贷"]', 2),
        ('产品 = { not = ["农户小额"] }', 1),
        ('产品 = { not = ["农户小额"], or_empty = true }', 4),
        ("产品 = { empty = true }", 3),
        ("产品 = { filled = true }", 2),
        ('合规标志 = ["是"]', 1),
        ("贷款金额 = { ge = 5000, lt = 100000 }", 2),
        ("贷款金额 = { gt = 5000, le = 100000 }", 2),
        ("贷款金额 = { ge = 99999.991 }", 2),
        ("贷款金额 = { eq = 100000.01 }", 1),
        ("逾期天数 = { gt = 90 }", 1),
        ("逾期天数 = { le = 90, or_empty = true }", 4),
        ('发放日期 = { in = "month" }', 1),
        ('发放日期 = { in = "quarter" }', 2),
        ('发放日期 = { in = "year" }', 2),
        ('发放日期 = { before = "2024-04-30" }', 3),
        ('发放日期 = { until = "2024-04-30" }', 4),
        ('发放日期 = { after = "2024-04-30" }', 1),
        ('发放日期 = { from = "2024-04-30" }', 2),
        ('移交保全日期 = { after = "month_end", or_empty = true }', 4),
        ('移交保全日期 = { until = "month_end" }', 1),
        ("到期日期 = { days = { le = 0, ge = -63 } }", 3),
        ("到期日期 = { days = { le = 0, ge = -62 } }", 2),
        ('客户.客户类别 = ["公司"]', 1),
        ('客户.客户类别 = ["农户"], 贷款余额 = { gt = 0 }', 2),
    ],
)
def test_rows_are_kept_by_what_their_cells_hold(where: str, count: int) -> None:
    """Counted by hand among five loans; a blank cell passes no test but ``empty`` and ``or_empty``."""
    assert value(worked(COUNT % where, loans=LOANS, clients=CLIENTS), "x") == count


def test_a_row_without_a_known_client_is_in_no_class_of_clients() -> None:
    text = COUNT % '客户.客户类别 = ["农户"]'
    assert value(worked(text, loans=[loan("L1", client="K9"), loan("L2")], clients=CLIENTS), "x") == 1


def test_households_are_counted_once_through_their_clients() -> None:
    """Two members of one household and a third borrower are two households."""
    text = COUNT.replace("where = { %s }", 'distinct = "客户.户号"')
    clients = [
        {"id": "K1", "name": "丁", "household": "H1"},
        {"id": "K2", "name": "戊", "household": "H1"},
        {"id": "K3", "name": "己", "household": "H2"},
    ]
    loans = [loan(f"L{n}", client=f"K{n}") for n in (1, 2, 3)]
    assert value(worked(text, loans=loans, clients=clients), "x") == 2


def test_receipts_are_selected_by_their_notes() -> None:
    """Interest received on notes of one product only: 30.00 of 70.00."""
    text = """
[figure.x]
kind = "flow"
label = "农户贷款收息"
unit = "元"
table = "贷款收回及收息明细"
value = "收回利息"
on = "日期"
where = { 借据.产品 = ["农户小额"] }
blank = "zero"
"""
    loans = [loan("L1", product="农户小额"), loan("L2", product="商户贷")]
    paid = [
        {"note": "L1", "date": "2024-06-02", "interest": "30", "principal": "0"},
        {"note": "L2", "date": "2024-06-03", "interest": "40", "principal": "0"},
    ]
    assert value(worked(text, loans=loans, repayments=paid), "x") == 30


def test_a_client_is_told_by_its_own_number_and_an_empty_table_has_none() -> None:
    text = COUNT % '客户.客户编号 = ["K2"]'
    assert value(worked(text, loans=LOANS, clients=CLIENTS), "x") == 1
    assert value(worked(text, loans=[], clients=CLIENTS), "x") == 0
    assert value(worked(text, loans=LOANS, clients=[]), "x") == 0
