"""Packages that go out: numbered, kept, and written so that a power cut leaves nothing half-done.

The file is written whole beside its place and read back; then the ledger's transaction ends; only
then the file gets its name. Whatever happens in between, the ledger is before or after it, and no
broken file stands under a package's name. A package whose file never got its name stays marked
(``PackageState.UNWRITTEN``) and can be written again from what is kept, as often as one likes.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.clock import now
from app.db.copies import LEDGER_ID
from app.domain.content import Content
from app.domain.controls import as_line
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.handoff import Holding, Manifest, PackageKind, Part, RoundHead, Unit
from app.domain.handoff_records import PackageDirection, PackageRecord, PackageState
from app.domain.ids import OrganizationId
from app.domain.package_format import attached
from app.domain.part_schema import DATA_PART, DOWN_PART, FIGURES_PART, KEPT_OFFICE, OFFICE_PART
from app.domain.review import Round
from app.domain.tree import Tree
from app.domain.version import VERSION
from app.ops.told_above import path_above
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.export.package_secret import Secret

KNOWN_PARTS = (DATA_PART, OFFICE_PART, FIGURES_PART, DOWN_PART)
PASSED_ON = "passed"
"""The folder in a package for files of packages from below that this program does not know."""
_LONGEST, _TAIL = 180, 40
"""Characters of a name in a package and of a title; so many of a longer name stay."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to go out: the manifest without parts and digest, and the files."""

    manifest: Manifest
    parts: Mapping[str, Content]
    unit: OrganizationId | None = None
    """For whom it is, by this ledger's ids; None: for the level above."""
    beside: Mapping[str, bytes] | None = None
    """What the ledger keeps of it besides, under names of its own."""


_SQLITE = b"SQLite format 3\0"
Write = Callable[[int], AbstractContextManager[Letter]]
"""Makes a package with this number, before the transaction that keeps it; writes nothing."""
Keep = Callable[[PackageRecord], None]
"""Writes what goes with a package into the ledger, within the same transaction."""


