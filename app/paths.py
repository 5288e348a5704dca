"""Where things lie: what ships with the program, and what belongs to the user."""

import os
import sys
from pathlib import Path

PORTABLE = "data"


def resources() -> Path:
    """The folder of shipped resources, in the source tree and in the frozen program alike."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen or Path(__file__).parents[1]) / "resources"


def schemes() -> Path:
    """The folder of shipped schemes."""
    return resources() / "schemes"


def portable() -> Path | None:
    """The folder ``data`` beside the program, where there is one that can be written.

    A program that somebody carries about keeps settings, log and ledgers there, and leaves
    nothing on the computer. To have it so, make the empty folder beside the program.
    """
    beside = Path(sys.executable).parent if _is_frozen() else Path(__file__).parents[1]
    folder = beside / PORTABLE
    return folder if folder.is_dir() and os.access(folder, os.W_OK) else None


def user_data() -> Path:
    """The user's own folder for settings and the log; made on first use."""
    carried = portable()
    if carried is not None:
        return carried
    from platformdirs import user_data_path

    return user_data_path("dianping", appauthor=False, ensure_exists=True)


def _is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))
