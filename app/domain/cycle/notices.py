"""What is put up: the poster, the list of reviews, the digest of opinions, promises kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.cycle.commitments import COMMITMENT_STATES, Commitment
from app.domain.dates import from_day
from app.domain.official_document import Grid, Line, OfficialDocument, Role, written_day
from app.domain.ordinals import ordinal

_LIST_SHARES = (3, 6, 5, 6, 5)
_PROMISE_SHARES = (3, 4, 8, 6, 6)


@dataclass(frozen=True, slots=True)
class PostingWords:
    """The sentences of postings, with gaps."""

    title: str
    opening: str
    opening_without_basis: str
    period: str
    contact: str
    list_title: str
    digest_title: str
    commitments_title: str
    item: str
    reviewed: str
    list_columns: tuple[str, ...]
    commitment_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PosterFacts:
    """What a poster tells."""

    unit: str
    round: str
    matter: str
    """What is posted, in words."""
    first: date
    last: date
    days: int
    """Working days."""
    basis: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class PostedReview:
    """What a posted copy of one review shows: nothing that its form hides."""

    name: str
    reviewer: str
    day: date | None
    mode: str
    opinions: Mapping[str, str]
    """Label → text of the cells in which the reviewer says something."""


def poster(facts: PosterFacts, words: PostingWords) -> OfficialDocument:
    """Return the poster: basis, content, from when to when, where to object, unit, date."""
    opening = words.opening if facts.basis else words.opening_without_basis
    said = opening.format(
        basis=facts.basis, unit=facts.unit, round=facts.round, matter=facts.matter
    )
    period = words.period.format(
        first=written_day(facts.first), last=written_day(facts.last), days=facts.days
    )
    contact = [Line(words.contact.format(contact=facts.contact))] if facts.contact else []
    return OfficialDocument(
        title=words.title,
        content=(Line(said), Line(period), *contact),
        signature=facts.unit,
        day=facts.first,
    )


def review_list(
    reviews: Sequence[PostedReview], unit: str, day: date, words: PostingWords
) -> OfficialDocument:
    """Return the list of reviews: who was reviewed by whom, when and how."""
    rows = tuple(
        (
            str(number),
            review.name,
            review.reviewer,
            from_day(review.day).for_table if review.day else "",
            review.mode,
        )
        for number, review in enumerate(reviews, 1)
    )
    grid = Grid(words.list_columns, rows, _LIST_SHARES, large=True)
    return OfficialDocument(words.list_title, (grid,), signature=unit, day=day)


def digest(
    reviews: Iterable[PostedReview], unit: str, day: date, words: PostingWords
) -> OfficialDocument:
    """Return the opinions of each review under the name of whom it is about."""
    content: list[Line] = []
    for number, review in enumerate(reviews, 1):
        content.append(
            Line(f"{ordinal(number) if number < 100 else number}、{review.name}", Role.HEADING)
        )
        if review.day is not None:
            told = words.reviewed.format(day=written_day(review.day), reviewer=review.reviewer)
            content.append(Line(told))
        content += (
            Line(f"{label}：{' '.join(text.split())}")
            for label, text in review.opinions.items()
            if text.strip()
        )
    return OfficialDocument(words.digest_title, tuple(content), signature=unit, day=day)


def promise_list(
    commitments: Iterable[tuple[str, Commitment]], unit: str, day: date, words: PostingWords
) -> OfficialDocument:
    """Return what was promised by whom, and how far it is kept.

    Args:
        commitments: each with the name of who made it.
        unit: who posts it.
        day: of the posting.
        words: the sentences.
    """
    rows = tuple(
        (
            str(number),
            name,
            commitment.matter,
            from_day(commitment.until).for_table if commitment.until else "",
            "，".join(
                filter(None, (COMMITMENT_STATES[commitment.standing], commitment.progress.strip()))
            ),
        )
        for number, (name, commitment) in enumerate(commitments, 1)
    )
    grid = Grid(words.commitment_columns, rows, _PROMISE_SHARES, large=True)
    return OfficialDocument(words.commitments_title, (grid,), signature=unit, day=day)


def readable(document: OfficialDocument) -> tuple[str, ...]:
    """Return every text that can be read on a document, in its order."""
    texts: list[str] = []
    for item in document.paragraphs():
        if isinstance(item, Line):
            texts.append(item.text)
        else:
            texts += [text for row in (item.headings, *item.rows) for text in row if text]
    return tuple(texts)
