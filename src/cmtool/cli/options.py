"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

MonthArgument = Annotated[
    str,
    typer.Argument(
        metavar="MONTH", help="月份：2024-06、202406、2024年6月；last 或“上月”是上个月", show_default=False
    ),
]
WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "-w",
        "--workspace",
        metavar="WORKSPACE",
        help="工作区文件夹；不写就是当前文件夹所在的工作区",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="结果以 JSON 写到标准输出，供程序读取")]
ToOption = Annotated[
    Path | None,
    typer.Option("--to", metavar="FILE", help="写到这个文件；已有的文件不会被覆盖", show_default=False),
]
