"""Domain values to rows and back; a row's values stand in the order of the table's columns."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from sys import intern
from typing import Any

from app.db.on_books import NO_END, on_books_texts
from app.domain.controls import as_json, as_line
from app.domain.dates import ALWAYS, PartialDate, Span
from app.domain.ids import OrganizationId, PersonId, RoundId
from app.domain.organization import (
    Appointment,
    FormerPlace,
    Member,
    Organization,
    Oversight,
    Person,
)
from app.domain.plain import from_plain, to_plain
from app.domain.review import Block, Review, ReviewHead, ReviewTask, Round, Target
from app.domain.words import (
    DONE_STATES,
    MemberCategory,
    MemberStatus,
    OrganizationKind,
    OversightKind,
    PostKind,
    ReviewerKind,
    ReviewState,
    TargetKind,
)

RowValues = tuple[Any, ...]

_KINDS = {kind.value: kind for kind in OrganizationKind}
_POSTS = {post.value: post for post in PostKind}
_OVERSIGHTS = {kind.value: kind for kind in OversightKind}
_CATEGORIES = {category.value: category for category in MemberCategory}
_STATUSES = {status.value: status for status in MemberStatus}
_TARGETS = {kind.value: kind for kind in TargetKind}
_REVIEWERS = {kind.value: kind for kind in ReviewerKind}
_STATES = {state.value: state for state in ReviewState}


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_text(value: object) -> str:
    """Return JSON that reads well in any tool."""
    return as_json(_encode(value))


_list_text: Callable[[tuple[str, ...]], str] = lru_cache(maxsize=50_000)(json_text)


def day_text(day: date | None) -> str | None:
    """Return the ISO text of a day."""
    return day.isoformat() if day is not None else None


@cache
def _day(text: str) -> date:
    return date.fromisoformat(text)


@cache
def _span(since: str | None, until: str | None) -> Span:
    if since is None and until is None:
        return ALWAYS
    return Span(_day(since) if since else None, _day(until) if until else None)


@cache
def _partial(text: str) -> PartialDate:
    return PartialDate(*(int(part) for part in text.split("-")))


def _partial_text(value: PartialDate | None) -> str | None:
    return str(value) if value is not None else None


@cache
def _tags(text: str) -> frozenset[str]:
    return frozenset(json.loads(text))


@cache
def _tags_text(tags: frozenset[str]) -> str:
    return json_text(sorted(tags))


@cache
def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in json.loads(text))


@lru_cache(maxsize=50_000)
def _texts(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text))


# ---- structure -------------------------------------------------------------------------------


def organization_row(value: Organization) -> RowValues:
    """Return the row of an organisation."""
    return (
        value.id,
        as_line(value.name),
        value.kind.value,
        value.parent_id,
        value.short_name,
        _tags_text(value.tags),
        day_text(value.active.since),
        day_text(value.active.until),
        value.position,
        json_text([to_plain(place) for place in value.former]),
    )


@lru_cache(maxsize=50_000)
def organization(row: RowValues) -> Organization:
    """Return the organisation of a row."""
    id_, name, kind, parent, short_name, tags, since, until, position, former = row
    return Organization(
        id_,
        name,
        _KINDS[kind],
        parent,
        short_name,
        _tags(tags),
        _span(since, until),
        position,
        tuple(from_plain(FormerPlace, place) for place in json.loads(former)),
    )


def person_row(value: Person) -> RowValues:
    """Return the row of a person."""
    return (value.id, as_line(value.name), value.unit, value.post, value.outside)


def person(row: RowValues) -> Person:
    """Return the person of a row; texts that many have, or that records name, are shared."""
    id_, name, unit, post, outside = row
    return Person(PersonId(intern(id_)), name, intern(unit), intern(post), bool(outside))


def member_row(value: Member, name_key: str = "") -> RowValues:
    """Return the row of a membership, with the key by which the person's name is ordered."""
    return (
        value.id,
        value.person_id,
        value.organization_id,
        value.sex,
        _partial_text(value.birth),
        _partial_text(value.joined),
        _partial_text(value.full_since),
        value.post,
        value.category.value,
        value.status.value,
        day_text(value.on_books.since),
        day_text(value.on_books.until),
        _tags_text(value.tags),
        value.id_number,
        value.phone,
        json_text(value.extra),
        *on_books_texts(
            value.status.value, day_text(value.on_books.since), day_text(value.on_books.until)
        ),
        name_key,
    )


FOR_COUNTING = ("books_from", "books_until", "name_key")
"""Columns of a membership that say nothing new: for counting and for order."""


def member(row: RowValues) -> Member:
    """Return the membership of a row, read without the columns for counting; texts are shared."""
    id_, person_id, organization_id, sex, birth, joined, full_since, post, *rest = row
    category, status, since, until, tags, id_number, phone, extra = rest
    return Member(
        id_,
        PersonId(intern(person_id)),
        OrganizationId(intern(organization_id)),
        intern(sex),
        _partial(birth) if birth else None,
        _partial(joined) if joined else None,
        _partial(full_since) if full_since else None,
        intern(post),
        _CATEGORIES[category],
        _STATUSES[status],
        _span(since, until),
        _tags(tags),
        id_number,
        phone,
        _pairs(extra) if extra != "[]" else (),
    )


def appointment_row(value: Appointment) -> RowValues:
    """Return the row of an appointment."""
    return (
        value.id,
        value.person_id,
        value.organization_id,
        value.post.value,
        value.title,
        day_text(value.held.since),
        day_text(value.held.until),
        value.position,
    )


