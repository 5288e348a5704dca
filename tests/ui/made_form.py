"""A form that nobody has seen: 7 columns, two vertical merges, every kind of field."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.domain.cycle.annexes import Annex
from app.domain.cycle.cases import ModelCase
from app.domain.cycle.record import Attachment
from app.domain.draft import Draft, draft_key
from app.domain.errors.catalogue import refusal
from app.domain.form import (
    Align,
    Cell,
    Field,
    FieldKind,
    FormSpec,
    Page,
    Paragraph,
    Row,
    TextStyle,
    VerticalAlign,
)
from app.domain.ids import OrganizationId, PersonId, RecordId, ReviewId, RoundId, TaskId
from app.domain.phrase import Phrase, PhraseId
from app.domain.review import Block, Review, ReviewTask, Target
from app.domain.reviewer_text import Candidate, Candidates
from app.domain.words import ReviewerKind, TargetKind
from app.ops.changes import Changes, Topic, changed
from app.ops.reviews import ChosenReviewers, EarlierForm, OpenForm

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from app.domain.cycle.commitments import Commitment
    from app.ops.annexes import AnnexOps
    from app.ops.ready_texts import ReadyText

LABEL = TextStyle(font="宋体", half_points=21, align=Align.CENTER, line=300)
VALUE = TextStyle(font="仿宋_GB2312", half_points=21, align=Align.CENTER, line=300)
RUNNING = replace(VALUE, align=Align.LEFT)
CENTER = VerticalAlign.CENTER


def _label(text: str, row: int, column: int, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(row, column, rows, columns, (Paragraph(text, LABEL),), vertical=CENTER)


def _value(
    key: str, row: int, column: int, columns: int = 1, rows: int = 1, style: TextStyle = VALUE
) -> Cell:
    paragraphs = (Paragraph("", style),)
    return Cell(row, column, rows, columns, paragraphs, field=key, vertical=CENTER)


def made_form() -> FormSpec:
    cells = (
        _label("基本情况", 0, 0, rows=2),
        _label("名号", 0, 1),
        _value("x.name", 0, 2, columns=2),
        _label("何时", 0, 4),
        _value("review.date", 0, 5, columns=2),
        _label("几人", 1, 1),
        _value("x.count", 1, 2),
        _label("何类", 1, 3),
        _value("x.choice", 1, 4),
        _label("来自", 1, 5),
        _value("member.birth", 1, 6),
        _label("所见所闻", 2, 0, rows=2),
        _label("长处", 2, 1),
        _value("x.good", 2, 2, columns=5, style=RUNNING),
        _label("短处", 3, 1),
        _value("x.bad", 3, 2, columns=5, style=RUNNING),
        _label("谁说的", 4, 0, columns=2),
        _value("reviewer.identity", 4, 2, columns=5),
    )
    kinds = {
        "x.name": FieldKind.LINE,
        "review.date": FieldKind.DATE,
        "x.count": FieldKind.NUMBER,
        "x.choice": FieldKind.CHOICE,
        "member.birth": FieldKind.DATE,
        "x.good": FieldKind.TEXT,
        "x.bad": FieldKind.TEXT,
        "reviewer.identity": FieldKind.PERSON,
    }
    labels = ("名号", "何时", "几人", "何类", "来自", "长处", "短处", "谁说的")
    fields = tuple(
        Field(
            key,
            kind,
            label,
            required=key == "x.good",
            annex=key == "x.good",
            options=("甲类", "乙类") if kind is FieldKind.CHOICE else (),
        )
        for (key, kind), label in zip(kinds.items(), labels, strict=True)
    )
    heights = (700, 700, 1800, 1800, 700)
    return FormSpec(
        id="made",
        title="见闻表",
        target=TargetKind.ORGANIZATION,
        page=Page(),
        before=(Paragraph("见闻表", replace(LABEL, half_points=36, line=600)),),
        widths=(900, 1100, 1500, 1100, 1300, 1100, 1600),
        rows=tuple(Row(height) for height in heights),
        cells=cells,
        after=(Paragraph("注：此表一式一份。", replace(LABEL, align=Align.LEFT)),),
        fields=fields,
        short_title="见闻表",
    )


@dataclass
class MadePhrases:
    """Phrases in memory."""

    kept: list[Phrase] = field(default_factory=list)

    def all(self) -> tuple[Phrase, ...]:
        return tuple(self.kept)

    def add(self, label: str, text: str) -> Changes:
        self.kept.append(Phrase(PhraseId(str(len(self.kept))), label, text))
        return changed(Topic.PHRASES)

    def change(self, phrase_id: PhraseId, text: str) -> Changes:
        self.kept = [replace(p, text=text) if p.id == phrase_id else p for p in self.kept]
        return changed(Topic.PHRASES)

    def remove(self, phrase_id: PhraseId) -> Changes:
        self.kept = [p for p in self.kept if p.id != phrase_id]
        return changed(Topic.PHRASES)


@dataclass
class MadeDrafts:
    """Drafts in memory."""

    kept: dict[str, Draft] = field(default_factory=dict)

    def keep(self, review: Review, values: Mapping[str, str], day: str) -> None:
        self.kept[draft_key(review)] = Draft(review, dict(values), day, "2011-01-25 10:30:00")

    def of(self, review: Review) -> Draft | None:
        return self.kept.get(draft_key(review))

    def discard(self, review: Review) -> None:
        self.kept.pop(draft_key(review), None)


@dataclass
class MadeBeside:
    """Ready texts and promises as a test wants them, and files in memory."""

    texts: tuple[ReadyText, ...] = ()
    promised: tuple[Commitment, ...] = ()
    kept: list[Annex] = field(default_factory=list)

    @property
    def annexes(self) -> AnnexOps:
        raise NotImplementedError

    def ready(self, review: Review, spec: FormSpec) -> tuple[ReadyText, ...]:
        del review, spec
        return self.texts

    def promises(self, review: Review) -> tuple[Commitment, ...]:
        del review
        return self.promised

    def keep_comments(self, promises: Collection[Commitment]) -> Changes:
        said = {each.id: each for each in promises}
        self.promised = tuple(said.get(each.id, each) for each in self.promised)
        return changed(Topic.CYCLE)

    def is_kept(self, review: Review) -> bool:
        del review
        return True

    def files(self, review: Review) -> tuple[Annex, ...]:
        return tuple(each for each in self.kept if each.review_id == review.id)

    def add_files(self, review: Review, title: str, paths: Sequence[Path]) -> Changes:
        files = tuple(Attachment(path.name, path.name, 1) for path in paths)
        self.kept.append(
            Annex(
                id=RecordId(str(len(self.kept))),
                organization_id=review.organization_id,
                review_id=review.id,
                title=title,
                attachments=files,
            )
        )
        return changed(Topic.CYCLE)

    def remove_file(self, annex: Annex, attachment: Attachment) -> Changes:
        left = tuple(each for each in annex.attachments if each != attachment)
        self.kept[self.kept.index(annex)] = replace(annex, attachments=left)
        return changed(Topic.CYCLE)


@dataclass
class MadeCases:
    """Marked cases in memory."""

    kept: dict[ReviewId, ModelCase] = field(default_factory=dict)

    def case_of(self, review_id: ReviewId) -> ModelCase:
        new = ModelCase(
            id=RecordId(f"典型{review_id}"),
            organization_id=OrganizationId(review_id),
            review_id=review_id,
            title=f"对象{review_id}",
        )
        return self.kept.get(review_id, new)

    def marked(self) -> frozenset[ReviewId]:
        return frozenset(self.kept)

    def whose(self, case: ModelCase) -> str:
        return f"对象{case.review_id}"

    def save_case(self, case: ModelCase) -> Changes:
        assert case.review_id is not None
        self.kept[case.review_id] = case
        return changed(Topic.CYCLE)

    def remove_cases(self, ids: Iterable[RecordId]) -> Changes:
        gone = set(ids)
        self.kept = {review: case for review, case in self.kept.items() if case.id not in gone}
        return changed(Topic.CYCLE)


@dataclass
class MadeRemarks:
    """Remarks from above in memory."""

    kept: dict[ReviewId, str] = field(default_factory=dict)

    def of(self, review_id: ReviewId) -> str:
        return self.kept.get(review_id, "")

    def done(self, review_id: ReviewId) -> Changes:
        del self.kept[review_id]
        return changed(Topic.HANDOFF)


WANG, LI, PLAIN = PersonId("王"), PersonId("李"), PersonId("赵")
PEOPLE = {
    WANG: Candidate(WANG, "王建国", "王建国，检验所党总支书记"),
    LI: Candidate(LI, "李卫东", "李卫东，局党组书记"),
    PLAIN: Candidate(PLAIN, "赵小明", "赵小明，一支部科员"),
}


@dataclass
class MadeSource:
    """Keeps the made form's records in memory; task and record have one id."""

    spec: FormSpec = field(default_factory=made_form)
    kept: dict[str, Review] = field(default_factory=dict)
    phrases: MadePhrases = field(default_factory=MadePhrases)
    drafts: MadeDrafts = field(default_factory=MadeDrafts)
    beside: MadeBeside = field(default_factory=MadeBeside)
    cases: MadeCases = field(default_factory=MadeCases)
    remarks: MadeRemarks = field(default_factory=MadeRemarks)
    told: dict[str, str] = field(default_factory=dict)
    """What is hinted at where a cell holds a text: text → sentence."""
    planned: tuple[PersonId, ...] = ()
    asks_reason: bool = False
    earlier: EarlierForm | None = None
    said: list[tuple[str, ChosenReviewers | None]] = field(default_factory=list)
    """Reason and reviewers of every save."""

    def hints(self, review: Review, spec: FormSpec, values: Mapping[str, str]) -> tuple[str, ...]:
        del review, spec
        return tuple(self.told[text] for text in values.values() if text in self.told)

    def open(self, task_id: TaskId) -> OpenForm:
        review = self.kept.get(task_id) or Review(
            ReviewId(task_id),
            RoundId("轮次"),
            self.spec.id,
            Target(TargetKind.ORGANIZATION, task_id),
            OrganizationId(task_id),
            task_id=task_id,
            reviewers=self.planned,
            place="会议室",
            mode="集中点评",
        )
        values = {**review.typed}
        if review.day:
            values["review.date"] = f"{review.day.year}年{review.day.month}月{review.day.day}日"
        task = ReviewTask(
            task_id,
            review.round_id,
            (),
            self.spec.id,
            review.target,
            None,
            ReviewerKind.PERSON,
            self.planned,
        )
        return OpenForm(
            self.spec,
            review,
            values,
            (),
            (),
            ("集中点评",),
            task if self.planned else None,
            self.earlier,
            self.asks_reason,
        )

    def save(
        self,
        review: Review,
        values: Mapping[str, str],
        day: date | None,
        reason: str,
        chosen: ChosenReviewers | None,
    ) -> tuple[Review, Changes]:
        self.said.append((reason, chosen))
        typed = {key: text for key, text in values.items() if key != "review.date"}
        persons = chosen.persons if chosen else review.reviewers
        kept = replace(review, day=day, blocks=(Block("review", typed),), reviewers=persons)
        self.kept[review.id] = kept
        self.drafts.discard(review)
        return kept, changed(Topic.REVIEWS)

    def finalize(self, review: Review) -> tuple[Review, Changes]:
        self.kept[review.id] = replace(review, locked="定稿 2011-01-25")
        return self.kept[review.id], changed(Topic.REVIEWS)

    def unlock(self, review: Review, reason: str) -> tuple[Review, Changes]:
        self.said.append((reason, None))
        self.kept[review.id] = replace(review, locked="")
        return self.kept[review.id], changed(Topic.REVIEWS)

    def name(self, review: Review) -> str:
        return f"对象{review.id}"

    def file_name(self, review: Review) -> str:
        return f"见闻表_{review.id}"

    def export(self, review: Review, path: Path) -> bool:
        raise NotImplementedError

    def people(self, text: str) -> Candidates:
        return Candidates(tuple(PEOPLE[p] for p in (WANG, LI) if PEOPLE[p].name in text))

    def search(self, text: str) -> Sequence[tuple[PersonId, str, str]]:
        return [
            (each.person_id, each.name, each.identity)
            for each in PEOPLE.values()
            if text in each.identity
        ]

    def candidate(self, person_id: PersonId) -> Candidate:
        return PEOPLE.get(person_id) or Candidate(person_id, person_id, f"{person_id}，市委组织部")

    def add_outside(self, name: str, unit: str, post: str) -> tuple[Candidate, Changes]:
        if not name.strip():
            raise refusal("text.missing", label="姓名")
        return Candidate(PersonId(name), name, f"{name}，{unit}{post}"), changed(Topic.STRUCTURE)
