"""Checks across rows and tables: duplicates, references, the month, shares, the general ledger, the unlikely."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cmtool.intake.intake import FileGrids, Intake, build_book
from cmtool.model.grid import Grid
from grids import JUNE, Value, branch, found, grid, n, roster, taken

CLIENTS = grid(["客户编号", "客户名称"], ["00123", "甲"], ["K2", "乙"])
LOAN = ("借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额")
DEPOSIT = ("账号", "客户编号", "日期", "余额")


def loan(note: str, client: str = "K2", granted: str = "20240101", balance: Value = 5) -> tuple[Value, ...]:
    return (note, client, granted, "20251231", 5, balance)


def test_a_key_that_occurs_twice_names_both_cells() -> None:
    """The later row is left out; the same across sheets and files."""
    intake = taken(
        grid(LOAN, loan("J1"), loan("J2")), grid(LOAN, loan("J3"), loan("J1"), file="inbox/2024-06/b.xlsx")
    )
    (problem,) = intake.problems
    assert (problem.code, str(problem.where)) == ("E155", "inbox/2024-06/b.xlsx!Sheet1!A3")
    assert "借据号 J1 出现了两次：inbox/2024-06/表.xlsx!Sheet1!A2 和 inbox/2024-06/b.xlsx!Sheet1!A3" in str(
        problem.sentence
    )
    assert intake.book["loans"]["note"].tolist() == ["J1", "J2", "J3"]
    assert [source.rejected for source in intake.book.sources] == [0, 1]


@pytest.mark.parametrize("again", ["Ｊ１ 2", "J1  2", " J1 2", "J12"])
def test_keys_that_differ_by_blanks_or_width_only_are_the_same(again: str) -> None:
    assert found(taken(grid(LOAN, loan("J1 2"), loan(again)))) == ["E155 A3"]


def test_a_key_of_several_fields() -> None:
    """An account has one row for each day."""
    rows = [["001", "K2", "20240601", 5], ["001", "K2", "20240602", 6], ["001", "K2", "2024-06-01", 7]]
    intake = taken(grid(DEPOSIT, *rows))
    assert found(intake) == ["E155 A4"]
    assert intake.book["deposits"]["balance"].tolist() == [500, 600]


def test_a_table_of_which_nothing_is_known_is_one_problem() -> None:
    """500 loans of clients that nobody knows: one error, no row counts; one known client makes 499 single errors."""
    strangers = [loan(f"J{number}", client=f"X{number}") for number in range(500)]
    intake = taken(CLIENTS, grid(LOAN, *strangers))
    assert found(intake) == ["E165 B2"]
    assert (len(intake.book["loans"]), intake.book.sources[1].rejected) == (0, 500)
    assert found(taken(CLIENTS, grid(LOAN, *strangers[1:], loan("J0")))).count("E163 B2") == 1


def test_a_decision_may_stand_beside_the_history_of_grades() -> None:
    """On the same day a decision beats 任职等级; two rows of the history on one day are a duplicate."""
    headers, one = ("工号", "等级", "生效日"), ("M001", "高级", "20240601")
    history = grid(headers, one, file="managers.xlsx")
    assert found(taken(roster(), history, grid(headers, one, file="decisions/2024-Q2.xlsx"))) == []
    assert found(taken(roster(), history, grid(headers, one))) == ["E155 A2"]


def test_whole_rows_twice_in_a_register_without_a_key_are_a_warning() -> None:
    headers = ["借据号", "日期", "收回利息"]
    intake = taken(grid(headers, ["J1", "20240605", 5], ["J1", "20240605", 6], ["J1", "20240605", 5]))
    assert found(intake) == ["W156 A4"]
    assert len(intake.book["repayments"]) == 3


def test_the_same_file_twice_is_read_once() -> None:
    sheet = grid(LOAN, loan("J1"))
    files = [FileGrids("a.xlsx", "same", [sheet]), FileGrids("b.xlsx", "same", [sheet])]
    intake = build_book(JUNE, files, branch(), {})
    assert [(one.code, one.where.file) for one in intake.problems] == [("E114", "b.xlsx")]
    assert len(intake.book["loans"]) == 1


def test_a_named_but_unknown_client_is_an_error() -> None:
    intake = taken(
        CLIENTS,
        grid(LOAN, loan("J1", "K2"), loan("J2", "K3x")),
        grid(DEPOSIT, ["001", "00124", "20240601", 5]),
    )
    assert found(intake) == ["E163 B3", "E163 B2"]
    assert intake.book["loans"]["note"].tolist() == ["J1"]
    assert len(intake.book["deposits"]) == 0


def test_an_unknown_client_says_which_spelling_may_be_meant() -> None:
    """Leading zeros lost on the way: 123 for 00123. It is proposed, never taken."""
    (problem,) = taken(CLIENTS, grid(LOAN, loan("J1", "123"))).problems
    assert (problem.code, problem.proposal) == ("E163", "00123")


def test_without_the_list_of_clients_nothing_is_held_against_it() -> None:
    assert found(taken(grid(LOAN, loan("J1", "K9")))) == []


def test_a_client_whose_row_was_rejected_is_still_known() -> None:
    clients = grid(["客户编号", "客户名称"], ["K2", None])
    assert found(taken(clients, grid(LOAN, loan("J1", "K2")))) == ["E120 B2"]


def test_a_list_of_clients_that_could_not_be_read_is_not_held_against_anybody() -> None:
    doubled = grid(["客户编号", "客户名称", "客户名称"], ["K1", "甲", "甲"])
    assert found(taken(doubled, grid(LOAN, loan("J1", "K2")))) == ["E102 C1"]


def test_cash_on_an_unknown_note_is_an_error() -> None:
    cash = grid(["借据号", "日期", "收回利息"], ["J1", "20240605", 5], ["J9", "20240605", 5])
    assert found(taken(grid(LOAN, loan("J1")), cash)) == ["E164 A3"]


def test_assignments_to_what_is_gone_are_a_warning() -> None:
    """The note may be settled, the account closed; an assignment that ended long ago is not even that."""
    headers = ["工号", "角色", "起", "止", "借据号", "账号"]
    sheet = grid(
        headers,
        ["M001", "主办", "20240101", None, "J1", None],
        ["M001", "主办", "20240101", None, "J9", None],
        ["M001", "主办", "20230101", "20231231", "J8", None],
        ["M001", "主办", "20240101", None, None, "6217000012345678"],
        file="managers.xlsx",
    )
    intake = taken(roster(), sheet, grid(LOAN, loan("J1")), grid(DEPOSIT, ["001", "K2", "20240601", 5]))
    assert found(intake) == ["W165 E3", "W165 F5"]
    assert "************5678" in str(intake.problems[1].sentence)
    assert len(intake.book["assignments"]) == 4


def test_rows_after_the_month_are_errors() -> None:
    deposits = grid(
        DEPOSIT,
        ["001", "K2", "2024-07-01", 5],
        ["001", "K2", "2024-06-30", 5],
        ["001", "K2", "2024-05-01", 5],
    )
    loans = grid(LOAN, loan("J1", granted="20240701"), loan("J2", granted="20240630"))
    intake = taken(deposits, loans)
    assert found(intake) == ["E170 C2", "E170 C2"]
    assert intake.book["deposits"]["line"].tolist() == [3, 4]
    assert intake.book["loans"]["note"].tolist() == ["J2"]


def shares(*rows: tuple[Value, ...]) -> Grid:
    return grid(["客户编号", "工号", "角色", "份额", "起", "止"], *rows, file="managers.xlsx")


def held(
    manager: str, share: Value, start: str = "20240101", end: Value = None, role: str = "主办"
) -> tuple[Value, ...]:
    return ("K1", manager, role, share, start, end)


@pytest.mark.parametrize(
    ("first", "second", "problems"),
    [
        (held("M001", "1/3"), held("M002", "2/3"), []),
        (held("M001", "60%"), held("M002", "30%"), []),
        (held("M001", "60%"), held("M002", "50%"), ["E180 D3"]),
        (held("M001", "60%", end="20240615"), held("M002", "50%", start="20240616"), []),
        (held("M001", "60%", end="20240616"), held("M002", "50%", start="20240616"), ["E180 D3"]),
        (held("M001", "60%", end="20240531"), held("M002", "50%"), []),
        (held("M001", "60%"), held("M002", "50%", start="20240701"), []),
        (held("M001", "100%"), held("M002", "100%", role="协办"), []),
        (held("M001", "66.67%"), held("M002", "33.33%"), []),
        (held("M001", "66.66%"), held("M002", "33.33%"), ["W180 D3"]),
        (held("M001", "1/2"), held("M002", None), ["E181 D3"]),
        (held("M001", "49.99%"), held("M002", "49.99%"), ["W180 D3"]),
        (held("M001", None), held("M002", None, start="20240701"), []),
    ],
)
def test_shares_of_one_client(
    first: tuple[Value, ...], second: tuple[Value, ...], problems: list[str]
) -> None:
    """On no day of June may the shares of one role exceed the whole; less is the team's or nobody's."""
    assert found(taken(roster(), shares(first, second))) == problems


def test_three_thirds_are_the_whole_exactly() -> None:
    people = grid(
        *[["工号", "姓名", "机构号", "等级"], *([f"M{one}", f"人{one}", "1", "见习"] for one in "123")],
        file="managers.xlsx",
    )
    intake = taken(people, shares(*(held(f"M{one}", "1/3") for one in "123")))
    assert found(intake) == []
    assert sum(intake.book["assignments"]["share"]) == Fraction(1)


def thirds(*written: Value, declared: bool = False) -> Intake:
    """K1 held by three in the same role."""
    people = grid(
        *[["工号", "姓名", "机构号", "等级"], *([f"M{one}", f"人{one}", "1", "见习"] for one in "123")],
        file="managers.xlsx",
    )
    rows = (held(f"M{place}", share) for place, share in enumerate(written, 1))
    return taken(people, shares(*rows), branch=branch(equal_shares=declared))


@pytest.mark.parametrize("share", ["33.33%", "33.3%", "0.33", "0.3333", "33.34%", n("0.3333333333")])
def test_rounded_thirds_that_miss_the_whole_are_an_error_of_each(share: Value) -> None:
    """What they lack is nobody's, or there is too much of them: 1/3 is proposed in each cell."""
    intake = thirds(share, share, share)
    assert found(intake) == ["E182 D2", "E182 D3", "E182 D4"]
    assert {one.proposal for one in intake.problems} == {"1/3"}


