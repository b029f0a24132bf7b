"""A twin read back is the policy it shows, with exactly the numbers that were typed; anything else is refused."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from cmtool.files.writer import workbook_bytes
from cmtool.model.month import Month
from cmtool.model.text import CHINESE
from cmtool.policy.numbers import numbers
from cmtool.policy.places import Path as Key
from cmtool.policy.reading import read_bytes
from cmtool.policy.renumbered import in_toml, rewritten
from cmtool.reports.policy_twin import CREATED, policy_twin
from cmtool.reports.twin_record import CELLS, SHEET
from cmtool.workflows.adoption import proposed
from cmtool.workflows.policy_files import opened
from cmtool.workflows.twin_reading import read_twin
from policies import policy_texts, source

TEXTS = policy_texts()
ART18 = TEXTS["art18-monthly"]
WEIGHT: Key = ("line", "deposit_average_line", "weight")
OTHER: Key = ("line", "deposit_days_line", "weight")
Change = Callable[[Any], None]


def twin(text: str) -> bytes:
    return workbook_bytes(policy_twin(source(text), CHINESE), created=CREATED)


def resaved(content: bytes, *changes: Change) -> bytes:
    """The workbook as openpyxl saves it after some changes."""
    book = openpyxl.load_workbook(BytesIO(content))
    for change in changes:
        change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def cell_of(book: Any, key: Key) -> str:
    import json

    return str(
        next(
            row[0].value
            for row in book[CELLS].iter_rows()
            if row[1].value and tuple(json.loads(row[1].value)) == key
        )
    )


def typed(values: Mapping[Key, object], number_format: str = "") -> Change:
    """Somebody types into yellow cells."""

    def change(book: Any) -> None:
        for key, value in values.items():
            cell = book[SHEET][cell_of(book, key)]
            cell.value = value
            if number_format:
                cell.number_format = number_format

    return change


def adopted(tmp_path: Path, content: bytes) -> str:
    """The text that a twin makes, effective from where it was, when nothing is wrong with it."""
    path = tmp_path / "考核办法.xlsx"
    path.write_bytes(content)
    found = proposed(path, Month.parse(source(ART18).policy.about.effective))
    assert found.after is not None, [(str(one.where), str(one.sentence)) for one in found.problems]
    return found.after.text


def test_an_accountant_mends_the_examples_in_the_workbook_too(tmp_path: Path) -> None:
    """A base of 2,500 instead of 2,000: 绩效工资 is 2,500 × 91.10 % × 1 = 2,277.50, so 应发 4,855.50 + 455.50 = 5,311.00;
    held 100 + 20 % of (2,277.50 + 93.50 − 1,000) = 374.20; 本期应兑现 4,936.80. Without them each is told at its cell.
    """
    book = openpyxl.load_workbook(BytesIO(twin(ART18)))
    first = ("example", 0, "expect")
    typed({("figure", "performance_pay", "of", 0): "2500"})(book)
    cells = [cell_of(book, (*first, name)) for name in ("performance_line", "pay", "retention", "payable")]
    path = tmp_path / "考核办法.xlsx"
    book.save(path)
    month = Month.parse(source(ART18).policy.about.effective)
    told = [one.where.cell for one in proposed(path, month).problems if "甲：" in str(one.sentence)]
    assert told == cells
    values = {"performance_line": "2277.50", "pay": "5311", "retention": "374.20", "payable": "4936.80"}
    typed({(*first, name): value for name, value in values.items()})(book)
    book.save(path)
    found = proposed(path, month)
    assert [str(one.sentence) for one in found.problems if "甲：" in str(one.sentence)] == []
    assert any("算例“甲：综合方式”" in str(clause.clause) for clause in found.changes)


def refusals(content: bytes) -> list[tuple[str, str]]:
    return [(one.code, one.where.cell) for one in read_twin(content, "考核办法.xlsx").problems]


@pytest.mark.parametrize("name", TEXTS)
def test_shown_and_adopted_unchanged_is_the_same_policy(name: str, tmp_path: Path) -> None:
    """To the last character, as written by the program and as saved by another one."""
    for content in (twin(TEXTS[name]), resaved(twin(TEXTS[name]))):
        path = tmp_path / "考核办法.xlsx"
        path.write_bytes(content)
        assert read_twin(content, "x").problems == ()
        assert opened(path).text == TEXTS[name]


@pytest.mark.recalculate
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice_it_is_still_the_same_policy(tmp_path: Path) -> None:
    """A second program's way of writing sheets, protection and hidden sheets changes nothing."""
    (tmp_path / "in.xlsx").write_bytes(twin(ART18))
    (tmp_path / "out").mkdir()
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "in.xlsx")], check=True, capture_output=True, timeout=120)  # fmt: skip
    assert opened(tmp_path / "out" / "in.xlsx").text == ART18


