"""A policy file is read exactly and every fault is named by its key."""

from __future__ import annotations

from fractions import Fraction

import pytest

from books import EXAMPLE, example_policy
from cmtool.model.problem import Problem
from cmtool.policy.reading import read_policy
from policies import changed

TEXT = EXAMPLE.read_text(encoding="utf-8")
NAME = "policy/2024-01.toml"


def faults(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    policy, problems = read_policy(changed(TEXT, *changes), NAME)
    assert (policy is None) == any(problem.is_error for problem in problems)
    return [(problem.code, str(problem.where).removeprefix(NAME + "!")) for problem in problems]


def test_the_example_has_no_fault_and_reads_decimals_as_written() -> None:
    policy, problems = read_policy(TEXT, NAME)
    assert policy is not None
    assert problems == ()
    assert policy.ladder.grade("见习客户经理").attributes["coefficient"] == Fraction(4, 5)
    assert policy.line["deposit_average_line"].weight == 25


def test_every_figure_comes_after_what_it_reads() -> None:
    policy = example_policy()
    place = {name: number for number, name in enumerate(policy.order)}
    assert set(place) == policy.names
    for name, reads in policy.reads.items():
        assert all(place[read] < place[name] for read in reads if read in place)


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("schema = 1", "schema = 2", "E514", "schema"),
        ("weight = 25", "weight = 25.01", "E509", "group.score.weights"),
        ("weight = 25", "weight = 1e3", "E505", "line.deposit_average_line.weight"),
        ("weight = 25", "weight = nan", "E505", "line.deposit_average_line.weight"),
        ("weight = 25", "weight = true", "E505", "line.deposit_average_line.weight"),
        ("weight = 25", "wieght = 25", "E503", "line.deposit_average_line.wieght"),
        (', cap = "120%" }', " }", "E504", "line.deposit_average_line.curve.cap"),
        (
            'of = ["grade.budget", "expenses"]',
            'of = ["grade.budget", "expences"]',
            "E506",
            "figure.budget_left.of",
        ),
        (
            'of = ["grade.budget", "expenses"]',
            'of = ["grade.budgt", "expenses"]',
            "E506",
            "figure.budget_left.of",
        ),
        (
            'of = ["grade.budget", "expenses"]',
            'of = ["grade.budget", "overspent"]',
            "E508",
            "figure.budget_left",
        ),
        ("[figure.staff]", "[figure.fixed_line]", "E507", "line.fixed_line"),
        ('group = "score"', 'group = "scores"', "E510", "line.deposit_average_line.group"),
        ('families = ["存款"]', 'families = ["存欵"]', "E511", "plan.存款.families"),
        ('value = "贷款金额"', 'value = "放贷金额"', "E505", "figure.granted"),
        ('value = "interest_target" }', 'value = "staff" }', "E513", "line.interest_line.target"),
        ('on = ["performance_line", ', 'on = ["deposit_days_line", ', "E515", "hold.retention.on"),
        ("coefficient = 0.8, ", "", "E505", "ladder"),
    ],
)
def test_a_fault_is_named_by_its_key(old: str, new: str, code: str, key: str) -> None:
    assert (code, key) in faults((old, new))


def test_all_faults_come_at_once() -> None:
    found = faults(("weight = 25", "weight = nan"), ("weight = 15", "weight = inf"))
    assert [code for code, _ in found] == ["E505", "E505"]


def test_a_hint_names_the_word_that_was_meant() -> None:
    _, problems = read_policy(TEXT.replace("weight = 25", "wieght = 25", 1), NAME)
    assert any("weight" in str(problem.sentence) for problem in problems if problem.code == "E503")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "proportional"', 'kind = "proportinal"', "是不是“proportional”？"),
        (
            'due_date = "original"',
            'due_date = "orignal"',
            '只能是 "original"、"extended"，是不是“original”？',
        ),
        ("schema = 1", "schema = 1\nexmaple = []", "是不是“example”？"),
    ],
)
def test_a_word_that_the_language_does_not_have_is_hinted_at(old: str, new: str, said: str) -> None:
    """A misspelled kind, choice or key: the words there are, and the one that was probably meant."""
    _, problems = read_policy(TEXT.replace(old, new, 1), NAME)
    assert said in str(problems[-1].sentence)


