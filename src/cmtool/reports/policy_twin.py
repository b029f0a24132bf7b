"""考核办法.xlsx: a policy as a workbook twin, a document to read and approve whose yellow cells are its numbers.

The sheet ``考核办法`` is locked but for the yellow cells. Two hidden sheets carry what is needed to read it back: the
TOML itself, line by line, and what every cell held when it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from cmtool.model.expression import Ref
from cmtool.model.money import plain
from cmtool.model.text import Language, Phrase, phrase
from cmtool.model.workbook import Page, Rule, Workbook
from cmtool.policy.numbers import NONE, Number, numbers
from cmtool.policy.places import Path
from cmtool.policy.policy import PAY, SCORE, Policy
from cmtool.policy.reading import PolicyText
from cmtool.reports.clause_numbers import NumberTable, layout
from cmtool.reports.clauses import Chapter, Clause, chapters
from cmtool.reports.example_words import example_chapter, expected_words
from cmtool.reports.key_words import key_word, key_words, value_words
from cmtool.reports.line_words import target_words
from cmtool.reports.paper import Paper
from cmtool.reports.twin_record import SHEET, cell_sheet, text_sheet
from cmtool.rules.examples import worked_examples

_WIDTHS = (10.0, *(4.0,) * 22)
_LAST = len(_WIDTHS)
_MOST_COLUMNS = 7
_DIGITS = "〇一二三四五六七八九"
_NUMBER = (
    'ISNUMBER(VALUE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({cell},"%",""),"‰",""),",",""),"/","")))'
)
_WHOLE = "AND(ISNUMBER(VALUE({cell})),IFERROR(VALUE({cell})=INT(VALUE({cell})),FALSE))"


@dataclass
class _Twin:
    source: PolicyText
    language: Language
    paper: Paper
    found: Sequence[Number]
    keys: dict[tuple[int, int], Path] = field(default_factory=dict)  # of yellow cells
    clause: int = 0

    def say(self, text: str | Phrase, /, **values: object) -> str:
        return self.language.say(text, **values)

    def numeral(self, number: int) -> str:
        return chinese(number) if self.language.code == "zh" else str(number)


def policy_twin(source: PolicyText, language: Language) -> Workbook:
    """The twin of a policy, its worked examples in a chapter of their own."""
    paper = Paper(SHEET, _WIDTHS)
    twin = _Twin(source, language, paper, numbers(source.written, source.policy))
    _head(twin)
    said = list(chapters(source.policy, source.written))
    if examples := worked_examples(source.policy):
        said.append(example_chapter(source.policy, examples))
    for number, chapter in enumerate(said, 1):
        _chapter(twin, number, chapter)
    paper.signatures(
        [twin.say("{office}：____________", office=twin.say(who)) for who in ("拟定", "审核", "批准")]
    )
    about = source.policy.about
    footer = twin.say("{document}　自 {month} 起执行", document=about.document, month=about.effective)
    paper.sheet.page = Page(landscape=False, header=about.title, footer=footer)
    paper.sheet.locked = True
    sheets = (paper.sheet, text_sheet(source.text), cell_sheet(paper.sheet, twin.keys))
    return Workbook("考核办法.xlsx", about.title, sheets)


def _head(twin: _Twin) -> None:
    about, paper = twin.source.policy.about, twin.paper
    approved = twin.say(
        "{document}　{by}　{on} 批准　自 {month} 起执行",
        document=about.document,
        by=about.approved_by,
        on=about.approved_on.isoformat(),
        month=about.effective,
    )
    paper.title(about.title, approved)
    paper.remark(
        twin.say(
            "黄格里的数字可以改：写数字，如 25、0.5、98%、1/3；不封顶、不保底写“无”。其余文字不能改。改好保存后运行 cmtool policy adopt，生成新的办法。条文中的数字以黄格为准。"
        )
    )
    paper.step()


def _chapter(twin: _Twin, number: int, chapter: Chapter) -> None:
    paper = twin.paper
    paper.start_block()
    title = twin.say("第{number}章　{title}", number=twin.numeral(number), title=twin.say(chapter.title))
    paper.put(1, title, "header", wide=_LAST, align="left")
    paper.step()
    for top in (SCORE, PAY):
        if chapter.clauses and chapter.clauses[0].path == ("group", top):
            _overview(twin, top)
    for clause in chapter.clauses:
        _clause(twin, clause)
    paper.step()


def _overview(twin: _Twin, top: str) -> None:
    """The lines of a score or pay sheet at a glance: what each weighs and what is asked."""
    policy, paper = twin.source.policy, twin.paper
    lines = [(name, policy.line[name]) for name in policy.lines_under(top)]
    weighed = any(line.weight is not None for _, line in lines)
    heads = [(1, 1, "序号"), (2, 8, "项目"), (10, 4, "类别")]
    heads += [(14, 2, "权重"), (16, 8, "目标")] if weighed else [(14, 10, "依据")]
    for column, wide, head in heads:
        paper.put(column, twin.say(head), "key", wide=wide)
    paper.step()
    for number, (_, line) in enumerate(lines, 1):
        paper.put(1, str(number), "text", align="center")
        paper.put(2, line.label, "wrap", wide=8)
        kind = line.family or twin.say("必考" if line.mandatory else "扣减" if line.deduction else "—")
        paper.put(10, kind, "wrap", wide=4, align="center")
        if weighed:
            weight = "—" if line.weight is None else plain(line.weight)
            paper.put(14, weight, "text", wide=2, align="center")
            unit = policy.unit(line.of.name) if isinstance(line.of, Ref) else ""
            target = twin.say(target_words(policy, line.target, unit)) if line.target else "—"
            paper.put(16, target, "wrap", wide=8)
        else:
            basis = policy.label(line.of.name) if isinstance(line.of, Ref) else plain(line.of.value)
            paper.put(14, basis, "wrap", wide=10)
        paper.step()
    paper.step()


def _clause(twin: _Twin, clause: Clause) -> None:
    twin.clause += 1
    paper, text = twin.paper, twin.say(clause.text)
    if clause.heading:
        source = twin.say("（{source}）", source=clause.source) if clause.source else ""
        text = twin.say("【{heading}】{source}{text}", heading=clause.heading, source=source, text=text)
    paper.put(1, twin.say("第{number}条", number=twin.numeral(twin.clause)), "key")
    paper.put(2, text, "wrap", wide=_LAST - 1)
    paper.step()
    if not clause.path:
        return
    if clause.path[0] == "example":
        _single(twin, clause, [one for one in twin.found if one.path[:2] == clause.path])
        return
    own = layout(twin.found, twin.source.written, clause.path)
    _single(twin, clause, own.single)
    for table in own.tables:
        _table(twin, clause, table)


def _single(twin: _Twin, clause: Clause, found: Sequence[Number]) -> None:
    """Two numbers to a row, each with its name before it."""
    for start in range(0, len(found), 2):
        pair = found[start : start + 2]
        for number, (at, wide) in zip(pair, ((2, 7), (13, 7)), strict=False):
            twin.paper.put(at, twin.say(_name(twin, clause, number.path)), "wrap", wide=wide)
            _yellow(twin, at + wide, 4, number)
        twin.paper.step()


def _name(twin: _Twin, clause: Clause, path: Path) -> Phrase:
    """A number's key in words within its clause, with grades by their names."""
    if clause.path[0] == "example":
        return expected_words(twin.source.policy, twin.source.written, path)
    node: Any = twin.source.written
    named: list[str | int] = []
    for key in path:
        node = node[key]
        named.append(
            node["name"] if isinstance(key, int) and isinstance(node, Mapping) and "name" in node else key
        )
    short = tuple(named) if clause.path[0] != "ladder" else ("ladder", *named[len(clause.path) :])
    return key_words(twin.source.policy, short)


