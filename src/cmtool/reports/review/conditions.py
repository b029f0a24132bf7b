"""Keep conditions of the own grade, entry conditions of the next and gates, each with what is there and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cmtool.model.workbook import Look
from cmtool.reports import words
from cmtool.reports.paper import Paper
from cmtool.reports.policy_ladders import EFFECTS
from cmtool.reports.review.folder import Folder
from cmtool.rules.gradereview import PersonReview
from cmtool.rules.proposal import Standing, Veto

_HEADS = ((2, "条款", 2), (4, "指标", 1), (5, "标准", 1), (6, "实际", 1), (7, "连续期数", 1))


class _Leaf(NamedTuple):
    """A single condition; ``choice`` are those of which one is enough, where it is one of several such."""

    standing: Standing
    choice: Standing | None


def condition_parts(folder: Folder, paper: Paper, person: PersonReview) -> None:
    made = person.proposal
    paper.caption(folder.say("二、保级与晋级条件"))
    _heads(folder, paper, "类别", "满足")
    _rows(folder, paper, folder.say("保级（期数是未达的期数）"), made.keep, _kept)
    rise = folder.say("晋级 {grade}", grade=made.next_grade) if made.next_grade else folder.say("晋级")
    _rows(folder, paper, rise, made.entry, _met)
    paper.put(1, folder.say("还差"), "key", align="center")
    paper.put(2, "；".join(folder.say(part) for part in words.lacking(made)), "wrap", wide=7)
    paper.step()


def gate_rows(folder: Folder, paper: Paper, vetoes: Sequence[Veto]) -> None:
    """Every gate of the ladder: what it does, and whether it acts; nothing where the policy has none."""
    if vetoes:
        _heads(folder, paper, "后果", "触发")
    for veto in vetoes:
        leaves = tuple(veto.standing.leaves())
        look: Look = "bad" if veto.standing.met else "wrap"
        paper.put(1, folder.say(EFFECTS[veto.effect]), look, tall=len(leaves), align="center")
        for leaf in leaves:
            _condition(folder, paper, leaf, leaf.label)
            alone = leaf is veto.standing
            yes, no = (
                (folder.say("触发"), folder.say("未触发")) if alone else (folder.say("是"), folder.say("否"))
            )
            paper.put(8, yes if leaf.met else no, "bad" if leaf.met else "text", align="center")
            paper.step()


def _heads(folder: Folder, paper: Paper, first: str, last: str) -> None:
    for column, label, wide in ((1, first, 1), *_HEADS, (8, last, 1)):
        paper.put(column, folder.say(label), "header", wide=wide)
    paper.step()


def _rows(
    folder: Folder,
    paper: Paper,
    kind: str,
    standings: Sequence[Standing],
    say: Callable[[Folder, Standing], str],
) -> None:
    leaves = [leaf for standing in standings for leaf in _leaves(standing)]
    if not leaves:
        paper.put(1, kind, "wrap", align="center")
        paper.put(2, folder.say("没有条件"), wide=7, align="center")
        paper.step()
        return
    paper.put(1, kind, "wrap", tall=len(leaves), align="center")
    for leaf, choice in leaves:
        label = folder.say("{label}（满足其一）", label=leaf.label) if choice else leaf.label
        _condition(folder, paper, leaf, label)
        enough = leaf.met or (choice is not None and choice.met)
        paper.put(8, say(folder, leaf), "text" if enough else "bad", align="center")
        paper.step()


def _leaves(standing: Standing, choice: Standing | None = None) -> Iterator[_Leaf]:
    if not standing.parts:
        yield _Leaf(standing, choice)
    for part in standing.parts:
        yield from _leaves(part, standing if standing.together == "any" else choice)


def _condition(folder: Folder, paper: Paper, leaf: Standing, label: str) -> None:
    """Clause, label, what is asked, what is there, in how many periods of those needed."""
    paper.put(2, leaf.clause, "wrap", wide=2)
    paper.put(4, label, "wrap")
    paper.put(5, folder.say(words.standard(leaf)), align="center")
    if (answer := words.answer(leaf)) is not None:
        paper.put(6, folder.say(answer), align="center")
    else:
        folder.number(paper, 6, leaf.actual, leaf.unit)
    paper.put(7, folder.say("{months}/{needed}", months=leaf.months, needed=leaf.needed), align="center")


def _met(folder: Folder, leaf: Standing) -> str:
    return folder.say("满足") if leaf.met else folder.say("不满足")


def _kept(folder: Folder, leaf: Standing) -> str:
    """Whether it is met; one that was missed, but not often enough yet, says how often."""
    return (
        folder.say("未达 {count} 期", count=leaf.months) if leaf.met and leaf.months else _met(folder, leaf)
    )
