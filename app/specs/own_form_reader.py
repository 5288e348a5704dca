"""A unit's own Word file → a draft of a form, and the agreed draft → a form.

Foreign files are parsed in the child process of ``app/sandbox``: plain values in and out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml.etree import _Element as Element

from app import sandbox
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, Refusal
from app.domain.form import FormSpec, Page
from app.domain.own_form import FormDraft, place_key
from app.domain.plain import from_plain, to_plain
from app.domain.scheme import FormDeclaration
from app.domain.words import CopyPurpose, TargetKind
from app.specs.form_cells import FormTable
from app.specs.form_guess import Known, guessed_cells
from app.specs.form_marking import marked_file
from app.specs.form_reader import field_cells, read_form
from app.specs.word_table import Mark, grid_rows, marks_in
from app.specs.word_xml import WordPackage, child, open_word, through, w

MOST_BYTES = 20 << 20
MOST_CELLS = 1500
MEMORY_MB, CPU_SECONDS, WALL_SECONDS = 480, 9, 10.0

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_TITLE_END = re.compile("[表票卡书录单]$")
_LONGEST_SHORT = 14
USUAL_SIZE = 28
"""Half-points: titles are larger than this."""
_USUAL_WORDS = re.compile("创先争优|领导|活动|工作|情况|开展")
_PICTURES = ("drawing", "pict", "object")
_CLOSE = 0.02


def read_draft(word: bytes, file: str, known: Known, target: TargetKind | None = None) -> FormDraft:
    """Return what is proposed for a Word file, read in a child process with limits.

    Args:
        word: the bytes of the file.
        file: its name.
        known: what the ledger's own forms know.
        target: what it is filled for, where the user has said so; else it is guessed.

    Raises:
        Refusal: ``own.*``, ``form.*`` or ``file.*``: all faults of the file at once.
    """
    said = target.value if target else ""
    plain = _limited(read_draft_plain, file, word, file, to_plain(known), said)
    return from_plain(FormDraft, plain)


def read_draft_plain(word: bytes, file: str, known: Any, target: str) -> Any:  # noqa: ANN401
    """Do what ``read_draft`` does with plain values, for the child process."""
    kind = TargetKind(target) if target else None
    return to_plain(draft_of(word, file, from_plain(Known, known), kind))


def make_form(draft: FormDraft, declaration: FormDeclaration) -> tuple[bytes, FormSpec]:
    """Return the Word file with its bookmarks and the form that it declares.

    Raises:
        Refusal: ``form.*``: all faults of the file at once.
    """
    keys = [(cell.row, cell.column, cell.key) for cell in draft.fields]
    said = to_plain(declaration)
    made, spec = _limited(
        make_form_plain, draft.file, draft.word, draft.file, draft.table, keys, said
    )
    return made, from_plain(FormSpec, spec)


def make_form_plain(
    word: bytes,
    file: str,
    table: int,
    keys: Sequence[tuple[int, int, str]],
    declaration: Any,  # noqa: ANN401 - plain
) -> tuple[bytes, Any]:
    """Do what ``make_form`` does with plain values, for the child process."""
    package = open_word(word, file)
    made = marked_file(package, table, {(row, column): key for row, column, key in keys})
    said = from_plain(FormDeclaration, declaration)
    return made, to_plain(read_form(made, said, file))


def _limited(function: Callable[..., Any], place: str, *arguments: object) -> Any:  # noqa: ANN401
    return sandbox.run(
        function,
        *arguments,
        memory_mb=MEMORY_MB,
        cpu_s=CPU_SECONDS,
        wall_s=WALL_SECONDS,
        place=place,
    )


def draft_of(word: bytes, file: str, known: Known, target: TargetKind | None = None) -> FormDraft:
    """Do what ``read_draft`` does in this process."""
    package = _opened(word, file)
    place, table = _form_table(package, file)
    _refuse_contents(package, table, file)
    keys = {(cell.row, cell.column): place_key(cell.row, cell.column) for cell in table.blanks}
    warnings = _warnings(package, table, place)
    said = FormDeclaration("form", file, "", file, TargetKind.ORGANIZATION, ())
    layout = read_form(marked_file(package, place, keys), said, file)
    title = _title(layout) or Path(file).stem
    target, cells = guessed_cells(table, title, known, target)
    return FormDraft(
        file=file,
        word=word,
        table=place,
        title=title,
        short_title=short_title(title, target),
        target=target,
        copies=_copies(layout, target),
        cells=cells,
        layout=layout,
        warnings=(*warnings, *_page_warnings(layout.page), *_line_warnings(layout)),
    )


def short_title(title: str, target: TargetKind) -> str:
    """Return what stands for a title in file names."""
    if len(title) <= _LONGEST_SHORT:
        return title
    short = _USUAL_WORDS.sub("", title)
    if len(short) <= _LONGEST_SHORT and "在中" not in short:
        return short
    whom = "党员" if target is TargetKind.MEMBER else "党组织"
    return whom + ("点评表" if "点评" in title else "登记表")


# ---- the file --------------------------------------------------------------------------------


def _opened(word: bytes, file: str) -> WordPackage:
    if len(word) > MOST_BYTES:
        size, limit = f"{len(word) >> 20} MB", f"{MOST_BYTES >> 20} MB"
        raise refusal("file.too_large", file, size=size, limit=limit)
    if word.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in word
        raise refusal("own.encrypted" if locked else "own.old_word", file)
    if not word.startswith(_ZIP):
        raise refusal("form.not_word", file)
    package = open_word(word, file)
    types = package.parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any("vbaProject" in name for name in package.parts):
        raise refusal("own.macros", file)
    return package


def _form_table(package: WordPackage, file: str) -> tuple[int, FormTable]:
    """Return the table with the most cells to fill, and which it is."""
    elements = list(through(package.body, "tbl"))
    if not elements:
        raise refusal("form.no_table", file)
    marks = [mark for mark in marks_in(package.body) if not (mark.name and mark.name.annex)]
    tables = [_table(element, marks, file) for element in elements]
    counts = [sum(blank.fills for blank in table.blanks) for table in tables]
    place = counts.index(max(counts))
    if not any(table.blanks for table in tables):
        nested = any(next(e.iterdescendants(w("tbl")), None) is not None for e in elements)
        raise refusal("form.nested" if nested else "own.no_blanks", file)
    if not counts[place]:
        place = next(number for number, table in enumerate(tables) if table.blanks)
    return place, tables[place]


def _table(element: Element, marks: list[Mark], file: str) -> FormTable:
    rows = grid_rows(element)
    count = sum(len(row.cells) for row in rows)
    if count > MOST_CELLS:
        raise refusal("own.too_many", file, count=count, limit=MOST_CELLS)
    return FormTable(element, rows, field_cells(rows, marks))


def _refuse_contents(package: WordPackage, table: FormTable, file: str) -> None:
    """Say at once what ``read_form`` would say, before anything is changed."""
    faults: list[Fault] = []
    if next(table.element.iterdescendants(w("tbl")), None) is not None:
        faults.append(fault("form.nested", file))
    if next(package.body.iter(w("txbxContent")), None) is not None:
        faults.append(fault("form.text_box", file))
    if faults:
        raise Refusal(*faults)


def _title(layout: FormSpec) -> str:
    """Return what is printed as the name of the form, above the table or in its first row."""
    lines = [p for p in layout.before if p.text.strip()]
    ends = [n for n, p in enumerate(lines) if _TITLE_END.search(p.text.strip())]
    if ends:
        last = first = ends[-1]
        size = lines[last].style.half_points
        while first and size == lines[first - 1].style.half_points > USUAL_SIZE:
            first -= 1
        return "".join("".join(p.text.split()) for p in lines[first : last + 1])
    heading = "".join(layout.cells[0].text.split()) if layout.cells else ""
    if _TITLE_END.search(heading) and layout.cells[0].column_span == len(layout.widths):
        return heading
    largest = max(lines, key=lambda p: p.style.half_points, default=None)
    return "".join(largest.text.split())[:60] if largest else ""


def _copies(layout: FormSpec, target: TargetKind) -> tuple[CopyPurpose, ...]:
    """Return who gets a copy, as the note under the table says; else the organisation alone."""
    note = "".join(paragraph.text for paragraph in layout.after)
    says: Mapping[CopyPurpose, str] = {
        CopyPurpose.SELF: "本人",
        CopyPurpose.OWN: "本组织|党组织存|所在党组织|支部存|党支部存",
        CopyPurpose.SUPERIOR: "上一级|上级党组织|报上级",
        CopyPurpose.POSTING: "公示",
    }
    found = tuple(
        purpose
        for purpose, words in says.items()
        if re.search(words, note)
        and not (purpose is CopyPurpose.SELF and target is TargetKind.ORGANIZATION)
    )
    return found or (CopyPurpose.OWN,)


# ---- what is odd and goes all the same -------------------------------------------------------


def _warnings(package: WordPackage, table: FormTable, place: int) -> list[Fault]:
    found = []
    count = len(list(through(package.body, "tbl")))
    if count > 1:
        found.append(fault("own.more_tables", count=count, number=place + 1))
    if child(table.element, "tblPr", "tblpPr") is not None:
        found.append(fault("own.floating"))
    if any(next(package.body.iter(w(name)), None) is not None for name in _PICTURES):
        found.append(fault("own.pictures"))
    texts = (
        data for name, data in package.parts.items() if re.search("(header|footer)[0-9]", name)
    )
    if any(re.search(rb"<w:t[ >][^<]*[^<\s]", data) for data in texts):
        found.append(fault("own.header"))
    if next(package.body.iter(w("ins"), w("del")), None) is not None:
        found.append(fault("own.tracked"))
    return found


def _page_warnings(page: Page) -> list[Fault]:
    usual = Page()
    if _near(page.width, usual.width) and _near(page.height, usual.height):
        return []
    size = f"{page.width / 56.7:.0f}×{page.height / 56.7:.0f} 毫米"
    across = _near(page.width, usual.height) and _near(page.height, usual.width)
    return [fault("own.across" if across else "own.paper", size=size)]


def _near(one: int, other: int) -> bool:
    return abs(one - other) <= other * _CLOSE


def _line_warnings(layout: FormSpec) -> list[Fault]:
    around = (*layout.before, *layout.after)
    open_lines = [p.text for p in around if re.search("[_＿]{3,}|年[ 　]+月[ 　]+日", p.text)]
    text = "".join(re.sub(r"[\s_＿]+", " ", line) for line in open_lines).strip()[:30]
    return [fault("own.outside", text=text)] if open_lines else []
