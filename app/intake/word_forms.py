"""Reads filled Word forms back: by bookmark, by place, by printed label; what is left is told.

Runs in the child process of ``app/sandbox``: plain values in, plain values out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import sandbox
from app.domain.controls import as_text
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, Refusal
from app.domain.form import CONTINUED, Field, FormSpec, joined_with_annex
from app.domain.plain import from_plain, to_plain
from app.intake.form_cells import FoundBy, read_cells
from app.intake.form_fit import Fit, fit_all
from app.intake.form_labels import exact_key
from app.intake.form_map import FormMap, map_form
from app.intake.form_stencil import Outline, Stencil, outline
from app.intake.word_disguises import disguise
from app.intake.word_leftovers import hidden_places, outside
from app.intake.word_tables import FileTable, file_tables
from app.specs.label_reader import LabelBook, read_labels
from app.specs.word_marks import parse_mark
from app.specs.word_xml import WordPackage, open_word

__all__ = ["FilledForm", "FormReading", "FoundBy", "read_back", "read_back_safely"]

PlainForm = tuple[str, dict[str, str], dict[str, str], list[dict[str, Any]]]
_HOWS = {str(how): how for how in FoundBy}
_SHOWN = 20
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One filled form as read from a file."""

    form: str
    """The id of the form."""
    values: Mapping[str, str]
    """Field key → text; fields whose cell was not found are missing."""
    found_by: Mapping[str, FoundBy]
    warnings: tuple[Fault, ...] = ()
    """Everything that is not certain, each naming its cell."""


class FormReading:
    """The forms that files can be, prepared once for any number of files."""

    def __init__(self, specs: Iterable[FormSpec], book: LabelBook | None = None) -> None:
        """Prepare the forms; of equal ones the first counts."""
        words = book or read_labels()
        self._forms: Sequence[FormMap] = [map_form(spec, words) for spec in specs]
        self._stencils: dict[str, Stencil] = {}
        self._others = frozenset(exact_key(text) for text in words.others)

    def read(self, word: bytes, place: str = "") -> list[FilledForm]:
        """Return the filled forms of a file, in order; a combined file holds several.

        Args:
            word: the bytes of the .docx.
            place: what to call the file in a fault.

        Raises:
            Refusal: form.no_table, form.unrecognized, or what the file is instead of a .docx.
        """
        cut = outline(word)
        if cut is not None and (stencil := self._stencils.get(cut.key)) is not None:
            return [_by_stencil(stencil, cut)]
        forms = self._read_with_care(word, place)
        if cut is not None:
            self._keep(forms, cut)
        return forms

    def _keep(self, forms: Sequence[FilledForm], cut: Outline) -> None:
        """Keep what was read as a stencil, where it says just what the outline says."""
        form = forms[0]
        if len(forms) > 1 or form.warnings:
            return
        names = [parse_mark(mark) for mark in cut.marks]
        keys = tuple(name.key for name in names if name is not None and not name.annex)
        stencil = Stencil(form.form, keys)
        if len(keys) == len(cut.texts) and _by_stencil(stencil, cut) == form:
            self._stencils[cut.key] = stencil

    def _read_with_care(self, word: bytes, place: str) -> list[FilledForm]:
        package = _opened(word, place)
        tables = file_tables(package.body)
        if not tables:
            raise refusal("form.no_table", place)
        fits = fit_all(tables, self._forms, self._others)
        found = [(t, fit) for t, fit in fits if fit is not None]
        if not found:
            raise refusal("form.unrecognized", place)
        forms = [self._filled(fit, table, place) for table, fit in found]
        more = [
            *outside(fits, place),
            *hidden_places(package, place),
        ]
        if more:
            first = forms[0]
            forms[0] = FilledForm(
                first.form, first.values, first.found_by, (*first.warnings, *more)
            )
        return forms

    def _filled(self, fit: Fit, table: FileTable, place: str) -> FilledForm:
        spec = fit.form.spec
        reading = read_cells(fit.form, table, self._others)
        values: dict[str, str] = {}
        found_by: dict[str, FoundBy] = {}
        warnings: list[Fault] = []
        if not fit.certain:
            warnings.append(fault("form.form_guessed", place, title=spec.title))
        for field in spec.fields:
            found = reading.found.get(field.key)
            if found is None:
                warnings.append(fault("form.cell_missing", place, label=field.label))
                continue
            found_by[field.key] = found.how
            values[field.key], said = _with_annex(field, found.text, table, place)
            warnings += said
            if found.how is FoundBy.GUESS and (found.text.strip() or reading.left):
                text = _shown(found.text) or "（空）"
                warnings.append(fault("form.cell_guessed", place, label=field.label, text=text))
        if reading.left:
            texts = "”“".join(_shown(text) for text in reading.left[:_MOST_NAMED])
            warnings.append(fault("form.text_left", place, count=len(reading.left), texts=texts))
        warnings += _strange_annexes(spec, table, place)
        return FilledForm(spec.id, values, found_by, tuple(warnings))


