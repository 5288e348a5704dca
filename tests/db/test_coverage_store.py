"""The facts behind the figures equal a plain count over everything, written out here."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.db import settling
from app.domain.coverage import CoverageFacts, Holder
from app.domain.dates import Span
from app.domain.ids import OrganizationId, ReviewId, RoundId
from app.domain.organization import on_books
from app.domain.review import Round
from app.domain.words import MemberStatus, PostKind, TargetKind
from tests.db.test_stores import fresh_ledger, structure
from tests.db.values import ROUND, RandomLedger

if TYPE_CHECKING:
    from app.db.connection import Database
    from app.db.stores import Stores
    from app.domain.review import Review

OTHER = Round(RoundId("other"), "2011年上半年", date(2011, 1, 1), date(2011, 6, 30))
DAYS = (date(2010, 5, 1), date(2010, 8, 15), date(2010, 12, 31), date(2011, 12, 31))
TIERS = frozenset({PostKind.DEPUTY_SECRETARY})


def naive(known: RandomLedger, day: date, *, secretaries: bool) -> CoverageFacts:
    """Count by looking at every single thing, without any cleverness."""
    done = [
        review
        for review in known.reviews
        if review.round_id == ROUND.id
        and review.is_done
        and review.day is not None
        and review.day <= day
    ]
    of_members = [r for r in done if r.target.kind is TargetKind.MEMBER]
    of_organizations = [r for r in done if r.target.kind is TargetKind.ORGANIZATION]
    reviewed = naive_reviewed(of_members, of_organizations, secretaries=secretaries)
    present = [member for member in known.members if on_books(member, day)]
    return CoverageFacts(
        day=day,
        members=Counter(m.organization_id for m in present),
        members_reviewed=Counter(m.organization_id for m in present if m.person_id in reviewed),
        organizations_reviewed=frozenset(OrganizationId(r.target.id) for r in of_organizations),
        holders=tuple(
            Holder(a.person_id, a.organization_id, a.post)
            for a in known.appointments
            if a.held.covers(day) and a.post in TIERS | {PostKind.SECRETARY}
        ),
        reviewers=frozenset(person for r in done for person in r.reviewers),
        member_times=Counter(r.organization_id for r in of_members),
        organization_times=Counter(OrganizationId(r.target.id) for r in of_organizations),
    )


def naive_reviewed(
    of_members: list[Review], of_organizations: list[Review], *, secretaries: bool
) -> set[str]:
    found = {review.target.id for review in of_members}
    if secretaries:
        found |= {
            review.secretary_id
            for review in of_organizations
            if review.secretary_id and review.secretary_id not in review.reviewers
        }
    return found


def expect_equal(stores: Stores, known: RandomLedger) -> None:
    for day in DAYS:
        for secretaries in (True, False):
            found = stores.coverage.facts(ROUND.id, day, TIERS, secretaries_as_members=secretaries)
            assert found == naive(known, day, secretaries=secretaries)


def fill(stores: Stores, known: RandomLedger) -> None:
    stores.rounds.add(ROUND)
    stores.rounds.add(OTHER)
    stores.structure.save(**structure(known.records))
    stores.reviews.save_many(known.reviews)


@pytest.mark.parametrize("seed", range(25))
def test_facts_equal_a_plain_count(seed: int) -> None:
    known = RandomLedger(seed)
    with fresh_ledger() as database:
        from app.db.stores import Stores

        fill(Stores(database), known)
        expect_equal(Stores(database), known)
        assert settling.wrongly_settled(database) == 0


def test_the_generated_ledgers_hold_every_hard_case() -> None:
    known = [RandomLedger(seed) for seed in range(25)]
    reviews = [review for each in known for review in each.reviews]
    members = [member for each in known for member in each.members]
    assert any(r.secretary_id and r.secretary_id in r.reviewers for r in reviews)
    assert any(r.target.id in r.reviewers for r in reviews)
    assert any(m.status is not MemberStatus.ACTIVE and not m.on_books.until for m in members)
    assert any(m.status is MemberStatus.MOVED_OUT and m.on_books.until for m in members)
    twice = Counter((r.round_id, r.target) for each in known[:1] for r in each.reviews)
    assert max(twice.values()) > 1
    posts = Counter(a.person_id for a in known[0].appointments if a.post is PostKind.SECRETARY)
    assert max(posts.values()) > 1


@pytest.mark.parametrize("seed", range(6))
def test_counting_follows_what_changes_afterwards(
    ledger: Database, stores: Stores, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seed % 2:
        monkeypatch.setattr(settling, "_MANY", 0)  # all at once instead of one by one
    known = RandomLedger(seed)
    fill(stores, known)
    for number, member in enumerate(known.members):
        if number % 3 == 0:
            known.members[number] = replace(
                member,
                organization_id=known._place(),
                on_books=Span(None, known.draw.choice([None, known.day()])),
            )
        elif number % 7 == 0:
            known.members[number] = replace(member, person_id=known.draw.choice(known.persons).id)
    stores.structure.save(members=known.members)
    expect_equal(stores, known)

    known.reviews = [
        replace(review, day=known.day(), target=swap.target, organization_id=swap.organization_id)
        if number % 4 == 0
        else review
        for number, review in enumerate(known.reviews)
        for swap in [known.draw.choice(known.reviews)]
    ]
    stores.reviews.save_many(known.reviews)
    expect_equal(stores, known)

    gone = {m.id for m in known.members[::5]}
    stores.structure.remove(members=gone)
    known.members = [m for m in known.members if m.id not in gone]
    taken_back: set[ReviewId] = {r.id for r in known.reviews[::6]}
    stores.reviews.remove(taken_back)
    known.reviews = [r for r in known.reviews if r.id not in taken_back]
    expect_equal(stores, known)
    assert settling.wrongly_settled(ledger) == 0


def test_names_behind_the_reviewed_members(stores: Stores) -> None:
    known = RandomLedger(3)
    fill(stores, known)
    for day in DAYS:
        done = [
            r
            for r in known.reviews
            if r.round_id == ROUND.id and r.is_done and r.day is not None and r.day <= day
        ]
        members = [r for r in done if r.target.kind is TargetKind.MEMBER]
        organizations = [r for r in done if r.target.kind is TargetKind.ORGANIZATION]
        for secretaries in (True, False):
            found = stores.coverage.reviewed_members(
                ROUND.id, day, secretaries_as_members=secretaries
            )
            assert found == naive_reviewed(members, organizations, secretaries=secretaries)


def test_an_empty_ledger_counts_nothing(stores: Stores) -> None:
    found = stores.coverage.facts(ROUND.id, DAYS[0])
    assert found == CoverageFacts(DAYS[0], {}, {}, frozenset(), (), frozenset())
