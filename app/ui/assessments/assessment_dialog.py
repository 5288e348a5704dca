"""A vote as a whole: what, when, on which scale, who votes, who is voted on."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.cycle.assessment import ENTRIES, Assessment, Entry, VotedItems
from app.domain.cycle.scales import ROUNDINGS, Rounding, Scale
from app.domain.typed import NAME_LENGTH
from app.ops.desk import Desk
from app.ui.assessments.groups_box import GroupsBox
from app.ui.assessments.objects_box import ObjectsBox
from app.ui.date_line import DateLine
from app.ui.handoff.figure_grid import FigureLine
from app.ui.settings import Settings
from app.ui.structure.frame import FieldDialog
from app.ui.text_line import TextLine
from app.ui.window_size import fit

TITLE, DAY, PLACE, SCALE, ENTRY = "名称", "评议日期", "地点", "评价等次", "票数来自"
SOURCE, ROUNDING, LEAST, BEST = "来源", "百分比取舍", "参评率至少（%）", "最好等次比例"
GROUPS, OBJECTS, REMARK = "参评人员", "评议对象", "说明"
_SHARES: dict[tuple[int, int] | None, str] = {
    None: "不限",
    (1, 3): "不超过三分之一",
    (30, 100): "不超过 30%",
    (25, 100): "不超过 25%",
    (20, 100): "不超过 20%",
    (15, 100): "不超过 15%",
}


class AssessmentDialog(FieldDialog):
    """Makes an assessment or changes one."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        given: Assessment,
        parent: QWidget | None,
        *,
        is_new: bool,
    ) -> None:
        """Show an assessment.

        Args:
            desk: the ledger.
            settings: where widths of columns are remembered.
            given: what is shown first.
            parent: the window it belongs to.
            is_new: whether it is not in the ledger yet.
        """
        super().__init__("新建评议" if is_new else "修改评议", "保存", parent)
        self._ops, self._given = desk.assessments, given
        self._scales = self._known_scales()
        self._lists = self._known_lists()
        self._make_controls(settings, desk)
        self._lay_out()
        fit(self, 620, 540)
        self.begin()

    def _known_scales(self) -> tuple[Scale, ...]:
        """Return the scales to choose from, the assessment's own as it was then."""
        others = (s for s in self._ops.scales().values() if s.id != self._given.scale.id)
        return (self._given.scale, *others)

    def _known_lists(self) -> tuple[VotedItems, ...]:
        own = {each.id: each for each in self._given.lists}
        return (*own.values(), *(each for each in self._ops.lists() if each.id not in own))

    def _make_controls(self, settings: Settings, desk: Desk) -> None:
        given = self._given
        round_ = next((r for r in desk.rounds.all() if r.id == given.round_id), None)
        self._title = TextLine(TITLE, given.title, NAME_LENGTH)
        self._day = DateLine(DAY, given.day, whole_day=True)
        self._day.setPlaceholderText("还没有定可不填")
        self._place = TextLine(PLACE, given.place)
        self._scale = QComboBox()
        for scale in self._scales:
            grades = "、".join(grade.label for grade in scale.grades)
            self._scale.addItem(f"{scale.title}：{grades}", scale.id)
        self._rounding = _combo(ROUNDINGS.values(), ROUNDINGS[given.rounding])
        self._entry = _combo(ENTRIES.values(), ENTRIES[given.entry])
        self._source = TextLine(SOURCE, given.source)
        self._source.setPlaceholderText("由谁组织、依据什么材料")
        self._least = FigureLine(LEAST)
        self._least.setPlaceholderText("不要求可不填")
        self._least.setText(str(given.least_participation or ""))
        self._best_shares = dict(_SHARES)
        if given.best_share not in self._best_shares:
            part, whole = given.best_share or (1, 1)
            self._best_shares[given.best_share] = f"不超过 {part}/{whole}"
        self._best = _combo(self._best_shares.values(), self._best_shares[given.best_share])
        self._remark = TextLine(REMARK, given.remark)
        self._groups = GroupsBox(given.groups)
        scope = (given.organization_id, round_)
        self._objects = ObjectsBox(self._ops, settings, scope, given.objects, self._lists)

    def _lay_out(self) -> None:
        self.make_tabs("评议的几个方面")
        self.rows_tab(
            "基本情况",
            (
                (TITLE, self._title),
                (DAY, self._day),
                (PLACE, self._place),
                (SCALE, self._scale),
                (ENTRY, self._entry),
                (SOURCE, self._source),
                (ROUNDING, self._rounding),
                (LEAST, self._least),
                (BEST, self._best),
                (REMARK, self._remark),
            ),
            scrolls=True,
        )
        self.box_tab(GROUPS, self._groups)
        self.box_tab(OBJECTS, self._objects)

    def refresh(self) -> None:
        """Look at the fields; a source is asked only where results come from elsewhere."""
        super().refresh()
        elsewhere = self._entry.currentText() == ENTRIES[Entry.ELSEWHERE]
        self._source.setEnabled(elsewhere)

    def effect(self) -> str:
        """Say who votes on how many."""
        names = "、".join(group.name for group in self._groups.groups()) or "（没有填写参评人员）"
        return f"由{names}评议 {len(self._objects.objects)} 个对象。"

    def made(self) -> Assessment:
        """Return what stands in the dialog.

        Raises:
            Refusal: ``text.*``, ``date.*``, ``number.*``.
        """
        best = self._best_shares
        return replace(
            self._given,
            title=self._title.value(),
            day=self._day.day(),
            place=self._place.value(),
            scale=self._scales[self._scale.currentIndex()],
            rounding=list(Rounding)[self._rounding.currentIndex()],
            entry=list(Entry)[self._entry.currentIndex()],
            source=self._source.value(),
            least_participation=min(self._least.value() or 0, 100),
            best_share=list(best)[self._best.currentIndex()],
            remark=self._remark.value(),
            groups=self._groups.groups(),
            objects=self._objects.objects,
            lists=self._lists,
        )

    def do_it(self) -> None:
        """Write it."""
        self.told.emit(self._ops.save(self.made()))


def _combo(words: Iterable[str], chosen: str) -> QComboBox:
    box = QComboBox()
    box.addItems(list(words))
    box.setCurrentText(chosen)
    return box