def _longer(spelled: str, dice: Random) -> str:
    """The number with another digit at its end: 25 → 253, 98% → 981%, 0 → 2."""
    digits, percent = spelled.rstrip("%"), "%" if "%" in spelled else ""
    return f"{'' if digits == '0' else digits}{dice.choice('123')}{percent}"


@pytest.mark.parametrize(
    ("name", "seed"), [*((name, 0) for name in TEXTS), ("art18-monthly", 1), ("art18-monthly", 2)]
)
def test_any_numbers_typed_are_the_numbers_written(name: str, seed: int, tmp_path: Path) -> None:
    """Some numbers doubled by hand in the TOML, and the same typed into the twin: the same text, if both are policies."""
    dice, policy = Random(seed), source(TEXTS[name])
    found = [one for one in numbers(policy.written, policy.policy) if one.value is not None]
    chosen = dice.sample(found, min(5, len(found)))
    values = {one.path: _longer(one.spelled, dice) for one in chosen if "/" not in one.spelled}
    by_hand = rewritten(TEXTS[name], {path: in_toml(value) for path, value in values.items()})
    path = tmp_path / "考核办法.xlsx"
    path.write_bytes(resaved(twin(TEXTS[name]), typed(values)))
    again = opened(path)
    assert again.text == by_hand
    assert (again.policy is None) == (read_bytes(by_hand.encode(), "x.toml").policy is None)


@pytest.mark.parametrize(
    ("value", "number_format", "toml"),
    [
        ("30", "", "30"),
        (30, "General", "30"),
        ("30.50", "", "30.50"),
        (0.1 + 0.2, "General", "0.3"),
        (0.975, "0.0%", '"97.5%"'),
        ("97.5%", "", '"97.5%"'),
        ("1/3", "", '"1/3"'),
        ("=1/3", "General", '"1/3"'),
        ("３０", "", "30"),
        ("1,030", "", "1030"),
    ],
)
def test_a_number_is_written_as_it_was_typed(
    value: object, number_format: str, toml: str, tmp_path: Path
) -> None:
    """Text, number cell, percentage and fraction; a double's noise is not a digit that anybody typed."""
    path = tmp_path / "考核办法.xlsx"
    path.write_bytes(resaved(twin(ART18), typed({WEIGHT: value}, number_format)))
    assert opened(path).text == ART18.replace("weight = 25", f"weight = {toml}", 1)


def test_a_spelling_of_the_same_worth_changes_nothing(tmp_path: Path) -> None:
    """25.00 for 25 and 0.98 for 98% are no changes: the policy keeps its own spelling."""
    values: dict[Key, object] = {WEIGHT: "25.00", ("line", "collection_line", "target", "value"): 0.98}
    assert adopted(tmp_path, resaved(twin(ART18), typed(values))) == ART18


def test_a_cap_may_be_taken_away_and_set(tmp_path: Path) -> None:
    """无 in a yellow cell is no cap; a number where there was none is one."""
    values: dict[Key, object] = {
        ("line", "deposit_average_line", "curve", "cap"): "无",
        ("group", "pay", "cap"): "20000",
    }
    text = adopted(tmp_path, resaved(twin(ART18), typed(values)))
    group = ART18.index("[group.pay]")
    expected = ART18.replace('cap = "120%"', 'cap = "none"', 1)
    expected = expected[: group + 3] + expected[group + 3 :].replace(
        'cap = "none"\nfloor', "cap = 20000\nfloor", 1
    )
    assert text == expected


