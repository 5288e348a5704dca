"""Records of the cycle go up, are merged field by field, and go again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.db.undo import Undo
from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.assessment import Assessed, Assessment, Count, overall_items
from app.domain.cycle.commitments import Commitment
from app.domain.cycle.meetings import Attendee, Meeting
from app.domain.cycle.record import Attachment
from app.domain.cycle.rectification import Progress, Rectification
from app.domain.cycle.scales import Grade, Scale
from app.domain.handoff import Resolve
from app.domain.ids import RecordId, ReviewId
from app.domain.review import Target
from app.domain.words import TargetKind
from tests.builders import organization_id, person_id
from tests.db.merge.exchange import copy_of, office
from tests.db.merge.sample import BUREAU, ROUND
from tests.db.snapshots import tables

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.handoff_records import Conflict
    from tests.db.merge.exchange import Office

BRANCH = organization_id("一支部")


def promise(id_: str = "c1", **more: Any) -> Commitment:  # noqa: ANN401
    known = Commitment(
        id=RecordId(id_),
        organization_id=BRANCH,
        round_id=ROUND.id,
        target=Target(TargetKind.MEMBER, person_id("赵五")),
        matter="走访群众",
        until=date(2010, 12, 1),
    )
    return replace(known, **more)


def mend(id_: str = "c2", **more: Any) -> Rectification:  # noqa: ANN401
    known = Rectification(
        id=RecordId(id_),
        organization_id=BRANCH,
        round_id=ROUND.id,
        review_id=ReviewId("nowhere"),
        problem="学习不够",
    )
    return replace(known, **more)


def of(made: Office, id_: str = "c1") -> Any:  # noqa: ANN401
    return made.stores.cycle.get(RecordId(id_))


def ids(made: Office) -> list[str]:
    return [id_ for (id_,) in made.database.sql("SELECT id FROM cycle_record ORDER BY position")]


@pytest.fixture
def sent(city: Office, bureau: Office) -> None:
    """The city has what the bureau has."""
    bureau.stores.cycle.save([promise(), mend()])
    merged = city.receive(bureau.submit("甲一局党委"))
    assert {kind: merged.new[kind] for kind in ("commitment", "rectification")} == {
        "commitment": 1,
        "rectification": 1,
    }


def send(city: Office, bureau: Office, **terms: Any) -> tuple[Conflict, ...]:  # noqa: ANN401
    return city.receive(bureau.submit("甲一局党委"), **terms).conflicts


def test_new_records_come_in_their_order_behind_ours(city: Office, bureau: Office) -> None:
    ours = replace(promise("z"), organization_id=organization_id("甲二局党委"), round_id=None)
    city.stores.cycle.save([ours])
    bureau.stores.cycle.save([promise("b"), mend("a"), promise("c")])
    send(city, bureau)
    assert ids(city) == ["z", "b", "a", "c"]
    assert of(city, "a") == mend("a")
    assert of(city, "z") == ours


@pytest.mark.usefixtures("sent")
def test_what_one_side_changed_holds(city: Office, bureau: Office) -> None:
    city.stores.cycle.save([promise(comment="很好")])
    bureau.stores.cycle.save(
        [promise(state="kept", progress="走访 30 户", until=None), mend(progress=(step(1),))]
    )
    merged = city.receive(bureau.submit("甲一局党委"))
    assert merged.conflicts == ()
    assert merged.changed == {"commitment": 1, "rectification": 1}
    assert of(city) == promise(state="kept", progress="走访 30 户", until=None, comment="很好")
    assert of(city, "c2").progress == (step(1),)
    again = city.receive(bureau.submit("甲一局党委"))
    assert (again.changed, again.conflicts) == ({}, ())
    assert again.unchanged["commitment"] == 1


def step(day: int) -> Progress:
    return Progress(date(2010, 12, day), f"第{day}步")


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize("resolve", Resolve)
def test_what_both_changed_is_a_conflict(city: Office, bureau: Office, resolve: Resolve) -> None:
    city.stores.cycle.save([promise(progress="办公室"), mend(progress=(step(1),))])
    bureau.stores.cycle.save([promise(progress="支部"), mend(progress=(step(2),))])
    found = send(city, bureau, resolve=resolve)
    told = {(each.what, each.record_id, each.field) for each in found}
    assert told == {("cycle_record", "c1", "progress"), ("cycle_record", "c2", "progress")}
    theirs = resolve is Resolve.THEIRS
    assert of(city).progress == ("支部" if theirs else "办公室")
    assert of(city, "c2").progress == ((step(2),) if theirs else (step(1),))


@pytest.mark.usefixtures("sent")
def test_the_order_within_a_record_is_part_of_it(city: Office, bureau: Office) -> None:
    meeting = Meeting(
        id=RecordId("m"), organization_id=BRANCH, title="点评会", agenda=("汇报", "点评", "表态")
    )
    bureau.stores.cycle.save([meeting])
    send(city, bureau)
    turned = replace(meeting, agenda=("点评", "汇报", "表态"))
    bureau.stores.cycle.save([turned])
    assert send(city, bureau) == ()
    assert of(city, "m") == turned


@pytest.mark.usefixtures("sent")
def test_a_change_within_a_part_of_a_record_is_taken_alone(city: Office, bureau: Office) -> None:
    scale = Scale("s", "满意度", (Grade("满意"), Grade("不满意")))
    vote = Assessment(id=RecordId("v"), organization_id=BRANCH, title="评议", scale=scale, lists=())
    bureau.stores.cycle.save([vote])
    send(city, bureau)
    city.stores.cycle.save([replace(vote, scale=replace(scale, title="等次"))])
    bureau.stores.cycle.save([replace(vote, scale=replace(scale, abstention=False))])
    assert send(city, bureau) == ()
    assert of(city, "v").scale == replace(scale, title="等次", abstention=False)


@pytest.mark.usefixtures("sent")
def test_what_is_gone_there_goes_unless_it_was_changed_here(city: Office, bureau: Office) -> None:
    city.stores.cycle.save([mend(result="已学")])
    bureau.stores.cycle.remove([RecordId("c1"), RecordId("c2")])
    merged = city.receive(bureau.submit("甲一局党委"))
    assert merged.removed == {"commitment": 1}
    assert ids(city) == ["c2"]
    assert [(c.record_id, c.field, c.ours, c.theirs) for c in merged.conflicts] == [
        ("c2", "", "学习不够", "")
    ]


@pytest.mark.usefixtures("sent")
def test_what_is_gone_here_comes_back_only_when_asked(city: Office, bureau: Office) -> None:
    city.stores.cycle.remove([RecordId("c1"), RecordId("c2")])
    bureau.stores.cycle.save([promise(progress="支部")])
    found = send(city, bureau)
    assert [(c.record_id, c.field, c.ours, c.theirs) for c in found] == [("c1", "", "", "走访群众")]
    assert ids(city) == []
    bureau.stores.cycle.save([promise(progress="支部又改")])
    send(city, bureau, resolve=Resolve.THEIRS)
    assert ids(city) == ["c1"]


def test_ids_within_are_ours(city: Office, tmp_path: Path) -> None:
    with office(tmp_path / "别.ledger", BUREAU, salt="别") as other:
        known = other.person("赵五")
        place = other.organization("一支部").id
        key = f"member:{known}"
        assessed = Assessed(AssessedKind.MEMBER, known, "赵五", "overall")
        other.stores.cycle.save(
            [
                replace(
                    mend(responsible_person=known, review_id=None, round_id=None),
                    organization_id=place,
                    target=Target(TargetKind.MEMBER, known),
                ),
                Meeting(
                    id=RecordId("m"),
                    organization_id=place,
                    title="点评会",
                    roll=(Attendee("赵五", person_id=known),),
                ),
                Assessment(
                    id=RecordId("v"),
                    organization_id=place,
                    title="评议",
                    scale=Scale("s", "满意度", (Grade("满意"), Grade("不满意"))),
                    lists=(overall_items(),),
                    objects=(assessed,),
                    counts=(Count("g", key, "overall", (1, 0)),),
                ),
            ]
        )
        lines = "".join(f"\n  {line}" for line in BUREAU.strip().splitlines())
        city.enter(f"甲市委 [党委] 书记=王一{lines}")
        package = other.submit("甲一局党委")
        city.receive(package, unit="甲一局党委", resolve=Resolve.ASK)
    ours = city.person("赵五")
    assert of(city, "c2").responsible_person == ours
    assert of(city, "c2").target == Target(TargetKind.MEMBER, ours)
    assert of(city, "m").roll[0].person_id == ours
    assert of(city, "v").objects[0].id == ours
    assert of(city, "v").counts[0].object == f"member:{ours}"


@pytest.mark.usefixtures("sent")
def test_taken_out_everything_is_as_it_was(city: Office, bureau: Office) -> None:
    before = city.content()
    bureau.stores.cycle.save([promise(progress="支部"), promise("c9")])
    bureau.stores.cycle.remove([RecordId("c2")])
    send(city, bureau)
    assert ids(city) == ["c1", "c9"]
    merged = city.take_out()
    assert city.content() == before
    assert merged.removed["commitment"] == 1
    assert (merged.changed["commitment"], merged.changed["rectification"]) == (1, 1)
    city.take_out()
    assert ids(city) == []


@pytest.mark.usefixtures("sent")
def test_what_was_changed_since_stays_when_its_package_goes(city: Office) -> None:
    city.stores.cycle.save([promise(comment="很好")])
    merged = city.take_out()
    assert ids(city) == ["c1"]
    assert "走访群众" in merged.left


def test_receiving_and_taking_out_are_undone_and_done_again(city: Office, bureau: Office) -> None:
    undo = Undo(city.database)
    states = [tables(city.database)]
    bureau.stores.cycle.save([promise(), mend()])
    for number in range(2):
        with undo.step("接收数据包"):
            send(city, bureau)
        states.append(tables(city.database))
        bureau.stores.cycle.save([promise(progress=str(number)), promise(f"n{number}")])
        bureau.stores.cycle.remove([RecordId("c2")])
    with undo.step("取出数据包"):
        city.take_out()
    states.append(tables(city.database))
    for state in reversed(states[:-1]):
        undo.play()
        assert tables(city.database) == state
    for state in states[1:]:
        undo.play(redo=True)
        assert tables(city.database) == state


def test_copies_of_one_ledger_tell_by_their_logs(bureau: Office, tmp_path: Path) -> None:
    bureau.stores.cycle.save([promise(), mend()])
    with copy_of(bureau, tmp_path / "家.ledger") as home:
        home.stores.cycle.save([promise(progress="家里")])
        bureau.stores.cycle.save([mend(result="单位"), promise("new")])
        home.stores.cycle.remove([RecordId("c2")])
        merged = bureau.receive(home.submit("甲一局党委"))
        assert merged.conflicts == ()
        assert of(bureau).progress == "家里"
        assert of(bureau, "c2").result == "单位"


def test_packages_end_alike_in_any_order(city: Office, bureau: Office) -> None:
    bureau.stores.cycle.save([promise(), mend()])
    whole = bureau.submit("甲一局党委")
    bureau.stores.cycle.save([promise(progress="支部")])
    newer = bureau.submit("甲一局党委")
    city.receive(newer)
    known = city.content()
    city.receive(newer)
    assert city.content() == known
    city.receive(whole, resolve=Resolve.OURS)
    city.receive(newer)
    assert of(city).progress == "支部"


def test_a_unit_below_that_reported_itself_keeps_its_records(
    bureau: Office, tmp_path: Path
) -> None:
    with office(tmp_path / "总.ledger", "甲市委 [党委] 书记=王一\n  甲一局党委 [党委]") as city:
        bureau.stores.cycle.save([promise(attachments=(Attachment("图.jpg", "0" * 64, 3),))])
        old = bureau.submit("甲一局党委")
        city.receive(old)
        assert of(city).attachments[0].name == "图.jpg"
        assert city.preview(old).new == {}
