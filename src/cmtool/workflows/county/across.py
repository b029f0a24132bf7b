"""Checks that only the head office can make: one 工号 or one client in two branches, policies and programs that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cmtool.files.county import County
from cmtool.files.disk import sha256_of
from cmtool.files.policies import latest_in
from cmtool.model.county import BranchMonth
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.workflows.county import codes


def across(county: County, month: Month, branches: Sequence[BranchMonth]) -> tuple[Problem, ...]:
    """Everything found across the branches whose files could be read."""
    return (
        *_same_code(branches),
        *_same_manager(branches),
        *_same_client(branches),
        *_versions(branches),
        *_policies(county, month, branches),
    )


def _same_code(branches: Sequence[BranchMonth]) -> Iterator[Problem]:
    for code, folders in _by({branch.folder: [branch.code] for branch in branches if branch.code}).items():
        if len(folders) > 1:
            where = Where(f"{folders[-1]}/branch.toml", "institution.code")
            yield problem(codes.SAME_CODE, where, {"code": code, "folders": "、".join(folders)}, key=code)


def _same_manager(branches: Sequence[BranchMonth]) -> Iterator[Problem]:
    """One 工号 on two rosters: an error, unless one of them says that the person left or came in the month."""
    named = {branch.folder: branch for branch in branches}
    people = {branch.folder: [person.id for person in branch.roster] for branch in branches}
    for id_, folders in _by(people).items():
        if len(folders) < 2:
            continue
        rows = [person for folder in folders for person in named[folder].roster if person.id == id_]
        kind = codes.MANAGER_MOVED if any(row.moved for row in rows) else codes.MANAGER_TWICE
        places = "、".join(
            f"{named[folder].title} {row.place}" for folder, row in zip(folders, rows, strict=False)
        )
        file, *place = rows[-1].place.split("!")
        where = Where(f"{folders[-1]}/{file}", "".join(place[:-1]), "".join(place[-1:]))
        values = {"id": id_, "name": rows[0].name, "places": places}
        yield problem(kind, where, values, column="工号", key=id_)


def _same_client(branches: Sequence[BranchMonth]) -> Iterator[Problem]:
    named = {branch.folder: branch for branch in branches}
    for digest, folders in _by({branch.folder: list(branch.clients) for branch in branches}).items():
        if len(folders) > 1:
            own = [f"{named[folder].title} {named[folder].clients[digest]}" for folder in folders]
            where = Where(f"{folders[-1]}/inbox/{named[folders[-1]].month}")
            client = named[folders[-1]].clients[digest]
            yield problem(
                codes.CLIENT_TWICE, where, {"places": "、".join(own)}, column="客户编号", key=client
            )


def _versions(branches: Sequence[BranchMonth]) -> Iterator[Problem]:
    found = _by({branch.folder: [branch.program] for branch in branches if branch.program})
    if len(found) > 1:
        said = "；".join(f"{version}：{'、'.join(folders)}" for version, folders in sorted(found.items()))
        yield problem(codes.VERSIONS_DIFFER, Where("reports"), {"versions": said})


def _policies(county: County, month: Month, branches: Sequence[BranchMonth]) -> Iterator[Problem]:
    """A branch whose policy in force is not the county's; without a county's, branches that differ from each other."""
    shared = latest_in(county.root / "policy", month)
    if shared is not None:
        digest = sha256_of(shared)
        for branch in branches:
            own = latest_in(county.root / branch.folder / "policy", month)
            if own is not None and sha256_of(own) != digest:
                values = {"branch": branch.title, "own": own.name, "shared": shared.name}
                yield problem(codes.POLICY_OWN, Where(f"{branch.folder}/policy/{own.name}"), values)
        return
    found = _by({branch.folder: [branch.policy_digest] for branch in branches if branch.policy_digest})
    if len(found) > 1:
        named = {branch.folder: branch for branch in branches}
        said = "；".join(
            f"{named[folders[0]].policy}（{digest[:8]}）：{'、'.join(folders)}"
            for digest, folders in sorted(found.items())
        )
        yield problem(codes.POLICIES_DIFFER, Where("policy"), {"policies": said})


def _by(held: Mapping[str, Sequence[str]]) -> Mapping[str, list[str]]:
    """Each value → the folders that hold it, in their order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for folder, values in held.items():
        for value in dict.fromkeys(values):
            found[value].append(folder)
    return found
