"""The units that report here: who has, who has not, and by when each was to (domain.md §6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.db import clock
from app.domain.check import CHECKS
from app.domain.coverage import is_further
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, Refusal, refuse_all
from app.domain.handoff_records import Explanation, UnitFigures
from app.domain.ids import OrganizationId
from app.domain.levels import Levels
from app.domain.matches import searched
from app.domain.organization import Organization
from app.domain.review import Round
from app.domain.table import TableSpec
from app.domain.unit_figures import GivenFigures
from app.domain.words import OrganizationKind
from app.ops.changes import Changes, Topic, changed
from app.ops.counting import WITHOUT_TABLE, Count, table_titles
from app.ops.figures_held import day_doubts, hold_figures
from app.ops.reporting import UNIT_STATES as UNIT_STATES
from app.ops.unit_standing import Due as Due
from app.ops.unit_standing import UnitStanding as UnitStanding
from app.ops.unit_standing import due_to, standings
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.intake.figures_rows import FiguresWanted
    from app.ops.overview import OverviewOps

TYPED = "手工录入"
"""The source of figures that nobody read from a file."""


@dataclass(frozen=True, slots=True)
class FiguresTaken:
    """Figures of a unit that were taken in."""

    unit: OrganizationId
    values: Mapping[str, int]
    changes: Changes
    as_of: date | None = None
    warnings: tuple[Fault, ...] = ()
    """What does not fit, though it was taken: another unit's name on the sheet, an older day."""


