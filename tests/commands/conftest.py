"""A small bureau's ledger, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.intake.helpers import write_xlsx
from tests.lists import REVIEWS, ROUND, UNIT, write_lists
from tests.program import Program


@pytest.fixture
def program() -> Program:
    return Program()


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    program, folder = Program(), tmp_path_factory.mktemp("bureau")
    made = {name: folder / f"{name}.ledger" for name in ("staffed", "opened", "reviewed")}
    program("new", made["staffed"], "--scheme", "qingdao-2010", "--unit", UNIT)
    program("import", made["staffed"], *write_lists(folder))
    shutil.copy(made["staffed"], made["opened"])
    program("open-round", made["opened"], *ROUND, code=1)
    shutil.copy(made["opened"], made["reviewed"])
    program("import", made["reviewed"], write_xlsx(folder / "台账.xlsx", REVIEWS))
    return made


@pytest.fixture
def staffed(_made: dict[str, Path], tmp_path: Path) -> Path:
    """A ledger with organisations and members, and no round yet."""
    return Path(shutil.copy(_made["staffed"], tmp_path / "台账.ledger"))


@pytest.fixture
def opened(_made: dict[str, Path], tmp_path: Path) -> Path:
    """A ledger with an open round."""
    return Path(shutil.copy(_made["opened"], tmp_path / "台账.ledger"))


@pytest.fixture
def reviewed(_made: dict[str, Path], tmp_path: Path) -> Path:
    """A ledger with an open round and six reviews."""
    return Path(shutil.copy(_made["reviewed"], tmp_path / "台账.ledger"))
