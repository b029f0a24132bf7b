"""What a seal holds of a month that was worked out, and a seal held against the month worked out again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from cmtool.model.problem import Problem, Where, problem
from cmtool.workflows import codes, seals
from cmtool.workflows.carried import carried_figures, recorded
from cmtool.workflows.computation import Computed
from cmtool.workflows.differences import file_differences, told
from cmtool.workflows.figures import changes_between, page_codes
from cmtool.workflows.records import Change, Manifest, spelled
from cmtool.workflows.seals import Sealed
from cmtool.workflows.tables import FOLDER, only_grown, table_members


def members_of(again: Computed) -> dict[str, bytes]:
    """Every member that comes from working the month out: figures, state, policy, branch and tables."""
    assert again.gathered is not None, "a month that was worked out has its grounds"
    assert again.appraisal is not None, "asked only of a month that was worked out"
    base = again.gathered.grounds
    return {
        seals.FIGURES: spelled(again.figures),
        seals.STATE: spelled(recorded(again.appraisal.state)),
        seals.POLICY: base.policy.content,
        seals.BRANCH: base.branch_text,
        **table_members(again.gathered.book),
    }


def member_differences(sealed: Sealed, again: Computed, said: tuple[Change, ...]) -> Iterator[Problem]:
    """Sealed members that are not what the month gives now; ``said`` are the changes of figures already told.

    A state is told figure by figure and lot by lot, another member by the first line that differs. A policy or branch
    that the seal holds as its note says has moved outside the seal, which is told of the file.
    """
    now = members_of(again)
    carried = tuple(_carried(sealed, again))
    known = {(change.manager, f"{again.month}.{change.figure}") for change in said}
    for change in carried:
        if (change.manager, change.figure) not in known:
            where = Where(sealed.file.path, change.manager, change.figure)
            yield problem(codes.CARRIED_DIFFERS, where, told(change), key=change.manager)
    left = {
        seals.SEAL,
        seals.MANIFEST,
        seals.FIGURES,
        *_as_noted(sealed),
        *((seals.STATE,) if carried else ()),
    }
    for name in sorted({*sealed.members, *now} - left):
        was, is_now = sealed.members.get(name, b""), now.get(name, b"")
        if was != is_now and not (name.startswith(FOLDER) and only_grown(was, is_now)):
            yield _differs(sealed, name, _first_line(was, is_now))
    if not said:
        yield from _note(sealed, again)


def manifest_differences(sealed: Sealed, manifest: Manifest) -> Iterator[Problem]:
    """The sealed manifest and the seal's note tell of the same pages, figures and files."""
    note = sealed.note
    was = (manifest.branch, manifest.policy, *manifest.inputs)
    now = (note.branch, note.policy, *note.inputs)
    if (
        (manifest.codes, manifest.revision, manifest.previous_seal)
        != (note.codes, note.revision, note.previous)
        or manifest.trial
        or any(file_differences(was, now))
        or changes_between(manifest.figures, sealed.figures)
    ):
        yield _differs(sealed, seals.MANIFEST, 1)


def _carried(sealed: Sealed, again: Computed) -> Iterator[Change]:
    assert again.appraisal is not None, "asked only of a month that was worked out"
    names = {manager: person.name for manager, person in again.figures.managers.items()}
    labels = {**sealed.figures.labels, **again.figures.labels}
    was = carried_figures(sealed.state_record, names, labels)
    now = carried_figures(recorded(again.appraisal.state), names, labels)
    yield from changes_between(was, now)


def _note(sealed: Sealed, again: Computed) -> Iterator[Problem]:
    """The check codes that the seal keeps are those of the figures."""
    note = sealed.note
    codes_now = page_codes(again.month, note.institution, again.figures, trial=False)
    if (note.month, note.codes) != (str(again.month), codes_now):
        yield _differs(sealed, seals.SEAL, 1)


def _as_noted(sealed: Sealed) -> Iterator[str]:
    notes: Mapping[str, str] = {
        seals.POLICY: sealed.note.policy.sha256,
        seals.BRANCH: sealed.note.branch.sha256,
    }
    for name, digest in notes.items():
        if name in sealed.members and hashlib.sha256(sealed.members[name]).hexdigest() == digest:
            yield name


def _first_line(was: bytes, now: bytes) -> int:
    """The number, from 1, of the first line that differs."""
    pairs = zip_longest(was.split(b"\n"), now.split(b"\n"))
    return next(number for number, (one, other) in enumerate(pairs, 1) if one != other)


def _differs(sealed: Sealed, member: str, line: int) -> Problem:
    return problem(
        codes.MEMBER_DIFFERS, Where(sealed.file.path, member, str(line)), {"member": member, "line": line}
    )
