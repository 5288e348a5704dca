"""Which records are offered to be printed or written: those chosen, a unit's, the whole round's."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.progress import Cancelled, Progress
from app.ops.forms_asked import Choice, OfReviews, OfUnit
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId, ReviewId, TaskId
    from app.domain.review import Round
    from app.ops.desk import Desk


@dataclass(frozen=True, slots=True)
class Range:
    """Records to choose from, with their name for people."""

    words: str
    choice: Choice


def ranges(
    parent: QWidget | None,
    desk: "Desk",
    round_: "Round",
    unit: "OrganizationId",
    tasks: Sequence["TaskId"],
    reviews: Sequence["ReviewId"],
) -> list[Range]:
    """Return what is offered: the chosen records first, where there are any.

    Args:
        parent: the window that waits.
        desk: the ledger.
        round_: whose records.
        unit: the chosen organisation.
        tasks: chosen tasks; their records are meant.
        reviews: chosen records.
    """
    answering: tuple[ReviewId, ...] = ()
    if tasks:
        with suppress(Cancelled):
            answering = wait_for(parent, "正在查找登记表…", _answering(desk, tasks))
    chosen = tuple(dict.fromkeys((*reviews, *answering)))
    tree = desk.workspace.directory(desk.workspace.day_of(round_)).tree
    found = [Range(f"所选 {len(chosen)} 份", OfReviews(chosen))] if chosen else []
    if unit != tree.root.id:
        found.append(Range(f"{tree[unit].name}及下级", OfUnit(round_, unit)))
    found.append(Range(f"{round_.name}全部", OfUnit(round_, tree.root.id)))
    return found


def _answering(
    desk: "Desk", tasks: Sequence["TaskId"]
) -> Callable[[Progress], tuple["ReviewId", ...]]:
    def work(progress: Progress) -> tuple["ReviewId", ...]:
        progress(0, 0)
        return desk.exports.answering(tasks)

    return work
