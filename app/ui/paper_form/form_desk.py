"""What the form dialog asks of the ledger; the dialog itself knows neither table nor file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from app.domain.directory import Directory
from app.domain.ids import PersonId, TaskId
from app.domain.review import Review
from app.ops.changes import Changes
from app.ops.desk import Desk
from app.ops.reviews import OpenForm
from app.ops.tasks import target_name
from app.ui.paper_form.paper_room import open_paper


class FormSource(Protocol):
    """Where forms come from and where they are kept."""

    def open(self, task_id: TaskId) -> OpenForm:
        """Return the form for a task."""
        ...

    def save(
        self, review: Review, values: Mapping[str, str], day: date | None
    ) -> tuple[Review, Changes]:
        """Keep what was filled in."""
        ...

    def name(self, review: Review) -> str:
        """Return the name of what is reviewed."""
        ...

    def file_name(self, review: Review) -> str:
        """Return the usual name for the form's file, without suffix."""
        ...

    def export(self, review: Review, path: Path) -> bool:
        """Write a form that has been saved; True where it runs over its page."""
        ...

    def people(self) -> Sequence[str]:
        """Return who may be a reviewer, as forms write it."""
        ...


class FormDesk:
    """The forms of an open ledger."""

    def __init__(self, desk: Desk) -> None:
        """Work on this desk."""
        self._desk = desk
        self._people: Sequence[str] | None = None

    def open(self, task_id: TaskId) -> OpenForm:
        """Return the form for a task: its record, or a new one."""
        return self._desk.reviews.open(task_id)

    def save(
        self, review: Review, values: Mapping[str, str], day: date | None
    ) -> tuple[Review, Changes]:
        """Keep what was filled in, in one transaction."""
        return self._desk.reviews.save(review, values, day)

    def name(self, review: Review) -> str:
        """Return the name of what is reviewed."""
        return target_name(self._directory(), review.target)

    def file_name(self, review: Review) -> str:
        """Return the usual name for the form's file, without suffix."""
        return self._desk.exports.file_name(review)

    def export(self, review: Review, path: Path) -> bool:
        """Write a form as Word or PDF; the file dialog has asked before replacing a file."""
        done = self._desk.exports.one_form(review, path, open_paper, overwrite=True)
        return bool(done.overflowing)

    def people(self) -> Sequence[str]:
        """Return those who hold a post, and those from outside."""
        if self._people is None:
            self._people = reviewer_identities(self._directory())
        return self._people

    def _directory(self) -> Directory:
        workspace = self._desk.workspace
        return workspace.directory(workspace.today())


def reviewer_identities(directory: Directory) -> list[str]:
    """Return 姓名，单位及职务 of everybody who holds a post or comes from outside, once each."""
    holders: dict[PersonId, None] = {}
    for appointment in directory.records.appointments:
        holders[appointment.person_id] = None
    for person in directory.records.persons:
        if person.outside:
            holders[person.id] = None
    identify: Callable[[PersonId], str] = directory.identity
    return list(dict.fromkeys(identify(person) for person in holders))
