"""``python -m cmtool``."""

from cmtool.cli.start import run

run()
