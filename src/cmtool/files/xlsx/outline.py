"""What a workbook consists of: its sheets, where their parts are, and the epoch of its dates."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cmtool.files.codes import DAMAGED, UNSAFE_PACKAGE
from cmtool.files.refusal import Refusal
from cmtool.files.xlsx.escapes import unescaped
from cmtool.files.xlsx.markup import elements
from cmtool.files.xlsx.package import Package
from cmtool.model.text import phrase

CONTENT_TYPES = "[Content_Types].xml"
_SPREADSHEETS = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
        "application/vnd.ms-excel.sheet.macroenabled.main+xml",
        "application/vnd.ms-excel.template.macroenabled.main+xml",
    }
)

_YES = ("1", "true")
Visibility = Literal["visible", "hidden", "veryHidden"]


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    part: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Outline:
    """The worksheets in tab order (charts and macro sheets left out); part names are ``""`` when absent.

    ``unreckoned`` tells that the program that wrote the workbook left its formulas to be calculated when it is opened.
    """

    sheets: tuple[SheetPart, ...]
    epoch_1904: bool
    strings: str
    styles: str
    unreckoned: bool = False


@dataclass(frozen=True, slots=True)
class _Link:
    kind: str  # last word of its type: the transitional and the strict spelling agree on it
    part: str


def outline(package: Package) -> Outline:
    """Follow the relationships from the package to the workbook and on to its parts."""
    book = _only(_links(package, ""), "officeDocument")
    if _content_type(package, book) not in _SPREADSHEETS:
        raise Refusal(UNSAFE_PACKAGE, reason=phrase("主要部分不是工作簿"))
    links = _links(package, book)
    sheets: list[SheetPart] = []
    epoch_1904 = unreckoned = False
    for element in elements(package.chunks(book), book):
        if not element.is_main:
            continue
        if (element.parent, element.name) == ("sheets", "sheet"):
            if (found := _sheet(element.attributes, links, book)) is not None:
                sheets.append(found)
        elif element.name == "workbookPr":
            epoch_1904 = element.attributes.get("date1904") in _YES
        elif element.name == "calcPr":
            unreckoned = element.attributes.get("fullCalcOnLoad") in _YES
    _check_apart(sheets, book)
    strings, styles = _only(links, "sharedStrings"), _only(links, "styles")
    return Outline(tuple(sheets), epoch_1904, strings, styles, unreckoned)


def _sheet(attributes: Mapping[str, str], links: Mapping[str, _Link], book: str) -> SheetPart | None:
    identity = next((value for name, value in attributes.items() if name.endswith("/relationships id")), "")
    link = links.get(identity)
    if link is None:
        raise Refusal(DAMAGED, part=book, reason=phrase("工作表没有对应的内容"))
    if link.kind != "worksheet":
        return None
    state = attributes.get("state", "visible")
    visibility: Visibility = (
        "veryHidden" if state == "veryHidden" else "hidden" if state == "hidden" else "visible"
    )
    return SheetPart(unescaped(attributes.get("name", "")), link.part, visibility)


def _check_apart(sheets: list[SheetPart], book: str) -> None:
    names = {sheet.name.lower() for sheet in sheets}
    parts = {sheet.part.lower() for sheet in sheets}
    if len(names) < len(sheets) or len(parts) < len(sheets):
        raise Refusal(DAMAGED, part=book, reason=phrase("两张工作表重名或共用同一内容"))


def _links(package: Package, source: str) -> dict[str, _Link]:
    folder, name = posixpath.split(source)
    part = posixpath.join(folder, "_rels", f"{name}.rels")
    if part not in package:
        return {}
    links: dict[str, _Link] = {}
    for element in elements(package.chunks(part), part):
        given = element.attributes
        if element.name != "Relationship" or given.get("TargetMode") == "External":
            continue
        identity = given.get("Id", "")
        if identity in links:
            raise Refusal(DAMAGED, part=part, reason=phrase("关系编号重复"))
        target = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
        links[identity] = _Link(given.get("Type", "").rpartition("/")[2], target.lstrip("/"))
    return links


def _only(links: Mapping[str, _Link], kind: str) -> str:
    """The part of this kind, ``""`` when there is none; two are refused."""
    parts = [link.part for link in links.values() if link.kind == kind]
    if len(parts) > 1:
        raise Refusal(UNSAFE_PACKAGE, reason=phrase("“{kind}”出现两次", kind=kind))
    return parts[0] if parts else ""


def _content_type(package: Package, part: str) -> str:
    """What the package says a part is: by its own name, else by its extension."""
    by_extension: dict[str, str] = {}
    for element in elements(package.chunks(CONTENT_TYPES), CONTENT_TYPES):
        given = element.attributes
        kind = given.get("ContentType", "").lower()
        if element.name == "Override" and given.get("PartName", "").lstrip("/").lower() == part.lower():
            return kind
        if element.name == "Default":
            by_extension[given.get("Extension", "").lower()] = kind
    return by_extension.get(part.rpartition(".")[2].lower(), "")
