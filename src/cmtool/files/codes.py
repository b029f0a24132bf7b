"""Kinds of problems met while reading files. Add a new one at the end of its part; a code is never used twice."""

from cmtool.model.problem import Code, Cure

_SAVE_AS = "请用 Excel 或 WPS 打开后另存为“Excel 工作簿（*.xlsx）”，用新文件替换它"
_ASK_AGAIN = "请用 Excel 或 WPS 打开后另存为新的 .xlsx；打不开就请对方重新发一份"

# Files that cannot be read as a whole: nothing in them counts.
EMPTY_FILE = Code("E001", "文件是空的（0 字节）", "请重新导出或重新复制这个文件")
TOO_LARGE = Code(
    "E002", "文件有 {size} MB，超过了 {limit} MB 的上限", "请删去用不到的工作表和图片，或按表拆成几个文件"
)
CANNOT_OPEN = Code(
    "E003",
    "文件打不开：{reason}",
    "请确认文件还在、没有被别的程序独占、自己有读取权限，然后再运行一次",
)
OLD_FORMAT = Code("E004", "这是{kind}，本版读不了", _SAVE_AS)
WEB_PAGE = Code("E005", "扩展名是 {suffix}，内容却是网页", _SAVE_AS)
ENCRYPTED = Code(
    "E006",
    "工作簿加了打开密码",
    "请打开后去掉密码（文件→信息→保护工作簿→用密码加密，清空），再保存；或者安装 cmtool[encrypted]，用 --password-file 或环境变量 CMTOOL_PASSWORD 给出密码",
)
CUT_SHORT = Code("E007", "工作簿不完整，后面一截没有了", "多半是复制或下载中断，请重新复制或请对方重新发一份")
NOT_A_WORKBOOK = Code("E008", "扩展名是 {suffix}，内容却是{kind}", "请核对是不是放错了文件，换成正确的工作簿")
PLAIN_TEXT = Code(
    "E009",
    "扩展名是 {suffix}，内容却是纯文本",
    "请核对是不是放错了文件；确实是表格的，请把扩展名改为 .csv 后再运行一次（不要先用 Excel 打开另存，那样会丢掉编号前面的 0）",
)
ENCODING = Code(
    "E010",
    "文字编码认不出：既不是 UTF-8，也不是 GB18030",
    "请用记事本打开，另存为时编码选 UTF-8；或者重新导出为 .xlsx",
)
BAD_QUOTES = Code(
    "E011",
    "第 {row} 行附近的引号不成对，往下的列分不清",
    "请核对这一行的引号，或者重新导出为 .xlsx",
)
UNSAFE_PACKAGE = Code("E012", "工作簿的压缩包不合规：{reason}", _ASK_AGAIN)
OVER_LIMIT = Code("E013", "{what}超过了上限 {limit}", "请删去用不到的内容，或按表拆成几个文件")
DAMAGED = Code("E014", "工作簿里的“{part}”损坏：{reason}", _ASK_AGAIN)
HAS_DTD = Code("E015", "工作簿里的“{part}”带有 DTD 声明，正常的工作簿不会有", _ASK_AGAIN)
BAD_ORDER = Code("E016", "这个单元格或这一行重复出现，或者顺序颠倒，说不清哪个算数", _ASK_AGAIN)
BAD_CELL = Code("E017", "单元格记录不合规：{reason}", _ASK_AGAIN)
NO_SHEET = Code("E018", "工作簿里没有可读的工作表", "请核对是不是放错了文件，换成正确的工作簿")

READER_DIED = Code("E019", "读取时中断：{reason}", _ASK_AGAIN)
READER_SLOW = Code("E020", "读了 {seconds} 秒还没有读完，已停止", "请删去用不到的内容，或按表拆成几个文件")
READERS_DIFFER = Code(
    "E021",
    "用两种方法读同一个单元格，结果不同，说不清哪个对",
    "请用 Excel 或 WPS 打开后另存为“Excel 工作簿（*.xlsx）”，用新文件替换它",
)
WRONG_PASSWORD = Code(
    "E022",
    "给出的密码打不开这个工作簿",
    "请核对密码；或者打开后去掉密码（文件→信息→保护工作簿→用密码加密，清空），再保存",
)
CANNOT_DECRYPT = Code(
    "E023", "工作簿的加密方式不认识", "请打开后去掉密码（文件→信息→保护工作簿→用密码加密，清空），再保存"
)
NESTED_TABLES = Code("E024", "网页里的表格套着表格，分不清行和列", _SAVE_AS)
FORM_FIELDS = Code("E025", "网页的表格里有输入框，里面的值不在文字里", _SAVE_AS)

REFUSALS = frozenset(
    {
        EMPTY_FILE,
        TOO_LARGE,
        CANNOT_OPEN,
        OLD_FORMAT,
        WEB_PAGE,
        ENCRYPTED,
        CUT_SHORT,
        NOT_A_WORKBOOK,
        PLAIN_TEXT,
        ENCODING,
        BAD_QUOTES,
        UNSAFE_PACKAGE,
        OVER_LIMIT,
        DAMAGED,
        HAS_DTD,
        BAD_ORDER,
        BAD_CELL,
        NO_SHEET,
        READER_DIED,
        READER_SLOW,
        READERS_DIFFER,
        WRONG_PASSWORD,
        CANNOT_DECRYPT,
        NESTED_TABLES,
        FORM_FIELDS,
    }
)
"""A file with one of these is refused (exit code 3)."""

