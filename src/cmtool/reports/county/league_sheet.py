"""客户经理排名: everybody of the branches that came through, by score; equals share a rank, the unrated stand last."""

from __future__ import annotations

from cmtool.model.county import BranchMonth, ManagerMonth
from cmtool.model.workbook import Sheet
from cmtool.reports.county.branches_sheet import rank
from cmtool.reports.county.desk import CHANGES, Desk
from cmtool.reports.words import DASH, STATUS

_WIDTHS = (7, 18, 10, 11, 17, 9, 10, 15, 15, 24)
_HEADS = ("名次", "机构", "工号", "姓名", "等级", "得分", "社内名次", "应发合计", "应兑现", "等级建议")
_STATUSES: dict[str, str] = {str(word): said for word, said in STATUS.items()}


def league_sheet(desk: Desk) -> Sheet:
    paper = desk.paper("客户经理排名", "客户经理得分排名表", _WIDTHS)
    repeat = paper.heads([desk.say(head) for head in _HEADS])
    for place, own, branch, manager in places(desk):
        paper.put(1, place or DASH, align="center")
        paper.put(2, branch.name, "wrap")
        paper.put(3, manager.id, align="center")
        paper.put(4, manager.name, align="center")
        paper.put(5, manager.grade, "wrap", align="center")
        if manager.score is None:
            paper.put(6, desk.say(_STATUSES.get(manager.status, manager.status)), "bad", align="center")
        else:
            paper.put(6, manager.score, "text", "points")
        paper.put(7, own or DASH, align="center")
        paper.put(8, DASH if manager.gross is None else manager.gross, "text", "money")
        paper.put(9, DASH if manager.payable is None else manager.payable, "text", "money")
        said = desk.say(CHANGES.get(manager.change, manager.change))
        moved = manager.change in ("rise", "fall")
        paper.put(10, f"{said} → {manager.proposed}" if moved else said, "wrap", align="center")
        paper.step()
    paper.sheet.freeze = (repeat + 1, 5)
    paper.sheet.page = desk.page(repeat, landscape=True)
    return paper.sheet


def places(desk: Desk) -> list[tuple[int, int, BranchMonth, ManagerMonth]]:
    """Everybody with the rank in the county and in the branch, 0 while not rated; by rank, then branch and 工号."""
    everybody = [(branch, manager) for branch in desk.county.done for manager in branch.managers]
    scores = [manager.score for _, manager in everybody if manager.score is not None]
    found = []
    for branch, manager in everybody:
        own = [other.score for other in branch.managers if other.score is not None]
        found.append((rank(manager.score, scores), rank(manager.score, own), branch, manager))
    return sorted(found, key=lambda one: (one[0] or len(scores) + 1, one[2].code, one[3].id))
