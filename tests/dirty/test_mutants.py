"""Mutants of a good workbook, zipped anew with right checksums: refused, reported, or read as the parts now say."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from dirty.case import LOAN, SHEET, STRINGS, Case, loan, workbook
from dirty.run import run

PARTS: Final = (
    SHEET,
    STRINGS,
    "xl/styles.xml",
    "xl/workbook.xml",
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
)
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
GOOD: Final = workbook(
    {"Sheet1": [LOAN, *(loan(f"J{number}", 贷款余额=30_000 + number) for number in range(1, 6))]}
)
BALANCES: Final = tuple(f"{30_000 + number}.00" for number in range(1, 6))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def zipped(made: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return stream.getvalue()


def mutated(content: bytes, dice: random.Random) -> bytes:
    """One change: a byte, a span lost or doubled, two tags exchanged, a number or an attribute made odd."""
    place = dice.randrange(len(content))
    length = dice.choice((1, 4, 20, 200))
    match dice.randrange(6):
        case 0:
            return content[:place] + bytes([dice.randrange(256)]) + content[place + 1 :]
        case 1:
            return content[:place] + content[place + length :]
        case 2:
            return content[:place] + content[place : place + length] * 2 + content[place + length :]
        case 3:
            tags = re.findall(rb"<[^>]*>", content)
            first, second = dice.choice(tags), dice.choice(tags)
            return content.replace(first, b"\0", 1).replace(second, first, 1).replace(b"\0", second, 1)
        case 4:
            digits = [found.span() for found in re.finditer(rb"[0-9]+", content)]
            start, end = dice.choice(digits)
            odd = dice.choice(
                (b"", b"-1", b"99999999999999999999", b"1e400", b"NaN", b"0x1F", b"1048577", b" 7 ")
            )
            return content[:start] + odd + content[end:]
        case _:
            names = [found.span(1) for found in re.finditer(rb' ([\w:]+)="', content)]
            start, end = dice.choice(names)
            return content[:start] + dice.choice((b"x", b"r", b"t", b"s")) + content[end:]


def said(made: Mapping[str, bytes]) -> tuple[str, ...] | None:
    """The numbers in the last column below the header as any XML parser sees them; None where there is no such sheet.

    A row or cell that does not say where it stands follows the one before it.
    """
    try:
        sheet = ET.fromstring(made[SHEET])
    except (ET.ParseError, ValueError, LookupError):
        return None
    found, line = [], 0
    for row in sheet.iter(f"{_MAIN}row"):
        line, column = int(row.get("r") or line + 1), 0
        for cell in row.iter(f"{_MAIN}c"):
            name = cell.get("r")
            column = column_of(name) if name else column + 1
            if column == len(LOAN) and line > 1:
                found.append(cell.findtext(f"{_MAIN}v") or "")
    return tuple(found)


def column_of(address: str) -> int:
    """A1 is 1, AA7 is 27."""
    number = 0
    for letter in address.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number


def mutants(seed: int, count: int) -> Iterator[dict[str, bytes]]:
    dice = random.Random(seed)
    good = parts(GOOD)
    for _ in range(count):
        name = dice.choice((SHEET, SHEET, SHEET, *PARTS))
        yield {**good, name: mutated(good[name], dice)}


def check(made: Mapping[str, bytes], root: Path) -> None:
    """No exception; what is taken without an error is what the sheet's part says, number by number."""
    case = Case("mutant", "", {"贷款台账.xlsx": zipped(made)}, "loans", "balance", ())
    got = run(case, root)
    if any(one.is_error for one in got.problems) or not got.values:
        return
    numbers = said(made)
    assert numbers is not None, "a sheet that is no XML was taken"
    assert [float(value) for value in got.values] == [float(number) for number in numbers if number]


def test_the_good_one_is_read(tmp_path: Path) -> None:
    got = run(Case("good", "", {"贷款台账.xlsx": GOOD}, "loans", "balance", BALANCES), tmp_path)
    assert (got.values, got.problems) == (BALANCES, ())
    assert said(parts(GOOD)) == tuple(value.removesuffix(".00") for value in BALANCES)


@pytest.mark.parametrize("seed", range(4))
def test_a_few_mutants(seed: int, tmp_path: Path) -> None:
    for made in mutants(seed, 50):
        check(made, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 120))
def test_two_thousand_mutants(seed: int, tmp_path: Path) -> None:
    for made in mutants(seed, 100):
        check(made, tmp_path)
