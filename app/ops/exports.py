"""Files out: the official forms by copy, and the 台账."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.form import Annex, FormSpec, FormValues
from app.domain.form_room import FormRoom
from app.domain.ids import OrganizationId, PersonId
from app.domain.review import Review, Round, form_values
from app.domain.words import COPIES, CopyPurpose, PostKind, ReviewState, TargetKind
from app.ops.tasks import lies_under, target_name
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.export.word_form import WordTemplate


class Fitted(Protocol):
    """Values cut so that the form stays on its page, and what goes on an 附页."""

    @property
    def values(self) -> FormValues:
        """What stands in the cells."""
        ...

    @property
    def annexes(self) -> Sequence[Annex]:
        """What does not fit."""
        ...

    @property
    def overflowing(self) -> Sequence[str]:
        """Keys of the fields that do not fit."""
        ...


class Paper(Protocol):
    """What the paper room gives; loaded only when something has to be measured or painted."""

    def fit(self, spec: FormSpec, values: FormValues) -> Fitted:
        """Cut the values for the page."""
        ...

    def pdf(self, spec: FormSpec, forms: Sequence[Fitted]) -> bytes:
        """Paint forms one after the other into one PDF."""
        ...


OpenPaper = Callable[[], Paper]


@dataclass(frozen=True, slots=True)
class FormsAsked:
    """Which forms, in which shape."""

    copies: tuple[CopyPurpose, ...] = ()
    """Empty: each form once, whatever its copies."""
    format: str = "docx"
    combine: bool = False
    filing: bool = False
    hide_optional: bool = False
    """True: posted copies also leave out what the scheme says may be hidden (出生年月)."""
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class FormsDone:
    """What was written."""

    files: tuple[Path, ...]
    overflowing: tuple[str, ...]
    """File names of the forms that ran over their page."""


@dataclass(frozen=True, slots=True)
class _Filled:
    """Values that stand in their cells as they are."""

    values: FormValues
    annexes: tuple[Annex, ...] = ()
    overflowing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Job:
    """One form to write."""

    review: Review | None
    spec: FormSpec
    copy: CopyPurpose | None
    hidden: frozenset[str] = frozenset()

    @property
    def posted(self) -> bool:
        return self.copy is CopyPurpose.POSTING

    @property
    def values(self) -> dict[str, str]:
        if self.review is None:
            return {}
        values = form_values(self.review)
        return self.spec.posted(values, self.hidden) if self.posted else values


class ExportOps:
    """What a user can write to files."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._presses: dict[OpenPaper, _Press] = {}

    def forms(
        self,
        round_: Round,
        under: OrganizationId,
        asked: FormsAsked,
        folder: Path,
        open_paper: OpenPaper,
    ) -> FormsDone:
        """Write the forms of a round's records.

        Args:
            round_: the round.
            under: only targets in this organisation and below.
            asked: which copies, in which shape.
            folder: where to write; made if it is not there.
            open_paper: gives the paper room; called only for PDF, or where a form may run over.

        Raises:
            Refusal: ``file.*``; then nothing was written.
        """
        jobs = list(self._jobs(round_, under, asked))
        return self._write(round_, jobs, asked, folder, open_paper)

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

        press = self._press(open_paper)
        job = _Job(review, self._spec(review), None)
        fitted = press.fit(job)
        content = press.content(job, [fitted], path.suffix.lstrip(".").lower())
        write_new(path, content, overwrite=overwrite)
        return FormsDone((path,), (path.name,) if fitted.overflowing else ())

    def ledger(self, path: Path, *, overwrite: bool = False) -> int:
        """Write the 台账 of all rounds; importing it again changes nothing. Returns its rows."""
        self._workspace.refuse_own_files(path)
        from app.export.excel_ledger import ledger_bytes
        from app.export.files import write_new
        from app.ops.ledger_rows import ledger_rows

        rows = list(ledger_rows(self._workspace))
        forms = [*self._workspace.forms.values(), *self._workspace.earlier_editions()]
        write_new(path, ledger_bytes(forms, rows), overwrite=overwrite)
        return len(rows)

    def file_name(self, review: Review) -> str:
        """Return the usual name for a record's file, without suffix."""
        from app.export.file_names import file_name

        rounds = {r.id: r for r in self._workspace.stores.rounds.all()}
        return self._name(
            _Job(review, self._spec(review), None), rounds[review.round_id], file_name
        )

    def _jobs(self, round_: Round, under: OrganizationId, asked: FormsAsked) -> Iterator[_Job]:
        if CopyPurpose.BLANK in asked.copies:
            for spec in self._workspace.forms.values():
                yield _Job(None, spec, CopyPurpose.BLANK)
        purposes: list[CopyPurpose | None] = [
            copy for copy in asked.copies if copy is not CopyPurpose.BLANK
        ]
        if asked.copies and not purposes:
            return
        reviews = self._reviews(round_, under, filing=asked.filing)
        for copy in purposes or [None]:
            for review in reviews:
                spec = self._spec(review)
                if copy is not None and copy not in spec.copies:
                    continue
                if copy is CopyPurpose.POSTING and not review.is_done:
                    continue
                yield _Job(review, spec, copy, self._hidden(spec, asked))

    def _reviews(self, round_: Round, under: OrganizationId, *, filing: bool) -> list[Review]:
        directory = self._workspace.directory(self._workspace.day_of(round_))
        heads = self._heads(directory, under) if filing else frozenset()
        found = [
            review
            for review in self._workspace.stores.reviews.of_round(round_.id)
            if review.state is not ReviewState.PLANNED or review.typed
            if lies_under(directory, review.target, review.organization_id, under)
            if not filing or heads & set(review.reviewers)
        ]
        place = directory.tree.index
        return sorted(found, key=lambda r: (r.target.kind, place.get(r.organization_id, 0)))

    def _heads(self, directory: Directory, under: OrganizationId) -> frozenset[PersonId]:
        """主要负责同志: the secretary of the unit that files, its committee's own first hand."""
        holders = directory.holders(under, frozenset({PostKind.SECRETARY}))
        return frozenset(holder.person_id for holder in holders)

    def _hidden(self, spec: FormSpec, asked: FormsAsked) -> frozenset[str]:
        declared = self._workspace.scheme.form(spec.id)
        return frozenset(declared.optional_hidden if declared and asked.hide_optional else ())

    def _press(self, open_paper: OpenPaper) -> "_Press":
        """Keep compiled templates from one export to the next."""
        return self._presses.setdefault(open_paper, _Press(self._workspace, open_paper))

    def _spec(self, review: Review) -> FormSpec:
        return self._workspace.form_edition(review.form, review.form_edition)

    def _write(
        self,
        round_: Round,
        jobs: Sequence[_Job],
        asked: FormsAsked,
        folder: Path,
        open_paper: OpenPaper,
    ) -> FormsDone:
        from app.export.file_names import UniqueNames
        from app.export.files import make_folder, write_all

        press = self._press(open_paper)
        names: dict[Path, UniqueNames] = {}
        overflowing: list[str] = []

        def contents() -> Iterator[tuple[Path, bytes]]:
            for where, group in self._groups(jobs, folder, asked):
                if where not in names:
                    make_folder(where)
                    names[where] = UniqueNames()
                fitted = [press.fit(job) for job in group]
                title = self._group_name(group, round_, asked)
                path = where / names[where].take(title, asked.format)
                if any(fit.overflowing for fit in fitted):
                    overflowing.append(path.name)
                yield path, press.content(group[0], fitted, asked.format)

        files = write_all(contents(), overwrite=asked.overwrite)
        return FormsDone(tuple(files), tuple(overflowing))

    def _groups(
        self, jobs: Sequence[_Job], folder: Path, asked: FormsAsked
    ) -> Iterator[tuple[Path, list[_Job]]]:
        """Sort the forms into files: one each, or one for each form and copy."""
        apart = len(asked.copies) > 1
        grouped: dict[tuple[object, ...], list[_Job]] = {}
        for number, job in enumerate(jobs):
            key = (job.copy, job.spec.id, job.spec.edition, 0 if asked.combine else number)
            grouped.setdefault(key, []).append(job)
        for group in grouped.values():
            copy = group[0].copy
            yield (folder / COPIES[copy] if apart and copy else folder), group

    def _group_name(self, group: Sequence[_Job], round_: Round, asked: FormsAsked) -> str:
        from app.export.file_names import file_name

        job = group[0]
        if asked.combine and job.review is not None:
            unit = self._unit_name(self._workspace.root_id)
            return file_name(unit, job.spec.short_title or job.spec.title, "合订", round_.end)
        return self._name(job, round_, file_name)

    def _name(self, job: _Job, round_: Round, file_name: Callable[..., str]) -> str:
        title = job.spec.short_title or job.spec.title
        if job.review is None:
            return file_name(self._unit_name(self._workspace.root_id), title, "空白表", None)
        review = job.review
        directory = self._workspace.directory(review.day or self._workspace.day_of(round_))
        unit = directory.tree.branch_of(review.organization_id).id
        if review.target.kind is TargetKind.ORGANIZATION:
            above = directory.tree.parent(review.organization_id)
            unit = above.id if above else unit
        name = target_name(directory, review.target)
        return file_name(self._unit_name(unit), title, name, review.day or round_.end)

    def _unit_name(self, organization_id: OrganizationId) -> str:
        organization = self._workspace.directory(self._workspace.today()).tree[organization_id]
        return organization.short_name or organization.name


