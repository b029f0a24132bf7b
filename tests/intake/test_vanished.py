"""Clients of last month who are in no table now."""

from __future__ import annotations

import pytest

from cmtool.intake.before import Before
from cmtool.intake.intake import FileGrids, build_book
from grids import JUNE, branch, found, grid

LOAN = ("借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额")
DEPOSIT = ("账号", "客户编号", "日期", "余额")


def codes(last: dict[str, int], *now: str, borrowers: tuple[str, ...] = ("K0",)) -> list[str]:
    """Who had how many yuan last month; clients of this month's deposits and loans."""
    deposits = grid(DEPOSIT, *((f"A{who}", who, "20240601", 5) for who in ("K0", *now)), file="b.xlsx")
    loans = grid(LOAN, *((f"J{who}", who, "20240101", "20251231", 10, 5) for who in borrowers), file="a.xlsx")
    files = [FileGrids(one.file, one.file, [one]) for one in (loans, deposits)]
    before = Before(deposits={who: amount * 100 for who, amount in last.items()})
    return found(build_book(JUNE, files, branch(), {}, before=before))


def test_one_of_many_who_is_gone_is_a_warning() -> None:
    last = {f"K{number}": 1000 for number in range(10)}
    assert codes(last, *(f"K{number}" for number in range(1, 9))) == ["W215"]


def test_a_fifth_of_all_is_one_error() -> None:
    """Three of fifteen are a fifth; three of sixteen are three warnings; two are too few to tell."""
    fifteen = {f"K{number}": 1000 for number in range(15)}
    here = tuple(f"K{number}" for number in range(1, 12))
    assert codes(fifteen, *here) == ["E215"]
    assert codes({**fifteen, "K15": 1}, *here, "K15") == ["W215"] * 3
    assert codes({"K1": 1, "K2": 1}) == ["W215"] * 2


@pytest.mark.parametrize("last", [{}, {"K0": 1000}, {"K1": 0}])
def test_who_is_here_or_had_nothing_is_not_missed(last: dict[str, int]) -> None:
    assert codes(last) == []


def test_a_client_with_a_loan_is_here() -> None:
    """Whoever has closed the account but still owes is no stranger."""
    assert codes({"K1": 1000}, borrowers=("K1",)) == []