def _table(twin: _Twin, clause: Clause, table: NumberTable) -> None:
    """A list of tables: columns as wide as the page lets them, in several parts where there are too many."""
    paper, policy = twin.paper, twin.source.policy
    paper.put(
        2, twin.say("{what}：", what=_name(twin, clause, table.path)), "key", wide=_LAST - 1, align="left"
    )
    paper.step()
    for part in _parts(table):
        spans = list(_spans(len(part)))
        for (at, wide), column in zip(spans, part, strict=True):
            paper.put(at, twin.say(_head_of(policy, clause, column)), "key", wide=wide)
        paper.step()
        for row in table.rows:
            for (at, wide), column in zip(spans, part, strict=True):
                cell = row[table.columns.index(column)]
                if isinstance(cell, Number):
                    _yellow(twin, at, wide, cell)
                else:
                    text = (
                        policy.label(cell) if isinstance(cell, str) else twin.say(value_words(policy, cell))
                    )
                    paper.put(at, "—" if cell is None else text, "wrap", wide=wide, align="center")
            paper.step()


def _spans(count: int) -> Iterator[tuple[int, int]]:
    """First column and width of so many columns that share the page; what is left over goes to the first."""
    each, over = divmod(_LAST - 1, count)
    at = 2
    for number in range(count):
        wide = each + (over if not number else 0)
        yield at, wide
        at += wide


