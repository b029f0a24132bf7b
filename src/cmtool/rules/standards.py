"""Standards of one manager's lines: which apply under the plan, with what weight, against what target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cmtool.model.expression import Expression, Num, Op, Ref, num, value_of
from cmtool.model.money import plain
from cmtool.model.month import Month
from cmtool.model.problem import Code, problem
from cmtool.model.text import Phrase, phrase
from cmtool.policy.lines import Line
from cmtool.policy.policy import SCORE
from cmtool.policy.targets import Target
from cmtool.rules import codes
from cmtool.rules.appraisal import Working
from cmtool.rules.carry import carried_in
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.targets import Found, TargetTable
from cmtool.rules.values import RATE_LIMIT, shown


@dataclass(frozen=True)
class Standards:
    """What one manager is measured by.

    ``left_out`` are lines that an earlier pass found excluded by a declared rule; the others' weights make up for
    them.
    """

    reckoning: Reckoning
    targets: TargetTable
    left_out: Mapping[str, Working] = field(default_factory=dict)

    def applies(self, name: str) -> bool:
        """Whether a line is on this manager's sheet: of the own grade and post, and in the plan's families."""
        line, person = self.line(name), self.reckoning.given.person
        if name in self.left_out or not self.concerns(line):
            return False
        if line.between == "nothing" and not self.due(name):
            return False
        if name not in self.reckoning.policy.lines_under(SCORE):
            return True
        plan = self.reckoning.policy.plan[person.plan]
        return line.mandatory or line.family in plan.families or (plan.combined and not line.family)

    def concerns(self, line: Line) -> bool:
        """Whether a line is for people of the own grade, post, team and institution."""
        person = self.reckoning.given.person
        return line.concerns(person.grade, person.post, person.team, person.institution)

    def due(self, name: str) -> bool:
        """Whether the line is worked out this month, by its cadence."""
        return self.reckoning.given.month.number in self.line(name).months

    def put_off(self, line: Line) -> None:
        """The line is not due this month; what the 目标 table has for its whole period waits."""
        if line.target is not None:
            self.targets.not_yet(line.target, self.reckoning.given.person)

    def weight(self, name: str, line: Line) -> Fraction | None:
        """The line's weight; under a single plan, or after an exclusion, scaled to what the mandatory lines leave."""
        if line.weight is None:
            return None
        expression: Expression | None = None
        why = phrase("办法规定的权重")
        weighing = self.reckoning.policy.weighing(line.group)
        if weighing and not line.mandatory:
            mandatory, own = self._weights_in(weighing)
            room = (self.reckoning.policy.group[weighing].weights or Fraction(0)) - mandatory
            if own != room:
                expression = Op("quotient", (Op("product", (Num(line.weight), Num(room))), Num(own)))
                why = phrase(
                    "权重 {weight} × {room} ÷ {own}（必考项目以外的分值按所考项目放大）",
                    weight=plain(line.weight),
                    room=plain(room),
                    own=plain(own),
                )
        value = line.weight if expression is None else value_of(expression, {})
        label = phrase("{label}的权重", label=line.label)
        self.reckoning.keep(Working(f"{name}.weight", str(label), "分", value, why, expression))
        return value

    def _weights_in(self, group: str) -> tuple[Fraction, Fraction]:
        """The weights of a group's mandatory lines, and of the others that apply."""
        mandatory = own = Fraction(0)
        for other in self.reckoning.policy.lines_under(group):
            line = self.line(other)
            if line.weight is not None and self.applies(other):
                mandatory += line.weight if line.mandatory else 0
                own += 0 if line.mandatory else line.weight
        return mandatory, own

    def target(self, name: str, line: Line) -> Fraction | None:
        """The line's target: what is found, scaled, and with what was carried over from last month."""
        if line.target is None:
            return None
        reckoning = self.reckoning
        found = self.targets.for_person(line.target, reckoning.given.person, self._first(line))
        if found is None:
            return None
        label, unit = str(phrase("{label}的目标", label=line.label)), self.unit_of(line)
        working = Working(f"{name}.target", label, unit, None, found.why, where=found.where)
        expression, why = self._moved(name, line.target, found)
        if isinstance(expression, Num):
            working = replace(working, value=expression.value)
        else:
            working = reckoning.worked(working, expression, why)
        value = reckoning.keep(working).value
        if value is not None and (fault := self._unfit(line, value, unit)) is not None:
            person = reckoning.given.person
            values = {"name": person.name, "id": person.id, "line": line.label, "target": shown(value, "")}
            where = found.where or person.where
            reckoning.problems.append(problem(fault, where, values, key=person.id))
            return None
        return value

    def _first(self, line: Line) -> Month:
        """The first of the months that the line is about."""
        return line.first_of(self.reckoning.given.month)

    def _moved(self, name: str, target: Target, found: Found) -> tuple[Expression, Phrase]:
        """The target as arithmetic: scaled, and with what last month left."""
        expression: Expression = found.quantity
        why = found.why
        if target.times != num(1):
            expression = Op("product", (expression, target.times))
            why = phrase("{why} × {times}", why=why, times=self._said(target.times))
        taken = carried_in(self.reckoning, name, target.until) if target.carry else None
        if taken is not None:
            expression = Op("max", (num(0), Op("sum", (expression, taken))))
            why = phrase("{why}，加上月结转 {taken}", why=why, taken=self._said(taken))
        return expression, why

    def _said(self, quantity: Num | Ref) -> str:
        """A number, or a figure's value, as it is printed."""
        if isinstance(quantity, Num):
            return shown(quantity.value, "倍")
        working = self.reckoning.workings.get(quantity.name)
        return "" if working is None or working.value is None else shown(working.value, working.unit)

    def _unfit(self, line: Line, value: Fraction, unit: str) -> Code | None:
        if unit == "%" and value > RATE_LIMIT:
            return codes.TARGET_SCALE
        if value <= 0 and line.curve is not None and line.curve.divides:
            return codes.TARGET_NOT_POSITIVE
        return None

    def unit_of(self, line: Line) -> str:
        """The unit of a line's actual and target."""
        return self.reckoning.policy.unit(line.of.name) if isinstance(line.of, Ref) else ""

    def line(self, name: str) -> Line:
        return self.reckoning.policy.line[name]
