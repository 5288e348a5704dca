"""Lines for text and for dates: what is pasted stays, what is wrong is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt

from app.domain.dates import PartialDate
from app.domain.errors.fault import Refusal
from app.ui.calendar import CalendarPopup
from app.ui.date_line import DateLine
from app.ui.structure.tag_line import TagLine
from app.ui.text_line import TextLine
from tests.ui.hands import compose, paste, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_pasted_table_becomes_one_line_before_ones_eyes(qtbot: QtBot) -> None:
    line = TextLine("备注")
    qtbot.addWidget(line)
    paste(line, "一\t二\r\n三\t四")
    assert line.text() == "一 二 三 四"


def test_pasting_into_the_middle_keeps_the_rest(qtbot: QtBot) -> None:
    line = TextLine("备注", "前后")
    qtbot.addWidget(line)
    line.setCursorPosition(1)
    paste(line, "一\r\n二")
    assert line.text() == "前一 二后"
    assert line.cursorPosition() == 4


def test_what_cannot_be_seen_is_refused_in_words(qtbot: QtBot) -> None:
    line = TextLine("备注")
    qtbot.addWidget(line)
    paste(line, "甲\x07乙")
    assert line.problem().startswith("备注里有换行、制表符或其他不能显示的字符")


@pytest.mark.parametrize(
    ("typed", "shown", "value"),
    [
        ("1975.06", "1975年6月", PartialDate(1975, 6)),
        ("二〇一一年一月十三日", "2011年1月13日", PartialDate(2011, 1, 13)),
        ("40556", "2011年1月13日", PartialDate(2011, 1, 13)),
        ("1999", "1999年", PartialDate(1999)),
    ],
)
def test_a_date_is_written_out_when_it_is_left(
    qtbot: QtBot, typed: str, shown: str, value: PartialDate
) -> None:
    line = DateLine("出生年月")
    qtbot.addWidget(line)
    compose(line, typed)
    line.editingFinished.emit()
    assert (line.text(), line.entered()) == (shown, value)


def test_what_is_no_date_stays_as_typed(qtbot: QtBot) -> None:
    line = DateLine("出生年月")
    qtbot.addWidget(line)
    compose(line, "2011年2月30日")
    line.editingFinished.emit()
    assert line.text() == "2011年2月30日"
    assert line.problem() == "“2011年2月30日”不是有效的日期。请写成 2011-01-12 这样的形式。"
    with pytest.raises(Refusal) as refused:
        line.day()
    assert refused.value.fault.place == "出生年月"


def test_a_month_where_a_day_is_wanted_means_its_first(qtbot: QtBot) -> None:
    line = DateLine("成立日期", whole_day=True)
    qtbot.addWidget(line)
    compose(line, "2011年5月")
    assert line.remark() == "没有写到日，按2011年5月1日计。"
    assert line.day() == date(2011, 5, 1)


def test_an_empty_line_is_unknown_unless_it_is_wanted(qtbot: QtBot) -> None:
    free, wanted = DateLine("成立日期"), DateLine("从哪一天起", wanted=True)
    qtbot.addWidget(free)
    qtbot.addWidget(wanted)
    assert free.day() is None
    with pytest.raises(Refusal) as refused:
        wanted.wanted_day()
    assert refused.value.fault.message == "没有填写从哪一天起。"


def test_the_calendar_writes_the_day_that_is_picked(qtbot: QtBot) -> None:
    line = DateLine("成立日期", date(2011, 1, 12))
    qtbot.addWidget(line)
    line.show()
    press(line, Qt.Key.Key_F4)
    popup = line.findChild(CalendarPopup)
    assert isinstance(popup, CalendarPopup)
    assert popup._calendar.selectedDate() == QDate(2011, 1, 12)
    popup._calendar.clicked.emit(QDate(2011, 1, 20))
    assert line.day() == date(2011, 1, 20)


def test_tags_are_read_however_they_are_separated(qtbot: QtBot) -> None:
    line = TagLine("标签", ["流动", "离退休"])
    qtbot.addWidget(line)
    assert line.tags() == {"流动", "离退休"}
    line.setText("机关，非公有制企业; 𠮷　机关、")
    assert line.tags() == {"机关", "非公有制企业", "𠮷"}
