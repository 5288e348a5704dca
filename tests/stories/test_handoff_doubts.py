"""What is doubtful about a package is told before it is taken in: scheme, forms, round, parts."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document

from app import paths
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.handoff import Resolve
from app.domain.review import Target
from app.domain.words import TargetKind
from app.export.package import seal
from app.intake.packages import read_package
from app.ops.reception import ArrivedStatus
from tests.lists import ORG_FORM, review
from tests.stories.town import BRANCH, FIRST, GENERAL, OFFICE, REVIEWED, Town, place, statuses

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.ops.reception import Reception


@pytest.fixture
def town(ready: Town, tmp_path: Path) -> Town:
    made = Town(tmp_path, ready)
    made.have(OFFICE)
    made.have(BRANCH)
    return made


def fault_of(reception: Reception) -> str:
    (arrived,) = reception.arrived
    assert arrived.fault is not None
    return arrived.fault.code


def warnings_of(reception: Reception) -> set[str]:
    (arrived,) = reception.arrived
    return {each.code for each in arrived.warnings}


def sealed_again(
    package: Path, more: Mapping[str, bytes], *, without: tuple[str, ...] = ()
) -> Path:
    """Return a package with files of a program that is newer."""
    read = read_package(package)
    parts = {name: part for name, part in read.parts.items() if name not in without}
    manifest = replace(read.manifest, counts={}) if without else read.manifest
    package.write_bytes(seal(manifest, {**parts, **more}).content())
    return package


def varied(town: Town, source: str, old: str, new: str) -> Path:
    """Return the folder of a scheme that is like a shipped one but for some text."""
    folder = town.folder / "方案" / source
    shutil.copytree(paths.schemes() / source, folder, dirs_exist_ok=True)
    file = folder / "scheme.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return folder


# ---- schemes and forms -----------------------------------------------------------------------


def test_another_scheme_is_told_and_taken_only_when_said_so(town: Town) -> None:
    town.new("外", FIRST, "lianyungang-2011")
    town.members_of("外", FIRST)
    town.open_round("外")
    package = town.submit("外")
    before = town.content(OFFICE)
    reception = town.receive(package)
    assert statuses(reception) == ["other_scheme"]
    assert fault_of(reception) == "handoff.other_scheme"
    assert town.content(OFFICE) == before
    town.take(package, accepted=[ArrivedStatus.OTHER_SCHEME])
    assert town.figures(OFFICE, FIRST)["members_total"] == 4


def test_forms_that_our_scheme_does_not_have_are_refused(town: Town) -> None:
    town.new("外", FIRST, "bureau-2013")
    town.members_of("外", FIRST)
    head = ("党组织名称", "党组织类别", "上级党组织", "书记")
    town.bring("外", [head, (FIRST, "党支部", "", "周洁")])
    town.open_round("外")
    with town.at("外") as desk:
        target = Target(TargetKind.ORGANIZATION, desk.workspace.root_id)
        by = next(p.id for p in desk.workspace.records.persons if p.name == "孙涛")
        opened = desk.reviews.unplanned(desk.workspace.round(), "branch-review", target, [by])
        desk.reviews.save(opened.review, opened.values, None)
    before = town.content(OFFICE)
    reception = town.receive(town.submit("外"), resolve=Resolve.THEIRS)
    assert fault_of(reception) == "handoff.forms_unknown"
    assert town.content(OFFICE) == before


def test_another_edition_of_the_scheme_is_told_and_comes_down_with_the_next_issue(
    town: Town,
) -> None:
    folder = varied(town, "qingdao-2010", 'issuer = "', 'issuer = "新的')
    with town.at(OFFICE) as desk:
        desk.schemes.renew(town.office.load_scheme(str(folder)))
        issuer = desk.workspace.scheme.issuer
    assert warnings_of(town.take(town.submit(BRANCH))) == {"handoff.other_edition"}
    before = town.figures(BRANCH)
    town.take(town.issue(BRANCH), name=BRANCH)
    with town.at(BRANCH) as desk:
        assert desk.workspace.scheme.issuer == issuer
    assert town.figures(BRANCH) == before
    assert not warnings_of(town.take(town.submit(BRANCH)))


def test_records_on_a_form_of_their_own_keep_it(town: Town) -> None:
    folder = varied(town, "qingdao-2010", 'issuer = "', 'issuer = "支部的')
    file = folder / "member-review.docx"
    document = Document(str(file))
    run = next(r for p in document.paragraphs for r in p.runs if r.text.strip())
    run.text = f"{run.text}（试行）"
    document.save(str(file))
    with town.at(BRANCH) as desk:
        desk.schemes.renew(town.office.load_scheme(str(folder)))
    town.reviewed(BRANCH, review("王一平", "赵敏", REVIEWED))
    town.take(town.submit(BRANCH))
    with town.at(OFFICE) as desk:
        workspace = desk.workspace
        found = workspace.stores.reviews.of_round(workspace.round().id)
        editions = {each.snapshot["member.name"]: each.form_edition for each in found}
        current = workspace.form("member-review").edition
        assert editions["郑华"] == current != editions["王一平"]
        assert workspace.form_edition("member-review", editions["王一平"]).edition != current
        assert workspace.stores.schemes.form_file("member-review", editions["王一平"]) is not None
    town.take(town.issue(BRANCH), name=BRANCH)
    with town.at(BRANCH) as desk:
        assert desk.workspace.form("member-review").edition == current
        kept = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
        assert {each.form_edition for each in kept} == set(editions.values())


def test_looking_at_another_edition_changes_no_scheme(town: Town) -> None:
    folder = varied(town, "qingdao-2010", 'issuer = "', 'issuer = "新的')
    with town.at(OFFICE) as desk:
        desk.schemes.renew(town.office.load_scheme(str(folder)))
    package = town.issue(BRANCH)
    with town.at(BRANCH) as desk:
        issuer, edition = desk.workspace.scheme.issuer, desk.workspace.stores.schemes.edition()
        assert desk.receiving.look([package]).arrived[0].is_taken
        assert desk.workspace.scheme.issuer == issuer
        assert desk.workspace.stores.schemes.edition() == edition


def test_a_scheme_without_a_form_in_use_stays_above(town: Town) -> None:
    town.branch(GENERAL)
    town.members_of(GENERAL, FIRST)
    town.reviewed(GENERAL, review(FIRST, "孙涛", REVIEWED, form=ORG_FORM))
    with town.at(OFFICE) as desk:
        desk.schemes.renew(town.office.load_scheme("bureau-2013"))
    package = town.issue(GENERAL)
    assert statuses(town.receive(package, name=GENERAL)) == ["other_scheme"]
    reception = town.take(package, name=GENERAL, accepted=[ArrivedStatus.OTHER_SCHEME])
    assert "handoff.forms_in_use" in warnings_of(reception)
    with town.at(GENERAL) as desk:
        assert desk.workspace.scheme.id == "qingdao-2010"


# ---- rounds, contents, others ----------------------------------------------------------------


def test_a_round_of_their_own_is_told(town: Town) -> None:
    town.open_round(BRANCH, "支部自己的一轮")
    assert warnings_of(town.look(town.submit(BRANCH))) == {"handoff.round_new"}


def test_what_needs_a_newer_program_is_told(town: Town) -> None:
    package = town.submit(BRANCH)
    read = read_package(package)
    parts = {**read.parts, "votes.bin": b"new"}
    content = seal(read.manifest, parts, needed=tuple(parts)).content()
    package.write_bytes(content)
    reception = town.receive(package)
    assert statuses(reception) == ["newer"]
    assert fault_of(reception) == "package.newer"


def test_what_is_unknown_is_kept_and_passed_on(town: Town) -> None:
    town.branch(GENERAL)
    town.members_of(GENERAL, FIRST)
    town.branch(FIRST, above=GENERAL)
    package = sealed_again(town.submit(FIRST), {"votes/2012.bin": b"\x00new"})
    assert warnings_of(town.take(package, name=GENERAL)) == {"handoff.part_unknown"}
    upper = read_package(town.submit(GENERAL))
    assert [part for name, part in upper.unknown.items() if name.endswith("votes/2012.bin")] == [
        b"\x00new"
    ]
    assert "handoff.part_unknown" in warnings_of(town.take(upper.path))


def test_a_package_with_nothing_in_it_is_refused(town: Town) -> None:
    names = ("data.sqlite", "office.sqlite", "figures.json")
    package = sealed_again(town.submit(BRANCH), {}, without=names)
    assert fault_of(town.receive(package)) == "handoff.empty"


def test_a_package_with_figures_only_is_held_as_figures(town: Town) -> None:
    package = sealed_again(town.submit(BRANCH), {}, without=("data.sqlite", "office.sqlite"))
    told = town.figures(BRANCH)
    town.take(package)
    with town.at(OFFICE) as desk:
        kept = desk.units.figures(place(desk, BRANCH), desk.workspace.round())
        assert kept is not None
        assert kept.source == package.name
        assert {measure: told[measure] for measure in kept.values} == dict(kept.values)
        desk.receiving.take_out(desk.receiving.journal()[0].package)
        assert desk.units.figures(place(desk, BRANCH), desk.workspace.round()) is None


def test_figures_of_a_round_that_nobody_knows_are_refused(town: Town) -> None:
    town.new("外", BRANCH)
    town.open_round("外", "别的一轮")
    package = sealed_again(town.submit("外"), {}, without=("data.sqlite", "office.sqlite"))
    reception = town.receive(package)
    assert fault_of(reception) == "round.unknown"


def test_a_unit_counted_by_figures_is_counted_by_its_records(town: Town) -> None:
    with town.at(OFFICE) as desk:
        round_, unit = desk.workspace.round(), place(desk, BRANCH)
        values = dict.fromkeys(desk.units.titles(), 7)
        desk.units.enter_figures(unit, round_, values)
    assert town.figures(OFFICE, BRANCH)["members_total"] == 7
    reception = town.take(town.submit(BRANCH))
    assert warnings_of(reception) == {"handoff.by_records"}
    assert town.figures(OFFICE, BRANCH) == town.figures(BRANCH)
    with town.at(OFFICE) as desk:
        desk.receiving.take_out(desk.receiving.journal()[0].package)
    assert town.figures(OFFICE, BRANCH)["members_total"] == 7


def test_what_is_issued_to_a_unit_below_is_not_for_us(town: Town) -> None:
    town.branch(GENERAL)
    package = town.issue(FIRST)
    assert fault_of(town.receive(package, name=GENERAL)) == "handoff.not_for_us"


def test_a_unit_that_began_anew_is_told(town: Town) -> None:
    town.take(town.submit(BRANCH))
    town.office.receive_new(town.path("新电脑"), town.issue(BRANCH)).close()
    town.members_of("新电脑", BRANCH)
    reception = town.take(town.submit("新电脑"))
    assert "handoff.other_ledger" in warnings_of(reception)
    assert town.figures(OFFICE, BRANCH)["members_total"] == 4


def test_a_package_that_turns_out_not_to_fit_does_not_keep_the_others_out(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.db.merge import merge as room

    town.branch(GENERAL)
    town.members_of(GENERAL, FIRST)
    bad, good = town.submit(GENERAL), town.submit(BRANCH)
    merge = room.merge

    def stumbling(database: Any, incoming: Any, resolve: Any) -> Any:  # noqa: ANN401
        done = merge(database, incoming, resolve)
        if incoming.package.file == bad.name:
            raise refusal("package.bad_reference", table="member", column="person_id", count=1)
        return done

    monkeypatch.setattr(room, "merge", stumbling)
    found = {each.file: each for each in town.receive(bad, good).arrived}
    assert found[good].is_taken
    fault = found[bad].fault
    assert fault is not None
    assert fault.code == "package.bad_reference"
    assert town.figures(OFFICE, GENERAL)["members_total"] == 0
    assert town.figures(OFFICE, BRANCH) == town.figures(BRANCH)


def test_a_disk_that_is_full_is_no_fault_of_a_package(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.db.merge import merge as room

    package = town.submit(BRANCH)
    before = town.content(OFFICE)

    def full(*given: object) -> None:
        raise refusal("file.no_space", str(given[0]))

    monkeypatch.setattr(room, "merge", full)
    with pytest.raises(Refusal) as refused:
        town.receive(package)
    assert refused.value.fault.code == "file.no_space"
    assert town.content(OFFICE) == before


def test_what_is_settled_already_is_told(town: Town) -> None:
    with town.at(OFFICE) as desk:
        with pytest.raises(Refusal) as refused:
            desk.receiving.settle([999], Resolve.OURS)
        assert refused.value.fault.code == "handoff.conflict_unknown"
