"""What clients have with the institution: clients, loans, deposits, cash received, fee income, general ledger."""

from __future__ import annotations

from datetime import date as Day
from fractions import Fraction
from typing import Annotated, ClassVar

from annotated_types import Ge

from cmtool.model.table import Column, Row, Table, column

CLIENT = column(
    "客户编号", "客户号", "客户统一编号", "客户内码", "客戶編號", "client_id", "client", kind="id"
)
CLIENT_NAME = column(
    "客户名称", "借款人", "户名", "客户姓名", "借款人名称", "客戶名稱", "client_name", kind="name"
)
CLIENT_MANAGER = column(
    "客户经理工号",
    "信贷员工号",
    "管户客户经理工号",
    "营销客户经理工号",
    "客戶經理工號",
    "manager",
    kind="id",
    by_name=(
        "管户客户经理",
        "营销客户经理",
        "客户经理",
        "客户经理姓名",
        "信贷员",
        "业务经办人",
        "管户经理",
        "客戶經理",
    ),
)
NOTE = column("借据号", "信贷借据号", "借据编号", "借据流水号", "借據號", "note", kind="id")
CLASSES = ("正常", "关注", "次级", "可疑", "损失", "逾期", "呆滞", "呆账")


def money(header: str, *aliases: str) -> Column:
    return column(header, *aliases, kind="money")


def day(header: str, *aliases: str) -> Column:
    return column(header, *aliases, kind="date")


def end(header: str, *aliases: str) -> Column:
    return column(header, *aliases, kind="date", open_ended=True)


def code(header: str, *aliases: str) -> Column:
    return column(header, *aliases, kind="id")


class Client(Row):
    """客户名册表: one row for each client."""

    id: Annotated[str, CLIENT]
    name: Annotated[str, CLIENT_NAME]
    manager: Annotated[str, CLIENT_MANAGER] = ""
    household: Annotated[str, code("户号", "户编号", "戶號")] = ""
    certificate_type: Annotated[str, column("证件类型", "證件類型")] = ""
    certificate: Annotated[str, code("证件号码", "身份证号", "统一社会信用代码", "證件號碼")] = ""
    category: Annotated[str, column("客户类别", "客户类型", "客戶類別")] = ""
    importance: Annotated[str, column("客户重要程度", "重要程度")] = ""
    address: Annotated[str, column("地址", "住址")] = ""
    phone: Annotated[str, code("联系电话", "联系方式", "手机号", "聯繫電話")] = ""
    filed: Annotated[Day | None, day("建档日期")] = None
    archive: Annotated[str, code("档案编号")] = ""
    relation: Annotated[str, column("合作关系评价")] = ""
    direction: Annotated[str, column("业务合作方向")] = ""
    origin: Annotated[str, column("客户来源")] = ""
    moved: Annotated[Day | None, day("划转日期")] = None
    case_code: Annotated[str, column("情形代码")] = ""
    industry: Annotated[str, column("行业", "投向行业")] = ""
    village: Annotated[str, column("村组", "村組")] = ""


class Loan(Row):
    """贷款台账 at month end, with the notes settled in the month; money in fen."""

    ordered: ClassVar = (("granted_on", "due_on"), ("granted_on", "settled_on"), ("due_on", "extended_to"))

    note: Annotated[str, NOTE]
    client: Annotated[str, CLIENT]
    granted_on: Annotated[
        Day, day("发放日期", "起始日期", "起息日", "借款日期", "实际发放日期", "放款日期", "發放日期")
    ]
    due_on: Annotated[Day, day("到期日期", "约定到期日", "到期日", "到期日期(约定)")]
    amount: Annotated[int, Ge(0), money("贷款金额", "借据金额", "放款金额", "貸款金額")]
    balance: Annotated[int, Ge(0), money("贷款余额", "余额", "借据余额", "本金余额", "貸款餘額")]
    client_name: Annotated[str, CLIENT_NAME] = ""
    manager: Annotated[str, CLIENT_MANAGER] = ""
    responsible: Annotated[str, code("责任人", "第一责任人")] = ""
    granter: Annotated[str, code("发放人", "放款人")] = ""
    surveyor: Annotated[str, code("调查人")] = ""
    reviewer: Annotated[str, code("复核人")] = ""
    approver: Annotated[str, code("审批人")] = ""
    guarantor: Annotated[str, column("保证人", "担保人")] = ""
    contract: Annotated[str, code("合同号", "信贷合同号", "合同流水号", "合同编号")] = ""
    product: Annotated[str, column("产品", "贷款种类", "贷款品种", "产品名称")] = ""
    annual_rate: Annotated[
        Fraction | None, Ge(0), column("年利率(%)", "执行年利率(%)", "利率(%)", "年利率", kind="percent")
    ] = None
    monthly_rate: Annotated[
        Fraction | None, Ge(0), column("月利率(‰)", "利率(‰)", "执行月利率(‰)", "月利率", kind="permille")
    ] = None
    risk_class: Annotated[
        str,
        column(
            "五级分类", "贷款五级分类", "风险分类结果", "四级分类", "占用形态", kind="choice", choices=CLASSES
        ),
    ] = ""
    security: Annotated[str, column("担保方式", "主担保方式", "担保类型")] = ""
    repayment: Annotated[str, column("还款方式", "结息方式")] = ""
    last_balance: Annotated[int | None, Ge(0), money("上月余额", "上月末余额", "月初余额")] = None
    year_start_balance: Annotated[int | None, Ge(0), money("年初余额")] = None
    balance_days: Annotated[int | None, money("月积数", "积数", "本月积数")] = None
    due_principal: Annotated[int | None, Ge(0), money("本月到期本金", "本期到期本金", "到期本金")] = None
    collected_principal: Annotated[int | None, money("本月收回本金", "本期收回本金", "收回本金")] = None
    due_interest: Annotated[int | None, money("本月应收利息", "本期应收利息", "应收利息")] = None
    collected_interest: Annotated[int | None, money("本月实收利息", "本期实收利息", "实收利息")] = None
    overdue_principal: Annotated[int | None, Ge(0), money("欠本金额")] = None
    arrears_on_balance: Annotated[int | None, Ge(0), money("表内欠息", "表内欠息余额")] = None
    arrears_off_balance: Annotated[int | None, Ge(0), money("表外欠息", "表外欠息余额")] = None
    overdue_since: Annotated[Day | None, end("逾期起始日", "欠本日期")] = None
    overdue_days: Annotated[int | None, Ge(0), column("逾期天数", kind="count")] = None
    extended_to: Annotated[Day | None, end("展期到期日")] = None
    former_note: Annotated[str, code("原借据号", "上笔借据号")] = ""
    preserved_on: Annotated[Day | None, end("移交保全日期")] = None
    compliant: Annotated[bool | None, column("合规标志", kind="flag")] = None
    exempt: Annotated[str, column("尽职免责认定")] = ""
    written_off: Annotated[bool | None, column("核销标志", kind="flag")] = None
    settled_on: Annotated[Day | None, end("结清日期", "终结日期")] = None


