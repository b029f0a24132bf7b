"""Workspaces that several tests start from; each is made once and copied."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import june
from terminal import run

SCORES = {"M001": {"2024-04": "90.00", "2024-05": "92.00"}, "M002": {"2024-05": "58.00"}}


@pytest.fixture(autouse=True, scope="session")
def width_of_nobody() -> None:
    """Output of a test is redirected output, whatever width the runner's terminal has."""
    os.environ.pop("COLUMNS", None)


@pytest.fixture(scope="session")
def june_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-worked month as files, untouched; copy it before anything is written there."""
    return june.workspace(tmp_path_factory.mktemp("june") / "延河", SCORES)


@pytest.fixture(scope="session")
def appraised_files(june_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-worked month with its reports, untouched; copy it before anything is written there."""
    folder = tmp_path_factory.mktemp("appraised") / "延河"
    shutil.copytree(june_files, folder)
    assert run("appraise", "2024-06", "-w", folder).code == 0
    return folder


@pytest.fixture
def june_workspace(june_files: Path, tmp_path: Path) -> Path:
    """The hand-worked month as a workspace of the test's own."""
    return Path(shutil.copytree(june_files, tmp_path / "延河"))


@pytest.fixture
def appraised_workspace(appraised_files: Path, tmp_path: Path) -> Path:
    """The hand-worked month with its reports as a workspace of the test's own."""
    return Path(shutil.copytree(appraised_files, tmp_path / "延河"))


@pytest.fixture(scope="session")
def quarter_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic branch with April and May sealed and June open, untouched; copy it before anything is written."""
    folder = tmp_path_factory.mktemp("quarter") / "示范社"
    assert run("demo", folder, "--managers", 2, "--clients", 8, "--months", 3).code == 0
    for month in ("2024-04", "2024-05"):
        assert run("appraise", month, "-w", folder).code == 0
        assert run("close", month, "-w", folder).code == 0
    return folder


@pytest.fixture
def quarter(quarter_files: Path, tmp_path: Path) -> Path:
    """The synthetic branch as a workspace of the test's own."""
    return Path(shutil.copytree(quarter_files, tmp_path / "示范社"))
