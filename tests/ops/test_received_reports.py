"""What units below submitted can be looked at above, by number and by 校验码."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.check import sentences
from app.ops.received_reports import report_of, report_with_code
from app.ops.replaced import Replacement, replaced_received
from tests.ui.handoff.city import (
    TODAY,
    UNITS,
    change_member,
    make_city,
    make_unit,
    office,
    open_city,
    round_of,
    unit_named,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.check import Check
    from app.domain.ids import OrganizationId
    from app.domain.submission import Submission
    from app.ops.desk import Desk

UNIT = UNITS[0]


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Desk]:
    with open_city(make_city(tmp_path)) as opened:
        yield opened


@pytest.fixture
def submission(city: Desk, tmp_path: Path) -> Submission:
    """What a unit has submitted; the city has taken it in."""
    package = tmp_path / "报.dpbag"
    with office().open(make_unit(city, UNIT, tmp_path / "u")) as desk:
        words = {"T1-04": "年底前补齐"}
        root = desk.workspace.root_id
        done = desk.submissions.submit(package, round_of(desk), root, TODAY, explanations=words)
    city.receiving.apply([package])
    return done.submission


def test_the_report_arrives_as_it_was_made(city: Desk, submission: Submission) -> None:
    found = report_of(city.workspace, unit_named(city, UNIT), submission.sequence)
    assert found is not None
    assert found.report.told == submission.report.told
    assert found.report.explanations == {"T1-04": "年底前补齐"}
    assert list(found.report.titles) == list(city.units.titles())
    assert found.unit.endswith(UNIT)
    assert not found.is_taken_out
    assert report_of(city.workspace, unit_named(city, UNIT), submission.sequence + 1) is None
    assert report_of(city.workspace, unit_named(city, UNITS[1]), submission.sequence) is None


def test_what_a_unit_said_of_a_check_is_said_of_it_here_as_long_as_that_holds(
    city: Desk, submission: Submission
) -> None:
    assert submission.report.explanations
    unit = unit_named(city, UNIT)

    def said() -> set[str]:
        found = city.statistics.count(round_of(city), TODAY).checks(unit)
        return {check.explanation for check in found if check.id == "T1-04" and not check.ok}

    assert said() == {"年底前补齐"}
    change_member(city, UNIT, 0, 党员状态="死亡", 状态日期="2011-01-20")
    assert said() == {""}
    round_ = round_of(city)
    city.units.explain(round_, unit, "T1-04", "本级核实", sentences(_checks(city, unit), "T1-04"))
    assert said() == {"本级核实"}


def _checks(city: Desk, unit: OrganizationId) -> tuple[Check, ...]:
    return city.statistics.count(round_of(city), TODAY).checks(unit)


def test_it_is_found_by_the_code_on_paper(city: Desk, submission: Submission) -> None:
    code = submission.check_code
    found = report_with_code(city.workspace, f" {code[:4].upper()} {code[4:]}")
    assert found is not None
    assert found.check_code == code
    assert report_with_code(city.workspace, code[:5]) is None
    assert report_with_code(city.workspace, "00000000") is None


def test_what_was_taken_out_says_so(city: Desk, submission: Submission) -> None:
    package = next(line for line in city.receiving.journal() if line.can_take_out)
    city.receiving.take_out(package.package)
    found = report_with_code(city.workspace, submission.check_code)
    assert found is not None
    assert found.is_taken_out


def test_what_came_later_replaces_it(city: Desk, submission: Submission, tmp_path: Path) -> None:
    first = report_with_code(city.workspace, submission.check_code)
    assert first is not None
    assert replaced_received(city.workspace, first) is None
    with office().open(tmp_path / "u" / f"{UNIT}.ledger") as desk:
        change_member(desk, UNIT, 1, 职务或职业="工程师")
        package = tmp_path / "再报.dpbag"
        root = desk.workspace.root_id
        again = desk.submissions.submit(package, round_of(desk), root, TODAY).submission
    city.receiving.apply([package])
    found = Replacement(again.sequence, again.check_code)
    assert replaced_received(city.workspace, first) == found
    later = report_with_code(city.workspace, again.check_code)
    assert later is not None
    assert replaced_received(city.workspace, later) is None
    city.receiving.take_out(later.package)
    assert replaced_received(city.workspace, first) is None
