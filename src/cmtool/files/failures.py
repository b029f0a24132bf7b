"""What may go wrong when cmtool writes: each failure is an exception that carries its Problem."""

from __future__ import annotations

import errno
from pathlib import Path

from cmtool.files.codes import NOT_WRITTEN, UNWRITABLE
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Phrase, phrase


class FileFailure(OSError):
    """The world did not do what was asked (disk, permission); nothing that was there before has changed."""

    def __init__(self, found: Problem) -> None:
        super().__init__(str(found.sentence))
        self.problem = found


class NotWritten(FileFailure):
    """A report folder or file could not be written (exit code 5)."""


class ReportHeldOpen(NotWritten):
    """Another program holds a published report open, so none was replaced (exit code 5)."""


class CannotLock(FileFailure):
    """The workspace's file system cannot lock, or forbids it (exit code 5)."""


class SealDamaged(FileFailure):
    """A seal is not what its name says (exit code 3)."""


class SealExists(FileFailure):
    """A seal stands there already and is never overwritten (exit code 4)."""


class NotSettled(FileFailure):
    """``branch.toml`` is not valid, so nothing was added to it (exit code 2)."""


class Busy(Exception):
    """Somebody else works in this workspace now (exit code 4)."""

    def __init__(self, found: Problem) -> None:
        super().__init__(str(found.sentence))
        self.problem = found


class Unwritable(Exception):
    """A described workbook holds something no spreadsheet can hold."""

    def __init__(self, found: Problem) -> None:
        super().__init__(str(found.sentence))
        self.problem = found


def not_written(folder: Path, error: OSError) -> NotWritten:
    """The failure for an error of the operating system while writing into ``folder``."""
    name = named(folder)
    return NotWritten(problem(NOT_WRITTEN, Where(name), {"folder": name, "reason": reason_of(error)}))


def named(folder: Path) -> str:
    """What people call a folder: ``reports/2024-06``, with the one it lies in."""
    return "/".join(folder.parts[-2:]) if len(folder.parts) > 2 else folder.name


def unwritable(file: str, sheet: str, cell: str, reason: Phrase) -> Unwritable:
    values = {"sheet": sheet, "cell": cell, "reason": reason}
    return Unwritable(problem(UNWRITABLE, Where(file, sheet, cell), values))


def reason_of(error: OSError) -> Phrase:
    """What the operating system complained of, in plain words."""
    if error.errno == errno.ENOSPC:
        return phrase("磁盘已满")
    if error.errno == errno.EROFS:
        return phrase("磁盘是只读的")
    if error.errno in (errno.EACCES, errno.EPERM):
        return phrase("没有权限，或文件正被别的程序使用")
    if error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
        return phrase("路径太长")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return phrase("路径不存在")
    if error.errno in (errno.EEXIST, errno.EISDIR):
        return phrase("那里已有同名的文件或文件夹")
    if error.errno == errno.ENOSYS:
        return phrase("文件系统不支持")
    return phrase("系统错误 {number}", number=error.errno or 0)
