"""示例数据: invented people and units in a ledger of their own, one click away."""

from pathlib import Path
from typing import TYPE_CHECKING

from app import paths
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ui.main_window import MainWindow

NAME = "示例数据.ledger"


def sample_ledger(window: "MainWindow") -> Path:
    """Return the path of the sample ledger, made now where there is none.

    Raises:
        Refusal: ``file.*``.
        Cancelled: where the user stopped it.
    """
    from app.ops.first_run import make_sample

    path = paths.user_data() / NAME
    office = window.office

    def make(progress: "Progress") -> None:
        make_sample(office, path, progress)

    if not path.exists():
        wait_for(window, "正在准备示例数据…", make)
    return path
