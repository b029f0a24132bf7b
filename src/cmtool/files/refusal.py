"""Why a file cannot be trusted as a whole. Raised inside the readers, a Problem by the time a caller sees it."""

from __future__ import annotations

from cmtool.model.problem import Code, Problem, Where, problem


class Refusal(Exception):
    """The file is refused: a kind of problem, the values of its sentence, and where in the file it was seen."""

    def __init__(self, kind: Code, /, sheet: str = "", cell: str = "", **values: object) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.sheet = sheet
        self.cell = cell
        self.values = values

    def problem(self, file: str) -> Problem:
        """The refusal as a problem of a file named relative to the workspace."""
        return problem(self.kind, Where(file, self.sheet, self.cell), self.values)
