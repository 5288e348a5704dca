"""Submitted records are locked, each with its line in the log, in as many steps as may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.db import report_locks
from app.db.report_locks import ReportLock, lock_reported
from tests.builders import organization_id, review, round_, unit

if TYPE_CHECKING:
    from app.db.connection import Database
    from app.db.stores import Stores

TOWN = unit("""
甲局党委 [党委] 书记=张三
  一支部 [党支部] 书记=李四 党员=李四、赵五、孙六、钱七
""")
WHO = ("李四", "赵五", "孙六", "钱七")


@pytest.mark.parametrize("batch", [1, 3, 4, 100])
def test_each_record_is_locked_and_logged_once_in_their_order(
    ledger: Database, stores: Stores, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    records, directory = TOWN.records, TOWN.on("2010-12-31")
    stores.structure.save(
        records.organizations, records.persons, records.members, records.appointments
    )
    stores.rounds.add(round_())
    made = [review(directory, name, "张三") for name in WHO]
    stores.reviews.save_many(made)
    before = ledger.sql('SELECT count(*) FROM "change"')[0][0]
    monkeypatch.setattr(report_locks, "_BATCH", batch)
    lock = ReportLock(round_().id, [organization_id("一支部")], round_().end, "已上报（一）")
    with ledger.transaction():
        assert lock_reported(ledger, lock, "上报第1号") == len(WHO)
        assert lock_reported(ledger, lock, "上报第1号") == 0
    assert ledger.sql("SELECT DISTINCT locked FROM review") == [("已上报（一）",)]
    logged = ledger.sql('SELECT record_id, "new", reason FROM "change" ORDER BY id')[before:]
    assert logged == [(each.id, "已上报（一）", "上报第1号") for each in made]
