"""How the tests of the ledger look at refusals: by code, and at what was left untouched."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def refused(code: str, *, folder: Path | None = None) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """Expect a refusal with this code; with a folder, that nothing in it changed by a byte."""
    before = contents(folder) if folder else {}
    with pytest.raises(Refusal) as caught:
        yield caught
    assert caught.value.fault.code == code, caught.value.fault
    assert caught.value.fault.message
    assert caught.value.fault.remedy
    if folder:
        assert contents(folder) == before


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder with the digest of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
