"""``python -m cmtool``."""

from cmtool.cli.main import run

run()
