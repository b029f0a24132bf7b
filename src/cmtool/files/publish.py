"""A folder of reports that appears whole or not at all, whenever the machine stops.

Beside the target, in the same parent, stand (for ``2024-06``):

- ``.2024-06.new-…``   a folder being built; worth nothing;
- ``.2024-06.ready``   a folder built, synced and checked, about to be swapped in;
- ``.2024-06.old``     the reports it replaces, whole;
- ``.2024-06.gone-…``  a folder being removed; worth nothing.

Each step between these is one rename, so ``recover`` can tell at the next start what a kill left.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from cmtool.files.codes import HELD_OPEN
from cmtool.files.disk import (
    Content,
    is_held,
    remove,
    rename,
    sha256_of,
    sweep,
    sync_folder,
    token,
    write_new,
)
from cmtool.files.failures import NotWritten, ReportHeldOpen, named, not_written
from cmtool.model.naming import is_device
from cmtool.model.problem import Where, problem

MANIFEST = "manifest.json"
Recovery = Literal["clean", "finished", "undone"]

_ZIPPED = (".xlsx", ".zip")
_OWNERS = (".~lock.", "~$")  # files that LibreOffice and Excel or WPS keep beside an open workbook


@dataclass(frozen=True, slots=True)
class Published:
    """What stands in the folder now: SHA-256 (hex) by name, the manifest included."""

    folder: Path
    digests: Mapping[str, str]


def publish(
    folder: Path,
    contents: Mapping[str, Content],
    *,
    manifest: Callable[[Mapping[str, str]], bytes] | None = None,
    keep: Mapping[str, str] | None = None,
) -> Published:
    """Replace ``folder`` by one that holds exactly ``contents``, all or nothing; call it with the workspace locked.

    Names are relative, with forward slashes. ``manifest`` is given the SHA-256 of every other file by name and makes
    ``manifest.json``; either way the manifest is written last. ``keep`` maps names in the new folder to names in the
    present one: files of other people that are carried over; anything else there goes. Raises ReportHeldOpen or
    NotWritten, and then the old reports stand as they were.
    """
    kept = dict(keep or {})
    _refuse_unfit([*contents, *([MANIFEST] if manifest else [])], kept)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        recover(folder)
        _refuse_held(folder)
        building = _beside(folder, f"new-{token()}")
        try:
            digests = _build(building, folder, contents, manifest, kept)
            ready = _beside(folder, "ready")
            rename(building, ready)
        except BaseException:
            remove(building)
            raise
        sync_folder(folder.parent)
        _swap(folder, ready)
    except NotWritten:
        raise
    except OSError as error:
        raise not_written(folder, error) from error
    return Published(folder, digests)


def recover(folder: Path) -> Recovery:
    """Finish or undo what a kill left of an earlier ``publish``; call it with the workspace locked."""
    ready, old = _beside(folder, "ready"), _beside(folder, "old")
    done: Recovery = "clean"
    if ready.exists() and folder.exists():
        _discard(folder, ready)
        done = "undone"
    elif ready.exists():
        rename(ready, folder)
        done = "finished"
    elif old.exists() and not folder.exists():
        rename(old, folder)
        done = "undone"
    if done != "clean":
        sync_folder(folder.parent)
    if old.exists():
        _discard(folder, old)
    for ending in ("new-", "gone-"):
        sweep(folder.parent, _beside(folder, ending).name)
    return done


def current(folder: Path) -> Path | None:
    """Where whole reports stand at this moment, without changing anything; for readers that hold no lock."""
    for place in (folder, _beside(folder, "ready"), _beside(folder, "old")):
        if place.is_dir():
            return place
    return None


def strangers(folder: Path, known: Iterable[str]) -> tuple[str, ...]:
    """Files in a published folder that are not in ``known``: somebody put them there."""
    names = set(known)
    if not folder.is_dir():
        return ()
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(name for name in found if name not in names and not _is_owner(name)))


def _build(
    building: Path,
    folder: Path,
    contents: Mapping[str, Content],
    manifest: Callable[[Mapping[str, str]], bytes] | None,
    kept: Mapping[str, str],
) -> dict[str, str]:
    building.mkdir()
    digests: dict[str, str] = {}
    for name, source in kept.items():
        digests[name] = _carry_over(building, name, (folder / source).read_bytes())
    for name in sorted(contents, key=lambda name: (name == MANIFEST, name)):
        digests[name] = _add(building, name, contents[name])
    if manifest is not None:
        digests[MANIFEST] = _add(building, MANIFEST, manifest(dict(sorted(digests.items()))))
    for inner in sorted(path for path in building.rglob("*") if path.is_dir()):
        sync_folder(inner)
    sync_folder(building)
    return digests


def _carry_over(building: Path, name: str, content: bytes) -> str:
    """A file of somebody else as it is, whatever it holds and is called; its SHA-256."""
    path = building / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_new(path, content)
    return sha256_of(path)


def _add(building: Path, name: str, content: Content) -> str:
    """Write one file and read it back; its SHA-256."""
    path = building / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_new(path, content)
    if isinstance(content, bytes) and path.read_bytes() != content:
        raise OSError(f"{name} does not read back as it was written")
    if path.suffix.lower() in _ZIPPED:
        _check_zip(path)
    return sha256_of(path)


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
    except zipfile.BadZipFile as error:
        raise OSError(f"{path.name} does not read back: {error}") from error
    if damaged:
        raise OSError(f"{path.name} does not read back: {damaged}")


def _swap(folder: Path, ready: Path) -> None:
    """Put ``ready`` in the place of ``folder``; where that fails, leave the old reports there."""
    old = _beside(folder, "old")
    try:
        if folder.exists():
            rename(folder, old)
        rename(ready, folder)
    except OSError as error:
        if old.exists() and not folder.exists():
            rename(old, folder)
        _discard(folder, ready)
        if is_held(error):
            raise _held(folder, _open_in(folder)) from error
        raise
    sync_folder(folder.parent)
    if old.exists():
        _discard(folder, old)


def _discard(folder: Path, part: Path) -> None:
    """Take a whole folder out of the game by one rename, then remove it at leisure."""
    gone = _beside(folder, f"gone-{token()}")
    rename(part, gone)
    remove(gone)


def _beside(folder: Path, ending: str) -> Path:
    return folder.with_name(f".{folder.name}.{ending}")


def _refuse_held(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotADirectoryError(20, f"{folder.name} is not a folder of its own")
    if found := _open_in(folder):
        raise _held(folder, found)


def _open_in(folder: Path) -> list[str]:
    """The workbooks beside which an office program has left its mark that it has them open."""
    owners = sorted(path.name for path in folder.rglob("*") if path.is_file() and _is_owner(path.name))
    return [name.removeprefix(".~lock.").removesuffix("#").removeprefix("~$") for name in owners]


def _is_owner(name: str) -> bool:
    return PurePosixPath(name).name.startswith(_OWNERS)


def _held(folder: Path, files: list[str]) -> ReportHeldOpen:
    values = {"folder": named(folder), "files": "、".join(files) or "报表"}
    return ReportHeldOpen(problem(HELD_OPEN, Where(named(folder)), values))


def _refuse_unfit(names: list[str], kept: Mapping[str, str]) -> None:
    """A name of ours that leaves the folder, or that some system cannot hold, is a mistake of the caller.

    What others called their files in ``kept`` is theirs to choose, where it stands in nobody's way.
    """
    for name in names:
        parts = name.split("/")
        if any(part in ("", ".", "..") or part.endswith((" ", ".")) or is_device(part) for part in parts):
            raise ValueError(f"not a file name within the folder: {name!r}")
        if any(sign in name for sign in '\\:*?"<>|\0'):
            raise ValueError(f"not a file name within the folder: {name!r}")
    own = {name.casefold() for name in names}
    if len(own) != len(names) or any(name.casefold() in own for name in kept):
        raise ValueError("two files of one folder have the same name")
    if any(part in ("", ".", "..") for name in kept for part in name.split("/")):
        raise ValueError("a file that is kept stays within the folder")
