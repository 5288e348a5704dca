"""拆分: new organisations are taken out of one, each with the members that are ticked."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QTabWidget, QWidget

from app.domain.dates import from_day
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId, PersonId
from app.domain.reorganization import PARTS, require_apart
from app.domain.typed import NAME_LENGTH
from app.ops.desk import Desk
from app.ui.structure.check_list import CheckList
from app.ui.structure.field import Field, Listing
from app.ui.structure.frame import Work
from app.ui.structure.reorganizing import DAY, OrganizationDeed
from app.ui.text_line import TextLine
from app.ui.widgets import dressed
from app.ui.window_size import fit


class PartPage(Listing):
    """Name and members of one new organisation."""

    def __init__(self, members: Sequence[tuple[PersonId, str]]) -> None:
        """Offer these members."""
        super().__init__()
        self.name = TextLine("名称", longest=NAME_LENGTH)
        self.members: CheckList[PersonId] = CheckList("划入的党员", members)
        self.name_field = Field(self.name)
        rows = QFormLayout(self)
        rows.addRow("名称", self.name_field)
        rows.addRow("划入的党员", self.members)
        self.setFocusProxy(self.name)
        self.name.textChanged.connect(self._tell)
        self.name.editingFinished.connect(self._tell)
        self.members.edited.connect(self._tell)

    def _tell(self) -> None:
        self.name_field.look()
        self.edited.emit()

    def state(self) -> object:
        """Return name and members."""
        return self.name.text().strip(), self.members.state()


class Parts(Listing):
    """The new organisations, one tab for each."""

    def __init__(self, members: Sequence[tuple[PersonId, str]]) -> None:
        """Begin with one new organisation."""
        super().__init__()
        self._members = members
        self.pages: list[PartPage] = []
        self._tabs = dressed(QTabWidget(), accessibleName=PARTS)
        self._more = dressed(
            QPushButton("再增一个", autoDefault=False), accessibleName="再增一个新的党组织"
        )
        corner = QWidget()
        line = QHBoxLayout(corner)
        line.setContentsMargins(0, 0, 0, 2)
        line.addWidget(self._more)
        self._tabs.setCornerWidget(corner)
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tabs)
        self._more.clicked.connect(self.add)
        self.add()

    def add(self) -> None:
        """Add a tab for one more organisation."""
        page = PartPage(self._members)
        self.pages.append(page)
        self._tabs.addTab(page, f"第 {len(self.pages)} 个")
        self._tabs.setCurrentWidget(page)
        page.edited.connect(self.edited)
        page.name.setFocus()
        self.edited.emit()

    def state(self) -> object:
        """Return names and members."""
        return tuple(page.state() for page in self.pages)


class SplitDialog(OrganizationDeed):
    """Divides the members of an organisation; it goes on with those that nobody takes."""

    is_large: ClassVar = True

    def __init__(self, desk: Desk, organization_id: OrganizationId, parent: QWidget | None) -> None:
        """Offer the members of the organisation and of its groups."""
        super().__init__("拆分", desk, organization_id, parent)
        directory = self.directory
        members = directory.members_under(organization_id)
        lines = [(m.person_id, _line(directory.name(m.person_id), m.post)) for m in members]
        self._all = len(lines)
        self._parts = Parts(lines)
        self.field(PARTS, self._parts)
        self.field(DAY, self.day)
        fit(self, 600, 500)
        self.begin()

    def effect(self) -> str:
        """Say how many go and how many stay."""
        since = from_day(self.day.wanted_day()).for_form
        taken = sum(len(page.members.ticked()) for page in self._parts.pages)
        return (
            f"从{since}起新设 {len(self._parts.pages)} 个党组织，划入党员 {taken} 名，"
            f"原党组织留下 {self._all - taken} 名；以前的记录不变。"
        )

    def prepared(self) -> Work:
        """Read names and members.

        Raises:
            Refusal: ``text.*``, ``split.twice``.
        """
        parts: list[tuple[str, list[PersonId]]] = []
        for page in self._parts.pages:
            name, members = page.name.value(), page.members.ticked()
            if not name and not members:
                continue
            if not name:
                raise refusal("text.missing", PARTS, label="名称")
            parts.append((name, members))
        if not parts:
            raise refusal("text.missing", PARTS, label="名称")
        require_apart(self.directory, [members for _, members in parts])
        return partial(self.desk.structure.split, self.own.id, parts, self.day.wanted_day())


def _line(name: str, post: str) -> str:
    return f"{name}　{post}" if post else name
