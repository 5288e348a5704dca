"""Where things lie: what ships with the program, and what belongs to the user."""

import sys
from pathlib import Path


def resources() -> Path:
    """The folder of shipped resources, in the source tree and in the frozen program alike."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen or Path(__file__).parents[1]) / "resources"


def schemes() -> Path:
    """The folder of shipped schemes."""
    return resources() / "schemes"


def user_data() -> Path:
    """The user's own folder for settings and the log; made on first use."""
    from platformdirs import user_data_path

    return user_data_path("dianping", appauthor=False, ensure_exists=True)
