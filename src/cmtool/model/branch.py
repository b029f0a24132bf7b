"""What a branch says of itself in ``branch.toml``: who it is, and what its files cannot say."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

BRANCH_SCHEMA = 1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)


class Institution(_Part):
    code: str
    name: str


class DepositExport(_Part):
    """How the deposit export is to be read.

    ``changes``: a row holds until the account's next row. ``snapshot``: one row for each account on listed days.
    ``month``: one row for each account with 月末余额 and 月积数. ``balance_days`` says what a given 积数 covers.
    """

    style: Literal["changes", "snapshot", "month"]
    balance_days: Literal["month", "year", "since_settlement"] = "month"


class Branch(_Part):
    """The contents of ``branch.toml``."""

    schema_version: Literal[1] = Field(alias="schema")
    institution: Institution
    deposits: DepositExport
    language: Literal["zh", "en"] = "zh"
    units: dict[str, Literal["元", "万元"]] = Field(default_factory=dict)
    """Unit of a table's money columns where neither header nor unit line says one, by table id or name."""
    columns: dict[str, dict[str, str]] = Field(default_factory=dict)
    """A settled mapping: table → header as found → canonical header."""
    equal_shares: bool = False
    """Whether shares that are equal parts rounded (33.33 %, 33.33 %, 33.34 %) mean the parts themselves (1/3 each)."""
    ledger_accounts: dict[str, list[str]] = Field(default_factory=dict)
    """Which 科目 of the 总账 the ``loans`` and ``deposits`` must add up to."""
