"""Documents in official manner: shown as they print, and the ways out of the preview."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from docx import Document
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.domain.official_document import Line, OfficialDocument, Role
from app.ui.printing.official import OfficialPages, OfficialPreview, show_official
from app.ui.printing.output import write_pdf
from tests.ui.closing import is_freed
from tests.ui.hands import click
from tests.ui.test_printing import page_texts

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings

LETTER = OfficialDocument(
    title="整改落实情况的回复",
    content=(Line("一、学习不够深入", Role.HEADING), Line("已集中学习四次。")),
    addressee="王建国同志",
    signature="第一党支部",
    day=date(2011, 1, 20),
)


def preview_shown() -> OfficialPreview:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, OfficialPreview)]
    assert len(found) == 1
    return found[0]


def test_a_letter_prints_every_word_and_names_its_pages(tmp_path: Path) -> None:
    long = OfficialDocument("长文", tuple(Line(f"第{n}段。" * 40) for n in range(12)))

    pages = OfficialPages("两份", [LETTER, long])
    write_pdf(pages, tmp_path / "a.pdf")

    texts = page_texts(tmp_path / "a.pdf")
    assert len(texts) == pages.count > 2
    for said in ("整改落实情况的回复", "王建国同志", "一、学习不够深入", "2011年1月20日"):
        assert said in texts[0]
    assert [pages.caption(0), pages.caption(1)] == [LETTER.title, "长文"]


def test_a_letter_is_shown_and_saved_as_word(
    qtbot: QtBot, desk: Desk, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def name(parent: object, title: str, proposed: Path, kinds: str) -> Path:
        asked.append(proposed.name)
        return tmp_path / "回复.docx"

    monkeypatch.setattr("app.ui.saving.ask_file_name", name)
    window = QWidget()
    qtbot.addWidget(window)
    show_official(window, desk, settings, LETTER, "回复/王建国")
    preview = preview_shown()

    click(preview, "存为 Word")

    assert asked == ["回复王建国.docx"]
    said = [paragraph.text for paragraph in Document(str(tmp_path / "回复.docx")).paragraphs]
    assert said[:2] == ["整改落实情况的回复", "王建国同志："]
    preview.close()
    assert is_freed(preview)


def test_the_ledger_is_never_written_over_by_a_letter(
    qtbot: QtBot, desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = desk.workspace.database.path
    same = ledger.with_suffix(".docx")
    os.link(ledger, same)
    monkeypatch.setattr("app.ui.saving.ask_file_name", lambda *_: same)
    window = QWidget()
    qtbot.addWidget(window)
    show_official(window, desk, settings, LETTER, "回复")
    preview = preview_shown()

    preview.save_word()

    assert same.samefile(ledger)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, QMessageBox)
    assert "正在使用" in shown.text()
    shown.close()
    preview.close()
    assert is_freed(preview)
