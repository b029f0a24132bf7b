"""The log of one branch: what was done, what came of it, and every problem; the same run writes the same log."""

from __future__ import annotations

from cmtool.model.county import BranchMonth
from cmtool.model.text import Language, phrase

_STATES = {"done": "完成", "missing": "缺表", "problems": "有问题", "failed": "失败"}


def log_text(branch: BranchMonth, language: Language) -> str:
    state = language.say(_STATES[branch.state])
    head = phrase("{branch}：{state}（退出码 {exit}）", branch=branch.title, state=state, exit=branch.exit)
    lines = [f"cmtool {branch.program} {branch.command} {branch.month}", language.say(head)]
    if branch.reason:
        lines.append(branch.reason)
    if branch.policy:
        lines.append(language.say(phrase("考核办法：{document}", document=branch.policy)))
    lines += [language.say(phrase("已写出：{file}", file=name)) for name in branch.written]
    for found in branch.problems:
        lines += [f"{found.code} {found.place}", f"  {found.message}", f"  → {found.remedy}"]
    return "\n".join(lines) + "\n"
