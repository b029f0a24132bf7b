"""The sample policies that come with the program: in the installed package, or in the source tree beside it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import cmtool

_PACKED = "samples"  # folder of the installed package, filled from examples/policies when it is built


def sample_names() -> tuple[str, ...]:
    """The names of all samples, without ``.toml``."""
    return tuple(
        sorted(
            entry.name.removesuffix(".toml") for entry in _folder().iterdir() if entry.name.endswith(".toml")
        )
    )


def sample_text(name: str) -> str:
    """A sample's TOML; KeyError when there is none of this name."""
    if name not in sample_names():
        raise KeyError(name)
    return _folder().joinpath(f"{name}.toml").read_bytes().decode("utf-8")


@cache
def _folder() -> Traversable:
    packed = files(cmtool).joinpath(_PACKED)
    if packed.is_dir():
        return packed
    return Path(cmtool.__file__).parents[2] / "examples" / "policies"
