"""公示: what is put up, where and how long, what people said about it and what was done."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from app.domain.cycle.commitments import Commitment
from app.domain.cycle.notices import (
    PostedReview,
    PosterFacts,
    PostingWords,
    digest,
    poster,
    promise_list,
    readable,
    review_list,
)
from app.domain.cycle.postings import (
    POSTED_MATTERS,
    Feedback,
    Holidays,
    PostedMatter,
    Posting,
    PostingRule,
    PostingState,
    last_day,
    next_working_day,
    working_days,
)
from app.domain.errors.catalogue import refusal
from app.domain.form import FormSpec
from app.domain.ids import OrganizationId, RecordId
from app.domain.official_document import OfficialDocument
from app.domain.plain import from_plain, to_plain
from app.domain.review import Review, Round, form_values
from app.domain.words import CopyPurpose
from app.ops.changes import Changes, Topic, changed
from app.ops.documents import NamedDocument, write_documents
from app.ops.exports import ExportOps
from app.ops.forms_asked import FormsAsked, OfReviews, OpenPaper
from app.ops.posted import posted_review
from app.ops.tasks import lies_under, target_name
from app.ops.workspace import Workspace

HOLIDAYS, CONTACT = "posting.holidays", "posting.contact"
"""Settings of the ledger: days off and worked, and where to object."""
_FORMS_FOLDER = "登记表"


@dataclass(frozen=True, slots=True)
class ReadableForm:
    """A posted copy of a form as everybody can read it."""

    title: str
    lines: tuple[tuple[str, str], ...]
    """Label and text of every cell that holds something."""
    hidden: tuple[str, ...]
    """Labels of what is left out."""


@dataclass(frozen=True, slots=True)
class Readable:
    """Exactly what will be readable once it is put up."""

    documents: tuple[tuple[str, tuple[str, ...]], ...]
    """Title and texts of each document."""
    forms: tuple[ReadableForm, ...]


class PostingOps:
    """What a user can make public."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._store = workspace.stores.cycle

    # ---- working days ------------------------------------------------------------------------

    def holidays(self) -> Holidays:
        """Return the days that are off, and the weekends that are worked on."""
        text = self._workspace.stores.settings.get(HOLIDAYS)
        return from_plain(Holidays, json.loads(text)) if text else Holidays()

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

    def period(self, after: date, days: int | None = None) -> tuple[date, date]:
        """Return the first and the last day of a posting that is decided on a day.

        Args:
            after: the day; the period begins on the next working day.
            days: how many working days; None: as the scheme says.
        """
        holidays = self.holidays()
        first = next_working_day(after, holidays)
        return first, last_day(first, days or self._rule.working_days, holidays)

    # ---- the list of postings ----------------------------------------------------------------

    def all(self, round_: Round, under: OrganizationId | None = None) -> tuple[Posting, ...]:
        """Return the postings of a round, of an organisation and everything below."""
        tree = self._workspace.directory(self._workspace.day_of(round_)).tree
        return tuple(
            each
            for each in self._store.of_kind(Posting, round_.id)
            if under is None or tree.within(each.organization_id, under)
        )

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

    def save(self, posting: Posting) -> Changes:
        """Keep a posting.

        Raises:
            Refusal: ``posting.days`` where it ends before it begins, ``posting.title``.
        """
        if not posting.title.strip():
            raise refusal("posting.title")
        if posting.day and posting.until and posting.until < posting.day:
            raise refusal("posting.days")
        return self._save("公示", posting)

    def hear(self, posting_id: RecordId, feedback: Feedback) -> Changes:
        """Write down what somebody said about a posting.

        Raises:
            Refusal: ``posting.unknown``, ``posting.said`` where nothing was.
        """
        if not feedback.text.strip():
            raise refusal("posting.said")
        posting = self._posting(posting_id)
        return self._save("公示反馈", replace(posting, feedback=(*posting.feedback, feedback)))

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
        return self._save("公示反馈处理", replace(posting, feedback=tuple(feedback)))

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
        return self._save("公示办结", replace(posting, state=PostingState.HANDLED))

    def remove(self, posting_ids: Iterable[RecordId]) -> Changes:
        """Take postings away."""
        with self._workspace.transaction("删除公示"):
            self._store.remove(posting_ids)
        return changed(Topic.CYCLE)

    # ---- what is put up ----------------------------------------------------------------------

    def documents(self, posting: Posting) -> tuple[NamedDocument, ...]:
        """Return the poster and the documents of a posting; forms are written by themselves."""
        unit = self._unit(posting.organization_id)
        first = posting.day or self._workspace.today()
        last = posting.until or first
        facts = PosterFacts(
            unit=unit,
            round=self._round_name(posting),
            matter=POSTED_MATTERS[posting.matter],
            first=first,
            last=last,
            days=working_days(first, last, self.holidays()),
            basis=posting.basis,
            contact=posting.contact,
        )
        found = [self._named("公示", poster(facts, self._words), posting)]
        content = self._content(posting, unit, first)
        if content is not None:
            found.append(self._named(POSTED_MATTERS[posting.matter], content, posting))
        return tuple(found)

    def _content(self, posting: Posting, unit: str, day: date) -> OfficialDocument | None:
        match posting.matter:
            case PostedMatter.LIST:
                return review_list(self._posted(posting), unit, day, self._words)
            case PostedMatter.DIGEST:
                return digest(self._posted(posting), unit, day, self._words)
            case PostedMatter.COMMITMENTS:
                return promise_list(self._promises(posting), unit, day, self._words)
            case PostedMatter.FORMS:
                return None

    def readable(self, posting: Posting, *, hide_optional: bool = False) -> Readable:
        """Return exactly what will be readable, to be looked at before anything is printed."""
        documents = tuple(
            (each.document.title, readable(each.document)) for each in self.documents(posting)
        )
        forms: tuple[ReadableForm, ...] = ()
        if posting.matter is PostedMatter.FORMS:
            forms = tuple(self._readable_forms(posting, hide_optional=hide_optional))
        return Readable(documents, forms)

    def write(
        self,
        posting: Posting,
        folder: Path,
        open_paper: OpenPaper,
        *,
        hide_optional: bool = False,
        overwrite: bool = False,
    ) -> tuple[Path, ...]:
        """Write poster, documents and posted copies of forms as Word files.

        Raises:
            Refusal: ``file.*``; nothing half-written stays.
        """
        files = write_documents(
            self._workspace, self.documents(posting), folder, overwrite=overwrite
        )
        if posting.matter is not PostedMatter.FORMS:
            return files
        asked = FormsAsked(
            copies=(CopyPurpose.POSTING,), hide_optional=hide_optional, overwrite=overwrite
        )
        done = ExportOps(self._workspace).write(
            OfReviews(posting.reviews), asked, folder / _FORMS_FOLDER, open_paper
        )
        return (*files, *done.files)

    def round_postings(self, round_: Round, unit: OrganizationId) -> tuple[Posting, ...]:
        """Return one posting for each matter that the scheme makes public; nothing is kept."""
        return tuple(self.new(round_, unit, matter) for matter in self._rule.matters)

    # ---- helpers -----------------------------------------------------------------------------

    @property
    def _rule(self) -> PostingRule:
        return self._workspace.scheme.posting or PostingRule()

    @property
    def _basis(self) -> str:
        scheme = self._workspace.scheme
        return self._rule.basis or scheme.document

    @cached_property
    def _words(self) -> PostingWords:
        from app.specs.letter_reader import letter_words

        words: PostingWords = letter_words("posting", PostingWords)
        return words

    def _reviews(self, round_: Round, unit: OrganizationId) -> Iterator[Review]:
        workspace = self._workspace
        directory = workspace.directory(workspace.day_of(round_))
        for review in workspace.stores.reviews.iterate(round_.id):
            if review.is_done and lies_under(
                directory, review.target, review.organization_id, unit
            ):
                yield review

    def _posted(self, posting: Posting) -> list[PostedReview]:
        workspace = self._workspace
        directory = workspace.directory(workspace.today())
        found = {each.id: each for each in workspace.stores.reviews.among(posting.reviews)}
        reviews = [found[each] for each in posting.reviews if each in found]
        return [posted_review(workspace, directory, review) for review in reviews]

    def _promises(self, posting: Posting) -> list[tuple[str, Commitment]]:
        workspace = self._workspace
        directory = workspace.directory(workspace.today())
        round_id = posting.round_id
        return [
            (target_name(directory, each.target) if each.target is not None else "", each)
            for each in self._store.of_kind(Commitment, round_id)
            if directory.tree.within(each.organization_id, posting.organization_id)
        ]

    def _readable_forms(self, posting: Posting, *, hide_optional: bool) -> Iterator[ReadableForm]:
        for review in self._workspace.stores.reviews.among(posting.reviews):
            spec = self._spec(review)
            if CopyPurpose.POSTING not in spec.copies:
                continue
            declared = self._workspace.scheme.form(spec.id)
            optional = declared.optional_hidden if declared and hide_optional else ()
            values = form_values(review)
            posted = spec.posted(values, frozenset(optional))
            labels = {field.key: field.label for field in spec.fields}
            yield ReadableForm(
                spec.title,
                tuple((labels[f.key], posted[f.key]) for f in spec.fields if posted.get(f.key, "")),
                tuple(
                    labels[f.key]
                    for f in spec.fields
                    if values.get(f.key, "") and not posted.get(f.key, "")
                ),
            )

    def _spec(self, review: Review) -> FormSpec:
        return self._workspace.form_edition(review.form, review.form_edition)

    def _unit(self, unit: OrganizationId) -> str:
        return self._workspace.directory(self._workspace.today()).tree[unit].name

    def _round_name(self, posting: Posting) -> str:
        rounds = {each.id: each.name for each in self._workspace.stores.rounds.all()}
        return rounds.get(posting.round_id, "") if posting.round_id is not None else ""

    def _named(self, title: str, document: OfficialDocument, posting: Posting) -> NamedDocument:
        from app.export.file_names import file_name

        tree = self._workspace.directory(self._workspace.today()).tree
        unit = tree[posting.organization_id]
        name = file_name(
            unit.short_name or unit.name, title, self._round_name(posting), posting.day
        )
        return NamedDocument(name, document)

    def _posting(self, posting_id: RecordId) -> Posting:
        found = self._store.get(posting_id)
        if not isinstance(found, Posting):
            raise refusal("posting.unknown")
        return found

    def _save(self, title: str, posting: Posting) -> Changes:
        with self._workspace.transaction(title):
            self._store.save([posting])
        return changed(Topic.CYCLE)
