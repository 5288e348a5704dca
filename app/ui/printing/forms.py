"""Forms made ready for printing: read in batches, cut for their pages, looked through."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors.catalogue import refusal
from app.domain.progress import Progress, unwatched
from app.domain.words import COPIES, CopyPurpose
from app.ui.printing.check import PrintCheck
from app.ui.printing.document import FormsDocument, PrintedCopy, cut_copy

if TYPE_CHECKING:
    from app.domain.form import FormSpec, FormValues
    from app.ops.desk import Desk
    from app.ops.forms_asked import Choice, FormsAsked


@dataclass(frozen=True, slots=True)
class ReadyForms:
    """Forms that can be printed, and what is to be said about them before."""

    document: FormsDocument
    remarks: tuple[str, ...]


def ready_forms(
    desk: "Desk",
    choice: "Choice",
    asked: "FormsAsked",
    title: str,
    progress: Progress = unwatched,
) -> ReadyForms:
    """Read the chosen forms and cut them for their pages.

    Of every form only its texts stay in memory; its pages are laid out when they are wanted.

    Args:
        desk: the ledger.
        choice: which records.
        asked: which copies.
        title: of the document.
        progress: told after every form.

    Raises:
        Refusal: ``print.nothing`` where there is no such form.
        Cancelled: from ``progress``.
    """
    exports, check = desk.exports, PrintCheck()
    names = exports.names()
    count, forms = exports.filled(choice, asked)
    copies: list[PrintedCopy] = []
    for form in forms:
        name = names.target(form)
        copies.append(cut_copy(form.spec, form.values, _caption(name, form.copy)))
        if form.review is not None and not form.posted:
            check.look_at(form.review.id, name, form.spec, form.values)
        progress(len(copies), count)
    if not copies:
        raise refusal("print.nothing")
    return ReadyForms(FormsDocument(title, copies), check.sentences)


def ready_form(spec: "FormSpec", values: "FormValues", name: str) -> ReadyForms:
    """Make one form ready as it stands, saved or not."""
    check = PrintCheck()
    check.look_at("", name, spec, values)
    title = f"{name} {spec.short_title or spec.title}"
    return ReadyForms(FormsDocument(title, [cut_copy(spec, values, name)]), check.sentences)


def _caption(name: str, copy: CopyPurpose | None) -> str:
    if copy is None or copy is CopyPurpose.BLANK:
        return name
    return f"{name}　{COPIES[copy]}"