class _Press:
    """Fits forms to their page and turns them into Word or PDF, loading only what it needs."""

    def __init__(self, workspace: Workspace, open_paper: OpenPaper) -> None:
        self._workspace = workspace
        self._open_paper = open_paper
        self._rooms: dict[str, FormRoom] = {}
        self._templates: dict[tuple[str, str], WordTemplate] = {}

    @cached_property
    def _paper(self) -> Paper:
        return self._open_paper()

    def fit(self, job: _Job) -> Fitted:
        values: Mapping[str, str] = job.values
        edition = job.spec.edition
        if edition not in self._rooms:
            self._rooms[edition] = FormRoom(job.spec)
        if self._rooms[edition].surely_holds(values):
            return _Filled(values)
        return self._paper.fit(job.spec, values)

    def content(self, job: _Job, fitted: Sequence[Fitted], suffix: str) -> bytes:
        if suffix == "pdf":
            return self._paper.pdf(job.spec, fitted)
        template = self._template(job.spec)
        if len(fitted) == 1:
            return template.fill(fitted[0].values, fitted[0].annexes, posted=job.posted)
        forms = [(fit.values, fit.annexes) for fit in fitted]
        return template.combine(forms, posted=job.posted)

    def _template(self, spec: FormSpec) -> "WordTemplate":
        from app.export.word_form import WordTemplate

        key = (spec.id, spec.edition)
        if key not in self._templates:
            word = self._workspace.stores.schemes.form_file(*key)
            if word is None:
                raise refusal("form.unknown", name=spec.id, known="、".join(self._workspace.forms))
            self._templates[key] = WordTemplate(word, spec)
        return self._templates[key]
