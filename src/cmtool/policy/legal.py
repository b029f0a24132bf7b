"""What the law allows, as parameters with source and date; nothing of it holds unless it is written."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, model_validator

from cmtool.model.expression import Ref
from cmtool.policy.terms import Exact, Quantity, Terms, refused


class DeductionLimit(Terms):
    """How much compensation may be taken in one month: a share of the month's wage, and never so much that less than
    the minimum wage is left. What may not be taken is carried to the next month.

    The wage is the pay before the lines marked ``compensation``. 工资支付暂行规定 art. 16: 20 %, minimum wage of the
    place, which is a dated number of the policy or a figure.
    """

    label: str = "赔偿扣款限额调整"
    share: Exact
    minimum_wage: Quantity
    source: str
    since: str = ""

    @model_validator(mode="after")
    def _a_share(self) -> DeductionLimit:
        if not 0 <= self.share <= 1:
            raise refused("share 要在 0 到 1 之间")
        return self


class Deferral(Terms):
    """What should be held of performance pay, and for how many years: a notice where a policy holds less."""

    share: Exact
    years: int = Field(ge=1, le=20)
    source: str
    since: str = ""


class Legal(Terms):
    """Limits of the law that this policy keeps."""

    deduction: DeductionLimit | None = None
    deferral: Deferral | None = None

    def reads(self) -> Iterator[tuple[str, str]]:
        """Place and name of every figure that a limit reads."""
        if self.deduction is not None and isinstance(self.deduction.minimum_wage, Ref):
            yield "deduction.minimum_wage", self.deduction.minimum_wage.name
