"""A city and one of its bureaus, each with a ledger of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.db.merge.exchange import Office, office
from tests.db.merge.sample import BUREAU, CITY, ROUND, reviews_of_bureau

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "市.ledger", CITY) as made:
        yield made


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "局.ledger", BUREAU) as made:
        made.stores.rounds.add(ROUND)
        made.stores.reviews.save_many(reviews_of_bureau())
        yield made
