"""``cmtool policy show``: a policy's workbook twin, written beside nothing that is there already."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cmtool.files.disk import write_new
from cmtool.files.failures import not_written
from cmtool.files.writer import workbook_bytes
from cmtool.model.problem import Where, problem
from cmtool.model.text import Language
from cmtool.policy.reading import PolicyText
from cmtool.reports.policy_twin import CREATED, policy_twin
from cmtool.workflows import policy_codes as codes
from cmtool.workflows.exits import Forbidden

NAME: Final = "考核办法.xlsx"


def shown(source: PolicyText, language: Language, target: Path) -> None:
    """Write the twin. Forbidden when another file is there (the same twin may be), NotWritten when the disk refuses."""
    content = workbook_bytes(policy_twin(source, language), created=CREATED)
    try:
        if target.is_file() and target.read_bytes() == content:
            return
        write_new(target, content)
    except FileExistsError:
        name = target.as_posix()
        raise Forbidden(problem(codes.FILE_EXISTS, Where(name), {"name": name})) from None
    except OSError as error:
        raise not_written(target.parent, error) from error
