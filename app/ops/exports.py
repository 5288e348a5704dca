"""Files out: the official forms by copy, and the 台账."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.domain.ids import OrganizationId, ReviewId, TaskId
from app.domain.progress import Progress, unwatched
from app.domain.review import Review, Round
from app.ops.form_batch import FormWriter
from app.ops.form_copies import FilledCopy, FormNames
from app.ops.forms_asked import (
    Choice,
    Fitted,
    FormsAsked,
    FormsDone,
    OfReviews,
    OfUnit,
    OpenPaper,
    Paper,
)
from app.ops.workspace import Workspace

__all__ = [
    "Choice",
    "ExportOps",
    "Fitted",
    "FormsAsked",
    "FormsDone",
    "OfReviews",
    "OfUnit",
    "OpenPaper",
    "Paper",
]


class ExportOps:
    """What a user can write to files.

    Whatever is written is written whole or not at all: stopped, or where the disk fills up, every
    file of the call goes again, and so do the folders that it made.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._forms = FormWriter(workspace)

    # ---- forms -------------------------------------------------------------------------------

    def forms(
        self,
        round_: Round,
        under: OrganizationId,
        asked: FormsAsked,
        folder: Path,
        open_paper: OpenPaper,
        progress: Progress = unwatched,
    ) -> FormsDone:
        """Write the forms of a round's records about what stands in an organisation and below."""
        return self.write(OfUnit(round_, under), asked, folder, open_paper, progress)

    def write(
        self,
        choice: Choice,
        asked: FormsAsked,
        folder: Path,
        open_paper: OpenPaper,
        progress: Progress = unwatched,
    ) -> FormsDone:
        """Write the forms of the chosen records.

        Args:
            choice: which records.
            asked: which copies, in which shape.
            folder: where to write; made if it is not there.
            open_paper: gives the paper room; called only for PDF, or where a form may run over.
            progress: told after every form.

        Raises:
            Refusal: ``file.*``; then nothing was written.
            Cancelled: from ``progress``; nothing was written then either.
        """
        from app.export.files import fresh_folders, write_all

        batch = self._forms.batch(choice, asked, folder, open_paper)
        batch.require_room()
        with fresh_folders() as make:
            files = write_all(batch.contents(make, progress), overwrite=asked.overwrite)
        return FormsDone(
            tuple(files),
            tuple(batch.overflowing),
            tuple(batch.boxes.items()),
            tuple(batch.annexed.items()),
        )

    def count(self, choice: Choice, asked: FormsAsked) -> int:
        """Return how many forms ``write`` would write."""
        return self._forms.count(choice, asked)

    def filled(self, choice: Choice, asked: FormsAsked) -> tuple[int, Iterator[FilledCopy]]:
        """Return how many forms are wanted, and the forms, read batch by batch."""
        copies = self._forms.copies.chosen(choice, asked)
        return len(copies), self._forms.copies.filled(copies)

    def answering(self, task_ids: Sequence[TaskId]) -> tuple[ReviewId, ...]:
        """Return the records that answer these tasks, in their order."""
        return self._forms.copies.answering(task_ids)

    def one_form(
        self,
        review: Review,
        path: Path,
        open_paper: OpenPaper,
        *,
        overwrite: bool = False,
    ) -> FormsDone:
        """Write the form of one record to a file; the suffix tells Word or PDF."""
        from app.export.files import write_new

        press, form = self._forms.press(open_paper), self._forms.copies.of_review(review)
        fitted = press.fit(form)
        content = press.content(form, [fitted], 1, path.suffix.lstrip(".").lower())
        write_new(path, content, overwrite=overwrite)
        boxes = press.boxes(form, path.suffix.lstrip(".").lower())
        return FormsDone(
            (path,),
            (path.name,) if fitted.overflowing else (),
            ((path.name, boxes),) if boxes else (),
        )

    def file_name(self, review: Review) -> str:
        """Return the usual name for a record's file, without suffix."""
        return self.names().of(self._forms.copies.of_review(review))

    def names(self) -> FormNames:
        """Return what names forms and their files."""
        return self._forms.names()

    # ---- the rest ----------------------------------------------------------------------------

    def ledger(self, path: Path, *, overwrite: bool = False, progress: Progress = unwatched) -> int:
        """Write the 台账 of all rounds; importing it again changes nothing. Returns its rows."""
        self._workspace.refuse_own_files(path)
        from app.export.excel_ledger import ledger_bytes
        from app.export.files import write_new
        from app.ops.ledger_rows import ledger_rows

        rows = []
        for row in ledger_rows(self._workspace):
            rows.append(row)
            progress(len(rows), 0)
        forms = [*self._workspace.forms.values(), *self._workspace.earlier_editions()]
        write_new(path, ledger_bytes(forms, rows), overwrite=overwrite)
        return len(rows)

    def table_lies_across(self) -> bool:
        """Tell whether the scheme's statistics table prints on paper that lies across."""
        from app.export.excel_table import lies_across

        tables = self._workspace.scheme.tables
        file = self._workspace.stores.schemes.table_file(tables[0].id) if tables else None
        return file is not None and lies_across(file)
