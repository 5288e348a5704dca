"""Faults of packages: what cannot be sent, and what cannot be taken in."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {}
