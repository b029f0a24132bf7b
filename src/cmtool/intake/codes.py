"""Every problem that intake can find: E1xx stop the month, W1xx do not."""

from __future__ import annotations

from typing import Final

from cmtool.model.problem import Code, Cure

# finding the table
TIED: Final = Code(
    "E101",
    "这张表的表头同样符合{tables}，无法确定是哪一张",
    "请补上只有其中一张表才有的列，或在 branch.toml 的 columns 中写明表头对应关系",
)
TWICE_HEADED: Final = Code(
    "E102",
    "“{header}”这一列有两个来源：{first}（{first_header}）和 {second}（{second_header}）",
    "请删去或改名其中一列，只留一列作为“{header}”",
)
LACKS_HEADERS: Final = Code(
    "E103",
    "这张表像是{table}，但缺少表头：{missing}，因此没有读取",
    "请补上缺少的列{near}；如果列在表中只是名称不同，请改成标准表头，或用 cmtool map 记住它的名称{how}",
)
LOOKS_LIKE: Final = Code(
    "W103",
    "这张表有几分像{table}，但缺少表头：{missing}，没有作为数据读取",
    "如果它应当是{table}，请补上缺少的列{near}，或用 cmtool map 记住它的名称{how}；否则不必处理",
)
NOT_A_TABLE: Final = Code(
    "W104",
    "没有认出这张表，其中的内容没有作为数据读取",
    "如果它应当是考核用表，请检查表头是否与模板一致；否则不必处理",
)
NOT_COME: Final = Code(
    "E105",
    "考核办法要用{table}，但本月还没有收到",
    "请把{table}放进本月的收件文件夹（没有发生额也要交一张只有表头的表）",
    missing=True,
)
LACKS_COLUMN: Final = Code(
    "E106",
    "{table}缺少“{header}”这一列，而考核办法要用它",
    "请在表中补上“{header}”列{near}；如果列名不同，请改成标准表头，或用 cmtool map 记住它的名称{how}",
)
MAPPING_UNKNOWN: Final = Code(
    "E107",
    "branch.toml 的 {section} 中写的“{word}”不是已知的表或标准表头",
    "请改成模板里的表名或标准表头{near}",
)
UNITS_DIFFER: Final = Code(
    "E108",
    "表头上方的单位有两种说法：{first}（{first_cell}）和{second}（{second_cell}）",
    "请只留一行单位说明，或把单位写进各列的表头，如“贷款余额(万元)”",
)
UNIT_OVERRULED: Final = Code(
    "W108",
    "“{header}”的表头写的单位是{unit}，表上方的单位行写的是{line_unit}；按表头读取",
    "请核对这一列的单位，把不对的一处改掉",
)
NO_PERIOD: Final = Code(
    "E109",
    "目标表没有写明期间，不知道是哪个月、哪个季度的目标",
    "请加一列“期间”，或在表头上方写一行“期间：2024-06”（季度写 2024-Q2，全年写 2024）",
)
PERIODS_DIFFER: Final = Code(
    "E110",
    "表头上方写了不止一个期间：{found}",
    "请只留一个期间，或加一列“期间”",
)
ALIAS_UNREAD: Final = Code(
    "W110",
    "“{header}”已有标准表头的列 {taken}，因此 {unread}（{unread_header}）没有读取",
    "如果应当读的是另一列，请改表头，或用 cmtool map 记住它的名称",
)
HIDDEN_SHEET: Final = Code(
    "W111",
    "这张工作表是隐藏的，已照常读取",
    "如果它不该参加考核，请把它从收件文件夹的工作簿中删去",
)
HIDDEN_PARTS: Final = Code(
    "W112",
    "表中有隐藏的行（{rows} 行）或隐藏的列（{columns} 列），已照常读取",
    "请取消隐藏后核对；不该参加考核的行请删去",
)
EMPTY_TABLE: Final = Code(
    "W113",
    "{table}只有表头，没有一行数据",
    "如果本月确实没有发生额，不必处理；否则请重新导出",
)
SAME_FILE: Final = Code(
    "E114",
    "这个文件与 {other} 的内容完全相同，只读了前一个",
    "请删去其中一个",
)
UNREADABLE_SHEET: Final = Code(
    "E115",
    "这张表前 {rows} 行没有一行能读出，不再往下读",
    "多半是列与表头错位或导出格式不对；请按前面列出的几处检查整列，改好后再试",
    Cure.SYSTEM,
)
OTHER_MONTH: Final = Code(
    "E116",
    "表上写的{label}是 {found}，不在考核月份 {month} 之内",
    "请确认放进来的是 {month} 的报表",
    waivable=True,
)
NOT_MONTH_END: Final = Code(
    "E147",
    "表上写的{label}是 {found}，不是考核月份的最后一天 {last}",
    "请用月末当天的数据重新导出",
    waivable=True,
)
STACKED: Final = Code(
    "E117",
    "同一张工作表里上下放了两张表：{tables}，无法分开读取",
    "请把它们分到两张工作表",
)
UNIT_UNREADABLE: Final = Code(
    "E118",
    "“{found}”像是金额的单位，但读不出是元、千元、万元还是亿元，因此这张表没有读取",
    "请写成“单位：元”或“单位：万元”，或把单位写进各列的表头，如“贷款余额(万元)”",
)
UNIT_PARTLY: Final = Code(
    "E119",
    "“{found}”只写在一部分列的上方，而“{header}”没有写明单位，因此这张表没有读取",
    "请把单位写进每一列金额的表头，如“贷款余额(万元)”",
)
UNIT_MIXED: Final = Code(
    "E148",
    "表头上方写着“{found}”，而“{header}”里有的是金额、有的不是，因此这张表没有读取",
    "请去掉这个单位，金额一律按元填写",
)
UNIT_IN_NAME: Final = Code(
    "E111",
    "“{name}”的名称里写着{unit}，而“{header}”没有写明单位，按{used}读取",
    "请把单位写进表头，如“贷款余额(万元)”，或在表头上方写一行“单位：万元”；名称不对的请改名",
)

