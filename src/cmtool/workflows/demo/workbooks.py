"""The workbooks of a synthetic branch, as sheets: the roster's, and each month's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cmtool.model.month import Month
from cmtool.model.tables import TABLES
from cmtool.workflows.demo import registers, roster, targets
from cmtool.workflows.demo.accounts import ACCOUNT_FIELDS
from cmtool.workflows.demo.clients import CLIENT_FIELDS
from cmtool.workflows.demo.exports import Export, Row, summed
from cmtool.workflows.demo.notes import NOTE_FIELDS
from cmtool.workflows.demo.plan import Plan
from cmtool.workflows.demo.records import Records

ROSTER_FILE = "managers.xlsx"
_LOAN_TOTALS = (
    "amount",
    "year_start_balance",
    "last_balance",
    "collected_principal",
    "balance",
    "due_interest",
    "collected_interest",
    "arrears_on_balance",
    "arrears_off_balance",
)
_BY_HAND = ("conduct", "expenses", "institution")
_SIGNED = "制表：　　　　复核：　　　　主任："


def roster_exports(known: Records) -> list[Export]:
    """managers.xlsx: 花名册, 任职等级, 目标 of all months, 管户关系."""
    plan, districts = known.plan, known.districts
    contracts: list[Row] = []
    for held in known.holdings:
        usual = targets.ordinary(plan, held.notes, held.accounts)
        contracts += targets.target_rows(plan, held.district, usual)
    shared = targets.assignment_rows(plan, districts, [held.clients for held in known.holdings])
    parts: tuple[tuple[str, str, tuple[str, ...], Sequence[Row]], ...] = (
        ("managers", "花名册", roster.MANAGER_FIELDS, roster.manager_rows(plan, districts)),
        ("grades", "任职等级", roster.GRADE_FIELDS, roster.grade_rows(plan, districts, known.grades)),
        ("targets", "目标", targets.TARGET_FIELDS, contracts),
        ("assignments", "管户关系", targets.ASSIGNMENT_FIELDS, shared),
    )
    return [
        Export(ROSTER_FILE, sheet, f"{plan.institution}客户经理{sheet}", table, fields, rows)
        for table, sheet, fields, rows in parts
    ]


def month_exports(known: Records, month: Month) -> Iterator[Export]:
    """The inbox of a month, one file for each table."""
    plan, districts = known.plan, known.districts
    notes = [note for note in known.notes if note.stands_in(month)]
    clients = [client.row(plan) for client in known.clients if client.filed <= month.last]
    loans = [note.row(month) for note in notes]
    deposits = [row for account in known.accounts for row in account.rows(month)]
    conduct = registers.conduct_rows(plan, districts, month)
    expenses = registers.expense_rows(plan, districts, month)
    institution = registers.institution_rows(plan, month)
    ledger = registers.ledger_rows(month, notes, known.accounts)
    yield _export(plan, month, "clients", CLIENT_FIELDS, clients)
    yield replace(
        _export(plan, month, "loans", NOTE_FIELDS, loans), totals=summed(NOTE_FIELDS, loans, _LOAN_TOTALS)
    )
    yield replace(_export(plan, month, "deposits", ACCOUNT_FIELDS, deposits), dates="compact")
    yield _export(plan, month, "conduct", registers.CONDUCT_FIELDS, conduct)
    spent = summed(registers.EXPENSE_FIELDS, expenses, ("amount",))
    yield replace(_export(plan, month, "expenses", registers.EXPENSE_FIELDS, expenses), totals=spent)
    yield _export(plan, month, "institution", registers.INSTITUTION_FIELDS, institution)
    yield _export(plan, month, "ledger", registers.LEDGER_FIELDS, ledger)


def _export(plan: Plan, month: Month, table: str, fields: tuple[str, ...], rows: Sequence[Row]) -> Export:
    name = TABLES[table].name
    return Export(
        file=f"inbox/{month}/{name}.xlsx",
        sheet=name,
        title=f"{plan.institution}{name}（{month.chinese}）",
        table=table,
        fields=fields,
        rows=rows,
        subtitle=f"数据日期：{month.last}",
        foot=_SIGNED if table in _BY_HAND else "",
    )
