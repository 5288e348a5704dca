"""更名, 迁移, 合并, 撤销: what happens to a whole organisation from a day on."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QLabel, QWidget

from app.domain.dates import from_day
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.progress import Progress
from app.domain.typed import NAME_LENGTH
from app.ops.changes import Changes
from app.ops.desk import Desk
from app.ui.date_line import DateLine
from app.ui.structure.check_list import CheckList
from app.ui.structure.frame import DeedDialog, Work
from app.ui.structure.organization_chooser import OrganizationChooser
from app.ui.structure.words import reach, short
from app.ui.text_line import TextLine
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

DAY = "从哪一天起"


class OrganizationDeed(DeedDialog):
    """What the dialogs about one organisation share: who it is, and from when on."""

    is_large: ClassVar = False
    """Whether so much changes that the ledger is backed up before."""

    def __init__(
        self, title: str, desk: Desk, organization_id: OrganizationId, parent: QWidget | None
    ) -> None:
        """Show the organisation; the dialog of a kind adds its own fields and the day.

        Args:
            title: what is done; also the verb on the button.
            desk: the open ledger.
            organization_id: what it is done with.
            parent: the window it belongs to.
        """
        super().__init__(title, title, parent)
        self.desk = desk
        self.directory = desk.editing.directory
        self.own = self.directory.tree[organization_id]
        self._reach: dict[tuple[OrganizationId, ...], str] = {}
        shown = dressed(QLabel(self.own.name, wordWrap=True), accessibleName="党组织")
        shown.setToolTip(self.directory.tree.path(organization_id))
        self.rows.addRow("党组织", shown)
        self.day = DateLine(DAY, desk.workspace.today(), wanted=True, whole_day=True)

    def chooser(self, label: str) -> OrganizationChooser:
        """Return a chooser of organisations that exist and do not stand below this one."""
        return OrganizationChooser(self.directory.tree, label, offered=self._may)

    def _may(self, organization: Organization) -> bool:
        inside = self.directory.tree.within(organization.id, self.own.id)
        return not inside and self.directory.is_active(organization)

    def reach(self, *organization_ids: OrganizationId) -> str:
        """Return in words what the change of these organisations reaches."""
        if organization_ids not in self._reach:
            self._reach[organization_ids] = reach(self.desk.editing.touched(organization_ids))
        return self._reach[organization_ids]

    def do_it(self) -> None:
        """Write, after a backup where much changes; where none can be made nothing is written."""
        work, backups, occasion = self.prepared(), self.desk.backups, f"{self.windowTitle()}前"

        def safely(progress: Progress) -> Changes:
            del progress
            if self.is_large:
                backups.before(occasion)
            return work()

        self.told.emit(wait_for(self, self.windowTitle(), safely))

    def picked(self, chooser: OrganizationChooser, label: str) -> OrganizationId:
        """Return what was chosen.

        Raises:
            Refusal: ``choice.missing``.
        """
        found = chooser.organization()
        if found is None:
            raise refusal("choice.missing", label, label=label)
        return found


class RenameDialog(OrganizationDeed):
    """更名: past days keep the old name."""

    def __init__(self, desk: Desk, organization_id: OrganizationId, parent: QWidget | None) -> None:
        """Ask for the new name and the day."""
        super().__init__("更名", desk, organization_id, parent)
        self._name = TextLine("新名称", longest=NAME_LENGTH)
        self._short = TextLine("新简称", longest=NAME_LENGTH)
        self._short.setPlaceholderText(self.own.short_name or "可不填")
        self.field("新名称", self._name)
        self.field("新简称", self._short)
        self.field(DAY, self.day)
        fit(self, 480, 300)
        self.begin()

    def effect(self) -> str:
        """Say which records keep the old name."""
        since = from_day(self.day.wanted_day()).for_form
        return (
            f"从{since}起改用新名称；在此之前的记录和报表仍用“{short(self.own.name)}”"
            f"（{self.reach(self.own.id)}）。只是写错了字的，请用“编辑”更正。"
        )

    def prepared(self) -> Work:
        """Read name and day."""
        name, short_name, day = self._name.value(), self._short.value(), self.day.wanted_day()
        if not name:
            raise refusal("text.missing", "新名称", label="新名称")
        return partial(self.desk.structure.rename, self.own.id, name, day, short_name)


class MoveDialog(OrganizationDeed):
    """迁移: below another organisation, with everything below it."""

    def __init__(
        self,
        desk: Desk,
        organization_id: OrganizationId,
        parent: QWidget | None,
        target: OrganizationId | None = None,
    ) -> None:
        """Ask for the new place and the day; ``target``: the place to propose."""
        super().__init__("迁移", desk, organization_id, parent)
        above = self.directory.tree.parent(organization_id)
        self.rows.addRow("现在的上级", QLabel(above.name if above else "（最高一级）"))
        self._parent = self.chooser("新的上级")
        if target is not None:
            self._parent.choose(target)
        self.field("新的上级", self._parent)
        self.field(DAY, self.day)
        fit(self, 520, 440)
        self.begin()

    def effect(self) -> str:
        """Say what goes along."""
        since = from_day(self.day.wanted_day()).for_form
        return f"从{since}起统计到新的上级（{self.reach(self.own.id)}一并迁移）；以前的报表不变。"

    def prepared(self) -> Work:
        """Read place and day."""
        place, day = self.picked(self._parent, "新的上级"), self.day.wanted_day()
        return partial(self.desk.structure.move, self.own.id, place, day)


class DissolveDialog(OrganizationDeed):
    """撤销: members and what stands below go to an heir."""

    is_large: ClassVar = True

    def __init__(self, desk: Desk, organization_id: OrganizationId, parent: QWidget | None) -> None:
        """Ask for the heir and the day."""
        super().__init__("撤销", desk, organization_id, parent)
        self._heir = self.chooser("接收党组织")
        self.field("接收党组织", self._heir)
        self.field(DAY, self.day)
        fit(self, 520, 440)
        self.begin()

    def effect(self) -> str:
        """Say what the heir gets."""
        since = from_day(self.day.wanted_day()).for_form
        heir = self._heir.organization()
        to = f"“{short(self.directory.tree[heir].name)}”" if heir else "接收党组织"
        groups = "其中的党小组一并撤销，" if self._has_groups() else ""
        return (
            f"从{since}起不再统计；党员和下级转到{to}，{groups}以前的记录保留"
            f"（{self.reach(self.own.id)}）。"
        )

    def _has_groups(self) -> bool:
        children = self.directory.tree.children(self.own.id)
        return any(child.kind.value == "group" for child in children)

    def prepared(self) -> Work:
        """Read heir and day."""
        heir, day = self.picked(self._heir, "接收党组织"), self.day.wanted_day()
        return partial(self.desk.structure.dissolve, self.own.id, heir, day)


class MergeDialog(OrganizationDeed):
    """合并: this organisation, and others beside it, go up in another."""

    is_large: ClassVar = True

    def __init__(self, desk: Desk, organization_id: OrganizationId, parent: QWidget | None) -> None:
        """Ask for the organisation that goes on, for others that go along, and the day."""
        super().__init__("合并", desk, organization_id, parent)
        tree = self.directory.tree
        beside = tree.children(self.own.parent_id) if self.own.parent_id else ()
        others = [o for o in beside if o.kind is self.own.kind and self._may(o)]
        self._into = self.chooser("并入哪个党组织")
        self.field("并入哪个党组织", self._into)
        self._along = CheckList("一并并入", [(o.id, o.name) for o in others], "个")
        if others:
            self.field("一并并入", self._along)
        else:
            self._along.setParent(self)
            self._along.hide()
        self.field(DAY, self.day)
        fit(self, 540, 480)
        self.begin()

    def _merged(self) -> tuple[OrganizationId, ...]:
        into = self._into.organization()
        return (self.own.id, *(each for each in self._along.ticked() if each != into))

    def effect(self) -> str:
        """Say what goes up in what."""
        since, merged = from_day(self.day.wanted_day()).for_form, self._merged()
        into = self._into.organization()
        to = f"“{short(self.directory.tree[into].name)}”" if into else "所选党组织"
        return (
            f"从{since}起这 {len(merged)} 个党组织并入{to}，不再单独统计"
            f"（{self.reach(*merged)}）；以前的记录保留。"
        )

    def prepared(self) -> Work:
        """Read what goes on and the day."""
        into, day = self.picked(self._into, "并入哪个党组织"), self.day.wanted_day()
        return partial(self.desk.structure.merge, self._merged(), into, day)
