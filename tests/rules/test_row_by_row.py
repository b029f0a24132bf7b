"""Rules worked on whole columns give what a plain walk over rows and days gives, whoever holds what and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from books import JUNE, book, branch, example_policy
from cmtool.model.money import yuan
from cmtool.policy.indicators import Average, Flow, Level
from cmtool.rules.facts import Evidence

POLICY = example_policy()
Row = Mapping[str, Any]
Owners = dict[str, Fraction]
DAYS = [JUNE.first + timedelta(n) for n in range(JUNE.days)]
PEOPLE = ("A", "B", "C")
ROLES = ("主办", "协办", "全部")
CLIENTS = [{"id": "K1", "name": "甲", "manager": "B"}, {"id": "K2", "name": "乙"}]

some_day = st.integers(0, 40).map(lambda n: (date(2024, 5, 25) + timedelta(n)).isoformat())
people = st.sampled_from(PEOPLE)
clients = st.sampled_from(("K1", "K2", "K3"))
amounts = st.integers(-3, 9).map(str)


@st.composite
def assignments(draw: st.DrawFn) -> dict[str, Any]:
    kind, key = draw(st.sampled_from([("client", "K1"), ("client", "K2"), ("account", "D1"), ("note", "L1")]))
    start = draw(some_day)
    ends = date.fromisoformat(start) + timedelta(draw(st.integers(0, 30)))
    return {
        kind: key,
        "manager": draw(people),
        "role": draw(st.sampled_from(("主办", "主办", "协办"))),
        "share": draw(st.sampled_from([None, "1/3", "1/2", "0.6", "1"])),
        "start": start,
        "end": draw(st.sampled_from([None, ends.isoformat()])),
    }


@st.composite
def changes(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Balances of up to three accounts, each listed once before the month, in any order."""
    rows = []
    for account in draw(st.lists(st.sampled_from(("D1", "D2", "D3")), unique=True)):
        client, dates = draw(clients), draw(st.sets(st.integers(1, 30), max_size=4))
        for day in ["2024-05-20", *(f"2024-06-{number:02d}" for number in dates)]:
            own = draw(st.sampled_from(("", "A", "C")))
            rows.append(
                {"account": account, "client": client, "manager": own, "date": day, "balance": draw(amounts)}
            )
    return draw(st.permutations(rows))


@st.composite
def loans(draw: st.DrawFn) -> list[dict[str, Any]]:
    fen = st.integers(0, 5).map(str)
    return [
        {
            "note": note,
            "client": draw(clients),
            "manager": draw(st.sampled_from(("", "A", "C"))),
            "granted_on": "2024-01-01",
            "due_on": draw(st.sampled_from(("2024-05-31", "2024-06-01", "2024-06-30", "2024-07-01"))),
            "extended_to": draw(st.sampled_from((None, "2024-06-15", "2024-12-31"))),
            "amount": "9",
            "balance": draw(fen),
            "collected_principal": draw(fen),
            "due_principal": draw(st.none() | fen),
        }
        for note in draw(st.lists(st.sampled_from(("L1", "L2", "L3", "L4")), unique=True))
    ]


def owners(row: Row, table: list[dict[str, Any]], day: date, role: str) -> Iterator[tuple[str, Fraction]]:
    """Whose a row is on one day: read off the assignments one by one."""
    own = row["manager"] or ("B" if row["client"] == "K1" else "")
    for kind in ("note", "account", "client"):
        held = [
            found
            for found in table
            if row.get(kind) and found.get(kind) == row[kind] and role in ("全部", found["role"])
            if found["start"] <= day.isoformat() <= (found["end"] or "9999")
        ]
        if held:
            yield from shared(held)
            return
    yield (own if role in ("主办", "全部") else ""), Fraction(1)


def shared(held: list[dict[str, Any]]) -> Iterator[tuple[str, Fraction]]:
    if len(held) == 1 and held[0]["share"] is None:
        yield held[0]["manager"], Fraction(1)
        return
    shares = [Fraction(found["share"] or 2) for found in held]  # a missing share spoils the sum
    if sum(shares) > 1:
        yield "", Fraction(1)
        return
    yield from zip((found["manager"] for found in held), shares, strict=True)
    yield "", 1 - sum(shares, Fraction(0))


def wrong(held: list[dict[str, Any]]) -> str:
    if len(held) == 1 and held[0]["share"] is None:
        return ""
    if any(found["share"] is None for found in held):
        return "E301"
    total = sum(Fraction(found["share"]) for found in held)
    return "E302" if total > 1 else "W317" if total < 1 else ""


