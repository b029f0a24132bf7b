"""What a month came to in one branch, as the head office keeps it: a record that a report or a later run can read."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from cmtool.model.money import plain
from cmtool.model.problem import Where

Exact = Annotated[Fraction, BeforeValidator(lambda value: Fraction(str(value))), PlainSerializer(plain)]
State = Literal["done", "missing", "problems", "failed", "waiting"]
"""Went through; only tables or files are missing; something is wrong in the data or the policy; nothing could be done;
not its turn: the run named other branches."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Found(_Part):
    """One problem, its sentences in the language of the run; places are relative to the branch's folder."""

    code: str
    severity: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    column: str = ""
    key: str = ""
    found: str = ""
    message: str
    remedy: str = ""
    proposal: str = ""
    cure: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    @property
    def place(self) -> str:
        """Where a person finds it: ``贷款台账.xlsx!6月!F318``."""
        return str(Where(self.file, self.sheet, self.cell))


class ManagerMonth(_Part):
    """One manager as the branch's reports print them; money in yuan, None while not rated."""

    id: str
    name: str
    grade: str
    team: str
    status: str
    score: Exact | None
    gross: Exact | None
    withheld: Exact | None
    released: Exact | None
    payable: Exact | None
    change: str
    proposed: str


class Advice(_Part):
    """What a grade review advises on one person; ``effect`` on a month's pay in yuan, ``notes`` what is borderline."""

    id: str
    name: str
    grade: str
    score: Exact | None
    change: str
    proposed: str
    effect: Exact | None
    notes: tuple[str, ...] = ()


class Enrolled(_Part):
    """One row of a branch's roster: who, where it stands, and whether the person left or came in the month."""

    id: str
    name: str
    place: str
    moved: bool = False


class Measure(_Part):
    """One measure of one table over the whole branch, as 勾稽核对 has it."""

    table: str
    measure: str
    unit: str
    total: Exact
    managers: Exact
    unallocated: Exact
    excluded: Exact


class BranchMonth(_Part):
    """What one command did for one branch in one month (or period). ``clients`` maps a client's digest to 客户编号."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    command: str
    month: str
    folder: str
    code: str = ""
    name: str = ""
    state: State
    exit: int
    reason: str = ""  # why nothing could be done, in a sentence
    problems: tuple[Found, ...] = ()
    managers: tuple[ManagerMonth, ...] = ()
    advice: tuple[Advice, ...] = ()
    used: tuple[str, ...] = ()  # the sealed months that a review rests on
    roster: tuple[Enrolled, ...] = ()
    clients: dict[str, str] = Field(default_factory=dict)
    measures: tuple[Measure, ...] = ()
    revision: int | None = None
    trial: bool = False
    policy: str = ""  # its 文号
    policy_digest: str = ""
    program: str = ""
    written: tuple[str, ...] = ()

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @property
    def title(self) -> str:
        """What people call the branch."""
        return f"{self.code} {self.name}".strip() or self.folder

    @property
    def errors(self) -> tuple[Found, ...]:
        return tuple(found for found in self.problems if found.is_error)


class CountyMonth(_Part):
    """All branches of a run, by 机构号, and what was found across them."""

    county: str
    command: str
    month: str
    branches: tuple[BranchMonth, ...]
    across: tuple[Found, ...] = ()

    @property
    def done(self) -> tuple[BranchMonth, ...]:
        return tuple(branch for branch in self.branches if branch.state == "done")

    @property
    def wanting(self) -> tuple[BranchMonth, ...]:
        return tuple(branch for branch in self.branches if branch.state != "done")
