"""Where files go: a folder of this machine, or a removable drive with the room it has."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors.catalogue import refusal
from app.export.drives import Drive, free_room, removable_drives, size_text
from app.ui.file_dialog import ask_folder
from app.ui.settings import Settings
from app.ui.widgets import dressed

KEY = "export_folder"
HERE = "本机文件夹"


class _Places(QComboBox):
    """A list that is made anew whenever it drops down."""

    opening = Signal()

    def showPopup(self) -> None:
        """Look for drives first."""
        self.opening.emit()
        super().showPopup()


class WhereBox(QWidget):
    """The folder to write to; it need not be there yet."""

    def __init__(self, settings: Settings, name: str, parent: QWidget | None = None) -> None:
        """Offer the folder used last, with a folder of its own in it.

        Args:
            settings: where the folder used last is remembered.
            name: of the new folder for these files.
            parent: the widget around it.
        """
        super().__init__(parent)
        self._settings = settings
        self._name = name
        self._drives: tuple[Drive, ...] = ()
        self._places = dressed(_Places(), accessibleName="保存位置")
        self._folder = dressed(QLineEdit(), accessibleName="保存到文件夹")
        self._browse = dressed(QPushButton("浏览…", autoDefault=False), accessibleName="选择文件夹")
        self._room = dressed(QLabel(), accessibleName="可用空间", enabled=False)
        self._lay_out()
        self._connect()
        self.look_for_drives()
        self._folder.setText(str(self._usual() / name))
        self._tell_room()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._folder, 1)
        line.addWidget(self._browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._places)
        column.addLayout(line)
        column.addWidget(self._room)
        self.setFocusProxy(self._places)

    def _connect(self) -> None:
        self._places.opening.connect(self.look_for_drives)
        self._places.activated.connect(self._choose_place)
        self._browse.clicked.connect(self._choose_folder)
        self._folder.textChanged.connect(self._tell_room)

    def folder(self) -> Path:
        """Return the folder to write to.

        Raises:
            Refusal: ``file.no_folder`` where none is given.
        """
        text = self._folder.text().strip()
        if not text:
            raise refusal("file.no_folder")
        return Path(text).expanduser().absolute()

    def set_folder(self, folder: Path) -> None:
        """Write to this folder."""
        self._folder.setText(str(folder))

    def remember(self) -> None:
        """Offer the same place the next time, unless it is on a removable drive."""
        folder = self.folder()
        if not any(folder.is_relative_to(drive.folder) for drive in self._drives):
            self._settings.set(KEY, str(folder.parent))

    def look_for_drives(self) -> None:
        """List the drives that are there now."""
        chosen = self._places.currentIndex()
        self._drives = removable_drives()
        self._places.clear()
        self._places.addItems([HERE, *(drive.title for drive in self._drives)])
        self._places.setCurrentIndex(chosen if 0 <= chosen < self._places.count() else 0)

    def _usual(self) -> Path:
        kept = self._settings.get(KEY)
        if isinstance(kept, str) and Path(kept).is_dir():
            return Path(kept)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(documents))

    def _choose_place(self, number: int) -> None:
        place = self._drives[number - 1].folder if number else self._usual()
        self.set_folder(place / self._name)

    def _choose_folder(self) -> None:
        start = Path(self._folder.text().strip() or self._usual()).absolute()
        chosen = ask_folder(self, "选择文件夹", start)
        if chosen is not None:
            self.set_folder(chosen)

    def _tell_room(self) -> None:
        free = free_room(Path(self._folder.text().strip()).expanduser())
        self._room.setText(f"可用空间 {size_text(free)}" if free is not None else "")
