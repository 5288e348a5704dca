"""The dialog 比较: what a submission said then, what holds now, and the names between."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from app.ops.submission_views import Difference, FigureChange
from app.ui.handoff.figures_beside import FiguresBeside
from app.ui.handoff.record_changes import RecordChanges
from app.ui.letters import lettered
from app.ui.print_list import print_list
from app.ui.settings import Settings
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

WIDTH, HEIGHT = 760, 500
SAME = "没有差别：数字和记录都一样。"
SAME_FIGURES = "数字没有差别。"
NO_RECORDS = "较早的上报只保留统计表和名单，记录内容已不再保留，所以只比较数字。"


class CompareDialog(QDialog):
    """Figures with the names that make the difference; records that changed behind a second tab."""

    def __init__(
        self,
        title: str,
        words: tuple[str, str],
        difference: Difference,
        settings: Settings,
        parent: QWidget | None,
        figures: Sequence[FigureChange] = (),
    ) -> None:
        """Show a difference.

        Args:
            title: which two are compared.
            words: what the two sides are called: 上报时 and 现在.
            difference: what lies between them.
            settings: where the tables remember their columns.
            parent: the window it belongs to.
            figures: every figure, those that are the same too; nothing: those that differ.
        """
        super().__init__(parent, sizeGripEnabled=True)
        dressed(self, windowTitle="比较")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings, self._title = settings, title
        said = _head(title, difference)
        self._head = dressed(
            QLabel(said, wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="比较"
        )
        self.figures = FiguresBeside("比较数字", words, settings)
        self.figures.show_figures(figures or difference.figures)
        self.records = RecordChanges("比较记录", settings, words)
        self.records.show_difference(difference)
        self._tabs = dressed(QTabWidget(documentMode=True), accessibleName="比较结果")
        self._copy = push_button("复制", hint="复制所选的行；没有选中时复制全部")
        self._print = push_button("打印", hint="打印所列的内容")
        self._close = push_button(lettered("关闭"))
        self._lay_out(difference)
        self._connect()
        fit(self, WIDTH, HEIGHT)

    def _lay_out(self, difference: Difference) -> None:
        count = len(difference.figures)
        self._tabs.addTab(self.figures, f"数字：{count} 项不同" if count else "数字：相同")
        self._tabs.addTab(self.records, f"记录 {self.records.count}")
        self._tabs.setTabVisible(1, difference.with_records)
        if self.records.count and not count:
            self._tabs.setCurrentIndex(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addWidget(self._print)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addWidget(self._head)
        column.addWidget(self._tabs, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._copy.clicked.connect(self._copy_shown)
        self._print.clicked.connect(self._print_shown)
        self._close.clicked.connect(self.reject)

    def _shown(self) -> FiguresBeside | RecordChanges:
        return self.records if self._tabs.currentIndex() else self.figures

    def _copy_shown(self) -> None:
        self._shown().table.copy()

    def _print_shown(self) -> None:
        title = self._title.partition("\n")[0]
        print_list(self, self._settings, title, self._shown().as_table(title))


def _head(title: str, difference: Difference) -> str:
    """Return what stands over the figures: which two, and what is to be known of the whole."""
    if not difference.with_records:
        same = () if difference else (SAME_FIGURES,)
        return "\n".join((title, *same, NO_RECORDS))
    return title if difference else f"{title}\n{SAME}"
