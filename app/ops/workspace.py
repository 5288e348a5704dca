"""An open ledger with everything the operations need; made by the composition root."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.database import Database
from app.db.offers import advice
from app.db.stores import Stores
from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.form import FormSpec
from app.domain.ids import OrganizationId
from app.domain.names import Names
from app.domain.organization import Organization, Records
from app.domain.review import Round
from app.domain.scheme import Scheme
from app.ops.leaders_above import leaders_above

if TYPE_CHECKING:
    from app.db.undo import Undo


@contextmanager
def sound_content(path: Path) -> Iterator[None]:
    """Turn what cannot be made out in a ledger, though SQLite finds the file sound, into a fault.

    Raises:
        Refusal: ``ledger.damaged``.
    """
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        reason = "有的内容无法解读"
        raise refusal("ledger.damaged", str(path), reason=reason, backup=advice(path)) from error


@dataclass
class Workspace:
    """The ledger that is open, its scheme and forms, and the records as last loaded."""

    database: Database
    stores: Stores
    scheme: Scheme
    forms: dict[str, FormSpec]
    today: Callable[[], date]
    new_id: Callable[[], str]
    read_names: Callable[[], Names]
    """Gives the order and the sounds of names, read when they are first needed."""
    undo: "Undo | None" = field(default=None, repr=False)
    """What notes the steps that can be undone, once somebody wants to (``UndoOps``)."""
    _records: Records | None = field(default=None, repr=False)
    _editions: dict[tuple[str, str], FormSpec] = field(default_factory=dict, repr=False)
    _directories: dict[date, Directory] = field(default_factory=dict, repr=False)

    def refuse_own_files(self, target: Path, inputs: Iterable[Path] = ()) -> None:
        """Refuse to write over the open ledger, or over a file that was just read.

        Raises:
            Refusal: ``file.in_use``.
        """
        ledger = self.database.path
        own = (ledger, *(ledger.with_name(ledger.name + end) for end in ("-wal", "-shm", ".lock")))
        if target.exists() and any(
            each.exists() and each.samefile(target) for each in (*own, *inputs)
        ):
            raise refusal("file.in_use", str(target))

    @property
    def names(self) -> Names:
        """The order and the sounds of names."""
        return self.read_names()

    @property
    def records(self) -> Records:
        """The structure as it stands in the ledger."""
        if self._records is None:
            with sound_content(self.database.path):
                self._records = self.stores.structure.records()
        return self._records

    def structure_changed(self) -> None:
        """Forget what was loaded; the next look reads it again."""
        self._records = None
        self._directories.clear()

    @contextmanager
    def transaction(self, title: str = "") -> Iterator[None]:
        """All or nothing, what was loaded of the structure included.

        Args:
            title: what the user does, in a few Chinese words; the outermost title names the step
                that can be undone.
        """
        try:
            with self._step(title), self.database.transaction():
                yield
        except BaseException:
            self.structure_changed()
            raise

    def _step(self, title: str) -> AbstractContextManager[None]:
        return nullcontext() if self.undo is None else self.undo.step(title)

    def directory(self, day: date) -> Directory:
        """The structure on a day."""
        if day not in self._directories:
            self._directories[day] = Directory(self.records, day, leaders_above(self.stores))
        return self._directories[day]

    def day_of(self, round_: Round) -> date:
        """The day that stands for a round: its last, or today if that is earlier."""
        return min(round_.end, self.today())

    def round(self, name: str | None = None) -> Round:
        """Return the round of this name; without a name the latest.

        Raises:
            Refusal: ``round.none`` or ``round.unknown``.
        """
        rounds = self.stores.rounds.all()
        if not rounds:
            raise refusal("round.none")
        if name is None:
            return max(rounds, key=lambda r: (r.end, r.start))
        found = next((r for r in rounds if r.name == name), None)
        if found is None:
            raise refusal("round.unknown", name=name, known="、".join(r.name for r in rounds))
        return found

    def organization(self, name: str | None, day: date) -> Organization:
        """Return the organisation that an id, full path or unique name means; None: the root.

        Raises:
            Refusal: ``organization.unknown`` or ``organization.ambiguous``.
        """
        tree = self.directory(day).tree
        if name is None:
            return tree.root
        found = tree.named(name)
        if not found:
            raise refusal("organization.unknown", name=name)
        if len(found) > 1:
            paths = "；".join(tree.path(o.id) for o in found)
            raise refusal("organization.ambiguous", name=name, count=len(found), paths=paths)
        return found[0]

    @property
    def root_id(self) -> OrganizationId:
        """The ledger's own unit; told without reading everybody."""
        if self._records is None:
            return self.stores.structure.root_id()
        return self.directory(self.today()).tree.root.id

    def form_edition(self, form: str, edition: str) -> FormSpec:
        """Return one edition of a form; empty, or of an edition that nobody has: today's.

        Raises:
            Refusal: ``form.unknown``.
        """
        key = (form, edition)
        if key not in self._editions:
            spec = self.stores.schemes.form_spec(form, edition) or self.forms.get(form)
            if spec is None:
                raise refusal("form.unknown", name=form, known="、".join(self.forms))
            self._editions[key] = spec
        return self._editions[key]

    def earlier_editions(self) -> tuple[FormSpec, ...]:
        """Return the editions of forms that no longer hold and that records still stand on."""
        current = {(form, spec.edition) for form, spec in self.forms.items()}
        kept = self.stores.schemes.form_editions() - current
        used = self.stores.reviews.editions()
        return tuple(self.form_edition(*each) for each in used if each in kept)

    def scheme_changed(self, scheme: Scheme, forms: dict[str, FormSpec]) -> None:
        """Work with another scheme from now on."""
        self.scheme = scheme
        self.forms = forms
        self._editions.clear()

    def form(self, name: str) -> FormSpec:
        """Return the form of this id or title.

        Raises:
            Refusal: ``form.unknown``.
        """
        declared = self.scheme.form(name)
        if declared is None:
            known = "、".join(form.title for form in self.scheme.forms)
            raise refusal("form.unknown", name=name, known=known)
        return self.forms[declared.id]
