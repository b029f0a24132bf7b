"""Every kind of problem that the program can find, by its code."""

from __future__ import annotations

from cmtool.files import codes as of_files
from cmtool.intake import codes as of_intake
from cmtool.model.problem import Code
from cmtool.policy import codes as of_policy
from cmtool.rules import codes as of_rules
from cmtool.workflows import codes as of_workflows
from cmtool.workflows import policy_codes as of_policy_files
from cmtool.workflows.county import codes as of_county
from cmtool.workflows.review import codes as of_review


def all_codes() -> dict[str, Code]:
    """Code → kind, in order."""
    rooms = (of_files, of_intake, of_rules, of_policy, of_workflows, of_policy_files, of_county, of_review)
    found = (value for room in rooms for value in vars(room).values() if isinstance(value, Code))
    return {code.code: code for code in sorted(found, key=lambda code: code.code)}
