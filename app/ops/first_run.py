"""The first run: a ledger put together in a place of its own, kept only once it is finished."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from app.domain.errors.catalogue import refusal
from app.domain.progress import Progress, unwatched
from app.domain.proposal import Proposal, SheetKind
from app.domain.words import OrganizationKind
from app.ops.demo import UNIT, fill_sample
from app.ops.demo_votes import hold_votes
from app.ops.desk import Desk
from app.ops.office import Office

SAMPLE = "sample"
"""The ledger's setting that marks invented data."""
_NAME = "新台账.ledger"
REJECTS = "未读入.xlsx"
"""The rows of the first lists that were not taken in, beside the ledger."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A list as it was entered: from files, and typed."""

    files: tuple[Path, ...] = ()
    rows: tuple[Mapping[str, str], ...] = ()
    """Texts by canonical column."""

    def __bool__(self) -> bool:
        return bool(self.files or self.rows)


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that was chosen and entered so far."""

    scheme: str
    """The id of a shipped scheme, or the path of a scheme folder."""
    unit: str
    kind: OrganizationKind | None = None
    """None: from the end of the unit's name, else the scheme's default."""
    organizations: Entered = field(default_factory=Entered)
    members: Entered = field(default_factory=Entered)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stands in the ledger now."""

    organizations: int
    members: int
    proposals: tuple[Proposal, ...]
    """What was said about the lists that were entered."""


class FirstRun:
    """Puts a ledger together from choices; until ``keep`` nothing of it lasts."""

    def __init__(self, office: Office) -> None:
        """Use this office."""
        self._office = office
        self._folder: Path | None = None
        self._desk: Desk | None = None
        self._proposals: tuple[Proposal, ...] = ()

    def build(self, choices: Choices) -> Outcome:
        """Make the ledger of these choices, instead of the one made before.

        Raises:
            Refusal: of the scheme, the unit's name, or a file.
        """
        self.discard()
        self._folder = Path(tempfile.mkdtemp(prefix="taizhang-"))
        desk = self._office.create(self._folder / _NAME, choices.scheme, choices.unit, choices.kind)
        self._desk = desk
        proposals = [
            *_taken(desk, SheetKind.ORGANIZATIONS, choices.organizations),
            *_taken(desk, SheetKind.MEMBERS, choices.members),
        ]
        self._proposals = tuple(proposals)
        directory = desk.workspace.directory(desk.workspace.today())
        return Outcome(len(directory.tree.organizations), len(directory.members), tuple(proposals))

    def open_round(self, name: str, start: date, end: date) -> tuple[int, int]:
        """Open the first round; returns the numbers of tasks and gaps.

        Raises:
            Refusal: ``round.*``.
        """
        if self._desk is None:
            raise refusal("organization.name_missing")
        plan = self._desk.rounds.open(name, start, end).plan
        return len(plan.tasks), len(plan.gaps)

    def keep(self, path: Path) -> Desk:
        """Put the ledger where it shall stand, with what was not taken in beside it; open it.

        Raises:
            Refusal: ``ledger.exists``, ``ledger.*`` or ``file.*``; nothing is left there then.
        """
        if self._folder is None:
            raise refusal("organization.name_missing")
        if path.exists():
            raise refusal("ledger.exists", str(path))
        self._close()
        self._office.restore(self._folder / _NAME, path)
        desk = self._office.open(path)
        try:
            self._write_rejects(desk, path)
        except BaseException:
            desk.close()
            path.unlink()
            raise
        self.discard()
        return desk

    def _write_rejects(self, desk: Desk, ledger: Path) -> None:
        rejected = [sheet for each in self._proposals for sheet in each.sheets if sheet.rejected]
        if rejected:
            together = replace(self._proposals[0], sheets=tuple(rejected))
            desk.imports.write_rejects(together, rejects_path(ledger))

    def discard(self) -> None:
        """Leave nothing behind."""
        self._close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _close(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None


def rejects_path(ledger: Path) -> Path:
    """Return where the rows that were not taken in are written: a free name beside the ledger."""
    number, free = 1, ledger.with_name(REJECTS)
    while free.exists():
        number += 1
        free = ledger.with_name(REJECTS).with_stem(f"{Path(REJECTS).stem}_{number}")
    return free


def make_sample(office: Office, path: Path, progress: Progress = unwatched) -> None:
    """Make a ledger of invented people and units, with a round that is half done.

    It follows the scheme whose document is the oldest.

    Raises:
        Refusal: ``file.*``; nothing is left at the path then.
        Cancelled: where the user stopped it.
    """
    from app.domain.sample import sample_unit
    from app.paths import resources
    from app.specs.sample_reader import read_sample

    words = read_sample(resources() / "sample" / "sample.toml")
    dated = [scheme for scheme in office.schemes() if scheme.document]
    scheme = min(dated, key=lambda each: (each.issued or date.max, each.id))
    unit = sample_unit(words, UNIT, scheme.id, scheme)
    with tempfile.TemporaryDirectory(prefix="taizhang-", ignore_cleanup_errors=True) as folder:
        ledger = Path(folder) / _NAME
        progress(0, 0)
        with office.create(ledger, scheme.id, unit.name, unit.kind) as desk:
            fill_sample(desk, words, unit, Path(folder))
            hold_votes(desk, desk.workspace.round())
            desk.workspace.stores.settings.set(SAMPLE, "1")
        progress(0, 0)
        office.restore(ledger, path)


def _taken(desk: Desk, kind: SheetKind, entered: Entered) -> list[Proposal]:
    proposals = []
    if entered.files:
        proposals.append(desk.imports.propose(entered.files, kind.value))
        desk.imports.apply(proposals[-1])
    rows = _filled(entered.rows)
    if rows:
        proposals.append(desk.imports.propose_rows(kind, rows))
        desk.imports.apply(proposals[-1])
    return proposals


def _filled(rows: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return [row for row in rows if any(text.strip() for text in row.values())]
