"""``cmtool init``: an empty workspace, ready to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cmtool.files.new_folder import fill
from cmtool.files.workspace import BRANCH_FILE
from cmtool.files.writer import workbook_bytes
from cmtool.model.month import Month
from cmtool.workflows import templates
from cmtool.workflows.templates.sheets import month_workbooks, roster_workbook

TEMPLATE_FOLDER = "模板"
_CODE, _NAME = "060001", "示例农村信用社"  # to be replaced by the branch's own

_GUIDE = """\
这是一个机构的考核工作区。第一次使用：

1. 打开 branch.toml，填写本社的机构号、名称和存款导出方式。
2. 把考核办法里示例的权重、单价、等级门槛换成本社批准的数字：运行 cmtool policy show {month}，
   在写出的 考核办法.xlsx 的黄格里改，再用 cmtool policy adopt 交回；要改结构，打开 policy/{policy}.toml。
3. 打开 managers.xlsx，填写花名册、任职等级、目标和管户关系；以前月份留下的得分、预留风险金填在“期初”。
4. 每月把当月的工作簿放进 inbox 下的月份文件夹，例如 inbox/{month}。
   核心系统导出的表可以直接放；手工登记的表用“模板”文件夹里的模板，填好后复制过去。
   表是按表头认的，文件名和表名不要紧；以“示例”开头的行不会读取。

每月三步：

    cmtool check {month}      检查数据，列出问题
    cmtool appraise {month}   计算得分、等级建议和薪酬，报表写在 reports/{month}
    cmtool close {month}      封存当月

在这个文件夹里直接运行 cmtool，可以看到本月进度和下一步。
"""


def init(folder: Path, month: Month) -> None:
    """Make an empty workspace in a new or empty folder; Occupied or NotWritten otherwise."""
    fill(folder, workspace_files(month), empty=(f"inbox/{month}",))


def workspace_files(month: Month) -> Iterator[tuple[str, bytes]]:
    """Every file of an empty workspace; ``branch.toml`` last, for it makes the folder a workspace."""
    effective = templates.policy().effective
    yield f"policy/{effective}.toml", templates.policy_text().encode()
    roster = roster_workbook()
    yield roster.name, workbook_bytes(roster, created=effective.first)
    for workbook in month_workbooks():
        yield f"{TEMPLATE_FOLDER}/{workbook.name}", workbook_bytes(workbook, created=effective.first)
    guide = _GUIDE.format(policy=effective, month=month).replace("\n", "\r\n")
    yield "说明.txt", guide.encode("utf-8-sig")
    yield BRANCH_FILE, templates.branch_text(_CODE, _NAME, {}).encode()
