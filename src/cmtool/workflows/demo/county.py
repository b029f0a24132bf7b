"""``cmtool demo --branches``: a county of synthetic branches under one policy, to try ``cmtool batch`` on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cmtool.files.new_folder import fill
from cmtool.workflows.demo.branch import Made, branch_files
from cmtool.workflows.demo.plan import Plan

MOST_BRANCHES = 300
_POLICY = "policy/"


def demo_county(folder: Path, plan: Plan, branches: int) -> Made:
    """Write so many branches into a new or empty folder, each from a seed of its own, the policy beside them."""
    tally: list[Counter[str]] = []
    plans = [replace(plan, seed=plan.seed + place, desk=f"{place + 1:02d}") for place in range(branches)]

    def contents() -> Iterator[tuple[str, bytes]]:
        for place, own in enumerate(plans):
            for file in branch_files(own):
                if file.name.startswith(_POLICY):
                    if not place:
                        yield file.name, file.content
                    continue
                tally.append(file.rows)
                yield f"{own.code}{own.place}/{file.name}", file.content

    fill(folder, contents())
    return Made(plan, len(tally) + 1, sum(tally, Counter()))
