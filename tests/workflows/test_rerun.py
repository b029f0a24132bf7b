"""A month run again rests on the state of the month before it, whatever was sealed since."""

from __future__ import annotations

from pathlib import Path

from casebook import CASES, appraised, close, differences, read_case, workspace
from terminal import run


def test_releases_and_returns_come_once_however_often_a_month_is_run(tmp_path: Path) -> None:
    """June and July twice each, both sealed, recalculated, July opened again: always the figures worked by hand."""
    case = read_case(CASES / "risk-deposit-after-eighteen-months.toml")
    folder = workspace(case, tmp_path)
    june, july = case.steps
    for _ in range(2):
        assert differences(appraised(folder, june), june) == []
    assert close(folder, june.month).code == 0
    for _ in range(2):
        assert differences(appraised(folder, july), july) == []
    assert close(folder, july.month).code == 0
    for step in (july, june):
        verified = run("verify", step.month, "-w", folder)
        assert verified.code == 0, verified.out + verified.err
        assert f"{step.month}：重新计算与封存文件一致" in verified.out
    assert run("reopen", july.month, "-w", folder, "--reason", "复核").code == 0
    assert differences(appraised(folder, july), july) == []
