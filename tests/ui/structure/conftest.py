"""What the tests of these dialogs share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def sample_copy(sample_ledger: Path, tmp_path: Path) -> Path:
    """A filled ledger of its own, closed."""
    return Path(shutil.copy(sample_ledger, tmp_path / sample_ledger.name))
