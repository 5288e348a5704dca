"""The dialogs that ask for files and folders: Chinese throughout, with the removable drives beside.

Where the system brings a dialog of its own, that one is shown; these words are for Qt's.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QDateTime,
    QIdentityProxyModel,
    QModelIndex,
    QPersistentModelIndex,
    QStandardPaths,
    Qt,
    QUrl,
)
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QWidget

from app.export.drives import removable_drives

_NAME, _SIZE, _TYPE, _TIME = range(4)
_LABELS = {
    QFileDialog.DialogLabel.LookIn: "位置：",
    QFileDialog.DialogLabel.FileName: "文件名：",
    QFileDialog.DialogLabel.FileType: "类型：",
    QFileDialog.DialogLabel.Reject: "取消",
}
_HEADINGS = {_NAME: "名称", _SIZE: "大小", _TYPE: "类型", _TIME: "修改时间"}
Index = QModelIndex | QPersistentModelIndex


class _ChineseFiles(QIdentityProxyModel):
    """What Qt takes from the system's language otherwise: headings, kinds, times."""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the headings in Chinese."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS.get(section)
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what stands in a column; kinds and times in Chinese."""
        if role == Qt.ItemDataRole.DisplayRole and index.column() in (_TYPE, _TIME):
            files = self.sourceModel()
            assert isinstance(files, QFileSystemModel)
            source = self.mapToSource(index)
            if index.column() == _TIME:
                return _time(files.lastModified(source))
            if files.isDir(source):
                return "文件夹"
            return f"{files.fileInfo(source).suffix().upper()} 文件".strip()
        return super().data(index, role)


def _time(time: QDateTime) -> str:
    return time.toString("yyyy-MM-dd HH:mm")


def ask_file_name(parent: QWidget | None, title: str, proposed: Path, kinds: str) -> Path | None:
    """Ask where to save a file; the dialog asks before one is replaced.

    Args:
        parent: the window it belongs to.
        title: what stands in the title bar.
        proposed: folder and name that stand there at first.
        kinds: the filter: Excel 工作簿 (*.xlsx).

    Returns:
        The file, or None where nothing was chosen.
    """
    dialog = saving_dialog(parent, title, proposed, kinds)
    found = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(found[0]) if found else None


def saving_dialog(parent: QWidget | None, title: str, proposed: Path, kinds: str) -> QFileDialog:
    """Return the dialog that asks where to save a file."""
    dialog = _dialog(parent, title, proposed.parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters(kinds.split(";;"))
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "保存")
    dialog.setDefaultSuffix(proposed.suffix.lstrip("."))
    dialog.selectFile(proposed.name)
    return dialog


def ask_folder(parent: QWidget | None, title: str, start: Path) -> Path | None:
    """Ask for a folder; returns None where nothing was chosen."""
    dialog = folder_dialog(parent, title, start)
    found = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(found[0]) if found else None


def folder_dialog(parent: QWidget | None, title: str, start: Path) -> QFileDialog:
    """Return the dialog that asks for a folder."""
    near = next((each for each in (start, *start.parents) if each.is_dir()), Path.home())
    dialog = _dialog(parent, title, near)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, "文件夹：")
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "选择")
    return dialog


def ask_files(parent: QWidget | None, title: str, start: Path, kinds: str) -> tuple[Path, ...]:
    """Ask for files that are there; returns nothing where nothing was chosen."""
    dialog = _dialog(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(kinds.split(";;"))
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "打开")
    found = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return tuple(map(Path, found))


def _dialog(parent: QWidget | None, title: str, folder: Path) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder))
    for label, words in _LABELS.items():
        dialog.setLabelText(label, words)
    dialog.setSidebarUrls([QUrl.fromLocalFile(str(place)) for place in _places()])
    dialog.setProxyModel(_ChineseFiles(dialog))
    return dialog


def _places() -> Sequence[Path]:
    """Return the places beside the list: desktop, documents, home, removable drives."""
    wanted = (
        QStandardPaths.StandardLocation.DesktopLocation,
        QStandardPaths.StandardLocation.DocumentsLocation,
        QStandardPaths.StandardLocation.HomeLocation,
    )
    own = [Path(QStandardPaths.writableLocation(each)) for each in wanted]
    drives = [drive.folder for drive in removable_drives()]
    return [place for place in dict.fromkeys([*own, *drives]) if place.is_dir()]


def documents() -> Path:
    """Return the folder that file dialogs begin with; the home where there is none yet."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(place))
    return folder if folder.is_dir() else Path.home()