class Deposit(Row):
    """存款分户余额: an account's balance on a day, or its month-end balance and 积数; money in fen."""

    ordered: ClassVar = (("opened_on", "closed_on"), ("opened_on", "date"))

    account: Annotated[str, code("账号", "存款账号", "账户", "帳號", "account")]
    client: Annotated[str, CLIENT]
    date: Annotated[Day | None, day("日期", "数据日期", "余额日期", "变动日期")] = None
    balance: Annotated[int | None, money("余额", "存款余额", "账户余额", "餘額")] = None
    month_end_balance: Annotated[int | None, money("月末余额", "期末余额")] = None
    balance_days: Annotated[int | None, money("月积数", "积数", "本月积数", "月積數")] = None
    client_name: Annotated[str, CLIENT_NAME] = ""
    manager: Annotated[str, CLIENT_MANAGER] = ""
    product: Annotated[str, column("存款种类", "产品", "储种")] = ""
    opened_on: Annotated[Day | None, day("开户日期", "开户日")] = None
    closed_on: Annotated[Day | None, end("销户日期", "销户日")] = None
    due_on: Annotated[Day | None, end("到期日")] = None


class Repayment(Row):
    """贷款收回及收息明细: cash received on a note; money in fen."""

    note: Annotated[str, NOTE]
    date: Annotated[Day, day("日期", "交易日期", "收款日期", "还款日期")]
    principal: Annotated[int | None, money("收回本金", "本金", "还本金额")] = None
    interest: Annotated[int | None, money("收回利息", "利息", "收息金额", "还息金额")] = None


class FeeIncome(Row):
    """中间业务收入明细, by manager or by client; money in fen."""

    date: Annotated[Day, day("日期", "交易日期", "入账日期")]
    product: Annotated[str, column("产品", "业务种类", "业务品种")]
    amount: Annotated[int, money("金额", "收入金额", "手续费收入")]
    manager: Annotated[
        str,
        column(
            "工号", "客户经理工号", kind="id", by_name=("姓名", "客户经理姓名", "营销客户经理", "客户经理")
        ),
    ] = ""
    client: Annotated[str, CLIENT] = ""
    quantity: Annotated[Fraction | None, column("数量", "笔数", kind="number")] = None


class LedgerRow(Row):
    """总账 / 业务状况表: closing balances that loans and deposits must add up to; money in fen."""

    subject: Annotated[str, code("科目号", "科目代码", "科目")]
    balance: Annotated[int, money("余额", "期末余额", "本期余额")]
    name: Annotated[str, column("科目名称")] = ""


CLIENTS = Table("clients", "客户名册表", Client, key=("id",), aliases=("客户名册",))
LOANS = Table("loans", "贷款台账", Loan, key=("note",))
DEPOSITS = Table(
    "deposits",
    "存款分户余额",
    Deposit,
    key=("account", "date"),
    any_of=(("balance", "month_end_balance"), ("date", "balance_days", "month_end_balance")),
    aliases=("存款分户余额表",),
)
REPAYMENTS = Table("repayments", "贷款收回及收息明细", Repayment, any_of=(("principal", "interest"),))
FEE_INCOME = Table("fee_income", "中间业务收入明细", FeeIncome, any_of=(("manager", "client"),))
LEDGER = Table("ledger", "总账", LedgerRow, key=("subject",), aliases=("业务状况表",))
