"""What one would write in an hour: the month's sums for each manager with pandas and openpyxl, no check of anything.

It trusts every cell, knows only the sheets that ``cmtool demo`` writes, and adds in binary floats.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

HEADER = 2  # title, unit line, then the header
_MANAGER = "客户经理工号"


def sums(workspace: Path, month: str) -> pd.DataFrame:
    """One row for each 工号; money in yuan, 积数 in yuan-days."""
    inbox = workspace / "inbox" / month
    shares = _shares(workspace / "managers.xlsx")
    _read(inbox / "客户名册表.xlsx", "客户编号")
    _read(inbox / "总账.xlsx", "科目号")
    institution = _read(inbox / "机构基本情况表.xlsx", "机构号")
    conduct = _read(inbox / "加扣分登记簿.xlsx", "日期")
    expenses = _read(inbox / "营销费用.xlsx", "日期")
    found = _deposits(inbox / "存款分户余额.xlsx", month, shares).to_frame("存款积数")
    found["存款月均余额"] = found["存款积数"] / pd.Period(month).days_in_month
    found = found.join(_loans(inbox / "贷款台账.xlsx", month, shares), how="outer")
    found["合规"] = conduct[conduct["事项"] == "违规"].groupby("工号").size()
    found["日常行为"] = conduct[conduct["事项"] != "违规"].groupby("工号")["分值"].sum()
    found["营销费用"] = expenses.groupby("工号")["金额"].sum()
    found["人平四项费用"] = institution["四项费用合计"].iloc[0] / institution["员工总数"].iloc[0]
    return found.fillna(0.0)


def _read(path: Path, key: str, **more: object) -> pd.DataFrame:
    """A sheet's data rows: those whose key is filled, without the total."""
    frame: pd.DataFrame = pd.read_excel(path, header=HEADER, engine="openpyxl", dtype=_TEXT, **more)  # type: ignore[call-overload]
    return frame[frame[key].notna() & (frame.iloc[:, 0] != "合计")]


_TEXT = dict.fromkeys(
    ("借据号", "客户编号", "账号", "科目号", "机构号", "证件号码", "联系电话", "日期"), str
) | {
    _MANAGER: str,
    "工号": str,
}


def _shares(path: Path) -> pd.DataFrame:
    """Shared clients, by the role that leads; the rest of managers.xlsx is read as well, as cmtool does."""
    sheets = pd.read_excel(path, sheet_name=None, header=HEADER, engine="openpyxl", dtype=_TEXT)
    shared = sheets["管户关系"]
    return shared.assign(份额=shared["份额"].where(shared["角色"] == "主办", 0.0))


def _owned(rows: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """Rows with their owner and share: the client's assignments, else the row's own manager."""
    joined = rows.merge(shares[["客户编号", "工号", "份额"]], on="客户编号", how="left")
    joined["owner"] = joined["工号"].fillna(joined[_MANAGER])
    joined["share"] = joined["份额"].fillna(1.0)
    return joined


def _deposits(path: Path, month: str, shares: pd.DataFrame) -> pd.Series:
    """积数: each balance times the days until the account's next row, cut to the month."""
    first, last = pd.Period(month).start_time.normalize(), pd.Period(month).end_time.normalize()
    rows = _read(path, "账号")
    rows = rows.assign(day=pd.to_datetime(rows["日期"], format="%Y%m%d")).sort_values(["账号", "day"])
    following = rows.groupby("账号")["day"].shift(-1).fillna(last + pd.Timedelta(days=1))
    days = (following - rows["day"].where(rows["day"] >= first, first)).dt.days.clip(lower=0)
    owned = _owned(rows.assign(balance_days=rows["余额"] * days), shares)
    return (owned["balance_days"] * owned["share"]).groupby(owned["owner"]).sum()


def _loans(path: Path, month: str, shares: pd.DataFrame) -> pd.DataFrame:
    owned = _owned(_read(path, "客户编号"), shares)
    granted = owned["发放日期"].dt.strftime("%Y-%m") == month
    due = owned["到期日期"].dt.strftime("%Y-%m") == month
    parts = {
        "本月发放贷款": owned["贷款金额"].where(granted, 0.0),
        "本月到期贷款": (owned["贷款余额"] + owned["本月收回本金"]).where(due, 0.0),
        "到期贷款收回": owned["本月收回本金"].where(due, 0.0),
        "本月实收利息": owned["本月实收利息"],
    }
    whole = pd.DataFrame(parts).mul(owned["share"], axis=0)
    return whole.groupby(owned["owner"]).sum()


if __name__ == "__main__":
    print(sums(Path(sys.argv[1]), sys.argv[2]).round(2).to_csv())
