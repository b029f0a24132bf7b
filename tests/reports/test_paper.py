"""Paper: rows one below the other, closed frames, and page breaks that tear no block apart."""

from __future__ import annotations

from cmtool.reports.paper import LANDSCAPE, Paper, line_count, text_width


def test_a_chinese_character_is_two_digits_wide() -> None:
    assert text_width("存款A1，") == 8
    assert line_count("存款月均余额\n第十八条（一）", 8) == 4  # 12 and 14 half-widths in lines of 8


def test_blocks_that_fit_stay_on_one_page() -> None:
    """A landscape page of 490 points less 30 for repeated heads holds 25 rows of 18 points: two blocks of 12 rows."""
    paper = Paper("表", [100])
    for _ in range(5):
        paper.start_block()
        for _ in range(12):
            paper.put(1, "行")
            paper.step()
    assert paper.breaks(LANDSCAPE) == (25, 49)


def test_a_wide_sheet_is_scaled_and_holds_more_rows() -> None:
    """At twice the page's width the print is half as large, and twice the rows fit."""
    paper = Paper("表", [145, 145])
    for _ in range(5):
        paper.start_block()
        for _ in range(12):
            paper.put(1, "行")
            paper.step()
    assert paper.breaks(LANDSCAPE) == (49,)


def test_the_first_block_keeps_the_title() -> None:
    paper = Paper("表", [100])
    paper.title("标题", "说明")
    paper.start_block()
    for _ in range(60):
        paper.put(1, "行")
        paper.step()
    assert paper.breaks(LANDSCAPE) == ()


def test_fill_closes_the_frame_around_merged_cells() -> None:
    paper = Paper("表", [10, 10, 10, 10])
    paper.put(2, "合计", "total", wide=2)
    paper.fill("total")
    assert sorted(paper.sheet.cells) == [(1, 1), (1, 2), (1, 4)]
