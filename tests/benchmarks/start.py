"""From starting the process to the shown window, against a process that imports QtWidgets alone.

``python -m tests.benchmarks start``. Both run offscreen, as an installed program does: with
compiled modules at hand. The first figure is the bound; the second tells when the ledger's tree
and tasks stand in the window.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.result import Result, median_ratio
from tests.ui.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PAIRS = 21
WARM_UPS = 2
TIMEOUT = 60
BOUND = 1.6
WIDGETS = "import PySide6.QtWidgets"
WINDOW = """
import sys
from pathlib import Path
from app.boot import office
from app.ui.application import run_window

def leave():
    from PySide6.QtWidgets import QApplication
    QApplication.quit()

sys.exit(run_window(office, Path(sys.argv[2]), **{sys.argv[1]: leave}))
"""


def run() -> Iterator[Result]:
    """Time pairs of processes."""
    with tempfile.TemporaryDirectory(prefix="bench-start-") as folder:
        ledger = make_sample(Path(folder) / "示例")
        yield _compare("start to shown window", "shown", ledger, Path(folder), BOUND)
        yield _compare("start to the ledger on screen", "opened", ledger, Path(folder), 100)


def _compare(name: str, moment: str, ledger: Path, folder: Path, bound: float) -> Result:
    environment = {
        **{key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "XDG_DATA_HOME": str(folder),
        "APPDATA": str(folder),
    }
    widgets = [sys.executable, "-c", WIDGETS]
    window = [sys.executable, "-c", WINDOW, moment, str(ledger)]
    pairs = []
    for number in range(WARM_UPS + PAIRS):
        pair = _seconds(window, environment), _seconds(widgets, environment)
        if number >= WARM_UPS:
            pairs.append(pair)
    middle = sorted(pairs)[len(pairs) // 2]
    detail = f"{middle[0] * 1000:.0f} ms / {middle[1] * 1000:.0f} ms"
    return Result(name, median_ratio(pairs), bound, detail=detail)


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(
        command, cwd=ROOT, env=environment, check=True, timeout=TIMEOUT, capture_output=True
    )
    return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    for result in run():
        print(result)


if __name__ == "__main__":
    main()
