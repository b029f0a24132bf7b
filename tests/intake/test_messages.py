"""What a person reads: every sentence of intake filled in, in plain words."""

from __future__ import annotations

import pytest

from cmtool.model.text import Phrase
from grids import Mark, Value, grid, n, taken

LOAN = ("借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额")
RIGHT: tuple[Value, ...] = ("J1", "K1", "20240101", "20241231", 10, 5)


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        (0, n("12.5"), "“借据号”是以数字存放的 12.5，不是整数，原来的编号已无法确定"),
        (0, n("45473", "yyyy-mm-dd"), "“借据号”里是日期 45473"),
        (2, "2024-02-30", "“发放日期”里的 2024-02-30 不是真实存在的日期"),
        (2, n("2024"), "“发放日期”里的数字 2024 不能确定是哪一天"),
        (4, "3.5万", "“贷款金额”里的 3.5万 自带单位“万”，而这一列的单位是元"),
        (4, n("1.234"), "“贷款金额”里的 1.234 元精确不到分"),
        (4, Mark("bool", "1"), "“贷款金额”里是逻辑值 1"),
        (5, Mark("error", "#DIV/0!"), "“贷款余额”是错误值 #DIV/0!"),
        (5, Mark("text", "", uncached=True), "“贷款余额”是公式，但文件里没有存下计算结果"),
        (5, Mark("number", "5", merged=True), "“贷款余额”是合并单元格，同一个数 5 会被算几次"),
    ],
)
def test_what_a_bad_cell_says(place: int, value: Value, sentence: str) -> None:
    row = [*RIGHT[:place], value, *RIGHT[place + 1 :]]
    (problem,) = taken(grid(LOAN, row)).problems
    assert str(problem.sentence) == sentence


def test_values_in_words_can_be_said_in_another_language() -> None:
    (problem,) = taken(grid(LOAN, [n("45473", "yyyy-mm-dd"), *RIGHT[1:]])).problems
    assert isinstance(dict(problem.values)["kind"], Phrase)


def test_a_cell_left_blank_says_why() -> None:
    (problem,) = taken(grid([*LOAN, "五级分类"], [*RIGHT, "一般"])).problems
    assert str(problem.sentence) == "“五级分类”里的 一般 不在可用的写法之内；这一列本月考核不用，按空白处理"
    assert str(problem.remedy) == "可用：正常、关注、次级、可疑、损失、逾期、呆滞、呆账"


def test_long_text_is_cut_in_a_message() -> None:
    (problem,) = taken(grid(LOAN, [*RIGHT[:5], "很" * 500])).problems
    assert problem.found == "很" * 60 + "…"
