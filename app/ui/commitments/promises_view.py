"""公开承诺 on the page 承诺: who promised what until when, and how far it is kept."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.cycle.commitments import COMMITMENT_STATES, TERMS, CommitmentState, Term
from app.ui.commitments.lines import (
    FILES,
    PROGRESS,
    PROMISE_WIDTHS,
    PromiseLine,
    PromiseModel,
)
from app.ui.commitments.list_view import ListView
from app.ui.filter_row import Facet, FilterRow
from app.ui.handoff.lists import line_table
from app.ui.settings import Settings
from app.ui.widgets import push_button

FACETS = (Facet("状态", tuple(COMMITMENT_STATES.values())), Facet("时限", tuple(TERMS.values())))
NONE = "本轮次还没有公开承诺。可以逐条新增，也可以从 Excel 清单导入。"


class PromisesView(ListView[PromiseLine]):
    """The promises of the chosen organisation and of everything below it."""

    new_wanted = Signal()
    mark_wanted = Signal()
    removal_wanted = Signal()
    import_wanted = Signal()
    print_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            settings: where the table remembers its columns.
            parent: the page.
        """
        self._new = push_button("新增…", "新增承诺", "为党组织或党员登记一条承诺（Insert）")
        self._change = push_button("修改…", "修改承诺", "修改所选的承诺（双击或回车）")
        self._mark = push_button("标记…", "标记兑现情况", "一次标记所选的几条：已兑现、未兑现……")
        self._remove = push_button("删除", "删除承诺", "删除所选的承诺")
        self._import = push_button("导入…", "导入承诺清单", "从 Excel 清单读入，或粘贴")
        self._print = push_button("打印", "打印承诺清单", "打印所列的承诺")
        self._export = push_button(
            "导出…", "导出承诺清单", "把所列的承诺存为 Excel，改好后可以再导入"
        )
        buttons = (
            self._new,
            self._change,
            self._mark,
            self._remove,
            self._import,
            self._print,
            self._export,
        )
        model = PromiseModel()
        table = line_table("公开承诺", model, settings, PROMISE_WIDTHS)
        table.horizontalHeader().moveSection(FILES, PROGRESS)  # the last one takes the spare room
        super().__init__(table, model, FilterRow(FACETS), buttons, parent)
        model.setParent(self)
        self._connect()
        self.allow()

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_wanted)
        self._change.clicked.connect(self._open)
        self._mark.clicked.connect(self.mark_wanted)
        self._remove.clicked.connect(self.removal_wanted)
        self._import.clicked.connect(self.import_wanted)
        self._print.clicked.connect(self.print_wanted)
        self._export.clicked.connect(self.export_wanted)

    def sentence(self, lines: Sequence[PromiseLine], shown: int) -> str:
        """Return how many promises there are and how far they are kept."""
        if not lines:
            return NONE
        standings = [line.record.standing for line in lines]
        parts = [f"共 {len(lines)} 条"]
        parts += [
            f"{COMMITMENT_STATES[state]} {standings.count(state)}"
            for state in CommitmentState
            if state in standings
        ]
        terms = [line.row.term for line in lines]
        parts += [
            f"{TERMS[term]} {terms.count(term)}"
            for term in (Term.OVERDUE, Term.SOON)
            if term in terms
        ]
        return "　".join(parts) + (f"（显示 {shown} 条）" if shown < len(lines) else "")

    def allow(self) -> None:
        """Enable what can be done with the chosen promises."""
        count = len(self.chosen())
        self._change.setEnabled(count == 1)
        self._mark.setEnabled(bool(count))
        self._remove.setEnabled(bool(count))
        listed = bool(self.model.rowCount())
        self._print.setEnabled(listed)
        self._export.setEnabled(listed)

    def allow_new(self, allowed: bool) -> None:
        """Say whether anything can be added: not without a round."""
        self._new.setEnabled(allowed)
        self._import.setEnabled(allowed)
