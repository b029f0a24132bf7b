"""A policy's worked examples run through the real rules; figures worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from books import EXAMPLE
from cmtool.policy.numbers import numbers
from cmtool.policy.reading import read_bytes
from cmtool.rules.examples import Worked, worked_examples
from policies import source

TEXT = EXAMPLE.read_text(encoding="utf-8").partition("\n[[example]]")[0]  # its rules alone
A = """
[[example]]
name = "甲"
source = "手算"
month = "2024-06"
grade = "客户经理"
targets = { "本月发放贷款" = 500000 }
past = { "2024-04" = { score = 90 }, "2024-05" = { score = 92 } }

[example.values]
deposit_daily_average = 560000
deposit_balance_days = 16800000
granted = 430000
due = 200000
collected_due = 191000
interest_collected = 9350.40
four_expenses = 18500
staff = 10
violations = 1
conduct_points = -1.5
expenses = 560
"""
TEAM = """
[figure.own]
kind = "flow"
label = "余额"
unit = "元"
table = "贷款台账"
value = "贷款余额"

[figure.mean]
kind = "over"
label = "组员平均"
unit = "户"
of = "own"
over = "team"
take = "mean"
own = "excluded"
when_none = "zero"
posts = ["客户经理"]

[line.lead]
group = "pay"
label = "组长津贴"
of = "mean"
posts = ["组长"]
curve = { kind = "per_unit", per = 100, floor = "none", cap = "none" }
"""


def examples(added: str) -> tuple[Worked, ...]:
    return worked_examples(source(TEXT + added).policy)


def answers(added: str) -> dict[str, tuple[object, object]]:
    """Name → expected and actual, of the only example."""
    (found,) = examples(added)
    return {answer.name: (answer.expected, answer.actual) for answer in found.answers}


def test_an_example_comes_out() -> None:
    """25 × 56 ÷ 70 = 20, 15 (capped), 8.6, 15 − 2.5, 20 × 1.2, 5 − 2.5, 10 − 1.5: 91.10. Pay: 3,000 + 1,822 +
    93.50 − 60 = 4,855.50, held 100 + 915.50 × 20 % = 283.10, paid 4,572.40. Three months at 90 or more: up."""
    expect = "[example.expect]\nscore = 91.10\ndeposit_average_line = 20\ninterest_line = 24\npay = 4855.50\nretention = 283.10\npayable = 4572.40\nwithheld = 283.10\nchange = 'rise'\nproposed = '高级客户经理'\nstatus = 'rated'\n"
    (found,) = examples(A + expect)
    assert found.met, [(one.name, one.actual) for one in found.answers]
    assert len(found.answers) == 10


def test_a_wrong_expectation_shows_both_and_the_way() -> None:
    """86.25 was expected: 91.10 comes out, and the lines that make it follow with their reasons."""
    (found,) = examples(A + "[example.expect]\nscore = 86.25\n")
    (answer,) = found.answers
    assert not found.met
    assert (answer.expected, answer.actual) == (Fraction("86.25"), Fraction("91.1"))
    labels = [step.label for step in answer.steps]
    assert labels[:3] == ["月度百分考核得分", "存款月均余额", "存款积数"]
    assert "560,000.00 ÷ 目标 700,000.00" in str(answer.steps[1].why)


def test_what_is_not_given_has_not_come() -> None:
    """Without the deposits the score is put off; with others = "zero" they are 0 and it is rated."""
    short = A.replace("deposit_daily_average = 560000\n", "") + "[example.expect]\nstatus = 'deferred'\n"
    assert answers(short) == {"status": ("deferred", "deferred")}
    zero = (
        short.replace('grade = "', 'others = "zero"\ngrade = "').replace("'deferred'", "'rated'")
        + "score = 71.10\n"
    )
    assert answers(zero) == {"status": ("rated", "rated"), "score": (Fraction("71.1"), Fraction("71.1"))}


def test_a_computed_figure_may_be_given() -> None:
    """The pay by score is given as 1,000: it is not worked out, and 1,000 is paid."""
    given = A.replace("expenses = 560\n", "expenses = 560\nperformance_pay = 1000\n")
    assert answers(given + "[example.expect]\nperformance_line = 1000\n") == {
        "performance_line": (Fraction(1000), Fraction(1000))
    }


def test_people_of_one_example_are_worked_out_together() -> None:
    """Members with 30 and 50: the leader's allowance is 100 × 40; one without members has none."""
    people = """
[[example]]
name = "两组"
month = "2024-06"
others = "zero"
people = [
  { name = "组长", post = "组长", team = "一", expect = { lead = 4000 } },
  { name = "甲", post = "客户经理", team = "一", values = { own = 30 }, expect = { mean = 50 } },
  { name = "乙", post = "客户经理", team = "一", values = { own = 50 } },
  { name = "孤", post = "组长", team = "二", expect = { lead = 0 } },
]
"""
    (found,) = examples(TEAM + people)
    assert {(one.person, one.name): one.actual for one in found.answers} == {
        ("组长", "lead"): 4000,
        ("甲", "mean"): 50,
        ("孤", "lead"): 0,
    }
    assert found.met


