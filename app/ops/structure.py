"""The structure: organisations, people, posts and oversight, entered by hand."""

from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.words import OrganizationKind
from app.ops.changes import Changes, Topic, changed
from app.ops.workspace import Workspace


class StructureOps:
    """What a user can do with the structure."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace

    def add_organization(
        self, name: str, kind: OrganizationKind, parent_id: OrganizationId
    ) -> tuple[Organization, Changes]:
        """Add an organisation below another.

        Raises:
            Refusal: ``organization.name_missing``.
        """
        if not name.strip():
            raise refusal("organization.name_missing")
        workspace = self._workspace
        siblings = workspace.directory(workspace.today()).tree.children(parent_id)
        made = Organization(
            OrganizationId(workspace.new_id()),
            name.strip(),
            kind,
            parent_id,
            position=max((s.position for s in siblings), default=-1) + 1,
        )
        with workspace.transaction():
            workspace.stores.structure.save(organizations=(made,))
            workspace.structure_changed()
        return made, changed(Topic.STRUCTURE)
