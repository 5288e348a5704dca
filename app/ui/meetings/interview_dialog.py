"""The dialog 专门约谈: who was talked to by whom, about what, and what became of it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from app.domain.cycle.meetings import Interview
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.review import Target
from app.domain.words import TargetKind
from app.ui.commitments.target_picker import TargetPicker
from app.ui.date_line import DateLine
from app.ui.meetings.note_box import NoteBox
from app.ui.people import PersonRow
from app.ui.structure.frame import FieldDialog
from app.ui.text_line import TextLine
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.desk import Desk

SIZE = QSize(640, 520)
TARGET, BY, DAY, PLACE, UNTIL = "约谈对象", "约谈人", "日期", "地点", "整改时限"
MATTER, SAID, DEMANDS = "约谈事由", "指出的问题", "整改要求"
ANSWER, OUTCOME = "本人表态", "后续情况"


class InterviewDialog(FieldDialog):
    """Makes a talk or changes one."""

    told = Signal(object)
    """The ``Changes`` that were written."""

    def __init__(
        self,
        desk: "Desk",
        round_: "Round",
        unit: "OrganizationId",
        given: Interview | None,
        parent: QWidget | None,
    ) -> None:
        """Show a talk, or an empty one.

        Args:
            desk: the ledger.
            round_: the round that it belongs to.
            unit: the organisation whose own are offered first.
            given: the talk; None: a new one.
            parent: the window it belongs to.
        """
        super().__init__("修改约谈" if given else "新建约谈", "保存", parent)
        self._desk, self._round, self._unit, self._given = desk, round_, unit, given
        self._target = TargetPicker(desk, TARGET, unit)
        if given is not None and given.target is not None:
            self._target.show_target(given.target)
        self._by = PersonRow(desk)
        self._by.setPlaceholderText("姓名、单位和职务；台账里的人从列表选")
        self._by.setAccessibleName(BY)
        self._day = DateLine(DAY, given.day if given else desk.workspace.today(), whole_day=True)
        self._until = DateLine(UNTIL, given.until if given else None)
        self._until.setPlaceholderText("没有限期可不填")
        self._place = TextLine(PLACE, given.place if given else "")
        if given is not None:
            self._by.show_person(given.by_person, given.by)
        self._notes = {
            MATTER: NoteBox(MATTER, given.matter if given else "", 2),
            SAID: NoteBox(SAID, given.said if given else "", 3),
            DEMANDS: NoteBox(DEMANDS, given.demands if given else "", 3),
            ANSWER: NoteBox(ANSWER, given.answer if given else "", 3),
            OUTCOME: NoteBox(OUTCOME, given.outcome if given else "", 3),
        }
        self._lay_out()
        fit(self, SIZE.width(), SIZE.height())
        self.begin()

    def _lay_out(self) -> None:
        self.make_tabs("约谈的几个方面")
        for title, labels in (
            ("约谈", (TARGET, BY, DAY, PLACE, MATTER)),
            ("谈话内容", (SAID, DEMANDS, ANSWER)),
            ("后续", (UNTIL, OUTCOME)),
        ):
            self.rows_tab(title, [(label, self._control(label)) for label in labels])

    def _control(self, label: str) -> QWidget:
        lines: dict[str, QWidget] = {
            TARGET: self._target,
            BY: self._by,
            DAY: self._day,
            PLACE: self._place,
            UNTIL: self._until,
        }
        return lines.get(label) or self._notes[label]

    def doubts(self) -> Iterable[Fault]:
        """Tell of a term that ends before the talk."""
        day, until = self._day.day(), self._until.entered()
        if day is not None and until is not None and until.last_day < day:
            yield fault("interview.until", UNTIL)

    def made(self) -> Interview:
        """Return what stands in the dialog.

        Raises:
            Refusal: ``text.*``, ``date.*``, ``person.*``.
        """
        target = self._target.target()
        unit = self._organization(target)
        given = self._given or self._desk.gatherings.new_interview(self._round, target, unit)
        until = self._until.entered()
        return replace(
            given,
            target=target,
            organization_id=unit,
            by=self._by.text().strip(),
            by_person=self._by.resolve(),
            day=self._day.day(),
            until=until.last_day if until is not None else None,
            place=self._place.value(),
            matter=self._notes[MATTER].value(),
            said=self._notes[SAID].value(),
            demands=self._notes[DEMANDS].value(),
            answer=self._notes[ANSWER].value(),
            outcome=self._notes[OUTCOME].value(),
        )

    def _organization(self, target: Target) -> "OrganizationId":
        """Return whose work the talk belongs to: of a member his organisation's."""
        if target.kind is TargetKind.ORGANIZATION:
            return target.organization_id
        workspace = self._desk.workspace
        directory = workspace.directory(workspace.today())
        member = directory.members.get(target.person_id)
        if member is not None:
            return member.organization_id
        posts = directory.posts_of(target.person_id)
        return posts[0].organization_id if posts else self._unit

    def do_it(self) -> None:
        """Keep it."""
        self.told.emit(self._desk.gatherings.save_interview(self.made()))
