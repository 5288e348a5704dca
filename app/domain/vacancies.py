"""Where the post of secretary is vacant."""

from collections.abc import Iterator

from app.domain.directory import Directory
from app.domain.ids import OrganizationId
from app.domain.words import OrganizationKind

_WITHOUT_SECRETARY = frozenset({OrganizationKind.GROUP, OrganizationKind.UNIT})


def vacant(directory: Directory) -> Iterator[OrganizationId]:
    """Give the party organisations without a secretary on the day."""
    for organization in directory.tree:
        if (
            organization.kind not in _WITHOUT_SECRETARY
            and directory.is_active(organization)
            and directory.secretary(organization.id) is None
        ):
            yield organization.id
