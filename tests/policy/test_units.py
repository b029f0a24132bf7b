"""Money is added to and compared with money of the same unit; dated numbers are there from the policy's first day."""

from __future__ import annotations

import pytest

from books import EXAMPLE
from cmtool.policy.reading import read_policy
from policies import changed

TEXT = EXAMPLE.read_text(encoding="utf-8")
NAME = "policy/2024-01.toml"


def faults(*changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    _, problems = read_policy(changed(TEXT, *changes), NAME)
    return [(one.code, one.where.sheet, str(one.sentence)) for one in problems]


def added(figure: str) -> list[tuple[str, str]]:
    return [(code, key) for code, key, _ in faults(("[figure.staff]", f"{figure}\n\n[figure.staff]"))]


@pytest.mark.parametrize(
    ("unit", "measure", "told"),
    [
        ("万元", "daily_average", [("E561", "figure.x.unit")]),
        ("户", "balance_days", [("E561", "figure.x.unit")]),
        ("元", "daily_average", []),
        ("元·天", "balance_days", []),
    ],
)
def test_an_average_of_balances_is_in_yuan(unit: str, measure: str, told: list[tuple[str, str]]) -> None:
    """The ledger's balances are yuan: 万元 beside them would be wrong by ten thousand."""
    figure = f'[figure.x]\nkind = "average"\nlabel = "某项"\nunit = "{unit}"\nmeasure = "{measure}"'
    assert added(figure) == told


def test_the_amount_of_events_is_in_yuan() -> None:
    figure = '[figure.x]\nkind = "events"\nlabel = "赔偿"\nunit = "分"\nmeasure = "amount"\nitems = ["赔偿"]'
    assert added(figure) == [("E561", "figure.x.unit")]


def test_a_column_of_rates_is_no_money() -> None:
    """A rate of 9 ‰ taken as yuan would be nine thousandths of a yuan; as a rate it is shown as one."""
    flow = '[figure.x]\nkind = "flow"\nlabel = "利率"\ntable = "贷款台账"\nvalue = "月利率(‰)"\n'
    assert added(f'{flow}unit = "元"') == [("E563", "figure.x.unit")]
    assert added(f'{flow}unit = "‰"') == []


def test_yuan_less_heads_is_no_sum() -> None:
    """500 yuan less 10 people is not 490 yuan, and the sentence names all three units."""
    assert faults(('of = ["grade.budget", "expenses"]', 'of = ["grade.budget", "staff"]')) == [
        (
            "W593",
            "figure.budget_left",
            "金额和别的单位相加减、比大小：“营销费用限额”是“元”；“员工总数”是“人”；“营销费用限额结余”是“元”",
        )
    ]


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ('kind = "sum"\nunit = "万元"\nof = ["granted", "due"]', "E562"),
        ('kind = "difference"\nunit = "元"\nof = ["granted", "deposit_balance_days"]', "E562"),
        ('kind = "sum"\nunit = "元"\nof = ["granted", "due", 100]', ""),
        ('kind = "max"\nunit = "元"\nof = ["granted", "violations"]', "W593"),
        ('kind = "product"\nunit = "元"\nof = ["violations", 200]', ""),
        ('kind = "quotient"\nunit = "万元"\nof = ["granted", 10000]', ""),
        ('kind = "sum"\nunit = "分"\nof = ["violations", "conduct_points"]', ""),
        ('kind = "delta"\nunit = "万元"\nof = "granted"\nagainst = "last_month"', "E562"),
        ('kind = "over"\nunit = "人"\nof = "granted"\nover = "all"\ntake = "count"', ""),
        ('kind = "over"\nunit = "户"\nof = "granted"\nover = "all"\ntake = "sum"', "W593"),
        (
            'kind = "past"\nunit = "元"\nof = "violations"\nwindow = { trailing = 1 }\ntake = "sum"',
            "W593",
        ),
        (
            'kind = "cases"\nunit = "元"\ncases = [{ grades = ["客户经理"], value = "staff" }]\notherwise = 0',
            "W593",
        ),
    ],
)
def test_what_may_be_put_together(terms: str, told: str) -> None:
    """Products and quotients make new units; points may be added to events that cost a point each; yuan and 万元 never."""
    assert added(f'[figure.x]\nlabel = "某项"\n{terms}') == ([(told, "figure.x")] if told else [])


def test_a_number_that_begins_after_the_policy_does() -> None:
    """The policy holds from January, the pay of a grade and a price from July on: six months have none."""
    late = "{ fixed = [{ from = 2024-07-01, v = 3000 }], coefficient = 1.0, budget = 500 }"
    assert faults(("{ fixed = 3000, coefficient = 1.0, budget = 500 }", late)) == [
        (
            "W592",
            "ladder.grades.1.attributes.fixed",
            "“客户经理的固定工资”从 2024-07-01 起才有数，办法从 2024-01 起执行：此前的日子没有数",
        )
    ]
    price = '[figure.x]\nkind = "constant"\nlabel = "价格"\nunit = "%"\nv = '
    assert added(price + '[{ from = 2024-07-01, v = "4%" }]') == [("W592", "figure.x.v")]
    assert added(price + '[{ from = 2024-01-01, v = "4%" }]') == []
    assert added(price + '"4%"') == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('value = "贷款金额"', 'value = "借据金额"', "“贷款台账”没有“借据金额”这一列，是不是“贷款金额”？"),
        ("weight = 25", 'weight = "25分"', "不写单位"),
        (
            "weight = 25",
            'weight = "25%"',
            "合计 75.25，应为 100；“存款月均余额”写的是 25%，权重写 25，不写百分号",
        ),
        (
            'value = "贷款金额"',
            'value = { product = ["贷款金额", "grade.coefficient"] }',
            "“grade.coefficient”因人而异",
        ),
        (
            'value = "贷款金额"',
            'value = { product = ["贷款金额", "price"] }',
            '引用常数等数据项写 { figure = "price" }',
        ),
        ('value = "贷款金额"', 'value = { product = ["贷款金额", "1/0"] }', "“1/0”不是一个数"),
        ('value = "贷款金额"', 'value = "年利率(%)"', "“年利率(%)”取出来是比率，单位写的是“元”"),
        (
            'on = ["performance_line", "interest_share_line"]',
            'on = ["pay"]',
            "“pay”不是薪酬项目，不能预留；它是小计，请写其中的项目：fixed_line",
        ),
        ('floor = "none"', 'floor = "无"', '引用了不存在的数据项“无”；没有封顶或保底写 "none"'),
        (", budget = 500", "", "等级“客户经理”缺少属性“budget”，其他等级写了；各级的属性要相同"),
        (
            'target = { indicator = "本月发放贷款" }',
            'target = { by_grade = { "初级" = 5 } }',
            "“初级”不是等级序列中的等级；有：见习客户经理、客户经理、高级客户经理",
        ),
    ],
)
def test_the_sentence_says_what_would_do(old: str, new: str, said: str) -> None:
    assert [sentence for _, _, sentence in faults((old, new)) if said in sentence]


def test_a_name_that_is_not_there_is_told_once() -> None:
    """A condition for all three grades is one mistake, not three."""
    told = faults(('entry = [{ of = "score"', 'entry = [{ of = "socre"'))
    assert [(code, key) for code, key, _ in told] == [("E506", "ladder.entry")]
