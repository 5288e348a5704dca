"""Drafts: what stands in a form that is being filled and was not saved yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.review import Review


@dataclass(frozen=True, slots=True)
class Draft:
    """The unsaved contents of one form."""

    review: Review
    """The record as it was opened."""
    values: Mapping[str, str]
    """What stands in the cells, by field key, the cell of the day as typed."""
    day: str
    """The day of the review as typed, whether it is a day or not."""
    time: str = ""
    """As the clock said when it was kept."""


def draft_key(review: Review) -> str:
    """Return under which key the form of a record keeps its draft.

    A form for a task gets a new record each time it is opened without being saved: there the task
    is the key.
    """
    return review.task_id or review.id
