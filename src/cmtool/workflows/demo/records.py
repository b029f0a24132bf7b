"""Everything behind a synthetic branch: its people, clients, notes and accounts over the whole time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmtool.workflows.demo.accounts import Account, accounts_of
from cmtool.workflows.demo.clients import Client, clients_of, public_clients
from cmtool.workflows.demo.lending import notes_of
from cmtool.workflows.demo.notes import Note
from cmtool.workflows.demo.plan import Plan
from cmtool.workflows.demo.roster import District, roster


@dataclass(frozen=True)
class Holdings:
    """One district with its clients and what they have."""

    district: District
    clients: Sequence[Client]
    notes: Sequence[Note]
    accounts: Sequence[Account]


@dataclass(frozen=True)
class Records:
    """A branch over all months of its plan; the public clients (公共户) are nobody's and only deposit."""

    plan: Plan
    grades: Sequence[str]
    holdings: Sequence[Holdings]
    public_clients: Sequence[Client]
    public_accounts: Sequence[Account]

    @property
    def districts(self) -> list[District]:
        return [held.district for held in self.holdings]

    @property
    def clients(self) -> list[Client]:
        return [*(client for held in self.holdings for client in held.clients), *self.public_clients]

    @property
    def notes(self) -> list[Note]:
        return [note for held in self.holdings for note in held.notes]

    @property
    def accounts(self) -> list[Account]:
        return [*(account for held in self.holdings for account in held.accounts), *self.public_accounts]


def records(plan: Plan, grades: Sequence[str]) -> Records:
    """The branch that a plan describes; ``grades`` are those of its policy, lowest first."""
    holdings = [_holdings(plan, district) for district in roster(plan, grades)]
    public = public_clients(plan)
    accounts = [account for client in public for account in accounts_of(plan, client, 100)]
    return Records(plan, grades, holdings, public, accounts)


def _holdings(plan: Plan, district: District) -> Holdings:
    clients = clients_of(plan, district)
    notes = [note for client in clients for note in notes_of(plan, district, client)]
    accounts = [account for client in clients for account in accounts_of(plan, client, district.size)]
    return Holdings(district, clients, notes, accounts)
