"""What Notepad and a Chinese keyboard do to a policy is read as it was meant, or told with its line."""

from __future__ import annotations

import re
import tomllib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import EXAMPLE
from cmtool.policy.keyboard import mended
from cmtool.policy.reading import read_bytes, read_policy

TEXT = EXAMPLE.read_text(encoding="utf-8")
NAME = "policy/2024-01.toml"
_STRINGS_AND_COMMENTS = re.compile(r'("[^"\n]*"|#[^\n]*)')
_WIDE = {**{chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}, " ": "　", "[": "【", "]": "】"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("weight ＝ 25", "weight = 25"),
        ("weight: 25", "weight= 25"),
        ("weight：25", "weight=25"),
        ("weight = ２５．５", "weight = 25.5"),
        ("weight = 0。5", "weight = 0.5"),
        ("weight = －2.5", "weight = -2.5"),
        ("cap = 98%", 'cap = "98%"'),
        ("cap = 98％", 'cap = "98%"'),
        ("per = 0.3‰", 'per = "0.3‰"'),
        ("cap = 1/3", 'cap = "1/3"'),
        ("label = “存款”", 'label = "存款"'),
        ("label = ”存款“", 'label = "存款"'),
        ("label = ＂存款＂", 'label = "存款"'),
        ("label = ‘存款’", "label = '存款'"),
        ("label = 「存款」", 'label = "存款"'),
        ('label = "存款”', 'label = "存款"'),
        ('label = “存款"', 'label = "存款"'),
        ("unit = 元", 'unit = "元"'),
        ("of = score", 'of = "score"'),
        ("of = grade.coefficient", 'of = "grade.coefficient"'),
        ("[plan.综合]", '[plan."综合"]'),
        ("【line.x】", "[line.x]"),
        ("where = { 产品 ＝ ［“农户”、“商户”］ }", 'where = { "产品" = ["农户","商户"] }'),
        ("mandatory = True", "mandatory = true"),
        ("approved_on = 2023—12—20", "approved_on = 2023-12-20"),
        ("weight　=　25 ＃ 说明", "weight = 25 # 说明"),
        ("\u200bweight = 25", "weight = 25"),
    ],
)
def test_one_slip_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    """Each has one meaning only, and the result is TOML."""
    found = mended(typed)
    assert found.text == meant
    assert [line for line, _ in found.notes] == [1]
    tomllib.loads(found.text)


@pytest.mark.parametrize(
    "text",
    [
        'label = "全角，在“文字”里：不动＝"',
        "label = '全角，在“文字”里'",
        'note = """多行，\n“不动”＝\n"""',
        "weight = 25 # 说明：第十八条（一），“不动”＝１",
        "at = 2023-12-20T07:32:00",
        "at = 07:32:00",
        'a."b.c".d = -1.5e3',
        r'label = "反斜杠 \" 与引号，"',
    ],
)
def test_what_is_right_stays_as_it_is(text: str) -> None:
    """Strings, comments, times and quoted keys are not touched, and nothing is noted."""
    found = mended(text)
    assert (found.text, found.notes) == (text, ())


def test_the_lines_are_said() -> None:
    """The note names each line and the signs in it, once for the file."""
    text = TEXT.replace("weight = 25", "weight ＝ 25").replace('unit = "人"', "unit = “人”")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if "＝ 25" in line or "“人”" in line]
    policy, problems = read_policy(text, NAME)
    assert policy is not None
    assert [one.code for one in problems] == ["W580"]
    said = str(problems[0].sentence)
    assert "、".join(map(str, lines)) in said
    assert all(sign in said for sign in "＝“”")


