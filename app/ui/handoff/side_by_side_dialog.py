"""The dialog 上报数与现在: what every unit has submitted, beside what is counted here today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ops.unit_comparison import UnitComparison
from app.ops.units import UnitStanding
from app.ui.filter_row import Facet
from app.ui.handoff.days import day_words
from app.ui.handoff.figures_beside import SAME, between
from app.ui.handoff.lists import unit_title
from app.ui.letters import lettered
from app.ui.line_model import Line, LineModel, SortKey, folded
from app.ui.list_view import ListView
from app.ui.print_list import print_list
from app.ui.settings import Settings
from app.ui.tones import RED
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

WIDTH, HEIGHT = 900, 560
HEADINGS = ("单位", "项目", "上报数", "本级现在", "增减", "第几号", "校验码")
WIDTHS = {0: 190, 1: 210, 2: 76, 3: 84, 4: 70, 5: 64, 6: 96}
NUMBERS = frozenset({2, 3, 4, 5})
DIFFERENT = "不同"
TITLE = "上报数与现在"
NOBODY = "还没有单位用数据包上报过。"
_BETWEEN = 4


@dataclass(frozen=True, slots=True)
class UnitFigureLine(Line):
    """One figure of one unit."""

    unit: UnitStanding
    then: int
    now: int


class _Model(LineModel[UnitFigureLine]):
    def __init__(self, parent: QObject | None = None) -> None:
        keys: dict[int, SortKey[UnitFigureLine]] = {
            2: _then,
            3: _now,
            _BETWEEN: _between,
            5: _sequence,
        }
        super().__init__(HEADINGS, parent, keys=keys, numbers=NUMBERS)

    def colour(self, line: UnitFigureLine, column: int) -> QColor | None:
        return RED if column == _BETWEEN and line.then != line.now else None

    def hint(self, line: UnitFigureLine, column: int) -> str:
        return line.unit.path if column == 0 else line.cells[column]


class SideBySideDialog(QDialog):
    """Shows what differs first; a double click shows everything about that unit."""

    unit_opened = Signal(object)
    """The ``UnitStanding`` whose details are wanted."""

    def __init__(
        self,
        found: Sequence[UnitComparison],
        round_name: str,
        settings: Settings,
        parent: QWidget | None,
    ) -> None:
        """Show units that have submitted.

        Args:
            found: each with its last submission.
            round_name: the round, for the heading on paper.
            settings: where the table remembers its columns.
            parent: the main window.
        """
        super().__init__(parent, sizeGripEnabled=True)
        dressed(self, windowTitle=TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings, self._round_name = settings, round_name
        self._head = dressed(
            QLabel(told(found), wordWrap=True, textFormat=Qt.TextFormat.PlainText),
            accessibleName="对照结果",
        )
        facets = Facet("单位"), Facet("增减", (DIFFERENT, SAME))
        self.list = ListView(
            "各单位上报数与现在",
            _Model(),
            settings,
            WIDTHS,
            facets=facets,
            begins_chosen=False,
        )
        self._open = push_button("详情", "单位详情", "该单位的上报情况（双击或回车）")
        self._copy = push_button("复制", hint="复制所选的行；没有选中时复制全部")
        self._print = push_button("打印", hint="打印所列的内容")
        self._close = push_button(lettered("关闭"))
        self._lay_out()
        self._connect()
        self.list.show_lines(tuple(_lines(found)))
        if any(each.differing for each in found):
            self.list.show_only(1, DIFFERENT)
        fit(self, WIDTH, HEIGHT)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self._open, self._copy, self._print):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.list.opened.connect(self._open_chosen)
        self.list.chose.connect(self._allow)
        self._open.clicked.connect(self._open_chosen)
        self._copy.clicked.connect(self.list.table.copy)
        self._print.clicked.connect(self._print_lines)
        self._close.clicked.connect(self.reject)

    def _allow(self) -> None:
        self._open.setEnabled(self.list.current() is not None)
        self._print.setEnabled(bool(self.list.model.lines))

    def _open_chosen(self) -> None:
        line = self.list.current()
        if line is not None:
            self.unit_opened.emit(line.unit)

    def _print_lines(self) -> None:
        title = f"{TITLE}（{self._round_name}）"
        print_list(self, self._settings, title, self.list.as_table(title))


def told(found: Sequence[UnitComparison]) -> str:
    """Return how many units agree with what is counted here, and how many do not."""
    if not found:
        return NOBODY
    other = [each for each in found if each.differing]
    days = "、".join(map(day_words, sorted({each.day for each in found})))
    text = f"用数据包上报的单位 {len(found)} 个，本级的统计截至 {days}："
    if not other:
        return f"{text}全部相同。"
    return f"{text}{len(found) - len(other)} 个完全相同，{len(other)} 个有不同的数字。"


def _lines(found: Sequence[UnitComparison]) -> Iterator[UnitFigureLine]:
    for each in found:
        received, unit = each.received, each.unit
        for figure in each.figures:
            cells = (
                unit_title(unit),
                figure.title,
                str(figure.then),
                str(figure.now),
                between(figure.then, figure.now),
                str(received.sequence),
                received.check_code,
            )
            facets = (unit_title(unit), SAME if figure.then == figure.now else DIFFERENT)
            yield UnitFigureLine(
                f"{unit.id}{figure.measure}",
                cells,
                facets,
                folded(f"{unit.path} {figure.title} {received.check_code}"),
                unit,
                figure.then,
                figure.now,
            )


def _then(line: UnitFigureLine) -> int:
    return line.then


def _now(line: UnitFigureLine) -> int:
    return line.now


def _between(line: UnitFigureLine) -> int:
    return line.now - line.then


def _sequence(line: UnitFigureLine) -> int:
    return line.unit.sequence or 0
