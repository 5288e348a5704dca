"""Forms on their way into files: chosen, sorted into files, filled one after the other."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from app.domain.cycle.annexes import Annex
from app.domain.ids import ReviewId
from app.domain.progress import Progress, unwatched
from app.domain.words import COPIES
from app.ops.form_copies import FilledCopy, FormCopies, FormCopy, FormNames
from app.ops.form_press import FormPress
from app.ops.forms_asked import Choice, Fitted, FormsAsked, OpenPaper
from app.ops.workspace import Workspace


class FormWriter:
    """Turns records into the files of their forms."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self.copies = FormCopies(workspace)
        self._workspace = workspace
        self._presses: dict[OpenPaper, FormPress] = {}

    def press(self, open_paper: OpenPaper) -> FormPress:
        """Keep compiled templates from one export to the next."""
        return self._presses.setdefault(open_paper, FormPress(self._workspace, open_paper))

    def names(self) -> FormNames:
        """Return what names forms and their files."""
        return FormNames(self._workspace)

    def annexes(self) -> Mapping[ReviewId, tuple[str, ...]]:
        """Return the names of the 附页 files of every record that has some."""
        found: dict[ReviewId, tuple[str, ...]] = {}
        for annex in self._workspace.stores.cycle.of_kind(Annex):
            if annex.review_id is not None:
                names = tuple(each.name for each in annex.attachments)
                found[annex.review_id] = (*found.get(annex.review_id, ()), *names)
        return found

    def count(self, choice: Choice, asked: FormsAsked) -> int:
        """Return how many forms are wanted."""
        return len(self.copies.chosen(choice, asked))

    def batch(
        self, choice: Choice, asked: FormsAsked, folder: Path, open_paper: OpenPaper
    ) -> "FormBatch":
        """Return the chosen forms, ready to be written file by file."""
        return FormBatch(self, self.copies.chosen(choice, asked), asked, folder, open_paper)


class FormBatch:
    """Chosen forms on their way into files."""

    def __init__(
        self,
        forms: FormWriter,
        copies: Sequence[FormCopy],
        asked: FormsAsked,
        folder: Path,
        open_paper: OpenPaper,
    ) -> None:
        """Sort the forms into files: one each, or one for each form and copy."""
        self.overflowing: list[str] = []
        """File names of the forms that ran over their page, as far as they are written."""
        self.boxes: dict[str, str] = {}
        """Names of PDF files with the characters in them that no font here can draw."""
        self.annexed: dict[str, tuple[str, ...]] = {}
        """File names with the names of the 附页 files that go with their forms."""
        self._annexes = forms.annexes()
        self._forms = forms
        self._asked = asked
        self._folder = folder
        self._press = forms.press(open_paper)
        self._apart = len(asked.copies) > 1
        grouped: dict[tuple[object, ...], list[FormCopy]] = {}
        for number, copy in enumerate(copies):
            place = 0 if asked.combine else number
            key = (copy.copy, copy.spec.id, copy.spec.edition, place)
            grouped.setdefault(key, []).append(copy)
        self._groups = list(grouped.values())
        self.total = len(copies)
        self._done = 0

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

        naming, names = self._forms.names(), dict[Path, UniqueNames]()
        forms = self._forms.copies.filled([copy for group in self._groups for copy in group])
        suffix = self._asked.format
        progress(0, self.total)
        for group in self._groups:
            first = next(forms)
            where = self._place(group[0])
            if where not in names:
                make(where)
                names[where] = UniqueNames()
            title = naming.of_many(first) if self._asked.combine else naming.of(first)
            path = where / names[where].take(title, suffix)
            fitting = self._fitted(first, islice(forms, len(group) - 1), path.name, progress)
            yield path, self._press.content(first, fitting, len(group), suffix)

    def _fitted(
        self, first: FilledCopy, rest: Iterable[FilledCopy], name: str, progress: Progress
    ) -> Iterator[Fitted]:
        """Fit the forms of one file one after the other, as they are painted or joined."""
        for form in chain((first,), rest):
            fitted = self._press.fit(form)
            if fitted.overflowing and self.overflowing[-1:] != [name]:
                self.overflowing.append(name)
            self._note_annexes(form, name)
            boxes = self._press.boxes(form, self._asked.format)
            if boxes:
                known = self.boxes.get(name, "")
                self.boxes[name] = "".join(dict.fromkeys(known + boxes))
            yield fitted
            self._done += 1
            progress(self._done, self.total)

    def _note_annexes(self, form: FilledCopy, name: str) -> None:
        """Note which files go with a form; what is put up goes without them."""
        if form.review is None or form.posted:
            return
        files = self._annexes.get(form.review.id, ())
        if files:
            self.annexed[name] = (*self.annexed.get(name, ()), *files)

    def _place(self, copy: FormCopy) -> Path:
        return self._folder / COPIES[copy.copy] if self._apart and copy.copy else self._folder
