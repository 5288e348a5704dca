"""Which record that is there already a row of a 台账 means, or the question about it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from app.domain import ledger_columns as column
from app.domain.dates import from_day
from app.domain.ids import ReviewId
from app.domain.review import Review
from app.domain.words import ReviewerKind
from app.intake.draft import Draft
from app.intake.form_entries import is_form, refuse_copy
from app.intake.report import Entry, numbered
from app.intake.review_rows import ReviewContext, ReviewRow

OTHER_REVIEWER = "修改点评人"
OTHER_RECORD = "另一条记录"

_Key = tuple[str, str, str, str]


def match(rows: Sequence[ReviewRow], draft: Draft, context: ReviewContext) -> None:
    """Match by 编号, else by round, form, target and reviewers; of several by the day.

    A row with another reviewer than the record of its target is a question, unless that reviewer
    has a task of his own.
    """
    by_key: defaultdict[_Key, list[Review]] = defaultdict(list)
    for review in context.reviews:
        by_key[_key(review)].append(review)
    editions = {spec.edition: spec for spec in context.editions}
    taken: dict[ReviewId, int] = {}

    def take(row: ReviewRow, found: Review) -> None:
        row.review = found
        row.spec = editions.get(found.form_edition, row.spec)
        taken[found.id] = row.entry.number

    for fits in (_same_number, _same_day, _same_reviewers):
        for row in rows:
            if row.review is not None:
                continue
            free = [r for r in by_key[_row_key(row)] if r.id not in taken]
            found = [r for r in free if fits(row, r)]
            if len(found) == 1:
                take(row, found[0])
    _refuse_doubles(rows)
    for row in rows:
        if row.entry.open and row.review is None and (row.reviewers or row.task):
            free = [r for r in by_key[_row_key(row)] if r.id not in taken]
            other = _other_reviewer(row, free, draft, context) if free else None
            if other is not None:
                take(row, other)
    _tell_unfit(rows, by_key, taken)


def _tell_unfit(
    rows: Sequence[ReviewRow],
    by_key: Mapping[_Key, Sequence[Review]],
    taken: Mapping[ReviewId, int],
) -> None:
    known = {review.id for those in by_key.values() for review in those}
    for row in rows:
        number = row.entry.text(column.NUMBER)
        if row.entry.open and row.review is None and number in known and number not in taken:
            row.entry.warn(column.NUMBER, "row.number_unfit")


def _key(review: Review) -> _Key:
    return (review.round_id, review.form, review.target.kind, review.target.id)


def _row_key(row: ReviewRow) -> _Key:
    return (row.round.id, row.declared.id, row.target.kind, row.target.id)


def _same_number(row: ReviewRow, review: Review) -> bool:
    return row.entry.text(column.NUMBER) == review.id


def _same_day(row: ReviewRow, review: Review) -> bool:
    return row.day == review.day and _same_reviewers(row, review)


def _same_reviewers(row: ReviewRow, review: Review) -> bool:
    if row.task is not None:
        return review.task_id in (row.task.id, None)
    if row.reviewers and review.reviewer_kind is ReviewerKind.BODY:
        return False
    if not row.reviewers or not review.reviewers:
        return True
    return set(row.reviewers) == set(review.reviewers)


def _other_reviewer(
    row: ReviewRow, free: Sequence[Review], draft: Draft, context: ReviewContext
) -> Review | None:
    """Ask whether a row corrects the reviewer of a record, or is one of its own."""
    place = (row.round.id, row.declared.id, row.target)
    if row.task is not None or frozenset(row.reviewers) in context.planned.get(place, ()):
        return None
    found = [r for r in free if set(r.reviewers) != set(row.reviewers)]
    if not found:
        return None
    said = [_reviewer(review, draft) for review in found]
    one = len(found) == 1
    labels = numbered([OTHER_REVIEWER if one else f"{OTHER_REVIEWER}（{who}）" for who in said])
    target, now = row.entry.text(column.TARGET), "、".join(row.names)
    answer = row.entry.ask(
        "row.other_reviewer",
        (*place[:2], row.target.id, now, str(row.day or ""), *said),
        (*labels, OTHER_RECORD),
        target=target,
        old="；".join(said),
        new=now,
    )
    return found[labels.index(answer)] if answer in labels else None


def _reviewer(review: Review, draft: Draft) -> str:
    names = "、".join(draft.persons[p].name for p in review.reviewers if p in draft.persons)
    day = from_day(review.day).for_form if review.day else ""
    return "，".join(filter(None, (names or "组织", day)))


def _refuse_doubles(rows: Sequence[ReviewRow]) -> None:
    seen: dict[tuple[object, ...], Entry] = {}
    for row in rows:
        body = row.task.id if row.task else ""
        said = (*_row_key(row), frozenset(row.reviewers), body, row.day)
        if said in seen and (row.review is None or not row.entry.text(column.NUMBER)):
            if is_form(row.entry):
                refuse_copy(row.entry, seen[said])
            else:
                row.entry.reject(column.TARGET, "row.duplicate", row=seen[said].number)
        seen.setdefault(said, row.entry)
