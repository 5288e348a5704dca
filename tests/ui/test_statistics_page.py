"""The page 统计报表."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.domain.check import items
from app.domain.coverage import MEASURES
from app.domain.ids import PersonId
from app.domain.table import Column, Table
from app.ops.official_table import remarks_first
from app.ui.data_table import DataTable
from app.ui.page import PageName, Place, Scope
from app.ui.printing.preview import PrintPreview
from app.ui.settings import Settings
from app.ui.statistics_page import StatisticsPage
from app.ui.table_model import TableModel
from tests.ui.conftest import active_dialog
from tests.ui.hands import click
from tests.ui.pages import shown

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settings: Settings) -> StatisticsPage:
    return shown(qtbot, StatisticsPage(desk, settings))


def figure(page: StatisticsPage, title: str) -> QAbstractButton:
    buttons = page._sheet._group.buttons()
    return next(b for b in buttons if b.accessibleName().startswith(title))


def names(page: StatisticsPage) -> dict[str, list[str]]:
    """The names that are listed: the name of the list → its first column."""
    tables = page._names.findChildren(DataTable)
    return {
        table.accessibleName(): [
            str(table.model().index(row, 0).data()) for row in range(table.model().rowCount())
        ]
        for table in tables
    }


def show(page: StatisticsPage, kind: str) -> None:
    place = page._kind.findText(kind)
    page._kind.setCurrentIndex(place)
    page._kind.activated.emit(place)


# ---- the official table ----------------------------------------------------------------------


def test_the_sheet_shows_what_excel_gets(page: StatisticsPage, desk: Desk) -> None:
    round_ = desk.rounds.all()[0]
    sheet = desk.statistics.sheet(round_, desk.workspace.root_id, page.day(round_))
    shown = {b.accessibleName(): b.text() for b in page._sheet.findChildren(QAbstractButton)}
    titles = desk.statistics.titles()
    assert shown == {f"{titles[m]} {sheet.values[m]}": str(sheet.values[m]) for m in titles}


@pytest.mark.parametrize("points", [10, 14, 20])
def test_the_day_is_seen_whole_with_letters_of_any_size(page: StatisticsPage, points: int) -> None:
    line = page.as_of.line
    font = line.font()
    font.setPointSizeF(points)
    line.setFont(font)
    line.setText("2010年12月31日")
    for _ in range(2):  # one round for each layout around it
        QApplication.processEvents()
    shown = line.width() - line.textMargins().right()
    assert line.fontMetrics().horizontalAdvance(line.text()) < shown


def test_a_figure_lists_the_names_behind_it(page: StatisticsPage, desk: Desk) -> None:
    button = figure(page, "党员被点评数")
    button.click()
    found = desk.statistics.names(
        desk.rounds.all()[0], desk.workspace.root_id, page.day(desk.rounds.all()[0])
    )["members_reviewed"]
    listed = names(page)
    assert len(listed["计入名单"]) == len(found.counted) == int(button.text())
    assert len(listed["未计入名单"]) == len(found.not_counted)
    assert button.isChecked()
    assert page._tabs.currentIndex() == 1


def test_a_unit_by_figures_is_listed_without_names_and_told_of(
    page: StatisticsPage, desk: Desk
) -> None:
    round_, root = desk.rounds.all()[0], desk.workspace.root_id
    (lower, *_) = desk.units.reporting(page.day(round_))
    taken = desk.units.enter_figures(lower.id, round_, {**dict.fromkeys(MEASURES, 3)})
    assert taken.changes.topics & page.topics
    page.show_scope(Scope(root, round_))
    figure(page, "党员总数").click()
    assert names(page)["计入名单"] == [f"{lower.name}（报表数 3）"]
    assert figure(page, "党员总数").text() == "3"
    show(page, "汇总")
    model = page._table.model()
    assert model.index(0, 1).data() == "报表数"


def test_names_lead_to_their_pages(page: StatisticsPage, qtbot: QtBot, desk: Desk) -> None:
    page.show_names("members_reviewed")
    with qtbot.waitSignal(page.wanted) as asked:
        page._names.name_opened.emit("somebody")
    assert asked.args == [Place(PageName.MEMBERS, person=PersonId("somebody"))]
    root = desk.workspace.root_id
    with qtbot.waitSignal(page.wanted) as asked:
        page._names.name_opened.emit(root)
    assert asked.args == [Place(PageName.ORGANIZATIONS, root)]


@pytest.mark.parametrize("room", [QSize(1100, 650), QSize(646, 400)])
def test_the_whole_sheet_fits_and_no_line_is_covered(page: StatisticsPage, room: QSize) -> None:
    page.resize(room)
    QApplication.processEvents()
    assert page._sheet.width() <= page._area.viewport().width()
    image = QImage(page._sheet.size() * 1.5, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(1.5)
    page._sheet.render(image)
    for key in page._sheet._keys:
        cell = page._sheet._sheet.spec.cell_by_field[key]  # type: ignore[union-attr]
        place = page._sheet._place(cell)
        middle = round(place.center().x() * 1.5), round(place.center().y() * 1.5)
        for edge in (place.top(), place.bottom()):
            assert dark(image, [(middle[0], round(edge * 1.5) + d) for d in range(-2, 3)])
        for edge in (place.left(), place.right()):
            assert dark(image, [(round(edge * 1.5) + d, middle[1]) for d in range(-2, 3)])


def dark(image: QImage, points: list[tuple[int, int]]) -> bool:
    return any(image.pixelColor(x, y).lightness() < 90 for x, y in points if x < image.width())


def test_every_check_stands_there_in_full(page: StatisticsPage, desk: Desk) -> None:
    count = desk.statistics.count(desk.rounds.all()[0], page.day(desk.rounds.all()[0]))
    text = page._checks.toPlainText()
    failed = [check for check in count.checks(desk.workspace.root_id) if not check.ok]
    assert failed
    assert all(check.message in text for check in failed)
    assert page._tabs.tabText(0) == f"核对 {len(items(failed))}"
    assert text.count("\n填写说明") == len({c.id for c in failed if c.needs_explanation})
    assert "人次" in text


def test_an_earlier_day_gives_smaller_figures(page: StatisticsPage) -> None:
    before = int(figure(page, "党员被点评数").text())
    page.as_of.line.setText("2011-01-05")
    page.as_of.line.editingFinished.emit()
    assert page.as_of.line.text() == "2011年1月5日"
    assert page.day(page.scope.round) == date(2011, 1, 5)  # type: ignore[union-attr,arg-type]
    assert int(figure(page, "党员被点评数").text()) < before


def test_a_day_that_is_none_is_refused_beside_the_field(page: StatisticsPage) -> None:
    page.as_of.line.setText("2011年1月")
    page.as_of.line.editingFinished.emit()
    assert page.as_of.fault.isVisible()
    assert "不是有效的日期" in page.as_of.fault.text()
    page.as_of.line.setText("2011年1月5日")
    page.as_of.line.editingFinished.emit()
    assert not page.as_of.fault.isVisible()


def test_another_round_counts_to_its_own_day_again(page: StatisticsPage, desk: Desk) -> None:
    page.as_of.line.setText("2011-01-05")
    page.as_of.line.editingFinished.emit()
    opened = desk.rounds.open("2011年上半年", date(2011, 1, 1), date(2011, 6, 30)).round
    page.show_scope(Scope(desk.workspace.root_id, opened))
    assert page.day(opened) == desk.workspace.day_of(opened)


# ---- 汇总 and breakdowns ---------------------------------------------------------------------


def test_the_summary_adds_up_to_the_sheet(page: StatisticsPage, desk: Desk) -> None:
    show(page, "汇总")
    table = desk.statistics.summary(
        desk.rounds.all()[0], desk.workspace.root_id, page.day(desk.rounds.all()[0])
    )
    model = page._model
    last = model.rowCount() - 1
    assert last == len(table.rows)
    assert model.index(last, 0).data() == "合计"
    headings = [
        str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())
    ]
    for heading in headings[1:]:
        assert (
            str(model.index(last, headings.index(heading)).data()) == figure(page, heading).text()
        )


def test_the_summary_keeps_the_names_in_sight_and_every_heading_whole(
    page: StatisticsPage,
) -> None:
    show(page, "汇总")
    header, frozen = page._table.horizontalHeader(), page._names_of_rows
    assert frozen.isVisible()
    assert [n for n in range(header.count()) if not frozen.isColumnHidden(n)] == [0]
    place = frozen.mapTo(page, frozen.rect().topLeft())
    page._table.horizontalScrollBar().setValue(200)
    assert frozen.mapTo(page, frozen.rect().topLeft()) == place
    assert frozen.width() == header.sectionSize(0)
    assert header.height() >= 3 * page.fontMetrics().lineSpacing()
    page._table.selectRow(1)
    assert [each.row() for each in frozen.selectionModel().selectedRows()] == [1]
    before = [line.cells[0] for line in page._model.lines[:-1]]
    frozen.horizontalHeader().sectionClicked.emit(0)
    rising = [line.cells[0] for line in page._model.lines[:-1]]
    frozen.horizontalHeader().sectionClicked.emit(0)
    assert sorted(before) == sorted(rising)
    assert [line.cells[0] for line in page._model.lines[:-1]] == rising[::-1]


def test_remarks_stand_beside_the_names() -> None:
    columns = (Column("单位"), Column("数", number=True), Column("备注"))
    table = Table("汇总", columns, (("甲", 9, ""), ("乙", 10, "未报")), total=True)
    shown = remarks_first(table)
    assert [column.title for column in shown.columns] == ["单位", "备注", "数"]
    assert shown.rows[1] == ("乙", "未报", 10)
    assert shown.totals == ("合计", "", 19)
    assert remarks_first(shown).columns == shown.columns
    plain = Table("", columns[:2], (("甲", 9),))
    assert remarks_first(plain) is plain


def test_the_summary_prints_alone_where_it_is_shown(
    page: StatisticsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[str, Table]] = []
    monkeypatch.setattr(
        "app.ui.statistics_page.print_list", lambda *given: printed.append(given[2:])
    )
    show(page, "汇总")
    click(page, "打印")
    ((title, table),) = printed
    assert title.endswith("点评情况（汇总）")
    assert table.columns[0].title == "单位"


@pytest.mark.parametrize(
    "kind", ["按领导层级", "按党组织类别", "按标签", "按党员类别", "按点评形式"]
)
def test_breakdowns_are_shown(page: StatisticsPage, kind: str) -> None:
    show(page, kind)
    assert page._model.rowCount() > 0
    assert page._shown.currentWidget() is page._table


def test_the_tiers_stand_with_the_secretaries(page: StatisticsPage) -> None:
    show(page, "按领导层级")
    last = page._model.rowCount() - 1
    row = [str(page._model.index(last, n).data()) for n in range(3)]
    total = figure(page, "基层党组织书记总人数").text()
    took_part = figure(page, "基层党组织书记参加点评人数").text()
    assert row == ["基层党组织书记", total, took_part]


def test_numbers_sort_by_size_and_the_total_stays_below() -> None:
    model = TableModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    columns = (Column("单位"), Column("数", number=True))
    model.show_table(Table("", columns, (("甲", 9), ("乙", 10), ("丙", 1)), total=True))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [model.index(row, 1).data() for row in range(4)] == ["10", "9", "1", "20"]
    assert model.index(3, 0).data() == "合计"


# ---- copying and the rest --------------------------------------------------------------------


def test_the_shown_table_is_copied(page: StatisticsPage) -> None:
    click(page, "复制")
    copied = QApplication.clipboard()
    assert "创先争优活动领导点评情况统计表" in copied.text()
    assert figure(page, "党员总数").text() in copied.text().split("\n")[-2].split("\t")
    assert "<table" in copied.mimeData().html()
    show(page, "汇总")
    click(page, "复制")
    assert QApplication.clipboard().text().startswith("单位\t")


@pytest.mark.parametrize(("text", "name"), [("导出", "export_table"), ("打印", "print_table")])
def test_exporting_and_printing_are_asked_for(
    page: StatisticsPage, qtbot: QtBot, text: str, name: str
) -> None:
    with qtbot.waitSignal(page.asked) as asked:
        click(page, text)
    assert asked.args == [name]


def test_without_a_round_the_page_says_what_to_do(
    qtbot: QtBot, empty_desk: Desk, tmp_path: Path
) -> None:
    page = StatisticsPage(empty_desk, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(page)
    page.show()
    page.show_scope(Scope(empty_desk.workspace.root_id, None))
    with qtbot.waitSignal(page.asked) as asked:
        click(page, "开设轮次…")
    assert asked.args == ["open_round"]


def test_a_breakdown_is_shown_as_it_prints(page: StatisticsPage) -> None:
    show(page, "按党组织类别")
    click(page, "打印")
    preview = active_dialog()
    assert isinstance(preview, PrintPreview)
    preview.close()
