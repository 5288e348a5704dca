"""Reads the files of an import: sheets and filled Word forms, each by what it contains."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.form import FormSpec
from app.domain.proposal import RowFault, SheetKind, SheetTable
from app.intake.figures_rows import FiguresWanted
from app.intake.form_rows import form_tables
from app.intake.sheets import read_sheets
from app.intake.tables import recognise
from app.intake.word_files import WORD_SUFFIXES, read_word_files, word_paths
from app.specs.column_reader import ColumnBooks, read_columns

_WORD_AFTER_ALL = frozenset({"sheet.word", "sheet.old_word"})
_NO_LIST = frozenset({"sheet.kind", "sheet.header"})
_SHEET_AFTER_ALL = frozenset({"form.is_sheet"})


def gather(
    paths: Sequence[Path],
    kind: SheetKind | None,
    forms: Mapping[str, FormSpec],
    earlier: Callable[[], Iterable[FormSpec]],
    figures: FiguresWanted | None = None,
) -> list[SheetTable]:
    """Return the tables of all files, in the order of the files.

    Args:
        paths: files, and folders with Word files in them.
        kind: what they are; None: told by what they contain.
        forms: the forms of the scheme, by id.
        earlier: gives the earlier editions of forms that records still stand on.
        figures: the 统计表 of the scheme; None: it has none.

    A file that cannot be read does not stop the others: it stands in a table without rows.

    Raises:
        Refusal: ``file.*``, ``sheet.*``, ``form.*`` where no file could be read at all.
    """
    tables: dict[Path, list[SheetTable]] = {}
    words: dict[Path, list[Path]] = {}
    books = read_columns()
    for path in dict.fromkeys(paths):
        tables[path] = []
        try:
            if kind is SheetKind.FORMS or (kind is None and _looks_like_word(path)):
                words[path] = _below(path)
            else:
                tables[path] = _sheet_tables(path, books, kind, figures)
        except Refusal as refused:
            if kind is None and refused.fault.code in _WORD_AFTER_ALL:
                words[path] = [path]
            else:
                tables[path] = [_unread(path, refused, kind)]
    tables.update(_read_words(words, kind, forms, earlier, books, figures))
    found = [table for those in tables.values() for table in those]
    _refuse_if_none(found)
    return found


def _sheet_tables(
    path: Path, books: ColumnBooks, kind: SheetKind | None, figures: FiguresWanted | None
) -> list[SheetTable]:
    """Return the tables of a sheet file: lists, or where it holds none of them a 统计表."""
    sheets = read_sheets(path)
    if kind is SheetKind.FIGURES and figures is not None:
        return [figures.table(path, sheets)]
    try:
        return recognise(str(path.absolute()), sheets, books, kind)
    except Refusal as refused:
        is_list = kind is not None or refused.fault.code not in _NO_LIST
        if is_list or figures is None or not figures.stands_on(sheets):
            raise
    return [figures.table(path, sheets)]


def _unread(path: Path, refused: Refusal, kind: SheetKind | None) -> SheetTable:
    """Return the table of a file that could not be read."""
    faults = tuple(RowFault(0, "", each) for each in refused.faults)
    name = str(path.absolute())
    return SheetTable(name, "", kind or SheetKind.MEMBERS, 0, {}, (), refused=faults)


def _looks_like_word(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() in WORD_SUFFIXES


def _below(path: Path) -> list[Path]:
    found = word_paths(path)
    if not found:
        raise refusal("form.none_in_folder", str(path.absolute()))
    return found


def _read_words(
    words: Mapping[Path, Sequence[Path]],
    kind: SheetKind | None,
    forms: Mapping[str, FormSpec],
    earlier: Callable[[], Iterable[FormSpec]],
    books: ColumnBooks,
    figures: FiguresWanted | None,
) -> dict[Path, list[SheetTable]]:
    if not words:
        return {}
    current = list(forms.values())
    every = [*current, *earlier()]
    paths = list(dict.fromkeys(p for those in words.values() for p in those))
    files = {file.path: file for file in read_word_files(paths, every)}
    sheets = {
        path: _tables_after_all(path, books, figures)
        for path, file in files.items()
        if kind is None and any(each.code in _SHEET_AFTER_ALL for each in file.faults)
    }
    return {
        path: [
            table
            for each in those
            for table in sheets.get(each) or form_tables([files[each]], current, every)
        ]
        for path, those in words.items()
    }


def _tables_after_all(
    path: Path, books: ColumnBooks, figures: FiguresWanted | None
) -> list[SheetTable]:
    try:
        return _sheet_tables(path, books, None, figures)
    except Refusal as refused:
        return [_unread(path, refused, None)]


def _refuse_if_none(tables: Sequence[SheetTable]) -> None:
    if tables and all(len(table.refused) >= max(len(table.rows), 1) for table in tables):
        raise Refusal(*(each.fault for table in tables for each in table.refused))
