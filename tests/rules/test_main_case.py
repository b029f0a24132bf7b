"""The month worked by hand: three managers A, B and C of June 2024, every figure to the fen."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from books import JUNE, book, branch, example_policy
from cmtool.model.state import State
from cmtool.rules.appraisal import Appraisal, ManagerResult
from cmtool.rules.appraise import appraise

TARGET = {"indicator": "本月发放贷款", "period": "2024-06"}
LOAN = {"client": "K1", "granted_on": "2023-06-01", "due_on": "2025-06-01", "amount": 0, "balance": 0}
LOAN |= {"collected_principal": 0, "collected_interest": 0}

TABLES: dict[str, list[dict[str, Any]]] = {
    "managers": [
        {"id": "A", "name": "甲", "institution": "0101", "grade": "客户经理"},
        {"id": "B", "name": "乙", "institution": "0101", "grade": "见习客户经理"},
        {"id": "C", "name": "丙", "institution": "0101", "grade": "高级客户经理"},
    ],
    "targets": [
        {"manager": "A", "value": 500000} | TARGET,
        {"manager": "B", "value": 500000} | TARGET,
        {"manager": "C", "indicator": "方式", "period": "2024-06", "plan": "存款"},
    ],
    "institution": [{"id": "0101", "period": "2024-06", "staff": 10, "four_expenses": "18500.00"}],
    "deposits": [
        {"account": "D1", "client": "K1", "manager": "A", "date": "2024-05-20", "balance": "560000"},
        {"account": "D2", "client": "K2", "manager": "B", "date": "2024-06-01", "balance": "30000"},
        {"account": "D2", "client": "K2", "manager": "B", "date": "2024-06-15", "balance": "20000"},
        {"account": "D2", "client": "K2", "manager": "B", "date": "2024-06-25", "balance": "10000"},
        {"account": "D3", "client": "K3", "manager": "C", "date": "2024-05-31", "balance": "595000"},
        {"account": "D4", "client": "K4", "date": "2024-05-31", "balance": "90000"},
    ],
    "loans": [
        LOAN
        | {"note": "L1", "manager": "A", "granted_on": "2024-06-03", "amount": "430000", "balance": "430000"},
        LOAN
        | {
            "note": "L2",
            "manager": "A",
            "due_on": "2024-06-20",
            "amount": "200000",
            "balance": "9000",
            "collected_principal": "191000",
            "collected_interest": "9350.40",
        },
        LOAN | {"note": "L3", "manager": "B", "collected_interest": "2425"},
    ],
    "conduct": [
        {"manager": "A", "date": "2024-06-05", "item": "违规", "points": "0"},
        {"manager": "A", "date": "2024-06-06", "item": "迟到", "points": "-1"},
        {"manager": "A", "date": "2024-06-07", "item": "报表迟交", "points": "-0.5"},
    ],
    "expenses": [{"manager": "A", "date": "2024-06-08", "category": "通讯", "amount": "560"}],
}


@pytest.fixture(scope="module")
def june() -> Appraisal:
    return appraise(book(JUNE, **TABLES), example_policy(), State(), branch())


def result(appraisal: Appraisal, manager: str) -> ManagerResult:
    found = appraisal.result(manager)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("manager", "points"),
    [
        ("A", "20.00 15.00 8.60 12.50 24.00 2.50 8.50"),
        ("B", "0.81 0.68 0.00 15.00 11.41 5.00 10.00"),
        ("C", "45.16 31.88 5.00 10.00"),
    ],
)
def test_lines_print_the_points_worked_by_hand(june: Appraisal, manager: str, points: str) -> None:
    """Each line once half up; a single plan's rescaled weight unrounded."""
    lines = result(june, manager).score_lines
    assert [line.value for line in lines] == [Fraction(point) for point in points.split()]


@pytest.mark.parametrize(("manager", "score"), [("A", "91.10"), ("B", "42.90"), ("C", "92.04")])
def test_scores(june: Appraisal, manager: str, score: str) -> None:
    assert result(june, manager).score == Fraction(score)


@pytest.mark.parametrize(
    ("manager", "lines", "gross", "held", "payable"),
    [
        ("A", "3000.00 1822.00 93.50 -60.00", "4855.50", "283.10", "4572.40"),
        ("B", "2400.00 686.40 24.25 0.00", "3110.65", "71.07", "3039.58"),
        ("C", "4200.00 2393.04 0.00 0.00", "6593.04", "378.61", "6214.43"),
    ],
)
def test_pay(june: Appraisal, manager: str, lines: str, gross: str, held: str, payable: str) -> None:
    found = result(june, manager)
    assert [line.value for line in found.pay_lines] == [Fraction(amount) for amount in lines.split()]
    assert (found.gross, found.withheld, found.payable) == (
        Fraction(gross),
        Fraction(held),
        Fraction(payable),
    )


def test_a_month_without_problems_has_only_the_unallocated_account(june: Appraisal) -> None:
    """90,000.00 of an account without a manager changes nobody and is said."""
    assert [(found.code, str(found.sentence)) for found in june.problems] == [
        ("W309", "“存款分户余额”有 90,000.00 元没有客户经理（未分配），不计入任何人")
    ]
    deposits = next(row for row in june.reconciliation if row.table == "存款分户余额" and not row.indicator)
    assert (deposits.total, deposits.managers) == (Fraction(1255000), Fraction(1165000))
    assert (deposits.unallocated, deposits.difference) == (Fraction(90000), Fraction(0))


@pytest.mark.parametrize(
    ("manager", "opening", "change", "grade", "progress"),
    [
        ("A", {"2024-04": "90.00", "2024-05": "92.00"}, "rise", "高级客户经理", "连续 3 个月"),
        ("A", {"2024-04": "89.99", "2024-05": "92.00"}, "keep", "客户经理", "（2/3）"),
        ("A", {}, "keep", "客户经理", "（1/3）"),
        ("B", {"2024-05": "58.00"}, "exit", "见习客户经理", "（2/2）"),
        ("B", {"2024-05": "60.00"}, "keep", "见习客户经理", "（1/2）"),
        ("B", {}, "keep", "见习客户经理", "（1/2）"),
        ("C", {}, "keep", "高级客户经理", "最高等级"),
    ],
)
def test_proposals(manager: str, opening: dict[str, str], change: str, grade: str, progress: str) -> None:
    rows = [
        {"manager": manager, "indicator": "得分", "period": month, "value": value}
        for month, value in opening.items()
    ]
    appraisal = appraise(book(JUNE, **TABLES, opening=rows), example_policy(), State(), branch())
    proposal = result(appraisal, manager).proposal
    assert (proposal.change, proposal.grade) == (change, grade)
    assert progress in str(proposal.reason)


def test_missing_history_is_said_not_assumed(june: Appraisal) -> None:
    assert "已记录 1/3 个月" in str(result(june, "A").proposal.reason)
