"""One account in two spellings: its days would be counted as those of two accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding
from cmtool.intake.spelling import compact


def spelled_apart(draft: Draft) -> Iterator[Finding]:
    """Rows of deposits whose account differs from another row's by blanks only; about the one with blanks."""
    accounts = draft.values("deposits", "account")
    spaced = [row for row, account in enumerate(accounts) if " " in account]
    if not spaced:
        return
    spellings: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in spaced:
        spellings[compact(accounts[row])].setdefault(accounts[row], row)
    for row, account in enumerate(accounts):
        if account in spellings:
            spellings[account].setdefault(account, row)
    for row in spaced:
        known = spellings[compact(accounts[row])]
        other = next((first for account, first in known.items() if account != accounts[row]), None)
        if other is not None:
            values = {"other": str(draft.where("deposits", other, "account"))}
            yield draft.finding(codes.SPELLED_APART, "deposits", row, "account", values)
