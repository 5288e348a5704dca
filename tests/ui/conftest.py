"""What the tests of the window share."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.application import FAMILIES, POINT_SIZE
from tests.ui.sample import make_sample, open_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.ops.desk import Desk


@pytest.fixture(autouse=True)
def _chinese_font(qapp: QApplication) -> None:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSize(POINT_SIZE)
    qapp.setFont(font)


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


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Desk]:
    """A ledger with its root alone."""
    with open_sample(make_sample(tmp_path / "empty", filled=False)) as opened:
        yield opened


def active_dialog() -> QWidget:
    found = QApplication.activeModalWidget()
    assert found is not None
    return found
