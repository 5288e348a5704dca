"""The library of schemes: those that ship with the program, and any folder a user names."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Fault, Refusal, refuse_all
from app.domain.form import FormSpec
from app.domain.scheme import Scheme
from app.domain.table import TableSpec
from app.specs.form_reader import read_form
from app.specs.scheme_reader import SCHEME_FILE, read_scheme
from app.specs.table_reader import read_table


@dataclass(frozen=True, slots=True)
class LoadedScheme:
    """A scheme with its forms and tables, each with the file it was read from."""

    scheme: Scheme
    forms: tuple[tuple[FormSpec, bytes], ...]
    tables: tuple[tuple[TableSpec, bytes], ...]


class Library:
    """The schemes of one folder, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Look for schemes in ``folder``; nothing is read yet."""
        self._folder = folder

    def folders(self) -> tuple[Path, ...]:
        """The folders that hold a scheme, by name."""
        return tuple(sorted(path.parent for path in self._folder.glob(f"*/{SCHEME_FILE}")))

    def schemes(self) -> Iterator[Scheme]:
        """Read every scheme of the library (not its forms)."""
        return map(read_scheme, self.folders())

    def load(self, name: str) -> LoadedScheme:
        """Read a scheme with its forms and tables.

        Args:
            name: the id of a scheme of the library, or the path of a scheme folder.

        Raises:
            Refusal: ``scheme.unknown``, or all faults of its files at once.
        """
        return load_scheme(self.find(name))

    def find(self, name: str) -> Path:
        """Return the folder of a scheme.

        Raises:
            Refusal: ``scheme.unknown``.
        """
        known = {folder.name: folder for folder in self.folders()}
        if name in known:
            return known[name]
        path = Path(name)
        if path.name == SCHEME_FILE:
            path = path.parent
        if (path / SCHEME_FILE).is_file():
            return path.resolve()
        raise refusal("scheme.unknown", name=name, known="、".join(known))


def load_scheme(folder: Path) -> LoadedScheme:
    """Read the scheme of a folder with its forms and tables, all faults at once."""
    scheme = read_scheme(folder)
    faults: list[Fault] = []
    forms: list[tuple[FormSpec, bytes]] = []
    tables: list[tuple[TableSpec, bytes]] = []
    for form in scheme.forms:
        word = (folder / form.file).read_bytes()
        try:
            forms.append((read_form(word, form, f"{folder.name}/{form.file}"), word))
        except Refusal as refused:
            faults.extend(refused.faults)
    for table in scheme.tables:
        excel = (folder / table.file).read_bytes()
        try:
            tables.append((read_table(excel, table, f"{folder.name}/{table.file}"), excel))
        except Refusal as refused:
            faults.extend(refused.faults)
    refuse_all(faults)
    return LoadedScheme(scheme, tuple(forms), tuple(tables))
