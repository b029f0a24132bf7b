"""What is wrong with a figure from rows is said at its key."""

from __future__ import annotations

import pytest

from books import EXAMPLE
from cmtool.policy.indicators import Flow
from cmtool.policy.reading import read_policy

TEXT = EXAMPLE.read_text(encoding="utf-8")
NAME = "policy/2024-01.toml"


def faults(figure: str) -> list[tuple[str, str, str]]:
    written = TEXT.replace("\n[figure.violations]", f"\n{figure}\n\n[figure.violations]", 1)
    policy, problems = read_policy(written, NAME)
    assert (policy is None) == any(problem.is_error for problem in problems)
    return [
        (problem.code, str(problem.where).removeprefix(NAME + "!figure.x"), str(problem.sentence))
        for problem in problems
        if problem.is_error
    ]


FLOW = '[figure.x]\nkind = "flow"\nlabel = "某项"\nunit = "元"\ntable = "贷款台账"\n'


@pytest.mark.parametrize(
    ("rest", "key", "said"),
    [
        ('value = "贷款金"', "", "“贷款台账”没有“贷款金”这一列"),
        ('value = "担保方式"', "", "“担保方式”不是数值列"),
        ('value = { product = ["贷款金额", "担保方式"] }', "", "“担保方式”不是数值列"),
        ('value = { product = ["贷款金额"] }', ".value", "product 至少要两项"),
        ('value = { product = ["贷款金额", 2], sum = ["贷款金额", 1] }', ".value", "只能写"),
        ('value = { produkt = ["贷款金额", 2] }', ".value.produkt", "不认识的键“produkt”"),
        ('value = { lookup = "担保方式" }', ".value", "map 或 bands"),
        ('value = { lookup = "贷款金额", map = { "1" = 1 } }', "", "“贷款金额”不是文字列"),
        ('value = { lookup = "贷款金额", bands = [{ v = 1 }] }', ".value.bands.0", "每一档要写界限"),
        (
            'value = { lookup = "贷款金额", bands = [{ lt = 5, v = 1 }, { ge = 4, v = 2 }] }',
            ".value",
            "不能重叠",
        ),
        (
            'value = { lookup = "贷款金额", bands = [{ le = 5, v = 1 }, { ge = 5, v = 2 }] }',
            ".value",
            "5 同时属于两档",
        ),
        ('value = { days = ["发放日期", "月末"] }', "", "没有“月末”这一列"),
        ('value = { days = ["贷款金额", "month_end"] }', "", "“贷款金额”不是日期列"),
        ('value = "贷款金额"\nwhere = { "贷款金额" = ["5"] }', "", "“贷款金额”不是能用文字筛选的列"),
        ('value = "贷款金额"\nwhere = { "产品" = { ge = 5 } }', "", "“产品”不是能用数的界限筛选的列"),
        ('value = "贷款金额"\nwhere = { "产品" = { in = "month" } }', "", "“产品”不是能用日期条件筛选的列"),
        ('value = "贷款金额"\nwhere = { "五级分类" = { not = ["不良"] } }', "", "“五级分类”没有“不良”"),
        (
            'value = "贷款金额"\nwhere = { "发放日期" = { before = "2024-13-01" } }',
            ".where.发放日期.before",
            "应为日期",
        ),
        ('value = "贷款金额"\nwhere = { "产品" = { or_empty = true } }', ".where.产品", "一列的条件写一种"),
        ('value = "贷款金额"\nwhere = { "客户.年龄" = ["1"] }', "", "“客户名册表”没有“年龄”这一列"),
        ('value = "贷款金额"\nwhere = { "借据.产品" = ["1"] }', "", "“贷款台账”的行不能找到“借据.产品”"),
        ('value = "贷款金额"\nwindow = { rolling = 3, trailing = 2 }', ".window", "窗口只写一种"),
        ('value = "贷款金额"\nwindow = { rolling = 37 }', ".window.rolling", "36"),
        ('value = "贷款金额"\nabout = "branch"', ".about", '"person"、"team"、"institution"'),
        ('value = { product = ["贷款金额", { figure = "score" }] }', ".value", "“月度百分考核得分”因人而异"),
        ('value = { product = ["贷款金额", { figure = "interest_target" }] }', ".value", "因人而异"),
        ('value = { product = ["贷款金额", { figure = "nobody" }] }', ".value", "nobody"),
    ],
)
def test_a_term_that_cannot_be_meant_is_refused_at_its_key(rest: str, key: str, said: str) -> None:
    [fault] = faults(FLOW + rest)
    assert fault[1] == key
    assert said in fault[2]


