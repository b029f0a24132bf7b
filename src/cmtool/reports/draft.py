"""A report being drafted: the appraisal, its edition, its formulas, and how its pages are framed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.text import Phrase
from cmtool.model.workbook import Look, Page
from cmtool.reports import words
from cmtool.reports.edition import Edition
from cmtool.reports.formulas import Formulas
from cmtool.reports.paper import Paper, Spot
from cmtool.rules.appraisal import Appraisal, Person

_SIGNERS = ("制表", "复核", "主任")
_LONGEST_NAME = 40  # of an institution in a page's margin


@dataclass
class Draft:
    """What every sheet of a workbook is made from."""

    appraisal: Appraisal
    edition: Edition
    formulas: Formulas

    def say(self, text: str | Phrase, /, **values: object) -> str:
        return self.edition.say(text, **values)

    def headings(self, title: str) -> tuple[str, str]:
        """A sheet's title and the line under it: month, 文号, 稿次; 试算 where it is one."""
        appraisal = self.appraisal
        name = self.say(title)
        if appraisal.trial:
            name = self.say("{title}（试算）", title=name)
        about = self.say(
            "{institution}　{month}　办法：{document}　{revision}",
            institution=appraisal.institution,
            month=self.month,
            document=appraisal.policy.about.document,
            revision=self.revision,
        )
        return name, about

    @property
    def month(self) -> str:
        month = self.appraisal.month
        return self.say("{year}年{number}月", year=month.year, number=month.number)

    @property
    def revision(self) -> str:
        return self.say("第{number}稿", number=self.edition.revision)

    def grade(self, person: Person) -> str:
        """``客户经理（自2022年1月1日起）``."""
        if person.grade_since is None:
            return person.grade
        day = words.day(person.grade_since)
        return self.say("{grade}（自{day}起）", grade=person.grade, day=day)

    def measured(self, label: str, unit: str) -> str:
        """``贷款余额（元）``."""
        return self.say("{label}（{unit}）", label=label, unit=unit) if unit else label

    def header(self) -> str:
        """What stands above every page."""
        text = f"{self.appraisal.institution[:_LONGEST_NAME]}　{self.month}"
        return self.say("试算 · 不作兑现依据　{text}", text=text) if self.appraisal.trial else text

    def footer(self, code: str = "") -> str:
        """What stands below every page, beside its number."""
        parts = [
            self.say("数据截至 {day}", day=self.edition.data_as_of.isoformat()),
            self.revision,
            self.say("校验码 {code}", code=self.edition.codes.get(code) or words.DASH),
        ]
        if self.appraisal.trial:
            parts.insert(0, self.say("试算"))
        return "　".join(parts)

    def page(self, *, repeat: int = 0, portrait: bool = False, breaks: tuple[int, ...] = ()) -> Page:
        """The frame of an ordinary sheet; ``repeat`` is the heading row that every page repeats."""
        rows = (repeat, repeat) if repeat else None
        return Page(not portrait, rows, self.header(), self.footer(), breaks)

    def sign(self, paper: Paper) -> None:
        """Lines for those who sign."""
        paper.signatures([self._line(self.say(office)) for office in _SIGNERS])

    def sign_and_decide(self, paper: Paper) -> None:
        """Lines for those who sign, and for who decides."""
        offices = [*(self.say(office) for office in _SIGNERS), self.say("审定")]
        paper.signatures([self._line(office) for office in offices])

    def _line(self, office: str) -> str:
        return self.say("{office}：____________", office=office)

    def number(
        self,
        paper: Paper,
        column: int,
        value: Fraction | None,
        unit: str,
        look: Look = "text",
        *,
        places: int = 2,
        wide: int = 1,
    ) -> Spot:
        """Put a value in its unit, or a dash."""
        if value is None:
            return paper.put(column, words.DASH, look, wide=wide, align="center")
        number = words.number_look(unit, value, places)
        return paper.put(column, value, look, number, wide=wide, align="right" if look == "key" else "")
