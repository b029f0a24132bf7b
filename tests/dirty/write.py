"""Writes the corpus to a folder, to be looked at or handed to another program.

``PYTHONPATH=tests python -m dirty.write FOLDER`` makes one folder for each case, with its files in ``inbox/2024-06``, and
``index.csv``: what ought to come of each, and what plain pandas makes of it.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from dirty.corpus import CASES
from dirty.run import written

RECORDED = Path(__file__).parent / "pandas.json"
HEADER = ("case", "outcome", "table", "field", "reads", "problems", "pandas", "pandas_values", "about")


def write(folder: Path) -> None:
    recorded = json.loads(RECORDED.read_text("utf-8"))["cases"]
    for case in CASES:
        written(case, folder / case.name)
    with (folder / "index.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(HEADER)
        for case in CASES:
            told = (case.outcome, case.table, case.field, "|".join(case.reads), "|".join(case.problems))
            table.writerow([case.name, *told, *recorded[case.name], case.about])


if __name__ == "__main__":
    write(Path(sys.argv[1]))
