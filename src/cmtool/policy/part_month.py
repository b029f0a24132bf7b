"""Part months: which leave counts as absence, and what holds for somebody who was hardly there."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from cmtool.policy.terms import Terms, refused


class PartMonth(Terms):
    """Absence beside joining and leaving: the categories of 请假登记 that count, and those that do not.

    Days are calendar days, the first and the last day included. With fewer than ``under_days`` days present a
    person's score is put off (``"deferred"``), or the person is not appraised at all (``"excluded"``).
    """

    clause: str = ""
    leave: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    under_days: int | None = Field(default=None, ge=1, le=31)
    under: Literal["", "deferred", "excluded"] = ""

    @model_validator(mode="after")
    def _says_what_holds(self) -> PartMonth:
        if (self.under_days is None) != (not self.under):
            raise refused('under_days 与 under 要一起写：under = "deferred" 或 "excluded"')
        if twice := set(self.leave) & set(self.present):
            raise refused("“{kind}”不能既算缺勤又算在岗", kind=min(twice))
        return self

    @property
    def reads_leave(self) -> bool:
        return bool(self.leave or self.present)
