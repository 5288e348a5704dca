"""Renders every screen at one scale: ``python -m tests.screens.render FOLDER [PART]``.

Each module of this package with a function ``pictures(studio)`` is a part; it finds the sample
unit open in the main window and leaves no dialog behind. A dialog that the screen does not hold
with its frame, or whose letters are wrong, is named, and the program ends with 1.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QSize

from app.ui.application import make_application, speak_chinese
from app.ui.main_window import MainWindow
from app.ui.recent import RecentLedgers
from app.ui.settings import Settings
from tests.screens.camera import Camera, Studio
from tests.ui.sample import make_sample, open_sample, sample_office

PARTS = sorted(
    path.stem
    for path in Path(__file__).parent.glob("*.py")
    if "def pictures(" in path.read_text(encoding="utf-8") and path.stem != "render"
)


def main() -> int:
    """Take the pictures of every part, or of those named."""
    folder, wanted = Path(sys.argv[1]), sys.argv[2:] or PARTS
    application = make_application()
    screen = application.primaryScreen().size()
    speak_chinese()
    failed = [part for part in wanted if not _photographed(part, folder / part, screen)]
    del application
    return 1 if failed else 0


def _photographed(part: str, folder: Path, screen: QSize) -> bool:
    """Take the pictures of one part, on a window and a ledger of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    camera = Camera(folder)
    with tempfile.TemporaryDirectory(prefix="screens-", ignore_cleanup_errors=True) as name:
        work = Path(name)
        ledger = make_sample(work / "示例")
        recent = RecentLedgers(work / "recent.json")
        recent.add(ledger)
        window = MainWindow(sample_office, recent, Settings(work / "settings.json"))
        window_size = QSize(screen.width(), screen.height() - 40)
        window.resize(window_size)
        window.show()
        try:
            window.show_desk(open_sample(ledger))
            studio = Studio(camera, window, work, screen, window_size)
            import_module(f"tests.screens.{part}").pictures(studio)
        except Exception:
            traceback.print_exc()
            return False
        finally:
            window.close()
            window.deleteLater()
    print(f"{folder}: {len(list(folder.glob('*.png')))} pictures")
    for told in camera.wrong:
        print(f"{part}: {told}")
    return not camera.wrong


if __name__ == "__main__":
    sys.exit(main())
