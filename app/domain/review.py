"""Rounds, tasks and reviews: the record of one review, its blocks, states and values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.dates import from_day, parse_day
from app.domain.errors.fault import Refusal
from app.domain.form import MAIN_BLOCK, FieldKind, FormSpec
from app.domain.ids import OrganizationId, PersonId, ReviewId, RoundId, TaskId
from app.domain.words import DONE_STATES, FINISHED_STATES, ReviewerKind, ReviewState, TargetKind


@dataclass(frozen=True, slots=True)
class Round:
    """One run of the work (点评轮次)."""

    id: RoundId
    name: str
    start: date
    end: date
    previous_id: RoundId | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What is reviewed: an organisation with its secretary, or a person."""

    kind: TargetKind
    id: str

    @property
    def organization_id(self) -> OrganizationId:
        """The id of a target that is an organisation."""
        return OrganizationId(self.id)

    @property
    def person_id(self) -> PersonId:
        """The id of a target that is a person."""
        return PersonId(self.id)


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """A is to review B in this round, under these rules, on form F."""

    id: TaskId
    round_id: RoundId
    rules: tuple[str, ...]
    form: str
    target: Target
    organization_id: OrganizationId | None
    """A member's branch, or the organisation above an organisation; None for the root."""
    reviewer_kind: ReviewerKind
    reviewers: tuple[PersonId, ...] = ()
    body: str = ""
    mode: str = ""
    occasion: str = ""
    exempt_reason: str = ""
    """Not empty: 免点评, with the reason."""
    manual_reason: str = ""
    """Not empty: changed by hand, with the reason; survives planning again."""
    replaces: TaskId | None = None
    """The planned task that a task made by hand stands in for."""


@dataclass(frozen=True, slots=True)
class Block:
    """Fields of a form that were completed together, with their own day."""

    id: str
    values: Mapping[str, str] = field(default_factory=dict)
    """What was typed: field key → text."""
    day: date | None = None
    """When it was completed; of the main block the review's own day holds."""


@dataclass(frozen=True, slots=True)
class ReviewHead:
    """A record without its texts: what figures and lists look at. It is never written."""

    id: ReviewId
    round_id: RoundId
    form: str
    target: Target
    organization_id: OrganizationId
    """Snapshot: the member's organisation, or the target organisation itself."""
    task_id: TaskId | None = None
    reviewers: tuple[PersonId, ...] = ()
    reviewer_kind: ReviewerKind = ReviewerKind.PERSON
    secretary_id: PersonId | None = None
    """Snapshot: the secretary of a target organisation at the time of the review."""
    day: date | None = None
    place: str = ""
    mode: str = ""
    state: ReviewState = ReviewState.PLANNED
    form_edition: str = ""
    locked: str = ""
    """Empty: open for changes; else why it is locked (定稿, 已上报), with the day."""

    @property
    def is_done(self) -> bool:
        """Whether the review counts as reviewed."""
        return self.state in DONE_STATES

    @property
    def is_finished(self) -> bool:
        """Whether the record answers its task, counted as reviewed or not."""
        return self.state in FINISHED_STATES


@dataclass(frozen=True, slots=True)
class Review(ReviewHead):
    """The filled form (点评记录)."""

    snapshot: Mapping[str, str] = field(default_factory=dict)
    """Names and posts at the time of the review: field key → text."""
    blocks: tuple[Block, ...] = ()

    @property
    def typed(self) -> dict[str, str]:
        """Everything typed into the form's own cells, over all blocks."""
        return {key: text for block in self.blocks for key, text in block.values.items()}


HEAD_FIELDS = ("review.date", "review.place", "review.mode")
"""Cells that stand for values of the record itself, not for typed text."""


SUMMARY_FIELDS = ("target.summary", "target.commitments")
"""Cells with which a review is 已小结."""


HEAD_WORDS = {
    "reviewer.identity": "点评领导",
    "review.date": "点评时间",
    "review.place": "地点",
    "review.mode": "点评形式",
}
"""What every review needs, in the program's words where a form has no cell for it."""


def form_values(review: Review) -> dict[str, str]:
    """Return what stands in the cells: the snapshot, the head, and what was typed over it."""
    head = {
        "review.date": from_day(review.day).for_form if review.day else "",
        "review.place": review.place,
        "review.mode": review.mode,
    }
    return {**review.snapshot, **head, **review.typed}


def written_day(spec: FormSpec, block: Block) -> date | None:
    """Return the day that a block says itself, in a cell of its own for a day."""
    if block.id == MAIN_BLOCK:
        return None
    for found in spec.fields:
        if found.block == block.id and found.kind is FieldKind.DATE:
            try:
                return parse_day(block.values.get(found.key, ""))
            except Refusal:
                continue
    return None


def missing(review: Review, spec: FormSpec) -> tuple[str, ...]:
    """Return the labels of what a review still lacks before it is 已点评 (domain.md §4).

    Reviewer, day, place and mode as far as the form asks for them (附件三 has no 点评形式), and
    the cells that the form requires; all by the words that the form itself prints.
    """
    values = form_values(review)
    head = {
        "reviewer.identity": bool(review.reviewers or values.get("reviewer.identity")),
        "review.date": review.day is not None,
        "review.place": bool(review.place) or "review.place" not in spec.field_by_key,
        "review.mode": bool(review.mode) or "review.mode" not in spec.field_by_key,
    }
    printed = {found.key: found.label for found in spec.fields}
    lacks = [printed.get(key, HEAD_WORDS[key]) for key, there in head.items() if not there]
    lacks.extend(
        found.label
        for found in spec.fields
        if found.required and found.key not in head and not values.get(found.key, "").strip()
    )
    return tuple(lacks)


def returned_state(review: Review) -> ReviewState | None:
    """Return the state to which a record can be taken back; None: it is done with nothing yet."""
    if review.state is ReviewState.ARCHIVED:
        return ReviewState.REVIEWED
    if not review.is_finished:
        return None
    values = form_values(review)
    summary = any(values.get(key, "").strip() for key in SUMMARY_FIELDS)
    return ReviewState.SUMMARIZED if summary else ReviewState.PLANNED


def reached_state(review: Review, spec: FormSpec) -> ReviewState:
    """Return the state that what is filled in has reached."""
    if not missing(review, spec):
        return ReviewState.REVIEWED if spec.counts else ReviewState.HEARD
    values = form_values(review)
    if any(values.get(key, "").strip() for key in SUMMARY_FIELDS if key in spec.field_by_key):
        return ReviewState.SUMMARIZED
    return ReviewState.PLANNED
