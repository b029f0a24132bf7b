"""Facts: the rows behind each indicator, each with the manager it counts for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cmtool.model.book import Book
from cmtool.model.branch import Branch
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.tables import TABLES
from cmtool.model.text import phrase
from cmtool.policy.entered import Entered
from cmtool.policy.indicator import Indicator
from cmtool.policy.indicators import Average, Count, Events, Flow, Level
from cmtool.policy.policy import Policy
from cmtool.policy.ratings import Rating
from cmtool.rules import codes
from cmtool.rules.amounts import Amounts, added, product
from cmtool.rules.appraisal import Facts
from cmtool.rules.attribution import DIRECT, NOBODY, Attribution, Pieces, as_named, joined
from cmtool.rules.deposits import segments
from cmtool.rules.entered import entered
from cmtool.rules.institution import institutions
from cmtool.rules.largest import largest
from cmtool.rules.loans import with_due
from cmtool.rules.lookup import Ints, coded, day_number, days, exact, narrowed, whole
from cmtool.rules.measures import Measured, Measuring
from cmtool.rules.ratings import ratings
from cmtool.rules.runs import accounts_selected, cells_of, runs_selected
from cmtool.rules.selection import selected
from cmtool.rules.shared import Shared
from cmtool.rules.subjects import Subjects
from cmtool.rules.waiting import waiting

ASSIGNED = frozenset({"loans", "deposits", "repayments", "fee_income"})
"""Tables whose rows follow assignments; the others belong to the person they name."""

FACT_COLUMNS = ("manager", "client", "row", "amount", "numerator", "denominator")

_OFTEN = frozenset(
    {"client", "note", "account", "manager", "due", "collected_due", "item", "date", "points", "amount"}
)
"""What indicators read without naming it: keys, derived columns, and those of 加扣分登记簿."""


@dataclass
class Evidence:
    """The month's rows, prepared once for all indicators; collects the problems met on the way.

    ``appraised`` are the people (工号) of whom ratings and entries are asked this month.
    """

    book: Book
    policy: Policy
    branch: Branch
    appraised: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.attribution = Attribution(self.book)

    @cached_property
    def shared(self) -> Shared:
        return Shared(self.policy, self.book.month, self._own)

    def _own(self, indicator: Indicator) -> Fraction | None:
        found = institutions(self.book, indicator, self.branch.institution.code)
        return None if found is None else found[0]

    @cached_property
    def deposits(self) -> pd.DataFrame:
        rows, problems = segments(self.book, self.branch)
        self.problems += problems
        return rows

    @cached_property
    def loans(self) -> pd.DataFrame:
        rows, problems = with_due(self.book, self.policy)
        self.problems += problems
        return rows

    def facts(self, name: str, indicator: Indicator) -> Facts:
        """The rows behind one indicator. An institution's figures are not rows of managers."""
        if lacking := self._lacking(name, indicator):
            return lacking
        found = Subjects(self.book).counted(self._facts(name, indicator), indicator.about)
        most = indicator.largest if isinstance(indicator, Level | Flow) else 0
        return largest(found, most) if most else found

    def _facts(self, name: str, indicator: Indicator) -> Facts:
        if indicator.table_id == "deposits":
            return self._deposit_facts(name, indicator)
        if isinstance(indicator, Rating):
            return ratings(self.book, name, indicator, self._asked(name), self.problems)
        if isinstance(indicator, Entered):
            return entered(self.book, name, indicator, self._asked(name), self.problems)
        return self._attributed(name, indicator, self._measured(name, indicator, self._rows(indicator)))

    @cached_property
    def _waiting(self) -> frozenset[str]:
        return waiting(self.policy, self.book.month)

    def _asked(self, name: str) -> frozenset[str]:
        """Of whom a figure is asked this month: of nobody while it waits for the lines that read it."""
        return frozenset() if name in self._waiting else self.appraised

    def quietly(self, indicator: Indicator) -> Facts:
        """The rows behind a table's own measure, which no policy asked for: problems are not said again."""
        said = len(self.problems)
        found = self.facts("", indicator)
        del self.problems[said:]
        return found

    def _rows(self, indicator: Indicator) -> pd.DataFrame:
        frame = self.loans if indicator.table_id == "loans" else self.book[indicator.table_id]
        read = indicator.columns().get(indicator.table_id, frozenset()) | _OFTEN
        rows = frame[[column for column in frame if column in read]]
        return selected(rows.reset_index(names="row"), indicator, self.book)

    def _measured(self, name: str, indicator: Indicator, rows: pd.DataFrame) -> Measured:
        if indicator.together()[0]:
            rows = rows.assign(**self._whose(indicator, rows["row"].to_numpy()))
        return self._measuring(name, indicator).measured(rows)

    def _whose(self, indicator: Indicator, index: Ints) -> dict[str, Ints]:
        """Whose each row is by itself, and a number that is the same for rows which the same assignments name."""
        known = self.attribution.rows(indicator.table_id)
        named = self._named(indicator, index)
        keys = np.stack([numbers[index] for numbers in known.keys])
        held = np.unique(keys, axis=1, return_inverse=True)[1].reshape(-1)
        return {"person": np.where(named >= 0, named, known.person[index]), "held": held}

    def _measuring(self, name: str, indicator: Indicator) -> Measuring:
        shared = {read: value for read in indicator.reads() if (value := self.shared.value(read)) is not None}
        label = self.policy.label(name) if name else indicator.label
        return Measuring(self.book, indicator, label, shared, self.problems)

    def _lacking(self, name: str, indicator: Indicator) -> Facts | None:
        """No rows for anybody where a figure that the row values need has no value this month."""
        read = next((read for read in indicator.reads() if self.shared.value(read) is None), "")
        if not read:
            return None
        values = {"figure": self.policy.label(name), "name": self.policy.label(read)}
        self.problems.append(problem(codes.SHARED_MISSING, Where(TABLES[indicator.table_id].name), values))
        why = phrase("“{name}”没有数值", name=values["name"])
        absent = {str(person): why for person in self.book["managers"]["id"]}
        nothing = pd.DataFrame({column: pd.Series(dtype=object) for column in FACT_COLUMNS})
        return Facts(name, indicator.table_id, "", 1, Fraction(0), nothing, absent=absent)

    def _deposit_facts(self, name: str, indicator: Indicator) -> Facts:
        if not isinstance(indicator, Average) and (isinstance(indicator, Count) or indicator.row_value()):
            rows = accounts_selected(self.book, self.deposits, indicator)
            return self._attributed(name, indicator, self._measured(name, indicator, rows))
        rows = self.deposits
        if indicator.where:
            rows = runs_selected(self.book, rows, indicator)
        factor = None
        if isinstance(indicator, Average) and indicator.factor is not None:
            rows, factor = self._factored(name, indicator, rows)
        by_month = self.branch.deposits.style == "month"
        scale, column = 100, "balance"
        if isinstance(indicator, Average):
            rows = rows.assign(amount=rows["balance_days"])
            column = "balance_days" if by_month else "balance"
            scale = 100 * (self.book.month.days if indicator.measure == "daily_average" else 1)
        else:
            rows = narrowed(rows, rows["end"] == pd.Timestamp(self.book.month.last))
            rows = rows.assign(amount=rows["balance"])
            column = "month_end_balance" if by_month else "balance"
        index = rows["row"].to_numpy()
        pieces = self.attribution.owned(
            "deposits", index, (days(rows["start"]), days(rows["end"])), indicator.role
        )
        if isinstance(indicator, Average) and not by_month:
            held = whole(rows["balance"], 31).to_numpy()[pieces.at]
            amounts = held * (pieces.last - pieces.first + 1)
        else:
            pieces = pieces.until(day_number(self.book.month.last))
            amounts = whole(rows["amount"], 1).to_numpy()[pieces.at]
        if factor is not None:
            rows = rows.assign(amount=product(Amounts(rows["amount"].to_numpy(), 1), factor).numbers)
            amounts = product(Amounts(amounts, 1), factor.take(pieces.at)).numbers
            scale *= factor.scale
        found = self._listed("deposits", index, pieces, amounts)
        return Facts(name, "deposits", column, scale, _total(rows, scale), found)

    def _factored(self, name: str, indicator: Average, rows: pd.DataFrame) -> tuple[pd.DataFrame, Amounts]:
        """Runs of days of the accounts whose factor is known, and what each yuan of them counts for."""
        assert indicator.factor is not None
        cells = cells_of(self.book, rows, indicator)
        sound, factor = self._measuring(name, indicator).factored(cells, indicator.factor)
        return rows.iloc[sound["at"].to_numpy()], factor

    def _attributed(self, name: str, indicator: Indicator, measured: Measured) -> Facts:
        rows, column, scale = measured.rows, measured.column, measured.scale
        table, index = indicator.table_id, rows["row"].to_numpy()
        on = getattr(indicator, "on", "") or ("date" if isinstance(indicator, Events) else "")
        last = np.full(len(rows), day_number(self.book.month.last))
        day = days(rows[indicator.field(on)]) if on and not indicator.together()[0] else last
        person = self._named(indicator, index)
        direct, others = np.flatnonzero(person >= 0), np.flatnonzero(person < 0)
        pieces = as_named(direct, person[direct], day[direct])
        if len(others):
            owned = self.attribution.owned(table, index[others], (day[others], day[others]), indicator.role)
            pieces = joined(pieces, replace(owned, at=others[owned.at]))
        found = self._listed(table, index, pieces, exact(rows["amount"]).to_numpy()[pieces.at])
        if isinstance(indicator, Count) and indicator.distinct:
            texts = rows[indicator.field(indicator.distinct)].iloc[pieces.at]
            found = _distinct(found, texts, kept=indicator.windowed or indicator.about != "person")
            shares = Counter(zip(found["numerator"], found["denominator"], strict=True))
            total = added([Fraction(int(a) * times, int(b)) for (a, b), times in shares.items()])
            return Facts(name, table, column, scale, total, found)
        return Facts(name, table, column, scale, _total(rows, scale), found)

    def _named(self, indicator: Indicator, index: Ints) -> Ints:
        """The person whom each row belongs to whatever is assigned; -1 where the assignments are to be asked."""
        table = indicator.table_id
        if table == "loans" and indicator.role in DIRECT:
            return self.attribution.named(table, DIRECT[indicator.role])[index]
        if table == "fee_income":
            named = self.attribution.named(table, "manager")[index]
            return np.where(named == NOBODY, -1, named)
        if table not in ASSIGNED:
            return self.attribution.rows(table).person[index]
        return np.full(len(index), -1)

    def _listed(self, table: str, index: Ints, pieces: Pieces, amounts: NDArray[Any]) -> pd.DataFrame:
        """Pieces of rows (``index`` in the table) as facts are listed; see ``Facts``."""
        row = index[pieces.at]
        columns = {
            "manager": self.attribution.managers(pieces.person),
            "client": self.attribution.rows(table).clients.take(row),
            "row": row,
            "amount": amounts,
            "numerator": pieces.numerator,
            "denominator": pieces.denominator,
        }
        return pd.DataFrame(columns, copy=False)


def _distinct(found: pd.DataFrame, values: pd.Series[str], *, kept: bool) -> pd.DataFrame:
    """Each manager's different values once, by the largest share of it; where ``kept``, as ``text`` beside them."""
    known = coded(values)
    if kept:
        found = found.assign(text=known.texts.to_numpy()[known.codes])
    share = found["numerator"].to_numpy(dtype=float) / found["denominator"].to_numpy(dtype=float)
    order = np.argsort(-share, kind="stable")
    once = pd.DataFrame({"manager": found["manager"], "value": known.codes}).iloc[order].drop_duplicates()
    return found.iloc[np.sort(once.index.to_numpy())].reset_index(drop=True)


def _total(rows: pd.DataFrame, scale: int) -> Fraction:
    amounts = exact(rows["amount"])
    if amounts.dtype != object:
        return Fraction(int(amounts.sum()), scale)
    return added([Fraction(amount) for amount in amounts]) / scale
