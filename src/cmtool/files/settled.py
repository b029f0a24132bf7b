"""``branch.toml`` with a header settled for good: the user's comments, order and line ends stay."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import InlineTable

from cmtool.files.branch import parse_branch
from cmtool.files.codes import BRANCH_UNREADABLE
from cmtool.files.disk import replace_file
from cmtool.files.failures import NotSettled, not_written
from cmtool.model.problem import Where, problem
from cmtool.model.table import Table
from cmtool.model.tables import table_named

_SECTION = "columns"


def settle_header(path: Path, table: Table, header: str, meant: str) -> str:
    """Note in ``branch.toml`` that a header of the table stands for a canonical one, in the place of an older note.

    Gives what the older note said, ``""`` without one. Raises NotSettled when the file is none that can be read, NotWritten when the disk refuses.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotSettled(problem(BRANCH_UNREADABLE, Where(path.name))) from error
    branch, problems = parse_branch(text)
    if branch is None:
        raise NotSettled(problems[0])
    after = with_header(text, table, header, meant)
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    try:
        replace_file(path, mark + after.encode())
    except OSError as error:
        raise not_written(path, error) from error
    older = (headers for name, headers in branch.columns.items() if table_named(name) is table)
    return next((headers[header] for headers in older if header in headers), "")


def with_header(text: str, table: Table, header: str, meant: str) -> str:
    """The TOML text with the header added to the table's section, which is made where there is none."""
    document = tomlkit.parse(text)
    if _SECTION not in document:
        document.append(_SECTION, tomlkit.table(is_super_table=True))
    sections: Any = document[_SECTION]
    name = next((name for name in sections if table_named(name) is table), None)
    if name is None:
        name = table.name
        inline = isinstance(sections, InlineTable)
        sections[name] = tomlkit.inline_table() if inline else tomlkit.table()
    sections[name][header] = meant
    after = tomlkit.dumps(document)
    return after.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in text else after
