"""The workbook twin of a policy: a document whose yellow cells are all of its numbers, and nothing else can change."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from cmtool.files.writer import workbook_bytes
from cmtool.model.text import CHINESE
from cmtool.policy.numbers import numbers
from cmtool.reports.clause_numbers import layout
from cmtool.reports.policy_twin import CREATED, chinese, policy_twin
from cmtool.reports.twin_record import CELLS, SHEET, TEXT
from policies import policy_texts, source

TEXTS = policy_texts()


def written(name: str) -> Any:
    """The twin of a policy as openpyxl reads it."""
    twin = policy_twin(source(TEXTS[name]), CHINESE)
    return openpyxl.load_workbook(BytesIO(workbook_bytes(twin, created=CREATED)))


@pytest.mark.parametrize("name", TEXTS)
def test_every_number_has_one_yellow_cell(name: str) -> None:
    """The unlocked cells are exactly those of the numbers, each once, and each holds its number."""
    book, policy = written(name), source(TEXTS[name])
    document = book[SHEET]
    keyed = {row[0].value: json.loads(row[1].value) for row in book[CELLS].iter_rows() if row[1].value}
    unlocked = {
        cell.coordinate
        for row in document.iter_rows()
        for cell in row
        if not cell.protection.locked and type(cell).__name__ != "MergedCell"
    }
    assert unlocked == set(keyed)
    found = {number.path: number for number in numbers(policy.written, policy.policy)}
    assert sorted(map(str, keyed.values())) == sorted(str(list(path)) for path in found)
    for cell, key in keyed.items():
        shown = str(document[cell].value).replace(",", "")
        assert shown == found[tuple(key)].spelled.replace("none", "无")


@pytest.mark.parametrize("name", TEXTS)
def test_only_yellow_cells_can_change(name: str) -> None:
    """Every sheet is protected without a password; the document stands first, the others are hidden."""
    book = written(name)
    assert book.sheetnames == [SHEET, TEXT, CELLS]
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    assert [sheet.sheet_state for sheet in book] == ["visible", "hidden", "hidden"]


def test_yellow_cells_take_numbers_only() -> None:
    """Each has its rule; a cap also takes 无; what is typed stays text."""
    book = written("art18-monthly")
    document = book[SHEET]
    keyed = {row[0].value: row[1].value for row in book[CELLS].iter_rows() if row[1].value}
    rules = {
        str(rule.sqref).split(":")[0]: rule.formula1 for rule in document.data_validations.dataValidation
    }
    assert set(keyed) == set(rules)
    for cell, key in keyed.items():
        assert document[cell].number_format == "@"
        assert (f'{cell}="无"' in rules[cell]) == (key.endswith(('"cap"]', '"floor"]')))


def test_it_is_made_for_a4_paper() -> None:
    """Portrait A4, one page wide, with the title above and the 文号 below each page."""
    document = written("art18-monthly")[SHEET]
    assert (document.page_setup.paperSize, document.page_setup.orientation) == (9, "portrait")
    assert document.sheet_properties.pageSetUpPr.fitToPage
    assert document.page_setup.fitToHeight == 0
    assert "客户经理月度百分考核办法" in document.oddHeader.center.text
    assert "示例〔2023〕1号" in document.oddFooter.left.text


def test_its_clauses_are_numbered_and_say_what_holds() -> None:
    """Chapters and clauses in order; a sentence of each kind of clause."""
    book = written("art18-monthly")
    texts = [str(cell.value) for row in book[SHEET].iter_rows() for cell in row if cell.value is not None]
    numbered = [text for text in texts if text.startswith("第") and text.endswith("条")]
    assert numbered == [f"第{chinese(number)}条" for number in range(1, len(numbered) + 1)]
    whole = "\n".join(texts)
    for said in (
        "第二章　得分",
        "【存款月均余额】（第十八条（一））存款类项目，依据“存款月均余额”；目标：目标表“存款月均余额”；700,000 元",
        "从“绩效工资 ＋ 收息提成”之和的正数部分中预留：分段累进",
        "由低到高为：见习客户经理、客户经理、高级客户经理",
        "对考核结果有异议的，自收到通知单之日起 5 日内向联社人力资源部提出。",
    ):
        assert said in whole


def test_the_same_policy_gives_the_same_bytes() -> None:
    twin = policy_twin(source(TEXTS["art18-monthly"]), CHINESE)
    assert workbook_bytes(twin, created=CREATED) == workbook_bytes(twin, created=CREATED)


@pytest.mark.parametrize("name", TEXTS)
def test_a_layout_leaves_no_number_out(name: str) -> None:
    """Of each clause's numbers, every one stands alone or in a table, never in both."""
    policy = source(TEXTS[name])
    found = numbers(policy.written, policy.policy)
    for clause in dict.fromkeys(number.path[:2] for number in found):
        placed = layout(found, policy.written, clause)
        own = [number for number in found if number.path[:2] == clause]
        in_tables = [cell for table in placed.tables for row in table.rows for cell in row if cell in own]
        assert len(placed.single) + len(in_tables) == len(own)


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (34, "三十四"), (100, "一百"), (105, "一百零五"), (110, "一百一十")]
)  # fmt: skip
def test_numbers_of_clauses(number: int, text: str) -> None:
    assert chinese(number) == text
