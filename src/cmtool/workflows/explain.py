"""Where a figure comes from: its working as a tree, down to the source cells and the clause."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from cmtool.files.workspace import Workspace
from cmtool.model.expression import names_in
from cmtool.model.money import plain
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import NOTHING, Phrase
from cmtool.policy.indicator import Indicator
from cmtool.policy.policy import PAY, SCORE, Policy
from cmtool.rules.appraisal import Appraisal, Facts, ManagerResult, Working
from cmtool.rules.inputs import inputs
from cmtool.rules.proposal import Proposal
from cmtool.workflows.codes import SEALED_OTHERWISE
from cmtool.workflows.computation import Computed
from cmtool.workflows.differences import told
from cmtool.workflows.figures import changes_between, is_printed
from cmtool.workflows.payable import PAYABLE, with_payable
from cmtool.workflows.seals import read_sealed
from cmtool.workflows.sheets import csv_text

_FEW = 8  # names that are told when one is not known


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row behind an indicator: its cell, whose client, the whole amount, the share, and what counts.

    ``inputs`` say what the row's value was reckoned from, where it is more than that one cell.
    """

    figure: str
    where: Where
    client: str
    amount: Fraction  # whole, in the figure's unit
    share: Fraction
    counted: Fraction
    unit: str = ""
    inputs: Phrase = NOTHING