def _parts(table: NumberTable) -> Iterator[tuple[Path, ...]]:
    """The columns in parts that fit, each beginning with what names the row."""
    if len(table.columns) <= _MOST_COLUMNS:
        yield table.columns
        return
    head, *rest = table.columns
    for start in range(0, len(rest), _MOST_COLUMNS - 1):
        yield (head, *rest[start : start + _MOST_COLUMNS - 1])


def _head_of(policy: Policy, clause: Clause, column: Path) -> Phrase:
    """A column's heading; an attribute of a ladder by its own label and unit."""
    key = ".".join(map(str, clause.path))
    ladder = next((name for name, own in policy.ladder_keys.items() if own == key), "")
    if len(column) > 1 and column[-2] == "attributes" and ladder:
        name = f"{ladder}.{column[-1]}"
        label, unit = policy.label(name), policy.unit(name)
        return phrase("{label}（{unit}）", label=label, unit=unit) if unit else phrase("{label}", label=label)
    return key_word(str(column[-1]))


def _yellow(twin: _Twin, column: int, wide: int, number: Number) -> None:
    """A yellow cell: what it holds is a text, so that 98% and 1/3 stay as they are typed."""
    paper = twin.paper
    spot = paper.put(column, shown(number), "yellow", "text", wide=wide, align="center")
    twin.keys[spot.row, spot.column] = number.path
    formula = (_WHOLE if number.whole else _NUMBER).replace("{cell}", spot.cell)
    if number.bound:
        formula = f'OR({spot.cell}="无",{formula})'
    message = twin.say(
        "请写整数，如 3" if number.whole else "请写数字，如 25、0.5、98%、1/3；不封顶、不保底写“无”"
    )
    paper.sheet.rules.append(Rule((spot.row, spot.column), formula, twin.say("这里只能写数字"), message))


def shown(number: Number) -> str:
    """A number as its cell shows it: as it is spelled, with thousands; 无 for none."""
    if number.spelled == NONE:
        return "无"
    head, point, tail = number.spelled.partition(".")
    return f"{int(head):,d}{point}{tail}" if head.isdecimal() and len(head) > 3 else number.spelled


def chinese(number: int) -> str:
    """A clause's number in Chinese: 12 is 十二, 105 is 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


CREATED: Final = date(2000, 1, 1)
"""The day a twin says it was made on: the same policy gives the same bytes."""
