"""What cmtool writes down beside its reports and in its seals, as JSON with a schema version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

MANIFEST_SCHEMA: Final = 1
SEAL_SCHEMA: Final = 1


class Record(BaseModel):
    """A part of a record: frozen, and nothing in it is unknown."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, hide_input_in_errors=True, defer_build=True
    )


class FileNote(Record):
    """A file as it was when it was read; ``path`` is relative to the workspace, ``sha256`` in hex."""

    path: str
    sha256: str


class PolicyNote(FileNote):
    document: str  # 文号


class PersonFigures(Record):
    """One manager's figures as text: printed ones as printed, others exact; None where there is no value."""

    name: str
    values: dict[str, str | None]


class Figures(Record):
    """All figures of a month, by name; ``labels`` says in Chinese what each name is."""

    managers: dict[str, PersonFigures]
    branch: dict[str, str | None]
    labels: dict[str, str]


class Change(Record):
    """One figure that is not what it was. ``manager`` is ``""`` for a figure of the whole branch."""

    manager: str
    name: str  # of the manager
    figure: str
    label: str
    was: str | None
    now: str | None


class Draft(Record):
    """An earlier revision (第n稿) and its check codes, so that an old print can be recognised."""

    revision: int
    trial: bool
    codes: dict[str, str]


class Manifest(Record):
    """What stands in a report folder and what it rests on. ``codes`` is by 工号, ``""`` for the workbook."""

    schema_version: Literal[1] = Field(alias="schema")
    month: str
    program: str
    revision: int
    trial: bool
    values: bool  # whether a values-only copy was asked for
    policy: PolicyNote
    branch: FileNote
    previous_seal: FileNote | None
    inputs: tuple[FileNote, ...]
    codes: dict[str, str]
    figures: Figures
    changes: tuple[Change, ...]  # since the revision before
    earlier: tuple[Draft, ...]
    files: dict[str, str]  # name → sha256
    counted: Figures | None = None  # of a trial: those of the last revision that counts, if there was one


class SealNote(Record):
    """``seal.json``: what was sealed, on what grounds, and the seal before it."""

    schema_version: Literal[1] = Field(alias="schema")
    month: str
    program: str
    institution: str
    revision: int
    previous: FileNote | None
    policy: PolicyNote
    branch: FileNote
    inputs: tuple[FileNote, ...]
    codes: dict[str, str]
    members: dict[str, str]  # every other member → sha256


def spelled(record: Record | Mapping[str, Any]) -> bytes:
    """JSON with sorted keys, one space of indent and a line break at the end: the same record, the same bytes."""
    data = record.model_dump(mode="json", by_alias=True) if isinstance(record, Record) else record
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
