"""工作要求: what the scheme asks for in its order, what there is of it, and where to go on."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.dates import from_day
from app.domain.demands import (
    ANY_ORDER,
    DEADLINES,
    IN_ORDER,
    REQUIREMENTS,
    STEPS,
    Demands,
    StepStanding,
)
from app.domain.scheme import Deadline, Track
from app.ui.heading import Heading
from app.ui.letters import lettered
from app.ui.page import PageName, Place, Scope
from app.ui.printing.official import show_official
from app.ui.step_words import days_text, whom_text
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button, text_block
from app.ui.window_size import fit

if TYPE_CHECKING:
    from datetime import date

    from app.domain.progress import Progress
    from app.ops.desk import Desk
    from app.ui.settings import Settings

SIZE = (760, 560)
GAP, BETWEEN = 6, 14
NOTHING = "这个方案没有写环节、期限和要求。"
CALENDAR = Place(page=PageName.RECTIFICATIONS, part="calendar")
WAYS: Final[dict[Track, tuple[str, Place]]] = {
    Track.SUMMARY: ("去填写", Place(page=PageName.TASKS)),
    Track.SURVEY: ("去记录", Place(page=PageName.COMMITMENTS, part="opinions")),
    Track.REVIEW: ("去点评", Place(page=PageName.TASKS)),
    Track.POSTING: ("去公示", Place(page=PageName.POSTINGS)),
    Track.RECTIFICATION: ("去整改", Place(page=PageName.RECTIFICATIONS)),
    Track.REPLY: ("去回复", Place(page=PageName.RECTIFICATIONS)),
}
"""Where each step is worked on, and what its button says."""


class DemandsDialog(QDialog):
    """Shows the steps, the deadlines and the other demands; a button leads to each step's page."""

    wanted = Signal(object)
    """The ``Place`` that the user wants to go to."""

    def __init__(
        self, desk: "Desk", settings: "Settings", scope: Scope, parent: QWidget | None
    ) -> None:
        """Read what is asked for and how far it is done.

        Args:
            desk: the ledger.
            settings: where the page set-up is remembered.
            scope: whose work, in which round; without a round the scheme alone.
            parent: the window it belongs to.
        """
        super().__init__(parent)
        dressed(self, windowTitle="工作要求")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._settings, self._scope = desk, settings, scope
        self._places: dict[QPushButton, Place] = {}
        self._print = push_button("打印…", hint="印成一张，可存为 Word 或 PDF，发给各支部")
        self._close = push_button(lettered("关闭"))
        demands: Demands = wait_for(parent or self, "正在读取…", partial(_read, desk, scope))
        self._lay_out(demands)
        self._connect()
        fit(self, *SIZE)

    def _lay_out(self, demands: Demands) -> None:
        source = QLabel(f"依据：{demands.source}", wordWrap=True)
        source.setTextFormat(Qt.TextFormat.PlainText)
        heading = dressed(Heading(), text=self._about())
        self._print.setEnabled(not demands.is_empty)
        buttons = QHBoxLayout()
        buttons.addWidget(self._print)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addWidget(heading)
        column.addWidget(source)
        column.addWidget(self._read_through(demands), 1)
        column.addLayout(buttons)

    def _about(self) -> str:
        workspace, round_ = self._desk.workspace, self._scope.round
        day = workspace.day_of(round_) if round_ is not None else workspace.today()
        name = workspace.directory(day).tree[self._scope.unit].name
        return f"{name}　{round_.name}" if round_ is not None else name

    def _read_through(self, demands: Demands) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(GAP)
        if demands.is_empty:
            column.addWidget(QLabel(NOTHING))
        if demands.steps:
            order = IN_ORDER if demands.order_strict else ANY_ORDER
            column.addWidget(_title(f"{STEPS}（{order}）"))
            for each in demands.steps:
                column.addWidget(self._step(each))
        if demands.deadlines:
            self._add_deadlines(column, demands.deadlines)
        if demands.requirements:
            column.addSpacing(BETWEEN)
            column.addWidget(_title(REQUIREMENTS))
            numbered = enumerate(demands.requirements, 1)
            rows = ((f"{n}．", each.text, f"见{each.section}") for n, each in numbered)
            column.addLayout(_lines(rows, "在文件的这一部分"))
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return dressed(area, frameShape=QFrame.Shape.NoFrame, accessibleName="工作要求")

    def _step(self, standing: StepStanding) -> QFrame:
        """Return the card of a step: number and title, what is to be done, what there is."""
        verb, place = WAYS[standing.step.track]
        go = push_button(verb, f"{standing.step.title}：{verb}")
        self._places[go] = place
        base = QPalette.ColorRole.Base
        frame = dressed(QFrame(), autoFillBackground=True, backgroundRole=base)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(_title(f"{standing.number}．{standing.step.title}"))
        words.addWidget(text_block(standing.step.text))
        if standing.text:
            words.addWidget(text_block(f"已有：{standing.text}"))
        row = QHBoxLayout(frame)
        row.addLayout(words, 1)
        row.addWidget(go)
        return frame

    def _add_deadlines(self, column: QVBoxLayout, deadlines: Iterable[Deadline]) -> None:
        today = self._desk.workspace.today()
        see = push_button(
            "看日程", "看期限日程", "这些期限和本级定的期限，都在“整改”页的“期限日程”里"
        )
        self._places[see] = CALENDAR
        top = QHBoxLayout()
        top.addWidget(_title(DEADLINES))
        top.addStretch(1)
        top.addWidget(see)
        column.addSpacing(BETWEEN)
        column.addLayout(top)
        column.addLayout(_lines(_deadline(each, today) for each in deadlines))

    def _connect(self) -> None:
        self._print.clicked.connect(self.print_sheet)
        self._close.clicked.connect(self.reject)
        for button in self._places:
            button.clicked.connect(self._go)

    def _go(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.wanted.emit(self._places[button])
            self.accept()

    def print_sheet(self) -> None:
        """Show everything as a sheet, as it prints."""
        scope = self._scope
        document = self._desk.demands.document(scope.round, scope.unit)
        name = f"工作要求_{scope.round.name}" if scope.round is not None else "工作要求"
        show_official(self, self._desk, self._settings, document, name)


def _read(desk: "Desk", scope: Scope, progress: "Progress") -> Demands:
    progress(0, 0)
    return desk.demands.of(scope.round, scope.unit)


def _deadline(deadline: Deadline, today: "date") -> tuple[str, str, str]:
    day = f"{from_day(deadline.date).for_form}前"
    left = days_text((deadline.date - today).days)
    what = "，".join(filter(None, (deadline.what, whom_text(deadline))))
    return day, what, left


def _lines(rows: Iterable[tuple[str, str, str]], hint: str = "") -> QGridLayout:
    """Return lines of three parts; the middle one takes the room and breaks.

    Args:
        rows: before, text, behind.
        hint: what is told about the part behind.
    """
    grid = QGridLayout()
    grid.setHorizontalSpacing(BETWEEN)
    grid.setVerticalSpacing(GAP)
    grid.setColumnStretch(1, 1)
    for place, (before, text, behind) in enumerate(rows):
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(QLabel(before), place, 0, top)
        grid.addWidget(text_block(text), place, 1)
        grid.addWidget(dressed(QLabel(behind), toolTip=hint), place, 2, top)
    return grid


def _title(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
