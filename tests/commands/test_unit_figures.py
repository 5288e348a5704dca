"""What ``stats`` says of units that are counted by figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.coverage import MEASURES
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from pathlib import Path

    from tests.program import Program


def test_names_say_which_units_have_none(program: Program, opened: Path) -> None:
    with sample_office().open(opened) as desk:
        round_ = desk.workspace.round()
        (unit, *_) = desk.units.reporting(desk.workspace.day_of(round_))
        desk.units.enter_figures(unit.id, round_, dict.fromkeys(MEASURES, 9))

    found = program("stats", opened, "--names", code=1)

    listed = found["names"]["members_total"]
    assert listed["units"] == [{"id": unit.id, "name": unit.name, "count": 9}]
    assert found["figures"]["members_total"] == len(listed["counted"]) + 9
    told = [c for c in found["checks"] if c["id"] == "T1-07" and c["level"] == "hint"]
    assert len(told) == 1
    assert unit.name in told[0]["message"]
