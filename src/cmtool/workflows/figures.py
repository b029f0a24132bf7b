"""The figures of a month as a record: what a rerun, a seal and a check code are compared by."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from cmtool.model.money import fixed, plain
from cmtool.model.month import Month
from cmtool.policy.policy import Policy
from cmtool.rules.appraisal import Appraisal, ManagerResult
from cmtool.rules.deductions import LIMIT
from cmtool.rules.proposal import Standing
from cmtool.rules.taxes import NET, TAX
from cmtool.workflows.records import Change, Figures, PersonFigures, spelled

WORKBOOK = ""  # the page key of the appraisal workbook; a statement's is the 工号
RESULTS: Mapping[str, str] = {
    "result.status": "评定状态",
    "result.grade": "等级",
    "result.plan": "方式",
    "result.rank": "名次",
    "result.last_score": "上月得分",
    "result.gross": "应发合计",
    "result.withheld": "预留",
    "result.payable": "本期应兑现",
    "result.change": "等级建议",
    "result.proposed": "建议等级",
}
_ACCOUNT: Mapping[str, str] = {
    "opening": "期初余额",
    "released": "本期释放",
    "charged": "本期扣用",
    "forfeited": "不再发放",
    "closing": "期末余额",
}  # what an account prints beside the amount held, which is the hold's own figure
_COUNTERS: Mapping[str, str] = {"months": "连续月数", "needed": "所需月数", "recorded": "已记录月数"}
_CODE_BYTES = 5  # 40 bits: eight letters


def figures_of(appraisal: Appraisal) -> Figures:
    """Every figure of every manager and of the branch, with its label."""
    labels = dict(RESULTS)
    managers = {}
    for result in appraisal.results:
        values: dict[str, str | None] = {}
        for name, label, value in _of_manager(result, appraisal.policy):
            labels[name], values[name] = label, value
        managers[result.person.id] = PersonFigures(name=result.person.name, values=values)
    branch: dict[str, str | None] = {}
    for name, label, value in _of_branch(appraisal):
        labels[name], branch[name] = label, value
    return Figures(managers=managers, branch=branch, labels=labels)


def changes_between(was: Figures, now: Figures) -> tuple[Change, ...]:
    """Every figure that differs, the branch's last; a manager who came or went differs in every figure."""
    found: list[Change] = []
    labels = {**was.labels, **now.labels}
    for manager in sorted({*was.managers, *now.managers}):
        before, after = was.managers.get(manager), now.managers.get(manager)
        name = (after or before or PersonFigures(name="", values={})).name
        old, new = before.values if before else {}, after.values if after else {}
        found += _differing(manager, name, old, new, labels)
        if before and after and before.name != after.name:
            found.append(_change(manager, name, "name", "姓名", before.name, after.name))
    found += _differing("", "", was.branch, now.branch, labels)
    return tuple(found)


def page_codes(month: Month, institution: str, figures: Figures, *, trial: bool) -> dict[str, str]:
    """The 校验码 of each manager's statement, by 工号, and of the workbook: eight letters of a SHA-256."""
    frame = {"month": str(month), "institution": institution, "trial": trial}
    pages = {
        manager: _code({**frame, "manager": manager, "figures": person.model_dump()})
        for manager, person in figures.managers.items()
    }
    whole = {"managers": figures.model_dump()["managers"], "branch": figures.branch}
    return {WORKBOOK: _code({**frame, "figures": whole}), **pages}


def is_printed(figure: str, policy: Policy) -> bool:
    """Whether a figure is a printed amount, counter or result, not something on the way to one."""
    whole, _, part = figure.rpartition(".")
    if part in (*_COUNTERS, "grade", "change", "proposed") and whole.startswith("ladder."):
        return True
    return (
        figure in RESULTS
        or figure in (LIMIT, TAX, NET)
        or figure in policy.line
        or figure in policy.group
        or figure in policy.hold
        or (whole in policy.hold and part in _ACCOUNT)
    )


def text_code(text: str) -> str:
    """The 校验码 of a page whose content is told by a text."""
    return _code({"text": text})


def is_code(own: str, typed: str) -> bool:
    """Whether a 校验码 is the one that was typed, however it was typed: ``abcd efgh`` is ``ABCD-EFGH``."""
    return own.replace("-", "") == "".join(letter for letter in typed.upper() if letter.isalnum())


