"""What can be wrong with a filled-in 考核办法.xlsx, and with a new policy's papers and place."""

from __future__ import annotations

from cmtool.model.problem import Code

TWIN_FOREIGN = Code(
    "E680",
    "这不是 cmtool policy show 写出的考核办法：缺少“{sheet}”这张表，或者它被改动过",
    "请用 cmtool policy show 重新写出一份，把黄格里的数字填进去",
)
TWIN_CHANGED = Code(
    "E681",
    "这一格不是黄格，却被改动过：原来是“{was}”，现在是“{now}”",
    "请改回原样；要改文字或结构，请改 TOML 文件，再用 cmtool policy show 写出新的一份",
)
TWIN_NOT_NUMBER = Code(
    "E682",
    "黄格里的“{found}”不是数字",
    "请写数字，如 25、0.5、98%、1/3；不封顶、不保底写“无”；要写死的数，不要公式",
)
TWIN_EMPTY = Code("E683", "黄格空着", "请填上数字；不封顶、不保底写“无”")
TWIN_DATE = Code(
    "E684", "黄格里的数字被表格软件变成了日期：{found}", "请把这一格的格式设为“文本”，再输入数字，如 1/3"
)
FILE_EXISTS = Code(
    "E685",
    "已经有“{name}”，没有写入",
    "已有的文件不会被覆盖；请用 --to 换一个文件名（采用新办法的也可以换一个生效月份），或先把旧文件移走",
)
MONTH_SEALED = Code(
    "E686",
    "{month} 已经封存，不能再加一份从 {effective} 起执行的办法",
    "新办法只能从没有封存的月份起执行；确需更正，请先用 cmtool reopen 撤销封存",
)
NOT_A_POLICY = Code(
    "E687",
    "读不出“{name}”：{reason}",
    "请关闭正在用它的程序，并核对文件名和权限；可以是 TOML 文件，也可以是考核办法.xlsx",
)
COUNTY_POLICY = Code(
    "E688",
    "这个机构用的是县级的办法，没有自己的；写一份自己的，以前的月份就没有办法可用了",
    "要改县级的办法，请加 --to {path}（对所有机构有效）；要用自己的，请先把县级的办法复制到本机构的 policy 文件夹",
)
TWIN_MOVED = Code(
    "E689",
    "从第 {row} 行起与写出时不同，多半是删了或增了行、列",
    "请撤销增删，只改黄格里的数字；或用 cmtool policy show 重新写出一份，再把黄格里的数字填进去",
)
PERCENT_LOST = Code("W680", "原来是 {was}，现在是 {now}，没有百分号", "如果是百分数，请补上 %，例如 98%")
