"""Names made from data are accepted by spreadsheets and by every file system."""

from __future__ import annotations

import pytest

from cmtool.model.naming import FILE_LENGTH, SHEET_LENGTH, file_name, sheet_name


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("王秀兰", "王秀兰"),
        ("2024/06: [草稿]*?", "2024_06_ _草稿___"),
        ("'引号'", "引号"),
        ("", "_"),
        ("甲\x00乙", "甲_乙"),
        ("很长" * 20, ("很长" * 20)[:SHEET_LENGTH]),
        ("😀" * 20, "😀" * 15),
    ],
)
def test_a_sheet_name_is_one_a_spreadsheet_accepts(wish: str, name: str) -> None:
    """At most 31 UTF-16 units and none of the seven signs."""
    assert sheet_name(wish) == name


def test_a_second_person_of_one_name_gets_a_number() -> None:
    """Spreadsheets hold names that differ only in case for the same; the cut makes room for the number."""
    assert sheet_name("王伟", ["王伟", "王伟_2"]) == "王伟_3"
    assert sheet_name("ABC", ["abc"]) == "ABC_2"
    long = "长" * 40
    assert sheet_name(long, ["长" * 31]) == "长" * 29 + "_2"


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("M001_王秀兰", "M001_王秀兰"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\\b|c", "a_b_c"),
        ("NUL", "_NUL"),
        ("con.tent", "_con.tent"),
        ("连社", "连社"),
        ("名字. . ", "名字"),
        ("\u202e反着写", "_反着写"),
        ("...", "_"),
        ("名" * 100, "名" * FILE_LENGTH),
    ],
)
def test_a_file_name_leaves_no_folder_and_suits_windows(wish: str, name: str) -> None:
    """No separators, devices, trailing dots or signs that turn the reading direction."""
    assert file_name(wish) == name
