"""Promises, meetings, postings, rectifications, replies and votes go up with their files."""

from __future__ import annotations

import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.assessment import Assessed, Assessment, Count, VoterGroup, overall_items
from app.domain.cycle.commitments import Commitment, CommitmentState
from app.domain.cycle.meetings import Attendee, Meeting, Role
from app.domain.cycle.postings import Posting
from app.domain.cycle.rectification import Rectification, Reply
from app.domain.cycle.scales import Grade, Scale
from app.domain.errors.fault import Refusal
from app.domain.handoff import Resolve
from app.domain.ids import RecordId
from app.domain.part_schema import ATTACHMENTS
from app.domain.review import Target
from app.domain.words import TargetKind
from app.ops import attached
from app.ops.reception import ArrivedStatus
from tests.stories.town import BRANCH, FIRST, GENERAL, OFFICE, Town, place, review_of, statuses

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.cycle.record import Record
    from app.ops.desk import Desk

PHOTO = b"\xff\xd8\xff" + bytes(range(256)) * 40


def work(town: Town, name: str = BRANCH, person: str = "郑华") -> None:
    """Do in a branch what belongs to a round: from the promise to the vote."""
    town.have(name)
    photo = town.folder / "公示照片.jpg"
    photo.write_bytes(PHOTO)
    with town.at(name) as desk:
        desk.workspace.stores.cycle.save(_records(desk, person))
        posting = desk.postings.all(desk.workspace.round())[0]
        desk.postings.save(desk.annexes.attach(posting, [photo]))


def _records(desk: Desk, person: str) -> list[Record]:
    round_ = desk.workspace.round()
    who = next(p for p in desk.workspace.records.persons if p.name == person)
    member = next(m for m in desk.workspace.records.members if m.person_id == who.id)
    review = review_of(desk, person)
    shared: dict[str, Any] = {
        "organization_id": member.organization_id,
        "round_id": round_.id,
        "target": Target(TargetKind.MEMBER, who.id),
    }
    unit = {**shared, "target": None}
    assessed = Assessed(AssessedKind.MEMBER, who.id, person, "overall")
    return [
        Commitment(id=_id(desk), matter="走访群众", until=date(2010, 12, 1), **shared),
        Meeting(
            id=_id(desk),
            title="点评大会",
            day=date(2010, 12, 20),
            roll=(Attendee(person, person_id=who.id),),
            reviews=(review,),
            **unit,
        ),
        Posting(id=_id(desk), title="公示", day=date(2010, 12, 22), reviews=(review,), **unit),
        Rectification(id=_id(desk), review_id=review, problem="学习不够", **shared),
        Reply(id=_id(desk), review_id=review, to="赵敏书记", **shared),
        Assessment(
            id=_id(desk),
            title="群众评议",
            scale=Scale("s", "满意度", (Grade("满意"), Grade("不满意"))),
            lists=(overall_items(),),
            objects=(assessed,),
            groups=(VoterGroup("g", "群众代表"),),
            counts=(Count("g", assessed.key, "overall", (9, 1)),),
            **unit,
        ),
    ]


def _id(desk: Desk) -> RecordId:
    return RecordId(desk.workspace.new_id())


def of(desk: Desk, kind: type[Any]) -> Any:  # noqa: ANN401 - a record of that kind
    (found,) = desk.workspace.stores.cycle.of_kind(kind)
    return found


def change(town: Town, name: str, kind: type[Any], **values: Any) -> None:  # noqa: ANN401
    with town.at(name) as desk:
        desk.workspace.stores.cycle.save([replace(of(desk, kind), **values)], reason="改")


def records(town: Town, name: str) -> list[tuple[Any, ...]]:
    return [row[:-1] for row in town.content(name)["cycle_record"]]  # each has its own order


def photos(town: Town, name: str) -> list[bytes]:
    """The photos of postings, as somebody who opens them gets them."""
    with town.at(name) as desk:
        found = desk.workspace.stores.cycle.of_kind(Posting)
        return [desk.annexes.content(each) for one in found for each in one.attachments]


