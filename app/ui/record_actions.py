"""What can be done with chosen records on any page: 标记典型, 定稿, 解锁, 退回, 删除."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from app.domain.ids import ReviewId
from app.ops.locks import Handled
from app.ui.faults import fault_text, refusals_shown, tell
from app.ui.page import Page
from app.ui.questions import ask_reason, confirm

MOST_TOLD = 5
Chosen = Callable[[], Sequence[ReviewId]]


class RecordActions(QObject):
    """Entries of a menu that work on the records chosen on a page."""

    told = Signal(object)
    """The ``Changes`` of what was done."""

    def __init__(self, page: Page, menu: QMenu, chosen: Chosen) -> None:
        """Add the entries to a menu.

        Args:
            page: where the records are shown.
            menu: the menu of its table.
            chosen: gives the ids of the chosen records.
        """
        super().__init__(page)
        self._page, self._chosen = page, chosen
        self._mark = menu.addAction("标记典型(&J)…")
        self._mark.triggered.connect(self.mark)
        self._entries = [
            menu.addAction(text)
            for text in (
                "定稿(&L)",
                "解锁(&U)…",
                "退回上一步(&K)…",
                "变更记录(&H)…",
                "删除记录(&D)…",
            )
        ]
        acts = (self.finalize, self.unlock, self.go_back, self.show_history, self.delete)
        for entry, act in zip(self._entries, acts, strict=True):
            entry.triggered.connect(act)
        self._send_back = menu.addAction("退回下级(&N)…")
        self._send_back.triggered.connect(self.send_back)
        menu.aboutToShow.connect(self.enable)

    def enable(self) -> None:
        """Let be chosen what makes sense."""
        ids = self._chosen()
        self._mark.setEnabled(len(ids) == 1)
        fitting = self._page.desk.locks.fitting(ids)
        finalize, unlock, back, history, delete = self._entries
        for entry in (history, delete):
            entry.setEnabled(bool(ids))
        finalize.setEnabled(fitting.finalize)
        back.setEnabled(fitting.finalize)
        unlock.setEnabled(fitting.unlock)
        self._send_back.setEnabled(bool(ids))
        self._send_back.setVisible(self._page.desk.issuing.has_ledgers_below())

    def mark(self) -> None:
        """Ask what the chosen record is an example of."""
        from app.ui.reports.case_dialog import mark_dialog

        for review in self._chosen()[:1]:
            with refusals_shown(self._page, "没有标记"):
                dialog = mark_dialog(self._page.desk.reports, review, self._page.window())
                dialog.told.connect(self.told)
                dialog.open()

    def finalize(self) -> None:
        """Lock the chosen records that are finished, after a question."""
        ids = self._chosen()
        more = "定稿后不能改动，需要改动时用“解锁”并写明原因。"
        if ids and confirm(self._page, "定稿", f"要把{_count(ids)}定稿吗？", "定稿", more):
            with refusals_shown(self._page):
                self._take(self._page.desk.locks.finalize(ids), "定稿")

    def unlock(self) -> None:
        """Open the chosen records again, with a reason."""
        ids = self._chosen()
        reason = (
            ask_reason(self._page, "解锁", f"把{_count(ids)}解锁，之后可以改动。") if ids else ""
        )
        if reason:
            with refusals_shown(self._page):
                self._take(self._page.desk.locks.unlock(ids, reason), "解锁")

    def go_back(self) -> None:
        """Take the chosen records back by one state, with a reason."""
        ids = self._chosen()
        sentence = f"把{_count(ids)}退回上一个状态；已点评的退回后不再计入统计。"
        reason = ask_reason(self._page, "退回上一步", sentence) if ids else ""
        if reason:
            with refusals_shown(self._page):
                self._take(self._page.desk.locks.go_back(ids, reason), "退回")

    def send_back(self) -> None:
        """Ask what the unit below is to mend in the chosen records."""
        self._page.asked.emit("send_back")

    def delete(self) -> None:
        """Put the chosen records into the bin, with a reason."""
        ids = self._chosen()
        sentence = f"把{_count(ids)}放入回收站；以后可以从“编辑 → 回收站”恢复。"
        reason = ask_reason(self._page, "删除记录", sentence) if ids else ""
        if reason:
            with refusals_shown(self._page):
                self.told.emit(self._page.desk.bin.delete_reviews(ids, reason))

    def show_history(self) -> None:
        """Show who changed what in the chosen records."""
        from app.ui.history_dialog import HistoryDialog

        ids, desk = self._chosen(), self._page.desk
        with refusals_shown(self._page):
            if len(ids) == 1:
                name = desk.locks.name(desk.reviews.open_kept(ids[0]).review)
            else:
                name = f"所选 {len(ids)} 份登记表"
            HistoryDialog(desk, self._page.settings, self._page, "review", ids, name).open()

    def _take(self, handled: Handled, title: str) -> None:
        self.told.emit(handled.changes)
        if handled.left:
            texts = [fault_text(fault) for fault in handled.left[:MOST_TOLD]]
            if len(handled.left) > MOST_TOLD:
                texts.append(f"另有 {len(handled.left) - MOST_TOLD} 份。")
            headline = f"已处理 {len(handled.done)} 份，{len(handled.left)} 份没有改动。"
            tell(self._page, title, headline, "\n\n".join(texts))


def _count(ids: Sequence[ReviewId]) -> str:
    return f"所选 {len(ids)} 份登记表"
