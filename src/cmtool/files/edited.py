"""Files that somebody changed since cmtool wrote them: found by their hash, kept aside, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from cmtool.files.disk import sha256_of, sync_folder, write_new
from cmtool.files.failures import not_written

ASIDE = "手改"  # ending of the folder beside the reports


def edited(folder: Path, digests: Mapping[str, str]) -> tuple[str, ...]:
    """Names of files in a published folder whose SHA-256 is not the one in ``digests``; those gone are not named."""
    try:
        return tuple(
            name
            for name, digest in sorted(digests.items())
            if (folder / name).is_file() and sha256_of(folder / name) != digest
        )
    except OSError as error:
        raise not_written(folder, error) from error


def missing(folder: Path, digests: Iterable[str]) -> tuple[str, ...]:
    """Names that should stand in a published folder and do not."""
    return tuple(sorted(name for name in digests if not (folder / name).is_file()))


def keep_aside(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """Copy files out of ``reports/2024-06`` into ``reports/2024-06-手改``; returns where each now stands.

    A copy that stands there already is left as it is; other contents get a name of their own.
    """
    aside = folder.with_name(f"{folder.name}-{ASIDE}")
    placed: dict[str, Path] = {}
    try:
        for name in names:
            content = (folder / name).read_bytes()
            aside.mkdir(parents=True, exist_ok=True)
            placed[name] = _placed(aside, name, content)
        if placed:
            sync_folder(aside)
    except OSError as error:
        raise not_written(aside, error) from error
    return placed


def _placed(aside: Path, name: str, content: bytes) -> Path:
    flat = Path(name.replace("/", "_"))
    number = 1
    while True:
        ending = "" if number == 1 else f"-{number}"
        place = aside / f"{flat.stem}{ending}{flat.suffix}"
        if not place.exists():
            write_new(place, content)
            return place
        if place.read_bytes() == content:
            return place
        number += 1
