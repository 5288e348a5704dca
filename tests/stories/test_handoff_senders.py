"""Whose a package is, where the ids do not tell: by name, by a question, by its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.binding import AS_NEW
from app.domain.errors.fault import Refusal
from app.domain.handoff import Resolve
from app.intake import packages
from app.ops.passphrases import Passphrases
from tests.lists import MEMBERS, review
from tests.stories.town import BRANCH, OFFICE, REVIEWED, TODAY, Town, statuses

if TYPE_CHECKING:
    from pathlib import Path

    from app.intake.packages import Package


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """An office that has imported the whole roster itself."""
    made = Town(tmp_path)
    made.begin(members=True)
    return made


def own_ledger(town: Town, unit: str = BRANCH) -> Path:
    """A branch that began by itself, with ids of its own; returns what it sends."""
    town.new(unit, unit)
    rows = [(*row[:4], unit, *row[5:]) for row in MEMBERS[1:] if row[4] == BRANCH]
    town.bring(unit, [MEMBERS[0], *rows])
    head = ("党组织名称", "党组织类别", "上级党组织", "书记")
    town.bring(unit, [head, (unit, "党支部", "", "赵敏")])
    town.open_round(unit)
    town.reviewed(unit, review("郑华", "赵敏", REVIEWED))
    return town.submit(unit)


def test_a_ledger_made_on_its_own_is_bound_by_name_and_nothing_comes_twice(town: Town) -> None:
    before = town.figures(OFFICE)
    reception = town.take(own_ledger(town))
    (arrived,) = reception.arrived
    assert "handoff.bound_by_name" in {each.code for each in arrived.warnings}
    assert arrived.unit is not None
    assert arrived.unit.name == BRANCH
    after = town.figures(OFFICE)
    assert after["members_total"] == before["members_total"]
    assert after["organizations_total"] == before["organizations_total"]
    assert after["members_reviewed"] == before["members_reviewed"] + 1
    persons = "SELECT count(*) FROM person WHERE name = '郑华'"
    assert town.rows(OFFICE, persons) == [(1,)]


def test_the_next_package_of_it_needs_no_name(town: Town) -> None:
    town.take(own_ledger(town))
    town.reviewed(BRANCH, review("李文", "赵敏", REVIEWED))
    (arrived,) = town.take(town.submit(BRANCH)).arrived
    assert arrived.warnings == ()
    assert arrived.new == {"review": 1}


def test_a_renamed_unit_is_asked_about_and_the_answer_remembered(town: Town) -> None:
    renamed = "综合办公室支部"
    package = own_ledger(town, renamed)
    before = town.content(OFFICE)
    looked = town.look(package).arrived[0]
    assert looked.status.value == "question"
    reception = town.receive(package)
    assert statuses(reception) == ["question"]
    assert town.content(OFFICE) == before
    question = reception.arrived[0].question
    assert question is not None
    assert any(option.endswith(f"/{BRANCH}") for option in question.options)
    with town.at(OFFICE) as desk:
        desk.imports.answer(question.id, f"市局党组/机关党委/{BRANCH}")
        assert not desk.workspace.stores.questions.open()
    town.take(package)
    assert town.rows(OFFICE, "SELECT count(*) FROM person WHERE name = '郑华'") == [(1,)]
    town.reviewed(renamed, review("李文", "赵敏", REVIEWED))
    assert statuses(town.take(town.submit(renamed))) == ["applied"]


def test_any_organisation_can_be_the_answer_but_nothing_else(town: Town) -> None:
    reception = town.receive(own_ledger(town, "驻外工作组"))
    question = reception.arrived[0].question
    assert question is not None
    with town.at(OFFICE) as desk:
        with pytest.raises(Refusal) as refused:
            desk.imports.answer(question.id, "没有的党支部")
        assert refused.value.fault.code == "question.option"
        desk.imports.answer(question.id, BRANCH)
        assert (
            "市局党组/机关党委/办公室党支部" in desk.workspace.stores.questions.answers().values()
        )


def test_a_unit_answered_to_be_new_is_added(town: Town) -> None:
    package = own_ledger(town, "驻外工作组")
    before = town.figures(OFFICE)
    reception = town.receive(package)
    question = reception.arrived[0].question
    assert question is not None
    with town.at(OFFICE) as desk:
        desk.imports.answer(question.id, question.options[-1])
    town.take(package)
    after = town.figures(OFFICE)
    assert after["organizations_total"] == before["organizations_total"] + 1
    assert after["members_total"] == before["members_total"] + 4


def test_a_ledger_made_on_its_own_takes_what_is_issued_to_its_name(town: Town) -> None:
    package = own_ledger(town)
    town.reviewed(OFFICE, review("郑华", "赵敏", REVIEWED, said="由机关代录"))
    town.take(package, resolve=Resolve.THEIRS)
    with town.at(OFFICE) as desk:
        reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
        (wrong,) = (each.id for each in reviews if each.snapshot["member.name"] == "郑华")
        desk.issuing.remark([wrong], "请写明存在的问题")
    before = town.figures(BRANCH)
    (arrived,) = town.take(town.issue(BRANCH), name=BRANCH).arrived
    assert "handoff.bound_by_name" in {each.code for each in arrived.warnings}
    assert town.figures(BRANCH) == before
    with town.at(BRANCH) as desk:
        (remark,) = desk.receiving.remarks()
        assert (remark.record, remark.text) == ("郑华", "请写明存在的问题")
        assert remark.review_id != wrong


@pytest.mark.parametrize("wrong", ["一分局第二党支部", "新"])
def test_a_wrong_answer_is_mended_by_taking_the_package_out(town: Town, wrong: str) -> None:
    renamed = "综合办公室支部"
    package = own_ledger(town, renamed)
    before = town.content(OFFICE)
    question = town.receive(package).arrived[0].question
    assert question is not None
    with town.at(OFFICE) as desk:
        desk.imports.answer(question.id, question.options[-1] if wrong == "新" else wrong)
    town.take(package)
    with town.at(OFFICE) as desk:
        desk.receiving.take_out(desk.receiving.journal()[0].package)
    assert town.content(OFFICE) == before
    assert statuses(town.receive(package)) == ["question"]
    with town.at(OFFICE) as desk:
        desk.imports.answer(question.id, BRANCH)
    town.take(package)
    assert town.rows(OFFICE, "SELECT count(*) FROM person WHERE name = '郑华'") == [(1,)]


def test_a_look_that_keeps_nothing_leaves_no_question(town: Town) -> None:
    package = own_ledger(town, "驻外工作组")
    with town.at(OFFICE) as desk:
        (seen,) = desk.receiving.look([package], keep_questions=False).arrived
        assert seen.question is not None
        assert not desk.workspace.stores.questions.open()
        place = desk.workspace.organization("机关党委", TODAY).id
        path = desk.workspace.directory(TODAY).tree.path(place)
        desk.receiving.answer(seen.question, f"{AS_NEW}{path}/驻外工作组")
    town.take(package)
    with town.at(OFFICE) as desk:
        tree = desk.workspace.directory(TODAY).tree
        assert tree.named("驻外工作组")[0].parent_id == place


def test_a_question_goes_when_the_package_is_taken_in_without_it(town: Town) -> None:
    package = own_ledger(town, "驻外工作组")
    town.receive(package)
    with town.at(OFFICE) as desk:
        (kept,) = desk.workspace.stores.questions.open()
        desk.receiving.answer(kept.question, BRANCH)
        assert not desk.workspace.stores.questions.open()
        desk.workspace.stores.questions.ask(kept.question, {"tables": [], "under": None})
    town.take(package)
    with town.at(OFFICE) as desk:
        assert not desk.workspace.stores.questions.open()


def test_packages_with_passphrases_of_their_own_come_at_once(town: Town) -> None:
    own_ledger(town)
    own_ledger(town, "驻外工作组")
    locked = [
        town.submit(name, passphrase=secret)
        for name, secret in ((BRANCH, "春风化雨"), ("驻外工作组", "山高水长"))
    ]
    with town.at(OFFICE) as desk:
        secrets = Passphrases("山高水远", "山高水长")
        seen = desk.receiving.look(locked, secrets, keep_questions=False)
        assert sorted(statuses(seen)) == ["passphrase", "question"]
        secrets.add("春风化雨")
        secrets.forget("山高水远")
        again = desk.receiving.apply(locked, secrets)
        assert sorted(statuses(again)) == ["applied", "question"]


def test_no_passphrase_is_tried_twice_on_a_file(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_ledger(town)
    locked = town.submit(BRANCH, passphrase="春风化雨")
    tried: list[str] = []

    really = packages.read_package

    def read(path: Path, passphrase: str, child: object) -> Package:
        del child
        tried.append(passphrase)
        return really(path, passphrase)

    monkeypatch.setattr(packages, "read_package", read)
    secrets = Passphrases("山高水远")
    for _ in range(2):
        with pytest.raises(Refusal):
            secrets.read(locked)
    secrets.add("春风化雨")
    assert secrets.read(locked).manifest.sender.name == BRANCH
    assert secrets.read(locked).manifest.sender.name == BRANCH
    assert tried == ["山高水远", "春风化雨", "春风化雨"]