# Single cells; the rest of the file counts.
UNDER_MERGE = Code(
    "E030",
    "合并单元格下面压着另一个值，表面上看不到",
    "请取消合并，核对这几个单元格各自的值后再保存",
)

# Files that have not come.
NO_FOLDER = Code("E040", "没有这个文件夹", "请建立这个文件夹，把当月的工作簿放进去", missing=True)

# Warnings.
OPEN_ELSEWHERE = Code(
    "W001",
    "工作簿正被别的程序打开，读到的是上次保存的内容",
    "如有没保存的修改，请保存并关闭后再运行一次；若程序已经退出，可删除这个锁文件",
)
VERY_HIDDEN = Code(
    "W002",
    "工作表被深度隐藏（只有用宏或 VBA 编辑器才能显示），没有读取",
    "如果里面有当月的数据，请让制表人取消隐藏后重新保存",
    cure=Cure.SYSTEM,
)
OTHER_CONTENT = Code(
    "W003", "扩展名是 {suffix}，内容却是{kind}，已按内容读取", "请把扩展名改为 {right}，或请导出的人改正"
)
FOREIGN_FILE = Code(
    "W004", "不读这种文件（{suffix}）", "如果里面有当月的数据，请另存为 .xlsx 或 .csv 放进来；压缩包请先解压"
)
SUBFOLDER = Code("W005", "不读子文件夹里的文件", "如果里面有当月的数据，请把文件移到上一层文件夹")

# Writing: reports, the lock, seals.
HELD_OPEN = Code(
    "E080",
    "“{folder}”里的 {files} 正被别的程序打开，没有更换",
    "请关闭打开这些文件的程序后再运行一次；如果程序已经退出，请删除留下的锁文件（以“.~lock.”或“~$”开头）。原有报表没有改动",
)
NOT_WRITTEN = Code(
    "E081",
    "写入“{folder}”没有成功：{reason}",
    "请检查磁盘空间、文件夹权限和路径后再运行一次；原有文件没有改动",
)
BUSY = Code(
    "E082",
    "{who} 从 {since} 起正在处理这个工作区（电脑 {host}，进程 {pid}）",
    "请等它结束后再运行；同一个工作区一次只能有一个人处理",
)
BUSY_UNKNOWN = Code(
    "E083",
    "另一个 cmtool 正在处理这个工作区",
    "请等它结束后再运行；同一个工作区一次只能有一个人处理",
)
CANNOT_LOCK = Code(
    "E084",
    "不能锁定这个工作区：{reason}",
    "请检查文件夹权限；如果工作区在不支持文件锁的网络盘上，请把它搬到本机磁盘再处理",
)
SEAL_DAMAGED = Code(
    "E085",
    "封存文件不完整或被改动过：{reason}",
    "请从备份恢复这个封存文件；恢复之前不要结账，也不要计算后面的月份",
)
SEAL_EXISTS = Code(
    "E086",
    "这个月已经封存，不能再写一份",
    "确需更正时，请先用 cmtool reopen 撤销封存并写明原因",
)
UNWRITABLE = Code(
    "E087",
    "“{sheet}”的 {cell} 写不进工作簿：{reason}",
    "请缩短源数据里相应的文字后再运行一次",
    cure=Cure.SYSTEM,
)

# The workspace's own papers: branch.toml and the policy files.
BRANCH_UNREADABLE = Code(
    "E060", "branch.toml 读不出来", "请确认文件编码是 UTF-8、没有被别的程序独占、自己有读取权限"
)
BRANCH_NOT_TOML = Code(
    "E061",
    "branch.toml 第 {line} 行不是有效的 TOML",
    "请用文本编辑器改正这一行；引号、逗号、等号要用英文半角",
)
BRANCH_SCHEMA_UNKNOWN = Code(
    "E062", "branch.toml 的格式版本是 {found}，本程序认识 {known}", "请用与文件同版本的程序，或按说明改写文件"
)
BRANCH_UNKNOWN_KEY = Code("E063", "branch.toml 中有不认识的键“{key}”", "请改正键名或删去这一行")
BRANCH_MISSING_KEY = Code("E064", "branch.toml 缺少“{key}”", "请补上这一项")
BRANCH_NOT_ALLOWED = Code("E065", "“{key}”不能是“{found}”；可以写 {allowed}", "请改成允许的值")
BRANCH_WRONG_TYPE = Code("E066", "“{key}”的写法不对", "请对照 cmtool init 生成的 branch.toml 改正这一项")
BRANCH_UNKNOWN_TABLE = Code(
    "E067", "branch.toml 提到不认识的表“{table}”", "请改成表的中文名或英文标识，如 贷款台账"
)
POLICY_UNREADABLE = Code("E068", "考核办法文件读不出来", "请确认文件没有被别的程序独占、自己有读取权限")
POLICY_NOT_DATED = Code(
    "W068",
    "policy 文件夹里的“{name}”不是按生效月份命名的，没有采用",
    "如需采用，请改名为生效月份，如 2024-01.toml",
)
