"""What can be wrong with a month's data under a policy."""

from __future__ import annotations

from cmtool.model.problem import Code, Cure

SHARE_MISSING = Code(
    "E301", "“{key}”有 {count} 名客户经理，这一行没有写份额", "在管户关系及分成比例表中给每人填写份额"
)
SHARE_OVER = Code("E302", "“{key}”{day} 的份额合计 {sum}，超过 100%", "改正份额，使同一天合计不超过 100%")
AFTER_MONTH = Code("E303", "日期 {date} 在月末 {last} 之后", "删去下月的行，或重新导出本月数据", Cure.SYSTEM)
NO_OPENING_BALANCE = Code(
    "E304",
    "账号 {account} 于 {opened} 开户，但没有月初之前的余额行，月初余额无从得知",
    "导出时带上上月末（或最近一次变动）的余额行",
    Cure.SYSTEM,
)
LAST_DAY_MISSING = Code("E305", "没有 {last}（月末）的余额", "补导月末当日的存款余额", Cure.SYSTEM)
FIRST_DAY_MISSING = Code(
    "E306", "最早的余额日期是 {date}，月初各天没有余额", "补导 {first} 或之前最近一天的余额", Cure.SYSTEM
)
DAY_MISSING = Code(
    "E307", "账号 {account} 缺 {date} 的余额，也没有销户", "补上这一天的余额，或填写销户日期", Cure.SYSTEM
)
BALANCE_MISSING = Code(
    "E308", "“{column}”为空，无法计算{style}存款", "补上这一格；没有余额请填 0", Cure.SYSTEM
)
BALANCE_DAYS_PERIOD = Code(
    "E309", "给出的积数是{covers}的累计，不能当作本月积数", "导出本月积数，或改用逐日余额", Cure.SYSTEM
)
BLANK = Code(
    "E310",
    "“{column}”为空，而“{figure}”要用它",
    '补上这一格；确实没有请填 0，或在考核办法中写 blank = "zero"',
)
COLLECTED_DIFFERS = Code(
    "E311", "借据 {note} 的收回本金，{first} 为 {a}，{second} 为 {b}", "核对后改正其中一处，两处必须一致"
)
COLLECTED_UNKNOWN = Code(
    "E312",
    "借据 {note} 本月到期 {due} 元，但没有本月收回本金、收回明细或上月余额，无法知道收回多少",
    "补上“本月收回本金”（没有收回填 0）",
)
NOTE_VANISHED = Code(
    "E313",
    "借据 {note} 上月末余额 {balance} 元，本月台账中没有它",
    "台账要包含本月结清的借据；补上这一笔",
    Cure.SYSTEM,
)
NO_TARGET = Code(
    "E314",
    "{name}（{id}）没有“{line}”的目标",
    "在目标表中补上 {id} {period} 的“{indicator}”，或在考核办法中写明缺目标怎么办",
)
TARGET_TWICE = Code("E315", "{who} 的“{indicator}”目标有两行，数值不同：{a} 与 {b}", "只保留一行")
TARGET_NOT_POSITIVE = Code(
    "E316", "{name}（{id}）的“{line}”目标是 {target}，不能作除数", "目标必须大于 0；不考核的项目请改方式"
)
PLAN_TWICE = Code("E317", "{who} 的方式前后不一：{a} 与 {b}", "同一人同一期间只能有一种方式")
PLAN_UNKNOWN = Code("E318", "方式“{plan}”不在考核办法中（{known}）", "改为考核办法中的方式")
GRADE_UNKNOWN = Code(
    "E319", "{name}（{id}）的等级“{grade}”不在考核办法的等级序列中（{known}）", "改正等级名称"
)
NO_INSTITUTION_FIGURE = Code(
    "E320", "机构 {institution} 没有 {month} 的“{column}”", "在机构基本情况表中补上这一行", missing=False
)
ZERO_DIVISOR = Code("E321", "“{figure}”的除数为 0", "核对数据；或在考核办法中写明 when_zero")
OVERRIDE_UNKNOWN = Code(
    "E322", "考核调整的项目“{item}”不是考核办法中的数据项、项目或小计{hint}", "改正项目名称"
)
OVERRIDE_TWICE = Code("E323", "{name}的“{item}”有两条数值调整", "只保留一条")
OVERRIDE_UNAPPROVED = Code("E324", "{name}的“{item}”调整没有批准人", "补上批准人和文号")
OPENING_UNKNOWN = Code(
    "E325", "期初的指标“{item}”不是考核办法中的名称{hint}", "改正指标名称，例如“得分”“预留风险金”"
)
OPENING_DIFFERS = Code(
    "E326",
    "期初 {period} “{item}” 是 {value}，而已封存的是 {sealed}",
    "已封存的月份以封存为准，删去这一行期初",
)

