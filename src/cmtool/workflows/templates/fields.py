"""What each column of each table means, with an example, for the notes and example rows of the templates."""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """What a column holds, and a value as a person would enter it (``""`` where the example leaves it empty)."""

    meaning: str
    example: str = ""


_WHO = Field("客户经理的工号；只知道姓名时可填姓名（不能重名）", "M001")
_PERIOD = Field("哪个月、季度或年：2024-06、2024-Q2、2024-H1、2024", "2024-06")
_CLIENT = Field("与客户名册表一致的客户编号", "0600010000001")
_CLIENT_NAME = Field("客户姓名或单位名称", "张三")
_HOLDER = Field("管户客户经理的工号；空白表示随客户名册，名册也空白就是公共户", "M001")

PEOPLE: dict[str, dict[str, Field]] = {
    "managers": {
        "id": Field("客户经理的工号，不能重复", "M001"),
        "name": Field("姓名", "李四"),
        "institution": Field("所在机构的机构号，与 branch.toml 一致", "060001"),
        "grade": Field("现任等级，名称与考核办法一致", "客户经理"),
        "grade_since": Field("现任等级从哪天起", "2023-01-01"),
        "joined": Field("参加本社工作的日期", "2015-07-01"),
        "appointed": Field("受聘为客户经理的日期", "2019-01-01"),
        "employment": Field("用工性质", "合同制"),
        "post": Field("岗位类型；考核办法按岗位定目标时要填", "信贷"),
        "team": Field("所在的客户经理小组", "信贷一组"),
        "education": Field("学历", "本科"),
        "exam_date": Field("最近一次资格考试的日期", "2023-11-18"),
        "exam_score": Field("资格考试成绩", "86"),
        "exam_valid_until": Field("任职资格有效到哪天", "2026-11-18"),
        "bad_record": Field("不良记录，没有就空着"),
        "status": Field("在岗、离岗等", "在岗"),
        "left": Field("离岗日期，在岗的空着"),
        "base_pay": Field("本人基本工资；固定工资按等级定的空着"),
    },
    "grades": {
        "manager": _WHO,
        "grade": Field("从生效日起的等级", "客户经理"),
        "effective": Field("从哪天起生效；每次变动一行，旧的行不要删", "2023-01-01"),
        "ladder": Field("考核办法有几个等级序列时，填这一行是哪一个；只有一个的空着"),
        "document": Field("任免文件的文号", "示例联社〔2023〕1号"),
        "reason": Field("变动原因", "年度考核晋级"),
    },
    "targets": {
        "manager": Field("本人的目标填工号；按等级、岗位、团队或机构定的空着，改填后面相应的列", "M001"),
        "indicator": Field("指标名称，与考核办法一致", "本月发放贷款"),
        "period": Field("哪个月的目标；季度目标只用于季度，不会自动摊到月", "2024-06"),
        "value": Field("目标数：金额填元，比率填 98%", "500000"),
        "plan": Field("考核方式：综合，或存款、收贷、收息等单项；空白是综合", "综合"),
        "grade": Field("按等级定目标时填等级"),
        "post": Field("按岗位定目标时填岗位类型"),
        "team": Field("按团队定目标时填团队"),
        "institution": Field("按机构定目标时填机构号"),
    },
    "assignments": {
        "client": Field("客户编号；只管某一账户或某一借据的，改填账号或借据号", "0600010000001"),
        "account": Field("账号：只对这一个账户分成时填"),
        "note": Field("借据号：只对这一张借据分成时填"),
        "manager": _WHO,
        "role": Field("在这个客户上的角色", "主办"),
        "share": Field("份额：1/3、50% 或 0.5；一人独管可以空着，几人共管人人要填", "60%"),
        "start": Field("从哪天起", "2024-01-01"),
        "end": Field("到哪天止；一直有效的空着"),
    },
    "leaves": {
        "manager": _WHO,
        "start": Field("从哪天起", "2024-06-11"),
        "end": Field("到哪天止（含这一天）；还没有销假的空着", "2024-06-13"),
        "kind": Field("请假类别，名称与考核办法 part_month 中写的一致", "事假"),
        "note": Field("说明"),
    },
    "opening": {
        "manager": _WHO,
        "indicator": Field("考核办法里的名称，如 得分、预留风险金", "得分"),
        "period": _PERIOD._replace(example="2024-05"),
        "value": Field("这一期间留下来的数：得分填分，金额填元", "91.50"),
    },
    "benchmarks": {
        "indicator": Field("指标名称，与考核办法的 item 一致", "全省户均存款"),
        "period": _PERIOD,
        "value": Field("数值：金额填元，比率填 98%", "5000000"),
        "institution": Field("只对一个机构时填机构号；对全体的空着"),
        "origin": Field("从哪份文件来", "省联社通报"),
    },
    "institution": {
        "id": Field("机构号，与 branch.toml 一致", "060001"),
        "period": _PERIOD,
        "staff": Field("员工总数，人", "10"),
        "four_expenses": Field("本月四项费用合计", "18500.00"),
        "ftp_price": Field("内部资金转移价格，考核办法用到才填"),
    },
}