@pytest.mark.parametrize(
    ("value", "number_format", "code"),
    [
        ("", "", "E683"),
        (None, "", "E683"),
        ("二十五", "", "E682"),
        ("=10+15", "General", "E682"),
        ("#REF!", "", "E682"),
        (45660, "yyyy-mm-dd", "E684"),
    ],
)
def test_what_is_no_number_is_told_with_its_cell(value: object, number_format: str, code: str) -> None:
    content = resaved(twin(ART18), typed({WEIGHT: value}, number_format))
    place = cell_of(openpyxl.load_workbook(BytesIO(content)), WEIGHT)
    assert refusals(content) == [(code, place)]


def test_a_percentage_without_its_sign_is_pointed_out(tmp_path: Path) -> None:
    """98 where 98% stood may be a slip: it is taken, and said."""
    path = tmp_path / "考核办法.xlsx"
    path.write_bytes(resaved(twin(ART18), typed({("line", "collection_line", "target", "value"): "98"})))
    assert [one.code for one in opened(path).problems] == ["W680"]


@pytest.mark.parametrize("typed_in", ["97%", "975‰", "39/40", "0"])
def test_another_sign_of_a_share_is_no_slip(typed_in: str, tmp_path: Path) -> None:
    path = tmp_path / "考核办法.xlsx"
    path.write_bytes(resaved(twin(ART18), typed({("line", "collection_line", "target", "value"): typed_in})))
    assert "W680" not in [one.code for one in opened(path).problems]


def _unprotected(sheet: str, cell: str, value: object) -> Change:
    def change(book: Any) -> None:
        book[sheet][cell] = value

    return change


def _row_inserted(book: Any) -> None:
    book[SHEET].insert_rows(4)


def _sheet_gone(book: Any) -> None:
    del book[CELLS]


def test_changed_words_are_told_with_their_cell() -> None:
    """A clause reworded and a note added beside the table: each is a problem at its own cell."""
    content = twin(ART18)
    sheet = openpyxl.load_workbook(BytesIO(content))[SHEET]
    cells = (cell for row in sheet.iter_rows() for cell in row)
    clause = next(cell.coordinate for cell in cells if str(cell.value).startswith("对考核结果有异议"))
    changes = _unprotected(SHEET, clause, "改写了这一条"), _unprotected(SHEET, "Z9", "加一句")
    assert refusals(resaved(content, *changes)) == [("E681", clause), ("E681", "Z9")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_row_inserted, "E689"),
        (_sheet_gone, "E680"),
        (_unprotected("底稿", "A9", "│weight = 99│"), "E680"),
    ],
)
def test_a_changed_structure_is_refused(change: Change, code: str) -> None:
    """An inserted row, a missing sheet, a changed text behind it: nothing is taken over."""
    found = read_twin(resaved(twin(ART18), change), "考核办法.xlsx")
    assert [one.code for one in found.problems] == [code]


def test_another_workbook_is_none() -> None:
    book = openpyxl.Workbook()
    stream = BytesIO()
    book.save(stream)
    assert [code for code, _ in refusals(stream.getvalue())] == ["E680"]


def test_lint_of_the_result_is_told(tmp_path: Path) -> None:
    """Weights that no longer add up: no policy, the problem, exit 7."""
    path = tmp_path / "考核办法.xlsx"
    path.write_bytes(resaved(twin(ART18), typed({WEIGHT: "30"})))
    found = proposed(path, Month(2025, 1))
    assert (found.after, [one.code for one in found.problems], found.exit) == (None, ["E509"], 7)
    total = cell_of(openpyxl.load_workbook(path), ("group", "score", "weights"))
    assert str(found.problems[0].where) == f"{path.as_posix()}!考核办法!{total}"


def test_what_changes_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "考核办法.xlsx"
    path.write_bytes(resaved(twin(ART18), typed({WEIGHT: "30", OTHER: "10"})))
    found = proposed(path, Month(2025, 1))
    said = {str(one.clause): [str(change) for change in one.changes] for one in found.changes}
    assert said == {
        "文件": ["生效：2024-01 → 2025-01"],
        "项目“存款月均余额”（第十八条（一））": ["权重：25 → 30"],
        "项目“存款积数”（第十八条（一））": ["权重：15 → 10"],
    }
