"""Conflicts as lines: what is said where the mouse rests."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.ops.reception import ConflictView
from app.ui.handoff.conflict_model import ONLY_OURS, Column, ConflictModel, conflict_lines

GONE = ConflictView(1, "member", "m", "", "党员", "王动", "市局/二支部", "有无", "有", "无")


@pytest.mark.usefixtures("qapp")
def test_a_record_that_only_we_have_says_that_it_never_goes_wholesale() -> None:
    model = ConflictModel()
    only_ours, other = conflict_lines([replace(GONE, only_ours=True), GONE], {})
    assert model.hint(only_ours, Column.LABEL) == ONLY_OURS
    assert model.hint(other, Column.LABEL) == "有无"
