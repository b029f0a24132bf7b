"""Columns made safe: what is not found is blank text, never a float; what may overflow is Python's own integer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

_SAFE = 2**62


def texts(frame: pd.DataFrame, key: str, value: str) -> Mapping[str, str]:
    """Key → text of a frame; the first row of a key counts."""
    return dict(zip(reversed(list(frame[key])), reversed(list(frame[value])), strict=True))


def looked_up(keys: pd.Series[str], known: Mapping[str, str]) -> pd.Series[str]:
    """The text of each key, ``""`` where there is none."""
    found: Iterable[str] = [known.get(key, "") for key in keys]
    return pd.Series(list(found), index=keys.index, dtype="object")


def whole(amounts: pd.Series[int], times: int) -> pd.Series[int]:
    """Whole amounts that may be multiplied so often and added up: int64 where nothing can overflow, else exact."""
    exact = amounts.astype("int64")
    largest = int(exact.abs().max()) if len(exact) else 0
    return exact if largest * times * max(len(exact), 1) < _SAFE else exact.astype("object")