def test_a_round_of_work_arrives_whole(town: Town) -> None:
    work(town)
    package = town.submit(BRANCH)
    looked = town.look(package).arrived[0]
    kinds = ("commitment", "meeting", "posting", "rectification", "reply", "assessment")
    assert [looked.new[kind] for kind in kinds] == [1] * 6
    assert records(town, OFFICE) == []
    town.take(package)
    assert records(town, OFFICE) == records(town, BRANCH)
    assert photos(town, OFFICE) == [PHOTO]
    with closing(zipfile.ZipFile(package)) as file:
        listed = [name for name in file.namelist() if name.startswith(ATTACHMENTS)]
        told = file.read("目录.txt").decode("utf-8-sig")
    assert len(listed) == 1
    assert "公开承诺：1" in told
    assert f"记录的附件 1 个，共 {len(PHOTO)} 字节" in told
    assert statuses(town.receive(package)) == ["same"]


def test_an_encrypted_package_has_the_photo_too(town: Town) -> None:
    work(town)
    package = town.submit(BRANCH, passphrase="春风化雨")
    assert PHOTO[:64] not in package.read_bytes()
    town.take(package, passphrase="春风化雨")
    assert photos(town, OFFICE) == [PHOTO]


def test_what_both_changed_is_told_in_words_and_settled(town: Town) -> None:
    work(town)
    town.take(town.submit(BRANCH))
    change(town, OFFICE, Commitment, progress="办公室核实")
    change(town, BRANCH, Commitment, progress="走访 30 户", state=CommitmentState.KEPT)
    change(town, OFFICE, Meeting, place="三楼")
    other = (Attendee("李文", Role.CHAIR), Attendee("郑华"))
    change(town, BRANCH, Meeting, roll=other)
    change(town, OFFICE, Meeting, roll=(Attendee("王芳"),))
    reception = town.take(town.submit(BRANCH))
    shown = {each.label: each for each in reception.arrived[0].conflicts}
    told = shown["完成情况"]
    assert (told.kind_word, told.record, told.ours, told.theirs) == (
        "公开承诺",
        "走访群众",
        "办公室核实",
        "走访 30 户",
    )
    assert told.place.endswith(BRANCH)
    roll = shown["参会人员"]
    assert (roll.ours, roll.theirs) == ("王芳", "李文 主持人；郑华")
    with town.at(OFFICE) as desk:
        assert of(desk, Commitment).progress == "办公室核实"
        assert of(desk, Commitment).state == CommitmentState.KEPT
        ids = [each.id for each in desk.receiving.conflicts()]
        desk.receiving.settle(ids, Resolve.THEIRS)
        assert of(desk, Commitment).progress == "走访 30 户"
        assert [each.name for each in of(desk, Meeting).roll] == ["李文", "郑华"]
        assert of(desk, Meeting).place == "三楼"
        assert desk.receiving.conflicts() == ()
        lines = desk.workspace.stores.changes.of_record("cycle_record", of(desk, Commitment).id)
        assert "办公室核实" in {line.old for line in lines}


def test_what_was_deleted_on_one_side_is_settled_either_way(town: Town) -> None:
    work(town)
    town.take(town.submit(BRANCH))
    with town.at(OFFICE) as desk:
        desk.workspace.stores.cycle.remove([of(desk, Commitment).id])
    with town.at(BRANCH) as desk:
        desk.workspace.stores.cycle.remove([of(desk, Rectification).id])
    change(town, BRANCH, Commitment, progress="走访 30 户")
    change(town, OFFICE, Rectification, result="已学")
    town.take(town.submit(BRANCH))
    with town.at(OFFICE) as desk:
        shown = {(each.record, each.ours, each.theirs) for each in desk.receiving.conflicts()}
        assert ("学习不够", "有", "无") in shown
        desk.receiving.settle([each.id for each in desk.receiving.conflicts()], Resolve.THEIRS)
        assert of(desk, Commitment).progress == "走访 30 户"
        assert desk.workspace.stores.cycle.of_kind(Rectification) == ()
    assert records(town, OFFICE) == records(town, BRANCH)


def test_the_newest_holds_whatever_comes_after_it(town: Town) -> None:
    work(town)
    older = town.submit(BRANCH)
    change(town, BRANCH, Reply, text="已整改")
    newer = town.submit(BRANCH)
    town.take(newer)
    assert statuses(town.receive(older)) == ["older"]
    assert records(town, OFFICE) == records(town, BRANCH)


