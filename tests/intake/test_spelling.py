"""One spelling for what people write in many."""

from __future__ import annotations

import pytest

from cmtool.intake.spelling import compact, folded, has_bidi, plain, trimmed


@pytest.mark.parametrize(
    "written",
    [
        "贷款余额(元)",
        "贷款余额（元）",
        " 贷款余额\n(元) ",
        "貸款餘額【元】",
        "*贷款余额(元)",
        "贷 款 余 额 (元)",
        "贷款\u200b余额（元）",
        "贷款余额［元］",
    ],
)
def test_headers_fold_to_one_spelling(written: str) -> None:
    """Line breaks, blanks, width, brackets, traditional characters and the star of a required field do not matter."""
    assert folded(written) == "贷款余额(元)"


def test_identifiers_lose_only_width_and_what_cannot_be_seen() -> None:
    assert plain(" ００１２Ａ\u200b\xa0") == "0012A"
    assert plain("'0012") == "0012"
    assert plain("00 12") == "00 12"


def test_names_keep_rare_characters_and_width() -> None:
    assert trimmed(" 㙓\u3000小\n红\ufeff ") == "㙓 小 红"
    assert trimmed("Ａ公司") == "Ａ公司"


def test_numbers_have_one_minus_and_no_blank() -> None:
    assert compact(" − １，２３４．５ ") == "-1,234.5"


def test_direction_controls_are_seen() -> None:
    assert has_bidi("M\u202e100")
    assert not has_bidi("张三")
