"""The reference pages that are made from the program itself.

``CMTOOL_UPDATE_GOLDEN=1 pytest tests/test_references.py`` writes them anew; read the difference before committing it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

import cmtool
from cmtool.cli.main import app
from cmtool.model.problem import Code, Cure, in_general
from cmtool.model.table import Column, Table
from cmtool.model.tables import TABLES
from policykeys import policy_keys

NOTE = "<!-- 由程序生成，不要手工修改 · generated; see CONTRIBUTING.md -->"
CURES = {Cure.BRANCH: "本社", Cure.MANAGER: "客户经理", Cure.SYSTEM: "联社科技"}
ROOMS = {
    "0": "读写文件",
    "1": "收表",
    "2": "收表",
    "3": "计算",
    "4": "计算",
    "5": "考核办法",
    "6": "月份与封存",
}
KINDS = {
    "id": "编号（文本）",
    "name": "名称",
    "text": "文字",
    "money": "金额（元、万元）",
    "number": "数字",
    "count": "整数",
    "percent": "百分数",
    "permille": "千分数",
    "date": "日期",
    "period": "期间",
    "share": "份额",
    "choice": "选项",
    "flag": "是/否",
}


def codes() -> list[tuple[str, Code]]:
    """Every kind of problem in the program with the module that defines it: by room, errors first, by number."""
    found: dict[int, tuple[str, Code]] = {}
    for module in pkgutil.walk_packages(cmtool.__path__, "cmtool."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for value in vars(loaded).values():
            if isinstance(value, Code) and (id(value) not in found or module.name.endswith("codes")):
                found[id(value)] = (module.name, value)
    rooms = list(dict.fromkeys(ROOMS.values()))
    return sorted(found.values(), key=lambda entry: (rooms.index(ROOMS[entry[1].code[1]]), entry[1].code))


def problem_codes() -> str:
    """docs/problem-codes.md."""
    lines = [
        "# 问题代码",
        "",
        NOTE,
        "",
        "`E` 是错误：有错误就不出报表（`--trial` 试算除外）。`W` 是提醒：照常出报表，请看一眼。",
        "“缺”表示缺表或缺文件；只有这类错误时退出码是 6。`{…}` 处是具体的名称、位置和数值。",
        "“可放行”的错误可以只在当月放行，须写明原因和批准人；其余的必须改正。",
        "代码带链接的，[examples/broken](../examples/broken) 里有示例：出错的文件，和程序报告的原文。",
    ]
    room = ""
    for _, code in codes():
        if ROOMS[code.code[1]] != room:
            room = ROOMS[code.code[1]]
            lines += ["", f"## {room}", "", "| 代码 | 问题 | 怎么办 | 谁来改 |", "|---|---|---|---|"]
        name = (
            _linked(code.code) + ("（缺）" if code.missing else "") + ("（可放行）" if code.waivable else "")
        )
        lines.append(
            f"| {name} | {_cell(in_general(code.sentence))} | {_cell(in_general(code.remedy))} | {CURES[code.cure]} |"
        )
    return "\n".join(lines) + "\n"


def _linked(code: str) -> str:
    """The code, with a link to its example's report where there is one."""
    report = f"examples/broken/{code}/report.txt"
    return f"[{code}](../{report})" if (Path(__file__).parent.parent / report).exists() else code


def commands() -> str:
    """docs/commands.md."""
    group: Any = get_command(app)
    lines = ["# 命令", "", NOTE, "", group.help, "", "## cmtool", "", *_options(group)]
    for name, command in group.commands.items():
        lines += _command(name, command, command.rich_help_panel)
        for inner, own in getattr(command, "commands", {}).items():
            lines += _command(f"{name} {inner}", own, command.rich_help_panel)
    return "\n".join(lines) + "\n"


def _command(name: str, command: Any, panel: str) -> Iterator[str]:
    words = [
        f"`cmtool {name}",
        *(
            parameter.metavar if parameter.required else f"[{parameter.metavar}]"
            for parameter in command.params
            if parameter.param_type_name == "argument"
        ),
        "[命令]`" if hasattr(command, "commands") else "[选项]`",
    ]
    yield from ("", f"## {name}", "", f"{panel} · {command.help}", "", " ".join(words))
    if not hasattr(command, "commands"):
        yield from ("", *_options(command))


def tables() -> str:
    """docs/tables.md."""
    lines = [
        "# 认得的表和列",
        "",
        NOTE,
        "",
        "表按表头认，不看文件名和工作表名；表头不必在第一行。粗体的列必须有。“别名”一栏的写法同样认得。",
    ]
    for table in TABLES.values():
        lines += ["", f"## {table.name} `{table.id}`", "", *_about(table)]
        lines += ["| 列 | 英文标识 | 内容 | 别名 |", "|---|---|---|---|"]
        for field, column in table.columns.items():
            lines.append(_column(table, field, column))
    return "\n".join(lines) + "\n"


def _about(table: Table) -> Iterator[str]:
    if table.aliases:
        yield f"也叫：{'、'.join(table.aliases)}。"
    for fields in table.any_of:
        headers = "、".join(table.columns[field].header for field in fields)
        yield f"至少要有其中一列：{headers}。"
    if table.aliases or table.any_of:
        yield ""


def _column(table: Table, field: str, column: Column) -> str:
    header = f"**{column.header}**" if field in table.required else column.header
    kind = KINDS[column.kind]
    if column.choices:
        kind += "：" + "、".join(column.choices)
    return f"| {_cell(header)} | `{field}` | {_cell(kind)} | {_cell('、'.join(column.aliases))} |"


def _options(command: Any) -> Iterator[str]:
    yield "| 参数 | 说明 |"
    yield "|---|---|"
    for parameter in command.params:
        if "completion" in str(parameter.name):
            continue
        metavar = parameter.metavar or ""
        if parameter.param_type_name == "argument":
            name = metavar
        else:
            name = " ".join(part for part in (", ".join(parameter.opts), metavar) if part)
        yield f"| `{_cell(name)}` | {_cell(parameter.help or '')} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


PAGES: dict[str, Callable[[], str]] = {
    "problem-codes.md": problem_codes,
    "commands.md": commands,
    "tables.md": tables,
    "policy-keys.md": lambda: policy_keys(NOTE),
}
