"""Rows of one client or household put together before they count."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rowfigures import codes, loan, value, worked

WEALTHY = """
[figure.x]
kind = "count"
label = "五万元以上存款客户"
unit = "户"
table = "存款分户余额"
distinct = "客户编号"
having = { 月末余额 = { ge = 50000 } }
"""


def account(number: str, client: str, amount: str, manager: str = "A") -> dict[str, str]:
    return {"account": number, "client": client, "manager": manager, "date": "2024-06-01", "balance": amount}


def test_a_client_counts_by_all_accounts_together() -> None:
    """K1 has 30,000 + 20,000, K2 49,999.99, K3 60,000 (of B): one client of A's, one of B's."""
    rows = [
        account("D1", "K1", "30000"),
        account("D2", "K1", "20000"),
        account("D3", "K2", "49999.99"),
        account("D4", "K3", "60000", "B"),
    ]
    found = worked(WEALTHY, deposits=rows)
    assert (value(found, "x"), value(found, "x", "B"), value(found, "x", "C")) == (1, 1, 0)


def test_accounts_of_one_client_at_two_managers_are_not_put_together() -> None:
    rows = [account("D1", "K1", "30000"), account("D2", "K1", "30000", "B")]
    found = worked(WEALTHY, deposits=rows)
    assert (value(found, "x"), value(found, "x", "B")) == (0, 0)


HOUSEHOLDS = """
[figure.x]
kind = "level"
label = "户数折算"
unit = "户"
table = "贷款台账"
per = "客户.户号"
value = { lookup = "贷款余额", bands = [{ lt = 50000, v = 0.5 }, { ge = 50000, v = 1 }] }
"""
CLIENTS = [
    {"id": "K1", "name": "丁", "household": "H1"},
    {"id": "K2", "name": "戊", "household": "H1"},
    {"id": "K3", "name": "己", "household": "H2"},
]
LOANS = [
    loan("L1", client="K1", balance="30000"),
    loan("L2", client="K2", balance="25000"),
    loan("L3", client="K3", balance="49999.99"),
]


def test_a_look_up_by_size_takes_the_households_sum() -> None:
    """H1 owes 30,000 + 25,000 and counts 1, H2 0.5; loan by loan it would be 1.5 of three halves."""
    assert value(worked(HOUSEHOLDS, loans=LOANS, clients=CLIENTS), "x") == 1.5


@pytest.mark.parametrize(("having", "expected"), [("ge = 55000", 1), ("lt = 55000", 0.5), ("gt = 55000", 0)])
def test_only_sums_that_pass_count(having: str, expected: float) -> None:
    text = HOUSEHOLDS + f"having = {{ 贷款余额 = {{ {having} }} }}\n"
    assert value(worked(text, loans=LOANS, clients=CLIENTS), "x") == expected


def test_a_row_without_the_key_is_a_problem() -> None:
    found = worked(HOUSEHOLDS, loans=[*LOANS, loan("L4", client="K9", balance="5")], clients=CLIENTS)
    assert codes(found) == ["E310"]


def test_blanks_declared_zero_add_nothing_and_lose_nothing() -> None:
    text = """
[figure.x]
kind = "flow"
label = "合并收息"
unit = "元"
table = "贷款台账"
per = "客户编号"
value = { sum = ["本月实收利息", "本月应收利息"] }
blank = "zero"
"""
    loans = [loan("L1", collected_interest="5"), loan("L2", collected_interest="7", due_interest="3")]
    assert value(worked(text, loans=loans), "x") == 15


def test_rows_that_are_shared_in_different_ways_are_not_put_together() -> None:
    """D2 is handed to B by an assignment of its own: A keeps 30,000 + 25,000, B has 20,000, in any order of rows."""
    rows = [account("D1", "K1", "30000"), account("D2", "K1", "20000"), account("D3", "K1", "25000")]
    given = [{"account": "D2", "manager": "B", "role": "主办", "start": "2024-01-01"}]
    for order in (rows, rows[::-1]):
        found = worked(WEALTHY, deposits=order, assignments=given)
        assert (value(found, "x"), value(found, "x", "B")) == (1, 0)


def test_a_client_held_in_two_shares_counts_by_the_larger() -> None:
    """One note is A's alone, of the other A has a half: the client is one of A's, in any order of rows."""
    text = HOUSEHOLDS[: HOUSEHOLDS.index("per =")].replace("level", "count") + 'distinct = "客户编号"\n'
    loans = [loan("L1", balance="1"), loan("L2", balance="1")]
    half = [{"note": "L1", "manager": "A", "role": "主办", "start": "2024-01-01", "share": "0.5"}]
    for order in (loans, loans[::-1]):
        assert value(worked(text, loans=order, assignments=half), "x") == 1


def test_a_look_up_of_what_a_client_is_may_follow() -> None:
    """K1 (a household's) owes 30,000 at 2, K2 (the same household's) 25,000 at 2, K3 49,999.99 at 1: 159,999.99."""
    text = HOUSEHOLDS.replace('"客户.户号"', '"客户编号"')
    text = text[: text.index("value =")] + (
        'value = { product = ["贷款余额", { lookup = "客户.户号", map = { "H1" = 2, "H2" = 1 } }] }\n'
    )
    assert value(worked(text, loans=LOANS, clients=CLIENTS), "x") == Fraction("159999.99")


def test_only_the_largest_clients_count() -> None:
    """Of 55,000 (H1), 49,999.99 (H2) and 7 (H3) the first two are 104,999.99, the first is 55,000."""
    text = HOUSEHOLDS[: HOUSEHOLDS.index("value =")] + 'value = "贷款余额"\nlargest = %d\n'
    text = text.replace('unit = "户"', 'unit = "元"')
    clients = [*CLIENTS, {"id": "K4", "name": "庚", "household": "H3"}]
    loans = [loan("L4", client="K4", balance="7"), *LOANS]
    found = worked(text % 2, loans=loans, clients=clients)
    assert value(found, "x") == Fraction("104999.99")
    [row] = [row for row in found.reconciliation if row.indicator == "x"]
    assert (row.total, row.difference) == (Fraction("104999.99"), 0)
    assert value(worked(text % 1, loans=loans, clients=clients), "x") == 55000
    assert value(worked(text % 9, loans=loans, clients=clients), "x") == Fraction("105006.99")


def test_the_largest_of_a_team_are_taken_among_all_its_members() -> None:
    """A's 55,000 and B's 60,000: the team's largest is 60,000, each one's own their own."""
    text = HOUSEHOLDS[: HOUSEHOLDS.index("value =")] + 'value = "贷款余额"\nlargest = 1\nabout = "%s"\n'
    text = text.replace('unit = "户"', 'unit = "元"')
    loans = [*LOANS, loan("L9", client="K3", balance="60000", manager="B")]
    team = worked(text % "team", loans=loans, clients=CLIENTS)
    assert [value(team, "x", who) for who in "ABC"] == [60000, 60000, 0]
    own = worked(text % "person", loans=loans, clients=CLIENTS)
    assert [value(own, "x", who) for who in "ABC"] == [55000, 60000, 0]
