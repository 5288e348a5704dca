"""The time that is written beside things; order never follows from it."""

from datetime import datetime


def now() -> str:
    """Return the local time as it stands in the ledger, to the second."""
    return datetime.now().isoformat(sep=" ", timespec="seconds")
