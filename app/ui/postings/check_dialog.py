"""核对: exactly what everybody will read beside what is left out; printed only from here."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import RecordId
from app.domain.progress import Progress
from app.ops.desk import Desk
from app.ops.posting_papers import Readable, ReadablePaper
from app.ui.data_table import DataTable
from app.ui.faults import refusals_shown
from app.ui.letters import lettered
from app.ui.line_model import Line, LineModel, folded
from app.ui.postings.papers import WordFilesDialog, show_posting
from app.ui.questions import confirm
from app.ui.settings import Settings
from app.ui.tones import AMBER, RED, text_style
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button
from app.ui.window_size import fit

HEADINGS = ("材料", "隐去", "留意")
_WIDTHS = {0: 204, 1: 40}
MOST_TOLD = 4
MOST_NAMED = 6
ALL_SEEN = "这份材料没有隐去的内容。"
SOUND = "没有发现身份证号、联系电话、出生日期等个人信息。"


class CheckDialog(QDialog):
    """Lists the papers of a posting; of the chosen one every text, and what is left out of it."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def __init__(
        self, desk: Desk, settings: Settings, posting_id: RecordId, parent: QWidget | None
    ) -> None:
        """Show what a posting will let everybody read.

        Args:
            desk: the ledger.
            settings: where columns and page set-up are remembered.
            posting_id: of the posting.
            parent: the window it belongs to.

        Raises:
            Refusal: ``posting.unknown``.
        """
        super().__init__(parent, sizeGripEnabled=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._desk, self._settings = desk, settings
        self._posting = desk.postings.get(posting_id)
        dressed(self, windowTitle=f"公示前核对：{self._posting.title}")
        self._papers: tuple[ReadablePaper, ...] = ()
        self._readable = Readable((), (), ())
        self._alarm = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="个人信息"
        )
        self._left_out = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="不公示的记录"
        )
        self._model: LineModel[Line] = LineModel(HEADINGS, self, numbers=frozenset({1}))
        self._table = DataTable("公示材料", settings)
        self._table.setModel(self._model)
        self._table.verticalHeader().hide()
        self._table.remember_columns(_WIDTHS)
        self._shown = _pane("公开的全部文字")
        self._hidden = _pane("不公开的内容")
        self._hidden.setPlaceholderText(ALL_SEEN)
        self._hide = dressed(
            QCheckBox("登记表隐去出生年月等可隐的项目"), accessibleName="隐去可隐的项目"
        )
        self._hide.setChecked(self._posting.hide_optional)
        forms = desk.workspace.scheme.forms
        self._hide.setVisible(any(form.optional_hidden for form in forms))
        self._print = push_button("打印", hint="看预览，打印或存为 PDF（Ctrl+P）")
        self._word = push_button("存为 Word", hint="存成 Word 文件（Ctrl+W）")
        self._close = push_button(lettered("关闭"))
        self._keys = {
            "print": QShortcut(QKeySequence("Ctrl+P"), self),
            "word": QShortcut(QKeySequence("Ctrl+W"), self),
        }
        self._lay_out()
        self._connect()
        self._read()
        fit(self, 940, 600)
        self._table.setFocus()

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._table)
        for title, pane in (("公开的文字", self._shown), ("不公开的内容", self._hidden)):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            heading = QLabel(title)
            heading.setBuddy(pane)
            column.addWidget(heading)
            column.addWidget(pane, 1)
            split.addWidget(side)
        for place, share in enumerate((3, 5, 4)):
            split.setStretchFactor(place, share)
        split.setSizes([320, 340, 260])
        buttons = QHBoxLayout()
        buttons.addWidget(self._hide)
        buttons.addStretch(1)
        for button in (self._print, self._word, self._close):
            buttons.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setSpacing(8)
        whole.addWidget(self._alarm)
        whole.addWidget(self._left_out)
        whole.addWidget(split, 1)
        whole.addLayout(buttons)

    def _connect(self) -> None:
        self._table.selectionModel().currentRowChanged.connect(self._show_paper)
        self._hide.toggled.connect(self._hide_more)
        self._print.clicked.connect(self.print_papers)
        self._word.clicked.connect(self.save_word)
        self._close.clicked.connect(self.close)
        self._keys["print"].activated.connect(self.print_papers)
        self._keys["word"].activated.connect(self.save_word)

    # ---- what is shown -------------------------------------------------------------------------

    @property
    def model(self) -> LineModel[Line]:
        """The papers."""
        return self._model

    @property
    def shown_text(self) -> str:
        """Everything that will be readable on the chosen paper."""
        return self._shown.toPlainText()

    @property
    def hidden_text(self) -> str:
        """What is left out of the chosen paper."""
        return self._hidden.toPlainText()

    @property
    def alarm_text(self) -> str:
        """Which personal details will be readable."""
        return self._alarm.text()

    def _read(self) -> None:
        posting = self._posting

        def work(progress: Progress) -> Readable:
            progress(0, 0)
            return self._desk.postings.readable(posting)

        row = max(0, self._table.currentIndex().row())
        self._readable = found = wait_for(self, "正在核对公示内容…", work)
        self._papers = found.papers
        self._model.show_lines([self._line(n, each) for n, each in enumerate(self._papers)])
        self._say_exposed(found.exposed)
        names = "、".join(found.left_out[:MOST_NAMED])
        more = f"等 {len(found.left_out)} 份" if len(found.left_out) > MOST_NAMED else ""
        self._left_out.setText(f"登记表没有公示份，不公示：{names}{more}。")
        self._left_out.setVisible(bool(found.left_out))
        self._left_out.setStyleSheet(text_style(AMBER))
        self._table.choose_row(self._model.index(min(row, len(self._papers) - 1), 0))
        self._show_paper()

    def _line(self, number: int, paper: ReadablePaper) -> Line:
        doubts = len(paper.exposed)
        cells = (
            paper.title,
            str(len(paper.hidden)) if paper.hidden else "",
            f"{doubts} 处" if doubts else "",
        )
        return Line(str(number), cells, (), folded(paper.title))

    def _say_exposed(self, exposed: tuple[str, ...]) -> None:
        if not exposed:
            self._alarm.setText(SOUND)
            self._alarm.setStyleSheet("")
            return
        more = [f"另有 {len(exposed) - MOST_TOLD} 处。"] if len(exposed) > MOST_TOLD else []
        lines = ["下面的个人信息公示后人人可见，请先在登记表里改正：", *exposed[:MOST_TOLD], *more]
        self._alarm.setText("\n".join(lines))
        self._alarm.setStyleSheet(text_style(RED))

    def _show_paper(self, current: QModelIndex | None = None) -> None:
        index = current if current is not None else self._table.currentIndex()
        if not index.isValid():
            return
        paper = self._papers[int(self._model.line(index.row()).id)]
        self._shown.setPlainText("\n".join(map(_told, paper.lines)))
        self._hidden.setPlainText("\n".join(map(_told, paper.hidden)))

    # ---- what is done --------------------------------------------------------------------------

    def _hide_more(self, hide: bool) -> None:
        self._posting = replace(self._posting, hide_optional=hide)
        with refusals_shown(self):
            self.told.emit(self._desk.postings.save(self._posting))
        self._read()

    def print_papers(self) -> None:
        """Show everything as it prints; what should not be read is asked about before."""
        show_posting(
            self,
            self._desk,
            self._settings,
            self._posting,
            forms=bool(self._readable.forms),
            remarks=self._readable.exposed,
        )

    def save_word(self) -> None:
        """Write Word files; what should not be read is asked about before."""
        exposed = self._readable.exposed
        sentence = f"有 {len(exposed)} 处个人信息会写进公示文件，人人可见。"
        if exposed and not confirm(
            self, "存为 Word", sentence, "仍然保存", "\n".join(exposed[:MOST_TOLD])
        ):
            return
        args = (self._desk, self._settings, self._posting, len(self._papers), self)
        WordFilesDialog(*args).open()


def _pane(name: str) -> QPlainTextEdit:
    return dressed(QPlainTextEdit(readOnly=True), accessibleName=name, tabChangesFocus=True)


def _told(line: tuple[str, str]) -> str:
    """Return a text with its label before it, where it has one."""
    label, text = line
    return f"{label}：{text}" if label else text
