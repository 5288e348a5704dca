"""Fits forms to their page and turns them into Word or PDF, loading only what it needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.domain.form import Annex, FormSpec, FormValues
from app.domain.form_room import FormRoom
from app.ops.form_copies import FilledCopy, require_form
from app.ops.forms_asked import Fitted, OpenPaper, Paper
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.export.word_form import WordTemplate

PDF = "pdf"


@dataclass(frozen=True, slots=True)
class AsTheyAre:
    """Values that stand in their cells as they are."""

    values: FormValues
    annexes: tuple[Annex, ...] = ()
    overflowing: tuple[str, ...] = ()


class FormPress:
    """Keeps compiled templates from one form to the next."""

    def __init__(self, workspace: Workspace, open_paper: OpenPaper) -> None:
        """Take templates from this ledger; ``open_paper`` is called where something is measured."""
        self._workspace = workspace
        self._open_paper = open_paper
        self._rooms: dict[str, FormRoom] = {}
        self._sizes: dict[str, int] = {}
        self._templates: dict[tuple[str, str], WordTemplate] = {}

    @cached_property
    def _paper(self) -> Paper:
        return self._open_paper()

    def fit(self, form: FilledCopy) -> Fitted:
        """Cut the values of a form for its page."""
        edition = form.spec.edition
        if edition not in self._rooms:
            self._rooms[edition] = FormRoom(form.spec)
        if self._rooms[edition].surely_holds(form.values):
            return AsTheyAre(form.values)
        return self._paper.fit(form.spec, form.values)

    def content(self, form: FilledCopy, fitted: Iterable[Fitted], count: int, suffix: str) -> bytes:
        """Return the file of one form, or of many of a kind.

        Args:
            form: the first of them.
            fitted: all of them, taken one after the other.
            count: how many they are.
            suffix: docx or pdf.
        """
        if suffix == PDF:
            return self._paper.pdf(form.spec, fitted)
        template = self._template(form.spec)
        if count > 1:
            forms = ((fit.values, fit.annexes) for fit in fitted)
            return template.combine(forms, posted=form.posted)
        content = b""
        for fit in fitted:
            content = template.fill(fit.values, fit.annexes, posted=form.posted)
        return content

    def boxes(self, form: FilledCopy, suffix: str) -> str:
        """Return the characters that would be boxes in a PDF; Word finds its own fonts."""
        return self._paper.boxes(form.spec, form.values) if suffix == PDF else ""

    def least_bytes(self, spec: FormSpec, suffix: str) -> int:
        """Return how many bytes the file of a form takes at least; 0 where nobody knows."""
        if suffix == PDF:
            return 0
        if spec.edition not in self._sizes:
            self._sizes[spec.edition] = len(self._template(spec).blank())
        return self._sizes[spec.edition]

    def _template(self, spec: FormSpec) -> "WordTemplate":
        from app.export.word_form import WordTemplate

        key = (spec.id, spec.edition)
        if key not in self._templates:
            self._templates[key] = WordTemplate(require_form(self._workspace, spec), spec)
        return self._templates[key]
