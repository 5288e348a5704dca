"""A line for whom a record is about: a member, or an organisation, by part of the name."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId, PersonId
from app.domain.review import Target
from app.domain.words import TargetKind
from app.ui.person_picker import PersonPicker

if TYPE_CHECKING:
    from app.domain.organization import Organization
    from app.ops.desk import Desk

MOST_ORGANIZATIONS = 12
_MARK = "/"


class TargetPicker(PersonPicker):
    """Offers organisations first, those below the chosen one before others, then people."""

    def __init__(
        self, desk: "Desk", label: str, unit: OrganizationId, parent: QWidget | None = None
    ) -> None:
        """Choose among everything in the ledger.

        Args:
            desk: the ledger.
            label: what is chosen, for sentences and screen readers.
            unit: the organisation whose own are offered first.
            parent: the widget around it.
        """
        self._desk, self._label, self._unit = desk, label, unit
        self._directory = desk.workspace.directory(desk.workspace.today())
        super().__init__(self._meant, parent, outsiders=False)
        self.setPlaceholderText("输入党员姓名或党组织名称，从列表选择")
        self.setAccessibleName(label)
        self.setAccessibleDescription("输入姓名、名称或拼音首字母，用上下键从列表选择，回车确定")

    def show_target(self, target: Target) -> None:
        """Show a target as chosen."""
        if target.kind is TargetKind.ORGANIZATION:
            text = self._directory.tree[target.organization_id].name
        else:
            text = self._directory.identity(target.person_id)
        self.show_person(PersonId(_key(target)), text)

    def target(self) -> Target:
        """Return what was chosen.

        Raises:
            Refusal: ``text.missing`` where the line is empty, ``person.unknown`` or
                ``person.ambiguous`` where its text names nothing or several.
        """
        found, text = self.resolve(), self.text().strip()
        if found is not None:
            kind, _, id_ = found.partition(_MARK)
            return Target(TargetKind(kind), id_)
        if not text:
            raise refusal("text.missing", self._label, label=self._label)
        same = [each for each in self._meant(text) if text in each[1:]]
        if len(same) > 1:
            raise refusal("person.ambiguous", self._label, name=text, count=len(same))
        raise refusal("person.unknown", self._label, name=text)

    def _meant(self, text: str) -> Sequence[tuple[PersonId, str, str]]:
        wanted = "".join(text.split())
        organizations = [
            (
                PersonId(_key(Target(TargetKind.ORGANIZATION, each.id))),
                each.name,
                each.name,
            )
            for each in islice(self._organizations(wanted), MOST_ORGANIZATIONS)
        ]
        people = [
            (PersonId(_key(Target(TargetKind.MEMBER, id_))), name, identity)
            for id_, name, identity in self._desk.editing.find_people(text)
            if id_ in self._directory.members or self._directory.posts_of(id_)
        ]
        return [*organizations, *people]

    def _organizations(self, wanted: str) -> "Iterator[Organization]":
        """Give the organisations that hold a text; of the chosen one and below before others."""
        tree = self._directory.tree
        near = tree.subtree(self._unit)
        below = {each.id for each in near}
        others = (each for each in tree if each.id not in below) if wanted else ()
        for each in (*near, *others):
            if self._directory.is_active(each) and (
                wanted in each.name or wanted in each.short_name
            ):
                yield each


def _key(target: Target) -> str:
    return f"{target.kind.value}{_MARK}{target.id}"
