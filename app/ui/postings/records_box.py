"""The records of a posting: all finished ones of a unit, from which some are taken out."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from app.domain.dates import from_day
from app.domain.ids import ReviewId
from app.ops.postings import PostableReview
from app.ui.data_table import DataTable
from app.ui.line_model import Line, LineModel, folded
from app.ui.settings import Settings
from app.ui.structure.field import Listing
from app.ui.widgets import dressed, push_button

HEADINGS = ("被点评对象", "点评领导", "点评时间", "登记表", "公示份")
_WIDTHS = {0: 180, 1: 120, 2: 110, 3: 150}
WITHOUT = "没有"


class RecordsBox(Listing):
    """移除 takes the selected ones out, 全部恢复 brings all of the unit's back."""

    def __init__(self, settings: Settings) -> None:
        """Show nothing yet.

        Args:
            settings: where widths of columns are remembered.
        """
        super().__init__()
        self._whole: tuple[PostableReview, ...] = ()
        self._kept: tuple[PostableReview, ...] = ()
        self._forms = True
        self._model: LineModel[Line] = LineModel(HEADINGS, self)
        self.table = DataTable("要公示的点评记录", settings)
        self.table.setModel(self._model)
        self.table.verticalHeader().hide()
        self.table.remember_columns(_WIDTHS)
        self._count = dressed(QLabel(wordWrap=True), accessibleName="公示份数")
        self._remove = push_button("移除", "移除点评记录", "把选中的移出这次公示；记录本身不变")
        self._restore = push_button("全部恢复", hint="重新列出本单位和下级已点评的全部记录")
        buttons = QHBoxLayout()
        buttons.addWidget(self._count, 1)
        buttons.addWidget(self._remove)
        buttons.addWidget(self._restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        self.setFocusProxy(self.table)
        self._remove.clicked.connect(self.take_out)
        self._restore.clicked.connect(self.restore)

    @property
    def model(self) -> LineModel[Line]:
        """What the table shows."""
        return self._model

    @property
    def ids(self) -> tuple[ReviewId, ...]:
        """The records that are left, in their order."""
        return tuple(each.id for each in self._kept)

    @property
    def without_copies(self) -> bool:
        """Whether there are records, none of which has a copy for posting."""
        return bool(self._kept) and not any(each.has_copy for each in self._kept)

    def state(self) -> object:
        """Return the records that are left."""
        return self.ids

    def show_records(
        self, whole: Sequence[PostableReview], kept: Sequence[PostableReview], *, forms: bool
    ) -> None:
        """Show records.

        Args:
            whole: all that the unit has.
            kept: those that are put up.
            forms: True: their forms are put up, for which each wants a copy for posting.
        """
        self._whole, self._kept, self._forms = tuple(whole), tuple(kept), forms
        self._show()

    def _show(self) -> None:
        self._model.show_lines([self._line(each) for each in self._kept])
        count = f"共 {len(self._kept)} 份点评记录"
        without = sum(not each.has_copy for each in self._kept)
        if self._forms and without:
            count += f"，其中 {without} 份的登记表没有公示份，不会公示"
        self._count.setText(count + "。")
        self._remove.setEnabled(bool(self._kept))
        self._restore.setEnabled(len(self._kept) < len(self._whole))

    def _line(self, each: PostableReview) -> Line:
        day = from_day(each.day).for_form if each.day else ""
        copy = "" if not self._forms else "有" if each.has_copy else WITHOUT
        cells = (each.name, each.reviewer, day, each.form, copy)
        return Line(each.id, cells, (), folded(" ".join(cells)))

    def take_out(self) -> None:
        """Leave the selected ones out."""
        rows = set(self.table.chosen_rows())
        self._kept = tuple(each for row, each in enumerate(self._kept) if row not in rows)
        self._show()
        self.edited.emit()

    def restore(self) -> None:
        """Bring all back."""
        self._kept = self._whole
        self._show()
        self.edited.emit()
