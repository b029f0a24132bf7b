"""What every sheet of a grade review is made from: the review, its language, its codes and frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cmtool.model.month import month_runs
from cmtool.model.text import Language, Phrase
from cmtool.model.workbook import Page
from cmtool.reports import words
from cmtool.reports.paper import Paper, Spot
from cmtool.rules.gradereview import GradeReview, PersonReview
from cmtool.rules.personal import full_months

SUMMARY, ENTRY = "评审汇总", "评审结果录入"


@dataclass(frozen=True)
class Folder:
    """One grade review in one language; ``codes`` are the 校验码 by 工号, ``""`` the workbook's."""

    review: GradeReview
    language: Language
    codes: Mapping[str, str]

    def say(self, text: str | Phrase, /, **values: object) -> str:
        return self.language.say(text, **values)

    @property
    def period(self) -> str:
        """``2024年第2季度``."""
        period = self.review.period
        year, last = period.first.year, period.last.number
        match period.length:
            case 1:
                return self.say("{year}年{number}月", year=year, number=last)
            case 3:
                return self.say("{year}年第{number}季度", year=year, number=last // 3)
            case 6:
                return (
                    self.say("{year}年上半年", year=year)
                    if last == 6
                    else self.say("{year}年下半年", year=year)
                )
            case _:
                return self.say("{year}年度", year=year)

    def about(self) -> str:
        """The line under a title: institution, period, 文号."""
        appraisal = self.review.last.appraisal
        return self.say(
            "{institution}　{period}　办法：{document}",
            institution=appraisal.institution,
            period=self.period,
            document=appraisal.policy.about.document,
        )

    def months(self) -> str:
        """Which months it rests on, and which are missing."""
        said = self.say("使用月份 {months}（已封存）", months=month_runs(self.review.sealed))
        if self.review.missing:
            missing = month_runs(self.review.missing)
            said = self.say("{said}；{missing} 未封存，缺", said=said, missing=missing)
        return said

    def page(self, code: str = "", *, landscape: bool = False, repeat: int = 0, whole: bool = False) -> Page:
        """The frame of a sheet: months and policy version below, with the sheet's code."""
        about = self.review.policy.about
        footer = "　".join(
            (
                self.months(),
                self.say("办法 {effective} 版", effective=about.effective),
                self.say("校验码 {code}", code=self.codes.get(code, words.DASH)),
            )
        )
        rows = (repeat, repeat) if repeat else None
        return Page(landscape, rows, self.review.last.appraisal.institution[:40], footer, fit_height=whole)

    def number(self, paper: Paper, column: int, value: Fraction | None, unit: str, *, wide: int = 1) -> Spot:
        """A value in its unit, or a dash."""
        if value is None:
            return paper.put(column, words.DASH, wide=wide, align="center")
        return paper.put(column, value, "text", words.number_look(unit, value), wide=wide)

    def pairs(self, paper: Paper, pairs: list[tuple[str, str]]) -> None:
        """Four names with their values in a row."""
        for start in range(0, len(pairs), 4):
            for number, (label, value) in enumerate(pairs[start : start + 4]):
                paper.put(1 + 2 * number, self.say(label), "key", align="center")
                paper.put(2 + 2 * number, value or words.DASH, "wrap", align="center")
            paper.fill("text")
            paper.step()

    def in_grade(self, person: PersonReview) -> tuple[date | None, int | None]:
        """Since when the grade is held, and whole months to the last sealed month's end, as the conditions count them."""
        since = person.result.person.held(self.review.ladder).held_since
        return since, None if since is None else full_months(since, self.review.last.month)

    def held(self, person: PersonReview) -> str:
        """The grade of the review's ladder that somebody holds."""
        return person.result.person.held(self.review.ladder).grade
