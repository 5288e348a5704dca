"""A unit's own forms and tables: read, shown, corrected, and taken into the ledger's scheme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Fault, refuse_all
from app.domain.errors.system import reason_of
from app.domain.form import FormSpec
from app.domain.own_form import (
    OWN,
    FormDraft,
    declaration_of,
    draft_advice,
    draft_faults,
    is_own,
    next_own,
    own_labels,
    shown_form,
)
from app.domain.own_table import HEAD_TITLES, TableDraft, own_declaration, table_faults
from app.domain.scheme import FormDeclaration, Scheme, TableDeclaration
from app.domain.words import MEASURE_TITLES, TargetKind
from app.ops.changes import Changes, Topic, changed
from app.ops.rounds import RoundOps
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.domain.table import TableSpec
    from app.specs.form_guess import Known

_FORM_ID = "own-"


@dataclass(frozen=True, slots=True)
class Adopted:
    """What taking a form or table in did."""

    id: str
    title: str
    changes: Changes


class OwnFormOps:
    """What a user can do with forms and tables of the unit's own."""

    def __init__(self, workspace: Workspace, rounds: RoundOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._rounds = rounds

    # ---- forms -----------------------------------------------------------------------------

    def read(self, path: Path, target: TargetKind | None = None) -> FormDraft:
        """Return what is proposed for a Word file; nothing is written.

        Args:
            path: the .docx.
            target: what it is filled for, where the user has said so; else it is guessed.

        Raises:
            Refusal: ``own.*``, ``form.*`` or ``file.*``: everything that is wrong with the file.
        """
        from app.specs.own_form_reader import read_draft

        draft = read_draft(_bytes(path), path.name, self._known(), target)
        return replace(draft, short_title=self._free_name(draft.short_title))

    def preview(self, draft: FormDraft) -> FormSpec:
        """Return the form as it will look."""
        return shown_form(draft)

    def faults(self, draft: FormDraft) -> Sequence[Fault]:
        """Return everything that stands in the way of taking the form in."""
        return draft_faults(draft, self._workspace.scheme)

    def advice(self, draft: FormDraft) -> Sequence[Fault]:
        """Return what is odd about the file, and what the form will lack."""
        return draft_advice(draft)

    def choices(self, target: TargetKind) -> Mapping[str, str]:
        """Return the fields that a cell can be chosen for: key → what people call it.

        Those of the ledger's own forms follow those that every form knows.
        """
        from app.specs.label_words import known_labels

        known = {f.key: f.title for f in known_labels() if f.target in (None, target)}
        items = {
            f"item.{item.id}": item.title
            for each in self._workspace.scheme.items
            if each.target is target
            for item in each.items
        }
        used = {
            field.key: field.label
            for spec in self._workspace.forms.values()
            if spec.target is target
            for field in spec.fields
            if field.key not in known and not is_own(field.key)
        }
        return {**known, **items, **used}

    def replaceable(self, target: TargetKind) -> Mapping[str, str]:
        """Return the forms of the scheme whose place a form for such targets can take."""
        forms = self._workspace.scheme.forms
        return {form.id: form.title for form in forms if form.target is target}

    def free_key(self, draft: FormDraft) -> str:
        """Return the key of a further own field of a draft."""
        return f"{OWN}{next_own([*self._keys(), *(cell.key for cell in draft.cells)])}"

    def adopt(self, draft: FormDraft) -> Adopted:
        """Make a draft a form of the ledger's scheme, in one step that can be undone.

        A form that it replaces keeps its id and gets a new edition; records stay on the edition
        that they were filled on. The rounds are planned again.

        Raises:
            Refusal: ``own.*`` or ``form.*``; nothing is changed then.
        """
        from app.specs.own_form_reader import make_form

        scheme = self._workspace.scheme
        refuse_all(draft_faults(draft, scheme))
        form_id = draft.replaces or self._free_id()
        declared = declaration_of(draft, scheme, form_id)
        word, spec = make_form(draft, declared)
        self._keep("采用自有表样", _with_form(scheme, declared), {form_id: (spec, word)})
        topics = changed(Topic.TASKS, Topic.REVIEWS, Topic.ROUNDS)
        return Adopted(form_id, draft.title, topics)

    # ---- tables ----------------------------------------------------------------------------

    def read_table(self, path: Path) -> TableDraft:
        """Return what is proposed for an Excel file; nothing is written.

        Raises:
            Refusal: ``own.*``, ``table.*`` or ``file.*``.
        """
        from app.specs.own_table_reader import read_table_draft

        table = self._table
        return read_table_draft(_bytes(path), path.name, table.tiers if table else ())

    def table_faults(self, draft: TableDraft) -> Sequence[Fault]:
        """Return everything that stands in the way of taking the table in."""
        return table_faults(draft)

    def figures(self) -> Mapping[str, str]:
        """Return what a cell of the table can be chosen for: figure → what people call it."""
        from app.ops.counting import table_titles

        table = self._table
        further = table_titles(replace(table, columns={})) if table else {}
        columns = table.columns if table else {}
        return {**MEASURE_TITLES, **further, **columns, **HEAD_TITLES}

    def adopt_table(self, draft: TableDraft) -> Adopted:
        """Make a draft the statistics table of the ledger's scheme.

        Raises:
            Refusal: ``own.*`` or ``table.*``; nothing is changed then.
        """
        from app.specs.own_table_reader import make_table

        refuse_all(table_faults(draft))
        old = self._table
        declared = own_declaration(draft, old, self.figures())
        excel, spec = make_table(draft, declared)
        scheme = self._workspace.scheme
        tables = tuple(declared if t is old else t for t in scheme.tables) or (declared,)
        self._keep("采用自有统计表", replace(scheme, tables=tables), {}, [(spec, excel)])
        return Adopted(declared.id, draft.title, changed(Topic.REVIEWS, Topic.ROUNDS))

    @property
    def _table(self) -> TableDeclaration | None:
        return next(iter(self._workspace.scheme.tables), None)

    # ---- the ledger ------------------------------------------------------------------------

    def _keep(
        self,
        title: str,
        scheme: Scheme,
        fresh: Mapping[str, tuple[FormSpec, bytes]],
        tables: "list[tuple[TableSpec, bytes]] | None" = None,
    ) -> None:
        """Write a scheme with its fresh forms and tables; the others stay as they are."""
        workspace = self._workspace
        store = workspace.stores.schemes
        before, specs = workspace.scheme, workspace.forms
        forms = [
            fresh.get(form.id) or (specs[form.id], store.form_file(form.id) or b"")
            for form in scheme.forms
        ]
        try:
            with workspace.transaction(title):
                kept = [(spec.id, spec, excel) for spec, excel in tables or []]
                store.keep(scheme, forms, kept)
                workspace.scheme_changed(scheme, {spec.id: spec for spec, _ in forms})
                self._rounds.plan_again()
        except BaseException:
            workspace.scheme_changed(before, specs)
            raise

    def _known(self) -> "Known":
        from app.specs.form_guess import Known

        workspace = self._workspace
        labels: dict[str, dict[str, str]] = {}
        for spec in workspace.forms.values():
            said = labels.setdefault(spec.target.value, {})
            for field in spec.fields:
                if not is_own(field.key):
                    said.setdefault(field.label, field.key)
        for each in workspace.scheme.items:
            said = labels.setdefault(each.target.value, {})
            for item in each.items:
                said.setdefault(item.title, f"item.{item.id}")
        return Known(labels, own_labels(self._editions()), next_own(self._keys()))

    def _editions(self) -> tuple[FormSpec, ...]:
        workspace = self._workspace
        return (*workspace.earlier_editions(), *workspace.forms.values())

    def _keys(self) -> list[str]:
        return [field.key for spec in self._editions() for field in spec.fields]

    def _free_id(self) -> str:
        taken = {form.id for form in self._workspace.scheme.forms}
        taken |= {form for form, _ in self._workspace.stores.reviews.editions()}
        number = 1
        while f"{_FORM_ID}{number}" in taken:
            number += 1
        return f"{_FORM_ID}{number}"

    def _free_name(self, name: str) -> str:
        """Return a name for files that no form of the scheme has."""
        taken = {n for form in self._workspace.scheme.forms for n in (form.title, form.short_title)}
        number, free = 2, name
        while free in taken:
            free = f"{name}{number}"
            number += 1
        return free


def _with_form(scheme: Scheme, declared: FormDeclaration) -> Scheme:
    """Return the scheme with a form in the place of the one of its id, else behind the others."""
    if any(form.id == declared.id for form in scheme.forms):
        forms = tuple(declared if form.id == declared.id else form for form in scheme.forms)
    else:
        forms = (*scheme.forms, declared)
    return replace(scheme, forms=forms)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise refusal("file.missing", str(path)) from None
    except OSError as error:
        raise refusal("file.unreadable", str(path), reason=reason_of(error)) from None
