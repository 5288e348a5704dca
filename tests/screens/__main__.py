"""Renders every screen and dialog with sample data: ``python -m tests.screens --out DIR``.

As on a screen of 1366×768, and as on the same screen at 125 % and at 150 %.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCREEN = (1366, 768)
SCALES = {"100": "1", "125": "1.25", "150": "1.5"}
"""Folder → Qt's scale factor."""


def screen_of(folder: Path, width: int, height: int) -> str:
    """Return the platform with a screen of this size, whose description is put into a folder."""
    described = folder / "screen.json"
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    described.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96}]}), encoding="utf-8")
    return f"offscreen:configfile={described}"


def main() -> int:
    """Render each scale in a process of its own, since Qt reads the factor at its start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder for the pictures")
    parser.add_argument("parts", nargs="*", help="only these parts (modules of tests/screens)")
    asked = parser.parse_args()
    out: Path = asked.out.absolute()
    worst = 0
    for name, factor in SCALES.items():
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": screen_of(folder, *SCREEN),
            "QT_SCALE_FACTOR": factor,
            "XDG_DATA_HOME": str(folder / "home"),
            "QT_LOGGING_RULES": "qt.qpa.*=false",
        }
        command = [sys.executable, "-m", "tests.screens.render", str(folder)]
        done = subprocess.run([*command, *asked.parts], cwd=ROOT, env=environment, check=False)
        worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