@given(st.integers(min_value=0, max_value=10_000))
def test_a_whole_policy_typed_wide_is_the_same_policy(seed: int) -> None:
    """Any mixture of full-width signs outside strings and comments reads as the shipped example does."""
    dice = Random(seed)
    wide = "".join(
        part if number % 2 and not (part[0] == '"' and dice.random() < 0.5)
        else f"“{part[1:-1]}”" if number % 2
        else "".join(_WIDE.get(sign, sign) if dice.random() < 0.3 else sign for sign in part)
        for number, part in enumerate(_STRINGS_AND_COMMENTS.split(TEXT))
    )  # fmt: skip
    policy, problems = read_policy(wide, NAME)
    assert policy == read_policy(TEXT, NAME)[0]
    assert [one.code for one in problems] in ([], ["W580"])
    assert mended(wide).text.count("\n") == TEXT.count("\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_notepads_encodings_are_read(encoding: str) -> None:
    """UTF-8 with a mark without a word; GBK and UTF-16 with a note that says what to choose."""
    found = read_bytes(TEXT.replace("\n", "\r\n").encode(encoding), NAME)
    assert found.policy == read_policy(TEXT, NAME)[0]
    assert [one.code for one in found.problems] == ([] if encoding == "utf-8-sig" else ["W581"])


def test_damaged_utf_8_is_not_taken_for_gbk() -> None:
    """One broken byte in line 7 of a UTF-8 file is told with its line; nothing is guessed."""
    lines = TEXT.encode().split(b"\n")
    lines[6] += b" # \xff"
    found = read_bytes(b"\n".join(lines), NAME)
    assert found.policy is None
    assert [(one.code, one.where.cell) for one in found.problems] == [("E502", "7")]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('label = "存款', "引号"),
        ("label 存款", "="),
        ('label = "存款" 余额', "一行只写一项"),
        ("[line.x", "]"),
        ("weight = ", "认不出"),
        ("[about]", "两次"),
        ('target = { indicator = "存款",\n value = 1 }', "同一行"),
        ("approved_on = 2023-13-40", "日期"),
        ("weight = 25,000", "千分位"),
        ('target = { indicator = "存款", value = 700,000 }', "千分位"),
        ('target = { indicator = "存款", value = 70万 }', "不要写单位"),
        ("weight = 25 分", "不要写单位"),
    ],
)
def test_what_may_mean_two_things_is_told_with_its_line(line: str, word: str) -> None:
    """The sentence says in Chinese what to type, and shows the line as the file spells it."""
    text = TEXT + "\n" + line + "\n"
    policy, problems = read_policy(text, NAME)
    assert policy is None
    assert [one.code for one in problems] == ["E501"]
    assert int(problems[0].where.cell) in (TEXT.count("\n") + 2, TEXT.count("\n") + 3)
    assert word in str(problems[0].sentence)
    assert problems[0].found in line.split("\n")[0] or problems[0].found == line.split("\n")[0].strip()


def test_every_line_that_cannot_be_read_is_told_at_once() -> None:
    """Three slips in three lines, a broken table name among them, are three problems; nothing else is suspected."""
    slips = {
        'label = "存款月均余额"': 'label = "存款月均余额',
        "[figure.due]": "[figure.due",
        'unit = "元·天"': 'unit = "元" 天',
    }
    text = TEXT
    for right, wrong in slips.items():
        text = text.replace(right, wrong, 1)
    lines = [number for number, row in enumerate(text.split("\n"), 1) if row in slips.values()]
    policy, problems = read_policy(text, NAME)
    assert policy is None
    assert [(one.code, int(one.where.cell)) for one in problems] == [("E501", line) for line in sorted(lines)]


def test_what_follows_from_one_slip_is_not_told_again() -> None:
    """A list that is not closed takes the lines after it along: one problem, at the line where it begins."""
    text = TEXT.replace('of = ["four_expenses", "staff"]', 'of = ["four_expenses", "staff"', 1)
    line = next(number for number, row in enumerate(text.split("\n"), 1) if row.endswith('"staff"'))
    _, problems = read_policy(text, NAME)
    assert [int(one.where.cell) for one in problems] == [line]
