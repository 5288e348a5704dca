"""意见建议 on the page 承诺: what people said before the reviews."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.cycle.opinions import SPEAKER_KINDS
from app.ui.commitments.lines import OPINION_WIDTHS, OpinionLine, OpinionModel
from app.ui.commitments.list_view import ListView
from app.ui.filter_row import Facet, FilterRow
from app.ui.handoff.lists import line_table
from app.ui.settings import Settings
from app.ui.widgets import push_button

FACETS = (Facet("方式", tuple(SPEAKER_KINDS.values())), Facet("场合"))
NONE = "本轮次还没有记下意见建议。"


class OpinionsView(ListView[OpinionLine]):
    """What was said about the chosen organisation and everything below it."""

    new_wanted = Signal()
    removal_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            settings: where the table remembers its columns.
            parent: the page.
        """
        self._new = push_button("新增…", "新增意见建议", "记下一条意见建议（Insert）")
        self._change = push_button("修改…", "修改意见建议", "修改所选的一条（双击或回车）")
        self._remove = push_button("删除", "删除意见建议", "删除所选的意见建议")
        self._print = push_button("打印", "打印意见建议", "打印所列的意见建议")
        model = OpinionModel()
        table = line_table("意见建议", model, settings, OPINION_WIDTHS)
        buttons = (self._new, self._change, self._remove, self._print)
        super().__init__(table, model, FilterRow(FACETS), buttons, parent)
        model.setParent(self)
        self._connect()
        self.allow()

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_wanted)
        self._change.clicked.connect(self._open)
        self._remove.clicked.connect(self.removal_wanted)
        self._print.clicked.connect(self.print_wanted)

    def sentence(self, lines: Sequence[OpinionLine], shown: int) -> str:
        """Return how many opinions there are, and of how many people."""
        if not lines:
            return NONE
        people = sum(line.record.count for line in lines)
        count = f"共 {len(lines)} 条，{people} 人次"
        return count + (f"（显示 {shown} 条）" if shown < len(lines) else "")

    def allow(self) -> None:
        """Enable what can be done with the chosen opinions."""
        count = len(self.chosen())
        self._change.setEnabled(count == 1)
        self._remove.setEnabled(bool(count))
        self._print.setEnabled(bool(self.model.rowCount()))

    def allow_new(self, allowed: bool) -> None:
        """Say whether anything can be added: not without a round."""
        self._new.setEnabled(allowed)
