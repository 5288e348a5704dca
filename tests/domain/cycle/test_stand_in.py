"""After two people were made one, who stays stands wherever the other did."""

from __future__ import annotations

from datetime import date

from app.domain.cycle.commitments import Commitment
from app.domain.cycle.meetings import Attendee, Draw, Meeting
from app.domain.cycle.stand_in import with_stand_in
from app.domain.ids import OrganizationId, PersonId, RecordId
from app.domain.review import Target
from app.domain.words import TargetKind

GONE, KEPT = PersonId("走的"), PersonId("留的")
PLACE = OrganizationId("支部")


def about(person: PersonId) -> Target:
    return Target(TargetKind.MEMBER, person)


def promise(person: PersonId, matter: str = "走访") -> Commitment:
    return Commitment(id=RecordId("一"), organization_id=PLACE, target=about(person), matter=matter)


def test_a_target_changes_and_words_stay_as_they_are() -> None:
    said = promise(GONE, f"{GONE}同志帮扶")
    assert with_stand_in(said, GONE, KEPT) == promise(KEPT, f"{GONE}同志帮扶")


def test_a_record_that_does_not_name_him_is_the_same() -> None:
    said = promise(KEPT)
    assert with_stand_in(said, GONE, KEPT) is said


def test_somebody_in_a_roll_changes_too() -> None:
    meeting = Meeting(
        id=RecordId("会"),
        organization_id=PLACE,
        day=date(2010, 12, 1),
        title="点评会",
        roll=(Attendee("甲", person_id=GONE), Attendee("乙")),
    )
    put = with_stand_in(meeting, GONE, KEPT)
    assert [each.person_id for each in put.roll] == [KEPT, None]


def test_a_draw_stands_as_it_was_drawn() -> None:
    draw = Draw(
        id=RecordId("抽"),
        organization_id=PLACE,
        pool_title="党员",
        pool=(about(GONE), about(KEPT)),
        names=("甲", "甲"),
        seed="8",
        count=1,
        drawn=(about(GONE),),
    )
    assert with_stand_in(draw, GONE, KEPT) is draw
