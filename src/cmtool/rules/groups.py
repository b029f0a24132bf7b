"""Groups of one manager: sums of printed values, and each step that acts on a sum as a printed value of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cmtool.model.expression import Expression, Num, Op, Ref, Round, num, summed, value_of
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.conditions import Condition
from cmtool.policy.curve import ZERO
from cmtool.policy.groups import AnyGate, Group
from cmtool.policy.policy import CARRIED
from cmtool.rules.appraisal import LineResult, Working
from cmtool.rules.carry import carried_in, still
from cmtool.rules.reckoning import Adjustment, Reckoning
from cmtool.rules.values import shown


def added_lines(reckoning: Reckoning, group: str) -> Iterator[LineResult]:
    """The lines that approved adjustments (考核调整) add to a group."""
    unit, label = reckoning.policy.group[group].unit, str(phrase("考核调整"))
    for name, adjusted in _adjustments(reckoning, group).items():
        reckoning.keep(Working(name, label, unit, adjusted.value, adjusted.why, where=adjusted.where))
        yield LineResult(name, label, "", group, "", unit, adjusted.value, adjusted.why, adjustment=True)


def sum_up(reckoning: Reckoning, name: str, added: Iterable[str]) -> tuple[LineResult, ...]:
    """The printed lines, inner groups and added lines → what was carried over → cap and floor → factors → gates.

    Each step that changes the sum is a printed value with its sign, and the total is the sum of all that is printed.
    Returns those steps.
    """
    total = Total(reckoning, name, _parts(reckoning, name, added))
    total.work()
    return tuple(total.steps)


def before_steps(reckoning: Reckoning, name: str) -> Expression:
    """The sum of a group that is worked out, as it was before any step acted on it."""
    return summed(map(Ref, _parts(reckoning, name, _adjustments(reckoning, name))))


def _adjustments(reckoning: Reckoning, group: str) -> Mapping[str, Adjustment]:
    """The approved amounts of a group, by the names under which they stand in it."""
    amounts = reckoning.given.amounts.get(group, ())
    return {f"{group}.adjustment{number}": adjusted for number, adjusted in enumerate(amounts, 1)}


def _parts(reckoning: Reckoning, name: str, added: Iterable[str]) -> list[str]:
    policy = reckoning.policy
    every = (*policy.lines_of(name), *policy.groups_in(name), *added)
    return [part for part in every if reckoning.workings[part].absent != "excluded"]


@dataclass
class Total:
    """One group of one manager being summed up: the printed parts so far, and the steps that acted."""

    reckoning: Reckoning
    name: str
    parts: list[str]
    steps: list[LineResult] = field(default_factory=list)
    nothing: bool = False  # a gate made it count 0

    @property
    def group(self) -> Group:
        return self.reckoning.policy.group[self.name]

    @property
    def running(self) -> Expression:
        """The sum so far."""
        return summed(map(Ref, self.parts))

    def work(self) -> None:
        group, count = self.group, len(self.parts)
        working = Working(self.name, group.label, group.unit, None, clause=group.clause)
        taken = carried_in(self.reckoning, self.name, group.carry.until) if group.carry else None
        absent = None
        if self.reckoning.knows(self.running) and self._concerned():
            absent = self._take(taken) or self._bound() or self._multiply()
        words = phrase("{count} 项之和", count=count)
        if self.steps:
            said = "、".join(step.label for step in self.steps)
            words = phrase("{words}，加 {steps}", words=words, steps=said)
        worked = self.reckoning.worked(working, self.running, words)
        if absent is not None:
            worked = replace(worked, value=None, absent=absent.absent, why=absent.why)
        kept = self.reckoning.keep(self._gated(worked))
        self._carry(taken, settled=kept.value is not None and not self.nothing and self._concerned())

    def _concerned(self) -> bool:
        """Whether the group is for this person at all: who has no line in it has no guarantee from it either."""
        policy, person = self.reckoning.policy, self.reckoning.given.person
        own = (person.grade, person.post, person.team, person.institution)
        lines = (policy.line[name] for name in policy.lines_under(self.name))
        return bool(self.parts) or any(line.concerns(*own) for line in lines)

    def _take(self, taken: Ref | None) -> Working | None:
        if taken is None:
            return None
        words = phrase("上月结转 {value}", value=self.reckoning.spoken(taken))
        return self._step("carry", phrase("上期结转"), Op("difference", (self.running, taken)), words)

    def _bound(self) -> Working | None:
        """Cap, then floor; what has no value stops the group."""
        found = None
        if self.group.cap is not None:
            words = phrase(
                "{sum} 超过最高 {cap}", sum=self._shown(), cap=self._said(self.group.cap, self.group.unit)
            )
            becomes = Op("min", (self.running, self.group.cap))
            found = self._step("cap", phrase("封顶"), becomes, words)
        if self.group.floor is not None and found is None:
            words = phrase(
                "{sum} 不足最低 {floor}",
                sum=self._shown(),
                floor=self._said(self.group.floor, self.group.unit),
            )
            becomes = Op("max", (self.running, self.group.floor))
            found = self._step("floor", phrase("保底"), becomes, words)
        return found

    def _multiply(self) -> Working | None:
        found = None
        for number, factor in enumerate(self.group.factor, 1):
            label = phrase("系数")
            if isinstance(factor, Ref):
                label = phrase("系数（{label}）", label=self.reckoning.policy.label(factor.name))
            words = phrase("{sum} × {factor}", sum=self._shown(), factor=self._said(factor, ""))
            becomes = Op("product", (self.running, factor))
            found = found or self._step(f"factor{number}", label, becomes, words)
        return found

    def _step(self, word: str, label: Phrase, becomes: Expression, why: Phrase) -> Working | None:
        """Make the sum what it becomes, by a printed step if that changes it; the working that has no value, if any."""
        group, name = self.group, f"{self.name}.{word}"
        expression = Op("difference", (Round(becomes, group.places), self.running))
        if group.inside:
            label = phrase("{group}：{step}", group=group.label, step=label)
        working = Working(name, str(label), group.unit, None, clause=group.clause)
        worked = self.reckoning.worked(working, expression, why)
        if worked.value is None:
            return worked
        if worked.value:
            kept = self.reckoning.keep(worked)
            self.parts.append(name)
            self.steps.append(_printed(kept, self.name))
        return None

    def _gated(self, worked: Working) -> Working:
        """The first gate that fires puts the group off, bars it or makes it nothing; one that blocks is noted."""
        reckoning = self.reckoning
        for gate in self.group.gates:
            fires = gate.truth(reckoning.values)
            if fires is None:
                unknown = reckoning.absent_among(tuple(gate.reads()))
                assert unknown is not None, "a gate reads what is worked out before it"
                return replace(worked, value=None, absent=unknown.absent, why=unknown.why)
            if not fires:
                continue
            words, clause = fired(reckoning, gate), gate.clause or worked.clause
            match gate.effect:
                case "zero":
                    return self._nothing(worked, words, clause)
                case "barred":
                    why = phrase("{words}，不予评定", words=words)
                    return replace(worked, value=None, absent="barred", why=why, clause=clause)
                case "deferred":
                    why = phrase("{words}，缓评", words=words)
                    return replace(worked, value=None, absent="missing", why=why, clause=clause)
                case "blocked":
                    why = phrase("{words}，本期不得晋级", words=words)
                    label = str(phrase("不得晋级"))
                    blocked = Working(f"{self.name}.blocked", label, "", Fraction(1), why, clause=clause)
                    reckoning.keep(blocked)
        return worked

    def _nothing(self, worked: Working, words: Phrase, clause: str) -> Working:
        """The whole group counts 0: a step takes off what there is."""
        self.nothing = True
        why = phrase("{words}，本组计 0", words=words)
        if not self.reckoning.knows(self.running):
            return replace(worked, value=Fraction(0), expression=num(0), absent="", why=why, clause=clause)
        self._step("gate", phrase("门槛"), ZERO, why)
        again = self.reckoning.worked(replace(worked, absent=""), self.running, why)
        return replace(again, clause=clause)

    def _carry(self, taken: Ref | None, *, settled: bool) -> None:
        """What goes on to the next month: what the floor gave, what the cap took; all of it when nothing is settled."""
        carry = self.group.carry
        if carry is None:
            return
        words = {"shortfall": ("floor",), "surplus": ("cap",), "both": ("cap", "floor")}[carry.what]
        names = [f"{self.name}.{word}" for word in words]
        terms: list[Expression] = [Ref(name) for name in names if name in self.parts]
        expression: Expression = Op("sum", (*terms, num(0))) if terms else num(0)
        if not settled:
            expression = still(taken)
        name = f"{self.name}.{CARRIED}"
        label = self.reckoning.policy.label(name)
        working = Working(name, label, self.group.unit, None, clause=self.group.clause)
        self.reckoning.keep(self.reckoning.worked(working, expression, phrase("结转下期")))

    def _shown(self) -> str:
        return shown(value_of(self.running, self.reckoning.values), self.group.unit)

    def _said(self, parameter: Num | Ref, unit: str) -> Phrase | str:
        if isinstance(parameter, Num):
            return shown(parameter.value, unit)
        return self.reckoning.spoken(parameter) if parameter.name in self.reckoning.workings else NOTHING


def fired(reckoning: Reckoning, gate: AnyGate) -> Phrase:
    """Which conditions of a gate hold: ``违规 3（≥ 3）``."""
    parts = tuple(reckoning.compared(one) for one in gate.leaves() if one.truth(reckoning.values))
    if gate.label and not isinstance(gate, Condition):
        return phrase("{label}：{parts}", label=gate.label, parts=parts)
    return phrase("{parts}", parts=parts)


def _printed(working: Working, group: str) -> LineResult:
    return LineResult(
        working.name,
        working.label,
        working.clause,
        group,
        "",
        working.unit,
        working.value,
        working.why,
        step=True,
    )
