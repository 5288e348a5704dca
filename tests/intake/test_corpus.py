"""The corpus of sheets: each read as it should be, and a second time without any change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app.intake.sheets import read_sheets
from app.intake.tables import recognise
from tests.intake.corpus.all_cases import CASES
from tests.intake.corpus.case import CONVERTED, TREE, Case, convert, write
from tests.intake.helpers import BOOKS, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from app.domain.organization import Member
    from app.domain.proposal import Proposal
    from tests.office import Soffice

NATIVE = [case for case in CASES if case.ending not in CONVERTED]
FOREIGN = [case for case in CASES if case.ending in CONVERTED]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory, soffice: Soffice) -> dict[str, Path]:
    return convert(FOREIGN, tmp_path_factory.mktemp("corpus"), soffice)


def test_the_corpus_is_large_and_each_habit_is_in_it_once() -> None:
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len({case.habit for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", NATIVE, ids=lambda case: case.name)
def test_a_sheet(case: Case, tmp_path: Path) -> None:
    check(case, write(case, tmp_path), tmp_path)


@pytest.mark.office
@pytest.mark.parametrize("case", FOREIGN, ids=lambda case: case.name)
def test_a_sheet_of_another_program(case: Case, converted: dict[str, Path], tmp_path: Path) -> None:
    check(case, converted[case.name], tmp_path)


def check(case: Case, path: Path, folder: Path) -> None:
    ledger = Ledger(folder)
    ledger.take(TREE)
    if case.before:
        ledger.take(case.before)
    done = propose(ledger, case, path)
    assert outcome(done) == expected(case)
    assert done.sheets[0].table.header_row == case.header
    ledger.apply(done)
    assert {name: said(ledger, name, of) for name, of in case.people.items()} == {
        name: dict(of) for name, of in case.people.items()
    }
    assert ledger.paths() >= set(case.paths)
    again = propose(ledger, case, path)
    assert again.writes.is_empty


def propose(ledger: Ledger, case: Case, path: Path) -> Proposal:
    tables = recognise(str(path), read_sheets(path), BOOKS)
    return ledger.propose_tables(tables, case.under)


def outcome(done: Proposal) -> dict[str, Any]:
    sheets = done.sheets
    counts = [row.status.value for sheet in sheets for row in sheet.rows]
    return {
        **{word: counts.count(word) for word in ("new", "changed", "unchanged")},
        "rejected": [(f.row, f.column, f.code) for sheet in sheets for f in sheet.rejected],
        "warned": sorted((f.row, f.code) for sheet in sheets for f in sheet.warnings),
        "asked": [(q.code, q.rows) for sheet in sheets for q in sheet.questions],
    }


def expected(case: Case) -> dict[str, Any]:
    return {
        "new": case.new,
        "changed": case.changed,
        "unchanged": case.unchanged,
        "rejected": list(case.rejected),
        "warned": sorted(case.warned),
        "asked": list(case.asked),
    }


def said(ledger: Ledger, name: str, about: Iterable[str]) -> dict[str, str]:
    person = ledger.person(name).id
    (member,) = [m for m in ledger.records.members if m.person_id == person]
    return {key: value(ledger, member, key) for key in about}


def value(ledger: Ledger, member: Member, key: str) -> str:
    if key.startswith("extra."):
        return dict(member.extra).get(key.removeprefix("extra."), "")
    if key == "party":
        titles = [a.title for a in ledger.records.appointments if a.person_id == member.person_id]
        return "、".join(titles)
    if key == "branch":
        places = {o.id: o.name for o in ledger.records.organizations}
        return places[member.organization_id]
    found = {
        "sex": member.sex,
        "birth": member.birth,
        "joined": member.joined,
        "full": member.full_since,
        "post": member.post,
        "category": member.category.value,
        "status": member.status.value,
        "phone": member.phone,
        "id": member.id_number,
    }[key]
    return str(found or "")
