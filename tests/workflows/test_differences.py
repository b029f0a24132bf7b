"""A change is told as people write it: decimals, the trade's words, and 无 where there was nothing."""

from __future__ import annotations

import pytest

from cmtool.workflows.differences import told
from cmtool.workflows.records import Change


@pytest.mark.parametrize(
    ("figure", "was", "now", "said"),
    [
        ("deposit_daily_average", "2657058716/1875", "147915579/62", ("1417097.9819", "2385735.1452")),
        ("deposit_daily_average", None, "1/3", ("无", "0.3333")),
        ("share", "1/3", "33333/99999", ("1/3", "33333/99999")),  # the same to four decimals
        ("score", "93.60", "90", ("93.60", "90")),
        ("result.change", "exit", "keep", ("退出", "维持")),
        ("ladder.second.change", "rise", "between", ("晋级", "本月不评定")),
        ("result.status", "rated", "deferred", ("已评定", "缓评")),
        ("result.plan", "A/B", "keep", ("A/B", "keep")),  # a policy's own names stay
    ],
)
def test_values_as_people_read_them(
    figure: str, was: str | None, now: str | None, said: tuple[str, str]
) -> None:
    values = told(Change(manager="M1", name="甲", figure=figure, label="", was=was, now=now))
    assert (str(values["was"]), str(values["now"])) == said
