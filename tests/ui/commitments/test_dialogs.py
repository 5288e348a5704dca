"""The dialogs of the page 承诺: a promise with its files, marking, an opinion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.domain.cycle.commitments import CommitmentState
from app.domain.cycle.opinions import SpeakerKind
from app.domain.review import Target
from app.domain.words import TargetKind
from app.ui import kept_files
from app.ui.commitments.lines import promise_lines
from app.ui.commitments.mark_dialog import MarkDialog
from app.ui.commitments.opinion_dialog import OpinionDialog
from app.ui.commitments.promise_dialog import PromiseDialog
from tests.ui.closing import is_freed
from tests.ui.commitments.cycle_sample import (
    add_opinions,
    add_promises,
    branch_of,
    members_of,
    name_of,
    review_each,
)
from tests.ui.hands import click, compose, press

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.domain.cycle.commitments import Commitment
    from app.domain.cycle.opinions import Opinion
    from app.domain.review import Round
    from app.ops.desk import Desk


def promise_dialog(
    desk: Desk, round_: Round, window: QWidget, record: Commitment | None = None
) -> PromiseDialog:
    dialog = PromiseDialog(desk, round_, branch_of(desk).id, record, window)
    dialog.open()
    return dialog


def opinion_dialog(
    desk: Desk, round_: Round, window: QWidget, record: Opinion | None = None
) -> OpinionDialog:
    dialog = OpinionDialog(desk, round_, branch_of(desk).id, record, window)
    dialog.open()
    return dialog


def promises(desk: Desk, round_: Round) -> list[Commitment]:
    return [row.record for row in desk.commitments.rows(round_)]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "走访记录.docx"
    path.write_bytes(b"paper")
    return path


# ---- a promise ---------------------------------------------------------------------------------


def test_a_member_promises_with_the_keyboard_alone(
    qtbot: QtBot, desk: Desk, round_: Round, window: QWidget
) -> None:
    member = members_of(desk)[0]
    dialog = promise_dialog(desk, round_, window)
    compose(dialog._who, name_of(desk, member))
    press(dialog._who, Qt.Key.Key_Tab)
    compose(dialog._matter, "走访企业十户")
    dialog._until.setText("2010年")
    with qtbot.waitSignal(dialog.told):
        press(dialog.agree, Qt.Key.Key_Return)
    assert is_freed(dialog)
    (kept,) = promises(desk, round_)
    assert kept.target == Target(TargetKind.MEMBER, member.person_id)
    assert kept.organization_id == member.organization_id
    assert (kept.matter, kept.standing) == ("走访企业十户", CommitmentState.OPEN)
    assert kept.until == date(2010, 12, 31)


def test_a_year_or_month_is_kept_as_its_last_day(
    qtbot: QtBot, desk: Desk, round_: Round, window: QWidget
) -> None:
    dialog = promise_dialog(desk, round_, window, add_promises(desk)[3])
    dialog._until.setText("2010年11月")
    with qtbot.waitSignal(dialog.told):
        click(dialog, "保存")
    assert date(2010, 11, 30) in {each.until for each in promises(desk, round_)}


def test_an_organisation_is_found_by_part_of_its_name(
    qtbot: QtBot, desk: Desk, round_: Round, window: QWidget
) -> None:
    branch = branch_of(desk)
    dialog = promise_dialog(desk, round_, window)
    dialog._who.textEdited.emit("")
    offered = [each[1] for each in dialog._who._found]
    assert offered[0] == branch.name
    assert len(offered) > 1
    dialog._who.setText(branch.name)
    dialog._matter.setPlainText("建党员活动室")
    with qtbot.waitSignal(dialog.told):
        click(dialog, "保存")
    (kept,) = promises(desk, round_)
    assert kept.target == Target(TargetKind.ORGANIZATION, branch.id)


@pytest.mark.parametrize(
    ("who", "matter", "said"),
    [
        ("", "走访", "承诺人"),
        ("查无此人", "走访", "没有找到“查无此人”"),
        ("*", "", "承诺事项没有内容"),
    ],
)
def test_what_is_missing_is_said_in_the_dialog_and_nothing_is_kept(
    desk: Desk, round_: Round, window: QWidget, who: str, matter: str, said: str
) -> None:
    dialog = promise_dialog(desk, round_, window)
    dialog._who.setText(branch_of(desk).name if who == "*" else who)
    dialog._matter.setPlainText(matter)
    click(dialog, "保存")
    assert dialog.isVisible()
    assert said in dialog._fault.text()
    assert promises(desk, round_) == []
    dialog.reject()
    assert is_freed(dialog)


def test_files_are_dropped_kept_with_the_promise_and_taken_away(
    qtbot: QtBot, desk: Desk, round_: Round, window: QWidget, paper: Path
) -> None:
    dialog = promise_dialog(desk, round_, window, add_promises(desk)[0])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(QPoint(2, 2))
    dialog._files.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, buttons, keys))
    assert dialog._files.list.item(0).text() == "走访记录.docx（1 KB）"
    desk.undo  # noqa: B018 - steps are noted from now on
    with qtbot.waitSignal(dialog.told):
        click(dialog, "保存")
    (file,) = promises(desk, round_)[0].attachments
    assert desk.annexes.content(file) == b"paper"
    assert desk.undo.undo_title == "公开承诺"

    again = promise_dialog(desk, round_, window, promises(desk, round_)[0])
    again._files.list.setFocus()
    press(again._files.list, Qt.Key.Key_Delete)
    with qtbot.waitSignal(again.told):
        click(again, "保存")
    assert promises(desk, round_)[0].attachments == ()


def test_a_program_is_no_evidence_and_nothing_is_kept(
    desk: Desk, round_: Round, window: QWidget, tmp_path: Path
) -> None:
    program = tmp_path / "坏.exe"
    program.write_bytes(b"MZ")
    record = add_promises(desk)[0]
    dialog = promise_dialog(desk, round_, window, record)
    dialog._matter.setPlainText("换了")
    dialog.add_files([program])
    click(dialog, "保存")
    assert "不能作为附页" in dialog._fault.text()
    assert promises(desk, round_)[0].matter == record.matter
    dialog.reject()


def test_a_kept_file_is_written_where_the_user_wants_it_and_opened(
    desk: Desk,
    round_: Round,
    window: QWidget,
    paper: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "app.ui.kept_files.QDesktopServices.openUrl", lambda url: opened.append(url.path())
    )
    monkeypatch.setattr(kept_files, "ask_file_name", lambda *_: tmp_path / "另存.docx")
    record = add_promises(desk)[0]
    desk.commitments.save_with_files(record, desk.annexes, [paper])
    dialog = promise_dialog(desk, round_, window, promises(desk, round_)[0])
    dialog._files.list.setFocus()
    press(dialog._files.list, Qt.Key.Key_Return)
    assert (tmp_path / "另存.docx").read_bytes() == b"paper"
    assert opened == [str(tmp_path / "另存.docx")]
    assert dialog.isVisible()
    dialog.reject()


def test_the_promiser_stays_and_comments_are_asked_only_where_the_scheme_says_so(
    desk: Desk, round_: Round, window: QWidget
) -> None:
    record = add_promises(desk)[1]
    dialog = promise_dialog(desk, round_, window, record)
    assert dialog._who.isReadOnly()
    assert dialog._comment.parent() is None
    dialog._comment.deleteLater()
    dialog.reject()
    review_each(desk)
    other = promise_dialog(desk, round_, window, record)
    assert other._comment.isVisible()
    other.reject()


# ---- marking -----------------------------------------------------------------------------------


def test_words_are_said_of_all_and_without_any_each_keeps_its_own(
    qtbot: QtBot, desk: Desk, round_: Round, window: QWidget
) -> None:
    add_promises(desk)
    lines = promise_lines(desk.commitments.rows(round_))
    dialog = MarkDialog(desk, lines[:2], window)
    dialog.open()
    with qtbot.waitSignal(dialog.told):
        click(dialog, "标记")
    assert is_freed(dialog)
    assert [each.progress for each in promises(desk, round_)[:2]] == [
        "活动室10月启用，学习3次",
        "已走访六户",
    ]
    again = MarkDialog(desk, lines, window)
    again.open()
    again._state.setCurrentIndex(again._state.findData(CommitmentState.NOT_KEPT))
    again._progress.setPlainText("因搬迁没有做成")
    with qtbot.waitSignal(again.told):
        click(again, "标记")
    assert {each.progress for each in promises(desk, round_)} == {"因搬迁没有做成"}
    assert {each.standing for each in promises(desk, round_)} == {CommitmentState.NOT_KEPT}


def test_many_promisers_are_counted_together(desk: Desk, round_: Round, window: QWidget) -> None:
    add_promises(desk)
    rows = desk.commitments.rows(round_)
    lines = promise_lines(replace(rows[0], name=f"某{n}") for n in range(9))
    dialog = MarkDialog(desk, lines, window)
    said = dialog.rows.itemAt(0).widget()
    assert said.text().startswith("所选 9 条承诺：某0、某1、某2、某3等 9 家（人）")  # type: ignore[attr-defined]
    dialog.deleteLater()


# ---- an opinion --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(SpeakerKind))
def test_only_what_is_told_of_the_speaker_is_asked_and_kept(
    qtbot: QtBot, desk: Desk, round_: Round, window: QWidget, kind: SpeakerKind
) -> None:
    dialog = opinion_dialog(desk, round_, window)
    dialog._about.setText(branch_of(desk).name)
    compose(dialog._text, "多到现场")
    dialog._name.setText("张三")
    dialog._count.setValue(4)
    dialog._kind.setCurrentIndex(dialog._kind.findData(kind))
    assert dialog._name.isVisible() is (kind is SpeakerKind.NAMED)
    assert dialog._group.isVisible() is (kind is SpeakerKind.GROUP)
    assert dialog._count.isVisible() is (kind is not SpeakerKind.NAMED)
    with qtbot.waitSignal(dialog.told):
        click(dialog, "保存")
    assert is_freed(dialog)
    (kept,) = (row.record for row in desk.opinions.rows(round_))
    said = {
        SpeakerKind.NAMED: ("张三", 1),
        SpeakerKind.GROUP: ("党员代表", 4),
        SpeakerKind.COUNTED: ("", 4),
    }
    assert (kept.speaker, kept.count) == said[kind]
    assert kept.day == desk.workspace.today()


def test_a_named_opinion_wants_a_name_and_every_opinion_words(
    desk: Desk, round_: Round, window: QWidget
) -> None:
    dialog = opinion_dialog(desk, round_, window)
    dialog._about.setText(branch_of(desk).name)
    click(dialog, "保存")
    assert "意见建议没有内容" in dialog._fault.text()
    dialog._text.setPlainText("多到现场")
    dialog._kind.setCurrentIndex(dialog._kind.findData(SpeakerKind.NAMED))
    click(dialog, "保存")
    assert "姓名" in dialog._fault.text()
    assert desk.opinions.rows(round_) == ()
    dialog.reject()


def test_an_opinion_can_be_turned_to_somebody_else(
    qtbot: QtBot, desk: Desk, round_: Round, window: QWidget
) -> None:
    record, member = add_opinions(desk)[0], members_of(desk)[2]
    dialog = opinion_dialog(desk, round_, window, record)
    assert dialog._about.text() == branch_of(desk).name
    dialog._about.show_target(Target(TargetKind.MEMBER, member.person_id))
    with qtbot.waitSignal(dialog.told):
        click(dialog, "保存")
    kept = next(r.record for r in desk.opinions.rows(round_) if r.record.id == record.id)
    assert kept.target == Target(TargetKind.MEMBER, member.person_id)
    assert (kept.text, kept.count, kept.occasion) == (record.text, 3, "座谈会")
