"""Reorganisations: 更名, 迁移, 合并, 拆分, 撤销, 转接, each from a day on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain import reorganization
from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId
from app.domain.membership import ended_posts
from app.domain.organization import Appointment
from app.ops.changes import Changes
from app.ops.structure_writer import StructureWriter


class StructureOps(StructureWriter):
    """What a user can reorganise."""

    def rename(
        self, organization_id: OrganizationId, name: str, day: date, short_name: str = ""
    ) -> Changes:
        """Give an organisation another name from a day on (更名); see ``reorganization``."""
        directory = self._workspace.directory(day)
        change = reorganization.rename(directory, organization_id, name, short_name)
        return self._write("更名", change)

    def move(
        self, organization_id: OrganizationId, parent_id: OrganizationId, day: date
    ) -> Changes:
        """Put an organisation below another from a day on (迁移)."""
        directory = self._workspace.directory(day)
        return self._write("迁移", reorganization.move(directory, organization_id, parent_id))

    def dissolve(
        self, organization_id: OrganizationId, heir_id: OrganizationId, day: date
    ) -> Changes:
        """End an organisation (撤销); the heir takes its members and what stands below."""
        workspace = self._workspace
        directory = workspace.directory(day)
        change = reorganization.dissolve(directory, organization_id, heir_id, workspace.new_id)
        return self._write("撤销党组织", change)

    def merge(
        self, organization_ids: Sequence[OrganizationId], into_id: OrganizationId, day: date
    ) -> Changes:
        """Let organisations go up in another (合并)."""
        workspace = self._workspace
        directory = workspace.directory(day)
        change = reorganization.merge(directory, organization_ids, into_id, workspace.new_id)
        return self._write("合并", change)

    def split(
        self,
        organization_id: OrganizationId,
        parts: Sequence[tuple[str, Sequence[PersonId]]],
        day: date,
    ) -> Changes:
        """Take new organisations out of one (拆分)."""
        workspace = self._workspace
        directory = workspace.directory(day)
        change = reorganization.split(directory, organization_id, parts, workspace.new_id)
        return self._write("拆分", change)

    def transfer(
        self,
        persons: Sequence[PersonId],
        to_id: OrganizationId,
        day: date,
        *,
        end_posts: bool = False,
    ) -> Changes:
        """Move members to another branch (组织关系转接).

        Args:
            persons: who moves.
            to_id: the branch, or a group of it, that takes them.
            day: from when on they are on its books.
            end_posts: whether their posts in the branch they leave end on that day.
        """
        workspace = self._workspace
        directory = workspace.directory(day)
        change = reorganization.transfer(directory, persons, to_id, workspace.new_id)
        if end_posts:
            change = replace(change, appointments=_left_posts(directory, persons, to_id))
        return self._write("转接组织关系", change)


def _left_posts(
    directory: Directory, persons: Sequence[PersonId], to_id: OrganizationId
) -> tuple[Appointment, ...]:
    """Return the posts in the branches that people leave, ended on the directory's day."""
    tree, new = directory.tree, directory.tree.branch_of(to_id).id
    ended: list[Appointment] = []
    for person in persons:
        old = tree.branch_of(directory.members[person].organization_id).id
        if old != new:
            ended += ended_posts(directory, [person], old)
    return tuple(ended)
