"""Lists of promises that people bring: which columns they have, and their rows in words."""

import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.domain.cycle.commitment_list import (
    MATTER,
    PLACE,
    PROMISER,
    SPELLINGS,
    ListedCommitment,
)
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Fault, Refusal
from app.intake.sheets import Sheet, cell_text, read_sheets

_HEADING_ROWS = 15
_DITTO = frozenset({"同上", "〃", "″", '"', "''", "同"})
_TOTAL = re.compile(r"^(合计|总计|小计|共计|填表人|制表人|填报人|备注|注)[:：]?")


def read_commitments(path: Path) -> tuple[ListedCommitment, ...]:
    """Read the promises of every sheet of a file that has such a list.

    Args:
        path: .xlsx .xls .et .ods .csv .txt.

    Raises:
        Refusal: ``file.*``, ``sheet.*``, or ``commitment.sheet_heading`` where no sheet fits.
    """
    found: list[ListedCommitment] = []
    known = False
    for sheet in read_sheets(path):
        header = _header(sheet)
        if header is not None:
            known = True
            found.extend(_rows(sheet, *header))
    if not known:
        raise refusal("commitment.sheet_heading", str(path))
    return tuple(found)


def read_pasted(text: str) -> tuple[ListedCommitment, ...]:
    """Read the promises of a text that was copied from a table, the heading with it.

    Raises:
        Refusal: as ``read_commitments``, without a place.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "粘贴.txt"
        path.write_text(text, encoding="utf-8-sig", newline="")
        try:
            return read_commitments(path)
        except Refusal as refused:
            faults = (Fault(f.code, "", f.message, f.remedy) for f in refused.faults)
            raise Refusal(*faults) from refused


def _header(sheet: Sheet) -> tuple[int, Mapping[str, int]] | None:
    """Return the row of the headings, and where each column stands."""
    for number, row in enumerate(sheet.rows[:_HEADING_ROWS]):
        columns = _columns([_key(cell_text(cell)) for cell in row])
        if MATTER in columns and (PROMISER in columns or PLACE in columns):
            return number, columns
    return None


def _columns(cells: Sequence[str]) -> Mapping[str, int]:
    places = {text: place for place, text in reversed(list(enumerate(cells))) if text}
    found: dict[str, int] = {}
    for column, words in SPELLINGS.items():
        place = next((places[word] for word in words if word in places), None)
        if place is not None and place not in found.values():
            found[column] = place
    return found


def _key(text: str) -> str:
    """Return a heading as it is compared: no spaces, no remark in brackets."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\(.*?\)|[:*]", "", plain)


def _rows(sheet: Sheet, heading: int, columns: Mapping[str, int]) -> Iterator[ListedCommitment]:
    """Give the rows below the heading; who is not named anew is the one of the row above."""
    above: dict[str, str] = {}
    for number in range(heading + 1, len(sheet.rows)):
        row = [cell_text(cell).strip() for cell in sheet.rows[number]]
        cells = {column: row[at] if at < len(row) else "" for column, at in columns.items()}
        first = next((text for text in row if text), "")
        if not any(cells.values()) or (not cells[MATTER] and _TOTAL.match(first)):
            continue
        named = [column for column in (PROMISER, PLACE) if column in cells]
        for column in named:
            if cells[column] in _DITTO:
                cells[column] = above.get(column, "")
        if not any(cells[column] for column in named):
            cells.update(above)
        above = {column: cells[column] for column in named}
        yield ListedCommitment(f"{sheet.name} 第 {number + sheet.first_row} 行", cells)
