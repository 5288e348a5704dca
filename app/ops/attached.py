"""The files that hang on a unit's records, as they go up: found, weighed, missed."""

from app.db import attachments
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.domain.ids import OrganizationId
from app.domain.package_format import MAX_ATTACHED, MAX_PARTS, attachment_name
from app.ops.workspace import Workspace

_MOST = MAX_PARTS // 2
_NAMES = 5
"""So many of the files that are missing are named."""


def attached_parts(workspace: Workspace, unit: OrganizationId) -> dict[str, bytes]:
    """Return the files of a unit's records as parts of a package, as far as they are here.

    Raises:
        Refusal: ``handoff.attachments_too_large``.
    """
    database = workspace.database
    sizes = attachments.sizes(database, attachments.of_unit(database, unit))
    together = sum(sizes.values())
    if together > MAX_ATTACHED or len(sizes) > _MOST:
        raise refusal(
            "handoff.attachments_too_large",
            count=len(sizes),
            size=together >> 20,
            limit=MAX_ATTACHED >> 20,
            most=_MOST,
        )
    found = {sha256: attachments.content(database, sha256) for sha256 in sizes}
    return {attachment_name(each): content for each, content in found.items() if content}


def lacking(workspace: Workspace, unit: OrganizationId) -> tuple[Fault, ...]:
    """Tell of files that a unit's records name and that are not in the ledger."""
    database = workspace.database
    names = attachments.missing(database, attachments.of_unit(database, unit))
    if not names:
        return ()
    told = "、".join(names[:_NAMES])
    return (fault("handoff.attachments_lacking", count=len(names), names=told),)
