"""The forms that are written or printed: chosen and ordered in short, then read in batches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.db.review_heads import ReviewHead, filled_heads, heads_among, reviewed_by
from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.form import FormSpec, FormValues
from app.domain.ids import OrganizationId, PersonId, ReviewId, RoundId, TaskId
from app.domain.review import Review, ReviewTask, Round, form_values
from app.domain.words import CopyPurpose, PostKind, TargetKind
from app.export.file_names import file_name
from app.ops.forms_asked import Choice, FormsAsked, OfReviews, OfUnit
from app.ops.tasks import Answers, lies_under, target_name
from app.ops.workspace import Workspace

BATCH = 200
"""Records that are in memory at a time."""
BLANK = "空白表"
_FEW = 20
"""Up to so many tasks are read one by one."""


@dataclass(frozen=True, slots=True)
class FormCopy:
    """One copy of one form, not read yet; without a record it is a blank form."""

    head: ReviewHead | None
    spec: FormSpec
    copy: CopyPurpose | None
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FilledCopy:
    """One copy of one form with what stands in it."""

    review: Review | None
    spec: FormSpec
    copy: CopyPurpose | None
    values: FormValues

    @property
    def posted(self) -> bool:
        """True for a copy that is put up: nothing private in it."""
        return self.copy is CopyPurpose.POSTING


class FormCopies:
    """Finds the copies that are wanted, and reads them."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace

    def chosen(self, choice: Choice, asked: FormsAsked) -> list[FormCopy]:
        """Return the copies of the chosen records, copy by copy; blank forms first."""
        copies: list[FormCopy] = []
        if CopyPurpose.BLANK in asked.copies:
            specs = self._workspace.forms.values()
            copies += [FormCopy(None, spec, CopyPurpose.BLANK) for spec in specs]
        purposes: list[CopyPurpose | None] = [c for c in asked.copies if c is not CopyPurpose.BLANK]
        if asked.copies and not purposes:
            return copies
        heads = self._heads(choice, asked)
        for copy in purposes or [None]:
            copies += self._of_copy(heads, copy, asked)
        return copies

    def _of_copy(
        self, heads: Sequence[ReviewHead], copy: CopyPurpose | None, asked: FormsAsked
    ) -> Iterator[FormCopy]:
        for head in heads:
            spec = self._workspace.form_edition(head.form, head.form_edition)
            if copy is not None and copy not in spec.copies:
                continue
            if copy is CopyPurpose.POSTING and not head.is_done:
                continue
            yield FormCopy(head, spec, copy, self._hidden(spec, asked))

    def _heads(self, choice: Choice, asked: FormsAsked) -> list[ReviewHead]:
        if isinstance(choice, OfReviews):
            found = heads_among(self._workspace.database, choice.reviews)
        else:
            found = self._of_unit(choice, filing=asked.filing)
        return [head for head in found if head.is_done or not asked.done_only]

    def _of_unit(self, choice: OfUnit, *, filing: bool) -> list[ReviewHead]:
        workspace, under = self._workspace, choice.under
        directory = workspace.directory(workspace.day_of(choice.round))
        found = [
            head
            for head in filled_heads(workspace.database, choice.round.id)
            if lies_under(directory, head.target, head.organization_id, under)
        ]
        if filing:
            heads = _first_hands(directory, under)
            theirs = reviewed_by(workspace.database, choice.round.id, heads)
            found = [head for head in found if head.id in theirs]
        place = directory.tree.index
        return sorted(found, key=lambda h: (h.target.kind, place.get(h.organization_id, 0)))

    def _hidden(self, spec: FormSpec, asked: FormsAsked) -> frozenset[str]:
        declared = self._workspace.scheme.form(spec.id)
        return frozenset(declared.optional_hidden if declared and asked.hide_optional else ())

    def filled(self, copies: Sequence[FormCopy]) -> Iterator[FilledCopy]:
        """Read copies one after the other, never more than a batch of records at a time."""
        for start in range(0, len(copies), BATCH):
            some = copies[start : start + BATCH]
            ids = {copy.head.id for copy in some if copy.head is not None}
            among = self._workspace.stores.reviews.among(ids) if ids else ()
            reviews = {review.id: review for review in among}
            for copy in some:
                yield _filled(copy, reviews)

    def of_review(self, review: Review) -> FilledCopy:
        """Return the form of one record."""
        spec = self._workspace.form_edition(review.form, review.form_edition)
        return FilledCopy(review, spec, None, form_values(review))

    def answering(self, task_ids: Sequence[TaskId]) -> tuple[ReviewId, ...]:
        """Return the records that answer these tasks, in the order of the tasks."""
        stores = self._workspace.stores
        tasks = self._tasks(task_ids)
        rounds: dict[RoundId, list[ReviewTask]] = {}
        for task in tasks:
            rounds.setdefault(task.round_id, []).append(task)
        today = self._workspace.directory(self._workspace.today())
        answers = {
            round_id: Answers(
                stores.reviews.of_round(round_id, {task.target for task in those}),
                self._workspace.directory,
                today,
            )
            for round_id, those in rounds.items()
        }
        reviews = (answers[task.round_id].to(task) for task in tasks)
        return tuple(dict.fromkeys(review.id for review in reviews if review is not None))

    def _tasks(self, task_ids: Sequence[TaskId]) -> list[ReviewTask]:
        """Return the tasks with these ids; many of one round are read together."""
        stores, known = self._workspace.stores.tasks, dict[TaskId, ReviewTask]()
        for task_id in task_ids:
            if task_id not in known and (task := stores.get(task_id)) is not None:
                known[task_id] = task
                if len(task_ids) > _FEW:
                    known.update((each.id, each) for each in stores.of_round(task.round_id))
        return [known[task_id] for task_id in task_ids if task_id in known]


