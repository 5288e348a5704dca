"""The dialog 意见建议: what was said, by whom as far as it is to be told, and where."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from app.domain.cycle.opinions import SPEAKER_KINDS, Opinion, SpeakerKind
from app.domain.errors.catalogue import refusal
from app.ui.commitments.target_picker import TargetPicker
from app.ui.commitments.text_box import TextBox
from app.ui.date_line import DateLine
from app.ui.dialogs import FormLikeDialog
from app.ui.text_line import TextLine
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.desk import Desk

OCCASIONS = ("", "座谈会", "走访", "个别谈话", "意见箱", "问卷", "督查")
GROUPS = ("党员代表", "群众代表", "服务对象", "离退休党员", "下级党组织")
SPEAKER_LABELS = {SpeakerKind.NAMED: "姓名", SpeakerKind.GROUP: "群体"}
MOST = 100_000


class OpinionDialog(FormLikeDialog):
    """Notes an opinion, or changes one."""

    told = Signal(object)
    """The ``Changes`` of what was kept."""

    def __init__(
        self,
        desk: "Desk",
        round_: "Round",
        unit: "OrganizationId",
        record: Opinion | None,
        parent: QWidget | None,
    ) -> None:
        """Show an opinion, or an empty one.

        Args:
            desk: the ledger.
            round_: the round that it is heard for.
            unit: the organisation whose own are offered first.
            record: the opinion; None: a new one.
            parent: the window it belongs to.
        """
        super().__init__("修改意见建议" if record else "新建意见建议", "保存", parent)
        self._desk, self._round, self._record = desk, round_, record
        self._about = TargetPicker(desk, "对谁", unit)
        if record is not None and record.target is not None:
            self._about.show_target(record.target)
        self._text = TextBox("意见建议", record.text if record else "", 4)
        self._kind = dressed(QComboBox(), accessibleName="提出方式")
        for kind, word in SPEAKER_KINDS.items():
            self._kind.addItem(word, kind)
        wanted = record.speaker_kind if record else SpeakerKind.GROUP
        self._kind.setCurrentIndex(self._kind.findData(wanted))
        self._name = TextLine("姓名", record.speaker if record else "")
        self._group = dressed(QComboBox(editable=True), accessibleName="群体")
        self._group.addItems(GROUPS)
        self._group.setCurrentText(record.speaker if record else GROUPS[0])
        self._count = dressed(QSpinBox(minimum=1, maximum=MOST), accessibleName="人数")
        self._count.setValue(record.count if record else 1)
        self._occasion = dressed(QComboBox(editable=True), accessibleName="场合")
        self._occasion.addItems(OCCASIONS)
        self._occasion.setCurrentText(record.occasion if record else "")
        day = record.day if record else desk.workspace.today()
        self._day = DateLine("时间", day, whole_day=True)
        self._lay_out()
        self._kind.currentIndexChanged.connect(self._show_speaker)
        self._show_speaker()
        fit(self, 500, 400)
        (self._text if record else self._about).setFocus()

    def _lay_out(self) -> None:
        self.row("对谁", self._about)
        self.row("意见建议", self._text)
        self.row("提出方式", self._kind)
        self.row("姓名", self._name)
        self.row("群体", self._group)
        self.row("人数", self._count)
        self.row("场合", self._occasion)
        self.row("时间", self._day)

    def _speaker_kind(self) -> SpeakerKind:
        return SpeakerKind(self._kind.currentData())

    def _show_speaker(self) -> None:
        """Ask only for what is told of those who spoke."""
        kind = self._speaker_kind()
        self.rows.setRowVisible(self._name, kind is SpeakerKind.NAMED)
        self.rows.setRowVisible(self._group, kind is SpeakerKind.GROUP)
        self.rows.setRowVisible(self._count, kind is not SpeakerKind.NAMED)

    def do_it(self) -> None:
        """Keep the opinion.

        Raises:
            Refusal: ``text.*``, ``person.*``, ``opinion.*``, ``date.*``.
        """
        target = self._about.target()
        new = self._desk.opinions.new(self._round, target)
        record = self._record or new
        kind = self._speaker_kind()
        filled = replace(
            record,
            organization_id=new.organization_id,
            target=target,
            text=self._text.value(),
            speaker_kind=kind,
            speaker=self._speaker(kind),
            count=1 if kind is SpeakerKind.NAMED else self._count.value(),
            occasion=self._occasion.currentText().strip(),
            day=self._day.day(),
        )
        self.told.emit(self._desk.opinions.save([filled]))

    def _speaker(self, kind: SpeakerKind) -> str:
        if kind is SpeakerKind.COUNTED:
            return ""
        named = kind is SpeakerKind.NAMED
        said = self._name.value() if named else self._group.currentText().strip()
        if not said:
            label = SPEAKER_LABELS[kind]
            raise refusal("text.missing", label, label=label)
        return said
