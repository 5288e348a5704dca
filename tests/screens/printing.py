"""Printing: which copies, the preview, the check before, the page set-up, blank forms, tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from app.ui.printing.jobs import print_blank, print_form, print_forms, print_table
from app.ui.printing.preview import MissingBox, PrintPreview
from app.ui.printing.setup_dialog import PageSetupDialog
from app.ui.settings import Settings
from tests.screens.camera import dialog

if TYPE_CHECKING:
    from tests.screens.camera import Studio


def pictures(studio: Studio) -> None:
    camera, window, desk, screen = studio.camera, studio.window, studio.desk, studio.screen
    settings = Settings(studio.work / "printing.json")
    size = QSize(screen.width() - 20, screen.height() - 50)
    round_, root = desk.workspace.round(), desk.workspace.root_id
    listed = [row for row in desk.tasks.list(round_).rows if row.review is not None]
    tasks = [row.task.id for row in listed[:8]]
    asking = print_forms(window, desk, settings, round_, root, tasks)
    camera.take("打印登记表", asking)
    asking.try_it()
    preview = dialog(PrintPreview)
    assert isinstance(preview, PrintPreview)
    camera.take("打印预览", preview, size)
    preview._wide.click()
    preview._next.click()
    camera.take("打印预览_页宽", preview)
    preview.close()
    review = desk.workspace.stores.reviews.of_round(round_.id)[0]
    opened = desk.reviews.open_review(replace(review, place="", day=None))
    shown = print_form(window, settings, opened.spec, {**opened.values, "review.date": ""}, "张三")
    shown.save_pdf()
    camera.take("打印前核对", dialog(MissingBox))
    dialog(MissingBox).close()
    shown.close()
    setup = PageSetupDialog(settings, window)
    setup.open()
    camera.take("页面设置", setup)
    setup.close()
    for name, made in (
        ("空白表", print_blank(window, desk, settings)),
        ("统计表", print_table(window, desk, settings, round_, root, round_.end)),
    ):
        assert made is not None
        camera.take(f"打印预览_{name}", made, size)
        made._next.click()
        camera.take(f"打印预览_{name}_2", made)
        made.close()
