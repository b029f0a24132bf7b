"""Any figure, by its kind."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cmtool.policy.across import Across
from cmtool.policy.arithmetic import Arithmetic, Delta, Ratio
from cmtool.policy.benchmarks import Benchmark
from cmtool.policy.constants import Constant, Frozen
from cmtool.policy.entered import Entered
from cmtool.policy.give_back import GiveBack
from cmtool.policy.history import History
from cmtool.policy.indicators import Average, Count, Events, Flow, Level
from cmtool.policy.ratings import Rating
from cmtool.policy.through import Choice, Through

AnyFigure = Annotated[
    Level
    | Average
    | Flow
    | Count
    | Events
    | Rating
    | Benchmark
    | Entered
    | Ratio
    | Delta
    | Arithmetic
    | Constant
    | Frozen
    | Through
    | Choice
    | GiveBack
    | Across
    | History,
    Field(discriminator="kind"),
]
