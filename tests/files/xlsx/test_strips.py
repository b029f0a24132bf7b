"""Rows lifted out of a sheet by their shape say exactly what the parser says of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cmtool.files.xlsx import read_xlsx
from cmtool.model.grid import Grid, GridRow, Strip
from cmtool.model.problem import Problem
from cmtool.workflows.demo.branch import demo
from cmtool.workflows.demo.plan import Plan
from dirty.corpus import CASES
from dirty.test_mutants import mutated, parts, zipped
from files.xlsx.made import by_openpyxl, ledger
from handmade import cells, sheet, strings, workbook
from recalculation import recalculate

NEVER = 10**9  # rows after which nothing is lifted
AT_ONCE = 1
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").rglob("*.xlsx"))

Said = tuple[list[tuple[str, bool, bool, list[GridRow]]], list[Problem]]


def said(data: bytes, settled: int) -> Said:
    """All that a workbook says; of one that is refused, only why: its rows must not be used."""
    grids, problems = read_xlsx(data, "表.xlsx", settled)
    found = [(grid.sheet, grid.epoch_1904, grid.hidden, list(grid.rows)) for grid in grids]
    return ([] if any(one.code.startswith("E") for one in problems) else found), problems


def lifted(grids: tuple[Grid, ...]) -> tuple[int, int]:
    """How many rows came in strips, and how many rows there are."""
    strips = rows = 0
    for grid in grids:
        for part in grid.parts:
            strips += len(part.numbers) if isinstance(part, Strip) else 0
            rows += len(part.numbers) if isinstance(part, Strip) else 1
    return strips, rows


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples(path: Path) -> None:
    data = path.read_bytes()
    assert said(data, AT_ONCE) == said(data, NEVER)


def test_corpus_of_dirty_workbooks() -> None:
    """Whatever is odd in a row keeps it out of the strips, or reads the same in them."""
    for case in CASES:
        for name, data in case.files.items():
            if name.endswith((".xlsx", ".xlsm")):
                assert said(data, AT_ONCE) == said(data, NEVER), case.name


def test_demo(tmp_path: Path) -> None:
    """The ledgers of a made branch come almost wholly in strips."""
    demo(tmp_path, Plan(managers=3, clients=60, months=1))
    made = sorted(tmp_path.rglob("*.xlsx"))
    assert made
    for path in made:
        data = path.read_bytes()
        assert said(data, AT_ONCE) == said(data, NEVER), path.name
    ledgers = [path.read_bytes() for path in made if "台账" in path.name]
    strips, rows = lifted(read_xlsx(ledgers[0], "x.xlsx")[0])
    assert rows > 150
    assert strips > 0.6 * rows


@pytest.mark.parametrize("seed", range(20))
def test_made_by_dice(seed: int) -> None:
    """Two hundred and forty workbooks by two writers, half of them with formulas, errors, merged and hidden cells."""
    dice = random.Random(seed)
    whole = 0
    for number in range(12):
        write = by_openpyxl if number % 6 == 5 else ledger
        data = write(dice, number % 2 == 1)
        settled = dice.choice((AT_ONCE, 3, 40))
        assert said(data, settled) == said(data, NEVER), number
        strips, rows = lifted(read_xlsx(data, "x.xlsx", AT_ONCE)[0])
        whole += number % 2 == 0 and strips > rows // 2
    assert whole >= 3, "the test is about rows that are lifted"


def test_saved_by_libreoffice(tmp_path: Path) -> None:
    """LibreOffice spells rows and cells in its own way; they are lifted all the same."""
    for number in range(2):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(ledger(random.Random(number), number == 1))
        data = recalculate(path).read_bytes()
        assert said(data, AT_ONCE) == said(data, NEVER)
        strips, rows = lifted(read_xlsx(data, "x.xlsx", AT_ONCE)[0])
        assert strips > rows // 2


def test_damage_is_found_wherever_it_is() -> None:
    """Three hundred mutants of a ledger's sheet and strings: refused for the same reason, or read alike."""
    dice = random.Random(7)
    made = (parts(ledger(random.Random(seed), False)) for seed in range(9))
    good = next(one for one in made if "xl/sharedStrings.xml" in one)
    refused = 0
    for number in range(300):
        part = "xl/sharedStrings.xml" if number % 4 == 0 else "xl/worksheets/sheet1.xml"
        data = zipped(good | {part: mutated(good[part], dice)})
        plain = said(data, NEVER)
        assert said(data, AT_ONCE) == plain, number
        refused += not plain[0]
    assert 50 < refused < 300


ROW = '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c><c r="B{0}"><v>{1}</v></c></row>'
ROWS = "".join(ROW.format(number, number * 10) for number in range(1, 9))
TEXTS = strings("<t>甲</t>")


def test_row_in_a_comment_is_none() -> None:
    """What looks like a row where no tag is a tag, is not read."""
    hidden = f"<!--{ROW.format(9, 90)}-->"
    data = workbook(sheet(ROWS + hidden + ROW.format(10, 100)), strings=TEXTS)
    assert [row.number for row in said(data, AT_ONCE)[0][0][3]] == [*range(1, 9), 10]


def test_row_behind_the_data_is_none() -> None:
    """A row tag in an extension is not a row of the sheet: the package is damaged."""
    after = f'<extLst><ext xmlns="urn:x">{ROW.format(9, 90)}</ext></extLst>'
    data = workbook(sheet(ROWS, after=after), strings=TEXTS)
    assert said(data, AT_ONCE) == said(data, NEVER)
    assert len(said(data, AT_ONCE)[0][0][3]) == 8


