"""The outcome of an appraisal as JSON for scripts; ``docs/json.md`` describes it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from cmtool.model.money import fixed, plain
from cmtool.model.problem import Problem
from cmtool.model.text import Language
from cmtool.rules.appraisal import Apart, Appraisal, LineResult, ManagerResult, Reconciliation
from cmtool.rules.proposal import Proposal
from cmtool.workflows.appraise import Outcome

JSON_SCHEMA = 1
_PLACES = 10  # decimals of an exact figure that no decimal is equal to


def outcome_json(outcome: Outcome, language: Language) -> dict[str, Any]:
    """The outcome; amounts and points are decimal strings, what has no value is null."""
    appraisal = outcome.appraisal
    return {
        "schema": JSON_SCHEMA,
        "month": str(outcome.month),
        "policy": _policy(appraisal),
        "trial": bool(appraisal and appraisal.trial),
        "revision": outcome.manifest.revision if outcome.manifest else None,
        "apart": [_apart(apart, language) for apart in appraisal.apart] if appraisal else [],
        "managers": [_manager(result, appraisal, language) for result in appraisal.results]
        if appraisal
        else [],
        "reconciliation": [_reconciliation(row) for row in appraisal.reconciliation] if appraisal else [],
        "problems": [problem_json(found, language) for found in outcome.problems],
        "written": list(outcome.written),
    }


def problem_json(found: Problem, language: Language) -> dict[str, Any]:
    """A problem with its place; sentence and remedy in the session's language, the code in none."""
    return {
        "code": found.code,
        "severity": str(found.severity),
        "file": found.where.file,
        "sheet": found.where.sheet,
        "cell": found.where.cell,
        "column": found.column,
        "key": found.key,
        "found": found.found,
        "message": language.say(found.sentence),
        "remedy": language.say(found.remedy),
        "proposal": found.proposal,
        "cure": str(found.cure),
    }


def _policy(appraisal: Appraisal | None) -> Mapping[str, str] | None:
    if appraisal is None:
        return None
    about = appraisal.policy.about
    return {"document": about.document, "title": about.title, "effective": about.effective}


def _manager(result: ManagerResult, appraisal: Appraisal, language: Language) -> dict[str, Any]:
    places, person = appraisal.score_places, result.person
    return {
        "id": person.id,
        "name": person.name,
        "grade": person.grade,
        "score": _fixed(result.score, places),
        "status": result.status,
        "reason": language.say(result.reason),
        "lines": [_line(line, places) for line in result.score_lines],
        "pay": [_pay(line) for line in result.pay_lines],
        "gross": _fixed(result.gross),
        "withheld": _fixed(result.withheld),
        "released": _fixed(result.released),
        "limit": _fixed(result.limit),
        "payable": _fixed(result.payable),
        "tax": _fixed(result.tax),
        "net": _fixed(result.net),
        "proposal": _proposal(result.proposal, language),
        "ladders": {
            name: {"held": person.held(name).grade, **_proposal(made, language)}
            for name, made in result.others.items()
        },
        "figures": {name: _quotient(working.value) for name, working in result.workings.items()},
    }


def _proposal(made: Proposal, language: Language) -> dict[str, Any]:
    return {
        "change": made.change,
        "grade": made.grade,
        "reason": language.say(made.reason),
        "holds_from": made.holds_from.isoformat() if made.holds_from else None,
    }


def _line(line: LineResult, places: int) -> dict[str, Any]:
    return {
        "id": line.id,
        "label": line.label,
        "clause": line.clause,
        "actual": _exact(line.actual),
        "target": _exact(line.target),
        "points": _fixed(line.value, places),
    }


def _apart(apart: Apart, language: Language) -> dict[str, Any]:
    return {
        "id": apart.id,
        "name": apart.name,
        "reason": language.say(apart.why),
        "released": _fixed(apart.released),
        "left": _fixed(sum((hold.closing for hold in apart.holds), Fraction(0))),
    }


def _pay(line: LineResult) -> dict[str, Any]:
    return {"id": line.id, "label": line.label, "clause": line.clause, "amount": _fixed(line.value)}


def _reconciliation(row: Reconciliation) -> dict[str, Any]:
    money = row.unit in ("元", "元·天")
    parts = ("total", "managers", "unallocated", "excluded", "difference")
    values = {name: getattr(row, name) for name in parts}
    return {
        "table": row.table,
        "measure": row.measure,
        "unit": row.unit,
        **{name: fixed(value) if money else _exact(value) for name, value in values.items()},
    }


def _fixed(value: Fraction | None, places: int = 2) -> str | None:
    return None if value is None else fixed(value, places)


def _quotient(value: Fraction | None) -> str | None:
    """``"0.955"``, or ``"1/3"`` where no decimal is equal."""
    return None if value is None else plain(value)


def _exact(value: Fraction | None) -> str | None:
    if value is None:
        return None
    text = plain(value)
    return fixed(value, _PLACES) if "/" in text else text
