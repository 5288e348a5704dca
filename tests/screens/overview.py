"""The overview and the tree: in both themes, with a search, a menu, names, and with nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMenu, QScrollArea

from app.ui.appearance import palette_of
from app.ui.demands_dialog import DemandsDialog
from app.ui.overview_page import OverviewPage
from app.ui.page import PageName, Place
from app.ui.printing.official import OfficialPreview
from tests.screens.camera import dialog, settle
from tests.ui.sample import make_sample, open_sample

if TYPE_CHECKING:
    from app.ui.organization_tree import OrganizationPane
    from tests.screens.camera import Studio


def pictures(studio: Studio) -> None:
    page = _overview(studio)
    studio.take("总览")
    unit = next(o for o in _pane(studio)._tree.organizations.tree if o.name.endswith("党总支"))
    page.show_names(unit.id, "members_reviewed")
    studio.take_and_close("总览_名单")
    _demands(studio)
    _tree(studio)
    before = QApplication.palette()
    QApplication.setPalette(palette_of(dark=True))
    studio.take("总览_深色")
    QApplication.setPalette(before)
    studio.window.show_desk(open_sample(make_sample(studio.work / "空", filled=False)))
    _overview(studio)
    studio.take("总览_空台账")


def _demands(studio: Studio) -> None:
    """What the scheme asks for, and the sheet of it."""
    studio.window.run("demands")
    shown = dialog(DemandsDialog)
    assert isinstance(shown, DemandsDialog)
    studio.camera.take("工作要求", shown)
    area = shown.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    studio.camera.take("工作要求_下", shown)
    shown.print_sheet()
    preview = dialog(OfficialPreview)
    studio.camera.take("工作要求_打印", preview)
    preview.close()
    shown.close()


def _overview(studio: Studio) -> OverviewPage:
    studio.page.go_to(Place(page=PageName.OVERVIEW))
    page = studio.page.page(PageName.OVERVIEW)
    assert isinstance(page, OverviewPage)
    for _ in range(20):
        settle()
    return page


def _pane(studio: Studio) -> OrganizationPane:
    return studio.page._pane


def _tree(studio: Studio) -> None:
    """A search that has found something, and the menu of what it found."""
    pane = _pane(studio)
    pane._line.setText("dzz")
    pane.find_next()
    settle()
    studio.take("党组织树_查找")
    pane._show_menu(pane.mapToGlobal(pane.rect().center()))
    settle()
    menu = next(menu for menu in pane.findChildren(QMenu) if menu.isVisible())
    studio.camera.take("党组织树_菜单", menu)
    menu.close()
    pane._leave_search()
