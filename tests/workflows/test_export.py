"""``docs/json.md`` describes what ``--json`` gives."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from terminal import run

PAGE = Path(__file__).parent.parent.parent / "docs" / "json.md"


def keys(value: Any) -> Iterator[str]:
    """The program's own keys: those of ``figures`` and ``ladders`` are names of the policy."""
    if isinstance(value, dict):
        yield from value
        value = [part for key, part in value.items() if key not in ("figures", "ladders")]
    if isinstance(value, list):
        for part in value:
            yield from keys(part)


def test_every_key_is_described(june_files: Path) -> None:
    """No key stands in the output that the page does not name."""
    parsed = json.loads(run("appraise", "2024-06", "-w", june_files, "--dry-run", "--json").out)
    named = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`[^`]*`", PAGE.read_text("utf-8")))))
    assert set(keys(parsed)) <= named
