"""Make examples/broken again: the sound ``base`` and ``county``, and for each code the few files that make it broken.

Run it after a change to a problem's words, or to what an example is made of:

    .venv/bin/python examples/remake_broken.py          all examples
    .venv/bin/python examples/remake_broken.py E140     these only

To look at one: copy ``base`` (``county`` where its commands are of a county) to a folder of your own, the example over
it, and run the commands of its report there; 填写, 删行, 加密 and the like are done by hand, as ``tests/handedit.py`` does.
占用 (another run holds the folder), 独占 (another program lets nobody read the file), 计算中保存 (the file is saved while
the next command reads on) and 他版封存 (another version of the program sealed the month) are done as ``tests/broken.py``
does them; x.y.z in a report is this version.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]  # brokenmade, and what runs a report's commands

from broken import BASE, BROKEN, COUNTY, REPORT, base_of, laid_out, transcript  # noqa: E402
from brokenmade import base, county  # noqa: E402
from brokenmade.all import EXAMPLES  # noqa: E402
from brokenmade.example import Example  # noqa: E402


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """These files and no others in a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def put(folder: Path, example: Example) -> None:
    """The example's files, without its report."""
    write(folder, {**example.files, **{f"then/{name}": content for name, content in example.then.items()}})
    folder.mkdir(parents=True, exist_ok=True)


def remake(*codes: str) -> None:
    """Write the examples anew, reports included; says where an example does not show its code."""
    if not codes:
        shutil.rmtree(BROKEN, ignore_errors=True)
    write(BASE, base.files())
    write(COUNTY, county.files())
    for code in codes or EXAMPLES:
        put(BROKEN / code, EXAMPLES[code])
        with tempfile.TemporaryDirectory() as room:
            workspace = laid_out(BROKEN / code, Path(room) / "work", base_of(EXAMPLES[code].commands))
            report = transcript(EXAMPLES[code].commands, workspace)
        (BROKEN / code / REPORT).write_text(report, encoding="utf-8", newline="\n")
        if code not in report:
            print(f"{code} is not in its report:\n{report}")


if __name__ == "__main__":
    remake(*sys.argv[1:])
