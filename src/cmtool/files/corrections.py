"""Single cells of a workbook set anew in its own XML: everything else stays as it is, computed values included."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from cmtool.files.xlsx.outline import outline
from cmtool.files.xlsx.package import Package

Place = tuple[str, str]
"""Sheet and cell."""

_CHAIN: Final = "xl/calcChain.xml"
_CHAIN_MENTIONS = re.compile(rb"<(Override|Relationship)\b[^>]*calcChain\.xml\"[^>]*/>")


def corrected(data: bytes, values: Mapping[Place, str]) -> tuple[bytes, frozenset[Place]]:
    """The workbook with these cells set, and which could be: not one that is not there, nor part of a shared formula.

    Each is set as text, for what is proposed are identifiers, headers, choices, days and shares: 12 in place of a number
    12 keeps the identifier from being one. The style stays.
    """
    parts = {sheet.name: sheet.part for sheet in outline(Package(data)).sheets}
    wanted: defaultdict[str, dict[Place, str]] = defaultdict(dict)
    for cell, value in values.items():
        if cell[0] in parts:
            wanted[parts[cell[0]]][cell] = value
    done: set[Place] = set()
    members: dict[str, bytes] = {}
    formulas = False
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for part, cells in wanted.items():
            content = archive.read(part)
            for cell, value in cells.items():
                found = _found(content, cell[1])
                if found is None:
                    continue
                formulas |= b"<f" in found[0] or b":f" in found[0]
                content = content[: found.start()] + _cell(found, cell[1], value) + content[found.end() :]
                done.add(cell)
            members[part] = content
        return (_packed(archive, members, formulas) if done else data), frozenset(done)


def _found(content: bytes, cell: str) -> re.Match[bytes] | None:
    """The cell's element; None when it is not there or others depend on its formula."""
    pattern = rb'<((?:\w+:)?)c\b([^>]*?\sr="' + cell.encode() + rb'"[^>]*?)(/>|>.*?</\1c>)'
    found = re.search(pattern, content, re.DOTALL)
    if found is None or re.search(rb'<(?:\w+:)?f\b[^>]*\bt="(shared|array|dataTable)"', found[0]):
        return None
    return found


def _cell(found: re.Match[bytes], cell: str, value: str) -> bytes:
    prefix, attributes = found[1].decode(), found[2].decode()
    style = re.search(r'\ss="\d+"', attributes)
    head = f'<{prefix}c r="{cell}"{style[0] if style else ""}'
    text = f'<{prefix}is><{prefix}t xml:space="preserve">{escape(value)}</{prefix}t></{prefix}is>'
    return f'{head} t="inlineStr">{text}</{prefix}c>'.encode()


def _packed(archive: zipfile.ZipFile, members: Mapping[str, bytes], formulas: bool) -> bytes:
    """The package with these members replaced; where a formula went, its order of calculation goes too."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for info in archive.infolist():
            if formulas and info.filename == _CHAIN:
                continue
            content = members.get(info.filename) or archive.read(info)
            if formulas and info.filename in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
                content = _CHAIN_MENTIONS.sub(b"", content)
            target.writestr(info.filename, content)
    return stream.getvalue()