@pytest.mark.parametrize(
    "odd",
    [
        '<row r="5"><c r="A5" t="s"><v>0</v></c><c r="B5"><v>1</v></c></row>',  # upwards
        '<row r="9"><c r="A8" t="s"><v>0</v></c><c r="B9"><v>1</v></c></row>',  # of another row
        '<row r="9"><c r="B9"><v>1</v></c><c r="A9" t="s"><v>0</v></c></row>',  # from right to left
        '<row r="9"><c r="A9" t="s"><v>1</v></c><c r="B9"><v>1</v></c></row>',  # no such text
        '<row r="1048577"><c r="A1048577" t="s"><v>0</v></c><c r="B1048577"><v>1</v></c></row>',
        '<row r="9"><c r="A9" t="s"><v>0</v></c><c r="B9"><v>1</v><v>2</v></c></row>',
    ],
)
def test_what_has_no_one_meaning_is_refused(odd: str) -> None:
    data = workbook(sheet(ROWS + odd), strings=TEXTS)
    found, problems = said(data, AT_ONCE)
    assert not found
    assert problems == said(data, NEVER)[1]


@pytest.mark.parametrize(
    "odd",
    [
        '<row r="9"><c r="A9" t="s"><v>0</v></c><c r="B9" t="e"><v>#N/A</v></c></row>',
        '<row r="9"><c r="A9" t="s"><v>0</v></c><c r="B9"><f>1+1</f></c></row>',
        '<row r="9"><c r="A9" t="s"><v>0</v></c><c r="B9"><f>1+1</f><v>2</v></c></row>',
        '<row r="9"><c r="A9" t="s"><v>0</v></c><c r="B9"><v>NaN</v></c></row>',
        '<row r="9"><c r="A9" t="s"><v>0</v></c><c r="B9"><v>1_0</v></c></row>',
        '<row r="9"><c r="A9" t="b"><v>1</v></c><c r="B9"><v>１</v></c></row>',
        '<row r="9"><c r="A9" t="s"><v>0</v></c><c r="B9" s="7"><v>1</v></c><c r="XFD9"><v>1</v></c></row>',
    ],
)
def test_odd_row_among_plain_ones(odd: str) -> None:
    """It goes through the parser, as do the two that the shape is learned from; the others are lifted."""
    data = workbook(sheet(ROWS + odd + ROW.format(10, 100)), strings=TEXTS)
    assert said(data, AT_ONCE) == said(data, NEVER)
    strips, rows = lifted(read_xlsx(data, "x.xlsx", AT_ONCE)[0])
    assert (rows - strips, rows) == (3, 10)


def test_filtered_rows_are_lifted_and_stay_hidden() -> None:
    """Every other row is hidden, in three spellings; all but those that showed it first are lifted."""
    spelled = ('hidden="1"', 'hidden="true"', 'ht="0"')
    rows = "".join(
        ROW.format(number, number)
        if number % 2
        else ROW.format(number, number).replace('">', f'" {spelled[number % 3]}>', 1)
        for number in range(9, 69)
    )
    data = workbook(sheet(ROWS + rows), strings=TEXTS)
    found = said(data, AT_ONCE)
    assert found == said(data, NEVER)
    assert [row.number for row in found[0][0][3] if row.hidden] == list(range(10, 69, 2))
    strips, rows_read = lifted(read_xlsx(data, "x.xlsx", AT_ONCE)[0])
    assert (rows_read - strips, rows_read) == (5, 68)


def test_spelling_of_a_number_is_kept() -> None:
    """As Excel writes 4.1, and as it writes small numbers."""
    spelled = ("4.0999999999999996", "1.0000000000000001E-2", "-0", "007", "1e5")
    rows = "".join(ROW.format(row, text) for row, text in enumerate(spelled, 9))
    data = workbook(sheet(ROWS + rows), strings=TEXTS)
    assert tuple(row.cells[1].written for row in said(data, AT_ONCE)[0][0][3][8:]) == spelled


@pytest.mark.parametrize(
    "items",
    [
        (
            "<t>甲</t>",
            '<t xml:space="preserve"> 乙 </t>',
            '<t>丙</t><phoneticPr fontId="1" type="noConversion"/>',
        ),
        ("<t>甲</t>", "<r><t>乙</t></r><r><t>丙</t></r>", "<t>丁</t>"),
        ("<t>甲</t>", "<t>乙</t><rPh sb='0' eb='1'><t>YI</t></rPh>", "<t/>", "<t></t>", "<t>A&amp;B</t>"),
        ("<t>_x005F_x000D_</t>", "<t>a_x000D_b</t>", "<t><![CDATA[<si>]]></t>", "<t>x\r\ny</t>"),
    ],
)
def test_shared_strings_of_every_kind(items: tuple[str, ...]) -> None:
    """Each stands at its number, whether it was lifted or not."""
    texts = {
        "<t>甲</t>": "甲",
        '<t xml:space="preserve"> 乙 </t>': " 乙 ",
        '<t>丙</t><phoneticPr fontId="1" type="noConversion"/>': "丙",
        "<r><t>乙</t></r><r><t>丙</t></r>": "乙丙",
        "<t>丁</t>": "丁",
        "<t>乙</t><rPh sb='0' eb='1'><t>YI</t></rPh>": "乙",
        "<t>A&amp;B</t>": "A&B",
        "<t>_x005F_x000D_</t>": "_x000D_",
        "<t>a_x000D_b</t>": "a\rb",
        "<t><![CDATA[<si>]]></t>": "<si>",
        "<t>x\r\ny</t>": "x\ny",
    }
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c></row>' for n in range(1, len(items) + 1)
    )
    found = [cell.written for cell in cells(workbook(sheet(rows), strings=strings(*items)))]
    assert found == [texts[item] for item in items if item in texts]
