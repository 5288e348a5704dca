"""The printed texts of the shipped forms and table against the official document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.specs.form_reader import read_form
from app.specs.table_reader import read_table
from tests.specs.test_table_reader import declared
from tests.word_builder import declaration

if TYPE_CHECKING:
    from app.domain.form import FormSpec

SCHEMES = Path(__file__).resolve().parents[2] / "resources" / "schemes"
FORMS = SCHEMES / "qingdao-2010"
DOCUMENTS = {"qingdao-2010": "000_*.txt", "lianyungang-2011": "003_*.txt"}
PRINTED = (
    ("qingdao-2010", "org-review", "附件二：", "附件三："),
    ("qingdao-2010", "member-review", "附件三：", ""),
    ("lianyungang-2011", "org-review", "附件2：", "附件3："),
    ("lianyungang-2011", "member-review", "附件3：", ""),
)


def squeezed(text: str) -> str:
    """Without white space, without the colon that the document puts after 附件二."""
    return re.sub(r"^(附件.)：", r"\1", re.sub(r"\s", "", text))


def section(official: Path, scheme: str, start: str, stop: str) -> str:
    """The last stretch of the document from one heading to the next: the annexes stand last."""
    (path,) = official.glob(DOCUMENTS[scheme])
    text = path.read_text(encoding="utf-8")
    begin = text.rindex(start)
    return text[begin : text.rindex(stop) if stop else len(text)]


def form_texts(spec: FormSpec) -> list[str]:
    """Printed texts in reading order: above the table, its cells by row, below it."""
    return [
        *(paragraph.text for paragraph in spec.before),
        *(cell.text for cell in spec.cells if not cell.field),
        *(paragraph.text for paragraph in spec.after),
    ]


@pytest.mark.parametrize(("scheme", "name", "start", "stop"), PRINTED)
def test_a_form_says_what_the_document_says(
    scheme: str, name: str, start: str, stop: str, official: Path
) -> None:
    spec = read_form((SCHEMES / scheme / f"{name}.docx").read_bytes(), declaration(), name)
    printed = squeezed("".join(form_texts(spec)))
    assert printed == squeezed(section(official, scheme, start, stop))


@pytest.mark.parametrize(("scheme", "name", "start", "stop"), PRINTED)
def test_each_cell_stands_in_a_cell_of_its_own(
    scheme: str, name: str, start: str, stop: str, official: Path
) -> None:
    """The document writes a cell as an indented line; an empty one is a cell to fill."""
    spec = read_form((SCHEMES / scheme / f"{name}.docx").read_bytes(), declaration(), name)
    lines = section(official, scheme, start, stop).split("\n")
    first = next(n for n, line in enumerate(lines) if line.startswith("\t"))
    last = max(n for n, line in enumerate(lines) if line.startswith("\t"))
    cells = "\n".join(lines[first : last + 1]).split("\t")[1:]
    expected = [squeezed(cell) for cell in cells]
    in_rows: list[str] = []
    for row in range(len(spec.rows)):
        for cell in spec.cells:
            if cell.row <= row < cell.row + cell.row_span:
                in_rows.append("" if cell.row < row else squeezed(cell.text))
    assert in_rows == expected


def test_the_table_says_what_the_document_says(official: Path) -> None:
    spec = read_table((FORMS / "coverage.xlsx").read_bytes(), declared(), "coverage.xlsx")
    printed = squeezed("".join(cell.text for cell in spec.cells))
    (path,) = official.glob("000_*.txt")
    text = path.read_text(encoding="utf-8")
    starts = [m.start() for m in re.finditer("附件一", text) if m.start() < text.rindex("附件二：")]
    assert printed == squeezed(text[starts[-1] : text.rindex("附件二：")])
