"""The entry point: loads the program so that even an interruption while it loads ends in one calm line."""

from __future__ import annotations

import sys

from cmtool.cli.interruption import is_interruption, keep_interruptions

_INTERRUPTED = 130


def run() -> None:
    """Run the program and leave with its exit code."""
    keep_interruptions()
    try:
        from cmtool.cli.main import run as main
    except BaseException as error:
        if not is_interruption(error):
            raise
        sys.stderr.write("已中断；原有报表没有改动\n")
        sys.exit(_INTERRUPTED)
    main()
