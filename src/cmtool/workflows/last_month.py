"""What the seal of the month before tells of its rows: who had deposits at its end."""

from __future__ import annotations

import io
from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from cmtool.model.tables import TABLES
from cmtool.workflows.seals import Sealed
from cmtool.workflows.tables import FOLDER

_FIELDS = ("account", "client", "date", "balance", "month_end_balance")


def deposits_by_client(sealed: Sealed) -> Mapping[str, int]:
    """客户编号 → deposits in fen at the end of the sealed month: 月末余额, else the last balance of each account.

    Empty where the seal holds no deposits.
    """
    member = sealed.members.get(f"{FOLDER}deposits.csv")
    if member is None:
        return {}
    header = {TABLES["deposits"].columns[name].header: name for name in _FIELDS}
    rows = pd.read_csv(io.BytesIO(member), dtype=str, keep_default_na=False, usecols=[*header])
    rows = rows.rename(columns=header)
    rows["held"] = rows["month_end_balance"].where(rows["month_end_balance"] != "", rows["balance"])
    last = rows[rows["held"] != ""].sort_values("date", kind="stable").drop_duplicates("account", keep="last")
    found: dict[str, int] = {}
    for client, held in zip(last["client"].tolist(), last["held"].tolist(), strict=True):
        found[client] = found.get(client, 0) + int(Fraction(held) * 100)
    return found
