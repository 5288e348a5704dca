"""转接组织关系, 办理减少, 恢复在册: what happens to members from a day on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from app.domain.dates import from_day
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Fault
from app.domain.ids import OrganizationId, PersonId
from app.domain.membership import doubtful_branch
from app.domain.words import MEMBER_STATUSES, MemberStatus
from app.ops.desk import Desk
from app.ui.date_line import DateLine
from app.ui.structure.frame import DeedDialog, Work
from app.ui.structure.organization_chooser import OrganizationChooser
from app.ui.structure.reorganizing import DAY
from app.ui.structure.words import named, short
from app.ui.text_line import TextLine
from app.ui.widgets import dressed
from app.ui.window_size import fit

BRANCH, HOW, WHY, POSTS_TOO = "转到哪个党组织", "减少方式", "去向或原因", "党内职务"
MOST_POSTS = 1
_LEAVING = (
    MemberStatus.MOVED_OUT,
    MemberStatus.SUSPENDED,
    MemberStatus.EXPELLED,
    MemberStatus.DECEASED,
)


class MemberDeed(DeedDialog):
    """What the dialogs about some members share: who they are, and from when on."""

    def __init__(
        self, title: str, verb: str, desk: Desk, persons: Sequence[PersonId], parent: QWidget | None
    ) -> None:
        """Show the members; the dialog of a kind adds its own fields and the day.

        Args:
            title: what is done.
            verb: what stands on the button.
            desk: the open ledger.
            persons: with whom; somebody who is no member is refused when it is done.
            parent: the window it belongs to.

        Raises:
            Refusal: ``choice.missing`` where there is nobody.
        """
        if not persons:
            raise refusal("choice.missing", label="党员")
        super().__init__(title, verb, parent)
        self.desk = desk
        self.persons = list(dict.fromkeys(persons))
        self.directory = desk.editing.directory
        self.names = [self.directory.name(person) for person in self.persons]
        shown = dressed(QLabel(named(self.names), wordWrap=True), accessibleName="党员")
        shown.setToolTip("、".join(self.names))
        self.rows.addRow("党员", shown)
        self.day = DateLine(DAY, desk.workspace.today(), wanted=True, whole_day=True)

    def posts_box(self, *, own_branch: bool = False) -> QCheckBox | None:
        """Add a ticked box about posts that end, where somebody holds one; return it.

        Args:
            own_branch: only posts in the own branch end.
        """
        posts = self.desk.editing.posts_of(self.persons, own_branch=own_branch)
        if not posts:
            return None
        box = QCheckBox("同时免去" + "；".join(short(post) for post in posts[:MOST_POSTS]))
        if len(posts) > MOST_POSTS:
            box.setText(f"{box.text()}等 {len(posts)} 项")
        box.setToolTip("\n".join(posts))
        box.setChecked(True)
        self.field(POSTS_TOO, box)
        return box


class TransferDialog(MemberDeed):
    """转接组织关系 within the ledger."""

    def __init__(
        self,
        desk: Desk,
        persons: Sequence[PersonId],
        parent: QWidget | None,
        target: OrganizationId | None = None,
    ) -> None:
        """Ask for the branch and the day; ``target``: the branch to propose."""
        super().__init__("转接组织关系", "转接", desk, persons, parent)
        self._branch = OrganizationChooser(
            self.directory.tree, BRANCH, target, self.directory.is_active
        )
        self.field(BRANCH, self._branch)
        self._ends = self.posts_box(own_branch=True)
        self.field(DAY, self.day)
        fit(self, 520, 460)
        self.begin()

    def doubts(self) -> Iterable[Fault]:
        """Doubt a place that is no branch."""
        branch = self._branch.organization()
        if branch is not None:
            for doubt in doubtful_branch(self.directory, branch):
                yield replace(doubt, place=BRANCH)

    def effect(self) -> str:
        """Say who counts where."""
        since, branch = from_day(self.day.wanted_day()).for_form, self._branch.organization()
        to = f"“{short(self.directory.tree[branch].name)}”" if branch else "所选党组织"
        return f"从{since}起这 {len(self.persons)} 名党员计入{to}；以前的点评记录和报表不变。"

    def prepared(self) -> Work:
        """Read branch and day."""
        branch = self._branch.organization()
        if branch is None:
            raise refusal("choice.missing", BRANCH, label=BRANCH)
        ends = self._ends is not None and self._ends.isChecked()
        day = self.day.wanted_day()
        return partial(self.desk.structure.transfer, self.persons, branch, day, end_posts=ends)


class LeaveDialog(MemberDeed):
    """转出, 停止党籍, 出党, 去世: off the books, never deleted."""

    def __init__(self, desk: Desk, persons: Sequence[PersonId], parent: QWidget | None) -> None:
        """Ask how, when and why."""
        super().__init__("办理减少", "减少", desk, persons, parent)
        self._how = QComboBox()
        self._how.addItems([MEMBER_STATUSES[status] for status in _LEAVING])
        self._why = TextLine(WHY)
        self._why.setPlaceholderText("可不填")
        self.field(HOW, self._how)
        self.field(DAY, self.day)
        self.field(WHY, self._why)
        self._ends = self.posts_box()
        fit(self, 480, 320)
        self.begin()

    def effect(self) -> str:
        """Say that nothing is lost."""
        since = from_day(self.day.wanted_day()).for_form
        return (
            f"从{since}起这 {len(self.persons)} 名党员不再计入在册党员；"
            "他们的资料和点评记录都保留，以后可以恢复。"
        )

    def prepared(self) -> Work:
        """Read how, when and why."""
        status = _LEAVING[self._how.currentIndex()]
        ends = self._ends is not None and self._ends.isChecked()
        day, why = self.day.wanted_day(), self._why.value()
        return partial(self.desk.editing.leave, self.persons, status, day, why, end_posts=ends)


class ReturnDialog(MemberDeed):
    """Somebody who left is on the books again, in the branch of before or another."""

    def __init__(self, desk: Desk, persons: Sequence[PersonId], parent: QWidget | None) -> None:
        """Ask for the branch and the day; of several only the first comes back."""
        super().__init__("恢复在册", "恢复", desk, persons[:1], parent)
        last = desk.editing.member_sheet(self.persons[0]).member
        self._branch = OrganizationChooser(
            self.directory.tree, "党组织", last.organization_id, self.directory.is_active
        )
        self.field("党组织", self._branch)
        self.field(DAY, self.day)
        fit(self, 520, 420)
        self.begin()

    def effect(self) -> str:
        """Say from when on the member counts."""
        since = from_day(self.day.wanted_day()).for_form
        return f"从{since}起重新计入在册党员；不在册期间的报表不变。"

    def prepared(self) -> Work:
        """Read branch and day."""
        branch = self._branch.organization()
        if branch is None:
            raise refusal("choice.missing", "党组织", label="党组织")
        day = self.day.wanted_day()
        return partial(self.desk.editing.come_back, self.persons[0], branch, day)
