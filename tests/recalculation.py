"""Every formula computed a second time by LibreOffice, told to trust no cached value, and the two held together."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

TOLERANCE = 1e-9  # relative above 1, absolute below
_SECONDS = 180
_EPOCH = datetime(1899, 12, 30)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""  # 0: always

_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>宋体</string></test>
<edit name="family" mode="assign" binding="strong"><string>{songti}</string><string>Noto Serif CJK SC</string></edit></match>
</fontconfig>
"""
_LIKE_SONGTI = (
    "Liberation Serif"  # digits half as wide as high, as in 宋体, which sets the width of every column
)

Difference = tuple[str, str, object, object]
"""Sheet, cell, the value as written, the value as recalculated."""


def recalculate(path: Path) -> Path:
    """A copy of the workbook in which LibreOffice has computed every formula anew; skips where there is none."""
    return _convert(path, "xlsx:Calc MS Excel 2007 XML", ".xlsx")


def recalculate_all(paths: Sequence[Path]) -> list[Path]:
    """As ``recalculate`` for several workbooks of one folder with different names, in one run of LibreOffice."""
    made = _convert(paths[0], "xlsx:Calc MS Excel 2007 XML", ".xlsx", *paths[1:])
    return [made.parent / path.name for path in paths]


def printed(path: Path, songti: str = _LIKE_SONGTI) -> Path:
    """The workbook as the PDF that LibreOffice prints with a font in place of 宋体; skips where there is none."""
    return _convert(path, "pdf", ".pdf", songti=songti)


def converted(path: Path, suffix: str) -> Path:
    """The workbook as LibreOffice saves it under this suffix (``.xls``, ``.ods``); skips where there is none."""
    return _convert(path, suffix.removeprefix("."), suffix)


def differences(original: Path, recalculated: Path) -> list[Difference]:
    """Every cell whose value is not the same in both: numbers to within 1e-9, text exactly, no value is ``""``."""
    ours, theirs = _values(original), _values(recalculated)
    found: list[Difference] = []
    for place in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get(place, ""), theirs.get(place, "")
        if not _same(mine, other):
            found.append((*place, mine, other))
    return found


def formulas(path: Path) -> int:
    """How many cells hold a formula, so that a test can see that it tests something."""
    book = load_workbook(path)
    return sum(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def _same(mine: object, other: object) -> bool:
    if isinstance(mine, float) and isinstance(other, float):
        return abs(mine - other) <= TOLERANCE * max(1.0, abs(mine), abs(other))
    return type(mine) is type(other) and mine == other


def _values(path: Path) -> dict[tuple[str, str], object]:
    book = load_workbook(path, data_only=True)
    cells = ((sheet.title, cell) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return {(title, cell.coordinate): _plain(cell.value) for title, cell in cells if cell.value is not None}


def _plain(value: object) -> object:
    """A number as a float, a date as its serial number; everything else as it is."""
    if isinstance(value, datetime):
        return (value - _EPOCH).total_seconds() / 86400
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return value


def _convert(path: Path, form: str, suffix: str, *more: Path, songti: str = _LIKE_SONGTI) -> Path:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("CMTOOL_RECALCULATE") == "required":
            pytest.fail("LibreOffice (soffice) is not installed, and this run may not skip the recalculation")
        pytest.skip("LibreOffice (soffice) is not installed: no formula was recalculated")
    folder = Path(tempfile.mkdtemp(prefix="recalculated-", dir=path.parent))
    words = [program, "--headless", "--norestore", f"-env:UserInstallation={_profile().as_uri()}"]
    words += ["--convert-to", form, "--outdir", str(folder), str(path), *map(str, more)]
    fonts = os.environ | {"FONTCONFIG_FILE": str(_fonts(songti))}
    done = subprocess.run(words, env=fonts, capture_output=True, timeout=_SECONDS, check=False, text=True)
    made = folder / (path.stem + suffix)
    assert made.exists(), f"LibreOffice made nothing of {path.name}: {done.stdout}{done.stderr}"
    return made


@cache
def _profile() -> Path:
    """A private LibreOffice profile of this process that recalculates on every load."""
    profile = Path(tempfile.mkdtemp(prefix=f"office-{os.getpid()}-"))
    atexit.register(shutil.rmtree, profile, ignore_errors=True)
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return profile


@cache
def _fonts(songti: str) -> Path:
    """A font configuration in which 宋体 is another font."""
    path = _profile() / f"{songti}.conf"
    path.write_text(_FONTS.format(songti=songti), encoding="utf-8")
    return path