CHANGED_IN_MONTH = Code(
    "W301", "“{key}”的管户关系在本月 {day} 变动；整月合计数按月末归属", "如需按日归属，请改用逐日数据"
)
OUT_OF_MONTH = Code("W302", "{count} 行日期不在 {month} 之内，未计入“{figure}”", "核对是否放错了月份")
EVENT_UNREAD = Code("W303", "事项“{item}”没有任何考核项目读取", "核对事项名称，或在考核办法中加入")
EVENT_TWICE = Code("W304", "事项“{item}”被 {count} 个考核项目读取：{figures}", "核对考核办法，避免重复加扣")
GRADE_DIFFERS = Code(
    "W305", "{name}（{id}）花名册等级“{roster}”与任职等级“{history}”不同，按任职等级计", "改正花名册"
)
GRADE_CHANGED = Code(
    "W306",
    "{name}（{id}）等级在本月 {day} 变为“{grade}”，全月按月末等级计",
    '如需按天分段，在考核办法的等级序列上写 within_month = "by_day"',
)
PART_MONTH = Code(
    "W307",
    "{name}（{id}）{day} {what}，全月按整月计",
    '如需按天折算，在考核办法的项目或目标上写 times = "person.presence"',
)
LEAVE_UNKNOWN = Code(
    "E392",
    "请假类别“{kind}”没有写明算不算缺勤（办法写了：{known}）",
    "改正类别，或在考核办法 part_month 的 leave 或 present 中写上它",
)
HARDLY_THERE = Code(
    "W393", "{name}（{id}）{said}，少于办法规定的天数，本月不考核", "如属有误，改正花名册或请假登记"
)
NEGATIVE_PAYABLE = Code("W308", "{name}（{id}）本期应兑现为负：{amount}", "核对后按办法处理；程序不会改为 0")
UNALLOCATED = Code(
    "W309",
    "“{table}”有 {amount} {unit}没有客户经理（未分配），不计入任何人",
    "如应有客户经理，补上工号或管户关系",
)
EXAM_EXPIRED = Code("W310", "{name}（{id}）资格有效期至 {day}，已过期", "安排考试，或更新花名册")
NOT_IN_OFFICE = Code(
    "W312",
    "{name}（{id}）{day} {what}，本月不考核",
    "核对花名册；如本月仍应考核，请改正日期；离岗后又回来的，保留离岗日期，把回来那天写在“聘任日期”",
)
FAMILY_TARGETS = Code(
    "W311", "{name}（{id}）是单项“{plan}”，目标表中“{indicator}”属于其他类别，未使用", "核对方式与目标"
)
TARGET_SCALE = Code(
    "E329", "{name}（{id}）的“{line}”目标是 {target}，而它的单位是 %", "把目标写成百分数，例如 98%"
)
TARGET_UNNAMED = Code(
    "E330", "目标值 {value} 没有写明是哪个指标", "在“指标”列写上指标名称；只定方式的行不要写目标值"
)
NOT_CLEARED = Code(
    "E331",
    "账号 {account} 于 {closed} 销户，之后仍有余额",
    "补上销户日余额为 0 的一行，或改正销户日期",
    Cure.SYSTEM,
)
LADDER_UNKNOWN = Code(
    "E360",
    "任职等级的序列“{ladder}”不在考核办法中（{known}）",
    "改为考核办法中的等级序列；只有一个序列的可以空着",
)
GRADE_BEFORE = Code(
    "E361",
    "{name}（{id}）从 {day} 起是“{grade}”，这之前的等级没有记录，本月不能按天分段",
    "在任职等级表中补上之前的等级；当天入社的，在花名册填写入社日期",
)
GRADE_FROM_START = Code(
    "W360", "{name}（{id}）等级在本月 {day} 变为“{grade}”，本月按月初等级计", "考核办法如此规定，不必处理"
)
NO_GRADE = Code(
    "E332", "{name}（{id}）的等级从 {day} 起生效，{month} 的等级没有记录", "在任职等级表中补上当时的等级"
)
OVERRIDE_NOT_ASSESSED = Code("E333", "{name}的“{item}”本月不考核，不能调整", "删去这一行，或改正方式")
OVERRIDE_PERIOD = Code("E334", "考核调整的期间是 {period}，应写月份", "把期间写成 {month}")
OVERRIDE_BOTH = Code(
    "E335", "“{item}”同时写了数值和金额", "只能写一个：数值替换原数，金额另加一行；分成两行写"
)
AMBIGUOUS = Code("E336", "“{item}”既是数据项又是项目，不知道指哪一个", "改写为 {names} 之一")
HOLD_UNKNOWN = Code(
    "E337",
    "{name}（{id}）有“{hold}”的预留余额 {amount} 元，考核办法中没有这个预留账户",
    "在考核办法中保留这个账户，或先结清",
)
LINE_EMPTY = Code(
    "E338", "{name}（{id}）的“{line}”没有数值：{why}", "核对数据；或在考核办法中写明 when_empty"
)
PAST_MISSING = Code(
    "W313",
    "“{figure}”要用以前月份的数值：{why}",
    "补上期初，或先封存那个月；补上之前相关项目缓评。入社以前的月份，按办法里的 missing（leave_out 不计，zero 计 0），或在期初登记 0",
)
LONGER_TARGET = Code("W315", "{period} 的“{indicator}”目标不当作月目标，未使用", "按月分解后逐月填写")
STATUS_ONLY = Code(
    "W316", "{name}（{id}）的状态是“{status}”，没有离岗日期，仍按在岗考核", "填写离岗日期，或改正状态"
)
SHARE_SHORT = Code(
    "W317",
    "“{key}”的{role}份额合计 {sum}，其余 {rest} 在按“{role}”计的指标里不计入任何人",
    "如应有人承担，补上管户关系的份额；由其他角色承担的，不用改",
)
OTHER_INSTITUTION = Code(
    "W319",
    "{name}（{id}）的机构号是 {found}，branch.toml 里是 {code}",
    "改正花名册的机构号，或改正 branch.toml",
)
NEGATIVE_COLLECTED = Code(
    "E340", "借据 {note} 的“{column}”是负数 {amount}", "核对后改正；冲正请记在原来的月份或用考核调整"
)
TARGET_UNREAD = Code(
    "W318", "目标表的“{indicator}”没有任何考核项目读取{hint}", "改正指标名称；不用的行请删去"
)
CHARGE_NEGATIVE = Code(
    "E390",
    "{name}（{id}）的“{figure}”是 {amount}，不能从“{hold}”中扣用负数",
    "扣用的金额写正数；退回已扣用的，请用考核调整审批表",
)
RATE_OUTSIDE = Code(
    "E391",
    "{name}（{id}）的“{hold}”兑付比例是 {rate}，应在 0 到 100% 之间",
    "核对考核办法中 release 的曲线，或核对数据",
)
ROW_WITHOUT_KEY = Code(
    "E393",
    "“{figure}”按{key}认返还，这一行没有{key}",
    "补上{key}；没有它，以后收回时无法返还",
)
NOTHING_TO_RETURN = Code(
    "W394",
    "“{key}”已收回，但没有查到可返还的扣款，“{figure}”不返还",
    "核对借据号；以前年度扣的，或在本程序之前扣的，请用考核调整审批表",
)
DEFERRED_LESS = Code(
    "W392",
    "{count} 人本月预留 {held} 元，不到绩效 {base} 元的 {share}（{source}）",
    "这只是提醒：核对本社是否适用；适用的，提高预留的比例",
)
HOLD_STRANGER = Code(
    "W391",
    "工号 {id} 不在花名册，仍有“{hold}”余额 {amount} 元；余额照存，不释放",
    "离岗人员请留在花名册，并填写离岗日期",
)
CHARGE_SHORT = Code(
    "W390",
    "{name}（{id}）的“{hold}”应扣用 {amount} 元，账户余额不足，{rest} 元没有扣到",
    "没有扣到的部分按办法另行处理；程序不会使账户变成负数",
)
NOBODY = Code(
    "E341",
    "{name}（{id}）的“{figure}”没有可取的人：{why}",
    "核对花名册的团队、机构、岗位；没有成员时怎样算，请在考核办法中写明 when_none",
)
ROW_UNKNOWN = Code(
    "E380",
    "“{found}”在“{figure}”的对照表里没有",
    "改正这一格；或在考核办法的 map、bands 中补上，其余情况写 otherwise",
)
ROW_DIVISOR = Code("E381", "“{figure}”在这一行的除数为 0", "核对这一行的数；没有意义的行用 where 去掉")
SHARED_MISSING = Code(
    "E382", "“{figure}”要用的“{name}”没有数值", "补上机构基本情况表、外部基准的这一项，或核对考核办法"
)
NO_BENCHMARK = Code("E383", "没有 {period} 的外部基准“{item}”{hint}", "在外部基准表中补上这一行")
BENCHMARK_SCALE = Code("E384", "外部基准“{item}”是 {value}，而它的单位是 %", "写成百分数，例如 98%")
RATING_UNFILLED = Code(
    "E385",
    "{name}（{id}）的“{figure}”没有“{raters}”的评价",
    "补上评价；允许缺少时，在考核办法中改写 unfilled",
)
RATER_UNKNOWN = Code(
    "W380",
    "评价人类别“{rater}”不在“{figure}”的 raters 中，未计入{hint}",
    "改正评价人类别，或在考核办法中加上",
)
CURVE_PARAMETER = Code(
    "E350",
    "{name}（{id}）的“{line}”：{why}",
    "核对曲线引用的数据项或等级属性：界限要逐档增大，步长要大于 0",
)
POOL_DIFFERS = Code(
    "E351", "“{line}”的分配总额各人不同：{a} 与 {b}", "分配总额要对同一范围内的人都一样，改用机构或团队的数"
)
POOL_EMPTY = Code(
    "E352", "“{line}”没有可分配的基数：合计 {sum}", '核对数据；或在考核办法中写 empty = "nothing" 或 "equal"'
)
CARRY_UNKNOWN = Code(
    "W350",
    "{name}（{id}）没有 {month} 的“{item}”，按没有结转计",
    "如上月有结转，请在期初表登记；或先封存上个月",
)
CARRY_FORGOTTEN = Code(
    "W351",
    "{name}（{id}）上月结转的“{item}”还有 {amount}，本办法不再结转它",
    "在考核办法中保留 carry，或用考核调整审批表了结",
)
ENTRY_MISSING = Code(
    "E386",
    "{name}（{id}）没有填报“{item}”",
    "在指标填报表中补上；没有发生请填 0，或在考核办法中写 unfilled",
)
ENTRY_SCALE = Code("E387", "填报的“{item}”是 {value}，而它的单位是 %", "写成百分数，例如 98%")
ENTRY_UNREAD = Code("W381", "填报的“{item}”没有任何数据项读取{hint}", "改正指标名称；不用的行请删去")
