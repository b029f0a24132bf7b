"""What the guide shows of holds, release rules and leavers can be written as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from books import EXAMPLE
from cmtool.policy.reading import read_policy
from cmtool.policy.releases import Leavers

GUIDE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")
SECTION = GUIDE.partition("## 预留 · Holds")[2].partition("\n## ")[0]
RULES = re.findall(r"`(\{ kind = \"(?:same_lot_after|fraction_of_balance|redeemed|settled)\".*?\})`", SECTION)
CURVE = '{ kind = "bands", bands = [{ le = "1%", v = 1 }, { gt = "1%", v = 0 }] }'
FIGURES = """
[figure.bad_ratio]
kind = "constant"
label = "不良率"
unit = "%"
v = "0.8%"

[figure.year_worth]
kind = "constant"
label = "全年应得绩效"
unit = "元"
v = 10000
"""


@pytest.mark.parametrize("rule", RULES)
def test_a_release_rule_of_the_guide_reads_without_a_fault(rule: str) -> None:
    release = rule.replace("{ … }", CURVE)
    leavers = 'leavers = { kind = "forfeit" }'
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text.replace("[hold.retention]", f"{FIGURES}\n[hold.retention]\nrelease = {release}\n{leavers}", 1)
    policy, problems = read_policy(text, "policy/2024-01.toml")
    assert [f"{found.where} {found.sentence}" for found in problems] == []
    assert policy is not None


def test_every_kind_of_release_is_in_the_guide() -> None:
    assert len(RULES) >= 5
    assert {re.search(r'"(\w+)"', rule)[1] for rule in RULES} == {  # type: ignore[index]
        "same_lot_after",
        "fraction_of_balance",
        "redeemed",
        "settled",
    }


def test_every_rule_for_leavers_is_in_the_guide() -> None:
    assert Leavers.model_validate({"kind": "release_after", "months": 6}).months == 6
    for word in ("keep", "release_after", "forfeit"):
        assert f'"{word}"' in SECTION


def test_what_a_release_must_say_is_asked_for() -> None:
    """No shares for two instalments that do not make a whole, no fraction above one, no months for who keeps."""
    for rule in (
        '{ kind = "same_lot_after", months = [12, 24], shares = ["40%", "40%"] }',
        '{ kind = "same_lot_after", months = [24, 12] }',
        '{ kind = "fraction_of_balance", fraction = "4/3", month = 1 }',
        '{ kind = "fraction_of_balance", fraction = "1/3", month = 13 }',
        '{ kind = "redeemed", months = 12, of = "bad_ratio", curve = ' + CURVE + " }",
        '{ kind = "settled", months = [], of = "year_worth" }',
    ):
        text = EXAMPLE.read_text(encoding="utf-8")
        text = text.replace("[hold.retention]", f"{FIGURES}\n[hold.retention]\nrelease = {rule}", 1)
        policy, problems = read_policy(text, "policy/2024-01.toml")
        assert policy is None, rule
        assert all("hold.retention.release" in str(found.where) for found in problems), rule
    with pytest.raises(ValueError, match="months"):
        Leavers(kind="keep", months=3)


def test_two_accounts_charged_by_one_figure_and_leavers_nobody_reaches_are_warned_of() -> None:
    figure = '[figure.claims]\nkind = "events"\nlabel = "责任追究"\nunit = "元"\nmeasure = "amount"\nitems = ["违规"]\n'
    second = (
        '\n[hold.second]\nlabel = "第二账户"\non = ["performance_line"]\ncharge = "claims"\n'
        'curve = { kind = "per_unit", per = "5%", floor = "none", cap = "none" }\n\n[ladder]'
    )
    release = (
        f'release = {{ kind = "redeemed", months = 12, of = "bad_ratio", rest = "kept", curve = {CURVE} }}'
    )
    text = EXAMPLE.read_text(encoding="utf-8").replace("\n[ladder]", second, 1)
    text = text.replace(
        "[hold.retention]", f'{FIGURES}\n{figure}\n[hold.retention]\ncharge = "claims"\n{release}', 1
    )
    _, problems = read_policy(text, "policy/2024-01.toml")
    assert sorted((found.code, str(found.where).rpartition("!")[2]) for found in problems) == [
        ("W540", "hold.retention.leavers"),
        ("W543", "hold.second.charge"),
    ]


def test_a_charge_must_be_money_and_a_hold_of_something_else_than_pay_is_refused() -> None:
    for change, place in (
        ('charge = "violations"\n', "hold.retention.charge"),
        ('release = { kind = "settled", months = 12, of = "violations" }\n', "hold.retention.release.of"),
        ('charge = "violatons"\n', "hold.retention.charge"),
    ):
        text = EXAMPLE.read_text(encoding="utf-8").replace(
            "[hold.retention]\n", f"[hold.retention]\n{change}", 1
        )
        policy, problems = read_policy(text, "policy/2024-01.toml")
        assert policy is None
        assert place in {str(found.where).rpartition("!")[2] for found in problems if found.is_error}
