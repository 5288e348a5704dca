"""The 台账: rows become review records, matched to those that are there already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from app.domain import ledger_columns as column
from app.domain.directory import Directory
from app.domain.errors.fault import Fault
from app.domain.form import Field, FieldKind, FormSpec
from app.domain.ids import OrganizationId, ReviewId
from app.domain.numbers import read_number
from app.domain.review import (
    HEAD_FIELDS,
    Block,
    Review,
    form_values,
    missing,
    reached_state,
    written_day,
)
from app.domain.snapshot import membership, snapshot
from app.domain.words import DONE_STATES, REVIEW_STATES, ReviewerKind, ReviewState, TargetKind
from app.intake.cells import filled, read_date
from app.intake.draft import Draft
from app.intake.form_entries import (
    FormReader,
    is_form,
    is_same_text,
    tell_contradictions,
)
from app.intake.names import OrganizationNames
from app.intake.people import People
from app.intake.report import Entry
from app.intake.review_matching import match
from app.intake.review_rows import ReviewContext, ReviewReader, ReviewRow
from app.specs.column_reader import heading_key

_IDENTITY = "reviewer.identity"


def fill_reviews(
    draft: Draft,
    people: People,
    entries: Sequence[Entry],
    names: OrganizationNames,
    context: ReviewContext,
    under: OrganizationId | None,
) -> tuple[Review, ...]:
    """Read the rows of all 台账; return the records that are new or changed."""
    if not entries:
        return ()
    lines = ReviewReader(draft, people, names, context, under)
    forms = FormReader(draft, people, names, context, under)
    rows = [
        row
        for entry in entries
        if entry.open and (row := (forms if is_form(entry) else lines).read(entry)) is not None
    ]
    match(rows, draft, context)
    filler = _Filler(draft, context)
    return tuple(review for row in rows if (review := filler.fill(row)) is not None)


# ---- what a row says -------------------------------------------------------------------------


class _Filler:
    def __init__(self, draft: Draft, context: ReviewContext) -> None:
        self._draft = draft
        self._context = context
        self._records = draft.records()
        self._directory = lru_cache(self._directory_on)
        self._labels: dict[str, dict[str, str]] = {}
        further = column.further_columns([*context.forms.values(), *context.editions])
        self._further = {heading_key(heading): key for heading, key in further.items()}
        self._told_elsewhere = set(map(heading_key, column.CYCLE))
        self._unknown: set[tuple[int, str]] = set()

    def fill(self, row: ReviewRow) -> Review | None:
        """Return the record with what the row says, or None where nothing changes."""
        if not row.entry.open:
            return None
        state = row.state
        typed = self._typed(row)
        old = row.review
        review = self._headed(row, old or self._new(row))
        review = _typed_over(review, row.spec, typed)
        if old is not None and review == old and state in (None, old.state):
            return None
        if old is None or review != old:
            if old is None or not old.is_done or _other_people(old, review):
                review = self._renewed(row, review, typed)
            if not review.mode and "review.mode" not in row.spec.field_by_key:
                review = replace(review, mode=self._context.default_mode(review))
        review = self._in_state(row, review, state)
        if is_form(row.entry):
            tell_contradictions(row.entry, row.spec, review, typed)
        return self._told(row, review)

    def _new(self, row: ReviewRow) -> Review:
        review = Review(
            id=ReviewId(self._draft.new_id()),
            round_id=row.round.id,
            form=row.declared.id,
            target=row.target,
            organization_id=row.organization_id,
            form_edition=row.spec.edition,
        )
        row.entry.report.added(row.entry.number)
        return review

    def _headed(self, row: ReviewRow, review: Review) -> Review:
        """Take reviewers, day, place and mode; blanks never wipe."""
        entry = row.entry
        outside = any(self._draft.persons[p].outside for p in row.reviewers)
        kind = ReviewerKind.OUTSIDE if outside else ReviewerKind.PERSON
        same = set(row.reviewers) == set(review.reviewers)
        if row.task is not None:
            review = replace(review, task_id=row.task.id)
            kind = row.task.reviewer_kind
        return replace(
            review,
            reviewers=review.reviewers if same or not row.reviewers else row.reviewers,
            reviewer_kind=kind
            if row.task or (row.reviewers and not same)
            else review.reviewer_kind,
            day=row.day or review.day,
            place=filled(entry.text(column.PLACE)) or review.place,
            mode=self._mode(entry) or review.mode,
        )

    def _mode(self, entry: Entry) -> str:
        text = filled(entry.text(column.MODE))
        if not text:
            return ""
        scheme = self._context.scheme
        exact = scheme.mode(text)
        near = [m for m in scheme.modes if m.title.startswith(text) or text.startswith(m.title)]
        if exact is not None or len(near) == 1:
            return (exact or near[0]).title
        known = "、".join(mode.title for mode in scheme.modes)
        entry.warn(column.MODE, "row.mode_unknown", text=text, known=known)
        return text

    def _directory_on(self, day: date) -> Directory:
        return Directory(self._records, day)

    # ---- cells -------------------------------------------------------------------------------

    def _typed(self, row: ReviewRow) -> dict[str, str]:
        """Return field key → text for everything that stands in the row's cells."""
        found: dict[str, str] = {}
        for heading, key in column.TEXTS.items():
            self._take(row, heading, key, row.entry.text(heading), found)
        labels = self._labels_of(row.spec)
        for heading, text in row.entry.row.extra.items():
            if heading_key(heading) in self._told_elsewhere:
                continue
            key = labels.get(heading_key(heading)) or self._further.get(heading_key(heading), "")
            if key:
                self._take(row, heading, key, text, found)
            else:
                self._tell_unknown(row.entry, heading)
        standing = filled(row.entry.text(column.REVIEWER_STANDING))
        if standing:
            self._take(row, column.REVIEWER_STANDING, _IDENTITY, _identity(row, standing), found)
        return found

    def _take(
        self, row: ReviewRow, heading: str, key: str, text: str, found: dict[str, str]
    ) -> None:
        text = text.replace("\r\n", "\n").strip()
        if not text or key in HEAD_FIELDS:
            return
        field = row.spec.field_by_key.get(key)
        if field is None:
            if key != _IDENTITY:
                form = row.declared.short_title or row.declared.title
                row.entry.warn(heading, "row.no_cell", form=form, column=heading)
            return
        if field.kind is FieldKind.DATE:
            day = read_date(text)
            text = text if isinstance(day, Fault) else day.for_form
        if field.kind is FieldKind.NUMBER:
            number = read_number(text, field)
            if isinstance(number, Fault):
                row.entry.report.warn(row.entry.number, heading, number)
            else:
                text = number
        found[key] = text

    def _labels_of(self, spec: FormSpec) -> Mapping[str, str]:
        place = spec.id + spec.edition
        if place not in self._labels:
            self._labels[place] = {heading_key(f.label): f.key for f in reversed(spec.fields)}
        return self._labels[place]

    def _tell_unknown(self, entry: Entry, heading: str) -> None:
        place = (id(entry.report), heading)
        if place not in self._unknown:
            self._unknown.add(place)
            entry.warn(heading, "column.unknown", column=heading)

    # ---- names, state, changes ---------------------------------------------------------------

    def _renewed(self, row: ReviewRow, review: Review, typed: Mapping[str, str]) -> Review:
        """Take names and posts as they stand on the day; what equals them is not typed."""
        directory = self._directory(review.day or row.round.end)
        secretary, place = None, review.organization_id
        if review.target.kind is TargetKind.ORGANIZATION:
            secretary = directory.credited_secretary(review.target.organization_id)
        else:
            member = membership(directory, review.target.person_id)
            place = member.organization_id if member else place
        body = row.task.body if row.task else ""
        names = snapshot(directory, review.target, review.reviewers, row.round.name, body)
        review = replace(review, snapshot=names, secretary_id=secretary, organization_id=place)
        blocks = [
            replace(b, values={k: v for k, v in b.values.items() if not _is_ready(names, k, v)})
            for b in review.blocks
        ]
        review = replace(review, blocks=tuple(b for b in blocks if b.values or b.day))
        return _typed_over(review, row.spec, typed)

    def _in_state(self, row: ReviewRow, review: Review, stated: ReviewState | None) -> Review:
        """Take the written state as far as it is reached."""
        reached = reached_state(review, row.spec)
        lacks = missing(review, row.spec)
        if stated is None:
            kept = review.state is ReviewState.ARCHIVED and not lacks
            return review if kept else replace(review, state=reached)
        if stated in DONE_STATES and lacks:
            row.entry.warn(
                column.STATE,
                "row.incomplete",
                stated=REVIEW_STATES[stated],
                missing="、".join(lacks),
                state=REVIEW_STATES[reached],
            )
            return replace(review, state=reached)
        if review.is_done and stated not in DONE_STATES:
            claim, now = REVIEW_STATES[stated], REVIEW_STATES[review.state]
            row.entry.warn(column.STATE, "row.kept_done", stated=claim, state=now)
            return review
        return replace(review, state=stated)

    def _told(self, row: ReviewRow, review: Review) -> Review | None:
        old = row.review
        if old is None:
            return review
        if review == old:
            return None
        if old.locked:
            name = row.entry.text(column.TARGET)
            row.entry.reject(column.TARGET, "row.review_locked", name=name, locked=old.locked)
            return None
        before, after = self._texts(old), self._texts(review)
        labels = {field.key: field.label for field in row.spec.fields}
        for key in {**before, **after}:
            if before.get(key, "") != after.get(key, ""):
                name = labels.get(key, key)
                row.entry.changed(name, before.get(key, ""), after.get(key, ""))
        return review

    def _texts(self, review: Review) -> dict[str, str]:
        persons = self._draft.persons
        names = (persons[p].name for p in review.reviewers if p in persons)
        return {
            **form_values(review),
            column.REVIEWER: "、".join(names),
            column.STATE: REVIEW_STATES[review.state],
        }


