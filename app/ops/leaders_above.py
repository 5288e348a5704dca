"""What leaders above are, as the level above told it with the last package."""

import json
from collections.abc import Mapping

from app.db.stores import Stores
from app.domain.ids import PersonId

_KEY = "leaders.above"
"""The setting of the ledger that holds them: it never travels, since those above know better."""


def leaders_above(stores: Stores) -> Mapping[PersonId, tuple[str, str]]:
    """Return unit and post of leaders above, by this ledger's ids."""
    text = stores.settings.get(_KEY)
    kept = json.loads(text) if text else {}
    return {PersonId(person): (unit, post) for person, (unit, post) in kept.items()}


def keep_leaders(stores: Stores, leaders: Mapping[PersonId, tuple[str, str]]) -> None:
    """Keep unit and post of leaders above in place of those that were kept before."""
    stores.settings.set(_KEY, json.dumps(leaders, ensure_ascii=False) if leaders else "")
