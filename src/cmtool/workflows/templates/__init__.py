"""What a new workspace begins with: a policy to start from, ``branch.toml``, and a template for every table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache

from cmtool.files.samples import sample_text
from cmtool.policy.policy import Policy
from cmtool.policy.reading import read_policy

POLICY_NAME = "art18-monthly.toml"

_BRANCH = """\
# 本社的基本情况，以及工作簿自己说不清的事。改动后请运行 cmtool check 核对。
schema = 1

# 界面和报表的语言：zh 中文，en 英文
language = "zh"

[institution]
code = {code} # 机构号：与花名册、机构基本情况表一致，前面的 0 要保留
name = {name} # 机构名称：印在报表和通知单上

[deposits]
# 存款分户余额是怎样导出的：
#   changes   变动明细：每行的余额从该日起保持到下一行；要带上上月末（或最近一次变动）的一行
#   snapshot  每日余额：列出的每一天，每个账户各一行
#   month     每个账户一行：月末余额和月积数
style = "changes"
# 给出的月积数是哪段时间的：month 本月，year 本年，since_settlement 上次结息日以来
balance_days = "month"

# 表头和单位行都没有写明单位的表，在这里写：元 或 万元
[units]
# "贷款台账" = "元"

# 表头名称不同又认不出的列，在这里写：找到的表头 = 标准表头
# [columns."贷款台账"]
# "客户经理代码" = "客户经理工号"

# 总账里与明细核对的科目号；不写就不核对
{ledger}
"""


def policy_text() -> str:
    """The policy that a new workspace begins with."""
    return sample_text(POLICY_NAME.removesuffix(".toml"))


@cache
def policy() -> Policy:
    """The same policy, read."""
    found, problems = read_policy(policy_text(), POLICY_NAME)
    if found is None:
        raise AssertionError(f"the shipped policy has problems: {problems}")
    return found


def branch_text(code: str, name: str, ledger_accounts: Mapping[str, Sequence[str]]) -> str:
    """A ``branch.toml`` that explains itself; without ``ledger_accounts`` theirs stand as a commented example."""
    accounts = ledger_accounts or {"loans": ["1301"], "deposits": ["2011"]}
    lines = [
        "[ledger_accounts]",
        *(f"{table} = {_quoted(list(subjects))}" for table, subjects in accounts.items()),
    ]
    mark = "" if ledger_accounts else "# "
    ledger = "\n".join(mark + line for line in lines)
    return _BRANCH.format(code=_quoted(code), name=_quoted(name), ledger=ledger)


def _quoted(value: object) -> str:
    """A string or list of strings as TOML writes it (JSON's spelling is one of TOML's)."""
    return json.dumps(value, ensure_ascii=False)