def appointment(row: RowValues) -> Appointment:
    """Return the appointment of a row."""
    id_, person_id, organization_id, post, title, since, until, position = row
    return Appointment(
        id_, person_id, organization_id, _POSTS[post], title, _span(since, until), position
    )


def oversight_row(value: Oversight) -> RowValues:
    """Return the row of an oversight."""
    return (
        value.id,
        value.person_id,
        value.organization_id,
        value.kind.value,
        day_text(value.held.since),
        day_text(value.held.until),
    )


def oversight(row: RowValues) -> Oversight:
    """Return the oversight of a row."""
    id_, person_id, organization_id, kind, since, until = row
    return Oversight(id_, person_id, organization_id, _OVERSIGHTS[kind], _span(since, until))


# ---- rounds, tasks, reviews ------------------------------------------------------------------


def round_row(value: Round, number: int) -> RowValues:
    """Return the row of a round; the number is given by the ledger."""
    return (
        value.id,
        as_line(value.name),
        value.start.isoformat(),
        value.end.isoformat(),
        value.previous_id,
        number,
    )


def round_of(row: RowValues) -> Round:
    """Return the round of a row."""
    id_, name, start, end, previous_id, _ = row
    return Round(id_, name, _day(start), _day(end), previous_id)


def task_row(value: ReviewTask, position: int) -> RowValues:
    """Return the row of a task at its place in the round's list."""
    return (
        value.id,
        value.round_id,
        position,
        _list_text(value.rules),
        value.form,
        value.target.kind.value,
        value.target.id,
        value.organization_id,
        value.reviewer_kind.value,
        _list_text(value.reviewers),
        value.body,
        value.mode,
        value.occasion,
        value.exempt_reason,
        value.manual_reason,
        value.replaces,
    )


def task(row: RowValues) -> ReviewTask:
    """Return the task of a row; texts that many have are shared."""
    id_, round_id, _, rules, form, kind, target_id, organization_id, reviewer_kind, *rest = row
    reviewers, body, mode, occasion, exempt_reason, manual_reason, replaces = rest
    return ReviewTask(
        id_,
        RoundId(intern(round_id)),
        _texts(rules),
        intern(form),
        Target(_TARGETS[kind], intern(target_id)),
        organization_id and OrganizationId(intern(organization_id)),
        _REVIEWERS[reviewer_kind],
        _texts(reviewers),
        intern(body),
        intern(mode),
        intern(occasion),
        exempt_reason,
        manual_reason,
        replaces,
    )


def done_day(value: Review) -> str | None:
    """Return the day from which a review counts as reviewed, or None."""
    return done_day_text(value.state.value, day_text(value.day))


def done_day_text(state: str, day: str | None) -> str | None:
    """The same, of what stands in the columns."""
    return day if _STATES[state] in DONE_STATES else None


def review_row(value: Review) -> RowValues:
    """Return the row of a review's head; what it adds to the figures is found afterwards."""
    return (
        value.id,
        value.round_id,
        value.form,
        value.form_edition,
        value.target.kind.value,
        value.target.id,
        value.organization_id,
        value.task_id,
        value.reviewer_kind.value,
        value.secretary_id,
        day_text(value.day),
        value.place,
        value.mode,
        value.state.value,
        done_day(value),
        credited(value.target.kind.value, value.secretary_id, value.reviewers),
        NO_END,
        0,
        None,
        value.locked,
    )


def credited(target_kind: str, secretary: str | None, reviewers: Collection[str]) -> str | None:
    """Who counts as reviewed with an organisation: its secretary, unless a reviewer himself."""
    if target_kind != TargetKind.ORGANIZATION.value or secretary in reviewers:
        return None
    return secretary


def review(
    row: RowValues,
    reviewers: Iterable[Any],
    snapshot: Mapping[str, str],
    blocks: Iterable[Block],
) -> Review:
    """Return the review of a head and of what hangs on it."""
    fields = (*_head(row, reviewers), snapshot, tuple(blocks))
    return Review(*fields)


def review_head(row: RowValues, reviewers: Iterable[Any]) -> ReviewHead:
    """Return the head of a review alone."""
    return ReviewHead(*_head(row, reviewers))


def _head(row: RowValues, reviewers: Iterable[Any]) -> tuple[Any, ...]:
    """Return the fields of ``ReviewHead`` in their order; texts that many have are shared."""
    id_, round_id, form, edition, kind, target_id, organization_id, task_id, *rest = row
    reviewer_kind, secretary_id, day, place, mode, state, *_, locked = rest
    return (
        id_,
        intern(round_id),
        intern(form),
        Target(_TARGETS[kind], intern(target_id)),
        intern(organization_id),
        task_id,
        tuple(reviewers),
        _REVIEWERS[reviewer_kind],
        secretary_id,
        _day(day) if day else None,
        intern(place),
        intern(mode),
        _STATES[state],
        intern(edition),
        intern(locked),
    )


def block_row(review_id: str, position: int, value: Block) -> RowValues:
    """Return the row of a block of a review."""
    return (review_id, position, value.id, day_text(value.day), json_text(dict(value.values)))


def block(row: RowValues) -> Block:
    """Return the block of a row."""
    _, _, id_, day, values = row
    return Block(id_, json.loads(values), _day(day) if day else None)
