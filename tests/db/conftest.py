"""A ledger for each test that asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.db.database import Database, create
from app.db.stores import Stores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Database]:
    with create(tmp_path / "甲支部.ledger") as database:
        yield database
        assert not database.is_open or not database.in_transaction


@pytest.fixture
def stores(ledger: Database) -> Stores:
    return Stores(ledger)