# reading a cell
SHARE_SCALE: Final = Code(
    "E149",
    "“{header}”里的 {found} 大于 1，没有写明是不是百分数",
    "请写成 50%、1/3 或 0.5；整列都是百分数的，请把表头写成“份额(%)”",
    waivable=True,
)
BLANK: Final = Code("E120", "“{header}”没有填", "请填上“{header}”；没有金额的请填 0，不要留空", waivable=True)
ERROR_CELL: Final = Code(
    "E121", "“{header}”是错误值 {found}", "请在 Excel 里改正公式，或直接填入数值", waivable=True
)
UNCACHED: Final = Code(
    "E122",
    "“{header}”是公式，但文件里没有存下计算结果",
    "请用 Excel 或 WPS 打开这个工作簿，保存一次再交来",
    waivable=True,
)
ID_UNSURE: Final = Code(
    "E123",
    "“{header}”是以数字存放的 {found}，{why}，原来的编号已无法确定",
    "请把这一列设为文本格式后重新录入，或请科技部门把编号按文本导出",
    Cure.SYSTEM,
    waivable=True,
)
ID_AS_NUMBER: Final = Code(
    "W123",
    "“{header}”里的 {found} 以数字存放，已按显示的样子读作编号 {read}；开头的 0 可能已丢失",
    "请把这一列设为文本格式后重新录入或导出",
    Cure.SYSTEM,
)
WRONG_KIND: Final = Code("E124", "“{header}”里是{kind} {found}", "请改填{wanted}", waivable=True)
ID_UNREADABLE: Final = Code(
    "E125", "“{header}”里的 {found} 不像编号", "请填编号本身，不要带小数点、冒号等符号", waivable=True
)
MONEY_UNREADABLE: Final = Code(
    "E126",
    "“{header}”里的 {found} 读不出金额",
    "请填数字，如 1234.50 或 1,234.50；负数写 -1234.50",
    waivable=True,
)
MONEY_TOO_FINE: Final = Code(
    "E127", "“{header}”里的 {found} {unit}精确不到分", "请四舍五入到分再填（公式可用 ROUND）", waivable=True
)
MIXED_UNIT: Final = Code(
    "E128",
    "“{header}”里的 {found} 自带单位“{unit}”，而这一列的单位是{column_unit}",
    "请把整列统一成一个单位，单位写在表头里",
    waivable=True,
)
NUMBER_UNREADABLE: Final = Code(
    "E129", "“{header}”里的 {found} 读不出数字", "请填数字，如 12 或 12.5", waivable=True
)
NOT_WHOLE: Final = Code("E130", "“{header}”里的 {found} 不是整数", "请填整数", waivable=True)
RATE_UNIT: Final = Code(
    "E131",
    "“{header}”里的 {found} 没有写明是百分之几还是千分之几",
    "请把单位写进表头，如“年利率(%)”“月利率(‰)”，或在格子里写 5.6%",
    waivable=True,
)
DATE_UNREADABLE: Final = Code(
    "E132",
    "“{header}”里的 {found} 读不出日期",
    "请写成 2024-06-30、20240630 或 2024年6月30日，年份四位，年月日齐全",
    waivable=True,
)
DATE_IMPOSSIBLE: Final = Code(
    "E133", "“{header}”里的 {found} 不是真实存在的日期", "请核对年、月、日", waivable=True
)
SERIAL_UNSURE: Final = Code(
    "E134",
    "“{header}”里的数字 {found} 不能确定是哪一天",
    "请把这一列设为日期格式，或写成 2024-06-30",
    waivable=True,
)
SERIAL_AS_DATE: Final = Code(
    "W134",
    "“{header}”里的 {found} 没有设日期格式，已按 Excel 日期读作 {read}",
    "请把这一列设为日期格式",
)
PERIOD_UNREADABLE: Final = Code(
    "E135",
    "“{header}”里的 {found} 读不出期间",
    "请写成 2024-06（月）、2024-Q2（季）、2024-H1（半年）或 2024（年）",
    waivable=True,
)
SHARE_UNREADABLE: Final = Code(
    "E136", "“{header}”里的 {found} 读不出份额", "请写成 1/3、50% 或 0.5", waivable=True
)
NOT_A_CHOICE: Final = Code(
    "E137", "“{header}”里的 {found} 不在可用的写法之内", "可用：{allowed}{near}", waivable=True
)
FLAG_UNREADABLE: Final = Code("E138", "“{header}”里的 {found} 看不出是或否", "请填 是 或 否", waivable=True)
BIDI: Final = Code(
    "E139", "“{header}”里有看不见的文字方向控制符", "请删去这一格，重新手工录入", Cure.SYSTEM, waivable=True
)
MERGED_AMOUNT: Final = Code(
    "E140",
    "“{header}”是合并单元格，同一个数 {found} 会被算几次",
    "请取消合并，每一行填自己的数",
    waivable=True,
)
MERGED: Final = Code(
    "W140",
    "“{header}”有 {count} 格是合并单元格，各行都按左上角那一格的内容读取",
    "请取消合并，每一行各填一格",
)
LEFT_BLANK: Final = Code("W141", "{reason}；这一列本月考核不用，按空白处理", "{remedy}")
OTHER_WORKBOOK: Final = Code(
    "W142",
    "“{header}”有 {count} 格公式引用了别的工作簿，已按文件里存下的结果读取",
    "请核对这些结果是否最新，最好粘贴为数值",
)

