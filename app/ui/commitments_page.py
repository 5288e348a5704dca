"""The page 承诺: what was promised and how far it is kept, and what people said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ops.changes import Topic
from app.ui.commitments.lines import OpinionLine, PromiseLine, opinion_lines, promise_lines
from app.ui.commitments.opinions_view import OpinionsView
from app.ui.commitments.promises_view import PromisesView
from app.ui.faults import refusals_shown
from app.ui.file_kinds import EXCEL_FILTER
from app.ui.page import Page, Place, Scope
from app.ui.print_list import print_list
from app.ui.questions import confirm
from app.ui.saving import save_as
from app.ui.waiting import wait_for
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from app.domain.cycle.commitments import Commitment
    from app.domain.cycle.opinions import Opinion
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.settings import Settings

PROMISES, OPINIONS = range(2)
TITLES = ("公开承诺", "意见建议")
PARTS = {"promises": PROMISES, "opinions": OPINIONS}
"""What ``Place.part`` can name here."""
CAN_BE_UNDONE = "删除后可以按 Ctrl+Z 撤销。"


@dataclass(frozen=True, slots=True)
class _View:
    """Everything that the page shows."""

    promises: Sequence[PromiseLine] = ()
    opinions: Sequence[OpinionLine] = ()


class CommitmentsPage(Page):
    """About the chosen organisation with all below it, in the chosen round."""

    topics: ClassVar = frozenset({Topic.CYCLE, Topic.ROUNDS, Topic.STRUCTURE})

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self._scope: Scope | None = None
        self.promises = PromisesView(settings)
        self.opinions = OpinionsView(settings)
        self._tabs = dressed(QTabWidget(documentMode=True), accessibleName="承诺")
        self._tabs.addTab(self.promises, TITLES[PROMISES])
        self._tabs.addTab(self.opinions, TITLES[OPINIONS])
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._insert, self._delete = (
            QShortcut(QKeySequence(key), self._tabs, context=inside) for key in ("Ins", "Del")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._tabs, 1)
        self._connect()

    def _connect(self) -> None:
        promises, opinions = self.promises, self.opinions
        promises.opened.connect(self.change_promise)
        promises.new_wanted.connect(self.new_promise)
        promises.mark_wanted.connect(self.mark)
        promises.removal_wanted.connect(self.remove_promises)
        promises.import_wanted.connect(self.import_list)
        promises.print_wanted.connect(self._print_promises)
        promises.export_wanted.connect(self.export_list)
        opinions.opened.connect(self.change_opinion)
        opinions.new_wanted.connect(self.new_opinion)
        opinions.removal_wanted.connect(self.remove_opinions)
        opinions.print_wanted.connect(self._print_opinions)
        self._insert.activated.connect(self._new)
        self._delete.activated.connect(self._remove)

    # ---- reading -----------------------------------------------------------------------------

    def show_scope(self, scope: Scope) -> None:
        """Read and show what was promised and said in a round."""
        self._scope = scope
        view = wait_for(self, "正在读取…", self._read)
        self.promises.show_lines(view.promises)
        self.opinions.show_lines(view.opinions)
        for part in (self.promises, self.opinions):
            part.allow_new(scope.round is not None)

    def _read(self, progress: "Progress") -> _View:
        progress(0, 0)
        scope = self._scope
        if scope is None or scope.round is None:
            return _View()
        return _View(
            promise_lines(self.desk.commitments.rows(scope.round, scope.unit)),
            opinion_lines(self.desk.opinions.rows(scope.round, scope.unit)),
        )

    def show_place(self, place: Place) -> None:
        """Bring the part to the front that a place names, or the promises."""
        self._tabs.setCurrentIndex(PARTS.get(place.part, PROMISES))

    @property
    def _round(self) -> "Round | None":
        return self._scope.round if self._scope is not None else None

    def _new(self) -> None:
        """Add to the part in front."""
        (self.new_promise if self._tabs.currentIndex() == PROMISES else self.new_opinion)()

    def _remove(self) -> None:
        """Take away what is chosen in the part in front."""
        in_front = self._tabs.currentIndex() == PROMISES
        (self.remove_promises if in_front else self.remove_opinions)()

    # ---- promises ----------------------------------------------------------------------------

    def new_promise(self) -> None:
        """Ask for a promise."""
        self._edit_promise(None)

    def change_promise(self) -> None:
        """Show the chosen promise to be changed."""
        line = self.promises.current()
        if line is not None:
            self._edit_promise(line.record)

    def _edit_promise(self, record: "Commitment | None") -> None:
        from app.ui.commitments.promise_dialog import PromiseDialog

        if self._scope is not None and self._scope.round is not None:
            round_, unit = self._scope.round, self._scope.unit
            dialog = PromiseDialog(self.desk, round_, unit, record, self.window())
            dialog.told.connect(self.told)
            dialog.open()

    def mark(self) -> None:
        """Ask how far the chosen promises are kept."""
        from app.ui.commitments.mark_dialog import MarkDialog

        lines = self.promises.chosen()
        if lines:
            dialog = MarkDialog(self.desk, lines, self.window())
            dialog.told.connect(self.told)
            dialog.open()

    def remove_promises(self) -> None:
        """Take the chosen promises away, after a question."""
        lines = self.promises.chosen()
        if not lines:
            return
        more = f"等 {len(lines)} 条" if len(lines) > 1 else ""
        first = lines[0]
        sentence = f"要删除{first.row.name}的承诺“{_short(first.record.matter)}”{more}吗？"
        if confirm(self.window(), "删除承诺", sentence, "删除", CAN_BE_UNDONE):
            with refusals_shown(self.window(), "没有删除"):
                self.told.emit(self.desk.commitments.remove(self.promises.chosen_ids()))

    def import_list(self) -> None:
        """Ask for a list of promises."""
        from app.ui.commitments.list_dialog import CommitmentListDialog

        if self._round is not None:
            lists = self.desk.commitment_lists
            dialog = CommitmentListDialog(lists, self._round, self.settings, self.window())
            dialog.told.connect(self.told)
            dialog.open()

    def export_list(self) -> None:
        """Ask where the list goes, and write what is listed."""
        rows = [line.row for line in self.promises.model.lines]

        def write(path: Path) -> None:
            def work(progress: "Progress") -> None:
                progress(0, 0)
                self.desk.commitment_lists.write(rows, path, overwrite=True)

            wait_for(self, "正在导出…", work)

        name = f"{self._title('公开承诺')}.xlsx".replace("　", "_")
        save_as(self.window(), "导出承诺清单", name, EXCEL_FILTER, write)

    def _print_promises(self) -> None:
        self._print("公开承诺一览表", self.promises)

    # ---- opinions ----------------------------------------------------------------------------

    def new_opinion(self) -> None:
        """Ask for an opinion."""
        self._edit_opinion(None)

    def change_opinion(self) -> None:
        """Show the chosen opinion to be changed."""
        line = self.opinions.current()
        if line is not None:
            self._edit_opinion(line.record)

    def _edit_opinion(self, record: "Opinion | None") -> None:
        from app.ui.commitments.opinion_dialog import OpinionDialog

        if self._scope is not None and self._scope.round is not None:
            round_, unit = self._scope.round, self._scope.unit
            dialog = OpinionDialog(self.desk, round_, unit, record, self.window())
            dialog.told.connect(self.told)
            dialog.open()

    def remove_opinions(self) -> None:
        """Take the chosen opinions away, after a question."""
        lines = self.opinions.chosen()
        if not lines:
            return
        more = f"等 {len(lines)} 条" if len(lines) > 1 else ""
        first = lines[0]
        sentence = f"要删除对{first.row.name}的意见“{_short(first.record.text)}”{more}吗？"
        if confirm(self.window(), "删除意见建议", sentence, "删除", CAN_BE_UNDONE):
            with refusals_shown(self.window(), "没有删除"):
                self.told.emit(self.desk.opinions.remove(self.opinions.chosen_ids()))

    def _print_opinions(self) -> None:
        self._print("党员群众意见建议一览表", self.opinions)

    # ---- paper -------------------------------------------------------------------------------

    def _print(self, what: str, view: PromisesView | OpinionsView) -> None:
        title = self._title(what)
        print_list(self.window(), self.settings, title, view.as_table(title))

    def _title(self, what: str) -> str:
        """Return the title of a list: whose it is, and of which round."""
        scope = self._scope
        if scope is None or scope.round is None:
            return what
        workspace = self.desk.workspace
        tree = workspace.directory(workspace.day_of(scope.round)).tree
        unit = tree[scope.unit]
        return f"{unit.short_name or unit.name}　{scope.round.name}　{what}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 20 else f"{plain[:20]}…"
