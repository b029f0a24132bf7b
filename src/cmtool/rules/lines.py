"""Lines, groups and holds of one manager: each a printed value, rounded once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cmtool.model.expression import Expression, Num, Op, Ref, Round, num, value_of
from cmtool.model.money import plain
from cmtool.model.problem import Code, problem
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.curves import Inputs, Proportional, Spoken, bounded
from cmtool.policy.lines import Group, Line
from cmtool.policy.policy import SCORE
from cmtool.rules import codes
from cmtool.rules.appraisal import Absent, LineResult, Working
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.targets import TargetTable
from cmtool.rules.values import shown

ONE_FEN = 2


@dataclass
class Sheet:
    """The printed lines of one manager: which apply under the plan, with what weight, and what they give.

    ``left_out`` are lines that an earlier pass found excluded by a declared rule; the others' weights make up for
    them.
    """

    reckoning: Reckoning
    targets: TargetTable
    left_out: frozenset[str] = frozenset()
    results: dict[str, LineResult] = field(default_factory=dict)
    excluded: set[str] = field(default_factory=set)

    def applies(self, name: str) -> bool:
        """Whether a line is on this manager's sheet: of the own grade and post, and in the plan's families."""
        line, person = self._line(name), self.reckoning.given.person
        if name in self.left_out or not line.concerns(person.grade, person.post):
            return False
        if name not in self.reckoning.policy.lines_under(SCORE):
            return True
        plan = self.reckoning.policy.plan[person.plan]
        return line.mandatory or line.family in plan.families or (plan.combined and not line.family)

    def line(self, name: str) -> None:
        """Work out one line."""
        line = self._line(name)
        working = Working(name, line.label, self.reckoning.policy.unit(name), None, clause=line.clause)
        if not self.applies(name):
            self.reckoning.keep(replace(working, absent="excluded", why=phrase("本方式不考核")))
            return
        weight = self._weight(name, line)
        target = self._target(name, line)
        actual = self.reckoning.absent_among((line.of.name,)) if isinstance(line.of, Ref) else None
        places = self.reckoning.policy.group[line.group].places
        if actual is not None:
            done = self._without_actual(working, line, actual, places)
        elif line.target is not None and target is None:
            done = self._without_target(working, line)
        else:
            done = self._with_all(working, line, places)
        if done.absent == "excluded":
            self.excluded.add(name)
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
        unit = self._unit_of(line)
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
        if found is not None:
            why = found.why if found.value is None else phrase("目标不能使用")
            return replace(working, absent="missing", why=why)
        match line.target.missing:
            case "zero":
                return self.reckoning.worked(working, num(0), phrase("没有目标，按办法计 0"))
            case "excluded":
                return replace(working, absent="excluded", why=phrase("没有目标，本项不考核"))
            case "problem":
                person = self.reckoning.given.person
                values = {
                    "name": person.name,
                    "id": person.id,
                    "line": line.label,
                    "indicator": line.target.indicator or line.label,
                    "period": str(self.reckoning.given.month),
                }
                self.reckoning.problems.append(problem(codes.NO_TARGET, person.where, values, key=person.id))
        return replace(working, absent="missing", why=phrase("没有目标"))

    def _weight(self, name: str, line: Line) -> Fraction | None:
        """The line's weight; under a single plan, or after an exclusion, scaled to what the mandatory lines leave."""
        if line.weight is None:
            return None
        expression: Expression = Num(line.weight)
        why = phrase("办法规定的权重")
        group = self.reckoning.policy.group[line.group]
        if group.weights is not None and not line.mandatory:
            fixed_weights, own = self._weights_in(line.group)
            room = group.weights - fixed_weights
            if own != room:
                expression = Op("quotient", (Op("product", (Num(line.weight), Num(room))), Num(own)))
                why = phrase(
                    "权重 {weight} × {room} ÷ {own}（必考项目以外的分值按所考项目放大）",
                    weight=plain(line.weight),
                    room=plain(room),
                    own=plain(own),
                )
        value = value_of(expression, {})
        label = phrase("{label}的权重", label=line.label)
        self.reckoning.keep(Working(f"{name}.weight", str(label), "分", value, why, expression))
        return value

    def _weights_in(self, group: str) -> tuple[Fraction, Fraction]:
        """The weights of a group's mandatory lines, and of the others that apply."""
        mandatory = own = Fraction(0)
        for other in self.reckoning.policy.lines_under(group):
            line = self._line(other)
            if line.weight is not None and self.applies(other):
                mandatory += line.weight if line.mandatory else 0
                own += 0 if line.mandatory else line.weight
        return mandatory, own

    def _target(self, name: str, line: Line) -> Fraction | None:
        if line.target is None:
            return None
        person = self.reckoning.given.person
        found = self.targets.for_person(line.target, person)
        if found is None:
            return None
        label = phrase("{label}的目标", label=line.label)
        unit = self._unit_of(line)
        working = Working(f"{name}.target", str(label), unit, None, found.why, where=found.where)
        if isinstance(found.quantity, Num):
            working = replace(
                working, value=found.quantity.value, expression=None if found.where else found.quantity
            )
        else:
            working = self.reckoning.worked(working, found.quantity, found.why)
        value = self.reckoning.keep(working).value
        if value is not None and (fault := self._unfit(line, value, unit)) is not None:
            values = {"name": person.name, "id": person.id, "line": line.label, "target": shown(value, "")}
            where = found.where or person.where
            self.reckoning.problems.append(problem(fault, where, values, key=person.id))
            return None
        return value

    def _unfit(self, line: Line, value: Fraction, unit: str) -> Code | None:
        if unit == "%" and value > 2:
            return codes.TARGET_SCALE
        if value <= 0 and isinstance(line.curve, Proportional):
            return codes.TARGET_NOT_POSITIVE
        return None

    def _unit_of(self, line: Line) -> str:
        return self.reckoning.policy.unit(line.of.name) if isinstance(line.of, Ref) else ""

    def _line(self, name: str) -> Line:
        return self.reckoning.policy.line[name]

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
            actual_unit=self._unit_of(line),
            completion=completion,
            rate=rate,
            lost=lost,
            absent=working.absent,
            deduction=line.deduction,
        )

    def group(self, name: str) -> None:
        """Sum of the printed lines and inner groups → cap and floor → gates."""
        group = self.reckoning.policy.group[name]
        parts = [part for part in self._parts(name) if self.reckoning.workings[part].absent != "excluded"]
        working = Working(name, group.label, group.unit, None, clause=group.clause)
        terms: tuple[Expression, ...] = tuple(Ref(part) for part in parts) or (num(0),)
        total: Expression = Op("sum", terms) if len(terms) > 1 else terms[0]
        words = phrase("{count} 项之和", count=len(parts))
        if group.cap is not None or group.floor is not None:
            words = phrase("{words}，{bounds}", words=words, bounds=_bounds(group))
        worked = self.reckoning.worked(working, bounded(total, group.floor, group.cap), words)
        self.reckoning.keep(self._gated(worked, group))

    def _parts(self, name: str) -> Iterator[str]:
        policy = self.reckoning.policy
        yield from (line for line in policy.lines_of(name) if line in self.reckoning.workings)
        yield from policy.groups_in(name)
        for number, adjusted in enumerate(self.reckoning.given.amounts.get(name, ()), 1):
            added = f"{name}.adjustment{number}"
            unit = policy.group[name].unit
            label = str(phrase("考核调整"))
            working = Working(added, label, unit, adjusted.value, adjusted.why, where=adjusted.where)
            self.reckoning.keep(working)
            self.results[added] = LineResult(
                added, label, "", name, "", unit, adjusted.value, adjusted.why, adjustment=True
            )
            yield added

    def _gated(self, worked: Working, group: Group) -> Working:
        for gate in group.gates:
            value = self.reckoning.values.get(gate.of)
            if value is None or not gate.holds(value):
                continue
            label = gate.label or self.reckoning.policy.label(gate.of)
            unit = self.reckoning.policy.unit(gate.of)
            words = phrase(
                "{label} {value}（{written}）", label=label, value=shown(value, unit), written=gate.written
            )
            clause = gate.clause or worked.clause
            match gate.effect:
                case "zero":
                    why = phrase("{words}，本组计 0", words=words)
                    return replace(
                        worked, value=Fraction(0), expression=num(0), absent="", why=why, clause=clause
                    )
                case "barred":
                    why = phrase("{words}，不予评定", words=words)
                    return replace(worked, value=None, absent="barred", why=why, clause=clause)
                case "deferred":
                    why = phrase("{words}，缓评", words=words)
                    return replace(worked, value=None, absent="missing", why=why, clause=clause)
        return worked

    def hold(self, name: str) -> None:
        """What is kept back this month of the positive sum of the named pay lines."""
        hold = self.reckoning.policy.hold[name]
        terms = tuple(Ref(line) for line in hold.on if self.reckoning.workings[line].absent != "excluded")
        working = Working(f"{name}.base", str(phrase("{label}的计提基数", label=hold.label)), "元", None)
        words = phrase(
            "{lines}之和", lines="、".join(self.reckoning.policy.label(term.name) for term in terms)
        )
        base = self.reckoning.worked(working, Op("max", (num(0), Op("sum", (*terms, num(0))))), words)
        base = self.reckoning.keep(base)
        expression = Round(hold.curve.expression(Inputs(Ref(base.name))), ONE_FEN)
        why = NOTHING
        if base.value is not None:
            spoken = Spoken(shown(base.value, "元"), "", "", {"actual": base.value})
            why = hold.curve.why(spoken)
        printed = Working(name, hold.label, "元", None, clause=hold.clause)
        self.reckoning.keep(self.reckoning.worked(printed, expression, why))

    def lines_in(self, top: str) -> tuple[LineResult, ...]:
        """The printed lines under a top group, in file order, adjustments last."""
        under: Mapping[str, None] = dict.fromkeys(self.reckoning.policy.lines_under(top))
        groups = {self.reckoning.policy.line[name].group for name in under} | {top}
        own = [self.results[name] for name in under if name in self.results]
        return (*own, *(line for line in self.results.values() if line.adjustment and line.group in groups))


def _bounds(group: Group) -> Phrase:
    cap = NOTHING if group.cap is None else phrase("最高 {cap}", cap=plain(group.cap))
    floor = NOTHING if group.floor is None else phrase("最低 {floor}", floor=plain(group.floor))
    return phrase("{cap}{floor}", cap=cap, floor=floor)


def _weight_text(weight: Fraction) -> str:
    text = plain(weight)
    return shown(weight, "分") if "/" in text else text
