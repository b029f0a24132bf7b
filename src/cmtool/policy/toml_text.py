"""A policy's bytes become text, and its text TOML, however an editor and a keyboard have spelled them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Phrase, phrase
from cmtool.policy import codes
from cmtool.policy.keyboard import mended
from cmtool.policy.terms import Written

_PLACE = re.compile(r"\(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)")
_PIECE = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]')
_HEADER = re.compile(r"\s*\[")
_PAIR = re.compile(r"[^=#\[{]+=")
_BROKEN_DATE = re.compile(r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_GROUPED = re.compile(r"=\s*[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_WITH_UNIT = re.compile(r'=\s*[+-]?[0-9][0-9.,]*\s*"?(?:万|亿|元|分|户|笔|次|人|天|月|年)')
_NEAR = 24  # signs on either side of a fault
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SHOWN = 12  # signs that a note names
_TWICE = phrase("同一个键或表写了两次；请删去一处")
_QUOTES = phrase('引号没有成对；文字要用一对英文双引号 " 括起来，并写在同一行')
_DATE = phrase("日期不对，应写成 2024-12-31 这样")
_INLINE = phrase("花括号里的各项要写在同一行，用英文逗号隔开，最后一项后面没有逗号，用右花括号结束")
_COMMAS = phrase("数字里不要写千分位逗号，如 700000")
_UNITS = phrase("数字后面不要写单位：70 万写 700000，5 分写 5")
_REASONS: Final[tuple[tuple[str, Phrase], ...]] = (
    ("Invalid statement", phrase("这一行既不是“键 = 值”，也不是 [表名]；说明文字请在前面加 #")),
    (
        "Expected newline",
        phrase('值的后面还有别的内容；一行只写一项，文字要放在一对英文双引号 " 里，说明文字前面加 #'),
    ),
    ("Expected '='", phrase("键的后面缺等号 =；文字要放在英文双引号里")),
    ("Expected ']'", phrase("表名后面缺右方括号 ]，如 [line.名称]")),
    ("Expected ']]'", phrase("表名后面缺两个右方括号 ]]，如 [[ladder.grades]]")),
    ("Cannot ", _TWICE),
    ("Duplicate inline table key", _TWICE),
    ("Invalid initial character for a key part", phrase("等号或点的前面要有键名")),
    ("Unclosed array", phrase("列表缺右方括号 ]；各项之间用英文逗号隔开")),
    ("Unclosed inline table", _INLINE),
    ("Unescaped", phrase("文字里的反斜杠 \\ 要写成两个：\\\\")),
    ("Invalid hex", phrase("文字里的反斜杠 \\ 要写成两个：\\\\")),
    ("Escaped character", phrase("文字里的反斜杠 \\ 要写成两个：\\\\")),
    ("Unterminated string", _QUOTES),
    ("Illegal character", _QUOTES),
    ("Invalid date", _DATE),
    ("Invalid value", phrase('等号后面的值认不出；文字要加英文双引号，如 "存款"')),
    ("Found invalid character", phrase("这里有一个不该有的字符；请删去后重新输入")),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A policy's TOML: the text as it was read (Chinese punctuation replaced), what it says, decimals as written."""

    text: str
    written: Mapping[str, Any]


