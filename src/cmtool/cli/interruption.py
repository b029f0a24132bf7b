"""Ctrl-C that is never lost: Python drops an interruption that comes within a callback of its own, as while it imports."""

from __future__ import annotations

import sys
import threading
from _thread import interrupt_main
from typing import Any

_AGAIN = 0.05  # seconds, after which the callback is over


def keep_interruptions() -> None:
    """From now on an interruption that was dropped comes again a moment later."""
    sys.unraisablehook = _not_dropped


def is_interruption(error: BaseException | None) -> bool:
    """Whether an error is an interruption, or was made of one by a library that it went through."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _not_dropped(dropped: Any) -> None:
    if issubclass(dropped.exc_type, KeyboardInterrupt):
        threading.Timer(_AGAIN, interrupt_main).start()
    else:
        sys.__unraisablehook__(dropped)
