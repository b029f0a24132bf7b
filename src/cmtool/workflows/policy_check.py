"""``cmtool policy check``: everything that is wrong or odd with a policy, before anybody is paid by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cmtool.model.problem import Code, Problem, Where, problem
from cmtool.policy import codes
from cmtool.policy.cliffs import cliffs
from cmtool.policy.idle import idle
from cmtool.policy.lost_signs import lost_signs
from cmtool.policy.reach import unreached
from cmtool.policy.reading import PolicyText, Reading, numbered
from cmtool.reports.example_words import answer_words, asked_words, failures
from cmtool.rules.examples import Worked, worked_examples
from cmtool.workflows.exits import Exit, exit_of


@dataclass(frozen=True)
class Checked:
    """A policy looked through, its examples worked out; ``source`` is None when it has errors."""

    source: PolicyText | None
    problems: tuple[Problem, ...]
    examples: tuple[Worked, ...] = ()

    @property
    def exit(self) -> Exit:
        return exit_of(self.problems)


def checked(found: Reading) -> Checked:
    """Problems of the text and of its meaning; of a policy without errors also pay cliffs and examples that fail."""
    source = found.whole
    if source is None:
        return Checked(None, found.problems)
    examples = worked_examples(source.policy)
    failing = example_problems(examples, found.name, codes.EXAMPLE_FAILS)
    notices = numbered(
        (
            *_refused(examples, found.name),
            *failing,
            *unreached(source.policy, found.name),
            *lost_signs(source.policy, found.name),
            *idle(source.policy, found.name),
            *cliffs(source.policy, found.name),
        ),
        source.text,
    )
    return Checked(source, (*found.problems, *notices), examples)


def example_problems(examples: tuple[Worked, ...], name: str, kind: Code) -> Iterator[Problem]:
    """Every expectation that is not met, at its key, with both figures; ``name`` is the policy's file."""
    for number, one in enumerate(examples):
        whose = {
            person.name: f".people.{place}" if one.example.people else ""
            for place, person in enumerate(one.example.persons())
        }
        for answer in failures(one):
            where = Where(name, f"example.{number}{whose[answer.person]}.expect.{answer.name}")
            values = {
                "example": one.example.name,
                "what": asked_words(one, answer),
                "expected": answer_words(answer.expected, answer.unit),
                "actual": answer_words(answer.actual, answer.unit),
            }
            yield problem(kind, where, values)


def _refused(examples: tuple[Worked, ...], name: str) -> Iterator[Problem]:
    """Examples with people whom the rules would not appraise."""
    for number, one in enumerate(examples):
        for why in one.left_out:
            where = Where(name, f"example.{number}")
            yield problem(codes.EXAMPLE_REFUSED, where, {"example": one.example.name, "why": why})