def test_rounded_thirds_that_are_the_whole_stand_as_they_are_written() -> None:
    assert thirds("33.33%", "33.33%", "33.34%").book["assignments"]["share"].tolist() == [
        Fraction(3333, 10000),
        Fraction(3333, 10000),
        Fraction(3334, 10000),
    ]


@pytest.mark.parametrize("last", ["33.33%", "33.34%"])
def test_rounded_thirds_are_thirds_where_the_branch_declares_it(last: str) -> None:
    """Other shares stay as they are."""
    intake = thirds("33.33%", "33.33%", last, declared=True)
    assert found(intake) == []
    assert intake.book["assignments"]["share"].tolist() == [Fraction(1, 3)] * 3
    others = thirds("30%", "30%", "40%", declared=True)
    assert others.book["assignments"]["share"].tolist() == [Fraction(3, 10), Fraction(3, 10), Fraction(2, 5)]


LEDGER = grid(
    ["科目号", "科目名称", "余额"],
    ["1301", "短期贷款", 7],
    ["1302", "中期贷款", 3],
    ["2011", "活期存款", n("9.99")],
)


def test_loans_must_add_up_to_the_general_ledger() -> None:
    named = branch(ledger_accounts={"loans": ["1301", "1302"]})
    assert found(taken(LEDGER, grid(LOAN, loan("J1", balance=5), loan("J2", balance=5)), branch=named)) == []
    wrong = taken(LEDGER, grid(LOAN, loan("J1", balance=5), loan("J2", balance=n("4.5"))), branch=named)
    assert found(wrong) == ["E190 C2"]
    assert "总账1301、1302合计 10.00 元，贷款台账合计 9.50 元，相差 0.50 元" in str(
        wrong.problems[0].sentence
    )


