"""The wizard for a new ledger: scheme, organisations, members, round, done."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget, QWizard

from app.ops.first_run import Choices, FirstRun, Outcome
from app.ui.first_run.pages import (
    DonePage,
    MembersPage,
    RoundPage,
    SchemePage,
    UnitPage,
    WizardPage,
)
from app.ui.first_run.said import troubles
from app.ui.letters import lettered, unlettered
from app.ui.questions import confirm
from app.ui.waiting import wait_for
from app.ui.window_size import fit

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.progress import Progress
    from app.domain.scheme import Scheme
    from app.ops.desk import Desk
    from app.ops.office import Office
    from app.ui.settings import Settings

TITLE = "新建台账"
SIZE = QSize(860, 600)
BUTTONS = {
    QWizard.WizardButton.BackButton: "上一步(&B)",
    QWizard.WizardButton.NextButton: "下一步(&N)",
    QWizard.WizardButton.FinishButton: lettered("完成"),
    QWizard.WizardButton.CancelButton: lettered("取消"),
}


class FirstRunWizard(QWizard):
    """Leads through the making of a ledger; 取消 leaves nothing behind."""

    made = Signal(object)
    """The ``Desk`` of the new ledger."""

    def __init__(
        self, office: "Office", settings: "Settings", parent: QWidget | None = None
    ) -> None:
        """Offer the schemes that ship with the program.

        Args:
            office: what makes ledgers.
            settings: where it is remembered who works here.
            parent: the window it belongs to.

        Raises:
            Refusal: where a shipped scheme cannot be read.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        for which, text in BUTTONS.items():
            self.setButtonText(which, text)
            button: QAbstractButton = self.button(which)
            button.setAccessibleName(unlettered(text))
        self.office = office
        self._settings = settings
        self.outcome = Outcome(0, 0, ())
        self.planned = (0, 0)
        self._run = FirstRun(office)
        self._skipped: Choices | None = None
        self.schemes_page = SchemePage(tuple(sorted(office.schemes(), key=_without_document)))
        self.unit_page = UnitPage()
        self.members_page = MembersPage()
        self.round_page = RoundPage()
        self.done_page = DonePage()
        for page in (
            *(self.schemes_page, self.unit_page, self.members_page),
            *(self.round_page, self.done_page),
        ):
            self.addPage(page)
        fit(self, SIZE.width(), SIZE.height())
        self.currentIdChanged.connect(self._show_step)
        self.rejected.connect(self._discard)

    def scheme(self) -> "Scheme":
        """Return the scheme that is chosen."""
        return self.schemes_page.scheme()

    def today(self) -> date:
        """Return the day of the program's calendar."""
        return self.office.today()

    def choices(self) -> Choices:
        """Return everything that was chosen and entered so far."""
        unit = self.unit_page.unit()
        return Choices(
            scheme=self.schemes_page.name(),
            unit=unit,
            kind=self.unit_page.kind(),
            organizations=self.unit_page.entered(),
            members=self.members_page.entered(unit),
        )

    def build(self, page: WizardPage) -> bool:
        """Make the ledger as chosen; what could not be read is said once, then passed over.

        Raises:
            Refusal: of the unit's name or a file.
        """
        choices, run = self.choices(), self._run

        def work(progress: "Progress") -> Outcome:
            progress(0, 0)
            return run.build(choices)

        self.outcome = wait_for(self, "正在读取名单…", work)
        said = troubles(self.outcome)
        if said and self._skipped != choices:
            self._skipped = choices
            page.fault.setText(said)
            return False
        return True

    def open_round(self, page: WizardPage, name: str, start: date, end: date) -> bool:
        """Make the ledger anew and open its round.

        Raises:
            Refusal: ``round.*``.
        """
        if not self.build(page):
            return False
        self.planned = self._run.open_round(name, start, end)
        return True

    def user(self) -> str:
        """Return who works here, as far as it is known."""
        return self._settings.preferences.user

    def keep(self, path: "Path", user: str) -> bool:
        """Put the ledger where it shall stand, and hand it over.

        Raises:
            Refusal: ``ledger.*`` or ``file.*``.
        """
        desk: Desk = self._run.keep(path)
        if user != self.user():
            replace(self._settings.preferences, user=user).keep(self._settings)
        self.made.emit(desk)
        return True

    def _show_step(self, page: int) -> None:
        steps = self.pageIds()
        if page in steps:
            self.setWindowTitle(f"{TITLE}（{steps.index(page) + 1}/{len(steps)}）")

    def reject(self) -> None:
        """Ask before throwing away what was entered."""
        entered = self.choices()
        if not (entered.unit or entered.organizations or entered.members) or confirm(
            self, TITLE, "要放弃新建的台账吗？填写的内容不会保留。", "放弃"
        ):
            super().reject()

    def _discard(self) -> None:
        self._run.discard()


def _without_document(scheme: "Scheme") -> bool:
    """Sort the schemes of real documents before the common ones."""
    return not scheme.document