def decoded(content: bytes, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text in a file's bytes: UTF-8, UTF-16 with its mark, or GB 18030 (GBK), the last two with a note.

    UTF-8 of which some bytes are damaged is not taken for GB 18030, nor is a picture or workbook for a text.
    """
    if (broken := _no_text(content)) is not None:
        line = str(content.count(b"\n", 0, broken) + 1)
        return None, (problem(codes.NOT_TEXT, Where(name, "", line), {"line": line}),)
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or _is_damaged(content):
            line = str(content.count(b"\n", 0, error.start) + 1)
            return None, (problem(codes.NOT_TEXT, Where(name, "", line), {"line": line}),)
        try:
            text, encoding = content.decode("gb18030"), "GBK"
        except UnicodeDecodeError:
            return None, (problem(codes.NOT_TEXT, Where(name), {"line": "?"}),)
    if encoding in ("GBK", "utf-16"):
        note = problem(codes.READ_AS, Where(name), {"encoding": encoding.upper()})
        return text, (note,)
    return text, ()


def _no_text(content: bytes) -> int | None:
    """Where the first byte stands that no text has, as pictures and workbooks do; None for texts."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    found = _CONTROLS.search(content)
    return found.start() if found else None


def _is_damaged(content: bytes) -> bool:
    """Whether most of what is not ASCII is good UTF-8."""
    text = content.decode("utf-8", "replace")
    return sum(sign > "\u07ff" and sign != "\ufffd" for sign in text) > text.count("\ufffd")


def loaded(text: str, name: str) -> tuple[Loaded | None, tuple[Problem, ...]]:
    """The TOML in a text; where it is none, Chinese punctuation is read as TOML's own and a note says on which lines."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return Loaded(text, _parsed(text)), ()
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        again = mended(text)
    try:
        written = _parsed(again.text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None, tuple(_faults(again.text, text, name))
    return Loaded(again.text, written), (_note(again.notes, name),)


def _parsed(text: str) -> Mapping[str, Any]:
    return tomllib.loads(text, parse_float=Written)


def _note(notes: Sequence[tuple[int, tuple[str, ...]]], name: str) -> Problem:
    signs = list(dict.fromkeys(sign for _, found in notes for sign in found if not sign.isspace()))
    shown = "  ".join(signs[:_SHOWN]) + (" ……" if len(signs) > _SHOWN else "")
    lines = "、".join(str(line) for line, _ in notes)
    return problem(codes.READ_SO, Where(name), {"lines": lines, "signs": shown})


def _faults(text: str, own: str, name: str) -> Iterator[Problem]:
    """Why the text is not TOML: every line that cannot be read, as far as those after it can be told from it."""
    rows, last = text.split("\n"), 0
    while True:
        try:
            _parsed("\n".join(rows))
            return
        except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
            message = str(error)
        found = _PLACE.search(message)
        line = int(found[1]) if found and found[1] else len("\n".join(rows).rstrip().split("\n"))
        if line <= last:
            return
        row, column = rows[line - 1], int(found[2]) if found and found[2] else 1
        before = "".join([*(one + "\n" for one in rows[: line - 1]), row[: column - 1]]).rstrip()
        unclosed = message.startswith("Unclosed")
        last = line = _opened(before, line) if unclosed else line
        values = {"reason": _reason(message, before, row[column - 1 :]), "line": line}
        yield problem(
            codes.NOT_TOML, Where(name, "", str(line)), values, found=own.split("\n")[line - 1].strip()
        )
        if unclosed:
            return  # what comes after it is taken for a part of it
        if _HEADER.match(row):
            rows[line - 1] = f'["{line}"]'  # what follows belongs to a table that nobody else has
        elif _PAIR.match(row) and all(row.count(left) == row.count(right) for left, right in ("[]", "{}")):
            rows[line - 1] = ""
        else:
            return


def _opened(before: str, line: int) -> int:
    """The line of the last bracket in a text that nothing closes; ``line`` where there is none."""
    waiting: list[int] = []
    for found in _PIECE.finditer(before):
        if found[0] in ("[", "{"):
            waiting.append(before.count("\n", 0, found.start()) + 1)
        elif found[0] in ("]", "}") and waiting:
            waiting.pop()
    return waiting[-1] if waiting else line


def _reason(message: str, before: str, after: str) -> Phrase:
    """What is wrong and what to type; ``before`` and ``after`` are the text around the place of the fault."""
    if message.startswith("Invalid initial character") and before.endswith(("{", ",")):
        return _INLINE
    if message.startswith("Expected newline") and _BROKEN_DATE.search(before[-4:] + after):
        return _DATE
    near = before[-_NEAR:].rpartition("\n")[2] + after[:_NEAR]
    if _WITH_UNIT.search(near):
        return _UNITS
    if _GROUPED.search(near):
        return _COMMAS
    known = (words for start, words in _REASONS if message.startswith(start))
    return next(known, phrase("{message}", message=message))
