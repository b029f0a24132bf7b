"""Room for text: nothing is cut off, no number turns to ``####``."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cmtool.files.extents import extents, line_count, shown, text_width
from cmtool.model.workbook import Entry, Look, NumberLook, Sheet


def one(entry: Entry, width: float | None = None) -> Sheet:
    return Sheet("表", cells={(1, 1): entry}, widths={} if width is None else {1: width})


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("客户经理", 8), ("M001 王", 7), ("（税前）", 8), ("一二\nabc", 4), ("", 0)],
)
def test_a_chinese_character_is_two_wide(text: str, width: int) -> None:
    """The widest line counts, full-width punctuation as a character."""
    assert text_width(text) == width


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("一二三四五", 10, 1),
        ("一二三四五", 9, 2),
        ("一二三四五", 4, 3),
        ("a\nb\n", 10, 3),
        ("560,000.00 元", 8, 2),
        ("abcdefghij", 4, 3),
    ],
)
def test_lines_break_between_characters_and_before_words(text: str, room: float, lines: int) -> None:
    """Worked by hand: Latin runs stay whole unless they are longer than a line."""
    assert line_count(text, room) == lines


@pytest.mark.parametrize(
    ("value", "number", "text"),
    [
        (Fraction("1234567.8"), "money", "1,234,567.80"),
        (Fraction("-60"), "money", "-60.00"),
        (Fraction("91.1"), "points", "91.10"),
        (Fraction("0.796"), "percent", "79.60%"),
        (1234, "whole", "1,234"),
        (Fraction(1, 3), "exact", "0.3333333333"),
    ],
)
def test_a_number_is_measured_as_it_is_shown(value: Fraction | int, number: NumberLook, text: str) -> None:
    """With its thousands marks and decimals."""
    assert shown(Entry(value, number=number)) == text


@pytest.mark.parametrize(
    ("values", "width"),
    [
        ((5, 1_234_567, 30, -2), 13.0),  # 1,234,567.00 and one to spare
        ((-1_234_567, 5, 1_234_567), 14.0),  # the sign too
        ((Fraction("999.994"), Fraction("999.995"), 999), 9.0),  # 1,000.00
        ((7, 7, Fraction("7.5")), 6.0),
    ],
)
def test_the_longest_number_of_a_column_decides_wherever_it_stands(
    values: tuple[Fraction | int, ...], width: float
) -> None:
    """Not only the first or the last; at least 6 characters."""
    cells = {(row, 1): Entry(Fraction(value), number="money") for row, value in enumerate(values, 1)}
    assert extents(Sheet("表", cells=cells)).widths == {1: width}


def test_a_given_width_gives_way_to_a_number_and_to_nothing_else() -> None:
    """15,000,000.00 is 13 wide and needs 14; text of the same width breaks instead."""
    assert extents(one(Entry(Fraction(15_000_000), number="money"), 6.0)).widths == {1: 14.0}
    text = extents(one(Entry("一二三四五六"), 6.0))
    assert (text.widths, text.broken) == ({1: 6.0}, frozenset({(1, 1)}))


def test_a_merged_number_widens_its_last_column() -> None:
    """Three columns of 3 hold 10.4; 15,000,000.00 with room to spare needs 14."""
    sheet = one(Entry(Fraction(15_000_000), number="money", span=(1, 3)))
    sheet.widths = {1: 3.0, 2: 3.0, 3: 3.0}
    assert extents(sheet).widths == {1: 3.0, 2: 3.0, 3: pytest.approx(6.6)}


@pytest.mark.parametrize("look", ["text", "wrap", "header", "key", "total", "good", "bad", "input"])
def test_text_longer_than_its_boxed_cell_gets_lines_and_height(look: Look) -> None:
    """Forty characters in a column of 20 take at least four lines of 14 points."""
    measured = extents(one(Entry("字" * 40, look=look), 20.0))
    assert (1, 1) in measured.broken
    assert measured.heights[1] >= 4 * 14


def test_a_title_runs_on_over_empty_neighbours() -> None:
    """Unboxed text that is not merged stays on one line."""
    sheet = one(Entry("延河农村信用合作社客户经理月度考核汇总表", look="title"))
    sheet.widths = {1: 6.0, 2: 40.0}
    measured = extents(sheet)
    assert (measured.broken, measured.heights) == (frozenset(), {1: 34.0})


def test_a_merged_note_breaks_and_gets_its_height() -> None:
    """60 characters at 9 points are 108 wide: three lines over two columns of 20, 12.6 points each."""
    sheet = one(Entry("注" * 60, look="note", span=(1, 2)))
    sheet.widths = {1: 20.0, 2: 20.0}
    assert extents(sheet).heights[1] == pytest.approx(3 * 12.6 + 5)


def test_text_over_merged_rows_stretches_the_last_of_them() -> None:
    """Two rows of 18 are not enough for five lines of 14 and the padding of 5: the second becomes 57."""
    sheet = one(Entry("字" * 40, span=(2, 1)), 16.0)
    sheet.put(1, 2, Entry("甲"))
    sheet.put(2, 2, Entry("乙"))
    assert extents(sheet).heights == {1: 18.0, 2: pytest.approx(57.0)}


def test_given_heights_are_kept_unless_a_line_would_not_fit() -> None:
    """A tall signature row stays tall; a row of 5 grows to its text."""
    sheet = Sheet(
        "表",
        cells={(1, 1): Entry("签名", look="sign"), (2, 1): Entry("字")},
        heights={1: 60.0, 2: 5.0, 3: 6.0},
    )
    assert extents(sheet).heights == {1: 60.0, 2: 18.0, 3: 6.0}


def test_a_long_header_breaks_into_lines_of_like_length() -> None:
    """本期应兑现（税前） is 18 wide, bold 19.44: two lines, a column of 10 and some room."""
    assert extents(one(Entry("本期应兑现（税前）", look="header"))).widths == {1: 11.5}
