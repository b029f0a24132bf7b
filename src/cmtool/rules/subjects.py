"""Whose a figure is: the rows that count for a person, for the members of a team or an institution, or for all."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from cmtool.model.book import Book
from cmtool.policy.indicator import About
from cmtool.rules.appraisal import Facts, subject_of
from cmtool.rules.lookup import looked_up


@dataclass(frozen=True)
class Subjects:
    """The roster's teams and institutions, by 工号."""

    book: Book

    def counted(self, facts: Facts, about: About) -> Facts:
        """The facts with the subject that each row counts for; a row nobody of a team or institution holds has none.

        What is left of a shared row when its holders are all of one team is that team's remainder.
        """
        if about == "person":
            return facts
        managers = facts.rows["manager"].astype(object)
        known = self._known(about)
        subject = looked_up(managers, known)
        if about == "all":
            subject[:] = subject_of(about, "", "", "")
        elif about == "team":
            subject = subject.where(managers != "", self._remainders(facts.rows, subject))
        elif len(set(known.values())) == 1:
            subject = subject.where(managers != "", next(iter(known.values())))
        return replace(facts, about=about, rows=facts.rows.assign(subject=subject))

    def _known(self, about: About) -> dict[str, str]:
        roster = self.book["managers"]
        rows = zip(roster["id"], roster["team"], roster["institution"], strict=True)
        return {str(id_): subject_of(about, str(id_), str(team), str(code)) for id_, team, code in rows}

    def _remainders(self, rows: pd.DataFrame, subject: pd.Series[str]) -> pd.Series[str]:
        """For each row of a shared source row, the one team of those who hold the rest of it; else nothing."""
        held = pd.DataFrame({"row": rows["row"], "subject": subject})[rows["manager"] != ""]
        of_row = held.groupby("row")["subject"].agg(["nunique", "first"])
        one = of_row.loc[of_row["nunique"] == 1, "first"]
        teams = dict(zip(one.index, one, strict=True))
        return pd.Series([teams.get(row, "") for row in rows["row"]], index=rows.index, dtype=object)