UNDER_BLOCK: Final = Code(
    "E143",
    "“{header}”压在一块跨几行几列的合并单元格下面，看不出是什么",
    "请取消合并，每一行各填一格",
    waivable=True,
)
OVERLONG: Final = Code(
    "E144",
    "这一行多出了一格：{found}，多半是金额里的千分位逗号把一格拆成了两格",
    "请去掉金额里的逗号，或给这一格加上引号后重新导出",
    Cure.SYSTEM,
)
TOTAL_KEYED: Final = Code(
    "E145",
    "这一行写着“{label}”，又填了{keys}，分不清是合计行还是明细行",
    "如果是合计行，请清空{keys}；如果是明细行，请删去“{label}”",
)
UNIT_BELOW: Final = Code(
    "E146",
    "表头下方写着“{found}”，与读取时所用的单位“{unit}”不同",
    "请把单位写在表头上方，或写进各列的表头",
)

# a row as a whole
OUT_OF_RANGE: Final = Code("E150", "“{header}”是 {found}，{bound}", "请核对“{header}”", waivable=True)
OUT_OF_ORDER: Final = Code(
    "E151", "“{first}”{early} 晚于“{second}”{late}", "请核对这两个日期，改正不对的一个", waivable=True
)
NONE_OF: Final = Code("E152", "{headers} 都没有填", "请至少填其中一项", waivable=True)
KEYLESS: Final = Code(
    "E153",
    "这一行没有{keys}，却有金额 {amount} 元",
    "请补上{keys}；如果是合计行，请在行首写“合计”",
    waivable=True,
)
TOTAL_DIFFERS: Final = Code(
    "E154",
    "{label}行的“{header}”是 {given}，{side}各行相加是 {summed}，相差 {difference}",
    "请核对是否漏行、多行或改过数，改正后重新导出",
    waivable=True,
)
TOTAL_UNREAD: Final = Code(
    "W154", "{label}行的“{header}”读不出，没有用来核对", "如果要核对合计，请在 Excel 里保存一次或填入数值"
)
DUPLICATE: Final = Code("E155", "{keys} {found} 出现了两次：{first} 和 {second}", "请删去或改正其中一行")
SPELLED_APART: Final = Code(
    "E156",
    "“{header}”里的 {found} 与 {other} 只差空格，会被当成两个账户",
    "请把同一个账户写成一种样子",
)
SAME_ROW: Final = Code(
    "W156", "这一行与 {first} 完全相同", "请核对是否重复登记；确为两笔的不必处理", Cure.MANAGER
)
OVER_AMOUNT: Final = Code("W157", "贷款余额 {balance} 元大于贷款金额 {amount} 元", "请核对这两个金额")
NEGATIVE_DEPOSIT: Final = Code("W158", "存款余额是负数：{balance} 元", "请核对这个账户")
INVALID: Final = Code("E159", "“{header}”里的 {found} 不符合要求", "请对照模板核对“{header}”", waivable=True)

