"""One column looked up in another table; what is not found is blank text, never a float."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd


def texts(frame: pd.DataFrame, key: str, value: str) -> Mapping[str, str]:
    """Key → text of a frame; the first row of a key counts."""
    return dict(zip(reversed(list(frame[key])), reversed(list(frame[value])), strict=True))


def looked_up(keys: pd.Series[str], known: Mapping[str, str]) -> pd.Series[str]:
    """The text of each key, ``""`` where there is none."""
    found: Iterable[str] = [known.get(key, "") for key in keys]
    return pd.Series(list(found), index=keys.index, dtype="object")
