"""The office: making, opening and restoring ledgers, and the schemes to choose from."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app import paths
from app.db.backup import restore
from app.db.copies import LEDGER_ID, BackupFile, backup_folder, newest_verified_backup
from app.db.database import Database, create, open_ledger
from app.db.stores import Stores
from app.domain.difference import Difference, differences
from app.domain.errors.catalogue import refusal
from app.domain.errors.system import reason_of
from app.domain.handoff import PackageKind
from app.domain.ids import OrganizationId, ids_of_ledger
from app.domain.organization import Organization
from app.domain.scheme import Scheme
from app.domain.words import OrganizationKind, kind_from_name
from app.ops.desk import Desk
from app.ops.reception import Arrived, Reception
from app.ops.workspace import Workspace, sound_content

if TYPE_CHECKING:
    from app.domain.cycle.scales import Scale
    from app.domain.names import Names
    from app.specs.library import LoadedScheme


class Office:
    """What can be done without an open ledger."""

    def __init__(self, schemes: Path, today: Callable[[], date], new_id: Callable[[], str]) -> None:
        """Work with the scheme library in this folder, this calendar and this source of ids."""
        self._schemes = schemes
        self.today = today
        """Gives the day of the calendar."""
        self._new_id = new_id
        self._known_names: Names | None = None

    def _names(self) -> "Names":
        """The tables that names are ordered and found by, read when they are first needed."""
        if self._known_names is None:
            from app.specs.name_reader import read_names

            self._known_names = read_names(paths.resources() / "names")
        return self._known_names

    def schemes(self) -> tuple[Scheme, ...]:
        """Read every scheme that ships with the program."""
        from app.specs.library import Library

        return tuple(Library(self._schemes).schemes())

    def scale(self, name: str) -> "Scale":
        """Return the scale of 群众评议 with this id: a shipped one, or one of a shipped scheme.

        Raises:
            Refusal: ``vote.scale_unknown``.
        """
        from app.specs.scale_reader import shipped_scales

        known = {scale.id: scale for scheme in self.schemes() for scale in scheme.scales}
        known = {**known, **shipped_scales()}
        if name not in known:
            raise refusal("vote.scale_unknown", name=name, known="、".join(sorted(known)))
        return known[name]

    def load_scheme(self, name: str) -> "LoadedScheme":
        """Read a scheme with its forms and tables, by id or by the path of its folder."""
        from app.specs.library import Library

        return Library(self._schemes).load(name)

    def compare_schemes(self, old: str, new: str) -> tuple[Difference, ...]:
        """Return every place where two schemes differ (id or path of each)."""
        return differences(self.load_scheme(old).scheme, self.load_scheme(new).scheme)

    def copy_scheme(self, name: str, folder: Path, scheme_id: str, title: str) -> Path:
        """Copy a scheme so that a unit can vary it; returns the copy's folder.

        Raises:
            Refusal: ``scheme.*`` or ``file.exists``.
        """
        from app.specs.scheme_folder import copy_scheme

        return copy_scheme(self._scheme_folder(name), folder, scheme_id, title)

    def pack_scheme(self, name: str, path: Path, *, overwrite: bool = False) -> None:
        """Write a scheme with its forms and tables as one file.

        Raises:
            Refusal: every fault of the scheme, or ``file.*``.
        """
        from app.export.files import write_new
        from app.specs.scheme_folder import pack_scheme

        write_new(path, pack_scheme(self._scheme_folder(name)), overwrite=overwrite)

    def unpack_scheme(self, path: Path, folder: Path) -> Path:
        """Unpack a scheme that came as one file; returns its folder.

        Raises:
            Refusal: ``scheme.pack``, ``file.*``, or every fault of the scheme.
        """
        from app.specs.scheme_folder import unpack_scheme

        try:
            pack = path.read_bytes()
        except FileNotFoundError as error:
            raise refusal("file.missing", str(path)) from error
        except OSError as error:
            raise refusal("file.unreadable", str(path), reason=reason_of(error)) from error
        return unpack_scheme(pack, folder)

    def _scheme_folder(self, name: str) -> Path:
        from app.specs.library import Library

        return Library(self._schemes).find(name)

    def create(
        self, path: Path, scheme: str, unit: str, kind: OrganizationKind | None = None
    ) -> Desk:
        """Make a ledger with one root organisation and open it.

        Args:
            path: where the ledger shall stand.
            scheme: the id of a shipped scheme, or the path of a scheme folder.
            unit: the name of the root.
            kind: its kind; None: from the end of the name, else the scheme's default.

        Raises:
            Refusal: of the scheme (all faults at once), or of the place; nothing is left behind.
        """
        if not unit.strip():
            raise refusal("organization.name_missing")
        loaded = self.load_scheme(scheme)
        known = kind or kind_from_name(unit.strip()) or loaded.scheme.default_kind
        root = Organization(OrganizationId(self._new_id()), unit.strip(), known)

        def fill(database: Database) -> None:
            stores = Stores(database)
            tables = [(spec.id, spec, excel) for spec, excel in loaded.tables]
            stores.schemes.keep(loaded.scheme, loaded.forms, tables)
            stores.structure.save(organizations=(root,))

        return self._desk(create(path, fill))

    def require_issued(self, package: Path) -> None:
        """Refuse what no ledger can be made from, as far as that is seen from outside.

        Raises:
            Refusal: ``handoff.not_issued``; ``file.*``, ``package.*``.
        """
        from app.intake.packages import peek

        if peek(package).kind is not PackageKind.ISSUE:
            raise refusal("handoff.not_issued", str(package))

    def receive_new(self, path: Path, package: Path, passphrase: str = "") -> Desk:
        """Make the ledger of the unit that a package was issued to (下发), and open it.

        Args:
            path: where the ledger shall stand.
            package: what the level above has issued.
            passphrase: where the package is encrypted.

        Raises:
            Refusal: of the package or of the place; nothing is left behind.
        """
        from app.ops.new_ledger import read_issued

        issued = read_issued(package, passphrase)
        arrived: list[Arrived] = []

        def fill(database: Database) -> None:
            issued.lay(Stores(database))
            arrived.append(issued.fill(self._workspace(database)))

        desk = self._desk(create(path, fill))
        desk.receiving.last = Reception(tuple(arrived))
        return desk

    def open(self, path: Path) -> Desk:
        """Open a ledger for this program alone.

        Raises:
            Refusal: ``ledger.*``; nothing is changed then.
        """
        return self._desk(open_ledger(path))

    def restore(self, source: Path, ledger: Path) -> Path | None:
        """Put a verified backup in the place of a ledger.

        Returns:
            Where what it replaced is kept, or None where there was nothing.

        Raises:
            Refusal: ``ledger.*`` or ``file.*``; the ledger is unchanged then.
        """
        return restore(source, ledger)

    def newest_backup(self, ledger: Path, *folders: Path) -> BackupFile | None:
        """Return the newest sound backup of a ledger that cannot be opened.

        Args:
            ledger: the ledger.
            *folders: where backups are kept besides those beside the ledger.
        """
        places = [folder / backup_folder(ledger).name for folder in folders]
        return newest_verified_backup(ledger, *places)

    def _desk(self, database: Database) -> Desk:
        try:
            return Desk(self._workspace(database))
        except BaseException:
            database.close()
            raise

    def _workspace(self, database: Database) -> Workspace:
        stores = Stores(database, self._names)
        stores.structure.renew_name_keys()
        with sound_content(database.path):
            scheme, forms = stores.schemes.scheme(), stores.schemes.form_specs()
        if scheme is None:
            raise refusal("ledger.foreign", str(database.path))
        return Workspace(
            database=database,
            stores=stores,
            scheme=scheme,
            forms=forms,
            today=self.today,
            new_id=ids_of_ledger(stores.settings.get(LEDGER_ID), self._new_id),
            read_names=self._names,
        )
