"""What stands in the SQLite files of a package, format 1; these columns are never changed.

They are the columns of a ledger without what a ledger works out for itself. Ids are texts, days ISO
text, sets and mappings JSON text. A later format adds files (``Part``), it does not change these.
"""

from collections.abc import Mapping

DATA_PART = "data.sqlite"
"""The records: a unit's subtree in full (上报), or its organisations and posts (下发)."""
OFFICE_PART = "office.sqlite"
"""The scheme, the forms and the tables that the records were made with."""
FIGURES_PART = "figures.json"
"""The submitted figures (上报)."""
DOWN_PART = "down.json"
"""Receipts, remarks and phrases (下发)."""
KEPT_OFFICE = "sent/office.sqlite"
"""As this the forms of a package that went out are kept, beside its other files."""
ATTACHMENTS = "附件/"
"""Under this the files that hang on records stand, each by its SHA-256."""

DATA_TABLES: Mapping[str, tuple[str, ...]] = {
    "round": ("id", "name", "start", "end", "previous_id"),
    "organization": (
        "id",
        "name",
        "kind",
        "parent_id",
        "short_name",
        "tags",
        "since",
        "until",
        "position",
        "former",
    ),
    "person": ("id", "name", "unit", "post", "outside"),
    "member": (
        "id",
        "person_id",
        "organization_id",
        "sex",
        "birth",
        "joined",
        "full_since",
        "post",
        "category",
        "status",
        "since",
        "until",
        "tags",
        "id_number",
        "phone",
        "extra",
    ),
    "appointment": (
        "id",
        "person_id",
        "organization_id",
        "post",
        "title",
        "since",
        "until",
        "position",
    ),
    "oversight": ("id", "person_id", "organization_id", "kind", "since", "until"),
    "task": (
        "id",
        "round_id",
        "position",
        "rules",
        "form",
        "target_kind",
        "target_id",
        "organization_id",
        "reviewer_kind",
        "reviewers",
        "body",
        "mode",
        "occasion",
        "exempt_reason",
        "manual_reason",
        "replaces",
    ),
    "review": (
        "id",
        "round_id",
        "form",
        "form_edition",
        "target_kind",
        "target_id",
        "organization_id",
        "task_id",
        "reviewer_kind",
        "secretary_id",
        "day",
        "place",
        "mode",
        "state",
        "locked",
    ),
    "review_reviewer": ("review_id", "position", "person_id"),
    "review_snapshot": ("review_id", "values"),
    "review_block": ("review_id", "position", "block", "day", "values"),
    "cycle_record": (
        "id",
        "kind",
        "organization_id",
        "round_id",
        "review_id",
        "target_kind",
        "target_id",
        "day",
        "until",
        "state",
        "attachments",
        "content",
        "position",
    ),
}
"""The tables of ``DATA_PART`` and their columns, those that others refer to first."""

OFFICE_TABLES: Mapping[str, tuple[str, ...]] = {
    "scheme": ("scheme", "edition", "content"),
    "form": ("form", "edition", "position", "current", "spec", "file"),
    "table_template": ("id", "spec", "file"),
}
"""The tables of ``OFFICE_PART``; ``file`` columns are BLOBs."""

NUMBERS = frozenset({"position", "outside", "current"})
BYTES = frozenset({"file"})


def create_statements(tables: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the statements that make the tables of a part; a part holds exactly these."""
    return tuple(
        f'CREATE TABLE "{table}" ({", ".join(map(_declared, columns))})'
        for table, columns in tables.items()
    )


def _declared(column: str) -> str:
    kind = "INTEGER" if column in NUMBERS else "BLOB" if column in BYTES else "TEXT"
    return f'"{column}" {kind}'
