"""What can be wrong with a grade review, and with the decisions that come back."""

from __future__ import annotations

from cmtool.model.problem import Code, Cure

NONE_SEALED = Code(
    "E660", "{period} 没有一个月封存过，不能评审", "先逐月运行 cmtool appraise 和 cmtool close，再出评审表"
)
NOT_ALL_SEALED = Code(
    "W660", "{months} 还没有封存，评审表上注明缺少", "如要完整的评审，先封存这些月份再重新出表"
)
NOT_AGAIN = Code(
    "E661",
    "{month} 的源文件重新计算，与封存的数字不一致",
    "运行 cmtool verify {month} 查看差别，恢复封存时的源文件和考核办法",
)
OTHER_PROGRAM = Code(
    "E691",
    "{month} 是 {sealed} 版程序封存的，用现在的 {now} 版重新计算，与封存的数字不一致",
    "运行 cmtool verify {month} 查看差别；源文件和办法没有变动的，用封存时的版本处理这些月份",
    cure=Cure.SYSTEM,
)
NOT_A_REVIEW = Code(
    "E662", "这不是程序写出的评审工作簿：没有“评审结果录入”表", "请在 cmtool grade-review 写出的工作簿里填写"
)
HEADER_CHANGED = Code(
    "E663",
    "“评审结果录入”的表头“{wanted}”不在原来的位置",
    "请不要增删、移动这张表的行列；可重新出表后把结果抄过去",
)
OTHER_REVIEW = Code(
    "E664",
    "这份工作簿的校验码是 {found}，现在的评审是 {wanted}",
    "数据在出表之后变过，或者这是别的机构的评审表：请重新出评审表，核对后再填",
)
PERSON_CHANGED = Code("E665", "“{head}”被改成了“{found}”，原来是“{wanted}”", "这一列是程序印的，请改回来")
PERSON_MISSING = Code("E666", "{name}（{id}）的一行不见了", "请不要删行；重新出表后把结果抄过去")
PERSON_STRANGE = Code("E667", "工号“{id}”不在这次评审里", "请不要添行；新来的人下次评审")
PERSON_TWICE = Code("E690", "{id} 在第 {line} 行已经有了，这里又有一行", "每人只填一行，清空多出来的一行")
NOT_OUTCOME = Code("E668", "“{found}”不是可以选的结果", "从下拉框里选：{known}")
NOT_GRADE = Code("E669", "“{found}”不是等级{hint}", "从下拉框里选：{known}")
OUTCOME_GRADE = Code(
    "E670", "结果是“{outcome}”，决定等级“{grade}”与现等级“{own}”不相符", "改正结果或决定等级"
)
NO_SINCE = Code(
    "E671", "等级有变动，或者要留住程序会自动调整的等级，没有写生效日", "写上生效日，如 2024-07-01"
)
SINCE_SEALED = Code(
    "E672", "生效日 {day} 在已封存的 {month} 之内", "生效日应在已封存的月份之后；确需追溯，先撤销封存"
)
BAD_DAY = Code("E673", "“{found}”不是日期", "写成 2024-07-01")
NO_REASON = Code("E674", "{name}的决定与建议（{advice}）不同，没有写理由", "在“理由”一格写明")
BAD_COUNT = Code("E675", "“{found}”不是票数", "写整数，或留空")
TWO_DECISIONS = Code(
    "E676", "{id} 从 {day} 起有两个不同的决定：{a}、{b}", "核对 decisions 文件夹里的文件，删去作废的一份"
)
HALF_ROW = Code("E677", "这一行没有选“结果”，却填了别的", "选上结果；没有审议的人整行留空")
UNDECIDED = Code("W661", "{count} 人没有决定，等级不变：{names}", "如已审议，补填后再交一次")
REPLACED = Code("W662", "这一期的决定以前交过，旧的一份已移到 {path}", "请核对是否确要更换")
LATER_SEALED = Code("E678", "这一期的决定以前交过，{month} 已按它封存，不能更换", "先撤销 {month} 的封存")
EXIT_LEAVES = Code("W663", "{name}（{id}）决定退出", "请在花名册填写离岗日期或另行安排岗位")
NOT_KEPT = Code(
    "E679",
    "decisions 文件夹里的这个文件读不出决定",
    "请用 cmtool grade-review {period} --decisions 文件 重新交一次",
)
NOTHING_DECIDED = Code(
    "E696", "“评审结果录入”里一项决定也没有填", "在“结果”一列逐人选好，保存后再交；没有审议的人整行留空"
)
NOT_XLSX = Code("E697", "决定要交 .xlsx 文件，这是 {suffix}", "用 Excel 或 WPS 打开，另存为 .xlsx 再交")
OTHER_PERIOD = Code(
    "E698",
    "这是 {found} 的评审表，不是 {wanted} 的",
    "请写这份表自己的期间：cmtool grade-review {found} --decisions 文件",
)
NO_GRADE = Code("E699", "结果是“{outcome}”，没有选决定等级", "在“决定等级”一格选上等级")
PAPERS_FILLED = Code(
    "W664",
    "这份评审表在程序写出之后有人填写或改动过，原样保存在 {aside}",
    "如果里面是填好的决定，请交回：cmtool grade-review {month} --decisions {aside}",
)
VOTES_AGAINST = Code(
    "W665",
    "{name}的决定是“{outcome}”，但同意 {yes} 票，反对 {no} 票",
    "核对会议记录：票数和结果哪一个写错了",
)
SINCE_FAR = Code("W666", "{name}的生效日 {day} 离评审期 {period} 太远", "核对年份；确是如此不必处理")
