"""The clients of a district: farm households for the most part, some firms, and the public ones without a manager."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cmtool.workflows.demo import names
from cmtool.workflows.demo.dice import Dice
from cmtool.workflows.demo.plan import Plan
from cmtool.workflows.demo.roster import District

Category = Literal["农户", "个人", "公司", "机构"]
_PUBLIC = ("财政所", "中心小学", "卫生院", "供销社", "水利站", "敬老院")
PUBLIC_EVERY = 60  # households for each public client


@dataclass(frozen=True, slots=True)
class Client:
    """One client; ``manager`` is empty for a public client (公共户)."""

    number: int
    id: str
    name: str
    manager: str
    category: Category
    certificate_type: str
    certificate: str
    household: str
    village: str
    filed: date

    def row(self, plan: Plan) -> tuple[object, ...]:
        """A row of 客户名册表 in the order of CLIENT_FIELDS."""
        importance = "重点" if self.category in ("公司", "机构") else "一般"
        address = f"{plan.place}镇{self.village}" if self.village else f"{plan.place}镇政府街"
        return (
            self.id,
            self.name,
            self.manager,
            self.household,
            self.certificate_type,
            self.certificate,
            self.category,
            importance,
            address,
            names.phone(self.number),
            self.filed,
            self.village,
        )


CLIENT_FIELDS = (
    "id",
    "name",
    "manager",
    "household",
    "certificate_type",
    "certificate",
    "category",
    "importance",
    "address",
    "phone",
    "filed",
    "village",
)


def clients_of(plan: Plan, district: District) -> list[Client]:
    """The manager's clients, in the order of their numbers."""
    first = district.number * plan.clients + 1
    return [_client(plan, district, number) for number in range(first, first + plan.clients)]


def public_clients(plan: Plan) -> list[Client]:
    """Clients that nobody is appraised on: one for every PUBLIC_EVERY households, at least one."""
    households = plan.managers * plan.clients
    count = max(1, households // PUBLIC_EVERY)
    return [_public(plan, number, households + 1 + number) for number in range(count)]


def _client(plan: Plan, district: District, number: int) -> Client:
    dice = Dice(plan.seed, "client", number)
    category: Category = dice.weighted(((85, "农户"), (12, "个人"), (3, "公司")))
    village = f"{dice.one_of(names.VILLAGES)}{dice.one_of('一二三四五六七八')}组"
    if category == "公司":
        name, papers = (
            names.firm(dice, plan.place),
            ("统一社会信用代码", names.credit_code(_serial(plan, number))),
        )
    else:
        name, papers = (
            names.person(dice),
            ("身份证", names.citizen(names.nowhere(plan.seed), names.born(dice), number)),
        )
    return Client(
        number=number,
        id=_id(plan, number),
        name=name,
        manager=district.manager,
        category=category,
        certificate_type=papers[0],
        certificate=papers[1],
        household=f"{plan.code}H{number:07d}" if category == "农户" else "",
        village="" if category == "公司" else village,
        filed=_filed(plan, dice),
    )


def _filed(plan: Plan, dice: Dice) -> date:
    """When the client was first registered: years ago, or for a few in one of the months."""
    if dice.chance(4):
        return dice.one_of(plan.span).first.replace(day=dice.between(1, 12))
    return date(plan.first.year - dice.between(5, 14), dice.between(1, 12), dice.between(1, 28))


def _public(plan: Plan, place: int, number: int) -> Client:
    turn, kind = divmod(place, len(_PUBLIC))
    return Client(
        number=number,
        id=_id(plan, number),
        name=f"{plan.place}镇{_PUBLIC[kind]}" + (f"第{turn + 1}分部" if turn else ""),
        manager="",
        category="机构",
        certificate_type="统一社会信用代码",
        certificate=names.credit_code(_serial(plan, number)),
        household="",
        village="",
        filed=date(plan.first.year - 8, 3, 1),
    )


def _id(plan: Plan, number: int) -> str:
    return f"{plan.code}{number:07d}"


def _serial(plan: Plan, number: int) -> int:
    """A client's number among those of all branches, so that certificates of two branches differ."""
    return (plan.seed - 1) % 997 * 1_000_003 + number
