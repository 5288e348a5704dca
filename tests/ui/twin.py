"""A ledger like the one that the program makes for itself, to see beforehand what stands where."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from app import paths
from app.ops.first_run import make_sample
from app.ops.office import Office
from app.ops.tasks import TaskState
from app.ui.main_window import MainWindow
from app.ui.page import PageName, Place
from app.ui.recent import RecentLedgers
from app.ui.settings import Settings
from app.ui.task_page import TaskPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.ops.desk import Desk
    from app.ops.tasks import TaskRow

MEMBER_FORM = "member-review"


@dataclass(frozen=True)
class Spot:
    """A line of the page 点评任务: the row it stands in, and whom it is about."""

    row: int
    target: str
    organization: str


def office() -> Office:
    return Office(paths.schemes(), date.today, lambda: str(uuid4()))


def make_twin(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    ledger = folder / "示例数据.ledger"
    make_sample(office(), ledger)
    return ledger


@contextmanager
def twin_window(ledger: Path) -> Iterator[MainWindow]:
    """Show a ledger offscreen as the program shows it."""
    folder = ledger.parent
    window = MainWindow(
        office, RecentLedgers(folder / "recent.json"), Settings(folder / "settings.json")
    )
    window.show()
    window.open_ledger(ledger)
    yield window
    window.let_go()
    window.close()
    window.deleteLater()


def untouched_spots(window: MainWindow) -> list[Spot]:
    """Return the lines of members' tasks that nobody has begun; the last line is none of them."""
    page = window.page
    assert page is not None
    assert window.desk is not None
    page.go_to(Place(page=PageName.TASKS))
    shown = page.page(PageName.TASKS)
    assert isinstance(shown, TaskPage)
    rows = {row.task.id: row for row in rows_of(window.desk)}
    lines = [(shown._model.row_of(task), rows[task]) for task in shown.task_ids()[:-1]]
    return [
        Spot(place, row.target, row.organization)
        for place, row in lines
        if place is not None and _is_untouched(row)
    ]


def rows_of(desk: Desk) -> tuple[TaskRow, ...]:
    """Return the tasks of the round that the window shows first."""
    latest = max(desk.rounds.all(), key=lambda each: (each.end, each.start))
    return desk.tasks.list(latest).rows


def row_at(desk: Desk, spot: Spot) -> TaskRow:
    """Return the task of a member in any ledger like the twin."""
    return next(
        row
        for row in rows_of(desk)
        if (row.target, row.organization) == (spot.target, spot.organization)
    )


def _is_untouched(row: TaskRow) -> bool:
    return row.state is TaskState.OPEN and row.review is None and row.task.form == MEMBER_FORM
