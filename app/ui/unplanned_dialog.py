"""点评 outside the plan: 日常点评, 适时点评, 专门约谈. Asks whom, on which form, by whom."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QStackedWidget, QWidget

from app.domain.errors.catalogue import refusal
from app.domain.organization import Organization
from app.domain.review import Target
from app.domain.words import TargetKind
from app.ui.dialogs import FormLikeDialog
from app.ui.people import PersonRow
from app.ui.structure.organization_chooser import OrganizationChooser
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.form import FormSpec
    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.changes import Changes
    from app.ops.desk import Desk
    from app.ui.settings import Settings

WIDTH = 480
EXPLAINED = (
    "日常点评、适时点评、专门约谈等计划外的点评。点评时间在本轮次内的，和计划内的一样计入统计。"
)


class UnplannedDialog(FormLikeDialog):
    """Opens a form ready to be filled; nothing is written before that is saved."""

    def __init__(
        self,
        desk: "Desk",
        round_: "Round",
        unit: "OrganizationId | None",
        told: "Callable[[Changes], object]",
        parent: QWidget | None = None,
        settings: "Settings | None" = None,
    ) -> None:
        """Ask.

        Args:
            desk: the open ledger.
            round_: the round that the review belongs to.
            unit: the organisation that is proposed; None: none.
            told: is given the ``Changes`` of the form; a method of what outlives it.
            parent: the window it belongs to.
            settings: the user's settings, for the form.
        """
        super().__init__("计划外点评", "填写", parent)
        self._desk = desk
        self._round = round_
        self._told = told
        self._settings = settings
        workspace = desk.workspace
        self._forms: list[FormSpec] = list(workspace.forms.values())
        self._form = QComboBox()
        self._form.addItems([spec.title for spec in self._forms])
        self._form.setMinimumContentsLength(24)
        self._directory = workspace.directory(workspace.today())
        self._member = dressed(PersonRow(desk), accessibleName="点评对象")
        self._organization = OrganizationChooser(
            self._directory.tree, "点评对象", unit, self._exists, self
        )
        self._target = QStackedWidget()
        self._target.addWidget(self._organization)
        self._target.addWidget(self._member)
        self._reviewer = dressed(
            PersonRow(desk, "可以不填，在登记表里再写"), accessibleName="点评领导"
        )
        self.column.insertWidget(0, dressed(QLabel(EXPLAINED), wordWrap=True))
        self.row("轮次", QLabel(round_.name))
        self.row("登记表", self._form)
        self.row("点评对象", self._target)
        self.row("点评领导", self._reviewer)
        self._form.currentIndexChanged.connect(self._show_target)
        self._show_target()
        fit(self, WIDTH, self.sizeHint().height())

    def _exists(self, organization: Organization) -> bool:
        return self._directory.is_active(organization)

    def _spec(self) -> "FormSpec":
        return self._forms[self._form.currentIndex()]

    def _show_target(self) -> None:
        """Ask for an organisation or for a person, as the form wants it."""
        is_member = self._spec().target is TargetKind.MEMBER
        shown, other = self._member, self._organization
        self._target.setCurrentWidget(shown if is_member else other)
        self._target.setMaximumHeight(self._member.sizeHint().height() if is_member else 16_777_215)

    def _wanted_target(self) -> Target:
        kind = self._spec().target
        found = (
            self._member.wanted()
            if kind is TargetKind.MEMBER
            else (self._organization.organization())
        )
        if found is None:
            raise refusal("text.missing", label="点评对象")
        return Target(kind, found)

    def do_it(self) -> None:
        """Make the form ready and open it."""
        from app.ui.paper_form.form_desk import FormDesk
        from app.ui.paper_form.form_dialog import FormDialog

        target = self._wanted_target()
        reviewer = self._reviewer.wanted()
        reviewers = [reviewer] if reviewer else []
        made = self._desk.reviews.unplanned(self._round, self._spec().id, target, reviewers)
        form = FormDialog(
            FormDesk(self._desk),
            (),
            None,
            self.parentWidget(),
            opened=made,
            settings=self._settings,
        )
        form.saved.connect(self._told)
        form.open()
