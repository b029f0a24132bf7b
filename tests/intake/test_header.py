"""Which table a header row belongs to, and which column is which field."""

from __future__ import annotations

import pytest

from cmtool.intake.header import Match, header_rows, match
from cmtool.intake.spelling import folded
from cmtool.intake.vocabulary import unit_of, vocabularies, without_unit
from cmtool.model.tables import TABLES
from grids import branch, row

KNOWN = vocabularies(branch())


def matched(table: str, *headers: str, indicators: frozenset[str] = frozenset()) -> Match:
    (header,) = header_rows([row(1, headers)])
    return match(TABLES[table], header, KNOWN[table], indicators)


@pytest.mark.parametrize("table", list(TABLES))
def test_no_header_stands_for_two_fields_of_one_table(table: str) -> None:
    fields: dict[str, str] = {}
    for field, column in TABLES[table].columns.items():
        for header in (column.header, field, *column.aliases, *column.by_name):
            assert fields.setdefault(folded(header), field) == field


@pytest.mark.parametrize("table", list(TABLES))
def test_canonical_headers_are_claimed_by_their_own_field(table: str) -> None:
    columns = TABLES[table].columns
    found = matched(table, *(column.header for column in columns.values()))
    assert {name: headed.column for name, headed in found.fields.items()} == {
        name: number for number, name in enumerate(columns, start=1)
    }
    assert (found.missing, found.unread, found.doubled, found.overruled) == ((), (), (), ())


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("信贷借据号", "note"),
        ("借据\n编号", "note"),
        ("借據號", "note"),
        ("客户内码", "client"),
        ("起息日", "granted_on"),
        ("约定到期日", "due_on"),
        ("本金余额（万元）", "balance"),
        ("贷款余额/元", "balance"),
        ("贷款余额（单位：元）", "balance"),
        ("四级分类", "risk_class"),
        ("管户客户经理", "manager"),
        ("balance", "balance"),
    ],
)
def test_aliases_of_the_loan_ledger(header: str, field: str) -> None:
    """Aliases, traditional characters, English ids, line breaks and a unit at the end are all understood."""
    assert list(matched("loans", header).fields) == [field]


@pytest.mark.parametrize("header", ["合同金额", "实际到期日", "原到期日期", "贷款余额(美元)", "备用"])
def test_other_amounts_and_dates_are_no_aliases(header: str) -> None:
    found = matched("loans", header)
    assert not {"amount", "balance", "due_on"} & set(found.fields)
    assert found.unread == (header,)


def test_a_canonical_header_beats_an_alias() -> None:
    found = matched("loans", "余额", "贷款余额")
    assert found.fields["balance"].column == 2
    assert [(name, other.column) for name, other in found.overruled] == [("balance", 1)]


def test_two_aliases_of_one_field_are_a_double() -> None:
    found = matched("loans", "借据余额", "本金余额")
    assert [(name, first.column, second.column) for name, first, second in found.doubled] == [
        ("balance", 1, 2)
    ]


def test_a_name_column_stands_in_only_where_no_number_column_does() -> None:
    beside = matched("conduct", "工号", "姓名")
    assert (beside.fields["manager"].column, beside.named["manager"].column) == (1, 2)
    alone = matched("conduct", "姓名")
    assert (alone.fields["manager"].column, alone.named) == (1, {})


def test_missing_headers_are_named_with_their_alternatives() -> None:
    found = matched("repayments", "借据号")
    assert found.missing == ("日期", "收回本金/收回利息")


def test_two_rows_are_read_as_one_header() -> None:
    """A group above (本月) with members below (收回本金), and headers that span both rows."""
    upper = row(4, ["借据号", "本月", "本月", "贷款余额"])
    lower = row(5, ["借据号", "收回本金", "实收利息", "元"])
    both = [header for header in header_rows([upper, lower]) if header.first != header.number]
    assert [header.texts for header in both] == [
        {
            1: ("借据号",),
            2: ("本月收回本金", "收回本金"),
            3: ("本月实收利息", "实收利息"),
            4: ("贷款余额(元)",),
        }
    ]


@pytest.mark.parametrize("group", ["上月", "年初", "上期", "期初", "去年同期", "计划"])
def test_a_group_of_another_time_makes_another_figure_of_its_member(group: str) -> None:
    """贷款余额 under 年初 is never the balance of the month."""
    upper = row(4, ["借据号", "客户编号", group])
    lower = row(5, [None, None, "贷款余额"])
    for header in header_rows([upper, lower]):
        texts = header.texts.get(3, ())
        assert header.first == header.number or "贷款余额" not in texts


def test_targets_may_have_one_column_for_each_indicator() -> None:
    found = matched(
        "targets",
        "工号",
        "姓名",
        "存款日均(万元)",
        "本月发放贷款",
        indicators=frozenset({"存款日均", "本月发放贷款"}),
    )
    assert found.missing == ()
    assert {name: headed.column for name, headed in found.spread.items()} == {
        "存款日均": 3,
        "本月发放贷款": 4,
    }


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("贷款余额(万元)", "贷款余额", "万元"),
        ("贷款余额（单位：人民币万元）", "贷款余额", "万元"),
        ("贷款余额:元", "贷款余额", "元"),
        ("年利率(％)", "年利率", "%"),
        ("月利率(‰)", "月利率", "‰"),
        ("余额", "余额", ""),
    ],
)
def test_units_in_headers(header: str, name: str, unit: str) -> None:
    assert (without_unit(header), unit_of(header)) == (name, unit)
