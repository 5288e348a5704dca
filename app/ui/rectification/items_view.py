"""整改事项 on the page 整改: every problem of the round, and what can be done with those chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.cycle.rectification import RECTIFICATION_STATES, RectificationState
from app.ui.commitments.list_view import ListView
from app.ui.filter_row import Facet, FilterRow
from app.ui.handoff.lists import line_table
from app.ui.rectification.lines import (
    IN_TIME,
    OVERDUE,
    SOON,
    WIDTHS,
    RectificationLine,
    RectificationModel,
)
from app.ui.settings import Settings
from app.ui.widgets import push_button

FACETS = (
    Facet("状态", tuple(RECTIFICATION_STATES.values())),
    Facet("时限", (OVERDUE, SOON, IN_TIME)),
    Facet("党组织"),
)
_UNFINISHED = {RectificationState.OPEN, RectificationState.UNDER_WAY}
NONE = "还没有整改事项。按“列出事项”，从已点评的登记表取出“存在的问题和不足”。"


class ItemsView(ListView[RectificationLine]):
    """The problems of the chosen organisation and of everything below it."""

    wanted = Signal(str)
    """The name of what is to be done."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            settings: where the table remembers its columns.
            parent: the page.
        """
        self._gather = push_button("列出事项", hint="从已点评的登记表取出存在的问题，逐条列出")
        self._edit = push_button(
            "措施…", "填写整改措施", "分条修改问题，填措施、责任人、时限、附件（回车）"
        )
        self._progress = push_button("进展…", "填写整改进展", "给所选的事项填写进展")
        self._finish = push_button("完成…", "整改完成", "所选的事项已整改")
        self._check = push_button("销号…", "整改销号", "核实所选的已整改事项，予以销号")
        self._reply = push_button("回复…", "书面回复", "给点评领导的书面回复、送达、核实和年底评价")
        self._more = push_button("更多", "更多操作")
        model = RectificationModel()
        table = line_table("整改", model, settings, WIDTHS)
        buttons = (
            self._gather,
            self._edit,
            self._progress,
            self._finish,
            self._check,
            self._reply,
            self._more,
        )
        self._actions: dict[str, QAction] = {}
        self._menu = QMenu()
        self._before = 0
        super().__init__(table, model, FilterRow(FACETS), buttons, parent)
        model.setParent(self)
        self._menu.setParent(self, Qt.WindowType.Popup)
        self._fill_menu()
        self._more.setMenu(self._menu)
        self._connect()
        self.allow()

    def _fill_menu(self) -> None:
        for name, text in (
            ("due", "安排时限(&T)…"),
            ("reopen", "重新整改(&O)…"),
            ("form", "打开登记表(&F)"),
            ("", ""),
            ("carry", "转入上轮未完成(&C)…"),
            ("letters", "导出书面回复(&L)…"),
            ("export", "导出清单(&E)…"),
            ("print", "打印清单(&P)…"),
            ("archive", "归档文件夹(&A)…"),
            ("", ""),
            ("remove", "删除事项(&D)…"),
        ):
            if not name:
                self._menu.addSeparator()
                continue
            action = self._actions[name] = self._menu.addAction(text)
            action.setData(name)

    def _connect(self) -> None:
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._pop_up)
        self._menu.triggered.connect(self._want)
        self._gather.clicked.connect(self._want_gather)
        self._edit.clicked.connect(self._open)
        self._progress.clicked.connect(self._want_progress)
        self._finish.clicked.connect(self._want_finish)
        self._check.clicked.connect(self._want_check)
        self._reply.clicked.connect(self._want_reply)

    def _pop_up(self, place: QPoint) -> None:
        self._menu.popup(self.table.viewport().mapToGlobal(place))

    def _want(self, action: QAction) -> None:
        self.wanted.emit(str(action.data()))

    def _want_gather(self) -> None:
        self.wanted.emit("gather")

    def _want_progress(self) -> None:
        self.wanted.emit("progress")

    def _want_finish(self) -> None:
        self.wanted.emit("finish")

    def _want_check(self) -> None:
        self.wanted.emit("check")

    def _want_reply(self) -> None:
        self.wanted.emit("reply")

    def take_left(self, count: int) -> None:
        """Take how many problems of the round before are neither finished nor taken over.

        It is said with the next lines.
        """
        self._before = count

    def allow_round(self, *, there: bool) -> None:
        """Say whether there is a round at all."""
        self._gather.setEnabled(there)
        self._more.setEnabled(there)

    def sentence(self, lines: Sequence[RectificationLine], shown: int) -> str:
        """Return how many there are, how many are overdue, and what was left of the last round."""
        before = f"　上轮未完成 {self._before} 项" if self._before else ""
        if not lines:
            return NONE + before
        open_ = sum(not line.record.is_finished for line in lines)
        late = sum(line.row.is_overdue for line in lines)
        said = f"共 {len(lines)} 项，未完成 {open_} 项"
        said += f"，逾期 {late} 项" if late else ""
        return said + (f"（显示 {shown} 项）" if shown < len(lines) else "") + before

    def allow(self) -> None:
        """Enable what can be done with the chosen problems."""
        chosen = self.chosen()
        some, finished = bool(chosen), bool(chosen) and all(c.record.is_finished for c in chosen)
        states = {line.record.standing for line in chosen}
        reviews = {line.record.review_id for line in chosen}
        self._edit.setEnabled(some)
        self._progress.setEnabled(some and RectificationState.CHECKED not in states)
        self._finish.setEnabled(
            bool(states & {RectificationState.OPEN, RectificationState.UNDER_WAY})
        )
        self._check.setEnabled(finished)
        self._reply.setEnabled(len(reviews) == 1 and None not in reviews)
        for name in ("due", "remove"):
            self._enable(name, there=some)
        self._enable("form", there=len(reviews) == 1 and None not in reviews)
        self._enable("reopen", there=finished)
        self._enable("carry", there=self._before > 0)
        for name in ("letters", "export", "print"):
            self._enable(name, there=bool(self.model.rowCount()))

    def _enable(self, name: str, *, there: bool) -> None:
        if name in self._actions:
            self._actions[name].setEnabled(there)