def _identity(row: ReviewRow, standing: str) -> str:
    """Return reviewers as forms want them, from 点评领导 and 点评领导单位及职务."""
    if not row.names or standing.startswith(row.names[0]) or is_form(row.entry):
        return standing
    return f"{row.names[0]}，{standing}"


def _other_people(old: Review, new: Review) -> bool:
    return old.day != new.day or set(old.reviewers) != set(new.reviewers)


def _is_ready(names: Mapping[str, str], key: str, text: str) -> bool:
    """Return whether a text is what the cell is filled with anyway."""
    return key in names and is_same_text(names[key], text)


def _stands_there(field: Field, there: str, text: str) -> bool:
    """Return whether a cell says a text already; in a line spaces do not count."""
    if field.kind is FieldKind.TEXT:
        return there.strip() == text
    return is_same_text(there, text)


def _typed_over(review: Review, spec: FormSpec, typed: Mapping[str, str]) -> Review:
    """Put texts into their blocks where they differ from what stands in the cells."""
    there = form_values(review)
    blocks = {block.id: dict(block.values) for block in review.blocks}
    days = {block.id: block.day for block in review.blocks}
    changed = False
    for key, text in typed.items():
        if not _stands_there(spec.field_by_key[key], there.get(key, ""), text):
            blocks.setdefault(spec.field_by_key[key].block, {})[key] = text
            changed = True
    if not changed:
        return review
    made = (Block(b, values, days.get(b)) for b, values in blocks.items())
    dated = tuple(replace(b, day=written_day(spec, b) or b.day) for b in made)
    return replace(review, blocks=dated)
