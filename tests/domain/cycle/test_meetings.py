"""Who was to come and who came; a draw that anybody can repeat."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from app.domain.cycle.meetings import Attendee, Meeting, Role, drawn
from app.domain.ids import OrganizationId, RecordId
from app.domain.review import Target
from app.domain.words import TargetKind

if TYPE_CHECKING:
    from random import Random

TARGETS = st.lists(
    st.text("abcdef0123456789", min_size=4, max_size=8), unique=True, min_size=1
).map(lambda ids: [Target(TargetKind.MEMBER, id_) for id_ in ids])


def test_representatives_guests_and_reviewers_are_not_among_those_expected() -> None:
    roll = (
        Attendee("甲", Role.CHAIR),
        Attendee("乙"),
        Attendee("丙", absent="出差"),
        Attendee("丁", Role.REVIEWER),
        Attendee("戊", Role.REPRESENTATIVE),
    )
    meeting = Meeting(
        id=RecordId("m"), organization_id=OrganizationId("o"), title="点评会", roll=roll
    )

    assert (meeting.expected, meeting.present) == (3, 2)
    assert not meeting.falls_short(Fraction(2, 3))
    assert meeting.falls_short(Fraction(4, 5))
    assert [each.name for each in meeting.with_role(Role.REPRESENTATIVE)] == ["戊"]


@given(TARGETS, st.text(max_size=12), st.integers(0, 10), st.randoms())
def test_the_same_seed_draws_the_same_from_the_same_pool_in_any_order(
    pool: list[Target], seed: str, count: int, random: Random
) -> None:
    found = drawn(pool, seed, count)
    shuffled = list(pool)
    random.shuffle(shuffled)

    assert drawn(shuffled, seed, count) == found
    assert len(set(found)) == len(found) == min(count, len(pool))
    assert set(found) <= set(pool)


def test_a_draw_can_be_worked_out_with_any_tool_that_makes_sha256() -> None:
    pool = [Target(TargetKind.MEMBER, id_) for id_ in "abcde"]

    def lot(target: Target) -> str:
        return hashlib.sha256(f"2011-01-12:member:{target.id}".encode()).hexdigest()

    assert drawn(pool, "2011-01-12", 2) == tuple(sorted(pool, key=lot)[:2])
