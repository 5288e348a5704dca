"""Reviews: opening a form for a task, saving what was filled in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.db.review_store import RECORD
from app.domain.draft import draft_key
from app.domain.errors.catalogue import refusal
from app.domain.form import MAIN_BLOCK, FieldKind, FormSpec
from app.domain.ids import PersonId, ReviewId, TaskId
from app.domain.review import (
    HEAD_FIELDS,
    Block,
    Review,
    ReviewTask,
    Round,
    Target,
    form_values,
    reached_state,
    written_day,
)
from app.domain.reviewer_text import REVIEWER_FIELD, Candidate, Candidates
from app.domain.scheme import Guidance, ItemList
from app.domain.snapshot import identities, snapshot
from app.domain.words import FINISHED_STATES, ReviewerKind, ReviewState, TargetKind
from app.ops.changes import Changes, Topic, changed
from app.ops.postings import PostingOps
from app.ops.tasks import Answers, TaskOps, own_reviews
from app.ops.workspace import Workspace


@dataclass(frozen=True, slots=True)
class EarlierText:
    """What was written into one cell of an earlier form."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class EarlierForm:
    """What was written about the same target the last time."""

    round: str
    day: date | None
    reviewer: str
    texts: tuple[EarlierText, ...]
    """In reading order; empty cells are left out."""


