"""Standards of one manager's lines: which apply under the plan, with what weight, against what target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cmtool.model.expression import Expression, Num, Op, Ref, value_of
from cmtool.model.money import plain
from cmtool.model.problem import Code, problem
from cmtool.model.text import phrase
from cmtool.policy.lines import Line
from cmtool.policy.policy import SCORE
from cmtool.rules import codes
from cmtool.rules.appraisal import Working
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.targets import TargetTable
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
        if name in self.left_out or not line.concerns(person.grade, person.post):
            return False
        if name not in self.reckoning.policy.lines_under(SCORE):
            return True
        plan = self.reckoning.policy.plan[person.plan]
        return line.mandatory or line.family in plan.families or (plan.combined and not line.family)

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
        if line.target is None:
            return None
        person = self.reckoning.given.person
        found = self.targets.for_person(line.target, person)
        if found is None:
            return None
        label = phrase("{label}的目标", label=line.label)
        unit = self.unit_of(line)
        working = Working(f"{name}.target", str(label), unit, None, found.why, where=found.where)
        if isinstance(found.quantity, Num):
            working = replace(working, value=found.quantity.value)
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