def test_broken_toml_names_its_line() -> None:
    policy, problems = read_policy('schema = 1\n[about]\ntitle = "办法\n', NAME)
    assert policy is None
    assert [(problem.code, problem.where.cell) for problem in problems] == [("E501", "3")]


def test_a_combined_plan_that_leaves_a_family_out_is_said() -> None:
    assert faults(('["存款", "放贷", "收贷", "收息"]', '["存款", "放贷", "收贷"]')) == [
        ("W501", "plan.综合.families")
    ]


FLOW = '[figure.x]\nkind = "flow"\nlabel = "x"\nunit = "元"\ntable = "贷款台账"\non = "发放日期"\nvalue = "贷款金额"\n'


def with_figure(text: str) -> list[Problem]:
    """The problems of the example with one more figure."""
    return list(read_policy(TEXT.replace("[figure.staff]", f"{text}\n[figure.staff]", 1), NAME)[1])


def test_a_key_that_only_another_table_has_is_not_suggested() -> None:
    """A flow has no "of", though other kinds have: neither the word itself nor another kind's key is offered."""
    [found] = with_figure(FLOW + 'of = "granted"\n')
    assert (found.code, str(found.sentence)) == ("E503", "不认识的键“of”")


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ('value = "贷款金额"', 'value = "贷款金额"\nlargst = 3', "largest"),
        ('value = "贷款金额"', 'value = "贷款金额"\nwindow = { roling = 3 }', "rolling"),
    ],
)
def test_the_key_suggested_is_one_of_the_table_where_it_stands(old: str, new: str, meant: str) -> None:
    found = [one for one in with_figure(FLOW.replace(old, new)) if one.code == "E503"]
    assert [str(one.sentence).partition("，")[2] for one in found] == [f"是不是“{meant}”？"]


def test_a_curves_keys_are_those_of_its_kind() -> None:
    """A proportional curve has a cap; "brackets" is another kind's, and nothing of this one is like it."""
    wrong = TEXT.replace('cap = "120%" }', 'cap = "120%", capp = 1, bracket = [] }', 1)
    found = [str(one.sentence) for one in read_policy(wrong, NAME)[1]]
    assert found == ["不认识的键“capp”，是不是“cap”？", "不认识的键“bracket”"]


@pytest.mark.parametrize(
    "window", ['"yaer"', '"half-year"', '""', "3", '["year"]', "{ rolling = 3, trailing = 3 }"]
)
def test_a_window_that_is_none_is_told_with_those_there_are(window: str) -> None:
    [found] = with_figure(f"{FLOW}window = {window}\n")
    assert (found.code, found.where.sheet) == ("E505", "figure.x.window")
    spelled = '"month"、"quarter"、"half_year"、"year"、{ rolling = 3 }（本月和前 2 个月）、{ trailing = 3 }（前 3 个月）'
    assert str(found.sentence) == f"窗口只写一种：{spelled}"


@pytest.mark.parametrize(
    ("header", "table"),
    [("about", "[about]"), ("loans", "[loans]"), ("plan", "[plan.名称]"), ("figure", "[figure.名称]")],
)
def test_a_part_that_is_not_there_is_to_be_begun(header: str, table: str) -> None:
    """Nothing is said of caps where a whole part is missing."""
    text = TEXT.replace(f"[{header}]", "[other]").replace(f"[{header}.", "[other.")
    found = [one for one in read_policy(text, NAME)[1] if one.code == "E504"]
    assert [(one.where.sheet, table in str(one.remedy), "封顶" in str(one.remedy)) for one in found] == [
        (header, True, False)
    ]


