"""A folder filled for the first time: nothing that is there already is overwritten, and a failure leaves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cmtool.files.disk import write_new
from cmtool.files.failures import not_written
from cmtool.model.text import Phrase, phrase

_INVISIBLE = ("desktop.ini", "thumbs.db")  # what a file manager leaves in any folder one has looked at


class Occupied(Exception):
    """The folder holds something already (exit code 2); nothing was written."""

    def __init__(self, words: Phrase) -> None:
        super().__init__(str(words))
        self.words = words


def fill(folder: Path, contents: Iterable[tuple[str, bytes]], empty: Iterable[str] = ()) -> None:
    """Write files (names relative, with forward slashes) and ``empty`` folders into a new or empty folder.

    Files come in the given order, so that the last one can say that the folder is whole. Raises Occupied when the
    folder holds anything but hidden files, NotWritten when the disk refuses; then what was made is removed again.
    """
    made: list[Path] = []
    try:
        _refuse_occupied(folder)
        _make(folder, made)
        for name in empty:
            _make(folder / name, made)
        for name, content in contents:
            path = folder / name
            _make(path.parent, made)
            made.append(path)
            write_new(path, content)
    except BaseException as error:
        _unmake(made)
        if isinstance(error, OSError):
            raise not_written(folder.absolute(), error) from error
        raise


def _refuse_occupied(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise Occupied(phrase("“{folder}”是一个文件，不是文件夹；请换一个名称", folder=folder))
    found = sorted(path.name for path in folder.iterdir() if not _is_invisible(path.name))
    if found:
        shown = "、".join(found[:3]) + ("……" if len(found) > 3 else "")
        raise Occupied(
            phrase(
                "“{folder}”里已经有东西（{found}），没有写入任何文件；请换一个新的或空的文件夹",
                folder=folder,
                found=shown,
            )
        )


def _is_invisible(name: str) -> bool:
    return name.startswith(".") or name.casefold() in _INVISIBLE


def _make(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, noting each new one."""
    if not folder.is_dir():
        _make(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def _unmake(made: list[Path]) -> None:
    """Remove what was made, the latest first; a folder that somebody else has put a file into stays."""
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
