"""What goes into a merge and what comes out of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.domain.handoff_records import Conflict, PackageRecord
from app.domain.ids import OrganizationId, ReviewId
from app.domain.names import Names


@dataclass(frozen=True, slots=True)
class Incoming:
    """A package that has been checked and stands in the journal, with its records."""

    package: PackageRecord
    """Its unit is the organisation of ours that it is about; of a unit that is new here the
    sender's own id."""
    data: bytes
    """``data.sqlite``."""
    under: OrganizationId | None = None
    """Where a unit that is new here is put."""
    names: Callable[[], Names] | None = None
    """Gives the order in which lists of members stand; None: it is made at the next opening."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did; in a transaction that is rolled back, what it would do."""

    new: Mapping[str, int] = field(default_factory=dict)
    """How many records, by kind of record as the change log calls it."""
    changed: Mapping[str, int] = field(default_factory=dict)
    unchanged: Mapping[str, int] = field(default_factory=dict)
    removed: Mapping[str, int] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    """Those that this package brought, as they are kept."""
    left: tuple[str, ...] = ()
    """Names of records that should have gone and stay: something else needs them, or (taking out)
    they were changed since."""
    reviews: frozenset[ReviewId] = frozenset()
    """The reviews that are new or changed."""
    ours: Mapping[str, str] = field(default_factory=dict)
    """Ids in the package → ours, where they differ."""