# people, clients, notes
UNKNOWN_MANAGER: Final = Code(
    "E160",
    "“{header}”里的 {found} 不在客户经理花名册里",
    "请核对工号或姓名；是新来的请先登记花名册{near}",
    waivable=True,
)
FORMER_MANAGER: Final = Code(
    "W160", "以前期间的“{header}” {found} 不在客户经理花名册里", "不影响本月考核；如写错请改正{near}"
)
NAMESAKES: Final = Code(
    "E161", "“{header}”只写了姓名 {found}，而花名册里有 {count} 人同名：{ids}", "请改填工号", waivable=True
)
NAME_DIFFERS: Final = Code(
    "E162", "工号 {id} 在花名册里是 {known}，这一行写的姓名是 {found}", "请核对工号和姓名", waivable=True
)
UNKNOWN_CLIENT: Final = Code(
    "E163",
    "客户编号 {found} 不在客户名册表里",
    "请核对客户编号；是新客户请先登记客户名册{near}",
    waivable=True,
)
NONE_KNOWN: Final = Code(
    "E165",
    "“{header}”的 {count} 行（如 {found}）没有一行在{table}里",
    "多半是其中一张表放错了（别的机构、别的月份），或“{header}”不是同一种编号；请换成正确的表",
)
UNKNOWN_NOTE: Final = Code(
    "E164", "借据号 {found} 不在贷款台账里", "请核对借据号；本月结清的借据也要留在台账里{near}", waivable=True
)
UNSEEN: Final = Code(
    "W165", "{header} {found} 本月没有出现在{table}里", "如果已销户或结清，不必处理；写错请改正"
)
UNKNOWN_PERSON: Final = Code(
    "W166",
    "“{header}”里的 {found}（共 {count} 行）不在客户经理花名册里",
    "如果是已离岗或非客户经理人员，不必处理；写错请改正{near}",
)

# the month, shares, the general ledger
AFTER_MONTH: Final = Code(
    "E170",
    "“{header}”是 {found}，晚于考核月份的最后一天 {last}",
    "请确认放进来的是 {month} 的报表",
    waivable=True,
)
OVER_WHOLE: Final = Code(
    "E180", "{object}的{role}份额合计 {total}，超过 1（涉及：{managers}）", "请改正份额，使合计不超过 1"
)
SHARE_MISSING: Final = Code(
    "E181", "{object}有 {count} 名{role}，其中 {manager} 没有填份额", "几人共管时每个人都要填份额"
)
EQUAL_PARTS: Final = Code(
    "E182",
    "{object}的{count} 名{role}平均分，份额写成 {share}，合计 {total}，不等于 1",
    "请每人都写 {part}；整张表都这样写的，可以在 branch.toml 写 equal_shares = true",
)
HUNDREDTH: Final = Code(
    "E183",
    "{object}的{role}份额合计只有 1%（这一行读作 {share}），像是表头写了 %，格子里又写了小数",
    "请把每一格写成 70% 这样的百分数，或去掉表头的 %",
)
NEARLY_WHOLE: Final = Code(
    "W180", "{object}的{role}份额合计 {total}，差一点不到 1", "如果是平均分，请写成 1/3 这样的分数"
)
LEDGER_DIFFERS: Final = Code(
    "E190",
    "总账{subjects}合计 {ledger} 元，{table}合计 {summed} 元，相差 {difference} 元",
    "请核对是否漏了网点、科目或改过数；找平后再试",
    waivable=True,
)
SUBJECT_MISSING: Final = Code(
    "E191", "branch.toml 写明要核对的科目 {subject} 不在总账里", "请核对科目号，或补上总账的这一行"
)
LEDGER_MISSING: Final = Code(
    "E192",
    "branch.toml 写明要与总账核对，但本月还没有收到总账",
    "请把总账放进本月的收件文件夹；不再核对的，请删去 branch.toml 的 ledger_accounts",
    missing=True,
)

