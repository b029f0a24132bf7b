"""Every kind of the policy language has its own clause in the printed policy; what stands for the rest serves none."""

from __future__ import annotations

import inspect
import re
from types import ModuleType
from typing import get_args

import pytest

from cmtool.policy.curves import AnyCurve
from cmtool.policy.figures import AnyFigure
from cmtool.policy.indicator import Indicator
from cmtool.reports import curve_words, row_words

CURVES = get_args(get_args(AnyCurve)[0])
INDICATORS = [kind for kind in get_args(get_args(AnyFigure)[0]) if issubclass(kind, Indicator)]


@pytest.mark.parametrize(
    ("kind", "words"),
    [*((kind, curve_words) for kind in CURVES), *((kind, row_words) for kind in INDICATORS)],
    ids=lambda one: one.__name__.rpartition(".")[2],
)
def test_every_kind_has_words(kind: type, words: ModuleType) -> None:
    """A curve without words would be printed as 按考核办法计算, an indicator as the mere name of its table."""
    assert re.search(rf"case {kind.__name__}\(", inspect.getsource(words))