def test_a_cap_that_is_not_there_may_be_none() -> None:
    """The remedy for a cap names "none", that for another key does not."""
    found = read_policy(TEXT.replace(', cap = "120%" }', " }", 1), NAME)[1]
    assert [str(one.remedy) for one in found] == ['补上这一项；没有封顶或保底时写 "none"']
    assert [str(one.remedy) for one in with_figure(FLOW.replace('value = "贷款金额"\n', ""))] == [
        "补上这一项"
    ]


@pytest.mark.parametrize(
    ("key", "paper"), [("document", "文号"), ("approved_on", "批准日期"), ("approved_by", "批准机构")]
)
def test_a_missing_paper_is_asked_for_by_its_name(key: str, paper: str) -> None:
    """A new policy leaves its papers to be filled in; of caps nothing is said."""
    lines = TEXT.split("\n")
    text = "\n".join(line for line in lines if not line.startswith(f"{key} = "))
    (one,) = [found for found in read_policy(text, NAME)[1] if found.code == "E504"]
    assert str(one.remedy) == f"补上这一项：请填上{paper}"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[group.pay]", "[group.wage]", "E510"),
        ("[group.score]", "[group.points]", "E510"),
        (
            "[group.pay]\nlabel",
            '[group.inner]\ninside = "none"\nweights = 5\nlabel = "x"\nunit = "元"\ncap = 1\nfloor = 0\n\n[group.pay]\nlabel',
            "E510",
        ),
        ('entry = [{ of = "score"', 'entry = [["score"], { of = "score"', "E505"),
        ('entry = [{ of = "score"', 'entry = ["score", { of = "score"', "E505"),
    ],
)
def test_what_hangs_in_the_air_is_a_problem_and_no_crash(old: str, new: str, code: str) -> None:
    """A group renamed under its lines, a group within none, a condition that is a list or a word."""
    assert code in [found for found, _ in faults((old, new))]


@pytest.mark.parametrize("key", ["of", "times", "cap", "floor"])
def test_a_name_in_any_place_of_a_line_must_be_known(key: str) -> None:
    line = f'[line.fixed_line]\n{key} = "nobody"'
    changes = [("[line.fixed_line]", line)]
    if key == "of":
        changes.append(('of = "grade.fixed"\n', ""))
    assert ("E506", f"line.fixed_line.{key}") in faults(*changes)


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("appeal_days = 5", "appeal_days = -1", "about.appeal_days", "不能小于 0"),
        ("appeal_days = 5", 'appeal_days = "五天"', "about.appeal_days", "应为整数"),
        ("running = 3", "running = 1.5", "ladder.entry.0.running", "应为整数"),
        (
            "approved_on = 2023-12-20",
            "approved_on = 20231220",
            "about.approved_on",
            "应为日期，如 2023-12-20",
        ),
        (
            'on = "发放日期"',
            'on = "发放日期"\nwindow = { rolling = 40 }',
            "figure.granted.window.rolling",
            "不能大于 36",
        ),
        (
            'brackets = [{ upto = 1000, rate = "10%" }, { rate = "20%" }]',
            "brackets = []",
            "hold.retention.curve.brackets",
            "至少要有 1 项",
        ),
        (
            '{ kind = "proportional", cap = "120%" }',
            '{ cap = "120%" }',
            "line.deposit_average_line.curve.kind",
            "缺少必须写明的“kind”",
        ),
        ("schema = 1", 'schema = "1"', "schema", "应为整数"),
        ("schema = 1", "", "schema", "缺少必须写明的“schema”"),
    ],
)
def test_the_ordinary_mistakes_are_told_in_chinese(old: str, new: str, key: str, said: str) -> None:
    """Wrong kinds of values, too large or too small, a kind or the schema left out."""
    text = TEXT.replace(old, new, 1)
    _, problems = read_policy(text, NAME)
    assert [(one.where.sheet, str(one.sentence)) for one in problems] == [(key, said)]