def test_what_holds_for_all_need_not_be_repeated() -> None:
    """The values beside people are everybody's, unless one says otherwise."""
    common = A.replace('name = "甲"', 'name = "共同"') + (
        '[[example.people]]\nname = "甲"\nexpect = { score = 91.10 }\n'
        '[[example.people]]\nname = "乙"\nvalues = { violations = 2 }\nexpect = { score = 88.60 }\n'
    )
    (found,) = examples(common)
    assert found.met, [(one.person, one.actual) for one in found.answers]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("violations = 1", "violation = 1", "E506"),
        ('"本月发放贷款" = 500000', '"发放贷款" = 500000', "E506"),
        ('grade = "客户经理"', 'grade = "经理"', "E512"),
        ("score = 91", "scores = 91", "E506"),
        ('month = "2024-06"', 'month = "六月"', "E505"),
        ("score = 91", "score = 1e2", "E505"),
        ('source = "手算"', 'sorce = "手算"', "E503"),
        ("[example.expect]\nscore = 91\n", "", "E505"),
    ],
)
def test_faults_of_an_example_are_told(old: str, new: str, code: str) -> None:
    """Names, grades and months that are not there, and an example that expects nothing."""
    text = TEXT + A + "[example.expect]\nscore = 91\n"
    assert old in text
    found = read_bytes(
        text.replace(old, new, 1).encode()
        if code != "E512"
        else text[::-1].replace(old[::-1], new[::-1], 1)[::-1].encode(),
        "p.toml",
    )
    assert found.policy is None
    assert [one.code for one in found.problems] == [code]


def test_of_an_example_only_what_must_come_out_may_change() -> None:
    """A number that is changed in the workbook moves it; what is given makes the example what it is."""
    policy = source(TEXT + A + "[example.expect]\nscore = 91.10\n")
    found = [one.path for one in numbers(policy.written, policy.policy) if one.path[0] == "example"]
    assert found == [("example", 0, "expect", "score")]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            'change = "rises"',
            '只能是 "rise"、"keep"、"fall"、"exit"、"deferred"、"unrated"、"between"，是不是“rise”？',
        ),
        ('status = "ok"', '只能是 "rated"、"deferred"、"barred"'),
        ("status = 1", '只能是 "rated"、"deferred"、"barred"'),
    ],
)
def test_a_word_that_no_result_has_is_a_fault_and_no_mismatch(asked: str, said: str) -> None:
    """An example can only expect what can come out: the words there are, at the key where it stands."""
    found = read_bytes((TEXT + A + f"[example.expect]\n{asked}\n").encode(), "p.toml")
    assert found.policy is None
    key = asked.partition(" ")[0]
    assert [(one.code, one.where.sheet) for one in found.problems] == [("E505", f"example.0.expect.{key}")]
    assert str(found.problems[0].sentence) == said