BUSINESS: dict[str, dict[str, Field]] = {
    "clients": {
        "id": Field("客户编号，不能重复", "0600010000001"),
        "name": _CLIENT_NAME,
        "manager": Field("管户客户经理的工号；公共户空着", "M001"),
        "household": Field("户号：同一户的几个人填同一个", "H0000001"),
        "certificate_type": Field("证件类型", "身份证"),
        "certificate": Field("证件号码，按文本填写", "999999198001010011"),
        "category": Field("客户类别", "农户"),
        "importance": Field("客户重要程度", "一般"),
        "address": Field("地址", "示例镇新桥村三组"),
        "phone": Field("联系电话"),
        "filed": Field("建立客户档案的日期", "2018-03-05"),
        "archive": Field("档案编号"),
        "relation": Field("合作关系评价"),
        "direction": Field("业务合作方向"),
        "origin": Field("客户来源"),
        "moved": Field("客户划转给现在的客户经理的日期"),
        "case_code": Field("情形代码"),
        "industry": Field("行业"),
        "village": Field("村组", "新桥村三组"),
    },
    "loans": {
        "note": Field("借据号，不能重复；本月结清的借据也要留在台账里", "0600010000001001"),
        "client": _CLIENT,
        "client_name": _CLIENT_NAME,
        "manager": _HOLDER,
        "granted_on": Field("这张借据的发放日期", "2023-06-15"),
        "due_on": Field("约定的到期日期（不是展期后的）", "2024-06-15"),
        "amount": Field("借据金额（不是合同金额）", "85000.00"),
        "last_balance": Field("上月末余额；本月发放的填 0", "85000.00"),
        "collected_principal": Field("本月收回的本金；没有收回填 0", "85000.00"),
        "balance": Field("月末余额；结清的填 0", "0.00"),
        "due_interest": Field("本月应收利息", "510.00"),
        "collected_interest": Field("本月实收利息；没有收到填 0", "510.00"),
        "settled_on": Field("结清日期；没有结清的空着", "2024-06-14"),
        "annual_rate": Field("年利率，7.2 就是 7.2%；与月利率填一项", "7.2"),
        "monthly_rate": Field("月利率，6 就是 6‰；与年利率填一项"),
        "risk_class": Field("五级分类", "正常"),
        "security": Field("担保方式：信用、保证、抵押、质押", "保证"),
        "repayment": Field("还款方式", "按月结息到期还本"),
        "product": Field("贷款产品", "农户小额信用贷款"),
        "contract": Field("合同号"),
        "responsible": Field("责任人的工号"),
        "granter": Field("发放人的工号"),
        "surveyor": Field("调查人的工号"),
        "reviewer": Field("复核人的工号"),
        "approver": Field("审批人的工号"),
        "guarantor": Field("保证人"),
        "year_start_balance": Field("年初余额"),
        "balance_days": Field("本月积数（余额 × 天数）"),
        "due_principal": Field("本月到期本金；空着就按到期日期推算"),
        "overdue_principal": Field("欠本金额"),
        "arrears_on_balance": Field("表内欠息"),
        "arrears_off_balance": Field("表外欠息"),
        "overdue_since": Field("从哪天起逾期"),
        "overdue_days": Field("逾期天数"),
        "extended_to": Field("展期后的到期日"),
        "former_note": Field("借新还旧的原借据号"),
        "preserved_on": Field("移交资产保全部门的日期"),
        "compliant": Field("发放是否合规"),
        "exempt": Field("尽职免责认定"),
        "written_off": Field("是否已核销"),
    },
    "deposits": {
        "account": Field("账号，按文本填写", "8060001000000101"),
        "client": _CLIENT,
        "client_name": _CLIENT_NAME,
        "manager": _HOLDER,
        "product": Field("存款种类", "活期储蓄存款"),
        "date": Field("这一行余额从哪天起；变动明细要带上月末的一行", "2024-05-31"),
        "balance": Field("这一天的余额", "30000.00"),
        "month_end_balance": Field("月末余额：branch.toml 写 month 时用"),
        "balance_days": Field("月积数（余额 × 天数）：branch.toml 写 month 时用"),
        "opened_on": Field("开户日期", "2020-01-08"),
        "closed_on": Field("销户日期；没有销户的空着"),
        "due_on": Field("定期存款的到期日"),
    },
    "repayments": {
        "note": Field("借据号，与贷款台账一致", "0600010000001001"),
        "date": Field("收到的日期", "2024-06-14"),
        "principal": Field("收回的本金", "85000.00"),
        "interest": Field("收回的利息", "510.00"),
    },
    "fee_income": {
        "manager": Field("工号；只知道客户时空着，填客户编号", "M001"),
        "client": _CLIENT,
        "date": Field("入账日期", "2024-06-12"),
        "product": Field("中间业务的产品", "代理保险"),
        "quantity": Field("笔数", "1"),
        "amount": Field("收入金额", "120.00"),
    },
    "ledger": {
        "subject": Field("科目号，与 branch.toml 的 ledger_accounts 一致", "130101"),
        "name": Field("科目名称", "短期贷款"),
        "balance": Field("月末余额", "1250000.00"),
    },
}

