"""Submissions from here: compared with today and with each other, printed, written again, found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import Mock

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from app.domain.dates import parse_date
from app.intake.packages import peek
from app.ops.submission_views import Difference, FigureChange, Later, RecordChange
from app.ui.export.result_dialog import ResultDialog
from app.ui.handoff import deeds as deeds_module
from app.ui.handoff.code_dialog import HINT, UNKNOWN, CodeDialog
from app.ui.handoff.compare_dialog import NO_RECORDS, SAME, SAME_FIGURES, CompareDialog
from app.ui.handoff.deeds import HandoffDeeds
from app.ui.handoff.figures_beside import SAME as SAME_FIGURE
from app.ui.handoff.rewrite_dialog import RewriteDialog
from app.ui.handoff.submissions_view import NONE, SubmissionsView, submission_lines
from app.ui.printing.preview import PrintPreview
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.hands import button, click, press

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.domain.submission import Submission
    from app.ops.desk import Desk
    from app.ui.settings import Settings

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
_HORIZONTAL = Qt.Orientation.Horizontal


def submit(desk: Desk, path: Path) -> Submission:
    workspace = desk.workspace
    done = desk.submissions.submit(
        path, workspace.round(), workspace.root_id, workspace.day_of(workspace.round())
    )
    return done.submission


@pytest.fixture
def submission(desk: Desk, tmp_path: Path) -> Submission:
    return submit(desk, tmp_path / "一.dpbag")


@pytest.fixture
def handoff() -> Mock:
    return Mock(spec=HandoffDeeds)


@pytest.fixture
def view(
    qtbot: QtBot, handoff: Mock, desk: Desk, submission: Submission, settings: Settings
) -> SubmissionsView:
    assert submission.sequence == 1
    made = SubmissionsView(handoff, settings)
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show_lines(submission_lines(desk.submissions.all()))
    made.show()
    return made


@pytest.fixture
def deeds(desk: Desk, settings: Settings, window: QWidget) -> HandoffDeeds:
    return HandoffDeeds(desk, settings, window)


def remove_a_member(desk: Desk) -> str:
    """Let a member leave who was counted; returns the name."""
    workspace = desk.workspace
    member = workspace.directory(workspace.today()).on_books[0]
    name = workspace.directory(workspace.today()).name(member.person_id)
    workspace.stores.structure.remove(members=[member.id], reason="测试")
    workspace.structure_changed()
    return name


# ---- the list ----------------------------------------------------------------------------------


def test_a_submission_shows_day_number_and_code(
    view: SubmissionsView, submission: Submission
) -> None:
    QAbstractItemModelTester(view.model, FATAL, view)
    cells = view.model.line(0).cells
    assert cells[:3] == ("2011.01.25", "1", submission.check_code)
    assert cells[8] == "一.dpbag"


def test_without_a_submission_nothing_can_be_done(
    qtbot: QtBot, handoff: Mock, settings: Settings
) -> None:
    view = SubmissionsView(handoff, settings)
    qtbot.addWidget(view)
    view.show_lines(())
    assert view.sentence() == NONE
    assert not any(each.isEnabled() for each in view.bar.findChildren(QPushButton)[:-1])


def test_what_came_after_a_submission_stands_beside_it(
    view: SubmissionsView, desk: Desk, submission: Submission
) -> None:
    view.show_lines(submission_lines(desk.submissions.all(), [Later(submission, 2, 1)]))
    assert view.model.line(0).cells[4] == "登记表 2，数据包 1"


def test_each_button_asks_for_its_own(
    view: SubmissionsView, submission: Submission, handoff: Mock
) -> None:
    for text, did in (
        ("重印", handoff.reprint),
        ("导出…", handoff.export),
        ("与现在比较", handoff.compare),
        ("再写一次…", handoff.write_again),
    ):
        click(view, text)
        assert did.call_args.args[0].id == submission.id
    click(view, "打印列表")
    assert handoff.print_lines.call_args.args == ("上报记录", view)


def test_enter_compares_with_today(view: SubmissionsView, handoff: Mock) -> None:
    press(view.table, Qt.Key.Key_Return)
    handoff.compare.assert_called_once()


def test_the_one_before_is_compared_with(
    view: SubmissionsView, desk: Desk, submission: Submission, tmp_path: Path, handoff: Mock
) -> None:
    assert not button(view, "与上一次比较").isEnabled()
    newer = submit(desk, tmp_path / "二.dpbag")
    view.show_lines(submission_lines(desk.submissions.all()), choose_new=True)
    click(view, "与上一次比较")
    compared = handoff.compare_two.call_args.args
    assert [each.id for each in compared] == [newer.id, submission.id]


# ---- comparing ---------------------------------------------------------------------------------


def test_what_changed_since_is_shown_with_names(
    deeds: HandoffDeeds, desk: Desk, submission: Submission, window: QWidget
) -> None:
    name = remove_a_member(desk)
    deeds.compare(submission)
    shown = window.findChild(CompareDialog)
    assert shown is not None
    figures, records = shown.figures, shown.records
    QAbstractItemModelTester(figures.model, FATAL, shown)
    QAbstractItemModelTester(records.model, FATAL, shown)
    row = figures.model.row_of("members_total")
    assert row is not None
    assert figures.model.line(row).cells[3] == "-1"
    figures.table.selectRow(row)
    assert name in figures.names.toPlainText()
    assert any(line.cells[0] == "删除" for line in records.model.lines)
    assert [line.id for line in figures.model.lines] == list(submission.report.titles)
    assert {line.cells[3] for line in figures.model.lines if not line.differs} == {SAME_FIGURE}
    click(shown, "关闭")
    assert is_freed(shown)


def test_a_changed_record_tells_what_stands_in_its_fields(
    deeds: HandoffDeeds, desk: Desk, submission: Submission, window: QWidget
) -> None:
    member = desk.workspace.records.members[0]
    post = member.post
    with desk.workspace.transaction():
        changed = replace(member, post="工程师", joined=parse_date("1999.7.2"))
        desk.workspace.stores.structure.save(members=[changed])
        desk.workspace.structure_changed()
    deeds.compare(submission)
    shown = window.findChild(CompareDialog)
    assert shown is not None
    records = shown.records
    QAbstractItemModelTester(records.field_model, FATAL, shown)
    shown._tabs.setCurrentIndex(1)
    row = next(n for n, line in enumerate(records.model.lines) if line.cells[0] == "更改")
    records.table.selectRow(row)
    assert records.field_table.isVisible()
    told = {line.cells[0]: line.cells[1:] for line in records.field_model.lines}
    assert told["职务或职业"] == (post, "工程师")
    assert told["入党时间"][1] == "1999年7月2日"
    records.opened.emit()
    assert records.field_model.headerData(1, _HORIZONTAL) == "上报时"
    shown.close()


def test_no_difference_says_so(
    deeds: HandoffDeeds, submission: Submission, window: QWidget
) -> None:
    deeds.compare(submission)
    shown = window.findChild(CompareDialog)
    assert shown is not None
    assert SAME in shown._head.text()
    shown.close()


def test_two_submissions_are_compared(
    deeds: HandoffDeeds, desk: Desk, submission: Submission, tmp_path: Path, window: QWidget
) -> None:
    remove_a_member(desk)
    deeds.compare_two(submit(desk, tmp_path / "二.dpbag"), submission)
    shown = window.findChild(CompareDialog)
    assert shown is not None
    assert [shown.figures.model.headerData(n, _HORIZONTAL) for n in (1, 2)] == ["第1号", "第2号"]
    shown.close()


@pytest.mark.parametrize("differing", [True, False])
def test_an_older_submission_whose_records_were_given_up_says_so(
    settings: Settings, window: QWidget, differing: bool
) -> None:
    figures = (FigureChange("m", "党员总数", 5, 7),) if differing else ()
    difference = Difference(figures, with_records=False)
    shown = CompareDialog("比较", ("上报时", "现在"), difference, settings, window)
    said = shown._head.text()
    assert NO_RECORDS in said
    assert (SAME_FIGURES in said, SAME in said) == (not differing, False)
    assert not shown._tabs.isTabVisible(1)
    shown.deleteLater()


def test_records_are_filtered_by_what_became_of_them(settings: Settings, window: QWidget) -> None:
    figures = (FigureChange("m", "党员总数", 5, 7, (), ("王一", "李二")),)
    records = (RecordChange("member", "1", "王一"), RecordChange("member", "2", "李二"))
    gone = (RecordChange("review", "3", "张三"),)
    difference = Difference(figures, added=records, removed=gone)
    shown = CompareDialog("比较", ("上报时", "现在"), difference, settings, window)
    assert shown._tabs.tabText(1) == "记录 3"
    assert "现在计入、上报时没有（2）：王一、李二" in shown.figures.names.toPlainText()
    shown.records.show_only(0, "删除")
    assert [line.cells for line in shown.records.model.lines] == [("删除", "登记表", "张三")]
    shown.deleteLater()


# ---- printed, exported, written again ------------------------------------------------------------


def test_a_submission_prints_again(deeds: HandoffDeeds, submission: Submission) -> None:
    deeds.reprint(submission)
    preview = active_dialog()
    assert isinstance(preview, PrintPreview)
    preview.close()


def test_its_excel_is_what_it_was(
    deeds: HandoffDeeds,
    desk: Desk,
    submission: Submission,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    remove_a_member(desk)
    path = tmp_path / "表.xlsx"
    monkeypatch.setattr(deeds_module, "ask_file_name", lambda *_: path)
    deeds.export(submission)
    book = openpyxl.load_workbook(path)
    numbers = {cell for row in book.worksheets[0].values for cell in row}
    book.close()
    assert submission.report.figures["members_total"] in numbers


def test_a_package_is_written_once_more_with_the_same_code(
    deeds: HandoffDeeds, submission: Submission, tmp_path: Path, window: QWidget
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    deeds.write_again(submission)
    dialog = window.findChild(RewriteDialog)
    assert dialog is not None
    dialog._where.set_folder(stick)
    click(dialog, "写出")
    (package,) = stick.iterdir()
    assert peek(package).digest == submission.digest
    assert is_freed(dialog)
    result = window.findChild(ResultDialog)
    assert result is not None
    result.close()


# ---- 校验码 ------------------------------------------------------------------------------------


@pytest.fixture
def checker(desk: Desk, submission: Submission, settings: Settings, window: QWidget) -> CodeDialog:
    made = CodeDialog(desk, settings, window)
    made.open()
    return made


def test_a_code_leads_to_its_figures(checker: CodeDialog, submission: Submission) -> None:
    QAbstractItemModelTester(checker._model, FATAL, checker)
    code = submission.check_code
    checker._code.setText(f" {code[:4]} {code[4:].upper()}")
    click(checker, "查验")
    assert "第 1 号" in checker._said.text()
    cells = {line.cells[0]: line.cells[1] for line in checker._model.lines}
    assert cells["党员总数"] == str(submission.report.figures["members_total"])
    click(checker, "打印统计表")
    preview = active_dialog()
    assert isinstance(preview, PrintPreview)
    preview.close()
    checker.reject()
    assert is_freed(checker)


def test_a_code_that_a_later_submission_replaced_says_so(
    checker: CodeDialog, desk: Desk, submission: Submission, tmp_path: Path
) -> None:
    round_, day = desk.rounds.all()[0], submission.report.day
    unit = submission.report.unit.id
    later = desk.submissions.submit(tmp_path / "再报.dpbag", round_, unit, day).submission
    for code, is_replaced in ((submission.check_code, True), (later.check_code, False)):
        checker._code.setText(code)
        click(checker, "查验")
        said = checker._said.text()
        assert (f"已被第 {later.sequence} 号（{later.check_code}）代替" in said) is is_replaced
    checker.close()


def test_an_unknown_code_says_what_that_means(checker: CodeDialog) -> None:
    checker._code.setText("00000000")
    click(checker, "查验")
    assert checker._said.text() == UNKNOWN
    assert not checker._table.isVisible()
    checker._code.clear()
    click(checker, "查验")
    assert checker._said.text() == HINT
    checker.close()
