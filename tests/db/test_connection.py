"""The one connection: its transactions, and what it does with errors of others."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from app.db.office_models import SettingRow
from app.domain.errors.fault import Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from app.db.connection import Database
    from app.db.stores import Stores


def test_what_fails_inside_fails_as_a_whole(ledger: Database, stores: Stores) -> None:
    def fail_inside() -> None:
        with ledger.transaction():
            stores.settings.set("inner", "1")
            raise ZeroDivisionError

    def swallow_it() -> None:
        with ledger.transaction():
            stores.settings.set("outer", "1")
            with pytest.raises(ZeroDivisionError):
                fail_inside()

    with pytest.raises(Refusal) as caught:
        swallow_it()
    assert caught.value.fault.code == "file.write_failed"
    assert (stores.settings.get("outer"), stores.settings.get("inner")) == ("", "")
    stores.settings.set("outer", "2")
    assert stores.settings.get("outer") == "2"


def test_errors_of_others_pass_through_a_transaction(
    ledger: Database, stores: Stores, tmp_path: Path
) -> None:
    def read_a_file_that_is_not_there() -> None:
        with ledger.transaction():
            stores.settings.set("unit", "甲")
            (tmp_path / "没有").read_text()

    with pytest.raises(FileNotFoundError):
        read_a_file_that_is_not_there()
    assert stores.settings.get("unit") == ""


def test_the_connection_can_be_lent_to_a_worker(ledger: Database, stores: Stores) -> None:
    found: list[str] = []

    def work() -> None:
        stores.settings.set("unit", "甲")
        found.append(stores.settings.get("unit"))

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert found == ["甲"]
    assert stores.settings.get("unit") == "甲"


def test_peewee_queries_run_on_this_ledger_without_binding(ledger: Database) -> None:
    insert = SettingRow.insert({"id": "unit", "value": "甲"})
    assert ledger.run(insert) is not None
    query = SettingRow.select(SettingRow.value).where(SettingRow.id == "unit")
    assert list(ledger.rows(query)) == [("甲",)]
    assert ledger.run(SettingRow.delete().where(SettingRow.id == "unit")) == 1
    assert SettingRow._meta.database is None


def test_one_bad_row_undoes_the_whole_bulk(ledger: Database) -> None:
    rows = [("a", "1"), ("b", None)]
    with pytest.raises(Exception, match="NOT NULL"):
        ledger.many("INSERT INTO setting (id, value) VALUES (?, ?)", rows)
    assert ledger.sql("SELECT count(*) FROM setting WHERE id IN ('a', 'b')") == [(0,)]


def test_nothing_is_written_after_sqlite_gave_up_the_transaction(ledger: Database) -> None:
    with pytest.raises(Refusal) as caught, ledger.transaction():  # noqa: PT012
        ledger.raw.execute("ROLLBACK")  # as SQLite does by itself when a disk is full
        ledger.many("INSERT INTO setting (id, value) VALUES (?, ?)", [("late", "1")])
    assert caught.value.fault.code == "file.write_failed"
    assert ledger.sql("SELECT count(*) FROM setting WHERE id = 'late'") == [(0,)]


def test_a_closed_ledger_says_so(ledger: Database, stores: Stores) -> None:
    ledger.close()
    assert not ledger.is_open
    with pytest.raises(Exception, match=r"closed|not open"):
        stores.settings.get("unit")


def test_few_pages_are_kept_only_as_long_as_that_is_asked_for(ledger: Database) -> None:
    pages = "PRAGMA main.cache_size"
    usual = ledger.sql(pages)
    with ledger.modest():
        assert ledger.sql(pages) != usual
    assert ledger.sql(pages) == usual
    with pytest.raises(ZeroDivisionError), ledger.modest(), ledger.transaction():
        raise ZeroDivisionError
    assert ledger.sql(pages) == usual
