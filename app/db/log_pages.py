"""The whole change log, read page by page, so that it never fills the memory."""

from collections.abc import Iterator

from app.db import bulk
from app.db.connection import Database
from app.db.office_models import ChangeRow
from app.domain.history import Change

_PAGE = 1000


def all_changes(database: Database) -> Iterator[Change]:
    """Give every line of the change log, oldest first."""
    last = 0
    while page := bulk.read(database, ChangeRow, "WHERE id > ? ORDER BY id LIMIT ?", (last, _PAGE)):
        for last, time, who, what, record_id, field, old, new, reason in page:
            yield Change(what, record_id, field, old, new, time, who, reason, last)
