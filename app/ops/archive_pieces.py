"""What goes into an archive folder, piece by piece: one file each, made when it is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from app.domain.cycle.annexes import Annex
from app.domain.cycle.kinds import CLASSES, kind_of
from app.domain.cycle.record import RECORD_KINDS, Record
from app.domain.ids import OrganizationId
from app.domain.official_document import OfficialDocument
from app.domain.review import Round, Target
from app.domain.words import TargetKind
from app.ops.annexes import AnnexOps
from app.ops.archive_piece import (
    FILES,
    FORMS,
    KINDS,
    LISTS,
    MEETINGS,
    POSTINGS,
    REPLIES,
    LetterContent,
    Piece,
)
from app.ops.archive_reports import ReportPieces
from app.ops.archive_votes import vote_pieces
from app.ops.assessment_papers import AssessmentPapers
from app.ops.assessments import AssessmentOps
from app.ops.form_batch import FormWriter
from app.ops.form_copies import FilledCopy
from app.ops.forms_asked import FormsAsked, OfUnit, OpenPaper
from app.ops.gatherings import GatheringOps
from app.ops.postings import PostingOps
from app.ops.record_lists import TITLE, RecordLists
from app.ops.rectification_rows import list_bytes
from app.ops.rectifications import RectificationOps
from app.ops.replies import ReplyOps
from app.ops.reports import ReportOps
from app.ops.statistics import StatisticsOps
from app.ops.tasks import lies_under, target_name
from app.ops.workspace import Workspace


class Sources(Protocol):
    """The rooms that the pieces come from."""

    @property
    def rectifications(self) -> RectificationOps:
        """Problems."""
        ...

    @property
    def replies(self) -> ReplyOps:
        """Letters to leaders."""
        ...

    @property
    def gatherings(self) -> GatheringOps:
        """Meetings, draws, talks."""
        ...

    @property
    def postings(self) -> PostingOps:
        """What was put up."""
        ...

    @property
    def annexes(self) -> AnnexOps:
        """Files that are kept."""
        ...

    @property
    def assessments(self) -> AssessmentOps:
        """群众评议."""
        ...

    @property
    def assessment_papers(self) -> AssessmentPapers:
        """What of them goes on paper."""
        ...

    @property
    def reports(self) -> ReportOps:
        """The report and the bulletins."""
        ...

    @property
    def statistics(self) -> StatisticsOps:
        """The official table."""
        ...


class Pieces:
    """Finds what belongs to a round of an organisation and everything below it."""

    def __init__(
        self,
        workspace: Workspace,
        sources: Sources,
        round_: Round,
        unit: OrganizationId,
        open_paper: OpenPaper,
    ) -> None:
        """Look into these rooms; nothing is written yet.

        Args:
            workspace: the ledger.
            sources: the rooms.
            round_: whose papers.
            unit: of which organisation.
            open_paper: gives the paper room for forms that may run over their page.
        """
        self._workspace, self._from = workspace, sources
        self._round, self._unit = round_, unit
        self._open_paper = open_paper
        self._directory = workspace.directory(workspace.day_of(round_))
        self._forms = FormWriter(workspace)
        self._copies = self._forms.copies.chosen(OfUnit(round_, unit), FormsAsked())
        self.others: list[Piece] = [
            *self._replies(),
            *self._meetings(),
            *self._postings(),
            *self._votes(),
            *self._files(),
            *self._lists(),
        ]
        """Everything but the forms, in the order of its kinds."""
        if self._copies or self.others:
            told = ReportPieces(workspace, sources.reports, sources.statistics, round_, unit)
            self.others += told
            self.others.sort(key=lambda piece: KINDS.index(piece.kind))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._copies) + len(self.others)

    def __iter__(self) -> Iterator[Piece]:
        """Give every piece, forms first."""
        yield from self._filled()
        yield from self.others

    # ---- forms -------------------------------------------------------------------------------

    def _filled(self) -> Iterator[Piece]:
        names = self._forms.names()
        for form in self._forms.copies.filled(self._copies):
            review = form.review
            if review is not None:
                yield Piece(
                    kind=FORMS,
                    organization_id=review.organization_id,
                    target=review.target,
                    about=names.target(form),
                    words=form.spec.title,
                    name=names.of(form),
                    suffix="docx",
                    day=review.day,
                    content=_Form(self._forms, form, self._open_paper),
                )

    # ---- letters, papers of meetings and postings ---------------------------------------------

    def _replies(self) -> Iterator[Piece]:
        replies, reviews = self._from.replies, self._workspace.stores.reviews
        for review_id in replies.answered_reviews(self._round, self._unit):
            review = reviews.get(review_id)
            if review is None:
                continue
            yield Piece(
                kind=REPLIES,
                organization_id=review.organization_id,
                target=review.target,
                about=target_name(self._directory, review.target),
                words="书面回复",
                name=replies.name(review_id),
                suffix="docx",
                day=review.day,
                content=LetterContent(partial(replies.letter, review_id)),
            )

    def _meetings(self) -> Iterator[Piece]:
        ops, round_, unit = self._from.gatherings, self._round, self._unit
        for meeting in ops.meetings(round_, unit):
            yield from (
                self._paper(MEETINGS, meeting, f"{words}_{meeting.title}", make)
                for words, make in (
                    ("会议记录", partial(ops.minutes, meeting)),
                    ("会议议程", partial(ops.agenda, meeting)),
                    ("签到表", partial(ops.sign_in_sheet, meeting)),
                )
            )
        for draw in ops.draws(round_, unit):
            made = partial(ops.draw_record, draw)
            yield self._paper(MEETINGS, draw, f"随机抽取_{draw.pool_title}", made)
        for talk in ops.interviews(round_, unit):
            name = target_name(self._directory, talk.target) if talk.target else ""
            made = partial(ops.interview_record, talk)
            yield self._paper(MEETINGS, talk, f"专门约谈_{name}", made)

    def _postings(self) -> Iterator[Piece]:
        for posting in self._from.postings.all(self._round, self._unit):
            for named in self._from.postings.documents(posting):
                make = partial(_same, named.document)
                yield self._paper(POSTINGS, posting, named.name, make)

    def _paper(
        self, kind: str, record: Record, name: str, make: Callable[[], OfficialDocument]
    ) -> Piece:
        return Piece(
            kind=kind,
            organization_id=record.organization_id,
            target=record.target,
            about=self._about(record),
            words=name.partition("_")[0],
            name=name,
            suffix="docx",
            day=record.day,
            content=LetterContent(make),
        )

    def _votes(self) -> Iterator[Piece]:
        ops, papers = self._from.assessments, self._from.assessment_papers
        return vote_pieces(self._workspace, ops, papers, self._round, self._unit)

    # ---- files that are kept -------------------------------------------------------------------

    def _files(self) -> Iterator[Piece]:
        for kind in CLASSES.values():
            for record in self._workspace.stores.cycle.of_kind(kind, self._round.id):
                if record.attachments and self._belongs(record):
                    yield from self._attached(record)

    def _attached(self, record: Record) -> Iterator[Piece]:
        words = record.title if isinstance(record, Annex) else RECORD_KINDS[kind_of(type(record))]
        for attachment in record.attachments:
            stem, _, suffix = attachment.name.rpartition(".")
            yield Piece(
                kind=FILES,
                organization_id=record.organization_id,
                target=record.target,
                about=self._about(record),
                words=f"{words}：{attachment.name}",
                name=f"{words}_{self._about(record)}_{stem or attachment.name}",
                suffix=suffix if stem else "",
                day=record.day,
                content=partial(self._from.annexes.content, attachment),
            )

    def _belongs(self, record: Record) -> bool:
        target = record.target
        if target is None:
            tree = self._directory.tree
            return record.organization_id in tree and tree.within(
                record.organization_id, self._unit
            )
        return lies_under(self._directory, target, record.organization_id, self._unit)

    def _about(self, record: Record) -> str:
        if record.target is not None:
            return target_name(self._directory, record.target)
        tree = self._directory.tree
        return tree[record.organization_id].name if record.organization_id in tree else ""

    # ---- lists -------------------------------------------------------------------------------

    def _lists(self) -> Iterator[Piece]:
        rows = self._from.rectifications.rows(self._round, self._unit)
        if rows:
            yield self._list("整改清单", partial(list_bytes, rows))
        records = RecordLists(self._workspace, self._round, self._unit)
        if not records.is_empty:
            yield self._list(TITLE, records.content)

    def _list(self, words: str, content: Callable[[], bytes]) -> Piece:
        name = self._directory.tree[self._unit].name
        return Piece(
            kind=LISTS,
            organization_id=self._unit,
            target=Target(TargetKind.ORGANIZATION, self._unit),
            about=name,
            words=words,
            name=f"{words}_{name}",
            suffix="xlsx",
            day=None,
            content=content,
        )


@dataclass(frozen=True, slots=True)
class _Form:
    forms: FormWriter
    form: FilledCopy
    open_paper: OpenPaper

    def __call__(self) -> bytes:
        press = self.forms.press(self.open_paper)
        return press.content(self.form, [press.fit(self.form)], 1, "docx")


def _same(document: OfficialDocument) -> OfficialDocument:
    return document
