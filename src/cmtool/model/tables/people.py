"""Who is appraised and on what terms: roster, grades, targets, assignments, institution, opening figures."""

from __future__ import annotations

from datetime import date as Day
from fractions import Fraction
from typing import Annotated, ClassVar

from annotated_types import Ge, Gt, Le

from cmtool.model.month import Period
from cmtool.model.table import Row, Table, column

_NUMBERS = ("客户经理工号", "员工号", "柜员号", "人员编号", "職號", "工號", "manager_id", "manager")
MANAGER_ID = column("工号", *_NUMBERS, kind="id")
MANAGER = column(
    "工号", *_NUMBERS, kind="id", by_name=("姓名", "客户经理姓名", "客户经理", "员工姓名", "manager_name")
)
MANAGER_NAME = column("姓名", "客户经理姓名", "客户经理", "員工姓名", "manager_name", kind="name")
INSTITUTION_CODE = column(
    "机构号",
    "内部机构号",
    "经办机构",
    "入账机构号",
    "主机机构号",
    "机构代码",
    "機構號",
    "institution",
    kind="id",
)
PERIOD = column("期间", "考核期", "考核期间", "月份", "期間", "period", kind="period")
PLAN_MODES = ("综合", "存款", "收贷", "收息")  # what templates offer; a policy may name others


class Manager(Row):
    """客户经理花名册: one row for each manager in the month."""

    ordered: ClassVar = (("joined", "left"), ("exam_date", "exam_valid_until"))

    id: Annotated[str, MANAGER_ID]
    name: Annotated[str, MANAGER_NAME]
    institution: Annotated[str, INSTITUTION_CODE]
    grade: Annotated[str, column("等级", "客户经理等级", "級別", "等級", "grade")]
    grade_since: Annotated[Day | None, column("等级生效日", "任职日期", "等級生效日", kind="date")] = None
    joined: Annotated[Day | None, column("入社日期", "入职日期", "参加工作日期", kind="date")] = None
    appointed: Annotated[Day | None, column("聘任日期", "聘任日", kind="date")] = None
    employment: Annotated[str, column("用工性质", "用工形式")] = ""
    post: Annotated[str, column("岗位类型", "岗位", "崗位類型", "post")] = ""
    team: Annotated[str, column("团队", "客户经理小组", "團隊", "team")] = ""
    education: Annotated[str, column("学历", "學歷")] = ""
    exam_date: Annotated[Day | None, column("资格考试日期", "考试日期", kind="date")] = None
    exam_score: Annotated[Fraction | None, Ge(0), column("考试成绩", "成绩", kind="number")] = None
    exam_valid_until: Annotated[Day | None, column("资格有效期至", "资格有效期", kind="date")] = None
    bad_record: Annotated[str, column("不良记录")] = ""
    status: Annotated[str, column("状态", "在岗状态", "狀態")] = ""
    left: Annotated[Day | None, column("离岗日期", "离职日期", kind="date", open_ended=True)] = None
    base_pay: Annotated[int | None, Ge(0), column("基本工资", "固定工资", kind="money")] = None


class Grade(Row):
    """任职等级: the dated history of a manager's grade; 序列 says of which ladder, blank is the roster's."""

    manager: Annotated[str, MANAGER]
    grade: Annotated[str, column("等级", "客户经理等级", "等級", "grade")]
    effective: Annotated[Day, column("生效日", "生效日期", "等级生效日", "effective", kind="date")]
    ladder: Annotated[str, column("序列", "等级序列", "ladder")] = ""
    document: Annotated[str, column("文号", "文號")] = ""
    reason: Annotated[str, column("原因", "事由")] = ""


class Target(Row):
    """目标: what is to be reached, for a person, grade, post, team or institution and a period.

    A row may name the 方式 only. ``value`` is in the unit of its indicator: yuan, per cent as a fraction, …
    """

    period: Annotated[Period, PERIOD]
    indicator: Annotated[str, column("指标", "指标名称", "考核指标", "指標", "indicator")] = ""
    manager: Annotated[str, MANAGER] = ""
    grade: Annotated[str, column("等级", "客户经理等级", "等級")] = ""
    post: Annotated[str, column("岗位类型", "岗位")] = ""
    team: Annotated[str, column("团队", "团队名称")] = ""
    institution: Annotated[str, INSTITUTION_CODE] = ""
    value: Annotated[
        Fraction | None, column("目标值", "目标", "任务", "任务数", "目標值", "target", kind="number")
    ] = None
    plan: Annotated[str, column("方式", "目标方式", "考核方式", choices=PLAN_MODES)] = ""


