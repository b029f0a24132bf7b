"""Which language to speak: ``--lang``, else ``CMTOOL_LANG``, else ``branch.toml``, else the locale."""

from __future__ import annotations

import locale
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from cmtool.files.workspace import around, named

VARIABLE: Final = "CMTOOL_LANG"
_KNOWN: Final = ("zh", "en")


class UnknownLanguage(Exception):
    """``--lang`` names a language that cmtool does not speak."""


def taken_out(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The code that ``--lang`` gives (``""`` when it is not there), and the arguments without it, wherever it stood.

    Raises UnknownLanguage for any code but ``zh`` and ``en``.
    """
    rest: list[str] = []
    code, waiting = "", list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            return code, [*rest, word, *waiting]
        if word == "--lang" or word.startswith("--lang="):
            code = word.partition("=")[2] if "=" in word else waiting.pop(0) if waiting else "?"
            if code not in _KNOWN:
                raise UnknownLanguage(code)
        else:
            rest.append(word)
    return code, rest


def settled(arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> str:
    """The language where ``--lang`` is silent: the environment's, the workspace's, the locale's, else Chinese."""
    wished = environment.get(VARIABLE, "").strip().lower()[:2]
    if wished in _KNOWN:
        return wished
    return _of_branch(arguments, folder) or _of_locale(environment)


def _of_branch(arguments: Sequence[str], folder: Path) -> str:
    chosen = _workspace_in(arguments)
    workspace = named(folder / chosen) if chosen else around(folder)
    if workspace is None:
        return ""
    try:
        written = tomllib.loads(workspace.branch_file.read_text("utf-8-sig")).get("language")
    except (OSError, ValueError):
        return ""
    return written if isinstance(written, str) and written in _KNOWN else ""


def _workspace_in(arguments: Sequence[str]) -> str:
    for place, word in enumerate(arguments):
        if word in ("-w", "--workspace"):
            return arguments[place + 1] if place + 1 < len(arguments) else ""
        if word.startswith("--workspace="):
            return word.partition("=")[2]
    return ""


def _of_locale(environment: Mapping[str, str]) -> str:
    written = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    if not written:
        try:
            written = locale.getlocale()[0] or ""
        except ValueError:
            written = ""
    told = written.partition(".")[0].lower()
    return "zh" if told in ("", "c", "posix") or told.startswith(("zh", "chinese")) else "en"
