"""Every kind of curve, and cases that choose among them. One place to add one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from cmtool.model.expression import Expression
from cmtool.model.text import Phrase, phrase
from cmtool.policy.brackets import Marginal, Whole
from cmtool.policy.conditions import AnyCondition, counted_over_time
from cmtool.policy.curve import Curve, Inputs, Spoken
from cmtool.policy.pools import ShareOf
from cmtool.policy.prices import Convert, Fixed, PerUnit
from cmtool.policy.relative import Relative
from cmtool.policy.slopes import LinearAround, Proportional, Threshold
from cmtool.policy.steps import Bands, Interpolated
from cmtool.policy.terms import Terms, refused


class Cases(Curve):
    """The first case whose condition holds chooses the curve; ``otherwise`` is for the rest."""

    kind: Literal["cases"]
    cases: tuple[CurveCase, ...] = Field(min_length=1)
    otherwise: AnyCurve

    @model_validator(mode="after")
    def _each_alone(self) -> Cases:
        if any(curve.needs_everybody for curve in self._curves()):
            raise refused("share_of 要看全部人员，不能放在 cases 里")
        return self

    def _curves(self) -> Iterator[Curve]:
        yield from (case.curve for case in self.cases)
        yield self.otherwise

    @property
    def needs_target(self) -> bool:
        return any(curve.needs_target for curve in self._curves())

    @property
    def divides(self) -> bool:
        return any(curve.divides for curve in self._curves())

    @property
    def needs_weight(self) -> bool:
        return any(curve.needs_weight for curve in self._curves())

    def parts(self) -> Iterator[Curve]:
        for curve in self._curves():
            yield from curve.parts()

    def expression(self, inputs: Inputs) -> Expression:
        chosen = self.otherwise.expression(inputs)
        for case in reversed(self.cases):
            chosen = case.when.chosen(case.curve.expression(inputs), chosen)
        return chosen

    def why(self, spoken: Spoken) -> Phrase:
        case = self.case_for(spoken)
        if case is None:
            return phrase("其余情况：{why}", why=self.otherwise.why(spoken))
        asked = "、".join(f"{one.label or spoken.label(one.of)} {one.written}" for one in case.when.leaves())
        return phrase("{asked}：{why}", asked=asked, why=case.curve.why(spoken))

    def case_for(self, spoken: Spoken) -> CurveCase | None:
        """The first case that holds."""
        return next((case for case in self.cases if case.when.truth(spoken.known)), None)


class CurveCase(Terms):
    """A condition of this month, and the curve that holds then."""

    when: AnyCondition
    curve: AnyCurve

    @model_validator(mode="after")
    def _of_this_month(self) -> CurveCase:
        if counted_over_time(self.when):
            raise refused("这里的条件只看本月，不写 running、within")
        return self


AnyCurve = Annotated[
    Proportional
    | Threshold
    | LinearAround
    | Bands
    | Marginal
    | Whole
    | PerUnit
    | Convert
    | Fixed
    | Relative
    | Interpolated
    | ShareOf
    | Cases,
    Field(discriminator="kind"),
]
CurveCase.model_rebuild()
Cases.model_rebuild()
