"""The 台账 as Excel."""

from collections.abc import Iterable, Mapping

from app.domain import ledger_columns as column
from app.domain.form import FormSpec
from app.export.excel_sheets import list_bytes

_WIDTHS = {
    column.FORM: 22,
    column.ORGANIZATION: 20,
    column.REVIEWER_STANDING: 20,
    column.NUMBER: 38,
    column.POSTED: 24,
    **dict.fromkeys(column.TEXTS, 36),
}
_USUAL_WIDTH = 13


def ledger_bytes(forms: Iterable[FormSpec], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the 台账 of these rows (heading → text) as an Excel file."""
    headings = column.shown_columns(forms)
    return list_bytes(
        "台账",
        headings,
        ([row.get(heading, "") for heading in headings] for row in rows),
        [_WIDTHS.get(heading, _USUAL_WIDTH) for heading in headings],
    )
