"""Workbooks put together by hand, part by part, for what no writer would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from cmtool.files.xlsx import read_xlsx
from cmtool.model.grid import Cell, GridRow
from cmtool.model.problem import Problem

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SHEET_PART = "xl/worksheets/sheet1.xml"

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sheet(data: str, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """A worksheet whose ``sheetData`` holds these rows."""
    return f'{_HEAD}<worksheet xmlns="{namespace}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def strings(*items: str) -> str:
    """A shared-strings part of these ``si`` contents; its counts are false on purpose."""
    inner = "".join(f"<si>{item}</si>" for item in items)
    return f'{_HEAD}<sst xmlns="{MAIN}" count="1" uniqueCount="999999">{inner}</sst>'


def styles(*numbers: int, own: Mapping[int, str] | None = None) -> str:
    """A styles part with one cell style for each number format id; the cell style table before it is a decoy."""
    formats = "".join(f'<numFmt numFmtId="{key}" formatCode="{code}"/>' for key, code in (own or {}).items())
    used = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    decoy = '<cellStyleXfs><xf numFmtId="10"/></cellStyleXfs>'
    return f'{_HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>{decoy}<cellXfs>{used}</cellXfs></styleSheet>'


def parts(
    *sheets: str,
    states: Sequence[str] = (),
    properties: str = "",
    namespace: str = MAIN,
    relations: str = RELATIONS,
    **others: str,
) -> dict[str, str]:
    """The parts of a workbook with sheets 表1, 表2 …; ``strings`` and ``styles`` add those parts."""
    entries, links = "", ""
    found: dict[str, str] = {}
    for number, content in enumerate(sheets, 1):
        state = states[number - 1] if states else "visible"
        entries += f'<sheet name="表{number}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        links += _link(f"rId{number}", f"{relations}/worksheet", f"worksheets/sheet{number}.xml")
        found[f"xl/worksheets/sheet{number}.xml"] = content
    for word, part in (("strings", "sharedStrings"), ("styles", "styles")):
        if word in others:
            links += _link(f"rId{part}", f"{relations}/{part}", f"/xl/{part}.xml")
            found[f"xl/{part}.xml"] = others[word]
    override = f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}"/>'
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{override}</Types>',
        "_rels/.rels": _links(_link("rId1", f"{relations}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{namespace}" xmlns:r="{relations}">{properties}'
        f"<sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _links(links),
        **found,
    }


def packed(contents: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def workbook(*sheets: str, states: Sequence[str] = (), properties: str = "", **others: str) -> bytes:
    return packed(parts(*sheets, states=states, properties=properties, **others))


def read(data: bytes) -> tuple[list[GridRow], list[Problem]]:
    """Every row of every sheet, and the problems."""
    grids, problems = read_xlsx(data, "inbox/表.xlsx")
    return [row for grid in grids for row in grid.rows], problems


def cells(data: bytes) -> list[Cell]:
    """Every cell of a workbook that has no problems."""
    rows, problems = read(data)
    assert problems == []
    return [cell for row in rows for cell in row.cells]


def refusal(data: bytes) -> tuple[str, str]:
    """Code and place of a workbook's only problem."""
    _, problems = read(data)
    (found,) = problems
    assert str(found.sentence)
    assert str(found.remedy)
    return found.code, str(found.where)


def _link(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"/>'


def _links(inner: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'
