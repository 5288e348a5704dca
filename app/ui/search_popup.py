"""Ctrl+F: one line over the window that finds organisations, people and records while one types."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import OrganizationId, PersonId, ReviewId
from app.domain.progress import Progress
from app.ops.search import Hit, HitKind
from app.ui.hit_model import HitModel
from app.ui.page import PageName, Place
from app.ui.waiting import wait_for
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.ops.desk import Desk

PAUSE_MS = 80
"""How long nothing is typed before one looks."""
WIDTH, HEIGHT, MARGIN = 640, 420, 24
KIND_WIDTH, NAME_WIDTH = 72, 210
HINT = "输入名称、拼音、首字母或职务，例如：张三、zs、第一支部。"
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class SearchPopup(QFrame):
    """Lies over its window while it is wanted; Esc or a look elsewhere puts it away."""

    wanted = Signal(object)
    """The ``Place`` of the hit that was chosen."""

    def __init__(self, desk: "Desk", window: QWidget) -> None:
        """Search this desk; hidden until ``ask``."""
        super().__init__(window, frameShape=QFrame.Shape.Box)
        dressed(self, autoFillBackground=True, accessibleName="查找")
        self._around = window
        self._desk = desk
        self._model = HitModel(self)
        self._line = dressed(
            QLineEdit(placeholderText="查找党组织、人员和点评记录", clearButtonEnabled=True),
            accessibleName="查找内容",
        )
        self._table = dressed(
            QTableView(showGrid=False, wordWrap=False, cornerButtonEnabled=False),
            accessibleName="查找结果",
            selectionBehavior=QAbstractItemView.SelectionBehavior.SelectRows,
            selectionMode=QAbstractItemView.SelectionMode.SingleSelection,
            editTriggers=QAbstractItemView.EditTrigger.NoEditTriggers,
            focusPolicy=Qt.FocusPolicy.NoFocus,
            tabKeyNavigation=False,
            minimumHeight=0,
        )
        self._table.setModel(self._model)
        self._table.setVisible(False)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.hide()
        header.resizeSection(0, KIND_WIDTH)
        header.resizeSection(1, NAME_WIDTH)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._hint = dressed(QLabel(HINT, wordWrap=True), accessibleName="查找提示")
        self._deeper = dressed(
            QPushButton("搜内容", autoDefault=False),
            accessibleName="在点评记录的内容中查找",
            toolTip="在所有点评记录写的文字中查找（Ctrl+回车）",
            enabled=False,
        )
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(6)
        column.addWidget(self._line)
        column.addWidget(self._table, 1)
        column.addWidget(self._hint)
        column.addWidget(self._deeper, 0, Qt.AlignmentFlag.AlignRight)
        self._connect()
        self.hide()

    def _connect(self) -> None:
        self._line.textChanged.connect(self._typed)
        self._line.installEventFilter(self)
        self._pause.timeout.connect(self._look)
        self._table.clicked.connect(self._choose)
        self._deeper.clicked.connect(self._look_in_records)

    # ---- coming and going --------------------------------------------------------------------

    def ask(self) -> None:
        """Come up over the window, ready to type; what was typed before can be typed over."""
        self._prepare()
        self._take_room()
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def _take_room(self) -> None:
        """Lie over the middle of the window, no higher than what there is to show."""
        window = self._around
        width = min(WIDTH, window.width() - 2 * MARGIN)
        height = self.sizeHint().height()
        if not self._table.isHidden():
            rows = self._model.rowCount() * self._table.rowHeight(0) + 2 * self._table.frameWidth()
            height += rows - self._table.sizeHint().height()
        height = min(height, HEIGHT, window.height() - 4 * MARGIN)
        self.setGeometry((window.width() - width) // 2, 2 * MARGIN, width, height)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again: the ledger may have changed since the last time."""
        super().showEvent(event)
        self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing runs while it is put away."""
        self._pause.stop()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let keys in the line rule the list; put away when one looks elsewhere."""
        if event.type() == QEvent.Type.KeyPress:
            return self._key(cast(QKeyEvent, event))
        if event.type() == QEvent.Type.FocusOut and self._is_elsewhere():
            self.hide()
        return super().eventFilter(watched, event)

    def _is_elsewhere(self) -> bool:
        focus = cast("QWidget | None", self._around.window().focusWidget())
        return focus is not None and not self.isAncestorOf(focus)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._table.keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            self._put_away()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._look_in_records()
            else:
                self._enter()
        else:
            return False
        return True

    def _put_away(self) -> None:
        self.hide()
        self._around.setFocus()

    # ---- looking -----------------------------------------------------------------------------

    def _typed(self) -> None:
        self._deeper.setEnabled(bool(self._line.text().strip()))
        self._pause.start()

    def _look(self) -> None:
        self._pause.stop()
        words = self._line.text()
        if not words.strip():
            self._show((), HINT)
            return
        self._prepare()
        hits = self._desk.search.find(words)
        self._show(hits, "" if hits else f"没有叫“{words.strip()}”的党组织或人员。")

    def _prepare(self) -> None:
        """Read in what is looked through, where it has changed since the last time."""
        if not self._desk.search.is_ready:
            wait_for(self._around, "正在准备查找…", self._prepare_in_worker)

    def _prepare_in_worker(self, progress: Progress) -> None:
        del progress
        self._desk.search.prepare()

    def _look_in_records(self) -> None:
        """Look for the words in what was written."""
        self._pause.stop()
        words = self._line.text().strip()
        if not words:
            return
        hits = wait_for(self, "正在查找点评记录…", self._read_records)
        self._show(hits, "" if hits else f"点评记录中没有写到“{words}”。")
        self._line.setFocus()

    def _read_records(self, progress: Progress) -> Sequence[Hit]:
        del progress
        return self._desk.search.find_in_records(self._line.text())

    def _show(self, hits: Sequence[Hit], hint: str) -> None:
        self._model.show_hits(hits)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._table.setVisible(bool(hits))
        if hits:
            self._table.selectRow(0)
        self._take_room()

    # ---- choosing ----------------------------------------------------------------------------

    def _enter(self) -> None:
        if self._pause.isActive():
            self._look()
        self._choose(self._table.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        hit = self._model.hit(index.row())
        self._put_away()
        self.wanted.emit(self._place(hit))

    def _place(self, hit: Hit) -> Place:
        if hit.kind is HitKind.ORGANIZATION:
            return Place(organization=OrganizationId(hit.id))
        if hit.kind is HitKind.REVIEW:
            return Place(review=ReviewId(hit.id))
        person = PersonId(hit.id)
        people = self._desk.people
        where = people.place_of(person)
        page = PageName.MEMBERS if people.numbers_of(person) else PageName.ORGANIZATIONS
        return Place(page=page, organization=where, person=person)
