"""What the form dialog asks of the ledger; the dialog itself knows neither table nor file."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from app.domain.directory import Directory
from app.domain.draft import Draft
from app.domain.form import FormSpec
from app.domain.ids import PersonId, ReviewId, TaskId
from app.domain.phrase import Phrase, PhraseId
from app.domain.review import Review
from app.domain.reviewer_text import Candidate, Candidates
from app.ops.changes import Changes
from app.ops.desk import Desk
from app.ops.reviews import ChosenReviewers, OpenForm
from app.ops.tasks import target_name
from app.ops.writing_hints import WritingHints
from app.ui.open_paper import open_paper
from app.ui.paper_form.beside import Beside, DeskBeside
from app.ui.reports.case_dialog import CaseBook


class PhraseBank(Protocol):
    """Own phrases; see ``PhraseOps``."""

    def all(self) -> tuple[Phrase, ...]:
        """Return every phrase."""
        ...

    def add(self, label: str, text: str) -> Changes:
        """Keep a phrase."""
        ...

    def change(self, phrase_id: PhraseId, text: str) -> Changes:
        """Give a phrase another text."""
        ...

    def remove(self, phrase_id: PhraseId) -> Changes:
        """Forget a phrase."""
        ...


class DraftBox(Protocol):
    """What stands in forms and was not saved; see ``DraftOps``."""

    def keep(self, review: Review, values: Mapping[str, str], day: str) -> None:
        """Keep what stands in a form."""
        ...

    def of(self, review: Review) -> Draft | None:
        """Return the draft of a form."""
        ...

    def discard(self, review: Review) -> None:
        """Forget the draft of a form."""
        ...


class RemarkBook(Protocol):
    """What the level above asks to be mended; see ``RemarkOps``."""

    def of(self, review_id: ReviewId) -> str:
        """Return the remarks on a record; empty: there is none."""
        ...

    def done(self, review_id: ReviewId) -> Changes:
        """Say that what they ask for has been mended."""
        ...


class FormSource(Protocol):
    """Where forms come from and where they are kept."""

    @property
    def phrases(self) -> PhraseBank:
        """Own phrases."""
        ...

    @property
    def drafts(self) -> DraftBox:
        """What was not saved."""
        ...

    @property
    def beside(self) -> Beside:
        """What the cycle brings to a form."""
        ...

    @property
    def cases(self) -> CaseBook:
        """What is marked as 典型."""
        ...

    @property
    def remarks(self) -> RemarkBook:
        """What the level above asks to be mended."""
        ...

    def hints(self, review: Review, spec: FormSpec, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return what is worth a second look in what is written."""
        ...

    def open(self, task_id: TaskId) -> OpenForm:
        """Return the form for a task."""
        ...

    def save(
        self,
        review: Review,
        values: Mapping[str, str],
        day: date | None,
        reason: str,
        chosen: ChosenReviewers | None,
    ) -> tuple[Review, Changes]:
        """Keep what was filled in."""
        ...

    def finalize(self, review: Review) -> tuple[Review, Changes]:
        """Lock a finished record (定稿)."""
        ...

    def unlock(self, review: Review, reason: str) -> tuple[Review, Changes]:
        """Open a locked record again."""
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

    def people(self, text: str) -> Candidates:
        """Return who may be a reviewer and is named in a text."""
        ...

    def search(self, text: str) -> Sequence[tuple[PersonId, str, str]]:
        """Return (id, name, 姓名，单位及职务) of everybody who may be meant by a text."""
        ...

    def candidate(self, person_id: PersonId) -> Candidate:
        """Return anybody as a possible reviewer."""
        ...

    def add_outside(self, name: str, unit: str, post: str) -> tuple[Candidate, Changes]:
        """Enter somebody from outside the tree."""
        ...


class FormDesk:
    """The forms of an open ledger."""

    def __init__(self, desk: Desk) -> None:
        """Work on this desk."""
        self._desk = desk
        self._beside = DeskBeside(desk)
        self._hints = WritingHints(desk.workspace)

    @property
    def phrases(self) -> PhraseBank:
        """Own phrases, kept in the ledger."""
        return self._desk.phrases

    @property
    def drafts(self) -> DraftBox:
        """What was not saved."""
        return self._desk.drafts

    @property
    def beside(self) -> Beside:
        """What the cycle brings to a form: ready texts, promises, files."""
        return self._beside

    @property
    def cases(self) -> CaseBook:
        """What is marked as 典型, kept in the ledger."""
        return self._desk.reports

    @property
    def remarks(self) -> RemarkBook:
        """What the level above asks to be mended, kept in the ledger."""
        return self._desk.remarks

    def hints(self, review: Review, spec: FormSpec, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return what is worth a second look in what is written; nothing of it is in the way."""
        return self._hints.of(review, spec, values)

    def open(self, task_id: TaskId) -> OpenForm:
        """Return the form for a task: its record, or a new one."""
        return self._desk.reviews.open(task_id)

    def save(
        self,
        review: Review,
        values: Mapping[str, str],
        day: date | None,
        reason: str,
        chosen: ChosenReviewers | None,
    ) -> tuple[Review, Changes]:
        """Keep what was filled in, in one transaction."""
        return self._desk.reviews.save(review, values, day, reason, chosen)

    def finalize(self, review: Review) -> tuple[Review, Changes]:
        """Lock a finished record (定稿)."""
        handled = self._desk.locks.finalize([review.id])
        return handled.done[0], handled.changes

    def unlock(self, review: Review, reason: str) -> tuple[Review, Changes]:
        """Open a locked record again; the reason stands in its history."""
        handled = self._desk.locks.unlock([review.id], reason)
        return handled.done[0], handled.changes

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

    def people(self, text: str) -> Candidates:
        """Return those who hold a post or are from outside, and are named in a text."""
        return self._desk.reviews.candidates(text)

    def search(self, text: str) -> Sequence[tuple[PersonId, str, str]]:
        """Return everybody who may be meant by a text, leaders first."""
        return self._desk.editing.find_people(text)

    def candidate(self, person_id: PersonId) -> Candidate:
        """Return anybody as a possible reviewer."""
        return self._desk.reviews.candidate(person_id)

    def add_outside(self, name: str, unit: str, post: str) -> tuple[Candidate, Changes]:
        """Enter somebody from outside the tree; one who is there just so already is taken."""
        person_id, changes = self._desk.editing.add_outside_person(name, unit, post)
        return self._desk.reviews.candidate(person_id), changes

    def _directory(self) -> Directory:
        workspace = self._desk.workspace
        return workspace.directory(workspace.today())