def _by_stencil(stencil: Stencil, cut: Outline) -> FilledForm:
    values = dict(zip(stencil.keys, cut.texts, strict=True))
    return FilledForm(stencil.form, values, dict.fromkeys(stencil.keys, FoundBy.MARK))


def _opened(word: bytes, place: str) -> WordPackage:
    try:
        return open_word(word, place)
    except Refusal as refused:
        if refused.fault.code == "form.not_word":
            raise refusal(disguise(word), place) from None
        raise


def read_back(word: bytes, specs: Iterable[FormSpec], place: str = "") -> list[FilledForm]:
    """Return the filled forms of one file; see ``FormReading.read``."""
    return FormReading(specs).read(word, place)


def read_back_safely(word: bytes, specs: Iterable[FormSpec], place: str = "") -> list[FilledForm]:
    """Do what ``read_back`` does in a child process with limits, for files from outside."""
    plain = [to_plain(spec) for spec in specs]
    return [
        form_from_plain(form)
        for form in sandbox.run(read_back_plain, word, plain, place, place=place)
    ]


def read_back_plain(word: bytes, specs: list[Any], place: str) -> list[PlainForm]:
    """Do what ``read_back`` does with plain values in and out, for the child process."""
    known = [from_plain(FormSpec, spec) for spec in specs]
    return [plain_form(form) for form in read_back(word, known, place)]


def plain_form(form: FilledForm) -> PlainForm:
    """Return a form as plain values, for the way out of the child process."""
    warnings = [dict(each.as_dict()) for each in form.warnings]
    values = {key: as_text(text) for key, text in form.values.items()}
    return form.form, values, {k: str(how) for k, how in form.found_by.items()}, warnings


def form_from_plain(plain: PlainForm) -> FilledForm:
    """Return the form that plain values stand for."""
    form, values, found_by, warnings = plain
    hows = {key: _HOWS[how] for key, how in found_by.items()}
    return FilledForm(form, values, hows, tuple(Fault(**each) for each in warnings))


def _with_annex(field: Field, text: str, table: FileTable, place: str) -> tuple[str, list[Fault]]:
    """Return the text with what stands on the field's 附页, and what is doubtful about it."""
    annex = table.annexes.text_for(field)
    if annex is None:
        lost = field.annex and text.endswith(CONTINUED)
        return text, [fault("form.annex_missing", place, label=field.label)] if lost else []
    title = table.annexes.title_for(field)
    doubtful = title in table.annexes.doubtful
    said = [fault("form.annex_doubtful", place, label=field.label)] if doubtful else []
    return joined_with_annex(text, annex), said


def _strange_annexes(spec: FormSpec, table: FileTable, place: str) -> list[Fault]:
    known = {table.annexes.title_for(field) for field in spec.fields}
    return [
        fault("form.annex_unknown", place, title=_shown(title))
        for title in table.annexes.by_title
        if title not in known
    ]


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
