"""What can be wrong with a policy. Places are keys: ``policy/2024-01.toml!line.deposits.curve.cap``."""

from __future__ import annotations

from cmtool.model.problem import Code

NOT_TOML = Code(
    "E501",
    "第 {line} 行读不懂：{reason}",
    "用文本编辑器改正第 {line} 行后重试；引号、逗号、等号要用英文半角",
)
NOT_TEXT = Code(
    "E502",
    "文件的文字编码坏了（第 {line} 行），读不出来",
    "从备份恢复，或用记事本打开改好后“另存为”，编码选 UTF-8",
)
UNKNOWN_KEY = Code("E503", "不认识的键“{key}”{hint}", "改正键名或删去这一行；可用的键见考核办法语言说明")
MISSING_KEY = Code("E504", "缺少必须写明的“{key}”", "补上这一项{how}")
BAD_VALUE = Code("E505", "{reason}", "按说明改正这一项")
UNKNOWN_FIGURE = Code("E506", "引用了不存在的数据项“{name}”{hint}", "改正名称，或先定义这个数据项")
DUPLICATE_NAME = Code("E507", "名称“{name}”用了不止一次", "数据项、项目、小计、预留的名称不能相同，改一个")
CYCLE = Code("E508", "互相引用成了循环：{names}", "打断循环：其中一项不能再引用前一项")
WEIGHTS = Code("E509", "“{group}”各项权重合计 {sum}，应为 {total}{hint}", "调整权重，使合计等于 {total}")
UNKNOWN_GROUP = Code(
    "E510", "“{name}”不是已定义的小计", "改正 group/inside 的名称；最上层必须是 score 和 pay"
)
UNKNOWN_FAMILY = Code("E511", "“{name}”没有任何项目属于这个类别", "改正类别名称，或给项目写上 family")
UNKNOWN_GRADE = Code("E512", "“{name}”不是等级序列中的等级；有：{known}", "改正等级名称")
UNIT_MISMATCH = Code("E513", "“{name}”的单位是“{unit}”，这里要“{wanted}”", "改用同一单位的数据项或曲线")
SCHEMA = Code("E514", "考核办法的格式版本是 {found}，本程序认识 {known}", "用与文件同版本的程序，或改写文件")
NOT_COLLECTED = Code("E515", "“{name}”不是薪酬项目，不能预留{hint}", "hold.on 只写 pay 之下的项目")
NO_POLICY = Code(
    "E516",
    "没有 {month} 适用的考核办法",
    "在 policy 文件夹放入不晚于 {month} 生效的 TOML 文件，如 policy/2024-01.toml",
    missing=True,
)
EFFECTIVE = Code(
    "E517", "文件名 {name} 与 effective = {effective} 不一致", "文件名应为生效月份，如 2024-01.toml"
)
COMBINED_OMITS = Code(
    "W501", "综合方式没有考核“{families}”", "如属有意可不理会（002 第八条列出存款、贷款、收息等）"
)
ONE_COMBINED = Code(
    "E518",
    "有 {count} 个方式写了 combined = true，应当只有一个",
    "给综合方式写 combined = true；方式空白的人按它考核",
)
NO_COMPENSATION = Code(
    "W541",
    "写了赔偿扣款限额，但没有任何薪酬项目写 compensation = true",
    "给赔偿、赔款一类的扣款项目写 compensation = true；只有它们受限额约束",
)
DEFERRED_LESS = Code(
    "W542",
    "“{hold}”最长 {months} 个月后全部发还，少于 {years} 年（{source}）",
    "这只是提醒：核对本社是否适用；适用的，延长 release 的期限",
)
CHARGED_TWICE = Code(
    "W543",
    "“{figure}”从“{hold}”和“{other}”各扣一次",
    "核对是否确要扣两次；否则只在一个账户写 charge",
)
NOT_BY_ROW = Code(
    "E543",
    "“{name}”不是按月、按人、每行有“{key}”的指标，不能逐笔返还",
    "of 与 recovered 写从有“{key}”一列的表中取的当月指标",
)
LEAVERS_NEVER = Code(
    "W540",
    "“{hold}”按以后的数据兑付，离岗的人没有这些数据，余额会一直留着",
    '在 leavers 中写明离岗人员怎样处理：kind = "release_after" 或 "forfeit"；如属有意可不理会',
)
NESTED_WEIGHTS = Code("E519", "小计“{group}”和外层小计都写了 weights", "只在一层写 weights")
TIER_UNREACHABLE = Code(
    "E565",
    "达到“{grade}”条件的人都已达到“{higher}”，永远评不到“{grade}”",
    "核对两级的标准；较高的等级应当更难",
)
LADDER_TWICE = Code("E566", "等级序列的名称“{label}”用了不止一次", "改一个名称；任职等级表的“序列”按它认")
NEVER_SO_OFTEN = Code(
    "E567",
    "条件要求一个自然年内 {times} 次，而这个序列一年只评 {reviews} 次",
    "改小次数，或改 cadence、months",
)
LOST_AT_ONCE = Code(
    "W565",
    "“{grade}”的保级条件“{condition}”比升入条件还高，刚升入就可能降级",
    "核对升入与保级的标准；如属有意可不理会",
)
EASIER_ABOVE = Code(
    "W566",
    "升入“{grade}”要求的“{label}”比低一级的“{lower}”还低",
    "等级要从低到高写；核对两级的标准和次序；如属有意可不理会",
)
READ_SO = Code(
    "W580",
    "第 {lines} 行有中文标点、全角字符，或没有加引号的文字，已照 TOML 的写法读取：{signs}",
    "读得没有疑问，不改也行；要改，请切换到英文输入法重新输入这些符号，文字加英文双引号",
)
READ_AS = Code(
    "W581", "文件的编码是 {encoding}，已照此读取", "请用记事本“另存为”，编码选 UTF-8，免得别的程序读错"
)
WEIGHTS_OF = Code(
    "E545",
    "“{group}”对“{who}”的各项权重合计 {sum}，应为 {total}{hint}",
    "调整这些人适用的项目的权重，使合计等于 {total}",
)
NO_SUCH_PART = Code(
    "E546",
    "“{name}”取不到：“{label}”没有这一部分",
    "target、shortfall、completion 要有 target 的项目；carried 要在 target 或小计里写 carry",
)
GRADE_BOUNDS = Code(
    "E547",
    "“{line}”的曲线对等级“{grade}”不成立：界限没有逐档增大，或步长不大于 0",
    "改正这个等级的属性，或曲线里写的数",
)
TARGET_FOR_OTHERS = Code(
    "E548", "“{line}”不适用于“{who}”，却给了它目标", "改正名称，或把它加入项目的 posts、teams"
)
WEIGHTS_OF_OTHERS = Code(
    "W545",
    "“{group}”对没有写明的岗位、团队或机构，各项权重合计 {sum}，不是 {total}",
    "如没有这样的人可不理会；有的话各项按比例放大到 {total}",
)
MONEY_UNIT = Code(
    "E561",
    "“{name}”取出来是元，单位写的是“{unit}”",
    "单位写“元”；要用万元，请再写一个 quotient 除以 10000",
)
MIXED_MONEY = Code(
    "E562",
    "元、万元、元·天不能直接相加减、比大小：{parts}",
    "改用同一单位的数；元折万元用 quotient 除以 10000",
)
MIXED_UNITS = Code(
    "W593",
    "金额和别的单位相加减、比大小：{parts}",
    "核对取的数和单位；按户、按次折成元的先用 product 乘单价；确是一分（户、次）一元的可不理会",
)
RATE_UNIT = Code(
    "E563",
    "“{name}”取出来是比率，单位写的是“{unit}”",
    "单位写“%”或“‰”；要算利息、利润，value 写 product，与余额、金额逐行相乘",
)
NOT_SHARED = Code(
    "E560",
    "“{name}”因人而异，行的数值（value、factor）里不能用",
    "行的数值只能用常数、机构基本情况表、外部基准的数；因人而异的系数请在合计之后用 product 相乘",
)
CLIFF = Code(
    "W582",
    "陡坎：“{label}”从 {left} 到 {right}，由 {left_gives} 变为 {right_gives}",
    "如属有意可不理会；要平缓，可改用按比例、分段累进（marginal）或连线（interpolated）",
)
BETTER_GETS_LESS = Code(
    "W583",
    "做得更好反而得得更少：“{label}”从 {left} 到 {right}，由 {left_gives} 变为 {right_gives}",
    "核对这一档的数字和次序；整段按一个比率计（whole）的，改为分段累进（marginal）就不会倒挂",
)
GATE_CLIFF = Code(
    "W584", "一线之差：“{label}”是 {left} 还是 {right}，决定“{what}”是否{effect}", "如属有意可不理会"
)
GRADE_CLIFF = Code(
    "W585",
    "一线之差定等级：{edges}，决定 {moves}",
    "如属有意可不理会；可用连续几个月（running）减少偶然",
)
EXAMPLE_FAILS = Code(
    "E580",
    "算例“{example}”不成立：{what}应为 {expected}，算出来是 {actual}",
    "对照下面的计算过程，改正算例或办法中的一处",
)
EXAMPLE_REFUSED = Code("E581", "算例“{example}”算不出来：{why}", "补上算例里缺的资料，或改正办法")
EXAMPLE_OUTDATED = Code(
    "W586",
    "改了数字以后，算例“{example}”不再成立：{what}原写 {expected}，现在是 {actual}",
    "按新的数字重新手算，把算例的黄格改成应得的数，再运行一次（新文件已经写出的先移走）；等级、升降这类文字结果采用以后在新文件的 expect 里改",
)
NEVER_REACHED = Code(
    "W587",
    "“{label} {bounds}”永远达不到：“{label}”只能在 {reach} 之间",
    "核对这个界限，或各项目的权重、封顶和保底",
)
CASE_SHADOWED = Code(
    "W588",
    "第 {number} 种情况（{case}）永远轮不到：前面的（{earlier}）已经包括了它",
    "把范围窄的情况写在前面，或改正界限",
)
RATE_TOO_LARGE = Code(
    "W589", "“{label}”这里是比率（{unit}），写的是 {value}，没有百分号", '百分数请写成 "98%" 或 0.98'
)
MORE_THAN_A_YUAN = Code(
    "W591",
    "“{label}”每 1 元计 {value} 元",
    '百分数请写成 "3%"；按每万元计的，加写 each = 10000；如属有意可不理会',
)
NOT_YET = Code(
    "W592",
    "“{label}”从 {since} 起才有数，办法从 {effective} 起执行：此前的日子没有数",
    "补上从办法执行起的那一段；此前确实用不到的可不理会",
)
NEVER_READ = Code("W594", "“{label}”没有用到", "如是项目、小计忘了引用它，补上；确实不用的可以删去")
MONTH_ONLY = Code(
    "W595",
    "“{line}”按{period}考核，取的“{figure}”只是期末那个月的数",
    'figure 里写 window，如 window = "quarter"；确是只看期末那个月的可不理会',
)
ONE_COLLEAGUE = Code(
    "W590",
    "“{figure}”取团队里别人的{take}：团队小的时候，通知单上会印出一位同事的“{of}”",
    "取平均并算上本人，或改用名次、人数、区间；给主管看组员的数，请用 posts 写明取哪些岗位；如属有意可不理会",
)
