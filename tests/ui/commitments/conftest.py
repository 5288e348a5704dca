"""What the tests of the page 承诺 share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.ui.page import Scope

if TYPE_CHECKING:
    from app.domain.review import Round
    from app.ops.desk import Desk


@pytest.fixture
def round_(desk: Desk) -> Round:
    return desk.workspace.round()


@pytest.fixture
def scope(desk: Desk, round_: Round) -> Scope:
    return Scope(desk.workspace.root_id, round_)
