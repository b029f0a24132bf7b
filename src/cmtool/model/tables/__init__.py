"""Every table that cmtool reads. One place to add one."""

from cmtool.model.table import Table
from cmtool.model.tables.business import CLIENTS, DEPOSITS, FEE_INCOME, LEDGER, LOANS, REPAYMENTS
from cmtool.model.tables.conduct import CONDUCT, ENTRIES, EXPENSES, OVERRIDES, RATINGS
from cmtool.model.tables.people import (
    ASSIGNMENTS,
    BENCHMARKS,
    GRADES,
    INSTITUTION,
    LEAVES,
    MANAGERS,
    OPENING,
    TARGETS,
)

TABLES: dict[str, Table] = {
    table.id: table
    for table in (
        MANAGERS,
        GRADES,
        TARGETS,
        ASSIGNMENTS,
        CLIENTS,
        LOANS,
        DEPOSITS,
        REPAYMENTS,
        FEE_INCOME,
        CONDUCT,
        EXPENSES,
        RATINGS,
        ENTRIES,
        INSTITUTION,
        BENCHMARKS,
        LEAVES,
        OPENING,
        OVERRIDES,
        LEDGER,
    )
}


def table_named(name: str) -> Table | None:
    """The table with this id, Chinese name or alias."""
    for table in TABLES.values():
        if name in (table.id, table.name, *table.aliases):
            return table
    return None
