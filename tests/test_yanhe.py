"""The shipped example is what ``demo`` makes, and its first command works on it."""

from __future__ import annotations

import io
import json
import runpy
import shutil
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from cmtool.cli.main import main
from cmtool.files.workbooks import read_file
from cmtool.model.grid import GridRow

EXAMPLES = Path(__file__).parents[1] / "examples"
YANHE = EXAMPLES / "yanhe"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The example as a newcomer has it, where the test may write."""
    names = ("branch.toml", "managers.xlsx", "policy", "inbox", "sealed")
    for name in names:
        source = YANHE / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    return tmp_path


def _parts(content: bytes) -> dict[str, bytes] | bytes:
    """A workbook's parts in order, without their compression, which may differ from one zlib to another."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def _cells(path: Path) -> list[tuple[str, list[GridRow]]]:
    """Each sheet's name and rows, with every cell's spelling, format and formula."""
    return [(grid.sheet, list(grid.rows)) for grid in read_file(path, path.name).grids]


def test_demo_with_the_recorded_arguments_makes_the_inputs(tmp_path: Path) -> None:
    """Every input of the example, and no file more, byte for byte; cell for cell where another version of the workbook
    library is installed. If not, run examples/remake_yanhe.py.
    """
    recorded = runpy.run_path(str(EXAMPLES / "remake_yanhe.py"))
    assert main(["--lang", "zh", "demo", str(tmp_path / "y"), *recorded["ARGUMENTS"]]) == 0
    made = _files(tmp_path / "y")
    for name, path in made.items():
        if recorded["XLSXWRITER"] == xlsxwriter.__version__ or path.suffix != ".xlsx":
            assert _parts(path.read_bytes()) == _parts((YANHE / name).read_bytes()), name
        else:
            assert _cells(path) == _cells(YANHE / name), name
    shipped = {name for name in _files(YANHE) if name.startswith("inbox/")}
    assert shipped == {name for name in made if name.startswith("inbox/")}


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def test_sealed_months_are_whole_and_recompute_to_the_same(copy: Path) -> None:
    """April and May were really closed: the chain holds and the inputs give the same figures; if not, remake it."""
    assert main(["--lang", "zh", "verify", "-w", str(copy)]) == 0


def test_june_is_appraised_and_no_trial(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With two sealed months behind it, June has a rise (three months ≥ 90) and a fall (two months < 60)."""
    assert main(["--lang", "zh", "appraise", "2024-06", "-w", str(copy), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    changes = {manager["id"]: manager["proposal"]["change"] for manager in told["managers"]}
    assert changes == {"M001": "rise", "M002": "keep", "M003": "fall", "M004": "keep"}
    assert (copy / "reports" / "2024-06").is_dir()


def test_example_is_small_enough_to_commit() -> None:
    shipped = [
        path for name in ("inbox", "sealed", "policy") for path in (YANHE / name).rglob("*") if path.is_file()
    ]
    assert sum(path.stat().st_size for path in shipped) < 500_000
