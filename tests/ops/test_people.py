"""The list of members in words, and what is found by words."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.member_list import MemberOrder, Presence
from app.domain.review import form_values
from app.domain.words import MemberStatus, ReviewState, TargetKind
from app.ops.people import EXEMPT, FILLING, NOT_REVIEWED, MemberList, review_text
from app.ops.search import HitKind
from app.ops.tasks import TaskState
from tests.old_databases import make
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import PersonId
    from app.domain.names import Names
    from app.domain.organization import Organization
    from app.ops.desk import Desk
    from app.ops.people import MemberLine


def everybody(desk: Desk, **given: object) -> MemberList:
    round_ = desk.rounds.all()[0]
    presence = given.get("presence", Presence.ON_BOOKS)
    order = given.get("order", MemberOrder.STROKES)
    assert isinstance(presence, Presence)
    assert isinstance(order, MemberOrder)
    return desk.people.members(desk.workspace.root_id, round_, presence, order)


def lines(members: MemberList) -> list[MemberLine]:
    return members.lines(0, len(members))


def test_on_the_books_are_those_whom_the_figures_count(desk: Desk) -> None:
    today = desk.workspace.directory(desk.workspace.today())
    found = lines(everybody(desk))
    assert sorted(line.person for line in found) == sorted(m.person_id for m in today.on_books)
    assert not any(line.left for line in found)


def test_part_of_the_tree(desk: Desk) -> None:
    tree = desk.workspace.directory(desk.workspace.today()).tree
    branch = tree.named("稽查党总支")[0]
    found = lines(desk.people.members(branch.id))
    directory = desk.workspace.directory(desk.workspace.today())
    wanted = {m.person_id for m in directory.members_under(branch.id)}
    assert {line.person for line in found} == wanted
    assert {line.review for line in found} == {""}  # no round was asked for


def test_orders(desk: Desk) -> None:
    names: Names = desk.workspace.names
    by_strokes = [line.name for line in lines(everybody(desk))]
    assert by_strokes == sorted(by_strokes, key=names.stroke_key)
    by_sound = [line.name for line in lines(everybody(desk, order=MemberOrder.SOUND))]
    assert names.sound_keys(by_sound) == sorted(names.sound_keys(by_sound))
    by_post = lines(everybody(desk, order=MemberOrder.POST))
    assert "书记" in by_post[0].party_post
    assert not by_post[-1].party_post
    own = [line.organization for line in lines(everybody(desk, order=MemberOrder.OWN))]
    assert own != sorted(own)
    assert len({*own}) == sum(1 for n, place in enumerate(own) if n == 0 or own[n - 1] != place)


def test_who_has_left_says_when(desk: Desk) -> None:
    found = lines(everybody(desk, presence=Presence.LEFT))
    assert found
    assert all(line.left and line.status.startswith("转出 20") for line in found)
    assert {line.review for line in found} == {""}


def test_the_review_of_the_round_in_words(desk: Desk) -> None:
    round_ = desk.rounds.all()[0]
    rows = desk.tasks.list(round_).rows
    told = {line.person: line.review for line in lines(everybody(desk))}
    exempt = next(r for r in rows if r.state is TaskState.EXEMPT and r.review is None)
    assert told[exempt.task.target.person_id] == EXEMPT
    days: dict[PersonId, date] = {}
    for row in rows:
        if row.task.target.kind is TargetKind.MEMBER and row.review and row.review.is_done:
            person, day = row.task.target.person_id, row.review.day
            assert day is not None
            days[person] = max(day, days.get(person, day))
    assert days
    on_books = {person: day for person, day in days.items() if person in told}
    assert all(told[person][-10:] == f"{day:%Y.%m.%d}" for person, day in on_books.items())
    assert NOT_REVIEWED in told.values()
    assert any(text.startswith("随党组织 20") for text in told.values())


@pytest.mark.parametrize(
    ("state", "day", "text"),
    [
        (ReviewState.PLANNED, "", FILLING),
        (ReviewState.SUMMARIZED, "", "已小结"),
        (ReviewState.REVIEWED, "2011-01-12", "已点评 2011.01.12"),
        (ReviewState.HEARD, "2011-01-12", "已听取汇报 2011.01.12"),
    ],
)
def test_how_far_a_review_is(state: ReviewState, day: str, text: str) -> None:
    assert review_text(state, day) == text


def test_records_about_somebody_the_latest_first(desk: Desk) -> None:
    rows = desk.tasks.list(desk.rounds.all()[0]).rows
    done = next(r for r in rows if r.state is TaskState.DONE and r.task.form == "member-review")
    target = done.task.target
    found = desk.people.reviews_of(target.person_id)
    known = desk.workspace.stores.reviews.of_target(done.task.round_id, target)
    assert [line.review for line in found] == [review.id for review in reversed(known)]
    assert found[0].text.startswith("2010年下半年　已")


def test_narrowing_keeps_the_order(desk: Desk) -> None:
    whole = everybody(desk)
    surname = lines(whole)[0].name[0]
    wanted = [line.name for line in lines(whole) if surname in line.name or surname in line.post]
    assert [line.name for line in lines(whole.containing(surname))] == wanted
    sound = desk.workspace.names.sounds([wanted[0]])[0]
    assert wanted[0] in [line.name for line in lines(whole.containing(sound))]
    assert whole.containing("  ") is whole
    assert len(whole.containing("没有这个人")) == 0


def test_a_person_has_a_place_in_the_list(desk: Desk) -> None:
    whole = everybody(desk)
    third = whole.lines(2, 3)[0]
    assert whole.place_of(third.person) == 2
    assert whole.containing("没有这个人").place_of(third.person) is None


def test_somebody_renamed_and_somebody_gone(desk: Desk) -> None:
    before = lines(everybody(desk))
    assert before[-1].name != "一二"
    workspace = desk.workspace
    person = next(p for p in workspace.records.persons if p.id == before[-1].person)
    member = next(m for m in workspace.records.members if m.person_id == before[-2].person)
    with workspace.transaction("修改党员"):
        workspace.stores.structure.save(
            persons=[replace(person, name="一二")],
            members=[replace(member, status=MemberStatus.DECEASED)],
        )
        workspace.structure_changed()
    after = lines(everybody(desk))
    assert after[0].person == person.id
    assert [line.person for line in after if line.person == member.person_id] == []
    assert len(everybody(desk).containing("一二")) == 1


def test_taking_a_new_name_back_takes_the_order_back(desk: Desk) -> None:
    assert desk.undo.undo_title is None
    workspace = desk.workspace
    before = [line.name for line in lines(everybody(desk))]
    person = next(p for p in workspace.records.persons if p.name == before[-1])
    with workspace.transaction("修改党员"):
        workspace.stores.structure.save(persons=[replace(person, name="一二")])
        workspace.structure_changed()
    assert everybody(desk).lines(0, 1)[0].name == "一二"
    desk.undo.undo()
    assert [line.name for line in lines(everybody(desk))] == before
    desk.undo.redo()
    assert everybody(desk).lines(0, 1)[0].name == "一二"


def test_a_ledger_of_earlier_days_gets_its_order_when_it_is_opened(tmp_path: Path) -> None:
    old = Path(shutil.copy(make.FOLDER / "0004.ledger", tmp_path / "甲.ledger"))
    with sample_office().open(old) as desk:
        found = desk.people.members(desk.workspace.root_id, None, Presence.ALL)
        names = [line.name for line in lines(found)]
        assert names == sorted(names, key=desk.workspace.names.stroke_key)
        keys = "SELECT name_key FROM member ORDER BY name_key"
        assert all(key for (key,) in desk.workspace.database.sql(keys))


# ---- search ----------------------------------------------------------------------------------


def hits(desk: Desk, words: str, kind: HitKind) -> list[str]:
    return [hit.text for hit in desk.search.find(words) if hit.kind is kind]


def organization(desk: Desk, name: str) -> Organization:
    return desk.workspace.directory(desk.workspace.today()).tree.named(name)[0]


@pytest.mark.parametrize("words", ["稽查", "jicha", "jcdzz", "稽查 党总支"])
def test_organisations_by_name_sound_and_initials(desk: Desk, words: str) -> None:
    assert "稽查党总支" in hits(desk, words, HitKind.ORGANIZATION)


def test_organisations_by_short_name(desk: Desk) -> None:
    found = replace(organization(desk, "稽查党总支"), short_name="专员办")
    with desk.workspace.transaction("更名"):
        desk.workspace.stores.structure.save(organizations=[found])
        desk.workspace.structure_changed()
    assert hits(desk, "专员", HitKind.ORGANIZATION) == ["稽查党总支"]
    assert hits(desk, "zyb", HitKind.ORGANIZATION) == ["稽查党总支"]


def test_people_by_name_sound_initials_and_post(desk: Desk) -> None:
    names = desk.workspace.names
    line = next(line for line in lines(everybody(desk)) if line.post and not line.party_post)
    sound, letters = names.sounds([line.name])[0], names.initials([line.name])[0]
    for words in (line.name, line.name[:2], sound, letters):
        assert line.name in hits(desk, words, HitKind.PERSON)
    found = next(h for h in desk.search.find(line.name) if h.id == line.person)
    assert found.where == f"{line.organization}　{line.post}"
    assert line.person in {h.id for h in desk.search.find(line.post, limit=1000)}


def test_a_secretary_who_is_no_member_is_found_with_his_post(desk: Desk) -> None:
    directory = desk.workspace.directory(desk.workspace.today())
    members: set[PersonId] = {m.person_id for m in directory.records.members}
    outside = [p for p in directory.persons.values() if p.id not in members]
    assert outside
    for person in outside:
        found = next(h for h in desk.search.find(person.name) if h.id == person.id)
        assert found.where


def test_what_was_written_is_found_with_the_words_around_it(desk: Desk) -> None:
    found = desk.search.find_in_records("学习")
    assert found
    for hit in found:
        assert hit.kind is HitKind.REVIEW
        assert "学习" in hit.where
        assert "2010年下半年" in hit.where


@pytest.mark.parametrize("words", ["100%完成", "甲_乙", '他说"好"', "上一行\n下一行", "A&B!", "ab"])
def test_signs_are_looked_for_as_they_stand(desk: Desk, words: str) -> None:
    assert desk.search.find_in_records(words) == ()
    rows = desk.tasks.list(desk.rounds.all()[0]).rows
    row = next(r for r in rows if r.state is TaskState.OPEN and r.review is None)
    opened = desk.reviews.open(row.task.id)
    values = {**form_values(opened.review), "review.problems": f"前面{words}后面"}
    review = desk.reviews.save(opened.review, values, None)[0]
    assert [hit.id for hit in desk.search.find_in_records(words)] == [review.id]
    assert desk.search.find_in_records("review.problems") == ()
    assert desk.search.find_in_records("  ") == ()
