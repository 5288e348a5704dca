"""What a package that goes out carries of those that came from below."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.handoff import Holding, Manifest, PackageKind, Unit
from app.domain.handoff_records import Held, PackageDirection, PackageRecord, PackageState
from app.domain.part_schema import DATA_PART
from app.intake.packages import read_package
from tests.ui.sample import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.organization import Organization
    from app.ops.desk import Desk

LEDGER = "0b5e9a52-1b0e-4d0e-8a44-3a6f4c1d2e3f"
DAY = date(2011, 1, 20)


@pytest.fixture
def units(desk: Desk) -> tuple[Organization, ...]:
    """Units below that stand beside each other."""
    tree = desk.workspace.directory(TODAY).tree
    (committee,) = (o for o in tree.children(tree.root.id) if tree.children(o.id))
    return tree.children(committee.id)


def hold(desk: Desk, unit: Organization, sequence: int, parts: dict[str, bytes]) -> None:
    """Say that a package of a unit was taken in."""
    store = desk.workspace.stores.handoff
    manifest = Manifest(
        kind=PackageKind.SUBMIT,
        ledger=LEDGER,
        sequence=sequence,
        sender=Unit(unit.id, unit.name),
        time="2011-01-20 07:00:00",
        program="9.0",
        scheme="qingdao-2010",
        scheme_edition="",
        digest=f"{sequence:064x}",
    )
    record = PackageRecord(
        *(PackageDirection.IN, unit.id, manifest, "2011-01-20 08:00:00", "a.dpbag"),
        PackageState.APPLIED,
    )
    kept = store.add_package(record, {DATA_PART: b"records", **parts})
    store.hold([Held(unit.id, LEDGER, sequence, DAY, kept.id)])


def test_it_says_which_packages_from_below_are_in_it(
    desk: Desk, units: tuple[Organization, ...], tmp_path: Path
) -> None:
    one, other = units[:2]
    hold(desk, one, 3, {})
    hold(desk, other, 5, {})
    submit, round_ = desk.submissions.submit, desk.workspace.round()
    whole = submit(tmp_path / "全.dpbag", round_, desk.workspace.root_id, TODAY)
    assert set(whole.manifest.holds) == {
        Holding(one.id, LEDGER, 3, DAY),
        Holding(other.id, LEDGER, 5, DAY),
    }
    part = submit(tmp_path / "一.dpbag", round_, one.id, TODAY)
    assert part.manifest.holds == (), "its own package is not one from below it"


def test_files_that_nobody_here_knows_are_passed_on_and_nobody_must_know_them(
    desk: Desk, units: tuple[Organization, ...], tmp_path: Path
) -> None:
    one, other = units[:2]
    farther = "passed/elsewhere-1/附件/说明.txt"
    hold(desk, one, 3, {"附件/照片.jpg": b"picture", farther: b"text"})
    hold(desk, other, 5, {"附件/照片.jpg": b"another"})
    made = desk.submissions.submit(
        tmp_path / "全.dpbag", desk.workspace.round(), desk.workspace.root_id, TODAY
    )
    assert dict(read_package(made.file).unknown) == {
        f"passed/{LEDGER}-3/附件/照片.jpg": b"picture",
        f"passed/{LEDGER}-5/附件/照片.jpg": b"another",
        farther: b"text",
    }
    passed = [part for part in made.manifest.parts if part.name.startswith("passed/")]
    assert [part.needed for part in passed] == [False] * 3
    assert all(part.needed for part in made.manifest.parts if part not in passed)
    desk.submissions.write_again(made.submission.package, tmp_path / "再.dpbag")
    assert (tmp_path / "再.dpbag").read_bytes() == made.file.read_bytes()


def test_a_long_name_from_below_keeps_nobody_from_submitting(
    desk: Desk, units: tuple[Organization, ...], tmp_path: Path
) -> None:
    long = "附件/" + "很" * 180 + "长.jpg"
    hold(desk, units[0], 3, {long: b"picture", f"{long[:-5]}短.jpg": b"another"})
    made = desk.submissions.submit(
        tmp_path / "全.dpbag", desk.workspace.round(), desk.workspace.root_id, TODAY
    )
    unknown = read_package(made.file).unknown
    assert sorted(unknown.values()) == [b"another", b"picture"]
    assert all(name.endswith(".jpg") for name in unknown)


def test_what_goes_up_is_numbered_apart_from_what_goes_down(
    desk: Desk, units: tuple[Organization, ...], tmp_path: Path
) -> None:
    issue, submit = desk.issuing.issue, desk.submissions.submit
    round_, root = desk.workspace.round(), desk.workspace.root_id
    down = [issue(tmp_path / f"{each.name}.dpbag", each.id).manifest for each in units[:2]]
    up = submit(tmp_path / "一.dpbag", round_, root, TODAY)
    down.append(issue(tmp_path / "再.dpbag", units[0].id).manifest)
    assert [each.sequence for each in down] == [1, 2, 3]
    assert (up.manifest.sequence, up.submission.sequence) == (1, 1)
    lines = [(line.what, line.sequence) for line in desk.receiving.journal()]
    assert sorted(lines) == [("上报", 1), ("下发", 1), ("下发", 2), ("下发", 3)]


def test_the_next_package_is_told_from_the_last_by_its_number_not_by_the_clock(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_, root = desk.workspace.round(), desk.workspace.root_id
    first = desk.submissions.submit(tmp_path / "一.dpbag", round_, root, TODAY)
    monkeypatch.setattr("app.ops.outgoing.now", lambda: "2001-01-01 00:00:00")
    second = desk.submissions.submit(tmp_path / "二.dpbag", round_, root, TODAY)
    assert second.manifest.time < first.manifest.time
    assert [s.sequence for s in desk.submissions.all()] == [2, 1]
    last = desk.submissions.prepare(round_, root, TODAY).last
    assert last == second.submission
