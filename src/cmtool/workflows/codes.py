"""What the state of a month forbids or warns of, and what verifying can find."""

from __future__ import annotations

from cmtool.model.problem import Code, Cure

SEALED = Code(
    "E601",
    "{month} 已经封存，没有计算，报表没有改动",
    "查看请打开 reports/{month}；确需更正，请先运行 cmtool reopen {month} --reason 原因",
)
SEALED_ALREADY = Code("E602", "{month} 已经封存过了", "不必再封存；确需更正，请先用 cmtool reopen 撤销封存")
EARLIER_OPEN = Code(
    "E603",
    "更早的月份还没有封存：{months}",
    "请按月份先后封存：先 cmtool close {first}；不考核 {first} 的，把 inbox/{first} 移到别处",
)
NOT_APPRAISED = Code("E604", "{month} 还没有报表", "请先运行 cmtool appraise {month}")
TRIAL_ONLY = Code(
    "E605", "{month} 的报表是试算，不能封存", "请改正数据并封存更早的月份，再运行 cmtool appraise {month}"
)
FIGURE_MOVED = Code(
    "E606",
    "重新计算与报表不一致：{who}的“{label}”，报表上是 {was}，现在是 {now}",
    "请先运行 cmtool appraise {month}，核对新的报表后再封存",
)
INPUT_MOVED = Code(
    "E607", "出报表之后，这个文件有变动（{how}）", "请先运行 cmtool appraise {month}，核对新的报表后再封存"
)
NOT_LAST = Code("E608", "只能撤销最近封存的月份（{last}）", "请从 {last} 开始，一个月一个月往前撤销")
NOT_SEALED = Code("E609", "{month} 没有封存", "不需要撤销")
LATER_SEALED = Code(
    "E610",
    "更晚的月份已经封存：{last}",
    "请先撤销 {last} 的封存，再处理 {month}；不考核 {month} 的，把 inbox/{month} 移到别处",
)
CHAIN_BROKEN = Code(
    "E611",
    "封存链断了：{month} 记录的上月封存文件与现在的 {previous} 不是同一份",
    "请从备份恢复原来的封存文件；恢复之前不要结账",
    cure=Cure.SYSTEM,
)
MEMBER_CHANGED = Code(
    "E612", "封存文件里的“{member}”与封存时不同", "请从备份恢复原来的封存文件", cure=Cure.SYSTEM
)
SEAL_MISSING = Code(
    "E613", "{month} 的封存文件不见了，而后面的月份还记着它", "请从备份恢复这个封存文件", cure=Cure.SYSTEM
)
INPUT_DIFFERS = Code(
    "E614", "这个源文件与出报表时不同（{how}）", "如果是有意更正，请撤销封存后重新计算；否则请恢复原文件"
)
FIGURE_DIFFERS = Code(
    "E615",
    "{who}的“{label}”，记录的是 {was}，重新计算是 {now}",
    "请核对有变动的源文件或考核办法；没有源文件变动时请交维护人员",
)
REPORT_CHANGED = Code("E616", "这份报表与程序写出的不同（{how}）", "以封存文件里的数字为准；需要时请重新打印")
CODE_UNKNOWN = Code(
    "E617",
    "校验码 {code} 不属于这个工作区现有的任何报表或封存",
    "请核对是否抄错；或者这页纸是别的机构、旧版程序印的",
)
TRAIL_BROKEN = Code(
    "E618",
    "封存记录（{name}）第 {line} 行与前一行接不上，可能被改动过",
    "请从备份恢复这个文件",
    cure=Cure.SYSTEM,
)
NO_RECORD = Code("E619", "{month} 既没有封存也没有报表，没有可以核对的", "请先运行 cmtool appraise {month}")
CHANGED_MEANWHILE = Code(
    "E620", "计算期间这个文件被改动，结果作废，报表没有更换", "请等文件保存、关闭之后再运行一次"
)
SOURCE_MOVED = Code(
    "E621",
    "这份标注副本写出之后，原文件 {source} 又改过，没有交回",
    "请把副本里的改动填进原文件，删除这份副本，再运行 cmtool check",
)
LIST_UNREADABLE = Code(
    "E622",
    "交回的副本里，“数据问题清单”不见了，或者行列移动过，没有交回",
    "请恢复这张表原来的行列；只填“处理”“原因”“批准人”三栏",
)
HANDLING_UNKNOWN = Code(
    "E623", "“处理”一栏里的 {found} 认不出，没有交回", "请从下拉列表里选：已改、按建议改、本月放行、以后都认"
)
NO_PROPOSAL = Code("E624", "{code} 这一行没有建议值，不能“按建议改”，没有交回", "请在表中改好，选“已改”")
NOT_WAIVABLE = Code("E625", "{code} 这一类错误不能放行，没有交回", "请在表中改正，选“已改”")
WAIVER_UNSIGNED = Code(
    "E626", "{code} 这一行选了“本月放行”，但没有写原因或批准人，没有交回", "请写明“原因”和“批准人”"
)
COPY_RENAMED = Code(
    "E638",
    "这份标注副本改了名字，没有交回",
    "请改回原来的名字（与收件文件夹里的文件同名），替换 marked/{month}/ 里那一份，再运行一次；不要的话请删除它",
)
NOT_APPLIED = Code(
    "E627", "建议值 {proposal} 没有写进这一格，没有交回", "请自己改这一格，把“处理”改选为“已改”"
)

