"""What the level above has told of where our root stands: what a package from above says of it."""

import json

from app.db.stores import Stores
from app.domain.handoff import PackageKind, Unit
from app.domain.ids import OrganizationId
from app.domain.plain import from_plain, to_plain

_KEY = "handoff.above"
"""The setting of the ledger that holds it: it never travels, since those above know better."""


def who_issued(stores: Stores) -> Unit | None:
    """Return who issued to us, with the path of what stands right above our root; None: nobody.

    Its path is that of the sender itself only where our root stands right below it.
    """
    text = stores.settings.get(_KEY)
    return from_plain(Unit, json.loads(text)) if text else None


def path_above(stores: Stores) -> tuple[str, ...]:
    """Return the names from the top down to what stands right above our root."""
    told = who_issued(stores)
    return told.path if told is not None else ()


def keep_above(stores: Stores, root: OrganizationId) -> None:
    """Keep what the last package from above says that is in the ledger; none: nothing is known."""
    taken = (record.manifest for record in stores.handoff.applied_of(root))
    last = next((each for each in taken if each.kind is PackageKind.ISSUE and each.to), None)
    told = ""
    if last is not None and last.to is not None:
        unit = Unit(last.sender.id, last.sender.name, last.to.path[:-1])
        told = json.dumps(to_plain(unit), ensure_ascii=False)
    if told != stores.settings.get(_KEY):
        stores.settings.set(_KEY, told)
