"""Every example by its code, in order."""

from __future__ import annotations

from typing import Final

from brokenmade import files, intake, policy, rules, workflows
from brokenmade.example import Example

EXAMPLES: Final[dict[str, Example]] = dict(
    sorted(
        {
            **files.EXAMPLES,
            **intake.EXAMPLES,
            **policy.EXAMPLES,
            **rules.EXAMPLES,
            **workflows.EXAMPLES,
        }.items()
    )
)