TRAIL_MISSING = Code(
    "E628",
    "有封存文件，封存记录（{name}）却不见了",
    "请从备份恢复这个文件；恢复之前不要结账",
    cure=Cure.SYSTEM,
)
SEAL_LOST = Code(
    "E629",
    "封存记录写着 {month} 已经封存，它的封存文件却不见了",
    "请从备份恢复这个封存文件；没有备份的，运行 cmtool reopen {month} --reason 原因，再重新计算、封存",
    cure=Cure.SYSTEM,
)
SEAL_REPLACED = Code(
    "E630",
    "{month} 的封存文件与封存记录里登记的不是同一份",
    "请从备份恢复原来的封存文件；恢复之前不要结账",
    cure=Cure.SYSTEM,
)
SEAL_UNRECORDED = Code(
    "E631",
    "封存记录里没有登记 {month} 的封存文件",
    "封存时断过电的，请再运行一次 cmtool close {month}；否则请从备份恢复封存记录",
    cure=Cure.SYSTEM,
)
WITHDRAWN_STANDS = Code(
    "E632",
    "封存记录写着 {month} 的封存已经撤销，它的封存文件却还在",
    "撤销时断过电的，请再运行一次 cmtool reopen {month} --reason 原因；否则请从备份恢复封存记录",
    cure=Cure.SYSTEM,
)
CARRIED_DIFFERS = Code(
    "E633",
    "{who}结转到以后月份的“{label}”，封存的是 {was}，重新计算是 {now}",
    "请核对有变动的源文件；没有源文件变动时，请从备份恢复原来的封存文件",
)
MEMBER_DIFFERS = Code(
    "E634",
    "封存文件里的“{member}”与重新计算的不同，从第 {line} 行起",
    "请核对有变动的源文件；没有源文件变动时，请从备份恢复原来的封存文件",
)
NO_MONTH = Code(
    "E635",
    "没有 {month} 的文件夹；{there}",
    "请核对月份；要考核这个月，请建立这个文件夹，把当月的工作簿放进去",
    missing=True,
)
NOBODY = Code(
    "E636",
    "花名册里没有一个本月要考核的客户经理，没有计算",
    "请在 managers.xlsx 的花名册里填写客户经理，核对到岗、离岗日期",
)
NOT_A_HEADER = Code(
    "E637",
    "{code} 这一行不是写有建议值的表头问题，不能“以后都认”，没有交回",
    "请改选“已改”“按建议改”或“本月放行”；要记住别的表头，请用 cmtool map",
)

EARLIER_OPEN_TRIAL = Code(
    "W601",
    "更早的月份还没有封存：{months}；本次按试算",
    "请按月份先后封存，再运行 cmtool appraise {month}；不考核的月份，把它的文件夹移出 inbox",
)
REPORT_EDITED = Code(
    "W602",
    "这份报表在程序写出之后被人改过，原样保存在 {aside}",
    "需要长期有效的改动，请填入考核调整审批表，再运行 cmtool appraise {month}",
)
TRIAL_WITH_ERRORS = Code(
    "W603",
    "有 {count} 个错误没有解决，本次按试算；出错的行没有计入",
    "试算不作兑现依据；请改正后不带 --trial 再运行",
)
EDITED_SINCE = Code(
    "W604",
    "这份报表在程序写出之后被人改过；封存的是程序算出的数字",
    "如果改动应当算数，请填入考核调整审批表后重新计算",
)
LIST_NOT_WRITTEN = Code(
    "W605", "问题清单没有更新：{reason}", "请关闭打开的问题清单后再运行一次；问题都列在屏幕上"
)
COPY_WAITS = Code(
    "W606",
    "这份标注副本已经被人改过，没有更换",
    "改完请运行 cmtool check {month} --take-back 交回；不要的话请删除它，再运行一次",
)
LET_PASS = Code(
    "W607",
    "本月放行 {code}：{sentence}；原因：{reason}；批准人：{approver}{counted}",
    "只管本月；下月请在源头改正",
)
MANIFEST_LOST = Code(
    "W620",
    "这个月出过第{known}稿，但报表的记录不见了或者读不出；接着编为第{revision}稿，不能指出与上一稿的差别",
    "请全部重新打印，收回旧稿；不要删除或改动 reports 里的 manifest.json",
)
SEALED_OTHERWISE = Code(
    "W621",
    "{month} 已经封存，而现在重新计算有 {count} 项数字与封存的不同：如{who}的“{label}”，封存的是 {was}，"
    "现在是 {now}；下面是重新计算的数字",
    "以封存的数字为准；运行 cmtool verify {month}，可以看到哪些源文件、哪些数字变了",
)
INPUT_NOTED = Code(
    "W622",
    "这个源文件与出报表时不同（{how}），但重新计算没有一个数字变化",
    "不影响已出的结果；如果不是有意改动（例如登记以后月份的目标），请核对这个文件",
)