CONDUCT: dict[str, dict[str, Field]] = {
    "conduct": {
        "manager": _WHO,
        "date": Field("发生的日期", "2024-06-05"),
        "item": Field("事项；违规按次数考核，请写“违规”两个字", "工作汇报不及时"),
        "points": Field("加分填正数，扣分填负数", "-1"),
        "amount": Field("涉及的金额"),
        "note": Field("涉及的借据号"),
        "basis": Field("依据或说明", "周报逾期两天"),
        "recorder": Field("登记人", "综合办公室"),
    },
    "expenses": {
        "manager": _WHO,
        "date": Field("发生的日期", "2024-06-20"),
        "category": Field("费用类别", "通讯"),
        "amount": Field("金额", "100.00"),
    },
    "ratings": {
        "manager": _WHO,
        "period": _PERIOD,
        "rater": Field("哪一类人评的：主任、同事、客户等", "主任"),
        "item": Field("评价项目", "服务态度"),
        "score": Field("得分", "92"),
        "sample": Field("同一类有几人评时，各人的编号；不写姓名"),
    },
    "entries": {
        "manager": _WHO,
        "item": Field("指标名称，与考核办法的 item 一致", "贷款审批笔数"),
        "period": _PERIOD,
        "value": Field("这个人这一期的数：金额填元，比率填 98%；没有发生填 0", "5"),
        "basis": Field("依据或说明", "审批台账"),
        "recorder": Field("填报人", "综合办公室"),
    },
    "overrides": {
        "manager": _WHO,
        "period": _PERIOD,
        "item": Field("要调整的数据项、项目或小计，名称与考核办法一致", "日常行为加扣分"),
        "value": Field("把这一项改成多少；与金额填一项", "-1"),
        "amount": Field("给这一小计加一行多少元；与数值填一项"),
        "reason": Field("调整的原因", "登记簿漏记一次"),
        "document": Field("批准文件的文号", "示例联社〔2024〕9号"),
        "approver": Field("批准人；没有批准人不算数", "王五"),
    },
}

FIELDS: dict[str, dict[str, Field]] = PEOPLE | BUSINESS | CONDUCT
"""Table id → field → what it is, in the order in which a template shows the columns."""
