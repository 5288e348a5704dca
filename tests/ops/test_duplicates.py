"""Finding people who stand in the ledger twice, and merging two of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.doubles import NO_MEMBER, OTHER_NUMBER, SAME_BIRTH, SAME_BRANCH, SAME_NUMBER
from app.domain.ids import PersonId
from app.domain.proposal import SheetKind
from app.domain.review import Target
from app.domain.words import TargetKind
from app.ops.changes import Topic
from tests.db.snapshots import tables
from tests.ops.refusals import refused
from tests.ui.sample import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.organization import Member
    from app.ops.desk import Desk

NUMBER = "11010519491231002X"


def a_member(desk: Desk) -> tuple[Member, str]:
    """Somebody with reviews: the member of the first record about one."""
    records = desk.workspace.records
    for review in desk.workspace.stores.reviews.of_round(desk.workspace.round().id):
        if review.target.kind is TargetKind.MEMBER and not review.locked:
            member = next(m for m in records.members if m.person_id == review.target.person_id)
            return member, desk.workspace.directory(TODAY).persons[member.person_id].name
    raise AssertionError("the sample has no record about a member")


def take(desk: Desk, *rows: Mapping[str, str]) -> None:
    proposal = desk.imports.propose_rows(SheetKind.MEMBERS, rows)
    desk.imports.apply(proposal)
    for sheet in proposal.sheets:
        for question in sheet.questions:
            desk.imports.answer(question.id, question.options[-1])


def double_of(desk: Desk, member: Member, name: str, **said: str) -> PersonId:
    """Enter the same person once more in another branch; returns the second one."""
    tree = desk.workspace.directory(TODAY).tree
    own = tree.branch_of(member.organization_id)
    other = next(o for o in tree if o.kind is own.kind and o.id != own.id)
    before = {p.id for p in desk.workspace.records.persons}
    take(desk, {"姓名": name, "所在党支部": tree.path(other.id), **said})
    (added,) = [p.id for p in desk.workspace.records.persons if p.id not in before]
    return added


def test_the_sample_has_no_likely_doubles(desk: Desk) -> None:
    assert not [line for line in desk.duplicates.find() if line.double.is_likely]


def test_the_same_name_and_birth_are_found_and_told(desk: Desk) -> None:
    member, name = a_member(desk)
    assert member.birth is not None
    added = double_of(desk, member, name, 出生年月=member.birth.for_table)
    (line,) = [each for each in desk.duplicates.find() if each.double.is_likely]
    assert {line.double.one, line.double.other} == {member.person_id, added}
    assert line.double.one == member.person_id, "who has more behind the name stays"
    assert line.name == name
    assert SAME_BIRTH in line.why
    assert member.birth.for_form in line.one


def test_an_unbound_holder_of_the_same_name_is_found(desk: Desk) -> None:
    _, name = a_member(desk)
    person = desk.workspace.directory(TODAY).persons
    known = next(p for p in person.values() if p.name == name)
    with desk.workspace.transaction("试"):
        twin = type(known)(PersonId(desk.workspace.new_id()), name, outside=True)
        desk.workspace.stores.structure.save(persons=[twin])
    desk.workspace.structure_changed()
    found = [each for each in desk.duplicates.find() if twin.id == each.double.other]
    assert [each.double.why for each in found] == [(NO_MEMBER,)]
    assert not found[0].double.is_likely


def test_merging_takes_every_link_along_and_one_undo_brings_all_back(desk: Desk) -> None:
    undo, stores = desk.undo, desk.workspace.stores
    member, name = a_member(desk)
    added = double_of(desk, member, name, 身份证号=NUMBER)
    round_ = desk.workspace.round()
    old = member.person_id
    before = tables(desk.workspace.database)
    count = len(desk.workspace.records.members)
    about = [r.id for r in stores.reviews.of_round(round_.id) if r.target.id == old]
    posts = [a for a in desk.workspace.records.appointments if a.person_id == old]
    desk.duplicates.merge(added, old)
    records = desk.workspace.records
    assert old not in {p.id for p in records.persons}
    assert len(records.members) == count - 1
    (left,) = [m for m in records.members if m.person_id == added]
    assert (left.birth, left.id_number) == (member.birth, NUMBER)
    assert about
    assert [r.id for r in stores.reviews.of_round(round_.id) if r.target.id == added] == about
    assert len([a for a in records.appointments if a.person_id == added]) == len(posts)
    tasks = stores.tasks.of_round(round_.id)
    assert not [t for t in tasks if t.target.id == old or old in t.reviewers]
    assert undo.undo_title == "合并重复人员"
    undo.undo()
    assert tables(desk.workspace.database) == before


def test_promises_and_everything_around_a_review_go_to_the_one_who_stays(desk: Desk) -> None:
    undo, round_ = desk.undo, desk.workspace.round()
    member, name = a_member(desk)
    added = double_of(desk, member, name, 身份证号=NUMBER)
    old = Target(TargetKind.MEMBER, member.person_id)
    new = Target(TargetKind.MEMBER, added)
    promise = replace(desk.commitments.new(round_, old), matter="走访企业")
    desk.commitments.save([promise])
    before = tables(desk.workspace.database)
    changes = desk.duplicates.merge(added, member.person_id)
    assert Topic.CYCLE in changes.topics
    assert desk.commitments.of(round_, old) == ()
    assert [each.id for each in desk.commitments.of(round_, new)] == [promise.id]
    (row,) = [r for r in desk.commitments.rows(round_) if r.record.id == promise.id]
    assert row.name == name
    undo.undo()
    assert tables(desk.workspace.database) == before


def test_reviewers_and_leaders_are_merged_too(desk: Desk) -> None:
    stores, round_ = desk.workspace.stores, desk.workspace.round()
    review = next(r for r in stores.reviews.of_round(round_.id) if r.reviewers and not r.locked)
    old = review.reviewers[0]
    member = next(m for m in desk.workspace.records.members if m.person_id == old)
    name = desk.workspace.directory(TODAY).persons[old].name
    added = double_of(desk, member, name)
    desk.duplicates.merge(added, old)
    again = stores.reviews.get(review.id)
    assert again is not None
    assert added in again.reviewers
    assert old not in again.reviewers
    records = desk.workspace.records
    duties = {d.person_id for d in records.appointments} | {o.person_id for o in records.oversights}
    assert old not in duties


def test_nobody_is_merged_with_himself_or_nobody(desk: Desk) -> None:
    member, _ = a_member(desk)
    merge = desk.duplicates.merge
    assert refused(lambda: merge(member.person_id, member.person_id)) == ["person.unknown"]
    assert refused(lambda: merge(member.person_id, PersonId("nobody"))) == ["person.unknown"]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"身份证号": NUMBER}, {"姓名": "张叁", "身份证号": NUMBER}, SAME_NUMBER),
        ({"出生年月": "1975.06"}, {"出生年月": "1980.02"}, ""),
        ({}, {}, SAME_BRANCH),
        (
            {"出生年月": "1949.12", "身份证号": NUMBER},
            {"出生年月": "1949.12", "身份证号": "110105194912310011"},
            OTHER_NUMBER,
        ),
    ],
)
def test_what_speaks_for_one_person(
    desk: Desk, first: dict[str, str], second: dict[str, str], why: str
) -> None:
    from dataclasses import replace

    from app.domain.ids import MemberId
    from app.domain.organization import Person
    from app.domain.proposal import SheetRow, SheetTable
    from app.intake.member_changes import fresh
    from app.intake.member_values import read_members
    from app.intake.report import Report

    tree = desk.workspace.directory(TODAY).tree
    branch = next(o for o in tree if o.kind.value == "branch")
    made = []
    for number, said in enumerate((first, second)):
        row = SheetRow(1, {"姓名": "张三", **said})
        report = Report(SheetTable("", "", SheetKind.MEMBERS, 0, {}, (row,)), {})
        ((_, values),) = read_members(report)
        person = Person(PersonId(f"p{number}"), values.name)
        made.append((person, fresh(MemberId(f"m{number}"), person.id, branch.id, values)))
    with desk.workspace.transaction("试"):
        desk.workspace.stores.structure.save(
            persons=[p for p, _ in made], members=[replace(m) for _, m in made]
        )
    desk.workspace.structure_changed()
    found = [each for each in desk.duplicates.find() if each.double.one in ("p0", "p1")]
    assert [why in each.double.why for each in found] == ([True] if why else [])