def _filled(copy: FormCopy, reviews: Mapping[ReviewId, Review]) -> FilledCopy:
    if copy.head is None:
        return FilledCopy(None, copy.spec, copy.copy, {})
    review = reviews[copy.head.id]
    values = form_values(review)
    if copy.copy is CopyPurpose.POSTING:
        values = copy.spec.posted(values, copy.hidden)
    return FilledCopy(review, copy.spec, copy.copy, values)


def _first_hands(directory: Directory, unit: OrganizationId) -> frozenset[PersonId]:
    """主要负责同志: the secretary of the unit that files, its committee's own first hand."""
    holders = directory.holders(unit, frozenset({PostKind.SECRETARY}))
    return frozenset(holder.person_id for holder in holders)


class FormNames:
    """The names of the files that forms are written to."""

    def __init__(self, workspace: Workspace) -> None:
        """Name by the structure of this ledger."""
        self._workspace = workspace
        self._rounds: dict[RoundId, Round] = {r.id: r for r in workspace.stores.rounds.all()}
        self._today = workspace.directory(workspace.today())

    def of(self, form: FilledCopy) -> str:
        """Return the usual name of a form's file, without suffix."""
        title = form.spec.short_title or form.spec.title
        review = form.review
        if review is None:
            return file_name(self._unit(self._workspace.root_id), title, BLANK, None)
        round_ = self._rounds[review.round_id]
        directory = self._workspace.directory(review.day or self._workspace.day_of(round_))
        unit = directory.tree.branch_of(review.organization_id).id
        if review.target.kind is TargetKind.ORGANIZATION:
            above = directory.tree.parent(review.organization_id)
            unit = above.id if above else unit
        target = target_name(directory, review.target)
        return file_name(self._unit(unit), title, target, review.day or round_.end)

    def of_many(self, form: FilledCopy) -> str:
        """Return the name of a file that holds many forms like this one, without suffix."""
        if form.review is None:
            return self.of(form)
        title = form.spec.short_title or form.spec.title
        day = self._rounds[form.review.round_id].end
        return file_name(self._unit(self._workspace.root_id), title, "合订", day)

    def target(self, form: FilledCopy) -> str:
        """Return the name of what a form is about, as people know it; blank forms say so."""
        if form.review is None:
            return f"{form.spec.short_title or form.spec.title}（{BLANK}）"
        day = form.review.day
        directory = self._workspace.directory(day) if day else self._today
        return target_name(directory, form.review.target)

    def _unit(self, organization_id: OrganizationId) -> str:
        organization = self._today.tree[organization_id]
        return organization.short_name or organization.name


def require_form(workspace: Workspace, spec: FormSpec) -> bytes:
    """Return the Word file of a form.

    Raises:
        Refusal: ``form.unknown``.
    """
    word = workspace.stores.schemes.form_file(spec.id, spec.edition)
    if word is None:
        raise refusal("form.unknown", name=spec.id, known="、".join(workspace.forms))
    return word
