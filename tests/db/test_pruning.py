"""What packages held is given up once nothing asks for it, and not a package earlier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.db.merge.touched import HeldBefore, touched_texts
from app.db.pruning import can_go_back, prune
from app.domain.handoff import Manifest, PackageKind, Part, RoundHead, Unit
from app.domain.handoff_records import (
    Conflict,
    ConflictState,
    Held,
    PackageDirection,
    PackageRecord,
    PackageState,
    SubmissionRecord,
)
from app.domain.ids import OrganizationId, RoundId
from app.domain.organization import Organization
from app.domain.part_schema import DATA_PART, FIGURES_PART, KEPT_OFFICE
from app.domain.words import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.db.connection import Database
    from app.db.stores import Stores

ABOVE, UNIT, OTHER = (OrganizationId(each) for each in ("above", "unit", "other"))
DAY = date(2010, 12, 31)
UP, DOWN = PackageKind.SUBMIT, PackageKind.ISSUE


class Journal:
    """Packages one after another, each with records of its own."""

    def __init__(self, ledger: Database, stores: Stores) -> None:
        self.ledger = ledger
        self.store = stores.handoff
        self.count = 0

    def _record(
        self,
        direction: PackageDirection,
        unit: OrganizationId | None,
        kind: PackageKind,
        ledger: str,
        round_: str,
        state: PackageState,
    ) -> PackageRecord:
        self.count += 1
        manifest = Manifest(
            kind=kind,
            ledger=ledger,
            sequence=self.count,
            sender=Unit(unit or UNIT, "一支部", ("一支部",)),
            time="今天",
            program="1",
            scheme="blank",
            scheme_edition="e",
            round=RoundHead(RoundId(round_), round_, DAY, DAY),
            as_of=DAY,
            parts=(Part(DATA_PART, "s", 1),),
            digest=f"{self.count:064x}",
        )
        return PackageRecord(direction, unit, manifest, "今天", "一.dpbag", state)

    def _keep(self, record: PackageRecord, **more: bytes) -> int:
        parts = {DATA_PART: b"data %d" % self.count, FIGURES_PART: b"{}", **more}
        return self.store.add_package(record, parts).id

    def came(
        self,
        unit: OrganizationId = UNIT,
        kind: PackageKind = UP,
        ledger: str = "below",
        round_: str = "r1",
        *,
        before: Iterable[Held] = (),
    ) -> int:
        """Take one in as the merge does: it is held for its unit."""
        state = PackageState.APPLIED
        record = self._record(PackageDirection.IN, unit, kind, ledger, round_, state)
        id_ = self._keep(record, **{"later/新.json": b"new %d" % self.count})
        held = [*before]
        if kind is UP:
            last = self.store.held_of(unit)
            held += [last] if last else []
            self.store.hold([Held(unit, ledger, self.count, DAY, id_)])
        touched = touched_texts({}, {}, 0, HeldBefore(tuple(held)))
        self.store.set_touched(id_, touched)
        return id_

    def went_up(self, round_: str = "r1", state: PackageState = PackageState.SENT) -> int:
        record = self._record(PackageDirection.OUT, None, UP, "here", round_, state)
        id_ = self._keep(record, **{KEPT_OFFICE: b"forms", "sent/names.json": b"{}"})
        kept = SubmissionRecord(
            round=RoundId(round_),
            unit=UNIT,
            as_of=DAY,
            time="今天",
            sequence=self.count,
            digest=record.manifest.digest,
            content={},
        )
        self.store.add_submission(kept, b"excel")
        return id_

    def went_down(self, unit: OrganizationId = UNIT) -> int:
        state = PackageState.SENT
        record = self._record(PackageDirection.OUT, unit, DOWN, "here", "r1", state)
        return self._keep(record, **{KEPT_OFFICE: b"forms"})

    def prune(self) -> None:
        with self.ledger.transaction():
            prune(self.ledger)

    @property
    def whole(self) -> list[int]:
        """Which packages still have their records, oldest first."""
        sql = "SELECT package_id FROM package_part WHERE name = ? ORDER BY 1"
        return [id_ for (id_,) in self.ledger.sql(sql, (DATA_PART,))]


@pytest.fixture
def journal(ledger: Database, stores: Stores) -> Journal:
    kind = OrganizationKind.BRANCH
    organizations = [
        Organization(ABOVE, "总支", OrganizationKind.GENERAL_BRANCH),
        Organization(UNIT, "一支部", kind, ABOVE),
        Organization(OTHER, "二支部", kind, ABOVE),
    ]
    stores.structure.save(organizations)
    return Journal(ledger, stores)


def contents(ledger: Database) -> int:
    return int(ledger.sql("SELECT count(*) FROM part")[0][0])


# ---- what came -------------------------------------------------------------------------------


def test_the_newest_and_the_one_before_it_stay(journal: Journal) -> None:
    ids = [journal.came() for _ in range(5)]
    journal.prune()
    assert journal.whole == ids[-2:]
    journal.prune()
    assert journal.whole == ids[-2:], "a second time changes nothing"


def test_all_but_the_records_stays_for_ever(journal: Journal, ledger: Database) -> None:
    ids = [journal.came() for _ in range(3)]
    packages, before = journal.store.packages(), contents(ledger)
    journal.prune()
    assert journal.store.packages() == packages
    assert journal.store.part_names(ids[0]) == (FIGURES_PART, "later/新.json")
    assert journal.store.part(ids[0], "later/新.json") == b"new 1"
    assert journal.store.touched(ids[0]) is not None
    assert contents(ledger) == before - 1


def test_units_ledgers_and_kinds_are_looked_at_by_themselves(journal: Journal) -> None:
    first = [journal.came(), journal.came(OTHER), journal.came(ledger="copy")]
    first += [journal.came(kind=DOWN), journal.came(), journal.came(OTHER)]
    journal.prune()
    assert journal.whole == first


def test_the_last_of_each_round_stays_to_be_held_against_today(journal: Journal) -> None:
    ids = [journal.came(round_=each) for each in ("r1", "r1", "r2", "r2", "r2")]
    journal.prune()
    assert journal.whole == [ids[1], *ids[-2:]]


def test_what_is_held_stays_however_old(journal: Journal) -> None:
    old = journal.came()
    newer = [journal.came(), journal.came()]
    journal.store.hold([Held(OTHER, "below", 1, DAY, old)])
    journal.prune()
    assert journal.whole == [old, *newer]


def test_what_an_open_conflict_came_with_stays_until_it_is_settled(journal: Journal) -> None:
    ids = [journal.came() for _ in range(3)]
    with journal.ledger.transaction():
        journal.store.add_conflicts(
            [Conflict("member", "m", "", "", "王一", ConflictState.OPEN, ids[0])]
        )
    journal.prune()
    assert journal.whole == ids
    (conflict,) = journal.store.conflicts_of(ids[0])
    journal.store.close_conflicts([conflict.id], ConflictState.OURS)
    journal.prune()
    assert journal.whole == ids[1:]


@pytest.mark.parametrize(("unit", "near"), [(UNIT, ABOVE), (ABOVE, UNIT)])
def test_what_taking_out_goes_back_to_stays(
    journal: Journal, unit: OrganizationId, near: OrganizationId
) -> None:
    """A package of a unit above or below came between, and what it replaced is older."""
    first = journal.came(unit)
    before = [Held(near, "below", 1, DAY, first)]
    between = journal.came(near, ledger="its own", before=before)
    newer = [journal.came(unit), journal.came(unit)]
    journal.prune()
    assert journal.whole == [first, between, *newer]


def test_what_only_a_replaced_package_would_go_back_to_goes(journal: Journal) -> None:
    first = journal.came()
    before = [Held(ABOVE, "below", 1, DAY, first)]
    ids = [journal.came(ABOVE, before=before), journal.came(ABOVE), journal.came(), journal.came()]
    journal.prune()
    assert journal.whole == ids


def test_what_was_taken_out_again_goes(journal: Journal) -> None:
    ids = [journal.came() for _ in range(2)]
    journal.store.set_state(ids[1], PackageState.TAKEN_OUT)
    journal.store.hold([Held(UNIT, "below", 1, DAY, ids[0])])
    journal.prune()
    assert journal.whole == ids[:1]


def test_the_same_content_stays_while_another_package_has_it(
    journal: Journal, ledger: Database
) -> None:
    ids = [journal.came() for _ in range(3)]
    sha = "SELECT sha256 FROM package_part WHERE package_id = ? AND name = ?"
    ((same,),) = ledger.sql(sha, (ids[0], DATA_PART))
    sql = "UPDATE package_part SET sha256 = ? WHERE package_id = ? AND name = ?"
    ledger.many(sql, [(same, ids[2], DATA_PART)])
    journal.prune()
    assert journal.whole == ids[1:]
    assert journal.store.part(ids[2], DATA_PART) == b"data 1"


# ---- whether one can be taken out ------------------------------------------------------------


def newest(journal: Journal) -> PackageRecord:
    return journal.store.applied_of(UNIT)[0]


def test_taking_out_goes_back_as_far_as_records_are_here(journal: Journal) -> None:
    ids = [journal.came() for _ in range(4)]
    journal.prune()
    assert can_go_back(journal.ledger, newest(journal))
    journal.store.set_state(ids[3], PackageState.TAKEN_OUT)
    journal.store.hold([Held(UNIT, "below", 3, DAY, ids[2])])
    journal.prune()
    assert not can_go_back(journal.ledger, newest(journal))


def test_the_only_package_of_a_unit_goes_back_to_nothing(journal: Journal) -> None:
    journal.came()
    assert can_go_back(journal.ledger, newest(journal))


def test_a_package_that_never_had_records_lacks_none(journal: Journal) -> None:
    """A unit without records sends figures alone."""
    journal.came()
    record = newest(journal)
    bare = replace(record, id=0, manifest=replace(record.manifest, parts=(), ledger="figures"))
    added = journal.store.add_package(bare, {FIGURES_PART: b"{}"})
    assert can_go_back(journal.ledger, added)


# ---- what went -------------------------------------------------------------------------------


def test_of_what_went_up_the_last_two_of_a_round_stay_with_their_forms(
    journal: Journal, ledger: Database
) -> None:
    ids = [journal.went_up(each) for each in ("r1", "r1", "r1", "r2")]
    journal.prune()
    assert journal.whole == ids[1:]
    assert journal.store.part_names(ids[0]) == (FIGURES_PART, "sent/names.json")
    assert journal.store.part(ids[1], KEPT_OFFICE) == b"forms"
    assert len(journal.store.submissions()) == 4


def test_what_never_got_its_file_stays_whole(journal: Journal) -> None:
    ids = [journal.went_up(state=PackageState.UNWRITTEN), *(journal.went_up() for _ in range(3))]
    journal.prune()
    assert journal.whole == [ids[0], *ids[2:]]


def test_of_what_went_down_the_last_of_each_unit_stays(journal: Journal) -> None:
    ids = [journal.went_down(), journal.went_down(OTHER), journal.went_down()]
    journal.prune()
    assert journal.whole == ids[1:]
    assert journal.store.issued_to(UNIT) == b"data 3"
