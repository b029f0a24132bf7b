"""Every example by its code, in order."""

from __future__ import annotations

from typing import Final

from brokenmade import (
    batch,
    files,
    handing_back,
    intake,
    places,
    policy,
    policy_cliffs,
    policy_holds,
    policy_lines,
    policy_twin,
    policy_units,
    review,
    rules,
    rules_accounts,
    rules_people,
    rules_rows,
    workflows,
)
from brokenmade.example import Example

EXAMPLES: Final[dict[str, Example]] = dict(
    sorted(
        {
            **batch.EXAMPLES,
            **files.EXAMPLES,
            **handing_back.EXAMPLES,
            **intake.EXAMPLES,
            **places.EXAMPLES,
            **policy.EXAMPLES,
            **policy_cliffs.EXAMPLES,
            **policy_holds.EXAMPLES,
            **policy_lines.EXAMPLES,
            **policy_twin.EXAMPLES,
            **policy_units.EXAMPLES,
            **review.EXAMPLES,
            **rules.EXAMPLES,
            **rules_accounts.EXAMPLES,
            **rules_people.EXAMPLES,
            **rules_rows.EXAMPLES,
            **workflows.EXAMPLES,
        }.items()
    )
)
