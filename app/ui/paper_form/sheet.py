"""The sheet of paper in the dialog: printed as on paper, with an editor in each cell to fill."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.form import Cell, Field, FieldKind, FormSpec
from app.domain.reviewer_text import REVIEWER_FIELD
from app.ui.paper_form.choice_cell import ChoiceCell
from app.ui.paper_form.colours import WHITE, paper_palette
from app.ui.paper_form.date_cell import DateCell
from app.ui.paper_form.flow import Flow
from app.ui.paper_form.marks import Marks
from app.ui.paper_form.number_cell import NumberCell
from app.ui.paper_form.paper_room import PrintedForm, boxes, print_form
from app.ui.paper_form.person_cell import People, PersonCell
from app.ui.paper_form.setting import CellSetting
from app.ui.paper_form.text_cell import LineCell, LongCell, TextCell

Editor = TextCell | ChoiceCell

REVIEW_DAY, REVIEW_MODE = "review.date", "review.mode"
NEARLY_FULL = 1
"""So many lines before a cell is full, a hint says so."""
INSIDE, OUTSIDE = (1, 1, -1, -1), (-1, -1, 1, 1)
"""An editor leaves the cell's border free."""


class PaperSheet(QWidget):
    """Built from the FormSpec alone."""

    edited = Signal()
    measured = Signal()
    """The layout has been made anew."""
    focused = Signal(QWidget)
    """The editor that is written in now."""
    chooser_asked = Signal()
    """The dialog that chooses reviewers is wanted."""

    def __init__(
        self,
        spec: FormSpec,
        modes: Sequence[str],
        people: People,
        parent: QWidget | None = None,
    ) -> None:
        """Build the sheet.

        Args:
            spec: the form.
            modes: the options of 点评形式.
            people: gives who may be a reviewer.
            parent: the widget it lies on.
        """
        super().__init__(parent, accessibleName=spec.title, focusPolicy=Qt.FocusPolicy.NoFocus)
        self._spec = spec
        self._scale = 1 / 15
        self._setting_values = False
        self._written: Editor | None = None
        self.setPalette(paper_palette())
        self.setAutoFillBackground(True)
        makers = _makers(modes, people)
        self._editors: dict[str, Editor] = {
            field.key: makers[field.kind](field, spec.cell_by_key[field.key], self)
            for field in spec.fields
        }
        self._marks = Marks(self)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._printed: PrintedForm = print_form(spec, {})
        self._connect()
        self._order_tabs()

    def _connect(self) -> None:
        self._timer.timeout.connect(self.relayout)
        for editor in self._editors.values():
            editor.edited.connect(self._take_edit)
            editor.advanced.connect(self._advance)
            editor.focused.connect(self._tell_focus)
            if isinstance(editor, PersonCell):
                editor.chooser_asked.connect(self.chooser_asked)

    def _order_tabs(self) -> None:
        editors = list(self._editors.values())
        for before, after in pairwise(editors):
            QWidget.setTabOrder(before, after)

    # ---- values --------------------------------------------------------------------------

    @property
    def editors(self) -> Mapping[str, Editor]:
        """The editors by the keys of their fields, in reading order."""
        return self._editors

    def values(self) -> dict[str, str]:
        """Return what stands in the cells."""
        return {key: editor.value() for key, editor in self._editors.items()}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show these values; this is no edit."""
        self._setting_values = True
        for key, editor in self._editors.items():
            editor.set_value(values.get(key, ""))
        self._setting_values = False
        self.relayout()

    def is_read_only(self) -> bool:
        """Tell whether nothing can be typed."""
        return any(editor.is_locked() for editor in self._editors.values())

    def set_read_only(self, locked: bool) -> None:
        """Let nothing be typed, or let it again."""
        for editor in self._editors.values():
            editor.set_locked(locked)

    @property
    def written(self) -> TextCell | None:
        """The cell of text that was written in last, if any."""
        editor = self._editors.get(self._written_key())
        return editor if isinstance(editor, TextCell) else None

    def written_label(self) -> str:
        """Return the printed label of the cell that was written in last."""
        key = self._written_key()
        return self._spec.field_by_key[key].label if key else ""

    def _written_key(self) -> str:
        """Return the key of the cell that has the focus in its window, else had it last."""
        focus = self.window().focusWidget()
        keys = {editor: key for key, editor in self._editors.items()}
        if isinstance(focus, Editor) and focus in keys:
            return keys[focus]
        return keys[self._written] if self._written is not None else ""

    def insert(self, text: str) -> bool:
        """Put a text where the cursor stands; False where no cell of text was written in."""
        editor = self.written
        if editor is None or editor.is_locked():
            return False
        editor.take(text)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def day_text(self) -> str:
        """Return the day of the review as typed, whether it is one or not."""
        editor = self._editors.get(REVIEW_DAY)
        return editor.value() if editor is not None else ""

    def day(self) -> date | None:
        """Return the day of the review that is written here, or None."""
        editor = self._editors.get(REVIEW_DAY)
        return editor.day() if isinstance(editor, DateCell) else None

    def faults(self) -> list[str]:
        """Return what is wrong with single cells, with their labels."""
        return [
            f"{self._spec.field_by_key[key].label}：{editor.fault()}"
            for key, editor in self._editors.items()
            if editor.fault()
        ]

    def unkeepable(self) -> str:
        """Look at every cell; return why the form cannot be kept as it stands, or nothing.

        Only the day of the review must be one; any other text is kept as typed.
        """
        for editor in self._editors.values():
            editor.leave()
        day = self._editors.get(REVIEW_DAY)
        if isinstance(day, DateCell) and day.problem():
            day.setFocus(Qt.FocusReason.OtherFocusReason)
            return f"没有保存。点评时间：{day.problem()}"
        return ""

    def overflow_hints(self) -> list[str]:
        """Return what runs over, in one sentence for each field."""
        hints = self._room_hints()
        for key in self._printed.overflowing:
            field = self._spec.field_by_key[key]
            if field.kind is not FieldKind.TEXT:
                continue  # a second line in a head cell is not what fills the page
            rest = "超出的部分印在附页" if field.annex else "表格会排到下一页"
            label = field.label.partition("（")[0] or field.label
            hints.append(f"{label}文字较多，{rest}。")
        return hints

    def _room_hints(self) -> list[str]:
        """Return a sentence where the cell that is written in is nearly full."""
        key = self._written_key()
        if not key or key in self._printed.overflowing or not self._editors[key].value():
            return []
        field = self._spec.field_by_key[key]
        if field.kind is not FieldKind.TEXT:
            return []
        left = self._printed.lines_left(self.values(), key)
        if left > NEARLY_FULL:
            return []
        label = field.label.partition("（")[0] or field.label
        rest = f"还可写 {left} 行" if left > 0 else "已写满"
        return [f"{label}{rest}，再多{'就印在附页' if field.annex else '表格会排到下一页'}。"]

    def boxes(self) -> str:
        """Return the characters that would print as boxes."""
        return boxes(self._spec, self.values())

    def annexes(self) -> Sequence[tuple[str, str]]:
        """Return (heading, text) of every 附页 as it prints."""
        return [(annex.title, annex.text) for annex in self._printed.fitted.annexes]

    def annex_top(self) -> int:
        """Return where the first 附页 begins on the sheet, in pixels."""
        first = self._printed.sheet.form_pages
        tops = self.flow.tops
        return round(tops[first] * self._scale) if first < len(tops) else 0

    def mark_missing(self, labels: Iterable[str]) -> None:
        """Mark the empty cells that the review still needs."""
        wanted = set(labels)
        keys = [field.key for field in self._spec.fields if field.label in wanted]
        self._marks.mark([self._editors[key].geometry() for key in keys])

    def focus_first_empty(self) -> None:
        """Put the cursor into the first cell that is empty; else into the first."""
        empty = [editor for editor in self._editors.values() if not editor.value().strip()]
        wanted = empty or list(self._editors.values())
        if wanted:
            wanted[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_edit(self) -> None:
        if not self._setting_values:
            self._timer.start()
            self.edited.emit()

    def _advance(self) -> None:
        self.focusNextPrevChild(True)

    def _tell_focus(self) -> None:
        editor = self.sender()
        if isinstance(editor, Editor):
            self._written = editor
            self.focused.emit(editor)

    # ---- layout --------------------------------------------------------------------------

    def set_scale(self, pixels_per_twip: float) -> None:
        """Show the sheet in this size."""
        if pixels_per_twip != self._scale or not self._editors:
            self._scale = pixels_per_twip
            for editor in self._editors.values():
                editor.scale(pixels_per_twip)
        self.relayout()

    @property
    def flow(self) -> Flow:
        """Where everything lies."""
        return self._printed.flow

    def relayout(self) -> None:
        """Lay the form out with what stands in the cells, as the paper does."""
        self._timer.stop()
        self._printed = print_form(self._spec, self.values())
        for key, editor in self._editors.items():
            inner = self._pixels(self.flow.place(self._spec.cell_by_key[key]))
            editor.setGeometry(inner.adjusted(*INSIDE))
            if isinstance(editor, LongCell):
                editor.show_print(key in self._printed.cut)
                editor.show_scroll_bar(key in self._printed.cut or editor.is_too_full())
        self.setFixedSize(self.sizeHint())
        self._marks.setGeometry(self.rect())
        self._marks.show_breaks([round(y * self._scale) for y in self.flow.breaks])
        self._marks.raise_()
        self.update()
        self.measured.emit()

    def sizeHint(self) -> QSize:
        """Return the size of the sheet in pixels."""
        return QSize(round(self.flow.width * self._scale), round(self.flow.height * self._scale))

    def _pixels(self, twips: QRectF) -> QRect:
        scale = self._scale
        left, top = round(twips.left() * scale), round(twips.top() * scale)
        right, bottom = round(twips.right() * scale), round(twips.bottom() * scale)
        return QRect(left, top, right - left, bottom - top)

    def cell_rects_twips(self) -> list[tuple[int, Cell, QRectF]]:
        """Return (page, cell, rectangle on that page) of every cell as it is shown.

        Cells with an editor are measured from the editor; a cell that splits gives one
        rectangle for each page, cut where the page ends.
        """
        found = []
        for fragment in self.flow.fragments:
            rect = fragment.rect
            if fragment.cell.field:
                shown = self._editors[fragment.cell.field].geometry().adjusted(*OUTSIDE)
                whole = QRectF(
                    shown.x() / self._scale,
                    shown.y() / self._scale,
                    shown.width() / self._scale,
                    shown.height() / self._scale,
                ).translated(0, -self.flow.tops[fragment.page])
                rect = QRectF(whole)
                if whole.top() < rect.top() or len(self.flow.ends) > 1:
                    rect.setTop(max(whole.top(), fragment.rect.top()))
                    rect.setBottom(min(whole.bottom(), fragment.rect.bottom()))
            found.append((fragment.page, fragment.cell, rect))
        return found

    # ---- painting ------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint everything that is printed; the editors paint themselves."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), WHITE)
            painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
            self._printed.paint(painter, self._scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the marks over everything."""
        super().resizeEvent(event)
        self._marks.setGeometry(self.rect())

    def changeEvent(self, event: QEvent) -> None:
        """Keep paper white when the theme changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            palette: QPalette = paper_palette()
            self.setPalette(palette)


Maker = Callable[[Field, Cell, QWidget], Editor]


def _makers(modes: Sequence[str], people: People) -> Mapping[FieldKind, Maker]:
    """Return how to make the editor of each kind of field."""

    def line(field: Field, cell: Cell, parent: QWidget) -> Editor:
        return LineCell(CellSetting.of(cell), field.label, parent)

    def text(field: Field, cell: Cell, parent: QWidget) -> Editor:
        return LongCell(CellSetting.of(cell), field.label, parent)

    def day(field: Field, cell: Cell, parent: QWidget) -> Editor:
        whole = field.key == REVIEW_DAY
        return DateCell(CellSetting.of(cell), field.label, parent, whole_day=whole)

    def choice(field: Field, cell: Cell, parent: QWidget) -> Editor:
        options = modes if field.key == REVIEW_MODE else field.options
        return ChoiceCell(CellSetting.of(cell), field.label, parent, options)

    def person(field: Field, cell: Cell, parent: QWidget) -> Editor:
        chooser = field.key == REVIEWER_FIELD
        return PersonCell(CellSetting.of(cell), field.label, parent, people, chooser=chooser)

    def number(field: Field, cell: Cell, parent: QWidget) -> Editor:
        return NumberCell(CellSetting.of(cell), field, parent)

    return {
        FieldKind.LINE: line,
        FieldKind.TEXT: text,
        FieldKind.DATE: day,
        FieldKind.CHOICE: choice,
        FieldKind.PERSON: person,
        FieldKind.NUMBER: number,
    }
