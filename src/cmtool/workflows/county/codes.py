"""What can be wrong between the branches of a county, or with an export of the head office for all of them."""

from __future__ import annotations

from cmtool.model.problem import Code, Cure

SAME_CODE = Code("E650", "机构号 {code} 用在了不止一个工作区：{folders}", "改正其中一个工作区的 branch.toml")
MANAGER_TWICE = Code(
    "E651",
    "{name}（{id}）同时在不止一个机构的花名册上：{places}",
    "核实属于哪个机构，从另一个花名册删去；本月调动的请填离岗日期和聘任日期",
)
MANAGER_MOVED = Code(
    "W651",
    "{name}（{id}）本月在机构之间调动：{places}",
    "核对两边的离岗日期、聘任日期和管户关系，同一天不要重复计算",
)
CLIENT_TWICE = Code(
    "W652", "同一客户出现在不止一个机构：{places}", "核实由哪个机构管户；确属两处都有业务的不必处理"
)
VERSIONS_DIFFER = Code(
    "W653",
    "各机构的结果出自不同版本的程序：{versions}",
    "没有封存的，用同一版本重新运行：cmtool batch … --force；已经封存的不必重算",
    cure=Cure.SYSTEM,
)
POLICY_OWN = Code(
    "W654",
    "{branch} 用自己的考核办法 {own}，与县联社的 {shared} 不同",
    "如经批准可不理会；否则删去本机构 policy 文件夹里的文件",
)
POLICIES_DIFFER = Code(
    "W655", "各机构使用的考核办法不同：{policies}", "核对是否都经批准；统一的办法可以放在县级的 policy 文件夹"
)
NO_CODE = Code("E652", "这一行没有机构号，分不到任何机构", "在县级导出文件里补上机构号")
STRANGE_CODE = Code(
    "E653", "机构号 {code} 不是任何工作区的机构号{hint}", "改正机构号，或为这个机构建立工作区"
)
NOT_SPLIT = Code(
    "E654", "这张表没有“机构号”一列，不能按机构分开", "请导出带机构号的表，或把文件放进各机构自己的收件文件夹"
)
TOTAL_OFF = Code(
    "E655", "“{label}”行的“{header}”是 {written}，上面各行合计 {sum}", "核对县级导出文件是否完整"
)
SPLIT_UNCACHED = Code(
    "E656", "公式没有计算结果，分不出这一行的数", "用 Excel 或 WPS 打开文件，按 F9 重新计算后保存"
)
SPLIT_SEALED = Code(
    "E657",
    "{month} 在这个机构已经封存，县级导出里它的部分与封存时不同，没有改动它的收件文件夹",
    "确需更正，请先撤销这个机构的封存；否则恢复原来的县级导出文件",
)
NO_BRANCH_FILE = Code(
    "E658",
    "“{folder}”里有机构的数据，却没有 branch.toml，没有处理",
    "恢复这个文件夹的 branch.toml；不是机构的，请移出县级文件夹",
)
SPLIT_EDITED = Code(
    "W656",
    "由县级导出分出来的文件被改过，没有用新的替换",
    "改动应作在县级导出文件里；要重新分出请先删去这个文件",
)
BRANCH_GONE = Code(
    "W658",
    "处理 {month} 时还有 {branch}，现在这个县级文件夹里没有了，不在汇总之内",
    "核对它的文件夹是否被移走；机构确已撤并的不必处理",
)
COUNTY_EDITED = Code(
    "W657",
    "这份县级报表在程序写出之后被人改过，原样保存在 {aside}",
    "改动请作在各机构的源文件里，再运行一次；县级报表每次都重新写出",
)
