"""Any figure, by its kind."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cmtool.policy.arithmetic import Arithmetic, Delta, Ratio
from cmtool.policy.indicators import Average, Count, Events, Flow, Level

AnyFigure = Annotated[
    Level | Average | Flow | Count | Events | Ratio | Delta | Arithmetic, Field(discriminator="kind")
]
