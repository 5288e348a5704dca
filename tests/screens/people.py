"""Members: the page, its menu, an empty one, and the search over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMenu

from app.domain.member_list import Presence
from app.ui.members_page import MembersPage
from app.ui.page import PageName, Place
from app.ui.search_popup import SearchPopup
from tests.screens.camera import settle
from tests.ui.sample import make_sample, open_sample

if TYPE_CHECKING:
    from tests.screens.camera import Studio


def pictures(studio: Studio) -> None:
    page = _members(studio)
    studio.take("党员")
    page._table.selectRow(2)
    page._pop_up(page._table.viewport().rect().center())
    settle()
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    studio.camera.take("党员_菜单", menu)
    menu.close()
    page._presence.setCurrentIndex(page._presence.findData(Presence.LEFT))
    page._read_again()
    studio.take("党员_已减少")
    page._words.setText("没有这个人")
    page._narrow()
    studio.take("党员_没有找到")
    _search(studio)
    studio.window.show_desk(open_sample(make_sample(studio.work / "空", filled=False)))
    _members(studio)
    studio.take("党员_空")


def _members(studio: Studio) -> MembersPage:
    studio.page.go_to(Place(page=PageName.MEMBERS))
    settle()
    found = studio.page.findChild(MembersPage)
    assert isinstance(found, MembersPage)
    return found


def _search(studio: Studio) -> None:
    popup = SearchPopup(studio.desk, studio.window)
    for name, words in (("空", ""), ("拼音", "zj"), ("汉字", "第一"), ("没有", "没有这个")):
        popup.ask()
        popup._line.setText(words)
        popup._look()
        studio.take(f"查找_{name}")
    popup._line.setText("学习")
    popup._look_in_records()
    studio.take("查找_记录")
    popup.hide()
    popup.deleteLater()
