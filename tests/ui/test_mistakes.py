"""Deleting what was entered by mistake asks why, and says what it cannot delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.ids import OrganizationId, PersonId
from app.domain.organization import Organization, Person
from app.domain.words import OrganizationKind
from app.ui import mistakes
from app.ui.mistakes import delete_organization, delete_person

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.errors.fault import Refusal
    from app.ops.desk import Desk

MISTAKE, NOBODY = OrganizationId("mistake"), PersonId("nobody")


@pytest.fixture
def mistaken(desk: Desk) -> Desk:
    root = desk.workspace.root_id
    branch = Organization(MISTAKE, "误录党支部", OrganizationKind.BRANCH, root)
    desk.workspace.stores.structure.save([branch], [Person(NOBODY, "误录人")])
    desk.workspace.structure_changed()
    return desk


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked; the answer is the proposed reason."""
    sentences: list[str] = []

    def ask(parent: QWidget, title: str, sentence: str, usual: str = "") -> str:
        del parent, title
        sentences.append(sentence)
        return usual

    monkeypatch.setattr(mistakes, "ask_reason", ask)
    return sentences


def test_mistakes_go_into_the_bin_after_a_question(
    mistaken: Desk, window: QWidget, asked: list[str]
) -> None:
    assert delete_organization(window, mistaken, MISTAKE)
    assert delete_person(window, mistaken, NOBODY)
    assert "“误录党支部”" in asked[0]
    assert "“误录人”" in asked[1]
    assert [item.reason for item in mistaken.bin.all()] == ["录入错误"] * 2


def test_nothing_is_deleted_without_a_reason(
    mistaken: Desk, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mistakes, "ask_reason", lambda *_: "")
    assert delete_organization(window, mistaken, MISTAKE) is None
    assert mistaken.bin.all() == ()


def test_what_is_used_is_not_deleted_and_says_why(
    mistaken: Desk, window: QWidget, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Refusal] = []
    monkeypatch.setattr("app.ui.faults.show_refusal", lambda *given: shown.append(given[1]))
    holder = mistaken.workspace.records.appointments[0].person_id
    assert delete_person(window, mistaken, holder) is None
    assert [refusal.fault.code for refusal in shown] == ["bin.in_use"]
    assert asked
