"""``cmtool policy new``: a sample to begin with, whose papers are to be filled in; and the list of samples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cmtool.files.disk import write_new
from cmtool.files.failures import not_written
from cmtool.files.samples import sample_names, sample_text
from cmtool.model.month import Month
from cmtool.model.problem import Where, problem
from cmtool.policy.places import places
from cmtool.policy.reading import read_bytes
from cmtool.policy.renumbered import rewritten
from cmtool.workflows import policy_codes as codes
from cmtool.workflows.exits import Forbidden

_PAPERS = ("document", "approved_on", "approved_by")
_TO_FILL = "  # 请填写后去掉行首的 #"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample policy: the name to ask for it by, its title, and where it comes from."""

    name: str
    title: str
    source: str


def samples() -> Iterator[Sample]:
    """Every sample that comes with the program."""
    for name in sample_names():
        found = read_bytes(sample_text(name).encode(), f"{name}.toml")
        about = found.written.get("about", {})
        yield Sample(name, str(about.get("title", name)), str(about.get("source", "")))


def new_policy(sample: str, effective: Month, target: Path) -> None:
    """Write a sample under a new name, from a month on, with 文号, 批准日期 and 批准机构 to be filled in.

    Until they are, the policy is one with errors, so that nobody is paid by a sample. KeyError when there is no such
    sample; Forbidden when the file exists; NotWritten when the disk refuses.
    """
    text = _without_papers(sample_text(sample), effective)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_new(target, text.encode())
    except FileExistsError:
        raise Forbidden(
            problem(codes.FILE_EXISTS, Where(target.as_posix()), {"name": target.as_posix()})
        ) from None
    except OSError as error:
        raise not_written(target.parent, error) from error


def _without_papers(text: str, effective: Month) -> str:
    """The lines of the papers become comments that ask to be filled in."""
    text = rewritten(text, {("about", "effective"): json.dumps(str(effective))})
    found = places(text)
    lines = text.split("\n")
    for key in _PAPERS:
        if ("about", key) in found:
            number = found["about", key].line - 1
            bare = re.sub(r"\s*#[^\"]*$", "", lines[number])
            lines[number] = f"# {bare}{_TO_FILL}"
    return "\n".join(lines)
