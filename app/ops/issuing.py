"""下发: scheme, forms, rounds and its part of the tree for a unit below; and what is sent back."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.handoff import Manifest
from app.domain.ids import ReviewId
from app.domain.organization import Organization
from app.domain.words import OrganizationKind
from app.ops.changes import Changes
from app.ops.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Issued:
    """A package for a unit below that was written."""

    file: Path
    manifest: Manifest
    changes: Changes


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """What is to be mended in a record (退回), in words."""

    id: int
    review: ReviewId
    name: str
    """Whom or what the record is about."""
    place: str
    """The path of the organisation that it belongs to."""
    text: str
    time: str
    who: str
    state: str
    """``open``, ``sent`` (above), ``received`` (below) or ``settled``."""


class IssueOps:
    """What a user can send down."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace

    def units(self) -> tuple[Organization, ...]:
        """Return the organisations that can have a ledger of their own, in the tree's order."""
        directory = self._workspace.directory(self._workspace.today())
        tree = directory.tree
        return tuple(
            organization
            for organization in tree
            if organization.id != tree.root.id
            and organization.kind is not OrganizationKind.GROUP
            and directory.is_active(organization)
        )
