"""Seals as a forger would write them: members changed, the seal's own hashes and the trail made to fit."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any


def members(seal: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(seal) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(seal: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """Write a seal anew with other members, as a forger would."""
    found = members(seal)
    change(found)
    seal.unlink()
    with zipfile.ZipFile(seal, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, content)


def forged(seal: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """Change members and refresh the hashes that the seal carries of them: from inside the seal is whole."""

    def refresh(found: dict[str, bytes]) -> None:
        change(found)
        note = json.loads(found["seal.json"])
        own = {name: content for name, content in found.items() if name != "seal.json"}
        note["members"] = {name: hashlib.sha256(content).hexdigest() for name, content in own.items()}
        found["seal.json"] = json.dumps(note, ensure_ascii=False).encode()

    rewritten(seal, refresh)


def recorded_in_trail(seal: Path) -> None:
    """Write the seal's hash into the last entry of the trail, which no later entry vouches for."""
    trail = seal.parent / "trail.jsonl"
    *before, last = trail.read_text("utf-8").splitlines()
    entry = {**json.loads(last), "seal": hashlib.sha256(seal.read_bytes()).hexdigest()}
    trail.write_text("\n".join([*before, json.dumps(entry, ensure_ascii=False)]) + "\n", "utf-8")


def edited(name: str, change: Callable[[Any], object]) -> Callable[[dict[str, bytes]], None]:
    """A change of one JSON member."""

    def edit(found: dict[str, bytes]) -> None:
        data = json.loads(found[name])
        change(data)
        found[name] = (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()

    return edit


def of_version(seal: Path, version: str, *wishes: str) -> None:
    """The month as another version of the program sealed it; ``M001!result.payable=3000`` is what came out there."""

    def came_out(figures: Any) -> None:
        for wish in wishes:
            place, _, value = wish.partition("=")
            manager, _, name = place.partition("!")
            values = figures["managers"][manager]["values"]
            assert values[name] != value, wish
            values[name] = value

    forged(seal, edited("figures.json", came_out))
    forged(seal, edited("seal.json", lambda note: note.update(program=version)))
    recorded_in_trail(seal)