class Outgoing:
    """Sends packages from one ledger."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace

    def send(
        self,
        path: Path,
        kind: PackageKind,
        write: Write,
        keep: Keep,
        secret: "Secret | None",
        *,
        overwrite: bool,
    ) -> PackageRecord:
        """Make a package, keep what belongs to it, and write its file.

        Args:
            path: the file; its folder must exist.
            kind: which way it goes; each kind has numbers of its own.
            write: makes it.
            keep: writes what goes with it; what the package says of that it says already.
            secret: what the file is encrypted with.
            overwrite: True replaces a file of that name.

        Raises:
            Refusal: ``file.*``, ``package.*``; nothing has changed then.
                ``handoff.unwritten``: it is kept, but its file did not get its name.
        """
        self._require_place(path, overwrite=overwrite)
        from app.db.pruning import prune
        from app.export.files import place_beside
        from app.export.package import seal

        store, beside = self._workspace.stores.handoff, place_beside(path)
        try:
            with self._workspace.database.alone(), write(store.upcoming_sequence(kind)) as letter:
                needed = tuple(name for name in letter.parts if name in KNOWN_PARTS)
                sealed = seal(letter.manifest, letter.parts, secret, needed)
                record = PackageRecord(
                    PackageDirection.OUT,
                    letter.unit,
                    sealed.manifest,
                    now(),
                    path.name,
                    PackageState.UNWRITTEN,
                )
                with self._workspace.database.transaction():
                    store.next_sequence(kind)
                    record = store.add_package(record, _kept(letter), sealed.deflated())
                    keep(record)
                    _write_beside(beside, path, sealed)
                    prune(self._workspace.database)
        except BaseException:
            _discard(beside)
            raise
        return self._named(record, beside, path, overwrite=overwrite)

    def write_again(
        self, package_id: int, path: Path, passphrase: str = "", *, overwrite: bool
    ) -> PackageRecord:
        """Write the file of a package that went out once more, with the same content.

        Args:
            package_id: its number in the journal.
            path: the file; its folder must exist.
            passphrase: not empty: the file is encrypted.
            overwrite: True replaces a file of that name.

        Raises:
            Refusal: ``file.*``, ``package.*``, ``handoff.not_kept``.
        """
        self._require_place(path, overwrite=overwrite)
        from app.export.files import place_beside
        from app.export.package import seal
        from app.export.package_secret import secret_of

        secret = secret_of(passphrase)
        record = self._workspace.stores.handoff.package(package_id)
        if record is None or record.direction is not PackageDirection.OUT:
            raise refusal("handoff.not_kept")
        parts = {part.name: self._part(record, part) for part in record.manifest.parts}
        needed = tuple(part.name for part in record.manifest.parts if part.needed)
        sealed = seal(record.manifest, parts, secret, needed)
        if sealed.manifest.digest != record.manifest.digest:
            raise refusal("handoff.not_kept")
        beside = place_beside(path)
        try:
            _write_beside(beside, path, sealed)
        except BaseException:
            _discard(beside)
            raise
        return self._named(record, beside, path, overwrite=overwrite)

    def _part(self, record: PackageRecord, part: Part) -> Content:
        name = KEPT_OFFICE if part.name == OFFICE_PART else part.name
        content = self._workspace.stores.handoff.part_source(record.id, name, part.bytes)
        if content is None:
            raise refusal("handoff.not_kept")
        return content

    def _require_place(self, path: Path, *, overwrite: bool) -> None:
        self._workspace.refuse_own_files(path)
        if path.is_dir():
            raise refusal("file.is_folder", str(path))
        if os.path.lexists(path) and not (overwrite and path.is_file()):
            raise refusal("file.exists", str(path))
        if _is_ledger(path):
            raise refusal("file.is_ledger", str(path))

    def _named(
        self, record: PackageRecord, beside: Path, path: Path, *, overwrite: bool
    ) -> PackageRecord:
        """Give the file its name, and say so in the journal."""
        from app.export.files import give_name

        try:
            give_name(beside, path, overwrite=overwrite)
        except Refusal as refused:
            _discard(beside)
            number = record.manifest.sequence
            reason = refused.fault.message.rstrip("。")
            raise refusal("handoff.unwritten", str(path), number=number, reason=reason) from refused
        self._workspace.stores.handoff.set_state(record.id, PackageState.SENT)
        return replace(record, state=PackageState.SENT)

    # ---- what a package says of itself -------------------------------------------------------

    def manifest(
        self,
        kind: PackageKind,
        sequence: int,
        tree: Tree,
        sender: OrganizationId,
        counts: Mapping[str, int],
    ) -> Manifest:
        """Return the manifest of a package without what differs by its kind."""
        stores = self._workspace.stores
        ledger = stores.settings.get(LEDGER_ID)
        is_up = kind is PackageKind.SUBMIT
        return Manifest(
            kind=kind,
            ledger=ledger,
            sequence=sequence,
            sender=self.unit(tree, sender),
            time=now(),
            program=VERSION,
            scheme=self._workspace.scheme.id,
            scheme_edition=stores.schemes.edition(),
            counts=counts,
            before=stores.handoff.submitted_codes(ledger) if is_up else (),
            issued=stores.handoff.newest_issue() if is_up else "",
            scheme_title=as_line(self._workspace.scheme.title)[:_LONGEST],
        )

    def unit(self, tree: Tree, unit: OrganizationId) -> Unit:
        """Return an organisation with its path from the top, as far as the level above told it."""
        named = unit_of(tree, unit)
        return replace(named, path=(*path_above(self._workspace.stores), *named.path))

    def holdings(self, tree: Tree, unit: OrganizationId) -> tuple[Holding, ...]:
        """Return which packages of units below are in the records of a unit."""
        return tuple(
            Holding(held.unit, held.ledger, held.sequence, held.as_of)
            for held in self._workspace.stores.handoff.held()
            if held.unit in tree and held.unit != unit and tree.within(held.unit, unit)
        )

    def passed_on(self, tree: Tree, unit: OrganizationId) -> dict[str, bytes]:
        """Return the files that came from below and that this program does not know."""
        store = self._workspace.stores.handoff
        found: dict[str, bytes] = {}
        for held in store.held():
            if held.unit not in tree or not tree.within(held.unit, unit):
                continue
            for name in store.part_names(held.package_id):
                is_known = name in KNOWN_PARTS or attached(name)
                content = None if is_known else store.part(held.package_id, name)
                if content is not None:
                    found[_passed_name(name, held.ledger, held.sequence)] = content
        return found


def _passed_name(name: str, ledger: str, sequence: int) -> str:
    """Return under which name a file goes on; one that was passed on before keeps its own."""
    if name.startswith(f"{PASSED_ON}/"):
        return name
    whole = f"{PASSED_ON}/{ledger}-{sequence}/{name}"
    if len(whole) <= _LONGEST:
        return whole
    return f"{PASSED_ON}/{sha256(whole.encode()).hexdigest()}/{name[-_TAIL:].lstrip('/. ')}"


def _is_ledger(path: Path) -> bool:
    """Tell whether a place holds another ledger, which is never replaced, whatever was said."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def unit_of(tree: Tree, unit: OrganizationId) -> Unit:
    """Return an organisation with its path from our root."""
    above = reversed([o.name for o in tree.ancestors(unit)])
    return Unit(unit, tree[unit].name, (*above, tree[unit].name))


def head_of(round_: Round) -> RoundHead:
    """Return a round as a package names it."""
    return RoundHead(round_.id, round_.name, round_.start, round_.end)


def _kept(letter: Letter) -> dict[str, Content]:
    """Return what the ledger keeps of a package, so that it can be written again."""
    parts = {KEPT_OFFICE if n == OFFICE_PART else n: part for n, part in letter.parts.items()}
    return {**parts, **(letter.beside or {})}


def _write_beside(beside: Path, path: Path, content: Content) -> None:
    """Write a package beside its place and read it back; a fault names its place."""
    from app.export.package import write_package

    try:
        write_package(beside, content)
    except Refusal as refused:
        raise Refusal(*(replace(each, place=str(path)) for each in refused.faults)) from refused


def _discard(beside: Path) -> None:
    with suppress(OSError):
        beside.unlink()
