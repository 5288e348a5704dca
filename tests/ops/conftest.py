"""The sample unit's ledger, made once and copied for each test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.ui.rectification.mending import make_changsha
from tests.ui.sample import make_sample, open_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.ops.desk import Desk


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled ledger; nobody writes into this one."""
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def desk(sample_ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    """The filled ledger, opened as a copy of its own."""
    copy = tmp_path / sample_ledger.name
    shutil.copy(sample_ledger, copy)
    with open_sample(copy) as opened:
        yield opened


@pytest.fixture(scope="session")
def changsha_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled ledger whose forms have a block for 整改; nobody writes into this one."""
    return make_changsha(tmp_path_factory.mktemp("changsha"))
