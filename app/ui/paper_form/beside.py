"""What the form dialog asks of the ledger about the cycle: ready texts, promises, files."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from app.domain.cycle.annexes import Annex
from app.domain.cycle.commitments import Commitment
from app.domain.cycle.record import Attachment
from app.domain.form import FormSpec
from app.domain.review import Review
from app.ops.annexes import AnnexOps
from app.ops.changes import Changes
from app.ops.desk import Desk
from app.ops.ready_texts import ReadyText


class Beside(Protocol):
    """What stands ready for a form, and what is handed in with it."""

    @property
    def annexes(self) -> AnnexOps:
        """The files of forms."""
        ...

    def ready(self, review: Review, spec: FormSpec) -> tuple[ReadyText, ...]:
        """Return the texts that are ready for cells of a form."""
        ...

    def promises(self, review: Review) -> tuple[Commitment, ...]:
        """Return the promises that the reviewer says something of, one by one."""
        ...

    def keep_comments(self, promises: Collection[Commitment]) -> Changes:
        """Keep what the reviewer said of promises."""
        ...

    def is_kept(self, review: Review) -> bool:
        """Tell whether a record is in the ledger, so that files can hang on it."""
        ...

    def files(self, review: Review) -> tuple[Annex, ...]:
        """Return the 附页 of a form."""
        ...

    def add_files(self, review: Review, title: str, paths: Sequence[Path]) -> Changes:
        """Keep files with a form."""
        ...

    def remove_file(self, annex: Annex, attachment: Attachment) -> Changes:
        """Take a file away from its form."""
        ...


class DeskBeside:
    """The same of an open ledger."""

    def __init__(self, desk: Desk) -> None:
        """Work on this desk."""
        self._desk = desk

    @property
    def annexes(self) -> AnnexOps:
        """The files of forms."""
        return self._desk.annexes

    def ready(self, review: Review, spec: FormSpec) -> tuple[ReadyText, ...]:
        """Return the texts that are ready for cells of a form."""
        return self._desk.ready_texts.of(review, spec)

    def promises(self, review: Review) -> tuple[Commitment, ...]:
        """Return the promises that the reviewer says something of, one by one."""
        return self._desk.ready_texts.promises(review)

    def keep_comments(self, promises: Collection[Commitment]) -> Changes:
        """Keep what the reviewer said of promises."""
        return self._desk.ready_texts.keep_comments(promises)

    def is_kept(self, review: Review) -> bool:
        """Tell whether a record is in the ledger, so that files can hang on it."""
        return self._desk.workspace.stores.reviews.get(review.id) is not None

    def files(self, review: Review) -> tuple[Annex, ...]:
        """Return the 附页 of a form."""
        return self._desk.annexes.of_review(review.id)

    def add_files(self, review: Review, title: str, paths: Sequence[Path]) -> Changes:
        """Keep files with a form."""
        return self._desk.annexes.add(review.id, title, paths)

    def remove_file(self, annex: Annex, attachment: Attachment) -> Changes:
        """Take a file away from its form."""
        return self._desk.annexes.take_out(annex, attachment)
