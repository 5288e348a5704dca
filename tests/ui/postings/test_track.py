"""A form whose record was put up says so beside the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.paper_form.guide_panel import GuidePanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_when_and_where_it_was_put_up_stands_above_the_guide(qtbot: QtBot) -> None:
    panel = GuidePanel()
    qtbot.addWidget(panel)
    panel.show_guide((), (), ("2011年1月10日，公开栏（<门厅>），公示期满。",))
    assert "<h4>公示</h4>" in panel._text.text()
    assert "&lt;门厅&gt;" in panel._text.text()
    panel.show_guide((), ())
    assert panel._text.text() == ""
