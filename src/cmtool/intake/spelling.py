"""One spelling for what people write in many: widths, brackets, traditional characters, invisible marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f]"
)
_BIDI = re.compile("[\u061c\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFFE5: 0xA5, 0x3000: 0x20, 0xA0: 0x20}
_BRACKETS = str.maketrans("[{〔【《〈]}〕】》〉∶", "(" * 6 + ")" * 6 + ":")
_TRADITIONAL = str.maketrans(
    "餘額貸戶號編稱發機構經職級團隊學歷績類別業務單種費數積產標準項評價據證碼電話聯繫絡檔關係劃轉來實應還賬帳銷開結負責調審擔執"
    "約總歸屬狀態離崗試資會員給說備註達幣萬筆際營農組複覆簽獎勵齡條辦協頭間與個無終處撥設專現時綜綫點區鄉鎮農損誤該錄記誌風險覈計稅銀櫃錢線順紀",
    "余额贷户号编称发机构经职级团队学历绩类别业务单种费数积产标准项评价据证码电话联系络档关系划转来实应还账账销开结负责调审担执"
    "约总归属状态离岗试资会员给说备注达币万笔际营农组复复签奖励龄条办协头间与个无终处拨设专现时综线点区乡镇农损误该录记志风险核计税银柜钱线顺纪",
)
BLANKS = frozenset({"", "-", "--", "—", "——", "–", "/", "\\", "无", "無"})

_ERROR = re.compile(r"#(?:N/A|(?:REF|DIV/0|VALUE|NUM|NULL|SPILL|CALC)!|NAME\?|##+)", re.IGNORECASE)
_DITTO = frozenset({"同上", "同左", "同前", "〃", "″", "々", '"', "“", "”"})
_SHORTEST = 3  # characters; every blank is shorter
_TOUCHED = re.compile(f"{_INVISIBLE.pattern}|[\\s'\uff01-\uff5e\uffe5\u3000\xa0]")


def has_bidi(text: str) -> bool:
    """Whether the text holds controls that show it in another order than it is stored."""
    return not text.isascii() and _BIDI.search(text) is not None


def is_error(text: str) -> bool:
    """Whether a plain text is an error value, or what a column too narrow shows, that came to be a text."""
    return _ERROR.fullmatch(text) is not None


def is_ditto(text: str) -> bool:
    """Whether a plain text stands for that of another cell: 同上, 〃."""
    return text in _DITTO


def may_be_hollow(together: str) -> bool:
    """Whether one of the texts joined here may be an error value or stand for that of another cell."""
    if "#" in together or '"' in together:
        return True
    return not together.isascii() and any(mark in together for mark in _DITTO)


def trimmed(text: str) -> str:
    """Names and free text: invisible marks out, line breaks and runs of blanks to one space, ends cut."""
    if text.isascii() and text.isalnum():
        return text
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def untouched(texts: Sequence[str], together: str) -> bool:
    """Whether ``trimmed`` and ``plain`` surely leave all of the texts as they are, and none of them is a blank.

    ``together`` are the texts joined, for one look at many.
    """
    if min(map(len, texts)) < _SHORTEST and not BLANKS.isdisjoint(texts):
        return False
    return _TOUCHED.search(together) is None


def plain(text: str) -> str:
    """Identifiers, dates, numbers: half-width, invisible marks and a leading apostrophe out, ends cut.

    Only width changes: ² is not 2 and ① is not 1.
    """
    if not text.isascii():
        text = _INVISIBLE.sub("", text).translate(_WIDTH)
    return text.strip().removeprefix("'").strip()


def compact(text: str) -> str:
    """Numbers: plain, with no blank inside and one sign for minus."""
    return _SPACE.sub("", plain(text)).replace("−", "-").replace("﹣", "-")


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Headers, labels, choices: what two spellings of one word have in common.

    Half-width, simplified, small letters, round brackets; without blanks, line breaks and the star of a required field.
    """
    text = unicodedata.normalize("NFKC", compact(text)).translate(_BRACKETS).translate(_TRADITIONAL)
    return text.strip("*").lower()
