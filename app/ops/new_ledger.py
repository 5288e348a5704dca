"""A unit's own ledger, made from what the level above has issued to it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.part_reader import DataHead, OfficeContent
from app.db.stores import Stores
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.organization import Organization
from app.domain.progress import unwatched
from app.ops.package_contents import contents_of
from app.ops.package_survey import Found
from app.ops.preflight import Terms
from app.ops.reception import Arrived
from app.ops.rounds import RoundOps
from app.ops.taking_in import TakingIn
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.intake.packages import Package


@dataclass(frozen=True, slots=True)
class IssuedLedger:
    """What a ledger is made from."""

    package: "Package"
    head: DataHead
    office: OfficeContent

    def lay(self, stores: Stores) -> None:
        """Write into a new ledger what it must have before anything is taken in."""
        tables = [(spec.id, spec, excel) for spec, excel in self.office.tables]
        stores.schemes.keep(self.office.scheme, self.office.forms, tables)
        to = self.package.manifest.to
        name = to.name if to else ""
        stores.structure.save(organizations=[Organization(self.head.root, name, self.head.kind)])

    def fill(self, workspace: Workspace) -> Arrived:
        """Take the package in, within the transaction that makes the ledger."""
        package = self.package
        taking = TakingIn(workspace, RoundOps(workspace), Terms(), package=package)
        found = Found(package.path, package.manifest, encrypted=package.encrypted)
        (arrived,) = taking.all([found], unwatched)
        if not arrived.is_taken:
            raise Refusal(*filter(None, [arrived.fault]))
        taking.finish()
        return arrived


def read_issued(path: Path, passphrase: str = "") -> IssuedLedger:
    """Read a package that a ledger is to be made from.

    Raises:
        Refusal: ``handoff.not_issued``; ``file.*``, ``package.*``.
    """
    from app.intake.packages import read_package

    package = read_package(path, passphrase)
    contents = contents_of(package, frozenset())
    if package.manifest.to is None or contents.head is None or contents.office is None:
        raise refusal("handoff.not_issued", str(path))
    return IssuedLedger(package, contents.head, contents.office)
