"""The files that hang on a unit's records, as they go up: found, weighed, missed."""

from app.db import attachments
from app.domain.content import Content
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.domain.handoff import Manifest
from app.domain.ids import OrganizationId
from app.domain.package_format import MAX_ATTACHED, MAX_PARTS, attached, attachment_name
from app.ops.workspace import Workspace

_MOST = MAX_PARTS // 2
_NAMES = 5
"""So many of the files that are missing are named."""


def attached_parts(workspace: Workspace, unit: OrganizationId) -> dict[str, Content]:
    """Return the files of a unit's records as parts of a package, as far as they are here.

    One that is damaged stays behind: whoever received it would take the package for spoiled.

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
    return {attachment_name(each.sha256): each for each in attachments.sound_files(database, sizes)}


def lacking(
    workspace: Workspace, unit: OrganizationId, sent: Manifest | None = None
) -> tuple[Fault, ...]:
    """Tell of files that a unit's records name and that are not in the ledger.

    Args:
        workspace: the ledger.
        unit: whose records.
        sent: tell of those that did not go with this package instead.
    """
    database = workspace.database
    named = attachments.of_unit(database, unit)
    names = attachments.missing(database, named)
    if sent is not None:
        gone = {attached(part.name) for part in sent.parts}
        names = tuple(name for each, name in named.items() if each not in gone)
    if not names:
        return ()
    told = "、".join(names[:_NAMES])
    return (fault("handoff.attachments_lacking", count=len(names), names=told),)
