"""The page 公示: everything that the chosen organisation puts up, and what people said about it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.cycle.postings import (
    POSTING_STATES,
    PostedMatter,
    Posting,
    PostingState,
)
from app.domain.ids import RecordId
from app.domain.progress import Progress
from app.domain.table import Column, Table
from app.ops.changes import Changes, Topic
from app.ops.desk import Desk
from app.ui.data_table import DataTable
from app.ui.empty_hint import EmptyHint
from app.ui.faults import refusals_shown
from app.ui.filter_row import Facet, FilterRow
from app.ui.page import Page, Scope
from app.ui.postings.lines import HEADINGS, LEFT, PHOTOS, TITLE, WIDTHS, PostingModel, posting_line
from app.ui.print_list import print_list
from app.ui.questions import confirm
from app.ui.settings import Settings
from app.ui.waiting import wait_for
from app.ui.widgets import dressed, push_button

if TYPE_CHECKING:
    from app.ui.line_model import Line

_FACETS = (Facet("状态", tuple(POSTING_STATES.values())), Facet("单位"), Facet("内容"))
NOTHING = "还没有公示。按“新公示”，程序列出已点评的记录，核对全部文字后打印或存为 Word。"


class PostingsPage(Page):
    """The postings of the chosen organisation and round."""

    topics: ClassVar = frozenset({Topic.STRUCTURE, Topic.ROUNDS, Topic.CYCLE})

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(desk, settings, parent)
        self._scope: Scope | None = None
        self._found: dict[str, Posting] = {}
        self._lines: list[Line] = []
        self._model = PostingModel(HEADINGS, self, numbers=frozenset({LEFT, PHOTOS}))
        self._summary = dressed(QLabel(wordWrap=True), accessibleName="公示小计")
        self._summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._new = push_button("新公示", hint="选内容、单位和点评记录，定时间和方式")
        self._check = push_button(
            "核对打印", hint="先看公开什么、隐去什么，再打印、存为 PDF 或 Word"
        )
        self._edit = push_button("情况", "公示情况", "内容、记录、时间、方式、地点、依据")
        self._feedback = push_button("反馈", "公示反馈", "登记和处理反映的意见，办结公示")
        self._photos = push_button("照片", "公示照片", "存入公示栏照片等")
        self._holidays = push_button("节假日", "节假日和受理意见", "工作日怎样算，意见向谁反映")
        self._print = push_button("打印列表", "打印公示一览表", "打印下面的列表")
        self._filters = FilterRow(_FACETS)
        self._table = DataTable("公示", settings)
        self._table.setModel(self._model)
        self._table.verticalHeader().hide()
        self._table.remember_columns(WIDTHS, hidden=(TITLE,))
        self._menu = self._made_menu()
        self._empty = EmptyHint()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for control in (
            self._new,
            self._check,
            self._edit,
            self._feedback,
            self._photos,
            self._holidays,
            self._print,
        ):
            top.addWidget(control)
        top.addStretch(1)
        filled = QWidget()
        whole = QVBoxLayout(filled)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.setSpacing(6)
        whole.addLayout(top)
        whole.addWidget(self._filters)
        whole.addWidget(self._table, 1)
        whole.addWidget(self._summary)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("核对打印(&P)…").triggered.connect(self.check)
        menu.addAction("公示情况(&E)…").triggered.connect(self.edit)
        menu.addAction("公示反馈(&F)…").triggered.connect(self.show_feedback)
        menu.addAction("公示照片(&I)…").triggered.connect(self.show_photos)
        menu.addAction("办结(&S)").triggered.connect(self.settle)
        menu.addSeparator()
        menu.addAction("复制表格(&T)").triggered.connect(self._table.copy)
        menu.addSeparator()
        menu.addAction("删除公示(&D)…").triggered.connect(self.remove)
        return menu

    def _connect(self) -> None:
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._pop_up)
        self._table.row_opened.connect(self._open_row)
        self._table.selectionModel().selectionChanged.connect(self._selected)
        self._filters.changed.connect(self._filter)
        self._new.clicked.connect(self.make_new)
        self._check.clicked.connect(self.check)
        self._edit.clicked.connect(self.edit)
        self._feedback.clicked.connect(self.show_feedback)
        self._photos.clicked.connect(self.show_photos)
        self._holidays.clicked.connect(self.show_holidays)
        self._print.clicked.connect(self.print_lines)
        self._empty.asked.connect(self.asked)

    # ---- reading -------------------------------------------------------------------------------

    @property
    def model(self) -> PostingModel:
        """The postings that are shown."""
        return self._model

    @property
    def summary_text(self) -> str:
        """What is said below the list."""
        return self._summary.text()

    def show_scope(self, scope: Scope) -> None:
        """Read and show the postings of an organisation and what is below it."""
        self._scope = scope
        if scope.round is None:
            self._empty.show_step(has_members=bool(self.desk.workspace.records.members))
            self._stack.setCurrentIndex(1)
            return
        self._stack.setCurrentIndex(0)
        workspace = self.desk.workspace
        found = self.desk.postings.all(scope.round, scope.unit)
        self._found = {each.id: each for each in found}
        names = workspace.directory(workspace.day_of(scope.round)).tree
        today, holidays = workspace.today(), self.desk.postings.holidays()
        self._lines = [
            posting_line(each, names[each.organization_id].name, today, holidays) for each in found
        ]
        self._filter()

    def _filter(self) -> None:
        chosen = self._chosen()
        lines = self._filters.kept(self._lines)
        self._model.show_lines(lines)
        row = self._model.row_of(chosen[0].id) if chosen else None
        if row is None and lines:
            row = 0
        if row is not None:
            self._table.choose_row(self._model.index(row, 0))
        self._summary.setText(self._sentence(len(lines)))
        self._selected()

    def _sentence(self, shown: int) -> str:
        if not self._lines:
            return NOTHING
        today = self.desk.workspace.today()
        found = self._found.values()
        ended = sum(each.standing(today) is PostingState.ENDED for each in found)
        unhandled = sum(len(each.open_feedback) for each in found)
        parts = [f"共 {len(self._lines)} 次公示"]
        parts += [f"显示 {shown} 次"] if shown != len(self._lines) else []
        parts += [f"期满待办结 {ended} 次"] if ended else []
        parts += [f"反馈未处理 {unhandled} 条"] if unhandled else []
        return "，".join(parts) + "。"

    # ---- what is chosen ------------------------------------------------------------------------

    def _chosen(self) -> list[Posting]:
        ids = [self._model.line(row).id for row in self._table.chosen_rows()]
        return [self._found[each] for each in ids if each in self._found]

    def choose(self, posting_id: RecordId) -> None:
        """Choose a posting that is shown."""
        row = self._model.row_of(posting_id)
        if row is not None:
            self._table.choose_row(self._model.index(row, 0))

    def _selected(self) -> None:
        one = len(self._chosen()) == 1
        for button in (self._check, self._edit, self._feedback, self._photos):
            button.setEnabled(one)
        self._print.setEnabled(bool(self._model.rowCount()))

    def _pop_up(self, place: QPoint) -> None:
        if self._chosen():
            self._menu.popup(self._table.viewport().mapToGlobal(place))

    def _open_row(self, index: QModelIndex) -> None:
        """Go on where this posting stands: it is checked and printed, or feedback is handled."""
        if not index.isValid():
            return
        found = self._found[self._model.line(index.row()).id]
        standing = found.standing(self.desk.workspace.today())
        if found.open_feedback or standing is PostingState.ENDED:
            self.show_feedback()
        else:
            self.check()

    def _with_chosen(self, act: Callable[[Posting], None]) -> None:
        """Do something with the one that is chosen, as it stands in the ledger now."""
        chosen = self._chosen()
        if chosen:
            with refusals_shown(self):
                act(self.desk.postings.get(chosen[0].id))

    # ---- what is done --------------------------------------------------------------------------

    def make_new(self) -> None:
        """Make a posting of the chosen unit."""
        scope = self._scope
        if scope is None or scope.round is None:
            return
        round_, unit = scope.round, scope.unit

        def work(progress: Progress) -> Posting:
            progress(0, 0)
            return self.desk.postings.new(round_, unit, PostedMatter.FORMS)

        self._show_dialog(wait_for(self, "正在列出点评记录…", work), is_new=True)

    def edit(self) -> None:
        """Show and change the chosen posting."""
        self._with_chosen(self._show_dialog)

    def _show_dialog(self, given: Posting, *, is_new: bool = False) -> None:
        from app.ui.postings.posting_dialog import PostingDialog

        round_ = self._scope.round if self._scope is not None else None
        if round_ is None:
            return
        dialog = PostingDialog(
            self.desk, self.settings, round_, given, self.window(), is_new=is_new
        )
        dialog.told.connect(self._take)
        if is_new:
            dialog.kept.connect(self._check_new)
        dialog.open()

    def _check_new(self, posting_id: str) -> None:
        """Go on to what will be readable."""
        self._show_check(self.desk.postings.get(RecordId(posting_id)))

    def check(self) -> None:
        """Show what the chosen posting lets everybody read; it is printed from there."""
        self._with_chosen(self._show_check)

    def _show_check(self, given: Posting) -> None:
        from app.ui.postings.check_dialog import CheckDialog

        dialog = CheckDialog(self.desk, self.settings, given.id, self.window())
        dialog.told.connect(self._take)
        dialog.open()

    def show_feedback(self) -> None:
        """Show what people said about the chosen posting."""
        self._with_chosen(self._show_feedback)

    def _show_feedback(self, given: Posting) -> None:
        from app.ui.postings.feedback_dialog import FeedbackDialog

        ops, today = self.desk.postings, self.desk.workspace.today()
        dialog = FeedbackDialog(ops, self.settings, given.id, today, self.window())
        dialog.told.connect(self._take)
        dialog.open()

    def show_photos(self) -> None:
        """Show the photos of the chosen posting."""
        self._with_chosen(self._show_photos)

    def _show_photos(self, given: Posting) -> None:
        from app.ui.postings.photos_dialog import PhotosDialog

        dialog = PhotosDialog(self.desk, given.id, self.window())
        dialog.told.connect(self._take)
        dialog.open()

    def show_holidays(self) -> None:
        """Show the table of holidays, and where to object."""
        from app.ui.postings.holidays_dialog import HolidaysDialog

        year = self.desk.workspace.today().year
        dialog = HolidaysDialog(self.desk.postings, year, self.window())
        dialog.told.connect(self._take)
        dialog.open()

    def settle(self) -> None:
        """Say that the chosen posting has ended and everything said was handled."""
        self._with_chosen(self._settle)

    def _settle(self, given: Posting) -> None:
        self._take(self.desk.postings.settle(given.id))

    def remove(self) -> None:
        """Delete the chosen postings, after asking."""
        chosen = self._chosen()
        if not chosen:
            return
        what = f"“{chosen[0].title}”" if len(chosen) == 1 else f"{len(chosen)} 次公示"
        sentence = f"要删除{what}及其反馈、照片吗？点评记录不变。"
        if confirm(self, "删除公示", sentence, "删除", "可以用“撤销”找回。"):
            with refusals_shown(self):
                self._take(self.desk.postings.remove([each.id for each in chosen]))

    def print_lines(self) -> None:
        """Show the list as it prints."""
        print_list(self, self.settings, "公示一览表", self.as_table("公示一览表"))

    def as_table(self, title: str) -> Table:
        """Return what is listed for printing, the columns that are shown."""
        header = self._table.horizontalHeader()
        columns = [n for n in range(header.count()) if not header.isSectionHidden(n)]
        rows = tuple(tuple(line.cells[n] for n in columns) for line in self._model.lines)
        return Table(title, tuple(Column(HEADINGS[n]) for n in columns), rows)

    def _take(self, changes: Changes) -> None:
        """Tell what was written; the window shows the page again."""
        if changes:
            self.told.emit(changes)
