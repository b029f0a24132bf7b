"""Where an unexpected error is written down for whoever mends the program."""

from __future__ import annotations

import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from cmtool.files.lock import FOLDER

_NAME = "error.log"


def log_error(error: BaseException, workspace: Path | None) -> Path | None:
    """Append the traceback to the workspace's log, else to one in the temporary folder; None when neither works."""
    stamp = datetime.now().isoformat(timespec="seconds")
    text = f"--- {stamp}\n{''.join(traceback.format_exception(error))}\n"
    folders = [Path(tempfile.gettempdir()) / "cmtool"]
    if workspace is not None:
        folders.insert(0, workspace / FOLDER)
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / _NAME).open("a", encoding="utf-8", errors="backslashreplace") as stream:
                stream.write(text)
        except OSError:
            continue
        return folder / _NAME
    return None
