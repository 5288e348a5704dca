"""Renders every screen and dialog with sample data: ``python -m tests.screens --out DIR``.

Once as on a screen of 1366×768, once as on the same screen at 150 %.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCALES = {"100": ("1366", "768", "1"), "150": ("911", "512", "1.5")}
"""Folder → width and height in logical pixels, and Qt's scale factor."""


def main() -> int:
    """Render each scale in a process of its own, since Qt reads the factor at its start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder for the pictures")
    parser.add_argument("parts", nargs="*", help="only these parts (modules of tests/screens)")
    asked = parser.parse_args()
    out: Path = asked.out.absolute()
    worst = 0
    for name, (width, height, factor) in SCALES.items():
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": factor,
            "XDG_DATA_HOME": str(folder / "home"),
            "QT_LOGGING_RULES": "qt.qpa.*=false",
        }
        command = [
            sys.executable,
            "-m",
            "tests.screens.render",
            str(folder),
            width,
            height,
        ]
        done = subprocess.run([*command, *asked.parts], cwd=ROOT, env=environment, check=False)
        worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
