"""Every kind of curve. One place to add one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cmtool.policy.slopes import LinearAround, PerUnit, Proportional, Threshold
from cmtool.policy.steps import Bands, Marginal

AnyCurve = Annotated[
    Proportional | Threshold | LinearAround | Bands | Marginal | PerUnit, Field(discriminator="kind")
]