def _code(page: Mapping[str, object]) -> str:
    letters = base64.b32encode(hashlib.sha256(spelled(page)).digest()[:_CODE_BYTES]).decode()
    return f"{letters[:4]}-{letters[4:]}"


def _of_manager(result: ManagerResult, policy: Policy) -> Iterator[tuple[str, str, str | None]]:
    for name, working in result.workings.items():
        places = 2 if name in policy.line or name in policy.hold else None
        if name in policy.group:
            places = policy.group[name].places
        yield name, working.label, _text(working.value, places)
    made = result.proposal
    own: Mapping[str, str | None] = {
        "result.status": result.status,
        "result.grade": result.person.grade,
        "result.plan": result.person.plan,
        "result.rank": None if result.rank is None else str(result.rank),
        "result.last_score": _text(result.last_score, 2),
        "result.gross": _text(result.gross, 2),
        "result.withheld": _text(result.withheld, 2),
        "result.payable": _text(result.payable, 2),
        "result.change": made.change,
        "result.proposed": made.grade,
    }
    for name, text in own.items():
        yield name, RESULTS[name], text
    yield from _accounts(result, policy)
    yield from _counters("ladder.entry", made.entry)
    yield from _counters("ladder.keep", made.keep)
    for ladder, other in result.others.items():
        label = policy.ladders[ladder].label
        yield f"ladder.{ladder}.grade", f"{label}等级", result.person.held(ladder).grade
        yield f"ladder.{ladder}.change", f"{label}建议", other.change
        yield f"ladder.{ladder}.proposed", f"{label}建议等级", other.grade
        yield from _counters(f"ladder.{ladder}.entry", other.entry)
        yield from _counters(f"ladder.{ladder}.keep", other.keep)


def _accounts(result: ManagerResult, policy: Policy) -> Iterator[tuple[str, str, str | None]]:
    """``risk.opening`` and so on: yuan, as the account and the statement print them."""
    for hold in result.holds:
        for part, label in _ACCOUNT.items():
            if part != "forfeited" or policy.hold[hold.id].moves:
                yield f"{hold.id}.{part}", f"{hold.label}{label}", _text(getattr(hold, part), 2)


def _counters(kind: str, standings: Iterable[Standing]) -> Iterator[tuple[str, str, str]]:
    """``ladder.entry.1.months`` and so on: how far each condition has come for rising, or its failing against staying."""
    short = "未达 " if kind.endswith("keep") else ""
    leaves = (leaf for standing in standings for leaf in standing.leaves())
    for number, standing in enumerate(leaves, 1):
        for part, label in _COUNTERS.items():
            name = f"{kind}.{number}.{part}"
            yield name, f"{standing.label} {short}{standing.written} {label}", str(getattr(standing, part))


def _of_branch(appraisal: Appraisal) -> Iterator[tuple[str, str, str | None]]:
    for apart in appraisal.apart:
        for hold in apart.holds:
            for part, label in _ACCOUNT.items():
                who = f"{apart.name}（{apart.id}）{hold.label}{label}"
                yield f"{apart.id}.{hold.id}.{part}", who, _text(getattr(hold, part), 2)
    for row in appraisal.reconciliation:
        for part in ("total", "managers", "unallocated", "excluded", "difference"):
            name = f"{row.indicator or row.table}.{row.measure}.{part}"
            yield name, f"{row.table} {row.measure}", plain(getattr(row, part))


def _text(value: Fraction | None, places: int | None) -> str | None:
    if value is None:
        return None
    return plain(value) if places is None else fixed(value, places)


def _differing(
    manager: str,
    name: str,
    old: Mapping[str, str | None],
    new: Mapping[str, str | None],
    labels: Mapping[str, str],
) -> Iterator[Change]:
    for figure in [*new, *(known for known in old if known not in new)]:
        was, now = old.get(figure), new.get(figure)
        if was != now or (figure in old) != (figure in new):
            yield _change(manager, name, figure, labels.get(figure, figure), was, now)


def _change(manager: str, name: str, figure: str, label: str, was: str | None, now: str | None) -> Change:
    return Change(manager=manager, name=name, figure=figure, label=label, was=was, now=now)