def added(parts: Iterator[tuple[str, Fraction]]) -> Owners:
    total: defaultdict[str, Fraction] = defaultdict(Fraction)
    for manager, amount in parts:
        total[manager] += amount
    return {manager: amount for manager, amount in total.items() if amount}


def found(evidence: Evidence, indicator: Average | Flow | Level) -> Owners:
    return {manager: amount for manager, amount in evidence.facts("", indicator).sums.items() if amount}


@given(changes(), st.lists(assignments(), max_size=6), st.sampled_from(ROLES))
def test_a_balance_is_whose_it_is_on_each_day(
    rows: list[dict[str, Any]], table: list[dict[str, Any]], role: str
) -> None:
    """积数: on each day the account's latest balance goes to whoever the assignments of that day say."""
    evidence = Evidence(book(JUNE, deposits=rows, assignments=table, clients=CLIENTS), POLICY, branch())
    terms = {"kind": "average", "label": "积数", "unit": "元", "measure": "balance_days", "role": role}

    def daily() -> Iterator[tuple[str, Fraction]]:
        for account in {row["account"] for row in rows}:
            for day in DAYS:
                held = [row for row in rows if row["account"] == account and row["date"] <= day.isoformat()]
                latest = max(held, key=lambda row: str(row["date"]))
                for manager, share in owners(latest, table, day, role):
                    yield manager, share * Fraction(latest["balance"])

    assert found(evidence, Average.model_validate(terms)) == added(daily())


@given(loans(), st.lists(assignments(), max_size=6), st.sampled_from(ROLES))
def test_a_note_is_whose_it_is_on_the_last_day(
    rows: list[dict[str, Any]], table: list[dict[str, Any]], role: str
) -> None:
    """A balance at month end goes by the last day's assignments: by note, else by client, else the row's own."""
    evidence = Evidence(book(JUNE, loans=rows, assignments=table, clients=CLIENTS), POLICY, branch())
    terms = {
        "kind": "level",
        "label": "余额",
        "unit": "元",
        "table": "loans",
        "value": "贷款余额",
        "role": role,
    }

    def on_the_last_day() -> Iterator[tuple[str, Fraction]]:
        for row in rows:
            for manager, share in owners(row, table, JUNE.last, role):
                yield manager, share * Fraction(row["balance"])

    assert found(evidence, Level.model_validate(terms)) == added(on_the_last_day())


@given(loans(), st.lists(assignments(), max_size=6))
def test_what_is_wrong_with_shares_is_said_of_the_first_of_them(
    rows: list[dict[str, Any]], table: list[dict[str, Any]]
) -> None:
    """Once for each first assignment: a share missing among several, more than the whole, less than the whole."""
    evidence = Evidence(book(JUNE, loans=rows, assignments=table, clients=CLIENTS), POLICY, branch())
    terms = {"kind": "level", "label": "余额", "unit": "元", "table": "loans", "value": "贷款余额"}
    evidence.facts("", Level.model_validate(terms))
    expected = set()
    for row in rows:
        for kind in ("note", "client"):
            held = [
                number
                for number, one in enumerate(table)
                if one.get(kind) == row[kind]
                and one["role"] == "主办"
                and one["start"] <= JUNE.last.isoformat() <= (one["end"] or "9999")
            ]
            if held:
                if code := wrong([table[number] for number in held]):
                    expected.add((code, evidence.book.where("assignments", held[0], "share")))
                break
    said = [(problem.code, problem.where) for problem in evidence.attribution.problems]
    assert set(said) == expected
    assert len(said) == len(expected)


@given(loans())
def test_what_was_due_and_collected_of_it_note_by_note(rows: list[dict[str, Any]]) -> None:
    """Due as given, else what stood and came in on notes that fall due; collected at most what was due, of due notes."""
    evidence = Evidence(book(JUNE, loans=rows), POLICY, branch())
    use_extension = POLICY.loans.due_date == "extended"
    due, collected = [], []
    for row in rows:
        falls = (use_extension and row["extended_to"]) or row["due_on"]
        came = int(row["collected_principal"])
        given_due = row["due_principal"]
        if given_due is not None:
            due.append(int(given_due))
        else:
            due.append(int(row["balance"]) + came if "2024-06-01" <= falls <= "2024-06-30" else 0)
        collected.append(min(came, due[-1]) if due[-1] > 0 else 0)
    assert [yuan(fen) for fen in evidence.loans["due"]] == due
    assert [yuan(fen) for fen in evidence.loans["collected_due"]] == collected