class Assignment(Row):
    """管户关系及分成比例: whose a client, account or note is, in which role, with what share, from when."""

    ordered: ClassVar = (("start", "end"),)

    manager: Annotated[str, MANAGER]
    role: Annotated[
        str, column("角色", "管户角色", kind="choice", choices=("主办", "协办", "第一负责人", "牵头人"))
    ]
    start: Annotated[Day, column("起", "起始日", "起始日期", "生效日", "start", kind="date")]
    client: Annotated[
        str, column("客户编号", "客户号", "客户统一编号", "客户内码", "客戶編號", kind="id")
    ] = ""
    account: Annotated[str, column("账号", "存款账号", "帳號", kind="id")] = ""
    note: Annotated[str, column("借据号", "借据编号", "借據號", kind="id")] = ""
    share: Annotated[
        Fraction | None, Gt(0), Le(1), column("份额", "分成比例", "认领占比", "份額", "share", kind="share")
    ] = None
    end: Annotated[
        Day | None, column("止", "终止日", "终止日期", "截止日", "end", kind="date", open_ended=True)
    ] = None


class InstitutionRow(Row):
    """机构基本情况表: figures of an institution for a period; money in fen."""

    id: Annotated[str, INSTITUTION_CODE]
    period: Annotated[Period, PERIOD]
    staff: Annotated[
        int | None, Gt(0), column("员工总数", "员工人数", "职工人数", "在岗人数", kind="count")
    ] = None
    four_expenses: Annotated[
        int | None, Ge(0), column("四项费用合计", "四项费用", "四項費用合計", kind="money")
    ] = None
    ftp_price: Annotated[Fraction | None, column("FTP价格(%)", "FTP价格", kind="percent")] = None


class BenchmarkRow(Row):
    """外部基准: a number from outside for a period; ``value`` is in the unit of its 指标. Blank 机构号: for everybody."""

    indicator: Annotated[str, column("指标", "指标名称", "项目", "指標")]
    period: Annotated[Period, PERIOD]
    value: Annotated[Fraction, column("数值", "基准值", "數值", kind="number")]
    institution: Annotated[str, INSTITUTION_CODE] = ""
    origin: Annotated[str, column("来源", "出处")] = ""


class Leave(Row):
    """请假登记: somebody's leave from a day to a day, both included; one that goes on has no end."""

    ordered: ClassVar = (("start", "end"),)

    manager: Annotated[str, MANAGER]
    start: Annotated[Day, column("起", "请假起", "起始日期", "开始日期", "请假开始日期", kind="date")]
    kind: Annotated[str, column("请假类别", "假别", "请假类型", "休假类别", "類別")]
    end: Annotated[
        Day | None,
        column("止", "请假止", "终止日期", "结束日期", "请假结束日期", kind="date", open_ended=True),
    ] = None
    note: Annotated[str, column("说明", "请假事由", "备注")] = ""


class Opening(Row):
    """期初: what months before the first sealed one left behind; ``value`` is in the unit of its 指标."""

    manager: Annotated[str, MANAGER]
    indicator: Annotated[str, column("指标", "指标名称", "项目", "指標")]
    period: Annotated[Period, PERIOD]
    value: Annotated[Fraction, column("数值", "期初数", "余额", "數值", kind="number")]


MANAGERS = Table("managers", "客户经理花名册", Manager, key=("id",), aliases=("花名册",))
GRADES = Table("grades", "任职等级", Grade, key=("manager", "ladder", "effective"), aliases=("任职等级表",))
TARGETS = Table(
    "targets",
    "目标",
    Target,
    key=("manager", "grade", "post", "team", "institution", "indicator", "period"),
    any_of=(("manager", "grade", "post", "team", "institution"), ("indicator", "plan"), ("value", "plan")),
    aliases=("目标表",),
)
ASSIGNMENTS = Table(
    "assignments",
    "管户关系及分成比例",
    Assignment,
    key=("client", "account", "note", "manager", "role", "start"),
    any_of=(("client", "account", "note"),),
    aliases=("管户关系",),
)
INSTITUTION = Table("institution", "机构基本情况表", InstitutionRow, key=("id", "period"))
BENCHMARKS = Table(
    "benchmarks",
    "外部基准",
    BenchmarkRow,
    key=("indicator", "period", "institution"),
    aliases=("外部基准表",),
)
LEAVES = Table(
    "leaves", "请假登记", Leave, key=("manager", "start", "kind"), aliases=("请假登记表", "请假登记簿")
)
OPENING = Table("opening", "期初", Opening, key=("manager", "indicator", "period"), aliases=("期初表",))
