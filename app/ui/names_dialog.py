"""The names behind a figure: who is counted, and who is not with why; for pages and as a dialog."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.coverage_names import Counted, Uncounted, UnitCount
from app.ui.data_table import DataTable
from app.ui.letters import lettered
from app.ui.names_model import NameColumn, NamesModel
from app.ui.settings import Settings
from app.ui.widgets import dressed
from app.ui.window_size import fit

SIZE = (520, 480)
NAME_WIDTH = 230
WITHOUT_NAMES = "{name}（报表数 {number}）"
"""The line of a unit that is counted by figures: nobody knows the names behind them."""


class NamesView(QWidget):
    """Two lists behind two tabs; fits beside a table and into a dialog."""

    name_opened = Signal(str)
    """The id of the person or organisation that was double-clicked, or current at Enter."""

    def __init__(
        self, settings: Settings, parent: QWidget | None = None, *, words: tuple[str, str]
    ) -> None:
        """Show two empty lists.

        Args:
            settings: where the tables remember their columns.
            parent: the widget around it.
            words: what the two lists are called: 计入 and 未计入, 已点评 and 未点评.
        """
        super().__init__(parent)
        self._words = words
        self._settings = settings
        self._counted = NamesModel(reasons=False, parent=self)
        self._left = NamesModel(reasons=True, parent=self)
        self._tables = tuple(
            _table(f"{word}名单", model, settings)
            for word, model in zip(words, (self._counted, self._left), strict=True)
        )
        self._tabs = dressed(QTabWidget(documentMode=True), accessibleName="名单")
        for table, word in zip(self._tables, words, strict=True):
            self._tabs.addTab(table, word)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tabs)
        self._connect()

    def _connect(self) -> None:
        for table in self._tables:
            table.row_opened.connect(self._tell)

    def _tell(self, index: QModelIndex) -> None:
        model = index.model()
        if isinstance(model, NamesModel):
            self.name_opened.emit(model.id_of(index))

    def show_names(
        self,
        counted: Sequence[Counted],
        not_counted: Sequence[Uncounted],
        units: Sequence[UnitCount] = (),
    ) -> None:
        """Show both lists; how many they are stands on the tabs.

        Args:
            counted: who is counted.
            not_counted: who is not, with why.
            units: units whose numbers are counted without names; a line each.
        """
        gap = self._settings.preferences.spaced_names
        lines = (Counted(u.id, WITHOUT_NAMES.format(name=u.name, number=u.number)) for u in units)
        self._counted.show_names([*counted, *lines] if units else counted, gap=gap)
        self._left.show_names(not_counted, gap=gap)
        numbers = len(counted) + sum(unit.number for unit in units), len(not_counted)
        for place, (word, number) in enumerate(zip(self._words, numbers, strict=True)):
            self._tabs.setTabText(place, f"{word} {number}")

    def show_left(self) -> None:
        """Bring the list of those not counted to the front."""
        self._tabs.setCurrentIndex(1)

    def copy(self) -> None:
        """Copy the chosen rows of the list in front, or all of it."""
        self._tables[self._tabs.currentIndex()].copy()


def _table(name: str, model: NamesModel, settings: Settings) -> DataTable:
    table = DataTable(name, settings)
    table.setModel(model)
    table.remember_columns({NameColumn.NAME: NAME_WIDTH})
    return table


class NamesDialog(QDialog):
    """The names behind one figure in a window of their own."""

    name_opened = Signal(str)
    """The id of the person or organisation that was double-clicked, or current at Enter."""

    def __init__(
        self,
        title: str,
        counted: Sequence[Counted],
        not_counted: Sequence[Uncounted],
        settings: Settings,
        parent: QWidget | None = None,
        *,
        words: tuple[str, str] = ("计入", "未计入"),
        units: Sequence[UnitCount] = (),
    ) -> None:
        """Show the names; those not counted come to the front where there are any.

        Args:
            title: what the figure is, and of which unit.
            counted: who is counted.
            not_counted: who is not, with why.
            settings: where the tables remember their columns.
            parent: the window it belongs to.
            words: what the two lists are called.
            units: units whose numbers are counted without names.
        """
        super().__init__(parent)
        dressed(self, windowTitle="名单", accessibleName=f"名单：{title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._view = NamesView(settings, words=words)
        self._copy = dressed(QPushButton("复制"), accessibleName="复制名单", autoDefault=False)
        self._copy.setToolTip("复制选中的行；没有选中时复制整张名单")
        self._close = dressed(
            QPushButton(lettered("关闭")), accessibleName="关闭", autoDefault=False
        )
        self._lay_out(title)
        self._connect()
        self._view.show_names(counted, not_counted, units)
        if not_counted:
            self._view.show_left()

    def _lay_out(self, title: str) -> None:
        heading = QLabel(title, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox()
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._close, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.addWidget(heading)
        column.addWidget(self._view, 1)
        column.addWidget(buttons)
        fit(self, *SIZE)

    def _connect(self) -> None:
        self._view.name_opened.connect(self.name_opened)
        self._copy.clicked.connect(self._view.copy)
        self._close.clicked.connect(self.reject)
