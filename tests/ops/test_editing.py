"""Entering by hand: organisations with posts and overseers, members that come and go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.dates import PartialDate, Span
from app.domain.errors.fault import Refusal
from app.domain.ids import AppointmentId, OversightId
from app.domain.membership import LEFT_FOR
from app.domain.organization import Appointment, Organization, Oversight
from app.domain.organization_sheet import OrganizationSheet
from app.domain.words import MemberStatus, OrganizationKind, OversightKind, PostKind, TargetKind
from app.ops.changes import Topic

if TYPE_CHECKING:
    from app.domain.organization import Member
    from app.ops.desk import Desk

DAY = date(2011, 1, 10)
RARE = "𠮷村党支部"


def a_branch(desk: Desk) -> Organization:
    directory = desk.editing.directory
    return next(
        o
        for o in directory.tree
        if o.kind is OrganizationKind.BRANCH and directory.secretary(o.id) and o.parent_id
    )


def a_member(desk: Desk) -> Member:
    directory = desk.editing.directory
    secretaries = {a.person_id for a in directory.records.appointments}
    return next(m for m in directory.on_books if m.person_id not in secretaries)


def test_a_new_branch_with_its_secretary_is_planned_at_once(desk: Desk) -> None:
    root = desk.workspace.root_id
    sheet = desk.editing.new_sheet(root)
    member = a_member(desk)
    post = Appointment(
        AppointmentId(desk.editing.new_id()),
        member.person_id,
        sheet.organization.id,
        PostKind.SECRETARY,
        "书记",
    )
    entered = replace(sheet.organization, name=f"　{RARE} ", tags=frozenset({"机关"}))
    changes = desk.editing.save(replace(sheet, organization=entered, appointments=(post,)))
    assert {Topic.STRUCTURE, Topic.TASKS} <= changes.topics
    directory = desk.editing.directory
    made = directory.tree[sheet.organization.id]
    assert made.name == RARE
    assert made.parent_id == root
    assert directory.tree.children(root)[-1] == made
    assert directory.secretary(made.id) == member.person_id
    tasks = desk.workspace.stores.tasks.of_round(desk.rounds.all()[0].id)
    assert made.id in {t.target.id for t in tasks if t.target.kind is TargetKind.ORGANIZATION}


def test_what_is_opened_and_kept_unchanged_changes_nothing(desk: Desk) -> None:
    for organization in desk.editing.directory.tree:
        assert not desk.editing.save(desk.editing.sheet(organization.id))


def test_a_corrected_name_holds_for_all_days(desk: Desk) -> None:
    branch = a_branch(desk)
    sheet = desk.editing.sheet(branch.id)
    desk.editing.save(replace(sheet, organization=replace(sheet.organization, name="更正党支部")))
    assert desk.workspace.directory(date(2001, 1, 1)).tree[branch.id].name == "更正党支部"
    assert not desk.editing.directory.tree[branch.id].former


def test_a_post_ends_and_another_begins(desk: Desk) -> None:
    branch = a_branch(desk)
    sheet = desk.editing.sheet(branch.id)
    old = next(a for a in sheet.appointments if a.post is PostKind.SECRETARY)
    new = replace(
        old,
        id=AppointmentId(desk.editing.new_id()),
        person_id=a_member(desk).person_id,
        held=Span(DAY),
    )
    ended = [replace(a, held=Span(None, DAY)) if a is old else a for a in sheet.appointments]
    desk.editing.save(replace(sheet, appointments=(*ended, new)))
    assert desk.workspace.directory(date(2011, 1, 9)).secretary(branch.id) == old.person_id
    assert desk.workspace.directory(DAY).secretary(branch.id) == new.person_id


def test_a_post_that_was_entered_by_mistake_falls_away(desk: Desk) -> None:
    branch = a_branch(desk)
    sheet = desk.editing.sheet(branch.id)
    desk.editing.save(replace(sheet, appointments=()))
    assert desk.editing.sheet(branch.id).appointments == ()
    assert desk.workspace.directory(date(2010, 7, 1)).secretary(branch.id) is None


def test_the_head_of_the_tree_gets_a_superior_from_outside(desk: Desk) -> None:
    root = desk.workspace.root_id
    sheet = desk.editing.sheet(root)
    outsider = desk.editing.new_outside_person("赵钱孙", "示例市委", "副书记")
    oversight = Oversight(
        OversightId(desk.editing.new_id()), outsider.id, root, OversightKind.IN_CHARGE
    )
    desk.editing.save(
        replace(sheet, oversights=(*sheet.oversights, oversight), newcomers=(outsider,))
    )
    directory = desk.editing.directory
    assert outsider.id in directory.overseers(root, OversightKind.IN_CHARGE)
    assert directory.identity(outsider.id) == "赵钱孙，示例市委副书记"


def test_a_newcomer_whom_nothing_names_any_more_is_not_written(desk: Desk) -> None:
    sheet = desk.editing.sheet(desk.workspace.root_id)
    outsider = desk.editing.new_outside_person("赵钱孙", "", "")
    assert not desk.editing.save(replace(sheet, newcomers=(outsider,)))


def test_siblings_stand_in_their_own_order(desk: Desk) -> None:
    root = desk.workspace.root_id
    children = [o.id for o in desk.editing.directory.tree.children(root)]
    desk.editing.place(children[0], children[::-1])
    assert [o.id for o in desk.editing.directory.tree.children(root)] == children[::-1]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("　", "text.missing"),
        ("长" * 101, "text.too_long"),
        ("一\n二", "text.unprintable"),
        ("一\ud83d", "text.unprintable"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_written(
    desk: Desk, name: str, code: str
) -> None:
    sheet = desk.editing.new_sheet(desk.workspace.root_id)
    before = desk.workspace.records
    with pytest.raises(Refusal) as refused:
        desk.editing.save(replace(sheet, organization=replace(sheet.organization, name=name)))
    assert refused.value.fault.code == code
    assert desk.workspace.records == before


def test_days_in_the_wrong_order_are_refused(desk: Desk) -> None:
    sheet = desk.editing.sheet(a_branch(desk).id)
    post = replace(sheet.appointments[0], held=Span(DAY, DAY))
    with pytest.raises(Refusal) as refused:
        desk.editing.save(replace(sheet, appointments=(post,)))
    assert refused.value.fault.code == "span.reversed"


def test_two_secretaries_and_a_name_twice_are_doubted_only(desk: Desk) -> None:
    branch = a_branch(desk)
    sheet = desk.editing.sheet(branch.id)
    post = next(a for a in sheet.appointments if a.post is PostKind.SECRETARY)
    other = replace(post, id=AppointmentId(desk.editing.new_id()))
    doubled = replace(sheet, appointments=(*sheet.appointments, other))
    codes = {doubt.code for doubt in desk.editing.doubts(doubled)}
    assert {"post.two_secretaries", "post.twice"} <= codes
    assert branch.parent_id is not None
    again = desk.editing.new_sheet(branch.parent_id)
    again = replace(again, organization=replace(again.organization, name=branch.name))
    assert [d.code for d in desk.editing.doubts(again)] == ["organization.same_name"]
    assert desk.editing.save(doubled)


def test_a_group_outside_a_branch_and_an_end_with_members_left_are_doubted_only(
    desk: Desk,
) -> None:
    branch = a_branch(desk)
    assert branch.parent_id is not None
    for parent, codes in ((branch.id, []), (branch.parent_id, ["organization.group_place"])):
        sheet = desk.editing.new_sheet(parent)
        group = replace(sheet.organization, name="新党小组", kind=OrganizationKind.GROUP)
        assert [d.code for d in desk.editing.doubts(replace(sheet, organization=group))] == codes
    sheet = desk.editing.sheet(branch.id)
    ended = replace(sheet.organization, active=Span(None, date(2011, 3, 1)))
    (doubt,) = desk.editing.doubts(replace(sheet, organization=ended))
    assert doubt.code == "organization.not_empty"
    directory = desk.editing.directory
    members, units = directory.members_under(branch.id), directory.tree.children(branch.id)
    assert f" {len(members)} 名党员、{len(units)} 个下级" in doubt.message


def test_a_new_member_is_on_the_books_from_the_day_on(desk: Desk) -> None:
    branch = a_branch(desk)
    sheet = desk.editing.new_member_sheet(branch.id)
    sheet = replace(
        sheet,
        person=replace(sheet.person, name="𠮷　野"),
        member=replace(
            sheet.member, birth=PartialDate(1980, 5), on_books=Span(DAY), extra=(("民族", "汉"),)
        ),
    )
    assert desk.editing.save_member(sheet)
    kept = desk.editing.member_sheet(sheet.person.id)
    assert (kept.person.name, kept.member) == ("𠮷野", sheet.member)
    assert sheet.person.id not in desk.workspace.directory(date(2011, 1, 9)).members


def test_nobody_gets_a_second_membership(desk: Desk) -> None:
    member = a_member(desk)
    known = desk.editing.member_sheet(member.person_id)
    fresh = desk.editing.new_member_sheet(a_branch(desk).id)
    again = replace(
        fresh, person=known.person, member=replace(fresh.member, person_id=known.person.id)
    )
    with pytest.raises(Refusal) as refused:
        desk.editing.save_member(again)
    assert refused.value.fault.code == "member.on_books"


def test_every_member_kept_unchanged_changes_nothing(desk: Desk) -> None:
    for member in desk.editing.directory.on_books[:50]:
        assert not desk.editing.save_member(desk.editing.member_sheet(member.person_id))


def test_doubts_about_a_member_are_told_and_refuse_nothing(desk: Desk) -> None:
    sheet = desk.editing.member_sheet(a_member(desk).person_id)
    odd = replace(
        sheet,
        member=replace(
            sheet.member,
            birth=PartialDate(2000, 1),
            joined=PartialDate(2010),
            full_since=PartialDate(2009),
            id_number="123",
            status=MemberStatus.MOVED_OUT,
        ),
    )
    codes = {doubt.code for doubt in desk.editing.member_doubts(odd)}
    assert codes == {
        "row.age",
        "row.full_before_joined",
        "row.id_number",
        "member.left_undated",
    }
    assert desk.editing.save_member(odd)


def test_who_leaves_is_off_the_books_and_gives_up_the_posts(desk: Desk) -> None:
    branch = a_branch(desk)
    directory = desk.editing.directory
    secretary = directory.secretary(branch.id)
    assert secretary is not None
    assert secretary in directory.members
    desk.editing.leave([secretary], MemberStatus.MOVED_OUT, DAY, "调往外地")
    after = desk.workspace.directory(DAY)
    assert secretary not in after.members
    assert after.secretary(branch.id) is None
    assert secretary in desk.workspace.directory(date(2011, 1, 9)).members
    kept = desk.editing.member_sheet(secretary).member
    assert dict(kept.extra)[LEFT_FOR] == "调往外地"


def test_who_left_comes_back_with_all_particulars(desk: Desk) -> None:
    member = a_member(desk)
    person = member.person_id
    desk.editing.leave([person], MemberStatus.EXPELLED, DAY, "误")
    back = date(2011, 1, 20)
    desk.editing.come_back(person, member.organization_id, back)
    assert person not in desk.workspace.directory(date(2011, 1, 15)).members
    again = desk.workspace.directory(back).members[person]
    assert again == replace(member, id=again.id, on_books=Span(back))
    with pytest.raises(Refusal) as refused:
        desk.editing.come_back(person, member.organization_id, back)
    assert refused.value.fault.code == "member.on_books"


def test_leaving_before_a_later_change_is_refused(desk: Desk) -> None:
    member = a_member(desk)
    other = next(o for o in desk.editing.directory.tree if o.id != member.organization_id)
    desk.structure.transfer([member.person_id], other.id, DAY)
    with pytest.raises(Refusal) as refused:
        desk.editing.leave([member.person_id], MemberStatus.DECEASED, date(2011, 1, 5))
    assert refused.value.fault.code == "member.later_change"


def test_a_transfer_can_end_the_posts_in_the_old_branch(desk: Desk) -> None:
    directory = desk.editing.directory
    branch = next(
        o
        for o in directory.tree
        if (s := directory.secretary(o.id))
        and s in directory.members
        and directory.members[s].organization_id == o.id
    )
    secretary = directory.secretary(branch.id)
    assert secretary is not None
    other = next(
        o for o in directory.tree if o.kind is OrganizationKind.BRANCH and o.id != branch.id
    )
    desk.structure.transfer([secretary], other.id, DAY, end_posts=True)
    after = desk.workspace.directory(DAY)
    assert after.members[secretary].organization_id == other.id
    assert after.secretary(branch.id) is None


def test_what_a_change_touches_is_counted(desk: Desk) -> None:
    root = desk.workspace.root_id
    directory = desk.editing.directory
    touched = desk.editing.touched([root])
    assert touched.members == len(directory.members)
    assert touched.units == len(directory.tree.organizations) - 1
    assert touched.reviews == len(desk.workspace.stores.reviews.of_round(desk.rounds.all()[0].id))


def test_one_undo_takes_a_whole_sheet_back(desk: Desk) -> None:
    undo = desk.undo
    branch = a_branch(desk)
    sheet = desk.editing.sheet(branch.id)
    outsider = desk.editing.new_outside_person("赵钱孙", "示例市委", "副书记")
    oversight = Oversight(
        OversightId(desk.editing.new_id()), outsider.id, branch.id, OversightKind.CONTACT_POINT
    )
    before = desk.workspace.records
    desk.editing.save(
        OrganizationSheet(
            replace(sheet.organization, name="改名党支部"),
            (),
            (*sheet.oversights, oversight),
            (outsider,),
        )
    )
    assert undo.undo_title == "修改党组织"
    undo.undo()
    after = desk.workspace.records
    assert set(after.organizations) == set(before.organizations)
    assert set(after.appointments) == set(before.appointments)
    assert set(after.oversights) == set(before.oversights)
    assert set(after.persons) == set(before.persons)


def test_people_are_found_by_name_initials_unit_and_post(desk: Desk) -> None:
    outsider, _ = desk.editing.add_outside_person("赵钱孙", "示例市委", "副书记")
    for typed in ("赵", "钱孙", "zqs", "zhaoqian", "示例市委"):
        assert outsider in {found.id for found in desk.editing.find_people(typed)}, typed
    member = a_member(desk)
    name = desk.editing.directory.name(member.person_id)
    assert member.person_id in {found.id for found in desk.editing.find_people(name)}
    assert desk.editing.find_people("没有这个人") == []


def test_posts_that_end_with_a_transfer_are_those_of_the_own_branch(desk: Desk) -> None:
    directory = desk.editing.directory
    leader = next(
        m.person_id
        for m in directory.on_books
        if len({p.organization_id for p in directory.posts_of(m.person_id)}) > 1
        or any(p.organization_id != m.organization_id for p in directory.posts_of(m.person_id))
    )
    everything = desk.editing.posts_of([leader])
    own = desk.editing.posts_of([leader], own_branch=True)
    assert set(own) < set(everything)
    assert all(line.startswith(f"{directory.name(leader)}：") for line in everything)


def test_somebody_who_looks_like_another_is_doubted(desk: Desk) -> None:
    directory = desk.editing.directory
    member = next(m for m in directory.on_books if m.birth)
    numbered = desk.editing.member_sheet(member.person_id)
    numbered = replace(numbered, member=replace(numbered.member, id_number="11010519491231002X"))
    desk.editing.save_member(numbered)
    fresh = desk.editing.new_member_sheet(a_branch(desk).id)
    twin = replace(
        fresh,
        person=replace(fresh.person, name=numbered.person.name),
        member=replace(fresh.member, birth=member.birth, id_number="11010519491231002X"),
    )
    codes = [doubt.code for doubt in desk.editing.member_doubts(twin)]
    assert {"member.same_number", "row.possible_double"} <= set(codes)
    own = [doubt.code for doubt in desk.editing.member_doubts(numbered)]
    assert "member.same_number" not in own
    assert "row.possible_double" not in own


def test_a_member_in_no_branch_is_doubted(desk: Desk) -> None:
    root = desk.workspace.root_id
    sheet = desk.editing.new_member_sheet(root)
    assert "row.not_branch" in {doubt.code for doubt in desk.editing.member_doubts(sheet)}
    group = next(o for o in desk.editing.directory.tree if o.kind is OrganizationKind.GROUP)
    assert not desk.editing.member_doubts(desk.editing.new_member_sheet(group.id))
