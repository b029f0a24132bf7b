"""Runs a case through cmtool, and through a plain ``pandas.read_excel`` beside it."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import pandas as pd

from cmtool.files.workbooks import WorkbookRead, read_file, read_folder
from cmtool.intake.before import Before
from cmtool.intake.intake import FileGrids, Intake, build_book
from cmtool.model.branch import Branch
from cmtool.model.money import fixed, yuan
from cmtool.model.month import Month
from cmtool.model.problem import Problem
from cmtool.model.tables import TABLES
from dirty.case import Case

INBOX = "inbox/2024-06"
Verdict = Literal["right", "raises", "otherwise", "starves"]
_IN_WORDS: Final = frozenset({"id", "name", "text", "choice", "date"})
_SHOWN: Final = 6  # values that a record shows


class Got(NamedTuple):
    values: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def cells(self) -> list[str]:
        return [f"{one.code} {one.where.cell}".strip() for one in self.problems]


def written(case: Case, root: Path) -> Path:
    """The case's files in the month's inbox of a folder."""
    inbox = root / INBOX
    inbox.mkdir(parents=True, exist_ok=True)
    for name, content in case.files.items():
        (inbox / name).write_bytes(content)
    return inbox


def run(case: Case, root: Path) -> Got:
    """What cmtool makes of the case in June 2024: the values of its field, and every problem."""
    inbox = written(case, root)
    reads = list(read_folder(inbox, root))
    intake = _book(case, reads)
    problems = (*(one for read in reads for one in read.problems), *intake.problems)
    refused = {read.path for read in reads if read.is_refused}
    if refused:
        again = [read_file(root / read.path, read.path) for read in reads if read.path not in refused]
        intake = _book(case, again)
    return Got(_values(intake, case), problems)


def _book(case: Case, reads: Sequence[WorkbookRead]) -> Intake:
    institution = {"code": "0101", "name": "示范社"}
    branch = Branch.model_validate(
        {"schema": 1, "institution": institution, "deposits": {"style": case.style}, **case.options}
    )
    files = [FileGrids(read.path, read.digest, read.grids, read.refused) for read in reads if read.grids]
    before = Before(open_notes={note: amount * 100 for note, amount in case.sealed.items()})
    return build_book(Month(2024, 6), files, branch, {}, before=before)


def _values(intake: Intake, case: Case) -> tuple[str, ...]:
    kind = TABLES[case.table].kind(case.field)
    return tuple(_text(value, kind) for value in intake.book[case.table][case.field].tolist())


def _text(value: Any, kind: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return value
        case Fraction():
            return str(value)
        case _ if pd.isna(value) is True:
            return ""
        case date():
            return value.strftime("%Y-%m-%d")
        case _:
            return fixed(yuan(int(value))) if kind == "money" else str(value)


def anchor(case: Case, root: Path) -> tuple[Verdict, str]:
    """What plain pandas does with the case's first file, asked for the column, and whether that is right.

    Right is what ought to be read: numbers by value, identifiers and words by letter. ``otherwise`` are other values, or
    values where there is an error, without a word.
    """
    if not case.pandas_column:
        return "starves", ""
    path = written(case, root) / next(iter(case.files))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frame = pd.read_csv(path) if path.suffix == ".csv" else pd.read_excel(path)
            values = [_plain(value) for value in frame[case.pandas_column].tolist()]
    except Exception as error:
        return "raises", type(error).__name__
    kind = TABLES[case.table].kind(case.field)
    same = [_like(one, kind) for one in values] == [_like(one, kind) for one in case.reads]
    told = ", ".join(values[:_SHOWN]) + (f" … ({len(values)})" if len(values) > _SHOWN else "")
    return "right" if same and case.outcome in ("accepted", "warned") else "otherwise", told


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return repr(value) if isinstance(value, float) else str(value)


def _like(text: str, kind: str) -> object:
    if text in ("", "nan", "NaT"):
        return ""
    if kind in _IN_WORDS:
        return text
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return text