@pytest.mark.parametrize(
    "rest",
    [
        'value = { product = ["贷款金额", { figure = "four_expenses_per_head" }] }',
        'value = { quotient = ["贷款金额", { figure = "month.days" }] }',
        'value = "20%"',
    ],
)
def test_what_is_the_same_for_everybody_may_stand_in_a_row_value(rest: str) -> None:
    assert faults(FLOW + rest) == []


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ('kind = "flow"\ntable = "存款分户余额"\nvalue = "余额"', "存款用 level、average 或 count"),
        ('kind = "flow"\ntable = "机构基本情况表"\nvalue = "员工总数"', "不能用于这种指标"),
        ('kind = "level"\ntable = "机构基本情况表"\nvalue = "员工总数"\nabout = "team"', "不分人"),
        ('kind = "events"\nitems = ["违规"]', "measure 与 value"),
        ('kind = "events"\nitems = ["违规"]\nmeasure = "count"\nvalue = "金额"', "measure 与 value"),
        ('kind = "events"\nitems = ["违规"]\nmeasure = "count"\ntable = "评价"', "events 只用于加扣分登记簿"),
        ('kind = "average"\nmeasure = "daily_average"\ntable = "营销费用"', "average 只用于"),
        ('kind = "rating"\nraters = { "客户" = 0 }\nunfilled = "zero"', "权重必须大于 0"),
        ('kind = "rating"\nraters = {}\nunfilled = "zero"', "至少要有 1 项"),
        ('kind = "benchmark"\nitem = "x"\ntable = "评价"', "benchmark 只用于外部基准"),
    ],
)
def test_a_kind_that_does_not_fit_its_table_is_refused(figure: str, said: str) -> None:
    [fault] = faults(f'[figure.x]\nlabel = "某项"\nunit = "元"\n{figure}')
    assert said in fault[2]


def test_the_columns_a_row_value_reads_must_come() -> None:
    """Its own, those of the client, the key that leads there, and the date it is counted by."""
    figure = Flow.model_validate(
        {
            "kind": "flow",
            "label": "某项",
            "unit": "元",
            "table": "贷款台账",
            "value": {"product": ["贷款余额", {"lookup": "担保方式", "map": {"信用": 1}}]},
            "where": {"客户.客户类别": ["农户"], "due": {"gt": 0}},
            "on": "发放日期",
        }
    )
    assert figure.columns() == {
        "loans": frozenset({"balance", "security", "granted_on", "client"}),
        "clients": frozenset({"category"}),
    }


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ('value = "贷款余额"\nhaving = { "贷款余额" = { ge = 5 } }', "要写明按哪一列合并"),
        ('value = "贷款余额"\nper = "贷款金额"', "“贷款金额”不是文字列"),
        ('value = { product = ["贷款余额", "年利率(%)"] }\nper = "客户编号"', "“年利率(%)”不是数值列"),
        ('value = "贷款余额"\nper = "客户编号"\nhaving = { "产品" = ["x"] }', "“产品”不是数值列"),
        ('value = { lookup = "产品", map = { "x" = 1 } }\nper = "客户编号"', "“产品”在合并的各行里可能不同"),
        (
            'value = { days = ["发放日期", "month_end"] }\nper = "客户编号"',
            "“发放日期”在合并的各行里可能不同",
        ),
    ],
)
def test_only_amounts_are_put_together_and_only_by_a_key(rest: str, said: str) -> None:
    [fault] = faults(FLOW + rest)
    assert said in fault[2]


def test_a_figure_of_a_team_needs_the_rosters_teams() -> None:
    figure = Flow.model_validate(
        {
            "kind": "flow",
            "label": "某项",
            "unit": "元",
            "table": "贷款台账",
            "value": "贷款余额",
            "about": "team",
        }
    )
    assert figure.columns() == {"loans": frozenset({"balance"}), "managers": frozenset({"team"})}


def test_a_column_of_money_gives_yuan_only() -> None:
    """A unit of ten thousand would be wrong by ten thousand; the quotient that is meant is one more figure."""
    wrong = FLOW.replace('unit = "元"', 'unit = "万元"') + 'value = "贷款余额"'
    assert [(code, key) for code, key, _ in faults(wrong)] == [("E561", ".unit")]
    right = FLOW.replace('unit = "元"', 'unit = "万元"') + 'value = { quotient = ["贷款余额", 10000] }'
    assert faults(right) == []
