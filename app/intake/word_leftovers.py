"""What stands in a Word file where no form is: counted and named, never lost silently."""

from collections.abc import Iterable, Sequence

from lxml.etree import _Element as Element

from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.intake.form_fit import Fit
from app.intake.form_labels import exact_key
from app.intake.word_tables import FileTable, is_too_large
from app.specs.word_table import grid_rows
from app.specs.word_xml import WordPackage, parse_xml, through, w

_SHOWN = 20
_GONE = frozenset({w("del"), w("moveFrom")})
_PARTS = (
    ("批注", ("comments",)),
    ("页眉", ("header",)),
    ("页脚", ("footer",)),
    ("脚注", ("footnotes", "endnotes")),
)
_OTHER_TEXT = (b"txbxContent", b"<w:tbl>", b"oMath")


def outside(fits: Sequence[tuple[FileTable, Fit | None]], place: str) -> list[Fault]:
    """Tell of text before, between and behind the forms, strange tables included."""
    printed = {word for _, fit in fits if fit is not None for word in fit.form.words}
    found: list[str] = []
    for table, fit in fits:
        found += [text for text in table.above if not _is_printed(text, printed)]
        if fit is None:
            found += [cell.text.strip() for cell in table.cells if cell.text.strip()]
        found += [text for text in table.below if not _is_printed(text, printed)]
    return _told("表格以外", found, place)


def _is_printed(text: str, printed: Iterable[str]) -> bool:
    key = exact_key(text)
    return not key or any(key == word or (len(key) > 1 and key in word) for word in printed)


def hidden_places(package: WordPackage, place: str) -> list[Fault]:
    """Tell of text boxes, tables inside tables, comments, headers, notes and tracked changes."""
    faults = _told("文本框、套在格子里的表格或过大的表格", _unread(package.body), place)
    for where, names in _PARTS:
        texts = [text for name in names for text in _part_texts(package, name)]
        faults += _told(where, texts, place)
    inserted = sum(1 for _ in package.body.iter(w("ins"), w("moveTo")))
    deleted = sum(1 for _ in package.body.iter(w("del"), w("moveFrom")))
    if inserted or deleted:
        faults.append(fault("form.tracked", place, inserted=inserted, deleted=deleted))
    return faults


def _told(where: str, texts: Sequence[str], place: str) -> list[Fault]:
    whole = " ".join(" ".join(text.split()) for text in texts).strip()
    count = len("".join(whole.split()))
    if not count:
        return []
    begin = whole if len(whole) <= _SHOWN else f"{whole[:_SHOWN]}…"
    return [fault("form.unread", place, count=count, where=where, text=begin)]


def _part_texts(package: WordPackage, name: str) -> list[str]:
    folder = package.document.rpartition("/")[0]
    found = []
    for part in sorted(package.parts):
        head, _, file = part.rpartition("/")
        if head == folder and file.startswith(name) and file.endswith(".xml"):
            try:
                root = parse_xml(package.parts[part])
            except (ValueError, SyntaxError):
                continue
            found.append("".join(text.text or "" for text in root.iter(w("t"))))
    return found


def _unread(body: Element) -> list[str]:
    """Return visible text of the body where nobody looks."""
    every = list(body.iter(w("t")))
    read = {text for paragraph in _read_paragraphs(body) for text in through(paragraph, "t")}
    if len(every) == len(read):
        return []
    return [
        text.text or ""
        for text in every
        if text not in read and not any(parent.tag in _GONE for parent in text.iterancestors())
    ]


def _read_paragraphs(body: Element) -> Iterable[Element]:
    for block in through(body, "p", "tbl"):
        if block.tag == w("p"):
            yield block
        elif not is_too_large(block):
            for row in grid_rows(block):
                for cell in row.cells:
                    yield from cell.paragraphs