# identifiers that cannot be right
CHECK_DIGIT: Final = Code(
    "E200",
    "“{header}”里的 {found} 校验位不对，至少有一位写错了",
    "请对照证件原件改正",
    Cure.MANAGER,
    waivable=True,
)
NO_BIRTHDAY: Final = Code(
    "E201", "“{header}”里的 {found} 所含的出生日期不存在", "请对照证件原件改正", Cure.MANAGER, waivable=True
)
CERTIFICATE_LENGTH: Final = Code(
    "E202",
    "“{header}”里的 {found} 有 {length} 位，而{type}应当是 {wanted} 位",
    "请对照证件原件改正，或改正证件类型",
    Cure.MANAGER,
    waivable=True,
)
UNKNOWN_REGION: Final = Code(
    "W200",
    "“{header}”里的 {found} 以 {region} 开头，不是已知的省级地区代码",
    "请对照证件原件核对",
    Cure.MANAGER,
)
LOOKALIKE: Final = Code(
    "E203",
    "“{header}”里的 {found} 混有与数字或英文字母形似的“{letters}”",
    "请核对；多半应当是“{meant}”",
    waivable=True,
)

# scales, other months
MIXED_SCALE: Final = Code(
    "E204",
    "“{header}”里的 {found} 与同一列其他各行（如 {other}）像是差了一百倍，同一列用了两种单位",
    "请把整列统一成一种写法：百分数都写成 98，或都写成 98%",
    waivable=True,
)
AMONG_YUAN: Final = Code(
    "W205",
    "“{header}”是 {found} 元，而同一列中间的一行是 {usual} 元，这一行像是以万元为单位",
    "请核对；确实是这个金额的不必处理",
)
UNHEARD_RATE: Final = Code(
    "W206",
    "“{header}”读作 {found}，没有这样的贷款利率",
    "请核对表头写的单位与数值：表头写 % 的，5.6 表示 5.6%；写 0.056 的，请把格子设为百分比格式",
)
TITLE_OF_OTHER_MONTH: Final = Code(
    "W207",
    "标题或名称“{found}”说的是别的月份，不是考核月份 {month}",
    "请确认放进来的是 {month} 的报表；只是标题或名称没有改的不必处理",
)
OTHER_INBOX: Final = Code(
    "E210",
    "这个文件与 {other} 完全相同，不是本月的报表",
    "请换成 {month} 的报表；确实没有变动的表也要重新导出",
    waivable=True,
)
ALL_EARLIER: Final = Code(
    "E211",
    "{table}的“{header}”没有一行在 {month} 之内，最晚的是 {last}",
    "请确认放进来的是 {month} 的报表；本月没有发生额的，请交一张只有表头的表",
    waivable=True,
)
NO_CHANGE: Final = Code("W211", "{table}本月没有一行变动，最晚的是 {last}", "请确认放进来的是 {month} 的报表")
CUT_EARLY: Final = Code(
    "W212",
    "{table}最晚的“{header}”是 {last}，到月末 {end} 之间没有一行",
    "请确认报表是在月末之后导出的；确实没有发生额的不必处理",
)
SCALE_SLIP: Final = Code(
    "E213",
    "借据 {note} 的贷款余额是 {now} 元，上月末是 {before} 元，正好差一万倍",
    "多半是把万元和元写混了，请改正",
    waivable=True,
)
JUMP: Final = Code(
    "W213",
    "借据 {note} 的贷款余额是 {now} 元，上月末是 {before} 元，相差十倍以上",
    "请核对是否多写或少写了一位；确实如此的不必处理",
)
CLIENTS_VANISHED: Final = Code(
    "E215",
    "上月末有存款的客户有 {all} 户，其中 {count} 户（如 {client}，{balance} 元）本月哪张表里都没有",
    "多半是漏了网点或漏了文件，请补齐；确实销户的，请把本月销户的账户留在表里",
    Cure.SYSTEM,
    waivable=True,
)
CLIENT_VANISHED: Final = Code(
    "W215",
    "客户 {client} 上月末有存款 {balance} 元，本月哪张表里都没有",
    "请核对是否漏导；本月销户的账户也要留在表里",
    Cure.SYSTEM,
)
LAST_DIFFERS: Final = Code(
    "W214",
    "借据 {note} 的上月余额是 {found} 元，而上月封存的是 {before} 元",
    "请核对上月余额；更正过上月台账的不必处理",
)