@dataclass(frozen=True, slots=True)
class ChosenReviewers:
    """Other reviewers than those of the record as it was opened."""

    persons: tuple[PersonId, ...]
    reason: str = ""
    """Why the task goes to them; empty: the task stays as it is."""


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form ready to be filled: its layout, the record, and what helps to write."""

    spec: FormSpec
    review: Review
    values: Mapping[str, str]
    """What stands in the cells, the live names and posts included."""
    items: tuple[ItemList, ...]
    guidance: tuple[Guidance, ...]
    modes: tuple[str, ...]
    task: ReviewTask | None = None
    """What the record answers, where it was planned."""
    earlier: EarlierForm | None = None
    asks_reason: bool = False
    """True: it was finished on an earlier day, so a change wants a reason."""
    postings: tuple[str, ...] = ()
    """When and where it was put up, in sentences."""


class ReviewOps:
    """What a user can do with reviews."""

    def __init__(self, workspace: Workspace, tasks: TaskOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._tasks = tasks

    def open(self, task_id: TaskId) -> OpenForm:
        """Return the form for a task: the record that answers it, or a new one.

        Raises:
            Refusal: ``task.unknown``.
        """
        task = self._workspace.stores.tasks.get(task_id)
        if task is None:
            raise refusal("task.unknown")
        reviews = self._workspace.stores.reviews.of_target(task.round_id, task.target)
        today = self._workspace.directory(self._workspace.today())
        answers = Answers(reviews, self._workspace.directory, today)
        review = answers.to(task) or self._new_review(task)
        return self.open_review(review)

    def open_kept(self, review_id: ReviewId) -> OpenForm:
        """Return the form of a record that is kept in the ledger.

        Raises:
            Refusal: ``review.unknown``.
        """
        review = self._workspace.stores.reviews.get(review_id)
        if review is None:
            raise refusal("review.unknown")
        return self.open_review(review)

    def unplanned(
        self, round_: Round, form: str, target: Target, reviewers: Sequence[PersonId]
    ) -> OpenForm:
        """Return a new form without a task: 日常点评, 适时点评, 专门约谈.

        It counts like any other if its day lies in the round.

        Raises:
            Refusal: ``form.unknown``, or ``task.own_review`` where somebody would review himself
                or the organisation whose secretary he is.
        """
        spec = self._workspace.form(form)
        self._refuse_own_review(target, reviewers)
        task = ReviewTask(
            id=TaskId(""),
            round_id=round_.id,
            rules=(),
            form=spec.id,
            target=target,
            organization_id=None,
            reviewer_kind=ReviewerKind.PERSON,
            reviewers=tuple(reviewers),
        )
        return self.open_review(replace(self._new_review(task), task_id=None))

    def open_review(self, review: Review) -> OpenForm:
        """Return the form of a record."""
        workspace = self._workspace
        spec = workspace.form_edition(review.form, review.form_edition)
        live = review if review.is_finished else self._with_snapshot(review)
        declared = workspace.scheme.form(review.form)
        return OpenForm(
            spec=spec,
            review=live,
            values=form_values(live),
            items=tuple(
                items
                for items in workspace.scheme.items
                if declared is not None and items.target is declared.target
            ),
            guidance=self._guidance(live),
            modes=tuple(mode.title for mode in workspace.scheme.modes),
            task=workspace.stores.tasks.get(review.task_id) if review.task_id else None,
            earlier=self._earlier(review),
            asks_reason=self._finished_earlier(review),
            postings=PostingOps(workspace).of_review(review.id),
        )

    def candidates(self, text: str | None = None) -> Candidates:
        """Return who may be a reviewer, once each.

        All who hold posts or answer for a unit, and those from outside.

        Args:
            text: only those whose name stands in this text; None: all.
        """
        directory = self._workspace.directory(self._workspace.today())
        holders = {a.person_id: None for a in directory.records.appointments}
        outside = {p.id: None for p in directory.records.persons if p.outside}
        overseers = {o.person_id: None for o in directory.records.oversights}
        persons: Iterable[PersonId] = holders | overseers | outside
        if text is not None:
            plain = "".join(text.split())
            persons = [p for p in persons if "".join(directory.name(p).split()) in plain]
        return Candidates(tuple(map(self.candidate, persons)))

    def candidate(self, person_id: PersonId) -> Candidate:
        """Return anybody as a possible reviewer."""
        directory = self._workspace.directory(self._workspace.today())
        return Candidate(person_id, directory.name(person_id), directory.identity(person_id))

    def save(
        self,
        review: Review,
        values: Mapping[str, str],
        day: date | None,
        reason: str = "",
        chosen: ChosenReviewers | None = None,
    ) -> tuple[Review, Changes]:
        """Keep what was filled in; the state follows from what is there.

        Args:
            review: the record as opened.
            values: the cells as they stand, by field key.
            day: the day of the review (点评时间), or None while unknown.
            reason: why something that was done already is changed; may be empty.
            chosen: other reviewers than the record has, or None.

        Returns:
            The record as kept, and what changed.

        Raises:
            Refusal: ``task.own_review`` where somebody chosen would review himself or the
                organisation whose secretary he is; nothing is kept then.
        """
        ready = {} if review.is_finished else dict(review.snapshot)
        with self._workspace.transaction("填写登记表"):
            self._workspace.stores.drafts.discard([draft_key(review)])
            if chosen is not None:
                today = self._workspace.directory(self._workspace.today())
                ready[REVIEWER_FIELD] = identities(today, chosen.persons)
                review = self._with_reviewers(review, chosen)
            kept = self._filled(review, values, day, ready)
            self._workspace.stores.reviews.save(kept, reason=reason)
        return kept, changed(Topic.REVIEWS, Topic.TASKS)

    def _filled(
        self,
        review: Review,
        values: Mapping[str, str],
        day: date | None,
        ready: Mapping[str, str],
    ) -> Review:
        """Return the record with these values.

        Args:
            review: the record as opened.
            values: the cells as they stand.
            day: the day of the review.
            ready: texts that the cells held without anybody typing them; they follow the day.
        """
        spec = self._workspace.form_edition(review.form, review.form_edition)
        filled = replace(
            review,
            day=day,
            place=values.get("review.place", review.place).strip(),
            mode=values.get("review.mode", review.mode).strip(),
        )
        filled = self._with_snapshot(filled)
        typed = {key: text for key, text in values.items() if not text or text != ready.get(key)}
        blocks = _blocks(filled, spec, {**filled.snapshot, **typed}, self._workspace.today())
        filled = replace(filled, blocks=blocks)
        if review.state is ReviewState.ARCHIVED:
            return filled
        return replace(filled, state=reached_state(filled, spec))

    def _with_reviewers(self, review: Review, chosen: ChosenReviewers) -> Review:
        """Return the record with other reviewers; with a reason the task goes to them as well."""
        self._refuse_own_review(review.target, chosen.persons)
        persons = self._workspace.directory(self._workspace.today()).persons
        kind = review.reviewer_kind
        if chosen.persons:
            outside = all(persons[person].outside for person in chosen.persons)
            kind = ReviewerKind.OUTSIDE if outside else ReviewerKind.PERSON
        task_id = review.task_id
        if task_id and chosen.reason.strip():
            task, _ = self._tasks.assign(task_id, chosen.persons, chosen.reason)
            task_id = task.id
        return replace(review, reviewers=chosen.persons, reviewer_kind=kind, task_id=task_id)

    def _refuse_own_review(self, target: Target, reviewers: Sequence[PersonId]) -> None:
        directory = self._workspace.directory(self._workspace.today())
        own = [person for person in reviewers if person in own_reviews(directory, target)]
        if own:
            raise refusal("task.own_review", name=directory.name(own[0]))

    def _finished_earlier(self, review: Review) -> bool:
        """Tell whether a record was finished before today, as far as the log says when."""
        if not review.is_finished:
            return False
        lines = self._workspace.stores.changes.of_record(RECORD, review.id)
        days = [c.time[:10] for c in lines if c.field == "state" and c.new in FINISHED_STATES]
        return not days or days[-1] != self._workspace.today().isoformat()

    def _earlier(self, review: Review) -> EarlierForm | None:
        """Return what was written about the target in the last other record up to its day."""
        stores = self._workspace.stores
        last = stores.reviews.latest(review.target, before=review.id, until=review.day)
        if last is None:
            return None
        spec = self._workspace.form_edition(last.form, last.form_edition)
        values = form_values(last)
        rounds = {each.id: each.name for each in stores.rounds.all()}
        return EarlierForm(
            rounds.get(last.round_id, ""),
            last.day,
            values.get(REVIEWER_FIELD, ""),
            tuple(
                EarlierText(field.key, field.label, values[field.key])
                for field in spec.fields
                if field.kind is FieldKind.TEXT and values.get(field.key, "").strip()
            ),
        )

    def archive(self, review: Review) -> tuple[Review, Changes]:
        """Put a finished record away (已归档).

        Raises:
            Refusal: ``review.unfinished`` where it is not 已点评.
        """
        if not review.is_done:
            raise refusal("review.unfinished")
        archived = replace(review, state=ReviewState.ARCHIVED)
        with self._workspace.transaction("归档登记表"):
            self._workspace.stores.reviews.save(archived)
        return archived, changed(Topic.REVIEWS)

    def _new_review(self, task: ReviewTask) -> Review:
        workspace = self._workspace
        mode = workspace.scheme.mode(task.mode)
        directory = workspace.directory(workspace.today())
        if task.target.kind is TargetKind.ORGANIZATION:
            place = task.target.organization_id
        else:
            member = directory.members.get(task.target.person_id)
            place = member.organization_id if member else task.organization_id or workspace.root_id
        return Review(
            id=ReviewId(workspace.new_id()),
            round_id=task.round_id,
            form=task.form,
            target=task.target,
            organization_id=place,
            task_id=task.id,
            reviewers=task.reviewers,
            reviewer_kind=task.reviewer_kind,
            mode=mode.title if mode else "",
            form_edition=workspace.forms[task.form].edition,
        )

    def _with_snapshot(self, review: Review) -> Review:
        """Take names and posts as they stand on the day of the review."""
        rounds = {r.id: r for r in self._workspace.stores.rounds.all()}
        round_ = rounds[review.round_id]
        day = review.day or self._workspace.day_of(round_)
        directory = self._workspace.directory(day)
        secretary: PersonId | None = None
        place = review.organization_id
        if review.target.kind is TargetKind.ORGANIZATION:
            secretary = directory.credited_secretary(review.target.organization_id)
        elif review.target.person_id in directory.members:
            place = directory.members[review.target.person_id].organization_id
        body = self._body(review)
        names = snapshot(directory, review.target, review.reviewers, round_.name, body)
        return replace(review, snapshot=names, secretary_id=secretary, organization_id=place)

    def _body(self, review: Review) -> str:
        """Who reviews without being a person of the ledger: a body, or a host named alone."""
        task = review.task_id and self._workspace.stores.tasks.get(review.task_id)
        return task.body if task else ""

    def _guidance(self, review: Review) -> tuple[Guidance, ...]:
        """Advice for the category of this target (文件的分类指导)."""
        if review.target.kind is TargetKind.ORGANIZATION:
            return ()
        directory = self._workspace.directory(review.day or self._workspace.today())
        member = directory.members.get(review.target.person_id)
        tags = member.tags if member else frozenset()
        posts = {a.post for a in directory.posts_of(review.target.person_id)}
        return tuple(g for g in self._workspace.scheme.guidance if g.tags & tags or g.posts & posts)


def _blocks(
    review: Review, spec: FormSpec, values: Mapping[str, str], today: date
) -> tuple[Block, ...]:
    """Sort what was typed into the form's blocks; what equals the snapshot is not typed.

    A block with a cell for its day has that day; else the day on which its text last changed.
    """
    before = {block.id: block for block in review.blocks}
    typed: dict[str, dict[str, str]] = {}
    for found in spec.fields:
        text = values.get(found.key, "")
        if found.key in HEAD_FIELDS or text == review.snapshot.get(found.key, ""):
            continue
        typed.setdefault(found.block, {})[found.key] = text
    blocks = []
    for block_id, kept in typed.items():
        old = before.get(block_id, Block(block_id))
        block = replace(old, values=kept)
        if block_id != MAIN_BLOCK and _texts(block) != _texts(old):
            block = replace(block, day=written_day(spec, block) or today)
        blocks.append(block)
    return tuple(blocks)


def _texts(block: Block) -> dict[str, str]:
    return {key: text for key, text in block.values.items() if text.strip()}
