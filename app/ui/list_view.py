"""A list of a page: what can be done above it, filters, the table, and a line of counts below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.ids import RecordId
from app.domain.table import Table
from app.ui.deed_bar import DeedBar
from app.ui.filter_row import Facet, FilterRow
from app.ui.line_model import L, LineModel
from app.ui.line_table import line_table, listed
from app.ui.list_deeds import ListDeed, Where
from app.ui.settings import Settings
from app.ui.tones import AMBER, text_style
from app.ui.widgets import dressed, push_button


def _nothing(lines: Sequence[Any]) -> Sequence[str]:
    del lines
    return ()


def _never(lines: Sequence[Any]) -> bool:
    del lines
    return False


@dataclass(frozen=True, slots=True)
class Counted:
    """How the lines of a list are counted in the sentence below it."""

    word: str
    """The measure word: 条."""
    noun: str = ""
    """What is counted; empty where that goes without saying."""
    none: str = ""
    """What is said while there are no lines at all: how to begin."""
    further: Callable[[Sequence[Any]], Sequence[str]] = _nothing
    """Gives what is said of the lines beside how many there are."""
    doubtful: Callable[[Sequence[Any]], bool] = _never
    """Tells whether what is said of the lines asks for care: then it has the colour of doubt."""


class ListView(QWidget, Generic[L]):
    """Lines that can be filtered, chosen and printed; what is done with them is the page's.

    A double click and Enter open a line, other keys are those of the deeds.
    """

    opened = Signal()
    """The one chosen line is to be opened."""
    chose = Signal()
    """Other lines are chosen, or the chosen ones have changed."""

    def __init__(
        self,
        name: str,
        model: LineModel[L],
        settings: Settings,
        widths: Mapping[int, int],
        deeds: Sequence[ListDeed] = (),
        counted: Counted | None = None,
        *,
        facets: Sequence[Facet] = (),
        hidden: tuple[int, ...] = (),
        sortable: bool = True,
        begins_chosen: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing yet.

        Args:
            name: its name for people who cannot see it, and the key of its remembered columns.
            model: takes the lines that pass the filters.
            settings: where the table remembers its columns.
            widths: of the columns, in pixels at letters of the usual size.
            deeds: what can be done, from the left; none: there is no bar.
            counted: how lines are counted below; None: whoever shows the list tells it.
            facets: by what the lines are filtered; none: there are no filters.
            hidden: the columns that are not shown until they are wanted.
            sortable: whether the headings sort; otherwise the lines keep their own order.
            begins_chosen: whether a line is chosen before the user chooses one; otherwise 复制
                takes all of them.
            parent: the page.
        """
        super().__init__(parent)
        model.setParent(self)
        self.model, self.table = model, line_table(name, model, settings, widths, hidden)
        self.table.setSortingEnabled(sortable)
        self.filters = FilterRow(facets)
        self.filters.setVisible(bool(facets))
        self.counted = counted
        self._lines: Sequence[L] = ()
        self._remark = ""
        self._listed = 0
        self._position = 0
        self._begins_chosen = begins_chosen
        self._forbidden: set[str] = set()
        self._said = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName=f"{name}小计"
        )
        self._said.setVisible(counted is not None)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._deeds = [(deed, self._action(deed), _button(deed)) for deed in deeds]
        self.bar = self._bar()
        self.bar.setVisible(bool(deeds))
        self._menu = self._context_menu()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        for part in (self.bar, self.filters, self.table, self._said):
            self._column.addWidget(part, int(part is self.table))
        self._connect()
        self.allow()

    def _action(self, deed: ListDeed) -> QAction:
        action = QAction(deed.in_menu, self)
        action.triggered.connect(deed.do)
        if deed.keys:
            action.setShortcut(QKeySequence(deed.keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        return action

    def _bar(self) -> DeedBar:
        on_bar = [(button, action) for _, action, button in self._deeds if button is not None]
        for button, action in on_bar:
            button.clicked.connect(action.trigger)
        more = [action for deed, action, _ in self._deeds if deed.where is Where.MORE]
        return DeedBar(on_bar, more, self)

    def _context_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addActions([action for deed, action, _ in self._deeds if deed.is_about_lines])
        menu.addSeparator()
        menu.addAction("复制表格(&T)").triggered.connect(self.table.copy)
        return menu

    def _connect(self) -> None:
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._pop_up)
        self.table.row_opened.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._take_choice)
        self.filters.changed.connect(self._filter)

    # ---- showing -----------------------------------------------------------------------------

    def show_lines(self, lines: Sequence[L], remark: str = "", *, choose_new: bool = False) -> None:
        """Show other lines; what was chosen stays chosen.

        Args:
            lines: in their own order.
            remark: what is said behind the counts.
            choose_new: whether lines that were not there before are chosen, and shown even
                where the filters would hide them.
        """
        before = {line.id for line in self._lines}
        self._lines, self._remark = lines, remark
        new = {line.id for line in lines if line.id not in before} if choose_new else set()
        if new and not any(line.id in new for line in self.filters.kept(lines)):
            self.filters.clear()
        self._show(new or self._chosen_line_ids())

    def show_only(self, facet: int, value: str) -> None:
        """Show only the lines with this value of a facet; empty: all."""
        self.filters.choose(facet, value)
        self._filter()

    def _filter(self) -> None:
        self._show(self._chosen_line_ids())

    def _chosen_line_ids(self) -> set[str]:
        rows = self.table.chosen_rows()
        self._position = rows[0] if rows else 0
        return {line.id for line in self.chosen()}

    def _show(self, wanted: set[str]) -> None:
        """Show what passes the filters and choose lines; where none is left, the one nearby."""
        kept = self.filters.kept(self._lines)
        self._listed = len(kept)
        self.model.show_lines(kept)
        rows = [row for row, line in enumerate(self.model.lines) if line.id in wanted]
        if rows:
            self._choose(rows)
        elif kept:
            nearby = self.model.index(min(self._position, len(kept) - 1), 0)
            (self.table.choose_row if self._begins_chosen else self.table.make_current)(nearby)
        if self.counted is not None:
            is_doubtful = self.counted.doubtful(self._lines)
            self._said.setStyleSheet(text_style(AMBER) if is_doubtful else "")
            self._said.setText(self.sentence())
        self._take_choice()

    def _choose(self, rows: Sequence[int]) -> None:
        """Choose rows, the first of them current; as few ranges as there are gaps."""
        self.table.choose_row(self.model.index(rows[0], 0))
        chosen = QItemSelection()
        start = rows[0]
        for row, following in zip(rows, (*rows[1:], -1), strict=True):
            if following != row + 1:
                chosen.select(self.model.index(start, 0), self.model.index(row, 0))
                start = following
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().select(chosen, flags.Select | flags.Rows)

    def sentence(self) -> str:
        """Return what is said below the list."""
        total, shown, counted = len(self._lines), self._listed, self.counted
        if counted is None or not total:
            return (counted.none if counted is not None else "") + self._remark
        word = counted.word
        parts = [f"共 {total} {word}{counted.noun}", *counted.further(self._lines)]
        said = "　".join(parts) + (f"（显示 {shown} {word}）" if shown < total else "")
        return said + self._remark

    def say(self, text: str) -> None:
        """Say something below the list, until it is shown anew."""
        self._said.setText(text)

    def show_below(self, widget: QWidget) -> None:
        """Put a widget beneath the table, such as one that shows the chosen line in full."""
        self._column.insertWidget(self._column.indexOf(self._said), widget)

    # ---- what is chosen ----------------------------------------------------------------------

    def choose(self, line_id: str) -> None:
        """Choose a line that is shown."""
        row = self.model.row_of(line_id)
        if row is not None:
            self.table.choose_row(self.model.index(row, 0))

    def chosen(self) -> Sequence[L]:
        """Return the selected lines, from the top down; the 合计 below them is none."""
        return [self.model.line(row) for row in self.table.chosen_rows() if row < self._listed]

    def chosen_ids(self) -> tuple[RecordId, ...]:
        """Return the ids of the selected records, from the top down."""
        return tuple(RecordId(line.id) for line in self.chosen())

    def current(self) -> L | None:
        """Return the first selected line, or None."""
        return next(iter(self.chosen()), None)

    def allow(self) -> None:
        """Enable what can be done with the chosen lines."""
        chosen = self.chosen()
        for deed, action, button in self._deeds:
            can = deed.text not in self._forbidden and deed.when(chosen, self._listed)
            action.setEnabled(can)
            if button is not None:
                button.setEnabled(can)

    def permit(self, text: str, *, permitted: bool, why: str = "") -> None:
        """Say whether something can be done at all, whatever is chosen.

        Args:
            text: what stands on its button.
            permitted: whether it can be done.
            why: what is told instead of its hint where it cannot.
        """
        (self._forbidden.discard if permitted else self._forbidden.add)(text)
        for deed, _, button in self._deeds:
            if deed.text == text and button is not None:
                button.setToolTip(deed.hint if permitted else why or deed.hint)
        self.allow()

    def as_table(self, title: str) -> Table:
        """Return what is listed for printing, the columns that are shown."""
        return listed(self.table, self.model, title)

    def open_chosen(self) -> None:
        """Open the one chosen line."""
        if self.current() is not None:
            self.opened.emit()

    def _open(self, index: QModelIndex) -> None:
        if self.table.chosen_rows() != [index.row()]:
            self.table.choose_row(index)
        self.open_chosen()

    def _take_choice(self) -> None:
        self.allow()
        self.chose.emit()

    def _pop_up(self, place: QPoint) -> None:
        if self.chosen():
            self._menu.popup(self.table.viewport().mapToGlobal(place))


def _button(deed: ListDeed) -> QPushButton | None:
    on_bar = deed.where is Where.BAR
    return push_button(deed.text, deed.name, deed.hint) if on_bar else None
