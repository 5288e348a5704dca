"""The hand-off in a ledger: packages and what they held, and what was reported."""

from app.db.package_store import PackageStore
from app.db.report_store import ReportStore


class HandoffStore(PackageStore, ReportStore):
    """Everything about what goes up and comes down."""
