"""The printed lines of one manager: each a value, rounded once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cmtool.model.expression import Ref, Round, num, value_of
from cmtool.model.problem import Code, problem
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.cadence import before
from cmtool.policy.condition_words import condition_words
from cmtool.policy.lines import Line
from cmtool.policy.policy import SCORE
from cmtool.policy.pools import ShareOf
from cmtool.rules import codes
from cmtool.rules.across import is_near
from cmtool.rules.appraisal import Absent, LineResult, Working
from cmtool.rules.curved import carry_on, keep_parts, through_curve
from cmtool.rules.groups import added_lines, sum_up
from cmtool.rules.pools import Shared, share, shared
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.standards import Standards


@dataclass
class Everybody:
    """What all managers' lines share in one run: each other, and the pools already shared out, by line and among whom."""

    lines: list[Lines] = field(default_factory=list)
    pools: dict[tuple[str, str], Shared] = field(default_factory=dict)


@dataclass
class Lines:
    """The printed lines of one manager; ``excluded`` are those that a declared rule leaves out after all."""

    reckoning: Reckoning
    standards: Standards
    everybody: Everybody
    results: dict[str, LineResult] = field(default_factory=dict)
    excluded: dict[str, Working] = field(default_factory=dict)

    def line(self, name: str) -> None:
        """Work out one line."""
        line = self.reckoning.policy.line[name]
        working = Working(name, line.label, self.reckoning.policy.unit(name), None, clause=line.clause)
        if self.standards.concerns(line) and not self.standards.due(name):
            self.standards.put_off(line)
        weight: Fraction | None = None
        target: Fraction | None = None
        if name in self.standards.left_out:
            done = self.standards.left_out[name]
        elif not self.standards.applies(name):
            self._off_the_sheet(working, line)
            return
        else:
            weight, target, done = self._on_the_sheet(working, line)
        kept = self.reckoning.keep(done)
        carry_on(self.reckoning, kept, line)
        keep_parts(self.reckoning, kept, line)
        self.results[name] = self._printed(name, line, kept, weight, target)

    def _off_the_sheet(self, working: Working, line: Line) -> None:
        kept = self.reckoning.keep(replace(working, absent="excluded", why=phrase("本月不考核")))
        if self.standards.concerns(line):
            carry_on(self.reckoning, kept, line)
        keep_parts(self.reckoning, kept, line)

    def _on_the_sheet(self, working: Working, line: Line) -> tuple[Fraction | None, Fraction | None, Working]:
        """The line's weight and target, and what came of it."""
        weight = self.standards.weight(working.name, line)
        target: Fraction | None = None
        without = self._asked(working, line)
        if not self.standards.due(working.name):
            done = self._standing(working, line)
        elif without is not None:
            done = without
        else:
            target = self.standards.target(working.name, line)
            done = self._due(working, line, target)
        if done.absent == "excluded":
            self.excluded[working.name] = done
        return weight, target, done

    def _standing(self, working: Working, line: Line) -> Working:
        """Between the months in which it is worked out, a line's last result stands; ``when_missing`` where none is."""
        month = before(self.reckoning.given.month, 1, line.months)[0]
        last = f"{working.name}@{month}"
        done = self.reckoning.worked(working, Ref(last), phrase("沿用 {month} 的结果", month=str(month)))
        if done.value is not None:
            return done
        if line.when_missing == "zero":
            return self.reckoning.worked(working, num(0), phrase("{why}，按办法计 0", why=done.why))
        if line.when_missing == "excluded":
            return replace(working, absent="excluded", why=phrase("{why}，本项不考核", why=done.why))
        if self.reckoning.given.past.recorded(working.name, month):
            return done
        return self.reckoning.without_past(done, done.why)

    def _asked(self, working: Working, line: Line) -> Working | None:
        """The line's own condition, where it does not hold; where it cannot be told, by the line's declared rule."""
        if line.when is None:
            return None
        truth = line.when.truth(self.reckoning.values)
        if truth is None:
            unknown = self.reckoning.absent_among(tuple(line.when.reads()))
            assert unknown is not None, "a condition reads what is worked out before it"
            return self._without_actual(working, line, unknown)
        if truth:
            return None
        asked = condition_words(self.reckoning.policy, line.when)
        return replace(working, absent="excluded", why=phrase("不具备条件：{asked}", asked=asked))

    def _due(self, working: Working, line: Line, target: Fraction | None) -> Working:
        """The line worked out, or by its declared rule where the actual or the target has no value."""
        actual = self.reckoning.absent_among((line.of.name,)) if isinstance(line.of, Ref) else None
        if actual is not None:
            return self._without_actual(working, line, actual)
        if line.target is not None and target is None:
            return self._without_target(working, line)
        if isinstance(line.curve, ShareOf):
            return share(
                self.reckoning, working, line, line.curve, self._pool(working.name, line, line.curve)
            )
        return through_curve(self.reckoning, working, line, self.standards.unit_of(line))

    def _pool(self, name: str, line: Line, curve: ShareOf) -> Shared:
        """The line's pool, shared out among those to whom the line applies; once for all of them."""
        own = self.reckoning.given.person
        key = {"team": own.team or f"@{own.id}", "institution": own.institution, "all": ""}[curve.among]
        if (name, key) not in self.everybody.pools:
            members = [
                other.reckoning
                for other in self.everybody.lines
                if is_near(other.reckoning.given.person, own, curve.among)
                and other.standards.applies(name)
                and other.standards.due(name)
            ]
            places = self.reckoning.policy.group[line.group].places
            self.everybody.pools[name, key] = shared(line, curve, members, places)
        return self.everybody.pools[name, key]

    def _without_actual(self, working: Working, line: Line, actual: Working) -> Working:
        places = self.reckoning.policy.group[line.group].places
        rule = line.when_empty if actual.absent == "empty" else line.when_missing
        if actual.absent == "excluded" and self.reckoning.policy.attribute(actual.name):
            rule = "excluded"  # of a ladder on which the person does not stand
        match rule:
            case "full":
                words = phrase("{why}，本项按满分计", why=self._empty_words(actual))
                return self.reckoning.worked(working, Round(Ref(f"{working.name}.weight"), places), words)
            case "zero":
                return self.reckoning.worked(working, num(0), phrase("{why}，按办法计 0", why=actual.why))
            case "excluded":
                return replace(working, absent="excluded", why=phrase("{why}，本项不考核", why=actual.why))
            case _:
                if rule == "problem":
                    self._say(codes.LINE_EMPTY, {"line": line.label, "why": actual.why})
                absent: Absent = "barred" if actual.absent == "barred" else "missing"
                return replace(working, absent=absent, why=actual.why)

    def _empty_words(self, actual: Working) -> Phrase:
        """What was not there: 本月到期贷款为 0."""
        figure = self.reckoning.policy.figure.get(actual.name)
        below = getattr(figure, "denominator", None)
        if isinstance(below, Ref):
            return phrase("{label}为 0", label=self.reckoning.policy.label(below.name))
        return actual.why

    def _without_target(self, working: Working, line: Line) -> Working:
        assert line.target is not None, "asked only of lines with a target"
        found = self.reckoning.workings.get(f"{working.name}.target")
        if found is not None and found.value is not None:
            return replace(working, absent="missing", why=phrase("“{line}”的目标不能使用", line=line.label))
        why = phrase("没有“{line}”的目标", line=line.label)
        if found is not None:
            why = phrase("{why}：{reason}", why=why, reason=found.why)
        match line.target.missing:
            case "zero":
                return self.reckoning.worked(working, num(0), phrase("{why}，按办法计 0", why=why))
            case "excluded":
                return replace(working, absent="excluded", why=phrase("{why}，本项不考核", why=why))
            case "problem" if found is None:
                indicator = line.target.indicator or line.label
                given = {
                    "line": line.label,
                    "indicator": indicator,
                    "period": str(self.reckoning.given.month),
                }
                self._say(codes.NO_TARGET, given)
        return replace(working, absent="missing", why=why)

    def _say(self, kind: Code, values: Mapping[str, object]) -> None:
        """A problem of this manager, at the roster."""
        person = self.reckoning.given.person
        named = {"name": person.name, "id": person.id, **values}
        self.reckoning.problems.append(problem(kind, person.where, named, key=person.id))

    def _printed(
        self, name: str, line: Line, working: Working, weight: Fraction | None, target: Fraction | None
    ) -> LineResult:
        actual = self.reckoning.values.get(line.of.name) if isinstance(line.of, Ref) else line.of.value
        completion = actual / target if actual is not None and target else None
        rate = None
        if weight and working.value is not None and isinstance(working.expression, Round):
            rate = value_of(working.expression.term, self.reckoning.values) / weight
        lost = weight - working.value if weight is not None and working.value is not None else None
        return LineResult(
            id=name,
            label=line.label,
            clause=line.clause,
            group=line.group,
            family=line.family,
            unit=working.unit,
            value=working.value,
            why=working.why,
            weight=weight,
            target=target,
            actual=actual,
            actual_unit=self.standards.unit_of(line),
            completion=completion,
            rate=rate,
            lost=lost,
            absent=working.absent,
            deduction=line.deduction,
        )

    def group(self, name: str) -> None:
        """Work out one group, with the lines that adjustments add to it."""
        added = {line.id: line for line in added_lines(self.reckoning, name)}
        self.results |= added
        self.results |= {step.id: step for step in sum_up(self.reckoning, name, added)}
        if name == SCORE and self.standards.left_out and not self._assessed():
            nothing = replace(self.reckoning.workings[name], value=None, absent="missing", expression=None)
            self.reckoning.values.pop(name, None)
            self.reckoning.keep(replace(nothing, why=phrase("除必考项目外没有可考核的项目")))
        if name == SCORE and (short := self._hardly_there()):
            nothing = replace(self.reckoning.workings[name], value=None, absent="missing", expression=None)
            self.reckoning.values.pop(name, None)
            self.reckoning.keep(replace(nothing, why=short))

    def _hardly_there(self) -> Phrase:
        """Why the score is put off for somebody who was there on too few days, where the policy says so."""
        terms, presence = self.reckoning.policy.part_month, self.reckoning.given.person.presence
        if terms is None or presence is None or terms.under_days is None or presence.days >= terms.under_days:
            return NOTHING
        return phrase("{said}，少于 {days} 天，缓评", said=presence.said, days=terms.under_days)

    def _assessed(self) -> bool:
        """Whether anything beside the mandatory lines is left to assess."""
        policy = self.reckoning.policy
        return any(
            self.standards.applies(name) and not policy.line[name].mandatory
            for name in policy.lines_under(SCORE)
        )

    def lines_in(self, top: str) -> tuple[LineResult, ...]:
        """The printed lines under a top group: in file order, then adjustments, then the steps of groups."""
        under: Mapping[str, None] = dict.fromkeys(self.reckoning.policy.lines_under(top))
        groups = self.reckoning.policy.groups_under(top)
        own = [self.results[name] for name in under if name in self.results]
        others = [line for line in self.results.values() if line.group in groups]
        added = [line for line in others if line.adjustment]
        return (*own, *added, *(line for line in others if line.step))
