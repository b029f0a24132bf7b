"""An empty workspace: what is in it is right, and nothing in it is taken for data."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from cmtool.files.workspace import Workspace, named
from cmtool.model.grid import letters
from cmtool.model.month import Month
from cmtool.model.tables import TABLES
from cmtool.workflows import templates
from cmtool.workflows.check import check
from cmtool.workflows.init import TEMPLATE_FOLDER, init
from cmtool.workflows.templates.fields import FIELDS

JUNE = Month(2024, 6)
EMPTY_TABLE = "W113"  # only a header, no row: true, and worth a word


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    init(tmp_path / "新社", JUNE)
    found = named(tmp_path / "新社")
    assert found is not None
    return found


def test_templates_are_recognised_and_hold_no_data(workspace: Workspace) -> None:
    """Put into the inbox as they are, every table is known, its example row is skipped, and nothing is wrong."""
    for path in (workspace.root / TEMPLATE_FOLDER).iterdir():
        shutil.copy(path, workspace.inbox(JUNE))
    checked = check(workspace, JUNE)
    assert {source.table for source in checked.sources} == set(TABLES)
    assert {source.table: source.read for source in checked.sources} == dict.fromkeys(TABLES, 0)
    assert [source.skipped for source in checked.sources] == [1] * len(TABLES)
    assert {problem.code for problem in checked.problems} <= {
        EMPTY_TABLE,
        "E636",
    }  # no row, so nobody to appraise


def test_example_row_becomes_data_when_its_mark_is_taken_off(workspace: Workspace) -> None:
    """So the examples are right: the row of every template reads without an error once 示例 is gone."""
    for path in [*(workspace.root / TEMPLATE_FOLDER).iterdir(), workspace.root / "managers.xlsx"]:
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            sheet["A4"] = str(sheet["A4"].value).removeprefix("示例 ")
        book.save(path if path.name == "managers.xlsx" else workspace.inbox(JUNE) / path.name)
    checked = check(workspace, JUNE)
    rejected = [f"{problem.where} {problem.sentence}" for problem in checked.problems if problem.is_error]
    assert rejected == []
    assert {source.table: source.read for source in checked.sources} == dict.fromkeys(TABLES, 1)


def test_month_tables_have_not_come_until_somebody_puts_them_there(workspace: Workspace) -> None:
    """The templates are not in the inbox: the tables that the policy needs are missing, which nobody takes for zero."""
    checked = check(workspace, JUNE)
    assert checked.exit == 6
    assert workspace.inbox_months() == (JUNE,)


def test_identifiers_are_text_and_choices_drop_down(workspace: Workspace) -> None:
    """The id columns of an empty row are formatted @; 五级分类 and 等级 offer their words; each header has a note."""
    book = openpyxl.load_workbook(workspace.root / TEMPLATE_FOLDER / "贷款台账.xlsx")
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column or 0 for cell in sheet[3]}
    looks = [look for look in sheet.column_dimensions.values() if look.number_format == "@"]
    text = [range(look.min or 0, (look.max or 0) + 1) for look in looks]
    for header in ("借据号", "客户编号", "客户经理工号", "原借据号"):
        assert any(columns[header] in span for span in text), header
    assert not any(columns["贷款金额"] in span for span in text)
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    place = letters(columns["五级分类"])
    assert lists[f"{place}5:{place}1000"] == '"正常,关注,次级,可疑,损失,逾期,呆滞,呆账"'
    notes = {cell.value: cell.comment.text if cell.comment else "" for cell in sheet[3]}
    assert all(notes.values())
    assert "必填" in notes["借据号"]
    assert "可以不填" in notes["保证人"]
    roster = openpyxl.load_workbook(workspace.root / "managers.xlsx")["客户经理花名册"]
    offered = [rule.formula1 for rule in roster.data_validations.dataValidation]
    assert offered == ['"见习客户经理,客户经理,高级客户经理"']


def test_every_column_of_every_table_is_explained() -> None:
    """A field added to a table needs its words in the templates; required ones need an example."""
    assert {table: set(fields) for table, fields in FIELDS.items()} == {
        name: set(table.columns) for name, table in TABLES.items()
    }
    for name, table in TABLES.items():
        assert all(FIELDS[name][field].example for field in table.required)
        assert all(said.meaning for said in FIELDS[name].values())


def test_branch_file_says_what_it_is_told() -> None:
    """Quotes and backslashes in a name stay what they are; the 科目 stand as given."""
    import tomllib

    written = tomllib.loads(templates.branch_text("06", 'a"b\\c', {"loans": ["1301"]}))
    assert written["institution"] == {"code": "06", "name": 'a"b\\c'}
    assert written["ledger_accounts"] == {"loans": ["1301"]}
    assert "ledger_accounts" not in tomllib.loads(templates.branch_text("06", "社", {}))
