"""The dialog 接收: choose or drop packages, see per unit what would happen, then take them in."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.handoff import Resolve
from app.ops.passphrases import Passphrases
from app.ops.reception import ArrivedStatus, Reception
from app.ui.dropping import dropped_files
from app.ui.faults import refusals_shown
from app.ui.file_dialog import ask_files, ask_folder, documents
from app.ui.file_kinds import PACKAGE_FILTER
from app.ui.handoff.arrived_model import summary
from app.ui.handoff.arrived_view import ArrivedView
from app.ui.handoff.conflict_model import side_words
from app.ui.handoff.drive_button import DriveButton
from app.ui.handoff.enter import enter_goes_on, enter_presses, is_enter
from app.ui.handoff.sender_choice import SenderChoice
from app.ui.handoff.unlock_row import UnlockRow
from app.ui.letters import lettered
from app.ui.settings import Settings
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ops.changes import Changes
    from app.ops.desk import Desk

WIDTH, HEIGHT = 960, 620
HINT = "请选择或拖入下级上报、上级下发的数据包，也可以选整个U盘；同一份数据包重复接收不会重复计数。"
RESOLVES = (Resolve.ASK, Resolve.THEIRS, Resolve.OURS)
ONE_BY_ONE, ALL = "有冲突时逐项处理", "有冲突时都按"
TITLE, LOOKED_AT, DONE = "接收", "接收前核对", "接收完成"


class ReceiveDialog(QDialog):
    """Nothing is written before 接收; a file that cannot be taken in never stops the others."""

    told = Signal(object)
    """The ``Changes`` of what was taken in or answered."""
    conflicts_wanted = Signal()
    """The user wants to settle the conflicts that came of it."""
    remarks_wanted = Signal()
    """The user wants to see what was sent back."""

    def __init__(self, desk: "Desk", settings: Settings, parent: QWidget | None) -> None:
        """Wait for files.

        Args:
            desk: the ledger.
            settings: where the tables remember their columns.
            parent: the main window.
        """
        super().__init__(parent, sizeGripEnabled=True)
        dressed(self, acceptDrops=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._paths: tuple[Path, ...] = ()
        self._reception: Reception | None = None
        self._senders = SenderChoice(desk, self)
        self._choose = push_button(lettered("选择文件…"), "选择数据包")
        self._choose_folder = push_button("文件夹…", "选择放数据包的文件夹")
        self._drive = DriveButton("从U盘")
        self._said = dressed(
            QLabel(HINT, wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="小计"
        )
        self._passphrases = Passphrases()
        self._locked = UnlockRow()
        self._passphrase = self._locked.line
        self._view = ArrivedView(settings)
        self._resolve = dressed(
            QComboBox(),
            accessibleName="有冲突时",
            toolTip="两边都改过的内容怎么办；落选的记入变更记录",
        )
        self._older = dressed(QCheckBox("较旧的也接收"), accessibleName="较旧的也接收")
        self._other = dressed(QCheckBox("方案不同的也接收"), accessibleName="方案不同的也接收")
        self._do = dressed(QPushButton(lettered("接收")), accessibleName="接收", enabled=False)
        self._settle = push_button(lettered("处理冲突…"), "处理冲突")
        self._sent_back = push_button("看退回意见", hint="上级退回、要在这里改正的登记表")
        self._close = push_button(lettered("取消"))
        self._lay_out()
        self._connect()
        self._show(None)
        fit(self, WIDTH, HEIGHT)

    def _lay_out(self) -> None:
        for resolve in RESOLVES:
            self._resolve.addItem(ONE_BY_ONE, resolve)
        top = QHBoxLayout()
        for button in (self._choose, self._choose_folder, self._drive):
            top.addWidget(button)
        top.addWidget(self._said, 1)
        bottom = QHBoxLayout()
        for control in (self._resolve, self._older, self._other):
            bottom.addWidget(control)
        bottom.addStretch(1)
        for button in (self._settle, self._sent_back, self._do, self._close):
            bottom.addWidget(button)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self._locked)
        column.addWidget(self._view, 1)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self._choose.clicked.connect(self.choose_files)
        self._choose_folder.clicked.connect(self.choose_folder)
        self._drive.chosen.connect(self._look_at_drive)
        self._locked.wanted.connect(self.unlock)
        self._resolve.activated.connect(self._look_again)
        self._older.clicked.connect(self._look_again)
        self._other.clicked.connect(self._look_again)
        self._view.answered.connect(self.answer)
        self._view.other_wanted.connect(self._senders.ask_other)
        self._view.place_wanted.connect(self._senders.ask_place)
        self._senders.chosen.connect(self.answer)
        self._do.clicked.connect(self.apply)
        self._settle.clicked.connect(self._ask_settle)
        self._sent_back.clicked.connect(self._ask_remarks)
        self._close.clicked.connect(self.reject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes nothing in from the passphrase, a question, or another button."""
        if is_enter(event) and self._passphrase.hasFocus():
            event.accept()
            self._locked.try_it()
        elif is_enter(event) and isinstance(self.focusWidget(), QRadioButton):
            event.accept()
            self._view.question.answer()
        elif not enter_goes_on(self, event) and not enter_presses(self, event):
            super().keyPressEvent(event)

    # ---- files ---------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for packages and show what taking them in would do."""
        files = ask_files(self, "选择数据包", documents(), PACKAGE_FILTER)
        if files:
            self.look(files)

    def choose_folder(self) -> None:
        """Ask for a folder and show what taking in its packages would do."""
        folder = ask_folder(self, "选择放数据包的文件夹", documents())
        if folder is not None:
            self.look([folder])

    def _look_at_drive(self, folder: object) -> None:
        if isinstance(folder, Path):
            self.look([folder])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what taking in the dropped files would do."""
        event.acceptProposedAction()
        self.look(dropped_files(event.mimeData()))

    def look(self, paths: Sequence[Path]) -> None:
        """Show what taking in these files, or the packages in these folders, would do."""
        self._paths = tuple(paths)
        self._locked.ask_anew()
        if self._look_again():
            self._lead(self._do)

    def _look_again(self) -> bool:
        """Look at the files as things are chosen now; tell whether that could be done."""
        paths, passphrases = self._paths, self._passphrases
        resolve, accepted = Resolve(self._resolve.currentData()), self._accepted()
        if not paths:
            return False

        def work(progress: "Progress") -> Reception:
            return self._desk.receiving.look(
                paths, passphrases, resolve, progress, accepted, keep_questions=False
            )

        with refusals_shown(self, "没有读入"):
            self._show(wait_for(self, "正在核对数据包…", work))
            return True
        return False

    def unlock(self, passphrase: str) -> None:
        """Try a passphrase on the files that are closed; one that opens some is remembered."""
        before = self._closed()
        self._passphrases.add(passphrase)
        looked = self._look_again()
        left = self._closed() if looked else before
        if len(left) >= len(before):
            self._passphrases.forget(passphrase)
        if looked:
            self._locked.show_result(before, left)
            self._lead(self._view.list.table)

    def _closed(self) -> list[str]:
        """Return the names of the files that no passphrase opens."""
        arrived = self._reception.arrived if self._reception is not None else ()
        return [each.file.name for each in arrived if each.status is ArrivedStatus.PASSPHRASE]

    def _lead(self, ready: QWidget) -> None:
        """Take the keyboard to what waits for the user.

        Args:
            ready: where it goes when nothing waits.
        """
        waits = self._view.choose_waiting()
        if self._closed():
            self._locked.setFocus(Qt.FocusReason.OtherFocusReason)
        elif waits:
            self._view.question.take_keyboard()
        elif ready.isEnabled():
            ready.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._view.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- preview -------------------------------------------------------------------------

    def _show(self, reception: Reception | None) -> None:
        self._reception = reception
        arrived = reception.arrived if reception is not None else ()
        statuses = {each.status for each in arrived}
        if reception is not None:
            self._said.setText(summary(arrived, reception.missing))
        self._view.show_arrived(arrived)
        ours, theirs = side_words(conflict.side for each in arrived for conflict in each.conflicts)
        self._resolve.setItemText(RESOLVES.index(Resolve.THEIRS), f"{ALL}{theirs}")
        self._resolve.setItemText(RESOLVES.index(Resolve.OURS), f"{ALL}{ours}")
        self._locked.setVisible(ArrivedStatus.PASSPHRASE in statuses)
        applied = ArrivedStatus.APPLIED in statuses
        for status, box in (
            (ArrivedStatus.OLDER, self._older),
            (ArrivedStatus.OTHER_SCHEME, self._other),
        ):
            box.setVisible(not applied and (status in statuses or box.isChecked()))
        self._resolve.setVisible(not applied)
        self._do.setVisible(not applied)
        clashes = applied and any(each.conflicts for each in arrived)
        self._settle.setVisible(clashes)
        remarks = sum(each.sent_back for each in arrived if each.is_taken)
        self._sent_back.setVisible(applied and bool(remarks))
        self._sent_back.setText(f"看退回意见 {remarks}…")
        self._sent_back.setDefault(applied and bool(remarks))
        self._settle.setDefault(clashes and not remarks)
        self._close.setText(lettered("关闭" if applied else "取消"))
        self._allow()
        self.setWindowTitle(DONE if applied else LOOKED_AT if arrived else TITLE)

    def _allow(self) -> None:
        count = self._count()
        self._do.setText(lettered(f"接收 {count} 个" if count else "接收"))
        self._do.setEnabled(bool(count))
        self._do.setDefault(bool(count))
        self._choose.setDefault(self._reception is None)

    def _count(self) -> int:
        """Return how many files would be taken in as things are chosen now."""
        arrived = self._reception.arrived if self._reception is not None else ()
        return sum(each.status is ArrivedStatus.READY for each in arrived)

    def _accepted(self) -> set[ArrivedStatus]:
        """Return what the user takes in all the same."""
        boxes = {ArrivedStatus.OLDER: self._older, ArrivedStatus.OTHER_SCHEME: self._other}
        return {status for status, box in boxes.items() if box.isChecked()}

    def answer(self, question_id: str, option: str) -> None:
        """Remember an answer, and look at the files again with it."""
        arrived = self._reception.arrived if self._reception is not None else ()
        asked = (each.question for each in arrived if each.question is not None)
        question = next((each for each in asked if each.id == question_id), None)
        if question is None:
            return

        def work(progress: "Progress") -> "Changes":
            del progress
            return self._desk.receiving.answer(question, option)

        with refusals_shown(self):
            self.told.emit(wait_for(self, "正在保存…", work))
            if self._look_again():
                self._lead(self._view.list.table)

    # ---- doing it ------------------------------------------------------------------------

    def apply(self) -> None:
        """Back the ledger up, take the files in, and show what came of it."""
        paths, passphrases = self._paths, self._passphrases
        resolve, accepted = Resolve(self._resolve.currentData()), self._accepted()

        def work(progress: "Progress") -> Reception:
            return self._desk.receiving.apply(paths, passphrases, resolve, accepted, progress)

        with refusals_shown(self, "没有接收"):
            reception = wait_for(self, "正在接收…", work)
            self._show(self._with_details(reception))
            self._lead_on()
            self.told.emit(reception.changes)

    def _with_details(self, reception: Reception) -> Reception:
        """Return what came of it with what was told beforehand of each file's changes."""
        before = self._reception.arrived if self._reception is not None else ()
        told = {each.file: each.details for each in before}
        arrived = (replace(e, details=told.get(e.file, ())) for e in reception.arrived)
        return replace(reception, arrived=tuple(arrived))

    def _lead_on(self) -> None:
        """Take the keyboard to what is to be done with what was taken in."""
        for button in (self._sent_back, self._settle, self._close):
            if button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _ask_remarks(self) -> None:
        self.accept()
        self.remarks_wanted.emit()

    def _ask_settle(self) -> None:
        self.accept()
        self.conflicts_wanted.emit()