@dataclass(frozen=True)
class Step:
    """One figure of the tree. ``parts`` are the figures it was made from; ``again`` that they stand further up."""

    working: Working
    parts: tuple[Step, ...] = ()
    rows: tuple[SourceRow, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """The first working that left a figure at zero or without value; ``rows`` how many rows an indicator had."""

    label: str  # of the figure asked about
    working: Working
    rows: int | None


@dataclass(frozen=True)
class Explanation:
    """One manager's figures explained; ``stopped`` says of each that is zero or missing what it stopped at."""

    result: ManagerResult
    steps: tuple[Step, ...]
    stopped: tuple[Stop, ...]
    others: tuple[tuple[str, Proposal], ...] = ()  # what further ladders propose, by label

    def rows(self) -> Iterator[SourceRow]:
        """Every source row once, in the tree's order."""
        waiting, seen = list(reversed(self.steps)), set()
        while waiting:
            step = waiting.pop()
            if step.working.name not in seen:
                seen.add(step.working.name)
                yield from step.rows
            waiting += reversed(step.parts)


class Unknown(Exception):
    """No manager, or no figure, of that name; or more than one.

    ``candidates`` bear the name; where none does, ``known`` are those that may be meant, or the few that there are.
    """

    def __init__(self, words: str, candidates: tuple[str, ...], known: tuple[str, ...] = ()) -> None:
        super().__init__(words)
        self.words = words
        self.candidates = candidates
        self.known = known


def unlike_seal(workspace: Workspace, found: Computed) -> tuple[Problem, ...]:
    """A warning when the month is sealed and what is worked out now is not what was sealed; SealDamaged may come."""
    month = found.month
    if month not in workspace.sealed_months() or found.appraisal is None:
        return ()
    sealed = read_sealed(workspace, month)
    changes = changes_between(sealed.figures, found.figures)
    if not changes:
        return ()
    policy = found.appraisal.policy
    first = next((change for change in changes if is_printed(change.figure, policy)), changes[0])
    values = {"month": month, "count": len(changes), **told(first)}
    return (problem(SEALED_OTHERWISE, Where(sealed.file.path), values),)


def manager_named(appraisal: Appraisal, word: str) -> ManagerResult:
    """The manager with this 工号, or the only one with this name, however spaced; raises Unknown."""
    found = appraisal.result(word)
    if found is not None:
        return found
    wanted = _loose(word)
    people = [result.person for result in appraisal.results]
    same = [person.id for person in people if wanted in (_loose(person.id), _loose(person.name))]
    result = appraisal.result(same[0]) if len(same) == 1 else None
    if result is not None:
        return result
    spelled = {
        text: f"{person.name}（{person.id}）" for person in people for text in (person.id, person.name)
    }
    raise Unknown(word, tuple(same), _near(word, spelled))


def _loose(text: str) -> str:
    """Without width, blanks and case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _near(word: str, spelled: Mapping[str, str]) -> tuple[str, ...]:
    """How those are called that the word is close to; all of them when they are few."""
    every = tuple(dict.fromkeys(spelled.values()))
    if len(every) <= _FEW:
        return every
    holding = [text for text in spelled if _loose(word) and _loose(word) in _loose(text)]
    close = [*holding, *get_close_matches(word, spelled, n=_FEW, cutoff=0.5)]
    return tuple(dict.fromkeys(spelled[text] for text in close))[:_FEW]


def explained(appraisal: Appraisal, manager: str, line: str = "") -> Explanation:
    """One manager's score, pay, holds and what is paid of them, or the one figure asked for by name or label; raises
    Unknown."""
    result = with_payable(manager_named(appraisal, manager))
    policy = appraisal.policy
    names = (_named(result, line),) if line else (SCORE, PAY, *policy.hold, PAYABLE)
    tree = _Tree(appraisal, result)
    steps = tuple(tree.step(name) for name in names if name in result.workings)
    stopped = []
    for name in names if line else (SCORE, *policy.line):
        working = result.workings.get(name)
        if working is not None and _stops(working) and not (not line and _nothing_off(policy, working)):
            stopped.append(_stop(appraisal, result, working))
    others = tuple((policy.ladders[name].label, made) for name, made in result.others.items())
    return Explanation(result, steps, tuple(stopped), others)


def _nothing_off(policy: Policy, working: Working) -> bool:
    """A deduction of nothing: as it ought to be, and no question."""
    line = policy.line.get(working.name)
    return line is not None and line.deduction and working.value == 0


def _stop(appraisal: Appraisal, result: ManagerResult, working: Working) -> Stop:
    first = first_stop(result.workings, working)
    facts = appraisal.facts.get(first.name)
    rows = None if facts is None else len(facts.counted(result.person))
    return Stop(working.label, first, rows)


def first_stop(workings: Mapping[str, Working], working: Working) -> Working:
    """The first figure, from the bottom, that left this one without value or at zero."""
    if working.expression is not None:
        for name in names_in(working.expression):
            part = workings.get(name)
            if part is not None and _stops(part) and (part.value is None or working.value is not None):
                return first_stop(workings, part)
    return working


def rows_csv(explanation: Explanation, policy: Policy) -> str:
    """The source rows as CSV."""
    header = ("数据项", "名称", "文件", "工作表", "单元格", "客户编号", "数额", "份额", "计入")
    return csv_text(
        header,
        (
            (
                row.figure,
                policy.label(row.figure),
                row.where.file,
                row.where.sheet,
                row.where.cell,
                row.client,
                plain(row.amount),
                plain(row.share),
                plain(row.counted),
            )
            for row in explanation.rows()
        ),
    )


@dataclass
class _Tree:
    appraisal: Appraisal
    result: ManagerResult

    def __post_init__(self) -> None:
        self._seen: set[str] = set()

    def step(self, name: str) -> Step:
        working = self.result.workings[name]
        parts = self._parts(name, working)
        if name in self._seen and parts:
            return Step(working, again=True)
        self._seen.add(name)
        facts = self.appraisal.facts.get(name)
        rows = tuple(self._rows(facts)) if facts is not None else ()
        return Step(working, tuple(self.step(part) for part in parts), rows)

    def _parts(self, name: str, working: Working) -> tuple[str, ...]:
        policy, known = self.appraisal.policy, self.result.workings
        if working.expression is not None:
            read = tuple(names_in(working.expression))
        else:
            read = policy.reads.get(name, ()) if working.computed is None else ()
        shown = [part for part in dict.fromkeys(read) if part in known and part != name]
        return tuple(part for part in shown if known[part].absent != "excluded")

    def _rows(self, facts: Facts) -> Iterator[SourceRow]:
        own = facts.counted(self.result.person)
        unit = self.result.workings[facts.figure].unit
        figure = self.appraisal.policy.figure[facts.figure]
        read: Sequence[Phrase] = (NOTHING,) * len(own)
        if isinstance(figure, Indicator):
            read = inputs(self.appraisal.book, figure, own["row"].tolist())
        for row, said in zip(own.itertuples(index=False), read, strict=True):
            amount = Fraction(str(row.amount)) / facts.scale
            share = Fraction(int(str(row.numerator)), int(str(row.denominator)))
            where = self.appraisal.book.where(facts.table, int(str(row.row)), facts.column)
            yield SourceRow(facts.figure, where, str(row.client), amount, share, amount * share, unit, said)


def _named(result: ManagerResult, word: str) -> str:
    if word in result.workings:
        return word
    same = [name for name, working in result.workings.items() if working.label == word]
    lines = [line.id for line in (*result.score_lines, *result.pay_lines) if line.label == word]
    found = lines or same
    if len(found) == 1:
        return found[0]
    spelled = {
        text: working.label for name, working in result.workings.items() for text in (name, working.label)
    }
    raise Unknown(word, tuple(found), _near(word, spelled))


def _stops(working: Working) -> bool:
    return working.value is None or working.value == 0
