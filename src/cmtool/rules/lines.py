"""The printed lines of one manager: each a value, rounded once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cmtool.model.expression import Ref, Round, num, value_of
from cmtool.model.money import plain
from cmtool.model.problem import Code, problem
from cmtool.model.text import Phrase, phrase
from cmtool.policy.curve import Inputs, Spoken
from cmtool.policy.lines import Line
from cmtool.policy.policy import SCORE
from cmtool.rules import codes
from cmtool.rules.appraisal import Absent, LineResult, Working
from cmtool.rules.groups import added_lines, sum_up
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.standards import Standards
from cmtool.rules.values import shown


@dataclass
class Lines:
    """The printed lines of one manager; ``excluded`` are those that a declared rule leaves out after all."""

    reckoning: Reckoning
    standards: Standards
    results: dict[str, LineResult] = field(default_factory=dict)
    excluded: dict[str, Working] = field(default_factory=dict)

    def line(self, name: str) -> None:
        """Work out one line."""
        line = self.reckoning.policy.line[name]
        working = Working(name, line.label, self.reckoning.policy.unit(name), None, clause=line.clause)
        if name in self.standards.left_out:
            kept = self.reckoning.keep(self.standards.left_out[name])
            self.results[name] = self._printed(name, line, kept, None, None)
            return
        if not self.standards.applies(name):
            self.reckoning.keep(replace(working, absent="excluded", why=phrase("本方式不考核")))
            return
        weight = self.standards.weight(name, line)
        target = self.standards.target(name, line)
        actual = self.reckoning.absent_among((line.of.name,)) if isinstance(line.of, Ref) else None
        places = self.reckoning.policy.group[line.group].places
        if actual is not None:
            done = self._without_actual(working, line, actual, places)
        elif line.target is not None and target is None:
            done = self._without_target(working, line)
        else:
            done = self._with_all(working, line, places)
        if done.absent == "excluded":
            self.excluded[name] = done
        kept = self.reckoning.keep(done)
        self.results[name] = self._printed(name, line, kept, weight, target)

    def _with_all(self, working: Working, line: Line, places: int) -> Working:
        name, values = working.name, self.reckoning.values
        target = Ref(f"{name}.target") if line.target else None
        weight = Ref(f"{name}.weight") if line.weight is not None else None
        if line.curve is None:
            return self.reckoning.worked(working, Round(line.of, places), self._copied(line))
        inputs = Inputs(line.of, target, weight)
        expression = Round(line.curve.expression(inputs), places)
        named = {"actual": value_of(line.of, values), "result": value_of(expression, values)}
        named |= {word: values[term.name] for word, term in (("target", target), ("weight", weight)) if term}
        unit = self.standards.unit_of(line)
        spoken = Spoken(
            shown(named["actual"], unit),
            shown(named["target"], unit) if target else "",
            _weight_text(named["weight"]) if weight else "",
            named,
        )
        return self.reckoning.worked(working, expression, line.curve.why(spoken))

    def _copied(self, line: Line) -> Phrase:
        """A line without a curve says how its own figure came about."""
        if isinstance(line.of, Ref):
            return self.reckoning.workings[line.of.name].why
        return phrase("办法规定的数额")

    def _without_actual(self, working: Working, line: Line, actual: Working, places: int) -> Working:
        rule = line.when_empty if actual.absent == "empty" else line.when_missing
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
        sum_up(self.reckoning, name, added)
        if name == SCORE and self.standards.left_out and not self._assessed():
            nothing = replace(self.reckoning.workings[name], value=None, absent="missing", expression=None)
            self.reckoning.values.pop(name, None)
            self.reckoning.keep(replace(nothing, why=phrase("除必考项目外没有可考核的项目")))

    def _assessed(self) -> bool:
        """Whether anything beside the mandatory lines is left to assess."""
        policy = self.reckoning.policy
        return any(
            self.standards.applies(name) and not policy.line[name].mandatory
            for name in policy.lines_under(SCORE)
        )

    def lines_in(self, top: str) -> tuple[LineResult, ...]:
        """The printed lines under a top group, in file order, adjustments last."""
        under: Mapping[str, None] = dict.fromkeys(self.reckoning.policy.lines_under(top))
        groups = self.reckoning.policy.groups_under(top)
        own = [self.results[name] for name in under if name in self.results]
        return (*own, *(line for line in self.results.values() if line.adjustment and line.group in groups))


def _weight_text(weight: Fraction) -> str:
    text = plain(weight)
    return shown(weight, "分") if "/" in text else text
