"""The dialog 归档文件夹: what goes where, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.progress import Cancelled
from app.ui.export.result_dialog import ResultDialog
from app.ui.rectification.archive_dialog import ArchiveDialog
from tests.ui.closing import is_freed
from tests.ui.hands import click

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def dialog(window: QWidget, desk: Desk, settings: Settings, tmp_path: Path) -> ArchiveDialog:
    workspace = desk.workspace
    row = desk.tasks.list(workspace.round()).rows
    branch = next(r.review.organization_id for r in row if r.review is not None)
    made = ArchiveDialog(desk, settings, workspace.round(), branch, window)
    made._where.set_folder(tmp_path / "档案")
    made.open()
    return made


def test_the_archive_is_written_and_the_way_remembered(
    dialog: ArchiveDialog, settings: Settings, tmp_path: Path
) -> None:
    dialog._by.setCurrentIndex(2)
    click(dialog, "归档")
    assert is_freed(dialog)
    assert (tmp_path / "档案" / "目录.xlsx").is_file()
    assert settings.get("archive_by") == "person"
    told = [w for w in QApplication.topLevelWidgets() if isinstance(w, ResultDialog)]
    assert len(told) == 1
    told[0].close()
    assert is_freed(told[0])


def test_stopped_it_stays_and_says_so(
    dialog: ArchiveDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stopped(*_: object) -> object:
        raise Cancelled

    monkeypatch.setattr("app.ui.rectification.archive_dialog.wait_for", stopped)
    click(dialog, "归档")
    assert dialog.isVisible()
    assert "取消" in dialog._fault.text()
    assert not (tmp_path / "档案").exists()
    dialog.close()
    assert is_freed(dialog)
