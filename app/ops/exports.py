"""Files out: the official forms by copy, the 台账, and everything at once."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from app.domain.ids import OrganizationId, ReviewId, TaskId
from app.domain.progress import Progress, unwatched
from app.domain.review import Review, Round
from app.domain.words import COPIES
from app.ops.form_copies import FilledCopy, FormCopies, FormCopy, FormNames
from app.ops.form_press import FormPress
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
        self._copies = FormCopies(workspace)
        self._presses: dict[OpenPaper, FormPress] = {}

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

        batch = self.batch(choice, asked, folder, open_paper)
        batch.require_room()
        with fresh_folders() as make:
            files = write_all(batch.contents(make, progress), overwrite=asked.overwrite)
        return FormsDone(tuple(files), tuple(batch.overflowing))

    def batch(
        self, choice: Choice, asked: FormsAsked, folder: Path, open_paper: OpenPaper
    ) -> "FormBatch":
        """Return the chosen forms, ready to be written file by file."""
        copies = self._copies.chosen(choice, asked)
        return FormBatch(self, copies, asked, folder, open_paper)

    def count(self, choice: Choice, asked: FormsAsked) -> int:
        """Return how many forms ``write`` would write."""
        return len(self._copies.chosen(choice, asked))

    def filled(self, choice: Choice, asked: FormsAsked) -> tuple[int, Iterator[FilledCopy]]:
        """Return how many forms are wanted, and the forms, read batch by batch."""
        copies = self._copies.chosen(choice, asked)
        return len(copies), self._copies.filled(copies)

    def read(self, copies: Sequence[FormCopy]) -> Iterator[FilledCopy]:
        """Read chosen copies batch by batch."""
        return self._copies.filled(copies)

    def answering(self, task_ids: Sequence[TaskId]) -> tuple[ReviewId, ...]:
        """Return the records that answer these tasks, in their order."""
        return self._copies.answering(task_ids)

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

        press, form = self.press(open_paper), self._copies.of_review(review)
        fitted = press.fit(form)
        content = press.content(form, [fitted], path.suffix.lstrip(".").lower())
        write_new(path, content, overwrite=overwrite)
        return FormsDone((path,), (path.name,) if fitted.overflowing else ())

    def file_name(self, review: Review) -> str:
        """Return the usual name for a record's file, without suffix."""
        return self.names().of(self._copies.of_review(review))

    def names(self) -> FormNames:
        """Return what names forms and their files."""
        return FormNames(self._workspace)

    def press(self, open_paper: OpenPaper) -> FormPress:
        """Keep compiled templates from one export to the next."""
        return self._presses.setdefault(open_paper, FormPress(self._workspace, open_paper))

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

    def everything(
        self,
        folder: Path,
        open_paper: OpenPaper,
        progress: Progress = unwatched,
        *,
        overwrite: bool = False,
    ) -> tuple[Path, ...]:
        """Write all that the ledger holds as Excel and Word, to leave any time.

        Args:
            folder: where to write; made if it is not there.
            open_paper: gives the paper room for forms that may run over their page.
            progress: told after every file.
            overwrite: True replaces files of the same names.

        Returns:
            The files, the list of contents first.

        Raises:
            Refusal: ``file.*``; then nothing was written.
            Cancelled: from ``progress``; nothing was written then either.
        """
        from app.ops.everything import write_everything

        return write_everything(
            self._workspace, self, folder, open_paper, progress, overwrite=overwrite
        )


class FormBatch:
    """Chosen forms on their way into files."""

    def __init__(
        self,
        exports: ExportOps,
        copies: Sequence[FormCopy],
        asked: FormsAsked,
        folder: Path,
        open_paper: OpenPaper,
    ) -> None:
        """Sort the forms into files: one each, or one for each form and copy."""
        self.overflowing: list[str] = []
        """File names of the forms that ran over their page, as far as they are written."""
        self._exports = exports
        self._asked = asked
        self._folder = folder
        self._press = exports.press(open_paper)
        self._apart = len(asked.copies) > 1
        grouped: dict[tuple[object, ...], list[FormCopy]] = {}
        for number, copy in enumerate(copies):
            place = 0 if asked.combine else number
            key = (copy.copy, copy.spec.id, copy.spec.edition, place)
            grouped.setdefault(key, []).append(copy)
        self._groups = list(grouped.values())
        self.total = len(copies)

    def require_room(self) -> None:
        """Refuse what surely does not fit.

        Raises:
            Refusal: ``file.no_room``.
        """
        from app.export.drives import require_room

        if self._asked.combine:
            return
        suffix = self._asked.format
        need = sum(self._press.least_bytes(group[0].spec, suffix) for group in self._groups)
        require_room(self._folder, need)

    def contents(
        self, make: Callable[[Path], None], progress: Progress = unwatched
    ) -> Iterator[tuple[Path, bytes]]:
        """Give path and content of every file.

        Args:
            make: makes a folder where it is not there yet.
            progress: told after every form.
        """
        from app.export.file_names import UniqueNames

        naming, names = self._exports.names(), dict[Path, UniqueNames]()
        forms = self._exports.read([copy for group in self._groups for copy in group])
        done, suffix = 0, self._asked.format
        progress(done, self.total)
        for group in self._groups:
            filled, fitted = [], list[Fitted]()
            for _ in group:
                filled.append(next(forms))
                fitted.append(self._press.fit(filled[-1]))
                done += 1
                progress(done, self.total)
            where = self._place(group[0])
            if where not in names:
                make(where)
                names[where] = UniqueNames()
            title = naming.of_many(filled[0]) if self._asked.combine else naming.of(filled[0])
            path = where / names[where].take(title, suffix)
            if any(fit.overflowing for fit in fitted):
                self.overflowing.append(path.name)
            yield path, self._press.content(filled[0], fitted, suffix)

    def _place(self, copy: FormCopy) -> Path:
        return self._folder / COPIES[copy.copy] if self._apart and copy.copy else self._folder
