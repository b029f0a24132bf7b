"""A small branch appraised for June 2024, for the tests of reports: A, B, C of the main case and a few more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from books import JUNE, book, branch, example_policy
from cmtool.model.problem import Problem
from cmtool.model.state import State
from cmtool.model.text import phrase
from cmtool.reports.edition import Edition, InputFile
from cmtool.rules.appraisal import Appraisal
from cmtool.rules.appraise import appraise

CREATED = date(2024, 6, 30)
_NOTE = {"client": "K1", "granted_on": "2023-06-01", "due_on": "2025-06-01", "amount": 0, "balance": 0}
_NOTE |= {"collected_principal": 0, "collected_interest": 0}
_TARGET = {"indicator": "本月发放贷款", "period": "2024-06"}
_PLACE = {"institution": "0101"}

Rows = Mapping[str, Iterable[Mapping[str, Any]]]


def tables() -> dict[str, list[dict[str, Any]]]:
    """The main case's rows: A combined, B combined with nothing due, C single plan 存款, one account of nobody."""
    return {
        "managers": [
            {"id": "A", "name": "甲", "grade": "客户经理", "grade_since": "2022-01-01", "post": "信贷", "team": "一组"}
            | {"exam_valid_until": "2025-12-31"} | _PLACE,
            {"id": "B", "name": "乙", "grade": "见习客户经理", "grade_since": "2024-01-01"} | _PLACE,
            {"id": "C", "name": "丙", "grade": "高级客户经理", "grade_since": "2020-07-01"} | _PLACE,
        ],
        "clients": [
            {"id": "K1", "name": "陈一户"},
            {"id": "K2", "name": "林二户"},
            {"id": "K3", "name": "延河农机合作社"},
        ],
        "targets": [
            {"manager": "A", "value": 500000} | _TARGET,
            {"manager": "B", "value": 500000} | _TARGET,
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
            _NOTE | {"note": "L1", "manager": "A", "granted_on": "2024-06-03", "amount": "430000", "balance": "430000"},
            _NOTE
            | {"note": "L2", "manager": "A", "due_on": "2024-06-20", "amount": "200000", "balance": "9000"}
            | {"collected_principal": "191000", "collected_interest": "9350.40"},
            _NOTE | {"note": "L3", "manager": "B", "collected_interest": "2425"},
        ],
        "conduct": [
            {"manager": "A", "date": "2024-06-05", "item": "违规", "points": "0", "note": "L2", "basis": "贷后检查漏项"}
            | {"recorder": "稽核 孙"},
            {"manager": "A", "date": "2024-06-06", "item": "迟到", "points": "-1", "basis": "晨会迟到", "recorder": "主任"},
            {"manager": "A", "date": "2024-06-07", "item": "报表迟交", "points": "-0.5", "recorder": "会计"},
        ],
        "expenses": [{"manager": "A", "date": "2024-06-08", "category": "通讯", "amount": "560"}],
        "opening": [
            {"manager": "A", "indicator": "得分", "period": "2024-04", "value": "90.00"},
            {"manager": "A", "indicator": "得分", "period": "2024-05", "value": "92.00"},
            {"manager": "A", "indicator": "存款月均余额", "period": "2024-05", "value": "18.00"},
            {"manager": "A", "indicator": "预留风险金", "period": "2024-05", "value": "300.00"},
            {"manager": "B", "indicator": "得分", "period": "2024-05", "value": "60.00"},
        ],
    }  # fmt: skip


def appraised(
    rows: Rows | None = None, *, trial: bool = False, changes: Mapping[str, str] | None = None
) -> Appraisal:
    """The branch appraised; ``rows`` are added to its tables, ``changes`` replace texts of the example policy."""
    given = tables()
    for table, added in (rows or {}).items():
        given[table] = [*given.get(table, []), *map(dict, added)]
    return appraise(book(JUNE, **given), example_policy(**(changes or {})), State(), branch(), trial=trial)


def edition(problems: tuple[Problem, ...] = (), **more: Any) -> Edition:
    policy = InputFile("policy/2024-01.toml", "1" * 64, phrase("考核办法"))
    codes = {"": "K7F2-9QXM", "A": "A111-2222", "B": "B111-2222", "C": "C111-2222"}
    return Edition(1, date(2024, 6, 30), codes=codes, problems=problems, inputs=(policy,), **more)


def thirds() -> dict[str, list[dict[str, Any]]]:
    """A deposit of 100.00 that A, B and C share in three equal parts."""
    shares = [
        {"account": "D9", "manager": who, "role": "主办", "start": "2024-01-01", "share": Fraction(1, 3)}
        for who in "ABC"
    ]
    return {
        "deposits": [{"account": "D9", "client": "K9", "date": "2024-05-31", "balance": "100"}],
        "assignments": shares,
    }
