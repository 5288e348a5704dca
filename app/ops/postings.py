"""公示: where and how long something is put up, what people said about it and what was done."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.domain.cycle.postings import (
    CHANNELS,
    POSTED_MATTERS,
    POSTING_STATES,
    Feedback,
    Holidays,
    PostedMatter,
    Posting,
    PostingState,
    last_day,
    next_working_day,
    pressing,
)
from app.domain.dates import from_day
from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId, RecordId, ReviewId
from app.domain.plain import to_plain
from app.domain.review import Review, Round
from app.domain.words import CopyPurpose, TargetKind
from app.domain.work_settings import CONTACT, HOLIDAYS
from app.ops.changes import Changes, Topic, changed
from app.ops.posting_papers import PostingPapers
from app.ops.tasks import lies_under, reviewer_names, target_name

MATTER = "公示内容"
"""What the matter of a posting is called where one says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class PostableReview:
    """A record that can be put up, in words."""

    id: ReviewId
    name: str
    """Whom it is about."""
    reviewer: str
    day: date | None
    form: str
    has_copy: bool
    """True: its form has a copy for posting."""


class PostingOps(PostingPapers):
    """What a user can make public."""

    # ---- working days ------------------------------------------------------------------------

    def set_holidays(self, holidays: Holidays) -> Changes:
        """Keep the table of holidays."""
        with self._workspace.transaction("节假日"):
            text = json.dumps(to_plain(holidays))
            self._workspace.stores.settings.set(HOLIDAYS, text)
        return changed(Topic.CYCLE)

    def contact(self) -> str:
        """Return where people can object."""
        return self._workspace.stores.settings.get(CONTACT)

    def set_contact(self, text: str) -> Changes:
        """Keep where people can object."""
        with self._workspace.transaction("公示联系方式"):
            self._workspace.stores.settings.set(CONTACT, text.strip())
        return changed(Topic.CYCLE)

    def keep_usage(self, holidays: Holidays, contact: str) -> Changes:
        """Keep the table of holidays and where people can object, as one step."""
        changes = Changes()
        with self._workspace.transaction("节假日和联系方式"):
            if holidays != self.holidays():
                changes |= self.set_holidays(holidays)
            if contact.strip() != self.contact():
                changes |= self.set_contact(contact)
        return changes

    def period(self, after: date, days: int | None = None) -> tuple[date, date]:
        """Return the first and the last day of a posting that is decided on a day.

        Args:
            after: the day; the period begins on the next working day.
            days: how many working days; None: as the scheme says.
        """
        holidays = self.holidays()
        first = next_working_day(after, holidays)
        return first, last_day(first, days or self._rule.working_days, holidays)

    @property
    def usual_days(self) -> int:
        """How many working days the scheme asks for."""
        return self._rule.working_days

    @property
    def usual_matter(self) -> PostedMatter:
        """What the scheme makes public first."""
        return next(iter(self._rule.matters), PostedMatter.LIST)

    # ---- the list of postings ----------------------------------------------------------------

    def all(self, round_: Round, under: OrganizationId | None = None) -> tuple[Posting, ...]:
        """Return the postings of a round, of an organisation and everything below."""
        return self._below(Posting, round_, under)

    def new(self, round_: Round, unit: OrganizationId, matter: PostedMatter) -> Posting:
        """Return a posting of a unit, filled in as far as it can be; nothing is kept."""
        workspace = self._workspace
        first, last = self.period(workspace.today())
        return Posting(
            id=RecordId(workspace.new_id()),
            organization_id=unit,
            round_id=round_.id,
            day=first,
            until=last,
            title=f"{self._unit(unit)}{POSTED_MATTERS[matter]}公示",
            matter=matter,
            basis=self._basis,
            contact=self.contact(),
            reviews=tuple(review.id for review in self._reviews(round_, unit)),
        )

    def round_postings(self, round_: Round, unit: OrganizationId) -> tuple[Posting, ...]:
        """Return one posting for each matter that the scheme makes public; nothing is kept."""
        return tuple(self.new(round_, unit, matter) for matter in self._rule.matters)

    def save(self, posting: Posting) -> Changes:
        """Keep a posting.

        Raises:
            Refusal: ``posting.days`` where it ends before it begins, ``posting.title``;
                ``posting.no_copies`` where nothing would be put up.
        """
        if not posting.title.strip():
            raise refusal("posting.title")
        if posting.day and posting.until and posting.until < posting.day:
            raise refusal("posting.days")
        if posting.matter is PostedMatter.FORMS:
            records = self.chosen(posting)
            if records and not any(each.has_copy for each in records):
                raise refusal("posting.no_copies", MATTER, count=len(records))
        return self._save("公示", [posting])

    def hear(self, posting_id: RecordId, feedback: Feedback) -> Changes:
        """Write down what somebody said about a posting.

        Raises:
            Refusal: ``posting.unknown``, ``posting.said`` where nothing was.
        """
        if not feedback.text.strip():
            raise refusal("posting.said")
        posting = self._posting(posting_id)
        return self._save("公示反馈", [replace(posting, feedback=(*posting.feedback, feedback))])

    def handle(self, posting_id: RecordId, number: int, handling: str, day: date) -> Changes:
        """Write down what was done about what somebody said.

        Args:
            posting_id: of the posting.
            number: the place of what was said, from 0.
            handling: what was done.
            day: when.

        Raises:
            Refusal: ``posting.unknown``.
        """
        posting = self._posting(posting_id)
        feedback = list(posting.feedback)
        feedback[number] = replace(
            feedback[number],
            handling=handling.strip(),
            handled_on=day if handling.strip() else None,
        )
        return self._save("公示反馈处理", [replace(posting, feedback=tuple(feedback))])

    def forget(self, posting_id: RecordId, number: int) -> Changes:
        """Take away what was written down of somebody by mistake.

        Args:
            posting_id: of the posting.
            number: the place of what was said, from 0.

        Raises:
            Refusal: ``posting.unknown``.
        """
        posting = self._posting(posting_id)
        feedback = posting.feedback[:number] + posting.feedback[number + 1 :]
        return self._save("删除公示反馈", [replace(posting, feedback=feedback)])

    def get(self, posting_id: RecordId) -> Posting:
        """Return a posting as it stands in the ledger.

        Raises:
            Refusal: ``posting.unknown``.
        """
        return self._posting(posting_id)

    def settle(self, posting_id: RecordId) -> Changes:
        """Say that a posting has ended and everything said about it was handled.

        Raises:
            Refusal: ``posting.unknown``, ``posting.still_up``, ``posting.unhandled``.
        """
        posting = self._posting(posting_id)
        if posting.standing(self._workspace.today()) in (PostingState.PLANNED, PostingState.UP):
            raise refusal("posting.still_up", until=str(posting.until or ""))
        if posting.open_feedback:
            raise refusal("posting.unhandled", count=len(posting.open_feedback))
        return self._save("公示办结", [replace(posting, state=PostingState.HANDLED)])

    def remove(self, posting_ids: Iterable[RecordId]) -> Changes:
        """Take postings away."""
        return self._remove("删除公示", posting_ids)

    # ---- what can be put up, and what was ----------------------------------------------------

    def postable(self, round_: Round, unit: OrganizationId) -> tuple[PostableReview, ...]:
        """Return the finished records of a unit and everything below it, as they come."""
        directory = self._workspace.directory(self._workspace.today())
        return tuple(self._in_words(review, directory) for review in self._reviews(round_, unit))

    def chosen(self, posting: Posting) -> tuple[PostableReview, ...]:
        """Return the records of a posting that are still there, in its order."""
        directory = self._workspace.directory(self._workspace.today())
        among = self._workspace.stores.reviews.among(posting.reviews)
        found = {review.id: review for review in among}
        return tuple(
            self._in_words(found[each], directory) for each in posting.reviews if each in found
        )

    def _in_words(self, review: Review, directory: Directory) -> PostableReview:
        spec = self._workspace.form_edition(review.form, review.form_edition)
        return PostableReview(
            review.id,
            target_name(directory, review.target),
            reviewer_names(directory, review.reviewers),
            review.day,
            spec.short_title or spec.title,
            CopyPurpose.POSTING in spec.copies,
        )

    def of_review(self, review_id: ReviewId) -> tuple[str, ...]:
        """Return when and where a record was put up, in sentences; the earliest first."""
        today = self._workspace.today()
        found = (each for each in self._store.of_kind(Posting) if review_id in each.reviews)
        return tuple(
            _track(each, today) for each in sorted(found, key=lambda each: each.day or date.max)
        )

    def pressing(self, round_: Round) -> tuple[OrganizationId, ...]:
        """Return whose postings want something done: they ended, or feedback is not handled.

        One for each posting.
        """
        return pressing(self._store.of_kind(Posting, round_.id), self._workspace.today())

    # ---- helpers -----------------------------------------------------------------------------

    def _reviews(self, round_: Round, unit: OrganizationId) -> Iterator[Review]:
        workspace = self._workspace
        directory = workspace.directory(workspace.day_of(round_))
        found = [
            review
            for review in workspace.stores.reviews.iterate(round_.id)
            if review.is_done and lies_under(directory, review.target, review.organization_id, unit)
        ]
        place = directory.tree.index

        def order(review: Review) -> tuple[bool, int, date]:
            of_member = review.target.kind is TargetKind.MEMBER
            return of_member, place.get(review.organization_id, 0), review.day or date.max

        yield from sorted(found, key=order)

    def _posting(self, posting_id: RecordId) -> Posting:
        found = self._store.get(posting_id)
        if not isinstance(found, Posting):
            raise refusal("posting.unknown")
        return found


def _track(posting: Posting, today: date) -> str:
    """Return days, matter, place and state in one sentence."""
    days = "至".join(from_day(day).for_form for day in (posting.day, posting.until) if day)
    place = f"（{posting.place}）" if posting.place else ""
    where = f"{CHANNELS[posting.channel]}{place}"
    said = (days, POSTED_MATTERS[posting.matter], where, POSTING_STATES[posting.standing(today)])
    return "，".join(filter(None, said)) + "。"