class UnitOps:
    """What a user can do about the units that report here."""

    def __init__(self, workspace: Workspace, overview: "OverviewOps") -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._overview = overview

    # ---- who stands how ----------------------------------------------------------------------

    def reporting(self, day: date) -> tuple[Organization, ...]:
        """Return who is to report here on a day: the units right below, and those in them."""
        units = self._workspace.stores.units
        return Levels(self._workspace.directory(day), units.with_ledgers(), units.direct()).units

    def is_asked(self, round_: Round) -> bool:
        """Tell whether anybody is to report here in a round: something came in or went down."""
        return self._count(round_, self._workspace.day_of(round_)).reporting.is_asked

    def standing(self, round_: Round, day: date) -> tuple[UnitStanding, ...]:
        """Return how every reporting unit stands, in the tree's order.

        On time is who reported by the first deadline for the table; where nobody is asked to
        report in the round, nobody is returned.

        Args:
            round_: the round.
            day: whose structure and records are looked at.
        """
        count = self._count(round_, day)
        if not count.reporting.is_asked:
            return ()
        return standings(count, self._first_day(round_), self._conflicts())

    def missing(self, round_: Round, day: date) -> tuple[str, ...]:
        """Return the paths of those who have not reported, at any level (未报单位)."""
        count = self._count(round_, day)
        found = count.unreported
        return found.of(count.directory.tree.root.id) if found is not None else ()

    def due(self, round_: Round) -> tuple[Due, ...]:
        """Return every deadline of a round by date, and who reported by then, later, or not yet."""
        day = self._workspace.day_of(round_)
        count = self._count(round_, day)
        units = standings(count, None, self._conflicts()) if count.reporting.is_asked else ()
        return tuple(due_to(each, units) for each in self._overview.deadlines(round_))

    def _conflicts(self) -> Mapping[OrganizationId, int]:
        return self._workspace.stores.units.open_conflicts()

    def _first_day(self, round_: Round) -> date | None:
        """Return the day by which the table is to be reported first, or None."""
        due = self._overview.deadlines(round_)
        tables = [each.deadline.date for each in due if each.deadline.table]
        return min(tables or [each.deadline.date for each in due], default=None)

    def _count(self, round_: Round, day: date) -> Count:
        tables = self._workspace.scheme.tables
        return Count(self._workspace, tables[0] if tables else WITHOUT_TABLE, round_, day)

    # ---- figures -----------------------------------------------------------------------------

    def titles(self) -> Mapping[str, str]:
        """Return the measures that a unit gives, with their headings.

        Raises:
            Refusal: ``scheme.no_table``.
        """
        tables = self._workspace.scheme.tables
        if not tables:
            raise refusal("scheme.no_table", self._workspace.scheme.id)
        return table_titles(tables[0])

    def wanted(self, unit: str = "") -> "FiguresWanted":
        """Return which table is looked for in a file.

        Args:
            unit: the name of the unit whose table is meant; empty: any.

        Raises:
            Refusal: ``scheme.no_table``, ``scheme.file_missing``.
        """
        from app.intake.figures_rows import FiguresWanted

        titles = self.titles()
        table = self._workspace.scheme.tables[0]
        spec = self._workspace.stores.schemes.table_spec(table.id, TableSpec)
        if spec is None:
            raise refusal("scheme.file_missing", name=table.file)
        return FiguresWanted(spec, titles, unit)

    def has_records(self, unit: OrganizationId, round_: Round) -> bool:
        """Tell whether any review of a round is recorded within a unit."""
        count = self._count(round_, self._workspace.day_of(round_))
        return unit in count.directory.tree and count.coverage.has_records(unit)

    def figures(self, unit: OrganizationId, round_: Round) -> UnitFigures | None:
        """Return the figures of a unit with the latest day, used or not; None: none were given."""
        given = self.given(unit, round_)
        return given.newest if given is not None else None

    def given(self, unit: OrganizationId, round_: Round) -> GivenFigures | None:
        """Return all figures of a unit, of every day; None: none were given."""
        return self._workspace.stores.handoff.unit_figures(round_.id).get(unit)

    def enter_figures(
        self,
        unit: OrganizationId,
        round_: Round,
        values: Mapping[str, int],
        as_of: date | None = None,
        source: str = TYPED,
    ) -> FiguresTaken:
        """Count a unit by these figures, in place of its records.

        On each day those hold whose own day is the latest not after it, however they came.

        Args:
            unit: a party organisation below the root.
            round_: for which round.
            values: measure → number; all that the table has, further tiers where they are known.
            as_of: as of which day.
            source: the file, or 手工录入.

        Raises:
            Refusal: ``figures.not_a_unit``; ``figures.unknown``, ``figures.empty``,
                ``figures.not_whole`` and ``figures.negative``, all at once.
        """
        self.require_unit(unit)
        checked = self._checked(values)
        given = self.given(unit, round_)
        with self._workspace.transaction("录入报表数"):
            held = UnitFigures(round_.id, unit, as_of, source, clock.now(), checked)
            hold_figures(self._workspace, held)
        told = tuple(day_doubts(self._workspace, given, held, round_))
        return FiguresTaken(unit, checked, changed(Topic.HANDOFF), as_of, told)

    def count_by_records(self, unit: OrganizationId, round_: Round) -> Changes:
        """Count a unit by its records from now on; its figures are kept, and none holds again.

        A unit without figures is thereby one whose records are kept here: it has not to report.

        Raises:
            Refusal: ``figures.not_a_unit``.
        """
        self.require_unit(unit)
        nothing = UnitFigures(round_.id, unit, None, "", clock.now(), used=False)
        with self._workspace.transaction("按记录统计"):
            self._workspace.stores.handoff.add_figures(nothing)
        return changed(Topic.HANDOFF)

    def require_unit(self, unit: OrganizationId) -> Organization:
        """Return a unit that can be counted by figures.

        Raises:
            Refusal: ``figures.not_a_unit``.
        """
        tree = self._workspace.directory(self._workspace.today()).tree
        place = tree[unit]
        if unit == tree.root.id or place.kind in (OrganizationKind.GROUP, OrganizationKind.UNIT):
            raise refusal("figures.not_a_unit", name=place.name)
        return place

    def _checked(self, values: Mapping[str, int]) -> dict[str, int]:
        from app.intake.figures_sheet import whole_number

        titles = self.titles()
        known = "、".join(titles.values())
        faults = [fault("figures.unknown", name=m, known=known) for m in values if m not in titles]
        found: dict[str, int] = {}
        for measure, title in titles.items():
            if is_further(measure) and values.get(measure) is None:
                continue  # the official table need not have it
            try:
                found[measure] = whole_number(values.get(measure), title)
            except Refusal as refused:
                faults.append(refused.fault)
        refuse_all(faults)
        return found

    # ---- explanations ------------------------------------------------------------------------

    def explain(
        self,
        round_: Round,
        unit: OrganizationId,
        check_id: str,
        text: str,
        about: tuple[str, ...],
    ) -> Changes:
        """Keep the written 说明 of a check; an empty one takes it back.

        Args:
            round_: whose figures were checked.
            unit: whose figures were checked.
            check_id: the number of the check.
            text: the 说明.
            about: the sentences that it explains; it holds as long as the check says no others.

        Raises:
            Refusal: ``handoff.check_unknown``.
        """
        if check_id not in CHECKS:
            raise refusal("handoff.check_unknown", name=check_id, known="、".join(CHECKS))
        with self._workspace.transaction("填写核对说明"):
            self._workspace.stores.handoff.explain(
                Explanation(*(round_.id, unit, check_id, text.strip(), clock.now()), about=about)
            )
        return changed(Topic.HANDOFF)

    def explanations(self, round_: Round, unit: OrganizationId) -> Mapping[str, Explanation]:
        """Return the 说明 that hold, by check."""
        return self._workspace.stores.handoff.explanations(round_.id, unit)


def sheet_doubts(written: str, unit: Organization, *, is_partial: bool) -> Sequence[Fault]:
    """Return what does not fit on a table that is taken in.

    Args:
        written: the name on it; empty: none.
        unit: whose figures they are taken for.
        is_partial: whether the unit marked its figures as not complete.
    """
    told = []
    if written and searched(written) not in map(searched, (unit.name, unit.short_name)):
        told.append(fault("figures.other_unit", written=written, name=unit.name))
    if is_partial:
        told.append(fault("figures.partial", name=unit.name))
    return told