def test_taken_out_records_and_files_are_gone_and_undoing_brings_them_back(town: Town) -> None:
    work(town)
    before = town.content(OFFICE)
    package = town.submit(BRANCH)
    town.take(package)
    whole = town.content(OFFICE)
    with town.at(OFFICE) as desk:
        database, undo = desk.workspace.database, desk.undo
        count = "SELECT count(*) FROM part WHERE length(content) = ?"
        assert database.sql(count, (len(PHOTO),)) == [(1,)]
        taken = desk.receiving.take_out(desk.receiving.journal()[0].package)
        assert taken.left == ()
        assert database.sql(count, (len(PHOTO),)) == [(0,)]
        undo.undo()
        assert database.sql(count, (len(PHOTO),)) == [(1,)]
    assert town.content(OFFICE)["cycle_record"] == whole["cycle_record"]
    assert photos(town, OFFICE) == [PHOTO]
    with town.at(OFFICE) as desk:
        desk.receiving.take_out(desk.receiving.journal()[0].package)
    assert town.content(OFFICE)["cycle_record"] == before["cycle_record"]
    town.take(package)
    assert photos(town, OFFICE) == [PHOTO]


def test_a_photo_that_another_record_names_stays(town: Town) -> None:
    work(town)
    town.take(town.submit(BRANCH))
    photo = town.folder / "公示照片.jpg"
    with town.at(OFFICE) as desk:
        own = Posting(id=_id(desk), organization_id=place(desk, GENERAL), title="本级公示")
        desk.postings.save(desk.annexes.attach(own, [photo]))
        desk.receiving.take_out(desk.receiving.journal()[0].package)
    assert photos(town, OFFICE) == [PHOTO]


def test_records_and_photos_go_on_to_the_level_above(town: Town) -> None:
    town.have(GENERAL)
    town.branch(FIRST, above=GENERAL)
    photo = town.folder / "照片.jpg"
    photo.write_bytes(PHOTO)
    with town.at(FIRST) as desk:
        posting = Posting(id=_id(desk), organization_id=desk.workspace.root_id, title="公示")
        desk.postings.save(desk.annexes.attach(posting, [photo]))
    town.take(town.submit(FIRST), name=GENERAL)
    town.take(town.submit(GENERAL))
    assert records(town, OFFICE) == records(town, FIRST)
    assert photos(town, OFFICE) == [PHOTO]


@pytest.mark.parametrize("harm", ["DELETE FROM part", "UPDATE part SET content = x'0102'"])
def test_a_missing_file_is_told_on_either_side_and_stops_nothing(town: Town, harm: str) -> None:
    work(town)
    with town.at(BRANCH) as desk:
        where = "WHERE length(content) = ?"
        desk.workspace.database.many(f"{harm} {where}", [(len(PHOTO),)])
        out = town.folder / "缺照片.dpbag"
        round_ = desk.workspace.round()
        made = desk.submissions.submit(out, round_, desk.workspace.root_id, date(2011, 1, 20))
        assert [each.code for each in made.warnings] == ["handoff.attachments_lacking"]
        assert "公示照片.jpg" in made.warnings[0].message
    (arrived,) = town.take(out).arrived
    assert "handoff.attachments_lacking" in {each.code for each in arrived.warnings}
    assert arrived.status is ArrivedStatus.APPLIED
    assert records(town, OFFICE) == records(town, BRANCH)


def test_more_files_than_a_package_holds_are_refused_before_anything_is_written(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(town)
    monkeypatch.setattr(attached, "MAX_ATTACHED", len(PHOTO) - 1)
    with pytest.raises(Refusal) as refused:
        town.submit(BRANCH)
    assert refused.value.fault.code == "handoff.attachments_too_large"
    assert not list(town.folder.glob("*.dpbag"))
    with town.at(BRANCH) as desk:
        assert "out" not in {line.direction for line in desk.receiving.journal()}


def test_a_photo_under_another_name_is_noticed(town: Town, tmp_path: Path) -> None:
    from app.domain.package_format import attachment_name
    from app.export.package import seal
    from app.intake.packages import read_package

    work(town)
    known = read_package(town.submit(BRANCH))
    (name,) = (each for each in known.parts if each.startswith(ATTACHMENTS))
    parts = {key: content for key, content in known.parts.items() if key != name}
    content = seal(known.manifest, {**parts, attachment_name("0" * 64): PHOTO}).content()
    file = tmp_path / "假.dpbag"
    file.write_bytes(content)
    (arrived,) = town.receive(file).arrived
    assert arrived.fault is not None
    assert arrived.fault.code == "package.tampered"


def test_nothing_of_the_cycle_goes_down(town: Town) -> None:
    work(town)
    town.take(town.submit(BRANCH))
    town.take(town.issue(BRANCH), name=BRANCH)
    with town.at(BRANCH) as desk:
        assert of(desk, Commitment).matter == "走访群众"
