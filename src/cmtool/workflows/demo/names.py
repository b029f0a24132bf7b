"""Names and numbers of people who do not exist: plausible to look at, nobody's in fact."""

from __future__ import annotations

from datetime import date

from cmtool.workflows.demo.dice import Dice

NOWHERE = "999999"  # a region code that no place has, so that no certificate number can be a real person's

BRANCHES = ("延河", "柳林", "清溪", "石桥", "白杨", "双河", "青山", "太平", "长湖", "银杏")
VILLAGES = (
    "柳树湾村",
    "石板桥村",
    "杨家坪村",
    "大水田村",
    "白果树村",
    "清水塘村",
    "双石村",
    "枫香岭村",
    "油坊村",
    "胡家台村",
    "新桥村",
    "月亮湖村",
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
_GIVEN = "国建文志明华军平永海德胜春秀玉桂兰英芳红梅丽霞燕云莲珍凤娟静敏艳萍莉鹏飞勇强刚毅杰涛斌辉峰超浩宇俊林森新民安富贵祥瑞康宁东山河川泉松柏"
_TRADES = (
    "种植专业合作社",
    "养殖专业合作社",
    "农机服务专业合作社",
    "粮油加工厂",
    "建材经营部",
    "农资经营部",
    "水产养殖场",
)
_LUCK = "富民惠农金穗丰收兴隆恒源永兴鑫旺祥和瑞丰利民泰昌"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def person(dice: Dice) -> str:
    """A surname and one or two given characters."""
    given = dice.one_of(_GIVEN) + (dice.one_of(_GIVEN) if dice.chance(75) else "")
    return dice.one_of(_SURNAMES) + given


def firm(dice: Dice, place: str) -> str:
    start = 2 * dice.between(0, len(_LUCK) // 2 - 1)
    return f"{place}镇{_LUCK[start : start + 2]}{dice.one_of(_TRADES)}"


def born(dice: Dice) -> date:
    return date(dice.between(1955, 1999), dice.between(1, 12), dice.between(1, 28))


def nowhere(seed: int) -> str:
    """The region of one branch's citizens: one that does not exist, another for each seed."""
    return str(int(NOWHERE) - (seed - 1) % 9999)


def citizen(region: str, birthday: date, serial: int) -> str:
    """An 18-digit number with a right check digit (GB 11643) in a region that does not exist."""
    head = f"{region}{birthday:%Y%m%d}{serial % 1000:03d}"
    return head + citizen_check(head)


def citizen_check(head: str) -> str:
    """The check character of the first 17 digits: Σ digit × weight, modulo 11."""
    total = sum(int(digit) * weight for digit, weight in zip(head, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def credit_code(serial: int) -> str:
    """A 统一社会信用代码 with a right check character (GB 32100) in a region that does not exist."""
    head = f"91{NOWHERE}{serial % 1_000_000_000:09d}"
    return head + credit_check(head)


def credit_check(head: str) -> str:
    """The check character of the first 17: 31 − (Σ value × weight modulo 31), 31 written 0."""
    total = sum(
        _CREDIT_SIGNS.index(sign) * weight for sign, weight in zip(head, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_SIGNS[-total % 31]


def phone(serial: int) -> str:
    """Eleven digits in a range that no telephone has."""
    return f"100{serial % 100_000_000:08d}"
