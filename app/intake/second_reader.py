"""A second opinion on Word files: what another library, python-docx, reads in them."""

import io

from docx import Document


def cell_texts(word: bytes) -> frozenset[str]:
    """Return the texts of all table cells as python-docx sees them.

    For files that the program wrote itself; foreign ones are read by ``word_forms``.
    """
    tables = Document(io.BytesIO(word)).tables
    return frozenset(cell.text for table in tables for row in table.rows for cell in row.cells)
