"""What the tests of 报送与汇总 share."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.handoff.city import make_busy_city, make_city, open_city

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.ops.desk import Desk


@pytest.fixture(scope="session")
def city_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city's ledger; nobody writes into this one."""
    return make_city(tmp_path_factory.mktemp("city"))


@pytest.fixture
def city(city_ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    """The city, opened as a copy of its own."""
    with open_city(Path(shutil.copy(city_ledger, tmp_path))) as opened:
        yield opened


@pytest.fixture(scope="session")
def busy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the city's ledger, those of its units, and their packages."""
    folder = tmp_path_factory.mktemp("busy")
    make_busy_city(folder)
    return folder


@pytest.fixture
def folder(busy_folder: Path, tmp_path: Path) -> Path:
    """A copy that may be written into."""
    return shutil.copytree(busy_folder, tmp_path / "市")


@pytest.fixture
def busy(folder: Path) -> Iterator[Desk]:
    with open_city(folder / "示例市.ledger") as opened:
        yield opened
