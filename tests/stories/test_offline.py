"""The program without any network: the demo and the window in a network of nobody."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.builders import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_SECONDS = 600
ALONE = ("unshare", "-n", "--")
SHUT = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.boot import office
from app.ui.application import run_window

seen = []

def look():
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    seen.extend(widget.windowTitle() for widget in shown)
    for widget in shown:
        widget.close()

code = run_window(office, Path(sys.argv[1]), opened=look)
print("|".join(seen), code)
"""


def alone(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ALONE, sys.executable, *words],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE_SECONDS,
        env={**os.environ, **environment},
    )


def can_be_alone() -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    return subprocess.run([*ALONE, "true"], check=False, capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(
    not can_be_alone(), reason="no network of one's own on this machine (unshare -n)"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    out = tmp_path_factory.mktemp("demo")
    finished = alone("-m", "app", "demo", "--out", str(out), "--json")
    assert finished.returncode == 0, finished.stderr
    schemes: list[dict[str, str]] = json.loads(finished.stdout)["schemes"]
    return schemes[0]


def test_there_is_no_network_here() -> None:
    assert "OSError" in alone("-c", SHUT).stderr


def test_the_demo_runs(made: dict[str, str]) -> None:
    assert len(made["forms"]) > 100


def test_the_window_opens_with_a_ledger(made: dict[str, str], tmp_path: Path) -> None:
    pytest.importorskip("app.ui.application")
    finished = alone("-c", WINDOW, made["ledger"], QT_QPA_PLATFORM="offscreen", HOME=str(tmp_path))
    assert finished.returncode == 0, finished.stderr
    title, _, code = finished.stdout.strip().rpartition(" ")
    assert code == "0"
    assert "示例" in title, "a window was shown with the ledger"
    assert "Traceback" not in finished.stderr
