"""Columns made safe and quick: texts as numbers, days as numbers, whole amounts that cannot overflow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

_SAFE = 2**62
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Coded:
    """A column of texts as numbers: ``codes`` point into ``texts``, where each text stands once."""

    codes: Ints
    texts: pd.Index[str]


def coded(column: pd.Series[str]) -> Coded:
    """The column's texts, each once in the order they come (or as the column already knows them)."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return Coded(column.cat.codes.to_numpy(), column.cat.categories)
    codes, known = pd.factorize(column.to_numpy(dtype=object))
    return Coded(codes.astype(np.int32), pd.Index(known, dtype=object))


def texts(frame: pd.DataFrame, key: str, value: str) -> Mapping[str, str]:
    """Key → text of a frame; the first row of a key counts."""
    return dict(zip(reversed(list(frame[key])), reversed(list(frame[value])), strict=True))


def looked_up(keys: pd.Series[str], known: Mapping[str, str]) -> pd.Series[str]:
    """The text of each key, ``""`` where there is none."""
    return pd.Series([known.get(key, "") for key in keys], index=keys.index, dtype="object")


def narrowed(rows: pd.DataFrame, wanted: pd.Series[bool]) -> pd.DataFrame:
    """The wanted rows; the very same when all are."""
    flags = wanted.to_numpy(dtype=bool)
    return rows if bool(flags.all()) else rows[flags]


def days(column: pd.Series[Any]) -> Ints:
    """A column of dates as day numbers; a blank one is before all others."""
    return column.to_numpy().astype("datetime64[D]").astype(np.int64)


def day_number(day: date) -> int:
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    return date.fromordinal(_EPOCH.toordinal() + int(number))


def whole(amounts: pd.Series[int], times: int) -> pd.Series[int]:
    """Whole amounts that may be multiplied so often and added up: int64 where nothing can overflow, else exact."""
    exact = amounts.astype("int64")
    largest = int(exact.abs().max()) if len(exact) else 0
    return exact if largest * times * max(len(exact), 1) < _SAFE else exact.astype("object")


def integers(numbers: list[int]) -> NDArray[Any]:
    """int64 where all fit, else Python's own integers."""
    fits = all(-_SAFE < number < _SAFE for number in numbers)
    return np.array(numbers, dtype=np.int64 if fits else object)


def exact(amounts: pd.Series[Any]) -> pd.Series[Any]:
    """Amounts that may be added up: whole ones as ``whole``, fractions as they are."""
    return amounts if amounts.dtype == object else whole(amounts, 1)


def is_text(column: pd.Series[Any]) -> bool:
    """Whether the column may hold texts, where ``""`` is a blank."""
    return column.dtype == object or isinstance(column.dtype, pd.CategoricalDtype)
