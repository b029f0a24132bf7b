"""Loans due: what principal fell due in the month, and what of it was collected, note by note."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.money import fixed, yuan
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.state import State
from cmtool.policy.policy import Policy
from cmtool.rules import codes


def with_due(book: Book, policy: Policy) -> tuple[pd.DataFrame, list[Problem]]:
    """The loan frame with ``due`` and ``collected_due`` (fen) beside its own columns.

    Due is 本月到期本金 where given, else 贷款余额 + 本月收回本金 of notes whose due date lies in the month; collected
    counts on due notes only, and at most what was due. A note of which nobody knows what was collected is a problem
    where the policy reads either of them.
    """
    loans = book["loans"]
    collected, problems = _collected(book, loans)
    due_on = loans["due_on"]
    if policy.loans.due_date == "extended":
        due_on = loans["extended_to"].fillna(due_on)
    falls = (due_on >= pd.Timestamp(book.month.first)) & (due_on <= pd.Timestamp(book.month.last))
    by_date = (loans["balance"] + collected.fillna(0)).where(falls, 0)
    due = loans["due_principal"].fillna(by_date)
    unknown = ((due > 0) | (falls & loans["due_principal"].isna())) & collected.isna()
    if policy.reads_due:
        problems += _unknown(book, loans[unknown], due)
    problems += _negative(book, loans)
    kept = collected.fillna(0).where(due > 0, 0)
    collected_due = kept.where(kept < due, due).clip(lower=0)
    return loans.assign(due=due, collected_due=collected_due), problems


def _unknown(book: Book, loans: pd.DataFrame, due: pd.Series[int]) -> Iterator[Problem]:
    for row in loans.index:
        values = {"note": loans["note"][row], "due": _yuan(int(due[row]))}
        where = book.where("loans", row, "collected_principal")
        yield problem(codes.COLLECTED_UNKNOWN, where, values, column="本月收回本金", key=values["note"])


def _negative(book: Book, loans: pd.DataFrame) -> Iterator[Problem]:
    """Principal that fell due or came in cannot be less than nothing."""
    for column, header in (("collected_principal", "本月收回本金"), ("due_principal", "本月到期本金")):
        for row in loans.index[(loans[column] < 0).fillna(False).astype(bool)]:
            amount = _yuan(int(loans[column][row]))
            values = {"note": loans["note"][row], "column": header, "amount": amount}
            where = book.where("loans", row, column)
            yield problem(
                codes.NEGATIVE_COLLECTED, where, values, column=header, key=values["note"], found=amount
            )


def _collected(book: Book, loans: pd.DataFrame) -> tuple[pd.Series[int], list[Problem]]:
    """Principal collected in the month from whichever source tells it; where two do, they must agree."""
    sources: list[tuple[str, pd.Series[int]]] = [("本月收回本金", loans["collected_principal"])]
    if book.has("repayments", "principal"):
        paid = book["repayments"]
        month = book.month
        inside = (paid["date"] >= pd.Timestamp(month.first)) & (paid["date"] <= pd.Timestamp(month.last))
        sums = paid[inside].groupby("note")["principal"].sum()
        sources.append(("收回明细", loans["note"].map(sums).fillna(0).astype("Int64")))
    if book.has("loans", "last_balance"):
        granted = loans["granted_on"] >= pd.Timestamp(book.month.first)
        before = loans["last_balance"].where(~granted, loans["amount"])
        sources.append(("上月余额 − 贷款余额", before - loans["balance"]))
    name, answer = sources[0]
    problems: list[Problem] = []
    for other_name, other in sources[1:]:
        differ = (answer.notna() & other.notna() & (answer != other)).fillna(False)
        for row in loans.index[differ.astype(bool)]:
            values = {
                "note": loans["note"][row],
                "first": name,
                "a": _yuan(int(answer[row])),
                "second": other_name,
                "b": _yuan(int(other[row])),
            }
            where = book.where("loans", row, "collected_principal")
            problems.append(
                problem(codes.COLLECTED_DIFFERS, where, values, column="本月收回本金", key=values["note"])
            )
        answer = answer.fillna(other)
    return answer, problems


def vanished(book: Book, state: State) -> Iterator[Problem]:
    """A note that was open at the end of the last sealed month and is in no table now is an error."""
    if "loans" not in book or state.sealed_until != book.month.previous:
        return
    present = set(book["loans"]["note"]) | {rejected.key for rejected in book.rejected}
    where = next((Where(s.path, s.sheet) for s in book.sources if s.table == "loans"), Where("贷款台账"))
    for note, balance in state.open_notes.items():
        if note not in present:
            values = {"note": note, "balance": _yuan(balance)}
            yield problem(codes.NOTE_VANISHED, where, values, column="借据号", key=note)


def _yuan(fen: int) -> str:
    return fixed(yuan(fen), 2, True)
