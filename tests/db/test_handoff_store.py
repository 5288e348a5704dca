"""What the hand-off keeps comes out as it went in, and each list keeps its order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.db.copies import LEDGER_ID
from app.domain.handoff import Manifest, PackageKind, RoundHead, Unit
from app.domain.handoff_records import (
    Conflict,
    ConflictState,
    Explanation,
    Held,
    PackageDirection,
    PackageRecord,
    PackageState,
    Remark,
    RemarkState,
    SubmissionRecord,
    UnitFigures,
)
from app.domain.ids import OrganizationId, PersonId, ReviewId, RoundId
from app.domain.organization import Organization, Person
from app.domain.part_schema import DATA_PART, OFFICE_PART
from app.domain.unit_figures import GivenFigures
from app.domain.words import OrganizationKind

if TYPE_CHECKING:
    from app.db.connection import Database
    from app.db.stores import Stores

UNIT = OrganizationId("u1")
ROUND = RoundId("r1")
DAY = date(2010, 12, 31)


def manifest(sequence: int = 1, kind: PackageKind = PackageKind.SUBMIT) -> Manifest:
    return Manifest(
        kind=kind,
        ledger="below",
        sequence=sequence,
        sender=Unit(UNIT, "一支部", ("甲党委", "一支部")),
        time="2010-12-31 10:00:00",
        program="1.0",
        scheme="blank",
        scheme_edition="e",
        round=RoundHead(ROUND, "2010年下半年", date(2010, 7, 1), DAY),
        as_of=DAY,
        counts={"member": 3},
        digest=f"{sequence:064x}",
    )


def received(sequence: int = 1, kind: PackageKind = PackageKind.SUBMIT) -> PackageRecord:
    state = PackageState.APPLIED
    return PackageRecord(
        PackageDirection.IN, UNIT, manifest(sequence, kind), "今天", "一.dpbag", state
    )


def issued(sequence: int = 1) -> PackageRecord:
    sent = manifest(sequence, PackageKind.ISSUE)
    return PackageRecord(PackageDirection.OUT, UNIT, sent, "今天", "一.dpbag", PackageState.SENT)


def submitted(sequence: int) -> PackageRecord:
    """What went up from here."""
    return replace(issued(sequence), unit=None, manifest=manifest(sequence))


def test_a_package_comes_out_of_the_journal_as_it_went_in(stores: Stores) -> None:
    first = stores.handoff.add_package(received(1))
    second = stores.handoff.add_package(issued(2))
    assert first == replace(received(1), id=first.id)
    assert stores.handoff.packages() == (second, first)
    assert stores.handoff.packages(PackageDirection.IN) == (first,)
    assert stores.handoff.package(second.id) == second
    assert stores.handoff.package(99) is None


def test_files_are_kept_once_and_without_the_forms(ledger: Database, stores: Stores) -> None:
    parts = {DATA_PART: b"a" * 5000, OFFICE_PART: b"forms", "附件/说明.txt": b"a" * 5000}
    one = stores.handoff.add_package(received(1), parts)
    two = stores.handoff.add_package(received(2), {DATA_PART: b"a" * 5000})
    assert stores.handoff.part_names(one.id) == (DATA_PART, "附件/说明.txt")
    assert stores.handoff.part(two.id, DATA_PART) == b"a" * 5000
    assert stores.handoff.part(one.id, OFFICE_PART) is None
    assert ledger.sql("SELECT count(*), max(length(content)) < 5000 FROM part") == [(1, 1)]


def test_a_package_taken_out_is_applied_no_longer(stores: Stores) -> None:
    one = stores.handoff.add_package(received(1))
    two = stores.handoff.add_package(received(2))
    assert stores.handoff.applied_of(UNIT) == (two, one)
    assert stores.handoff.applied_of(UNIT, "another") == ()
    stores.handoff.set_state(two.id, PackageState.TAKEN_OUT)
    assert stores.handoff.applied_of(UNIT, "below") == (one,)
    assert stores.handoff.applied_with(two.manifest.digest) is None
    assert stores.handoff.applied_with(one.manifest.digest) == one


def test_the_base_is_the_last_package_or_what_was_issued(stores: Stores) -> None:
    up, down = PackageKind.SUBMIT, PackageKind.ISSUE
    assert stores.handoff.base_of(UNIT, "below", up) is None
    stores.handoff.add_package(issued(7), {DATA_PART: b"issued"})
    assert stores.handoff.base_of(UNIT, "below", up) == b"issued"
    assert stores.handoff.base_of(UNIT, "below", down) is None
    one = stores.handoff.add_package(received(1), {DATA_PART: b"one"})
    stores.handoff.add_package(received(3, down), {DATA_PART: b"down"})
    assert stores.handoff.base_of(UNIT, "below", up) == b"one"
    assert stores.handoff.base_of(UNIT, "below", down) == b"down"
    assert stores.handoff.base_of(UNIT, "another", up) == b"issued"
    stores.handoff.set_state(one.id, PackageState.TAKEN_OUT)
    assert stores.handoff.base_of(UNIT, "below", up) == b"issued"


def test_numbers_of_packages_only_grow_each_kind_by_itself(stores: Stores) -> None:
    store, down, up = stores.handoff, PackageKind.ISSUE, PackageKind.SUBMIT
    assert [store.next_sequence(down) for _ in range(3)] == [1, 2, 3]
    assert [store.next_sequence(up) for _ in range(2)] == [1, 2]
    assert store.next_sequence(down) == 4


def test_a_ledger_that_numbered_both_kinds_together_goes_on_above_its_last(
    stores: Stores,
) -> None:
    stores.settings.set("handoff.sequence", "17")  # the last one, which was undone, went down
    for record in (issued(14), submitted(15), submitted(16)):
        stores.handoff.add_package(record)
    assert stores.handoff.upcoming_sequence(PackageKind.SUBMIT) == 17
    assert stores.handoff.upcoming_sequence(PackageKind.ISSUE) == 18


def test_numbers_go_on_above_those_of_a_copy_that_was_taken_in(stores: Stores) -> None:
    own = stores.settings.get(LEDGER_ID)
    for number, ledger in ((7, own), (9, "below")):
        came = received(number)
        stores.handoff.add_package(replace(came, manifest=replace(came.manifest, ledger=ledger)))
    assert stores.handoff.next_sequence(PackageKind.SUBMIT) == 8
    assert stores.handoff.next_sequence(PackageKind.ISSUE) == 1


def test_what_a_package_touched_is_kept(stores: Stores) -> None:
    one = stores.handoff.add_package(received(1))
    assert stores.handoff.touched(one.id) is None
    stores.handoff.set_touched(one.id, {"member": [["m1", None]]})
    assert stores.handoff.touched(one.id) == {"member": [["m1", None]]}


def test_one_package_of_a_unit_is_held(stores: Stores) -> None:
    one = stores.handoff.add_package(received(1))
    first = Held(UNIT, "below", 1, DAY, one.id)
    stores.handoff.hold([first])
    assert stores.handoff.held() == (first,)
    newer = Held(UNIT, "below", 2, None, one.id)
    stores.handoff.hold([newer])
    assert stores.handoff.held_of(UNIT) == newer
    stores.handoff.release([UNIT])
    assert stores.handoff.held_of(UNIT) is None


def test_aliases_lead_on_where_an_id_was_merged_away(stores: Stores) -> None:
    stores.handoff.remember_aliases({"theirs": "a", "same": "same"})
    stores.handoff.remember_aliases({"a": "b"})
    assert stores.handoff.aliases(["theirs", "a", "b", "same"]) == {"theirs": "b", "a": "b"}


def test_conflicts_are_open_until_a_side_holds(stores: Stores) -> None:
    one = stores.handoff.add_package(received(1))
    stores.structure.save([Organization(UNIT, "一支部", OrganizationKind.BRANCH)])
    conflict = Conflict("organization", UNIT, "name", "1", "2", package_id=one.id)
    stores.handoff.add_conflicts([conflict, replace(conflict, field="short_name")])
    name, short = stores.handoff.conflicts(ConflictState.OPEN)
    assert replace(name, id=0) == conflict
    stores.handoff.close_conflicts([name.id], ConflictState.THEIRS)
    assert stores.handoff.conflicts(ConflictState.OPEN) == (short,)
    assert stores.handoff.conflicts_among([name.id]) == (replace(name, state=ConflictState.THEIRS),)
    assert len(stores.handoff.conflicts_of(one.id)) == 2
    stores.handoff.drop_conflicts([short.id])
    assert len(stores.handoff.conflicts()) == 1


def test_conflicts_rest_while_their_record_is_taken_away(stores: Stores) -> None:
    one = stores.handoff.add_package(received(1))
    person = Person(PersonId("p1"), "张三")
    stores.structure.save(persons=[person])
    named = Conflict("person", person.id, "name", "张三", "张山", package_id=one.id)
    only_ours = replace(named, field="", ours="张三", theirs="")
    gone_here = replace(named, record_id="p2", field="", ours="", theirs="李四")
    stores.handoff.add_conflicts([named, only_ours, gone_here])
    assert len(stores.handoff.conflicts(ConflictState.OPEN)) == 3
    stores.structure.remove(persons=[person.id])
    (rest,) = stores.handoff.conflicts(ConflictState.OPEN)
    assert replace(rest, id=0) == gone_here
    stores.structure.save(persons=[person])
    assert len(stores.handoff.conflicts(ConflictState.OPEN)) == 3


def test_forms_in_unknown_editions_are_added_as_earlier_ones(
    ledger: Database, stores: Stores
) -> None:
    rows = [("member", "e1", 0, "{}", b"word")]
    assert stores.handoff.add_forms(rows) == 1
    assert stores.handoff.add_forms([*rows, ("member", "e2", 1, "{}", b"word")]) == 1
    assert ledger.sql("SELECT edition, current FROM form ORDER BY id") == [("e1", 0), ("e2", 0)]


def test_a_submission_is_kept_with_its_table(stores: Stores) -> None:
    given = SubmissionRecord(ROUND, UNIT, DAY, "今天", 4, "d" * 64, {"figures": {"members": 3}})
    kept = stores.handoff.add_submission(given, b"excel")
    again = stores.handoff.add_submission(replace(given, sequence=5, digest="e" * 64), b"2")
    assert replace(kept, id=0) == given
    assert stores.handoff.submissions() == (again, kept)
    assert stores.handoff.submission(kept.id) == kept
    assert stores.handoff.last_submission(ROUND, UNIT) == again
    assert stores.handoff.submission_excel(kept.id) == b"excel"
    assert stores.handoff.set_receipt("d" * 64, "已接收")
    assert not stores.handoff.set_receipt("f" * 64, "已接收")
    assert stores.handoff.submission(kept.id) == replace(kept, receipt="已接收")


def test_all_figures_of_a_unit_are_kept_until_their_package_goes(stores: Stores) -> None:
    given = UnitFigures(ROUND, UNIT, DAY, "手工录入", "今天", {"members": 3}, "甲")
    first = stores.handoff.add_figures(given)
    last = stores.handoff.add_figures(replace(given, used=False, as_of=None))
    assert stores.handoff.unit_figures(ROUND) == {UNIT: GivenFigures((first, last))}
    assert stores.handoff.unit_figures(RoundId("other")) == {}
    stores.handoff.drop_figures([last.id])
    assert stores.handoff.unit_figures(ROUND) == {UNIT: GivenFigures((first,))}


def test_an_empty_explanation_takes_one_back(ledger: Database, stores: Stores) -> None:
    ledger.user = "甲"
    given = Explanation(
        ROUND, UNIT, "T1-04", "两人外出", "今天", about=("党员 5 人，2 人未被点评。",)
    )
    kept = stores.handoff.explain(given)
    assert kept == replace(given, who="甲", id=kept.id)
    assert stores.handoff.explanations(ROUND, UNIT) == {"T1-04": kept}
    stores.handoff.explain(replace(given, text=""))
    assert stores.handoff.explanations(ROUND, UNIT) == {}


def test_remarks_are_found_by_how_far_they_have_come(stores: Stores) -> None:
    one = stores.handoff.add_remark(Remark(ReviewId("v1"), UNIT, "缺日期", "今天", "甲"))
    two = stores.handoff.add_remark(Remark(ReviewId("v2"), UNIT, "缺地点", "今天", "甲"))
    stores.handoff.set_remark_state([one.id], RemarkState.SENT)
    assert stores.handoff.remarks([RemarkState.OPEN]) == (two,)
    assert [each.id for each in stores.handoff.remarks()] == [one.id, two.id]
    stores.handoff.drop_remarks([two.id])
    assert stores.handoff.remarks([RemarkState.OPEN]) == ()


@pytest.mark.parametrize("digest", ["", "x"])
def test_an_unknown_digest_is_no_package(stores: Stores, digest: str) -> None:
    assert stores.handoff.applied_with(digest) is None
