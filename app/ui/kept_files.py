"""Files that are kept in the ledger, in a list: added, written elsewhere, taken away."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ops.annexes import KINDS
from app.ui.dropping import dropped_files
from app.ui.faults import refusals_shown
from app.ui.file_dialog import ask_file_name, ask_files, documents
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.cycle.record import Attachment
    from app.domain.progress import Progress
    from app.ops.annexes import AnnexOps

FILTER = f"文档和图片 ({' '.join(f'*{kind}' for kind in KINDS)});;所有文件 (*)"
SAVED = "已另存：{path}。要打印，请用 WPS、Word 或看图程序打开这个文件。"
LEAST_WIDTH = 52
_MIB = 1 << 20


class _Files(QListWidget):
    """Delete takes the current file away; Enter writes it elsewhere."""

    removal_asked = Signal()
    opening_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says to the current file."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opening_asked.emit()
        else:
            super().keyPressEvent(event)


class KeptFiles(QWidget):
    """Shows files; what becomes of those added or taken away is up to what is around it."""

    added = Signal(list)
    """The paths of files that are to be kept."""
    removed = Signal(int)
    """The place of the file that is to be taken away."""
    opened = Signal(int)
    """The place of the file that is to be written somewhere and opened."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Show no file.

        Args:
            name: what the files are, for people who cannot see the list.
            parent: the widget around it.
        """
        super().__init__(parent, acceptDrops=True)
        self._name = name
        self.list = dressed(
            _Files(),
            accessibleName=name,
            accessibleDescription="回车另存并打开，Delete 移除；可以把文件拖进来",
            selectionMode=QAbstractItemView.SelectionMode.SingleSelection,
            toolTip="可以把文件拖到这里",
            minimumHeight=44,
        )
        self._add = push_button("添加…", f"添加{name}", "存入台账；原来的文件不动")
        self._open = push_button("打开…", f"打开{name}", "另存到选定的位置，再用相应的程序打开")
        self._remove = push_button("移除", f"移除{name}")
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self._add, self._open, self._remove):
            button.setMinimumWidth(LEAST_WIDTH)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.setFocusProxy(self.list)
        self._is_fixed = False
        self._connect()
        self._allow()

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._allow)
        self.list.removal_asked.connect(self._ask_removal)
        self.list.opening_asked.connect(self._ask_opening)
        self.list.itemDoubleClicked.connect(self._ask_opening)
        self._add.clicked.connect(self.choose_files)
        self._open.clicked.connect(self._ask_opening)
        self._remove.clicked.connect(self._ask_removal)

    def show_files(self, files: "Sequence[tuple[str, int]]") -> None:
        """Show names and sizes in bytes."""
        row = self.list.currentRow()
        self.list.clear()
        for name, size in files:
            item = QListWidgetItem(f"{name}（{size_text(size)}）")
            item.setToolTip(name)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), len(files) - 1))
        self._allow()

    def set_fixed(self, fixed: bool) -> None:
        """Let nothing be added or taken away, or let it again."""
        self._is_fixed = fixed
        self.setAcceptDrops(not fixed)
        self._allow()

    def _allow(self) -> None:
        there = self.list.currentRow() >= 0
        self._add.setEnabled(not self._is_fixed)
        self._open.setEnabled(there)
        self._remove.setEnabled(there and not self._is_fixed)

    def choose_files(self) -> None:
        """Ask for files to keep."""
        found = ask_files(self, f"添加{self._name}", documents(), FILTER)
        if found:
            self.added.emit(list(found))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the dropped files."""
        event.acceptProposedAction()
        self.added.emit(list(dropped_files(event.mimeData())))

    def _ask_removal(self) -> None:
        if self.list.currentRow() >= 0 and not self._is_fixed:
            self.removed.emit(self.list.currentRow())

    def _ask_opening(self) -> None:
        if self.list.currentRow() >= 0:
            self.opened.emit(self.list.currentRow())


def size_text(size: int) -> str:
    """Return how large a file is, in words."""
    return f"{size / _MIB:.1f} MB" if size >= _MIB else f"{max(1, size >> 10)} KB"


def write_and_open(parent: QWidget, annexes: "AnnexOps", attachment: "Attachment") -> Path | None:
    """Ask where a kept file goes, write it there and open it; returns where it is.

    Args:
        parent: the window it belongs to.
        annexes: know the content.
        attachment: the file.
    """
    suffix = Path(attachment.name).suffix
    kinds = f"{suffix.lstrip('.').upper()} 文件 (*{suffix})" if suffix else "所有文件 (*)"
    path = ask_file_name(parent, "另存并打开", documents() / attachment.name, kinds)
    if path is None:
        return None

    def work(progress: "Progress") -> None:
        progress(0, 0)
        annexes.write(attachment, path, overwrite=True)

    with refusals_shown(parent, "没有打开"):
        wait_for(parent, "正在保存…", work)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        return path
    return None
