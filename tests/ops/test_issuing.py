"""下发 and 退回: what a unit below gets, and what is to be mended in records."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.handoff import Manifest, PackageKind
from app.domain.handoff_records import PackageDirection, PackageRecord, PackageState, RemarkState
from app.domain.ids import OrganizationId, ReviewId
from app.domain.submission import Down, Receipt, read_paper
from app.domain.words import OrganizationKind, TargetKind
from app.intake.packages import peek, read_package
from app.ops.changes import Topic
from tests.ops.refusals import refused
from tests.ui.sample import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.organization import Organization
    from app.domain.review import Review
    from app.ops.desk import Desk


@pytest.fixture
def unit(desk: Desk) -> Organization:
    """A unit with units of its own, and others beside it."""
    tree = desk.workspace.directory(TODAY).tree
    (committee,) = (o for o in tree.children(tree.root.id) if tree.children(o.id))
    return next(o for o in tree.children(committee.id) if tree.children(o.id))


def down(path: Path) -> Down:
    return read_paper(Down, read_package(path).parts["down.json"])


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as image:
        image.deserialize(read_package(path).parts["data.sqlite"])
        return image.execute(sql).fetchall()


def review_in(desk: Desk, unit: Organization) -> Review:
    tree = desk.workspace.directory(TODAY).tree
    found = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    return next(r for r in found if r.is_done and tree.within(r.organization_id, unit.id))


def review_elsewhere(desk: Desk, unit: Organization) -> Review:
    tree = desk.workspace.directory(TODAY).tree
    found = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    return next(r for r in found if r.is_done and not tree.within(r.organization_id, unit.id))


def test_every_unit_but_the_own_one_and_groups_can_get_a_package(desk: Desk) -> None:
    units = desk.issuing.units()
    directory = desk.workspace.directory(TODAY)
    assert {o.id for o in directory.tree if directory.is_active(o)} - {o.id for o in units} == {
        directory.tree.root.id,
        *(o.id for o in directory.tree if o.kind is OrganizationKind.GROUP),
    }


def test_a_unit_gets_its_part_of_the_tree_with_our_ids_and_no_records(
    desk: Desk, unit: Organization, tmp_path: Path
) -> None:
    issued = desk.issuing.issue(tmp_path / "下.dpbag", unit.id)
    manifest = peek(issued.file)
    assert manifest == issued.manifest
    assert (manifest.kind, manifest.sender.id) == (PackageKind.ISSUE, desk.workspace.root_id)
    assert manifest.to is not None
    assert manifest.to.id == unit.id
    assert manifest.round is not None
    assert manifest.round.id == desk.workspace.round().id
    subtree = {o.id for o in desk.workspace.directory(TODAY).tree.subtree(unit.id)}
    assert {id_ for (id_,) in rows(issued.file, "SELECT id FROM organization")} == subtree
    assert rows(issued.file, "SELECT parent_id FROM organization WHERE parent_id IS NULL") == [
        (None,)
    ]
    assert rows(issued.file, "SELECT count(*) FROM member") == [(0,)]
    assert rows(issued.file, "SELECT count(*) FROM review") == [(0,)]
    assert {"scheme", "form", "table_template"} <= set(manifest.counts)
    assert issued.changes.topics == {Topic.HANDOFF}


def test_who_reviews_the_unit_itself_goes_along_as_somebody_from_outside(
    desk: Desk, unit: Organization, tmp_path: Path
) -> None:
    tasks = desk.workspace.stores.tasks.of_round(desk.workspace.round().id)
    leaders = {
        person
        for task in tasks
        if task.target.kind is TargetKind.ORGANIZATION and task.target.id == unit.id
        for person in task.reviewers
    }
    assert leaders
    issued = desk.issuing.issue(tmp_path / "下.dpbag", unit.id)
    outside = {id_ for (id_,) in rows(issued.file, "SELECT id FROM person WHERE outside")}
    assert leaders <= outside


def test_the_journal_keeps_what_was_issued_as_the_base_of_what_comes_back(
    desk: Desk, unit: Organization, tmp_path: Path
) -> None:
    issued = desk.issuing.issue(tmp_path / "下.dpbag", unit.id)
    store = desk.workspace.stores.handoff
    (record,) = store.packages(PackageDirection.OUT)
    assert (record.unit, record.state, record.file) == (unit.id, PackageState.SENT, "下.dpbag")
    base = store.base_of(unit.id, "a ledger below", PackageKind.SUBMIT)
    assert base == read_package(issued.file).parts["data.sqlite"]
    desk.submissions.write_again(record.id, tmp_path / "再.dpbag")
    assert (tmp_path / "再.dpbag").read_bytes() == issued.file.read_bytes()


def test_nothing_is_issued_to_oneself_or_to_nobody(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "下.dpbag"
    assert refused(desk.issuing.issue, path, desk.workspace.root_id) == ["handoff.own_unit"]
    assert refused(desk.issuing.issue, path, OrganizationId("x")) == ["handoff.own_unit"]
    assert not path.exists()


def test_phrases_and_receipts_go_down(desk: Desk, unit: Organization, tmp_path: Path) -> None:
    desk.phrases.add("主要成绩", "带头学习，成绩突出。")
    sent = replace(a_manifest(unit), sequence=7, digest="ab" * 32)
    other = replace(sent, sequence=8, digest="cd" * 32)
    elsewhere = OrganizationId("another")
    store = desk.workspace.stores.handoff
    for owner, manifest in ((unit.id, sent), (elsewhere, other)):
        store.add_package(
            PackageRecord(
                *(PackageDirection.IN, owner, manifest, "2011-01-20 08:00:00", "a.dpbag"),
                PackageState.APPLIED,
            )
        )
    found = down(desk.issuing.issue(tmp_path / "下.dpbag", unit.id).file)
    assert found.receipts == (Receipt(7, "ab" * 32, "2011-01-20 08:00:00", "applied"),)
    assert [phrase.text for phrase in found.phrases] == ["带头学习，成绩突出。"]


def a_manifest(unit: Organization) -> Manifest:
    from app.domain.handoff import Unit

    return Manifest(
        kind=PackageKind.SUBMIT,
        ledger="below",
        sequence=1,
        sender=Unit(unit.id, unit.name),
        time="2011-01-20 07:00:00",
        program="0.1.0",
        scheme="qingdao-2010",
        scheme_edition="",
    )


# ---- sending back ----------------------------------------------------------------------------


def test_a_remark_goes_down_with_every_issue_until_it_is_settled(
    desk: Desk, unit: Organization, tmp_path: Path
) -> None:
    ours, other = review_in(desk, unit), review_elsewhere(desk, unit)
    changes = desk.issuing.remark([ours.id, other.id], " 点评时间写错 ")
    assert changes.topics == {Topic.HANDOFF}
    first = desk.issuing.issue(tmp_path / "一.dpbag", unit.id)
    assert [(r.review, r.text) for r in down(first.file).remarks] == [(ours.id, "点评时间写错")]
    states = {r.review_id: r.state for r in desk.issuing.remarks()}
    assert states == {ours.id: RemarkState.SENT, other.id: RemarkState.OPEN}
    again = desk.issuing.issue(tmp_path / "二.dpbag", unit.id)
    assert down(again.file).remarks == down(first.file).remarks


def test_a_remark_bears_the_users_name_else_the_offices_and_never_the_login(
    desk: Desk, unit: Organization
) -> None:
    review = review_in(desk, unit)
    desk.issuing.remark([review.id], "重填")
    desk.history.sign("李工")
    desk.issuing.remark([review.id], "再填")
    desk.history.sign("")
    found = {line.text: line.who for line in desk.issuing.remarks()}
    root = desk.workspace.directory(TODAY).tree.root
    assert found == {"重填": root.name, "再填": "李工"}
    assert desk.history.user not in found.values(), "the log tells accounts of this machine apart"


def test_remarks_are_listed_with_whom_they_are_about(desk: Desk, unit: Organization) -> None:
    review = review_in(desk, unit)
    desk.issuing.remark([review.id], "重填")
    (line,) = desk.issuing.remarks()
    assert line.record == desk.locks.name(review)
    assert unit.name in line.place
    assert (line.text, bool(line.time)) == ("重填", True)


def test_a_remark_can_be_withdrawn(desk: Desk, unit: Organization, tmp_path: Path) -> None:
    review = review_in(desk, unit)
    desk.issuing.remark([review.id], "重填")
    (line,) = desk.issuing.remarks()
    desk.issuing.withdraw_remark([line.id])
    assert desk.issuing.remarks() == ()
    desk.issuing.remark([review.id], "再填")
    desk.issuing.issue(tmp_path / "一.dpbag", unit.id)
    (line,) = desk.issuing.remarks()
    desk.issuing.withdraw_remark([line.id])
    assert desk.issuing.remarks() == ()
    assert down(desk.issuing.issue(tmp_path / "二.dpbag", unit.id).file).remarks == ()
    assert not desk.issuing.withdraw_remark([99])


def test_a_remark_needs_a_text_and_a_record(desk: Desk, unit: Organization) -> None:
    review = review_in(desk, unit)
    assert refused(desk.issuing.remark, [review.id], " ") == ["reason.missing"]
    assert refused(desk.issuing.remark, [ReviewId("x")], "重填") == ["review.unknown"]
    assert desk.issuing.remarks() == ()
