"""Letters that look like digits or like other letters."""

from __future__ import annotations

from grids import found, grid, taken

HEADERS = ("客户编号", "客户名称")


def codes(*keys: str) -> list[str]:
    return found(taken(grid(HEADERS, *((key, "甲") for key in keys))))


def test_an_o_among_digit_keys_is_an_error_with_a_hint() -> None:
    intake = taken(grid(HEADERS, ("10001", "甲"), ("1O002", "乙"), ("1000l", "丙"), ("10004", "丁")))
    assert found(intake) == ["E203 A3", "E203 A4"]
    assert [one.proposal for one in intake.problems] == ["10002", "10001"]
    assert intake.book["clients"]["id"].tolist() == ["10001", "10004"]


def test_keys_with_letters_of_their_own_are_left_alone() -> None:
    """IO12 beside K1 may well be its name; so may a column where such keys are the rule."""
    assert codes("K1", "IO12", "10003") == []
    assert codes("1O001", "1O002", "10003") == []
    assert codes("OIL") == []


def test_cyrillic_and_greek_letters_are_errors_anywhere() -> None:
    """М001 with a Cyrillic М would be nobody's number."""
    intake = taken(grid(HEADERS, ("\u041c001", "甲"), ("K\u03912", "乙"), ("KA3", "丙")))
    assert found(intake) == ["E203 A2", "E203 A3"]
    assert [one.proposal for one in intake.problems] == ["M001", "KA2"]
