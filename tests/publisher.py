"""A process that publishes and can be killed: alone at a chosen step, or publishing on and on until it is.

``publisher.py FOLDER loop``                      publish old and new in turn, for ever
``publisher.py FOLDER publish VERSION EVENT STOP``  publish once; die at the STOP-th file event named EVENT (or ``any``)
``publisher.py FOLDER recover - EVENT STOP``        recover once, dying likewise
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import sys
import zipfile
from collections.abc import Mapping
from itertools import cycle
from pathlib import Path

from cmtool.files.publish import MANIFEST, publish, recover

_EVENTS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link")


def contents(version: str) -> dict[str, bytes]:
    """Reports of one version: two workbooks, one of them in a subfolder, and a text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo("版本.txt"), version * 500)
    packed = stream.getvalue()
    return {"考核.xlsx": packed, "通知单/M001.xlsx": packed, "说明.txt": version.encode()}


def manifest(version: str, digests: Mapping[str, str]) -> bytes:
    return json.dumps({"version": version, "files": dict(digests)}, ensure_ascii=False).encode()


def put(folder: Path, version: str) -> None:
    publish(folder, contents(version), manifest=lambda digests: manifest(version, digests))


def whole(folder: Path) -> str:
    """The version that stands in the folder, every file there, nothing else, each with the hash its manifest says."""
    said = json.loads((folder / MANIFEST).read_bytes())
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    del files[MANIFEST]
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == said[
        "files"
    ]
    assert {name: path.read_bytes() for name, path in files.items()} == contents(said["version"])
    return str(said["version"])


def die_at(event: str, stop: int, parent: Path) -> None:
    """Kill this process, as ``kill -9`` does, just before its ``stop``-th step on a file below ``parent``."""
    steps = 0
    inside = os.fspath(parent)

    def watch(name: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        if name in _EVENTS and event in (name, "any") and str(arguments[0]).startswith(inside):
            steps += 1
            if steps == stop:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def main(folder: Path, action: str, version: str = "", event: str = "any", stop: str = "0") -> None:
    if action == "loop":
        for turn in cycle(("old", "new")):
            put(folder, turn)
            print(turn, flush=True)
    die_at(event, int(stop), folder.parent)
    if action == "publish":
        put(folder, version)
    else:
        recover(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
