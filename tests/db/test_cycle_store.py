"""Records of the cycle are kept whole, in their order, with their files and the log about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.db.cycle_store import RECORD
from app.db.database import create
from app.db.stores import Stores
from app.domain.cycle.annexes import Annex
from app.domain.ids import OrganizationId, RecordId, ReviewId
from app.domain.organization import Organization
from app.domain.review import Target
from app.domain.words import OrganizationKind, TargetKind
from tests.db.values import ROUND

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BRANCH = Organization(OrganizationId("o1"), "一支部", OrganizationKind.BRANCH)
ANNEX = Annex(
    id=RecordId("a1"),
    organization_id=BRANCH.id,
    round_id=ROUND.id,
    review_id=ReviewId("r1"),
    target=Target(TargetKind.MEMBER, "p1"),
    day=date(2010, 12, 20),
    title="前段小结",
)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with create(tmp_path / "a.ledger") as database:
        stores = Stores(database)
        stores.structure.save([BRANCH])
        stores.rounds.add(ROUND)
        yield stores


def test_a_record_comes_back_as_it_was(stores: Stores) -> None:
    stores.cycle.save([ANNEX])

    assert stores.cycle.get(ANNEX.id) == ANNEX
    assert stores.cycle.of_kind(Annex, ROUND.id) == (ANNEX,)
    assert stores.cycle.of_review(Annex, ReviewId("r1")) == (ANNEX,)
    assert stores.cycle.of_target(Annex, "p1") == (ANNEX,)
    assert stores.cycle.in_organization(Annex, [BRANCH.id]) == (ANNEX,)
    assert stores.cycle.in_organization(Annex, [OrganizationId("other")]) == ()


def test_records_keep_the_order_in_which_they_came(stores: Stores) -> None:
    other = replace(ANNEX, id=RecordId("a0"))
    stores.cycle.save([ANNEX])
    stores.cycle.save([other])
    stores.cycle.save([replace(ANNEX, title="自我小结")])

    assert [record.id for record in stores.cycle.of_kind(Annex)] == ["a1", "a0"]


def test_a_file_is_kept_once_and_found_by_the_record(stores: Stores) -> None:
    first = stores.cycle.keep_file("小结.docx", b"content")
    second = stores.cycle.keep_file("副本.docx", b"content")
    stores.cycle.save([replace(ANNEX, attachments=(first, second))])

    kept = stores.cycle.get(ANNEX.id)
    assert kept is not None
    assert [each.name for each in kept.attachments] == ["小结.docx", "副本.docx"]
    assert {stores.cycle.file(each) for each in kept.attachments} == {b"content"}


def test_the_log_tells_what_changed_and_what_went(stores: Stores) -> None:
    stores.cycle.save([ANNEX])
    stores.cycle.save([replace(ANNEX, title="自我小结")], reason="名称有误")
    stores.cycle.remove([ANNEX.id], reason="重复")

    lines = stores.changes.of_record(RECORD, ANNEX.id)
    titles = [(line.old, line.new, line.reason) for line in lines if line.field == "title"]
    assert titles == [
        ("", "前段小结", ""),
        ("前段小结", "自我小结", "名称有误"),
        ("自我小结", "", "重复"),
    ]
    assert stores.cycle.get(ANNEX.id) is None
