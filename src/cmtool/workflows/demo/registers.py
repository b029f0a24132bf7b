"""What is written down by hand in a month: registered events, marketing expenses, the institution's figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from cmtool.model.month import Month
from cmtool.workflows.demo.accounts import PRODUCTS, Account
from cmtool.workflows.demo.dice import Dice
from cmtool.workflows.demo.notes import Note
from cmtool.workflows.demo.plan import Plan
from cmtool.workflows.demo.roster import District

CONDUCT_FIELDS = ("manager", "date", "item", "points", "basis", "recorder")
EXPENSE_FIELDS = ("manager", "date", "category", "amount")
INSTITUTION_FIELDS = ("id", "period", "staff", "four_expenses")
LEDGER_FIELDS = ("subject", "name", "balance")

_EVENTS = (
    (20, ("迟到早退", Fraction(-1, 2), "晨会迟到")),
    (16, ("工作汇报不及时", Fraction(-1), "周报逾期两天")),
    (16, ("工作日志缺漏", Fraction(-1, 2), "走访日志漏记")),
    (10, ("客户投诉", Fraction(-1), "客户反映答复拖延，经查属实")),
    (18, ("客户表扬", Fraction(1, 2), "客户送来感谢信")),
    (20, ("临时任务", Fraction(1), "按时完成信用村评定入户调查")),
)
_VIOLATION = ("违规", Fraction(-5, 2), "贷后检查报告未按期完成")
_RECORDERS = ("综合办公室", "信贷部")
_CATEGORIES = ("通讯", "招待", "活动", "礼品")
_EXPENSES_OF_STEP = (260, 430, 690)  # yuan a month, in the usual case
_PER_HEAD = 1850  # yuan, four expenses of one employee
SHORT_LOANS, LONG_LOANS = "130101", "130102"
DEPOSIT_SUBJECTS = dict(zip(("201101", "201102", "201103"), PRODUCTS, strict=True))
LEDGER_ACCOUNTS = {"loans": [SHORT_LOANS, LONG_LOANS], "deposits": list(DEPOSIT_SUBJECTS)}
"""Which 科目 the two ledgers add up to, as ``branch.toml`` says it."""


def staff_of(plan: Plan) -> int:
    """Client managers are about four in ten of the staff of a branch, which has at least ten people."""
    return max(10, plan.managers * 5 // 2)


def conduct_rows(plan: Plan, districts: Sequence[District], month: Month) -> list[tuple[object, ...]]:
    """Rows of 加扣分登记簿, by date; the weaker the manager, the more often a violation."""
    rows = [row for district in districts for row in _events(plan, district, month)]
    if not rows:
        rows.append(
            (districts[0].manager, month.last, "临时任务", Fraction(1), "参加月末轮值", _RECORDERS[0])
        )
    return sorted(rows, key=lambda row: (row[1], row[0]))


def _events(
    plan: Plan, district: District, month: Month
) -> Iterator[tuple[str, date, str, Fraction, str, str]]:
    dice = Dice(plan.seed, "conduct", district.number, month)
    days = [dice.between(1, 10), dice.between(11, 20)][: dice.weighted(((40, 0), (42, 1), (18, 2)))]
    for number in days:
        item, points, basis = dice.weighted(_EVENTS)
        yield district.manager, month.first.replace(day=number), item, points, basis, dice.one_of(_RECORDERS)
    if dice.chance((112 - district.aim) // 3):
        item, points, basis = _VIOLATION
        found = month.first.replace(day=dice.between(21, 28))
        yield district.manager, found, item, points, basis, "审计部"


def expense_rows(plan: Plan, districts: Sequence[District], month: Month) -> list[tuple[object, ...]]:
    """Rows of 营销费用: each manager's month in two to four spendings."""
    rows: list[tuple[object, ...]] = []
    for district in districts:
        dice = Dice(plan.seed, "expenses", district.number, month)
        usual = _EXPENSES_OF_STEP[min(district.step, len(_EXPENSES_OF_STEP) - 1)]
        whole = usual * dice.between(70, 125)  # fen: yuan × per cent
        parts = [dice.between(1, 4) for _ in _CATEGORIES[: dice.between(2, 4)]]
        for category, part in zip(_CATEGORIES, parts, strict=False):
            day = month.first.replace(day=dice.between(1, month.days))
            rows.append((district.manager, day, category, whole * part // sum(parts) // 10 * 10))
    return rows


def institution_rows(plan: Plan, month: Month) -> list[tuple[object, ...]]:
    """The one row of 机构基本情况表."""
    dice = Dice(plan.seed, "institution", month)
    staff = staff_of(plan)
    return [(plan.code, str(month), staff, staff * _PER_HEAD * dice.between(960, 1040) // 10)]


def ledger_rows(month: Month, notes: Iterable[Note], accounts: Iterable[Account]) -> list[tuple[object, ...]]:
    """Rows of 总账: month-end loans by term and deposits by kind, among other subjects."""
    last = month.last
    loans = {SHORT_LOANS: 0, LONG_LOANS: 0}
    for note in notes:
        long = (note.due_on - note.granted_on).days > 366
        loans[LONG_LOANS if long else SHORT_LOANS] += note.balance(last)
    deposits = dict.fromkeys(PRODUCTS, 0)
    for account in accounts:
        deposits[account.product] += account.balance(last)
    owed, lent = sum(deposits.values()), sum(loans.values())
    return [
        ("100101", "库存现金", owed // 50),
        ("100301", "存放联社款项", max(0, owed - lent) + owed // 20),
        (SHORT_LOANS, "短期贷款", loans[SHORT_LOANS]),
        (LONG_LOANS, "中长期贷款", loans[LONG_LOANS]),
        *((subject, product, deposits[product]) for subject, product in DEPOSIT_SUBJECTS.items()),
    ]