def test_a_row_that_occurs_twice_counts_once_in_the_sum() -> None:
    named = branch(ledger_accounts={"loans": ["1301"]})
    twice = grid(LOAN, loan("J1", balance=5), loan("J2", balance=2), loan("J1", balance=5))
    assert found(taken(LEDGER, twice, branch=named)) == ["E155 A4"]


def test_a_rejected_loan_counts_with_what_could_be_read() -> None:
    named = branch(ledger_accounts={"loans": ["1301"]})
    rejected = grid(LOAN, loan("J1", granted="x", balance=7))
    assert found(taken(LEDGER, rejected, branch=named)) == ["E132 C2"]
    unknown = grid(LOAN, loan("J1", balance="x"))
    assert found(taken(LEDGER, unknown, branch=named)) == ["E126 F2"]


@pytest.mark.parametrize(
    ("style", "headers", "rows"),
    [
        (
            "changes",
            DEPOSIT,
            [
                ["001", "K2", "20240605", n("2.99")],
                ["002", "K2", "20240501", 4],
                ["002", "K2", "20240620", 7],
            ],
        ),
        ("snapshot", DEPOSIT, [["001", "K2", "20240630", n("9.99")], ["001", "K2", "20240601", 4]]),
        ("month", ("账号", "客户编号", "月末余额", "月积数"), [["001", "K2", n("9.99"), 30]]),
    ],
)
def test_deposits_at_month_end_must_add_up_too(
    style: str, headers: tuple[str, ...], rows: list[list[Value]]
) -> None:
    """Changes: each account's last row; snapshots: the last day of the month; else 月末余额."""
    named = branch(style, ledger_accounts={"deposits": ["2011"]})
    assert found(taken(LEDGER, grid(headers, *rows), branch=named)) == []
    rows[0][-1 if style != "month" else 2] = 1
    assert found(taken(LEDGER, grid(headers, *rows), branch=named)) == ["E190 C4"]


def test_a_subject_that_the_ledger_has_not_is_a_problem() -> None:
    named = branch(ledger_accounts={"loans": ["1301", "1399"]})
    assert found(taken(LEDGER, grid(LOAN, loan("J1")), branch=named)) == ["E191"]


def test_the_unlikely_is_a_warning() -> None:
    intake = taken(
        grid(LOAN, loan("J1", balance=n("5.01")), loan("J2")), grid(DEPOSIT, ["001", "K2", "20240601", -1])
    )
    assert found(intake) == ["W157 F2", "W158 D2"]
    assert (len(intake.book["loans"]), len(intake.book["deposits"])) == (2, 1)
