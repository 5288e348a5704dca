"""上报: figures, checks with their 说明, the package, and the 校验码."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.domain.check import Check
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.words import CheckLevel
from app.intake.packages import peek, read_package
from app.ops.changes import Topic
from app.ui.handoff import submit_dialog, submitted_dialog
from app.ui.handoff.check_panel import FINE, CheckPanel
from app.ui.handoff.figure_grid import FigureGrid
from app.ui.handoff.submit_dialog import CHECKS, FIGURES, SubmitDialog
from app.ui.handoff.submitted_dialog import EJECT, ENCRYPTED, SubmittedDialog
from app.ui.printing.preview import PrintPreview
from tests.ui.closing import is_freed
from tests.ui.conftest import active_dialog
from tests.ui.hands import button, click, paste, press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.organization import Member
    from app.domain.submission import Submission
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.settings import Settings


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


@pytest.fixture
def dialog(
    desk: Desk, settings: Settings, window: QWidget, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SubmitDialog]:
    """The dialog with everything explained, and a question about 说明 answered with yes."""
    monkeypatch.setattr(submit_dialog, "confirm", lambda *_: True)
    made = SubmitDialog(desk, settings, desk.workspace.round(), desk.workspace.root_id, window)
    made._where.set_folder(stick)
    made.open()
    yield made
    for shown in window.findChildren(SubmittedDialog):
        shown.close()


def submissions(desk: Desk) -> tuple[Submission, ...]:
    return desk.submissions.all()


def labels(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel)]


def test_the_figures_are_those_of_the_statistics(dialog: SubmitDialog, desk: Desk) -> None:
    round_, root = desk.workspace.round(), desk.workspace.root_id
    counted = desk.statistics.figures(round_, root, desk.workspace.day_of(round_)).values()
    shown = {measure: line.placeholderText() for measure, line in dialog._figures.lines.items()}
    assert shown == {m: str(counted[m]) for m in desk.statistics.titles()}


def test_submitting_writes_a_package_and_shows_its_code(
    dialog: SubmitDialog, desk: Desk, stick: Path, window: QWidget, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.told) as told:
        click(dialog, "上报")
    changes: Changes = told.args[0]
    assert Topic.HANDOFF in changes.topics
    (package,) = stick.iterdir()
    (kept,) = submissions(desk)
    assert peek(package).digest == kept.digest
    assert "_上报_2010年下半年_20110125" in package.name
    shown = window.findChild(SubmittedDialog)
    assert shown is not None
    assert shown._code.text() == kept.check_code
    assert shown._place.text() == str(package)
    assert is_freed(dialog)


def test_a_second_package_never_takes_the_name_of_the_first(
    dialog: SubmitDialog, stick: Path
) -> None:
    path = stick / submit_dialog.package_name(dialog._prepared)  # type: ignore[arg-type]
    path.write_bytes(b"old")
    click(dialog, "上报")
    assert path.read_bytes() == b"old"
    assert sorted(each.name for each in stick.iterdir()) == [path.name, f"{path.stem}_2.dpbag"]


def test_a_folder_that_is_not_there_is_made(dialog: SubmitDialog, stick: Path) -> None:
    dialog._where.set_folder(stick / "上报" / "一月")
    click(dialog, "上报")
    assert len(list((stick / "上报" / "一月").iterdir())) == 1


def test_another_figure_needs_its_reason(dialog: SubmitDialog, desk: Desk, stick: Path) -> None:
    line = dialog._figures.lines["members_total"]
    reason = dialog._figures.reasons["members_total"]
    assert not reason.isVisible()
    line.setText("160")
    assert reason.isVisible()
    click(dialog, "上报")
    assert "没有填写" in dialog._fault.text()
    assert list(stick.iterdir()) == []
    reason.setText("新转入 6 人尚未录入")
    click(dialog, "上报")
    (kept,) = submissions(desk)
    assert kept.report.reported == {"members_total": 160}
    assert "新转入 6 人" in kept.report.explanations["T1-06"]


def test_what_is_said_of_units_below_stays_beside_the_reasons(
    dialog: SubmitDialog, desk: Desk
) -> None:
    """T1-06 is both: units that submitted otherwise, and figures reported otherwise."""
    below = Check("T1-06", CheckLevel.VERIFY, False, "甲上报 6、台账统计 5。")
    dialog._checks.show_checks([below], {})
    dialog._checks.lines["T1-06"].setText("甲将重新上报")
    dialog._figures.lines["members_total"].setText("160")
    dialog._figures.reasons["members_total"].setText("新转入 6 人尚未录入")
    click(dialog, "上报")
    (kept,) = submissions(desk)
    said = kept.report.explanations["T1-06"]
    assert said.startswith("甲将重新上报；")
    assert said.endswith("：新转入 6 人尚未录入")


def test_what_was_offered_for_another_finding_is_not_kept(qtbot: QtBot) -> None:
    one = Check("T1-04", CheckLevel.VERIFY, False, "甲未被点评。")
    panel = CheckPanel()
    qtbot.addWidget(panel)
    panel.show_checks([one], {"T1-04": "病休"})
    assert panel.explanations() == {"T1-04": "病休"}
    other = replace(one, message="甲、乙未被点评。")
    panel.show_checks([other], {})
    assert panel.explanations() == {}
    panel.lines["T1-04"].setText("都病休")
    panel.show_checks([one], {"T1-04": "病休"})
    assert panel.explanations() == {"T1-04": "都病休"}


def test_what_one_word_answers_is_one_item_and_counted_as_one(qtbot: QtBot) -> None:
    two = [Check("T1-04", CheckLevel.VERIFY, False, text) for text in ("甲。", "乙。")]
    other = Check("T1-05", CheckLevel.VERIFY, False, "丙。")
    fine = Check("T1-06", CheckLevel.VERIFY, True, "丁。")
    hint = Check("T1-11", CheckLevel.HINT, False, "戊")
    panel = CheckPanel()
    qtbot.addWidget(panel)
    panel.show_checks([two[0], other, two[1], fine, hint], {})
    texts = labels(panel)
    assert texts[0].endswith(" 2 项")
    assert texts[1:3] == ["1. 甲。\n乙。", "2. 丙。"]
    assert texts[-1] == "戊"
    assert (panel.count, set(panel.lines)) == (3, {"T1-04", "T1-05"})


def test_the_word_of_another_sentence_is_offered_and_not_taken(qtbot: QtBot) -> None:
    panel = CheckPanel()
    qtbot.addWidget(panel)
    panel.show_checks([Check("T1-04", CheckLevel.VERIFY, False, "甲。")], {}, {"T1-04": "病休"})
    assert panel.explanations() == {}
    assert "病休" in panel.lines["T1-04"].placeholderText()
    click(panel, "沿用上次")
    assert panel.explanations() == {"T1-04": "病休"}


def test_the_line_with_the_keyboard_is_in_sight(qtbot: QtBot) -> None:
    long = "很长的一句话，" * 40
    checks = [Check(f"T1-{n:02}", CheckLevel.VERIFY, False, long) for n in range(1, 7)]
    panel = CheckPanel()
    qtbot.addWidget(panel)
    panel.show_checks(checks, {})
    panel.resize(400, 200)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    first, *rest = panel.lines.values()
    first.setFocus()
    for line in (first, *rest):
        assert panel.focusWidget() is line
        assert not line.visibleRegion().isEmpty()
        press(line, Qt.Key.Key_Return)


def test_what_is_no_number_is_refused(dialog: SubmitDialog, stick: Path) -> None:
    dialog._figures.lines["members_total"].setText("一百")
    click(dialog, "上报")
    assert "不是整数" in dialog._fault.text()
    assert list(stick.iterdir()) == []


def test_a_verification_is_explained_beside_it(dialog: SubmitDialog, desk: Desk) -> None:
    assert set(dialog._checks.lines) == {"T1-04", "T1-05"}
    for line in dialog._checks.lines.values():
        line.setText("已核实，属实")
    click(dialog, "上报")
    (kept,) = submissions(desk)
    assert kept.report.explanations == dict.fromkeys(("T1-04", "T1-05"), "已核实，属实")


def test_it_is_asked_where_a_verification_has_no_word(
    dialog: SubmitDialog, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refuse(parent: QWidget, title: str, sentence: str, *_: str) -> bool:
        asked.append(sentence)
        return False

    monkeypatch.setattr(submit_dialog, "confirm", refuse)
    click(dialog, "上报")
    assert asked == ["有 2 项核实没有写说明，仍要上报吗？"]
    assert list(stick.iterdir()) == []
    assert dialog._tabs.currentIndex() == CHECKS


def test_where_the_question_is_refused_the_open_line_is_in_sight(
    dialog: SubmitDialog, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(submit_dialog, "confirm", lambda *_: False)
    long = "很长的一句话，" * 60
    checks = [Check(f"T1-{n:02}", CheckLevel.VERIFY, False, long) for n in range(1, 9)]
    said = {check.id: "属实" for check in checks[:-1]}
    dialog._checks.show_checks(checks, said)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog._tabs.currentIndex() == FIGURES
    click(dialog, "上报")
    last = dialog._checks.lines[checks[-1].id]
    assert dialog.focusWidget() is last
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())


def test_another_day_is_counted_anew_and_keeps_what_was_typed(dialog: SubmitDialog) -> None:
    dialog._figures.lines["members_total"].setText("160")
    dialog._day.setText("2010年10月1日")
    dialog._day.editingFinished.emit()
    assert dialog._prepared is not None
    assert dialog._prepared.day.month == 10
    assert dialog._figures.lines["members_total"].text() == "160"
    dialog._day.setText("以后")
    dialog._day.editingFinished.emit()
    assert not dialog.agree.isEnabled()
    assert dialog._fault.isVisible()


def test_enter_in_a_line_goes_on_and_submits_nothing(
    dialog: SubmitDialog, stick: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog._tabs.setCurrentIndex(CHECKS)
    first, second = dialog._checks.lines.values()
    first.setFocus()
    press(first, Qt.Key.Key_Return)
    assert dialog.focusWidget() is second
    assert dialog.isVisible()
    assert list(stick.iterdir()) == []


def test_a_passphrase_is_typed_twice(dialog: SubmitDialog, stick: Path) -> None:
    box = dialog._passphrase
    box.tick.setChecked(True)
    click(dialog, "上报")
    assert "没有填写口令" in dialog._fault.text()
    paste(box.first, "山高水长")
    paste(box.second, "山高水远")
    click(dialog, "上报")
    assert "两次输入的口令不一样" in dialog._fault.text()
    with pytest.raises(Refusal) as refused:
        box.value()
    assert refused.value.fault.code == "handoff.passphrase_differs"
    box.second.setText("山高水长")
    click(dialog, "上报")
    (package,) = stick.iterdir()
    assert read_package(package, "山高水长").encrypted


def test_what_is_wrong_is_said_before_anything_is_asked(
    dialog: SubmitDialog, stick: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(submit_dialog, "confirm", lambda *texts: asked.append(texts[1]))
    qtbot.waitUntil(dialog.isActiveWindow)
    box = dialog._passphrase
    box.tick.setChecked(True)
    paste(box.first, "山高水长")
    paste(box.second, "山高水远")
    dialog.agree.setFocus()
    click(dialog, "上报")
    assert "两次输入的口令不一样" in dialog._fault.text()
    assert dialog.focusWidget() is box.second
    assert box.second.selectedText() == box.second.text()
    box.tick.setChecked(False)
    dialog._figures.lines["members_total"].setText("160")
    dialog._tabs.setCurrentIndex(CHECKS)
    click(dialog, "上报")
    assert dialog._tabs.currentIndex() == FIGURES
    assert dialog.focusWidget() is dialog._figures.reasons["members_total"]
    assert asked == []
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "wanted"), [("abc", False), ("山高水", False), ("abcd1234", True)]
)
def test_a_passphrase_is_not_easily_guessed(
    dialog: SubmitDialog, text: str, *, wanted: bool
) -> None:
    box = dialog._passphrase
    assert not box.warning.isVisible()
    box.tick.setChecked(True)
    assert "忘记了无法找回" in box.warning.text()
    assert box.warning.isVisible()
    paste(box.first, text)
    paste(box.second, text)
    if wanted:
        assert box.value() == text
        return
    with pytest.raises(Refusal) as refused:
        box.value()
    assert refused.value.fault.code == "handoff.passphrase_short"


def test_it_is_told_that_a_package_is_encrypted(dialog: SubmitDialog, window: QWidget) -> None:
    dialog._passphrase.tick.setChecked(True)
    for line in (dialog._passphrase.first, dialog._passphrase.second):
        paste(line, "山高水长")
    click(dialog, "上报")
    shown = window.findChild(SubmittedDialog)
    assert shown is not None
    (said,) = [each for each in shown.findChildren(QLabel) if each.text() == ENCRYPTED]
    assert said.height() >= said.heightForWidth(said.width())


def test_unticking_forgets_the_passphrase(dialog: SubmitDialog) -> None:
    box = dialog._passphrase
    box.tick.setChecked(True)
    box.first.setText("秘密")
    box.tick.setChecked(False)
    assert box.value() == ""
    assert box.first.text() == ""
    assert all(line.echoMode() is QLineEdit.EchoMode.Password for line in (box.first, box.second))


def test_an_earlier_submission_is_told(
    dialog: SubmitDialog, desk: Desk, settings: Settings, window: QWidget
) -> None:
    click(dialog, "上报")
    again = SubmitDialog(desk, settings, desk.workspace.round(), desk.workspace.root_id, window)
    assert "本轮已上报过：第 1 号" in again._said.text()
    again.deleteLater()


def test_a_file_that_could_not_be_written_is_told_and_news_all_the_same(
    dialog: SubmitDialog,
    desk: Desk,
    settings: Settings,
    window: QWidget,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(beside: Path, path: Path, *, overwrite: bool) -> None:
        raise refusal("file.no_room", str(path), need="1 MB", free="0")

    monkeypatch.setattr("app.export.files.give_name", broken)
    with qtbot.waitSignal(dialog.told):
        click(dialog, "上报")
    assert "重新写出" in dialog._fault.text()
    again = SubmitDialog(desk, settings, desk.workspace.round(), desk.workspace.root_id, window)
    assert "“再写一次”" in again._said.text()
    again.deleteLater()
    dialog.close()


def test_an_error_keeps_it_from_being_submitted(
    desk: Desk, settings: Settings, window: QWidget
) -> None:
    tree = desk.workspace.directory(desk.workspace.today()).tree
    branch = next(o for o in tree if o.name.endswith("党支部"))
    member, other = desk.workspace.directory(desk.workspace.today()).members_in(branch.id)[:2]
    desk.workspace.stores.structure.save(
        members=[_numbered(member), _numbered(other)], reason="测试"
    )
    desk.workspace.structure_changed()
    dialog = SubmitDialog(desk, settings, desk.workspace.round(), desk.workspace.root_id, window)
    assert not button(dialog, "上报").isEnabled()
    assert dialog._tabs.currentIndex() == CHECKS
    assert "错误" in dialog._said.text()
    assert any("错误" in text for text in labels(dialog._checks))
    dialog.deleteLater()


def _numbered(member: Member) -> Member:
    return replace(member, id_number="110101197001011234")


def test_the_submitted_table_prints_with_its_code(dialog: SubmitDialog, window: QWidget) -> None:
    click(dialog, "上报")
    shown = window.findChild(SubmittedDialog)
    assert shown is not None
    click(shown, "打印统计表")
    preview = active_dialog()
    assert isinstance(preview, PrintPreview)
    preview.close()
    press(shown, Qt.Key.Key_Escape)
    assert is_freed(shown)


def test_a_stick_is_to_be_ejected_first(
    dialog: SubmitDialog, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submitted_dialog, "is_removable", lambda _: True)
    click(dialog, "上报")
    shown = window.findChild(SubmittedDialog)
    assert shown is not None
    assert EJECT in labels(shown)


def test_checks_that_are_fine_say_so(qtbot: QtBot) -> None:
    panel = CheckPanel()
    qtbot.addWidget(panel)
    panel.show_checks((), {})
    assert labels(panel) == [FINE]


def test_enter_goes_from_figure_to_figure(qtbot: QtBot) -> None:
    grid = FigureGrid("数")
    qtbot.addWidget(grid)
    grid.show_figures({"a": "甲", "b": "乙"}, {"a": 3})
    grid.show()
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    first, second = grid.lines.values()
    first.setFocus()
    press(first, Qt.Key.Key_Return)
    assert grid.focusWidget() is second
    press(second, Qt.Key.Key_Up)
    assert grid.focusWidget() is first
    assert grid.numbers() == {"a": 3}
