"""What only shows when branches are held against each other: E650, W651, W652, W653, W654, W655, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmtool.files.county import County
from cmtool.model.county import BranchMonth, Enrolled
from cmtool.model.month import Month
from cmtool.workflows.county.across import across

JUNE = Month(2024, 6)


def branch(folder: str, number: str, **more: object) -> BranchMonth:
    return BranchMonth.model_validate(
        {
            "command": "check",
            "month": "2024-06",
            "folder": folder,
            "code": number,
            "name": folder,
            "state": "done",
            "exit": 0,
        }
        | {"program": "1.0", "policy": "一号", "policy_digest": "aa" * 32}
        | more
    )


def found(folder: Path, *branches: BranchMonth) -> list[str]:
    return [problem.code for problem in across(County(folder), JUNE, branches)]


def person(moved: bool = False) -> Enrolled:
    return Enrolled(id="M1", name="甲", place="managers.xlsx!花名册!A2", moved=moved)


def test_two_ordinary_branches_have_nothing_between_them(tmp_path: Path) -> None:
    assert found(tmp_path, branch("一", "01", roster=(person(),)), branch("二", "02")) == []


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        ("E650", {}, {"code": "01"}),
        ("E651", {"roster": (person(),)}, {"roster": (person(),)}),
        ("W651", {"roster": (person(),)}, {"roster": (person(moved=True),)}),
        ("W652", {"clients": {"d1": "K1"}}, {"clients": {"d1": "K9"}}),
        ("W653", {}, {"program": "1.1"}),
        ("W655", {}, {"policy_digest": "bb" * 32, "policy": "二号"}),
    ],
)
def test_each_kind_is_told_once(
    tmp_path: Path, code: str, first: dict[str, object], second: dict[str, object]
) -> None:
    assert found(tmp_path, branch("一", "01", **first), branch("二", "02", **second)) == [code]


def test_a_county_policy_is_the_measure_where_there_is_one(tmp_path: Path) -> None:
    """Then branches are held against it, and not against each other."""
    for folder, text in (("policy", "a"), ("一/policy", "b"), ("二/policy", "a")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "2024-01.toml").write_text(text)
    assert found(tmp_path, branch("一", "01"), branch("二", "02", policy_digest="bb" * 32)) == ["W654"]


def test_both_branches_are_named_with_their_places(tmp_path: Path) -> None:
    (told,) = across(
        County(tmp_path),
        JUNE,
        (branch("一", "01", roster=(person(),)), branch("二", "02", roster=(person(),))),
    )
    assert (
        str(told.sentence)
        == "甲（M1）同时在不止一个机构的花名册上：01 一 managers.xlsx!花名册!A2、02 二 managers.xlsx!花名册!A2"
    )
