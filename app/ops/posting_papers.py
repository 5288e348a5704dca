"""公示: what is put up, what everybody will read on it, and the files."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
    Holidays,
    PostedMatter,
    Posting,
    PostingRule,
    working_days,
)
from app.domain.dates import from_day
from app.domain.form import FormSpec
from app.domain.ids import OrganizationId
from app.domain.official_document import OfficialDocument
from app.domain.plain import from_plain
from app.domain.review import Review, form_values
from app.domain.words import CopyPurpose
from app.domain.work_settings import HOLIDAYS
from app.ops.cycle_ops import CycleOps
from app.ops.documents import NamedDocument, write_documents
from app.ops.exports import ExportOps
from app.ops.exposure import Exposure, PaperTexts
from app.ops.forms_asked import FormsAsked, OfReviews, OpenPaper
from app.ops.posted import posted_review
from app.ops.tasks import target_name

FORMS_FOLDER = "登记表"
POSTER = "公示"
_Lines = tuple[tuple[str, str], ...]
"""Labels, each with its text; of a poster or a list the labels are empty."""


@dataclass(frozen=True, slots=True)
class ReadablePaper:
    """One paper as everybody can read it: a poster, a list, the posted copy of a form."""

    title: str
    lines: _Lines
    hidden: _Lines
    """What the records behind it hold and the paper leaves out."""
    exposed: tuple[str, ...] = ()
    """Where a personal detail will be readable, in sentences."""


@dataclass(frozen=True, slots=True)
class Readable:
    """Exactly what will be readable once it is put up."""

    documents: tuple[ReadablePaper, ...]
    """Poster, list, digest."""
    forms: tuple[ReadablePaper, ...]
    """Posted copies of forms."""
    left_out: tuple[str, ...]
    """Whose forms have no copy for posting and are not put up."""

    @property
    def papers(self) -> tuple[ReadablePaper, ...]:
        """Everything that is put up, in its order."""
        return (*self.documents, *self.forms)

    @property
    def exposed(self) -> tuple[str, ...]:
        """Where a personal detail will be readable, in sentences."""
        return tuple(sentence for paper in self.papers for sentence in paper.exposed)


class PostingPapers(CycleOps):
    """The papers of postings."""

    def holidays(self) -> Holidays:
        """Return the days that are off, and the weekends that are worked on."""
        text = self._workspace.stores.settings.get(HOLIDAYS)
        return from_plain(Holidays, json.loads(text)) if text else Holidays()

    # ---- documents ---------------------------------------------------------------------------

    def documents(self, posting: Posting) -> tuple[NamedDocument, ...]:
        """Return the poster and the documents of a posting; forms are written by themselves."""
        return self._documents(posting, self._posted(posting))

    def _documents(
        self, posting: Posting, posted: Iterable[PostedReview]
    ) -> tuple[NamedDocument, ...]:
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
        found = [self._named(POSTER, poster(facts, self._words), posting)]
        content: OfficialDocument | None = None
        match posting.matter:
            case PostedMatter.LIST:
                content = review_list(tuple(posted), unit, first, self._words)
            case PostedMatter.DIGEST:
                content = digest(posted, unit, first, self._words)
            case PostedMatter.COMMITMENTS:
                content = promise_list(self._promises(posting), unit, first, self._words)
            case PostedMatter.FORMS:
                pass
        if content is not None:
            found.append(self._named(POSTED_MATTERS[posting.matter], content, posting))
        return tuple(found)

    def _posted(self, posting: Posting) -> list[PostedReview]:
        if posting.matter not in (PostedMatter.LIST, PostedMatter.DIGEST):
            return []
        directory = self._workspace.directory(self._workspace.today())
        return [
            posted_review(self._workspace, directory, review)
            for review in self._reviews_of(posting)
        ]

    def _reviews_of(self, posting: Posting) -> list[Review]:
        """Return the records of a posting that are still there and still finished, in its order."""
        among = self._workspace.stores.reviews.among(posting.reviews)
        found = {each.id: each for each in among if each.is_done}
        return [found[each] for each in posting.reviews if each in found]

    def _promises(self, posting: Posting) -> list[tuple[str, Commitment]]:
        directory = self._workspace.directory(self._workspace.today())
        return [
            (target_name(directory, each.target) if each.target is not None else "", each)
            for each in self._store.of_kind(Commitment, posting.round_id)
            if directory.tree.within(each.organization_id, posting.organization_id)
        ]

    # ---- what will be readable ---------------------------------------------------------------

    def readable(self, posting: Posting) -> Readable:
        """Return every text that will be readable, what is left out, and what should not be read.

        Nothing is written.
        """
        reviews = self._reviews_of(posting)
        papers = [
            ReadablePaper(each.document.title, _unlabelled(readable(each.document)), ())
            for each in self.documents(posting)
        ]
        if posting.matter in (PostedMatter.LIST, PostedMatter.DIGEST):
            papers[-1] = replace(papers[-1], hidden=tuple(self._left_out(posting, reviews)))
        forms: list[ReadablePaper] = []
        without: list[str] = []
        if posting.matter is PostedMatter.FORMS:
            directory = self._workspace.directory(self._workspace.today())
            for review in reviews:
                name = target_name(directory, review.target)
                form = self._readable_form(posting, review, name)
                if form is None:
                    without.append(name)
                else:
                    forms.append(form)
        whole = [*papers, *forms]
        texts = [PaperTexts(each.title, each.lines) for each in whole]
        found = Exposure(self._workspace).look(texts, reviews, allowed=posting.contact)
        told = [replace(paper, exposed=each) for paper, each in zip(whole, found, strict=True)]
        return Readable(tuple(told[: len(papers)]), tuple(told[len(papers) :]), tuple(without))

    def _readable_form(self, posting: Posting, review: Review, name: str) -> ReadablePaper | None:
        """Return the posted copy of a record's form; None where the form has none."""
        spec = self._spec(review)
        if CopyPurpose.POSTING not in spec.copies:
            return None
        values = form_values(review)
        posted = spec.posted(values, self._optional(spec, posting))
        lines = ((f.label, posted.get(f.key, "")) for f in spec.fields)
        hidden = (
            (f.label, values.get(f.key, ""))
            for f in spec.fields
            if values.get(f.key, "") != posted.get(f.key, "")
        )
        day = from_day(review.day).for_table if review.day else ""
        title = f"{spec.short_title or spec.title} {name} {day}".rstrip()
        return ReadablePaper(title, tuple(_filled(lines)), tuple(_filled(hidden)))

    def _optional(self, spec: FormSpec, posting: Posting) -> frozenset[str]:
        declared = self._workspace.scheme.form(spec.id)
        wanted = declared is not None and posting.hide_optional
        return frozenset(declared.optional_hidden if declared is not None and wanted else ())

    def _left_out(self, posting: Posting, reviews: Iterable[Review]) -> Iterator[tuple[str, str]]:
        """Give what the records hold and a list or digest of them does not show."""
        directory = self._workspace.directory(self._workspace.today())
        for review in reviews:
            shown = posted_review(self._workspace, directory, review)
            told = {shown.name, shown.reviewer, shown.mode, *_days(shown)}
            if posting.matter is PostedMatter.DIGEST:
                told |= set(shown.opinions.values())
            values: Mapping[str, str] = form_values(review)
            for field in self._spec(review).fields:
                text = values.get(field.key, "")
                if text.strip() and text not in told:
                    yield f"{shown.name} {field.label}", text

    # ---- files -------------------------------------------------------------------------------

    def forms_asked(self, posting: Posting, *, overwrite: bool = False) -> FormsAsked:
        """Return in which shape the forms of a posting are put up."""
        return FormsAsked(
            copies=(CopyPurpose.POSTING,),
            hide_optional=posting.hide_optional,
            overwrite=overwrite,
        )

    def write(
        self,
        posting: Posting,
        folder: Path,
        open_paper: OpenPaper,
        *,
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
        done = ExportOps(self._workspace).write(
            OfReviews(posting.reviews),
            self.forms_asked(posting, overwrite=overwrite),
            folder / FORMS_FOLDER,
            open_paper,
        )
        return (*files, *done.files)

    # ---- helpers -----------------------------------------------------------------------------

    @property
    def _rule(self) -> PostingRule:
        return self._workspace.scheme.posting or PostingRule()

    @property
    def _basis(self) -> str:
        return self._rule.basis or self._workspace.scheme.document

    @cached_property
    def _words(self) -> PostingWords:
        from app.specs.letter_reader import letter_words

        words: PostingWords = letter_words("posting", PostingWords)
        return words

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


def _unlabelled(texts: Iterable[str]) -> _Lines:
    return tuple(("", text) for text in texts)


def _filled(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((label, text) for label, text in lines if text.strip())


def _days(review: PostedReview) -> tuple[str, ...]:
    """Return the day of a review in the ways in which papers write it."""
    if review.day is None:
        return ()
    return from_day(review.day).for_form, from_day(review.day).for_table
