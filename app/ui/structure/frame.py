"""The frame of the dialogs that change the structure.

Fields with sentences beneath them, one sentence about what will happen, 确定 and 取消.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors.fault import Fault, Refusal
from app.ops.changes import Changes
from app.ui.dialogs import FormLikeDialog
from app.ui.faults import fault_text
from app.ui.questions import confirm
from app.ui.structure.field import Field
from app.ui.tones import AMBER, RED
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

Work = Callable[[], Changes]
_LABEL = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class FieldDialog(FormLikeDialog):
    """Reads its fields, and says beneath each what is wrong with it or doubtful."""

    def __init__(self, title: str, verb: str, parent: QWidget | None) -> None:
        """Build the frame; see ``FormLikeDialog``."""
        super().__init__(title, verb, parent)
        self.fields: dict[str, Field] = {}
        self.tabs = dressed(QTabWidget(self), visible=False)
        self._opened: object = None
        self.is_ready = False
        self._refused: list[tuple[Fault, object]] = []
        """Why it was refused, each with what stood in the field then."""
        self.rows.setLabelAlignment(_LABEL)
        one_line = QLineEdit().sizeHint().height()
        self._label_drop = max(0, (one_line - self.fontMetrics().height()) // 2)
        self._effect = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="将要发生的事"
        )
        self.column.insertWidget(self.column.indexOf(self._fault), self._effect)

    def field(self, label: str, control: QWidget, rows: QFormLayout | None = None) -> Field:
        """Add a control with its label and room for a sentence.

        Args:
            label: what it is called; faults and doubts with this place stand beneath it.
            control: the control.
            rows: where it goes; None: into the dialog itself.
        """
        made = self._watched(label, control)
        if not control.accessibleName():
            control.setAccessibleName(label)
        words = dressed(QLabel(label), alignment=_LABEL)
        words.setBuddy(control)
        words.setContentsMargins(0, self._label_drop, 0, 0)
        (rows if rows is not None else self.rows).addRow(words, made)
        return made

    def _watched(self, label: str, control: QWidget) -> Field:
        made = self.fields[label] = Field(control)
        made.left.connect(self.refresh)
        return made

    # ---- tabs --------------------------------------------------------------------------------

    def make_tabs(self, name: str) -> None:
        """Give the dialog tabs above everything else; they take all the room there is."""
        dressed(self.tabs, accessibleName=name, visible=True)
        self.column.insertWidget(0, self.tabs)
        self.give_room(self.tabs)

    def rows_tab(
        self,
        title: str,
        controls: Iterable[tuple[str, QWidget]] = (),
        *,
        scrolls: bool = False,
    ) -> QFormLayout:
        """Add a tab with fields below one another, and return their rows.

        Args:
            title: what stands on the tab.
            controls: the fields, each with its label.
            scrolls: whether there may be more of them than a small screen shows.
        """
        page = QWidget()
        rows = QFormLayout(
            page,
            labelAlignment=self.rows.labelAlignment(),
            fieldGrowthPolicy=self.rows.fieldGrowthPolicy(),
            horizontalSpacing=12,
            verticalSpacing=8,
        )
        if scrolls:
            area = dressed(
                QScrollArea(widgetResizable=True),
                frameShape=QScrollArea.Shape.NoFrame,
                accessibleName=title,
                focusPolicy=Qt.FocusPolicy.NoFocus,
            )
            area.setWidget(page)
        self.tabs.addTab(area if scrolls else page, title)
        for label, control in controls:
            self.field(label, control, rows)
        return rows

    def box_tab(self, label: str, box: QWidget, hint: str = "") -> None:
        """Add a tab that one field fills.

        Args:
            label: what stands on the tab; faults with this place stand beneath the field.
            box: the field.
            hint: what is said above it.
        """
        page = QWidget()
        column = QVBoxLayout(page)
        if hint:
            column.addWidget(QLabel(hint, wordWrap=True))
        column.addWidget(self._watched(label, box), 1)
        self.tabs.addTab(page, label)

    def begin(self) -> None:
        """Remember what stands in the fields; called once, when all of them are there."""
        fit(self, self.width(), self.height())
        next(iter(self.fields.values())).setFocus()
        self._opened = self.state()
        self.is_ready = True
        self.refresh()

    def state(self) -> object:
        """Return what stands in the fields, to tell whether something was changed."""
        return {label: field.state() for label, field in self.fields.items()}

    def is_changed(self) -> bool:
        """Tell whether something was entered that is not written yet."""
        return self.is_ready and self.state() != self._opened

    def refresh(self) -> None:
        """Look at the fields: faults, doubts, and what will happen."""
        if not self.is_ready:
            return
        for field in self.fields.values():
            field.look()
        try:
            doubts, effect = tuple(self.doubts()), self.effect()
        except Refusal:
            doubts, effect = (), ""  # the fields say what is wrong
        self._say(doubts, AMBER)
        fields = self.fields
        self._refused = [r for r in self._refused if fields[r[0].place].state() == r[1]]
        self._say((fault for fault, _ in self._refused), RED)
        self._effect.setText(effect)
        self._effect.setVisible(bool(effect))

    def doubts(self) -> Iterable[Fault]:
        """Return what somebody should look at again; the place of each is a field's label."""
        return ()

    def effect(self) -> str:
        """Return in one sentence what will happen; may raise Refusal."""
        return ""

    def try_it(self) -> None:
        """Do it, and close; where it is refused, say why at the field, and stay.

        Fields that lose the keyboard meanwhile are not looked at: the ledger is being written.
        """
        self._fault.hide()
        self.is_ready = False
        try:
            self.do_it()
        except BaseException as error:
            self.is_ready = True
            if not isinstance(error, Refusal):
                raise
            self._refuse(error)
        else:
            self.accept()

    def _refuse(self, refused: Refusal) -> None:
        here = [fault for fault in refused.faults if fault.place in self.fields]
        self._refused = [(fault, self.fields[fault.place].state()) for fault in here]
        self.refresh()
        elsewhere = [fault for fault in refused.faults if fault.place not in self.fields]
        if elsewhere:
            self.show_fault("\n".join(fault_text(fault) for fault in elsewhere))
        if here:
            self.show_field(self.fields[here[0].place])

    def show_field(self, field: Field) -> None:
        """Bring a field into view, with its tab, for something is wrong with it."""
        for place in range(self.tabs.count()):
            if self.tabs.widget(place).isAncestorOf(field):
                self.tabs.setCurrentIndex(place)
        field.control.setFocus()

    def _say(self, faults: Iterable[Fault], tone: QColor) -> None:
        for fault in faults:
            field = self.fields.get(fault.place)
            if field is not None and not field.problem():
                field.say(f"{fault.message}{fault.remedy}", tone)

    def reject(self) -> None:
        """Close; where something was entered, ask before it is lost."""
        if self.is_changed() and not confirm(
            self,
            "尚未保存",
            f"“{self.windowTitle()}”里填写的内容还没有保存。",
            "放弃",
            "放弃后不能找回。",
        ):
            return
        self.is_ready = False
        super().reject()


class DeedDialog(FieldDialog):
    """Tells what will happen, and writes it in one step."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def prepared(self) -> Work:
        """Read the fields and return what writes them; may raise Refusal.

        What is returned runs in a worker and must not touch widgets.
        """
        raise NotImplementedError

    def do_it(self) -> None:
        """Write, while a progress dialog appears if it takes long."""
        work = self.prepared()
        self.told.emit(wait_for(self, self.windowTitle(), lambda _progress: work()))
