"""The overview: how far the work has come, and what to do next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from app.db.bulk import collector_paused
from app.domain.coverage import Coverage
from app.domain.coverage_names import NameList, name_lists
from app.domain.cycle.postings import Posting, pressing
from app.domain.cycle.rectification import SOON_DAYS
from app.domain.finding import Finder
from app.domain.frequency import MONTHS, months_before
from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.review import Round
from app.domain.scheme import Deadline, TableDeclaration
from app.domain.standing import Progress
from app.domain.tree import Tree
from app.domain.vacancies import vacant
from app.domain.words import OrganizationKind
from app.ops.counting import WITHOUT_TABLE
from app.ops.handoff_steps import Waiting, read_waiting
from app.ops.record_check import RecordCheck
from app.ops.reporting import Reporting
from app.ops.standing import RoundStanding
from app.ops.tasks import TaskState
from app.ops.workspace import Workspace

T = TypeVar("T")


class StepKind(StrEnum):
    """What there is to do, in the order in which it is shown."""

    GAPS = "gaps"
    SENT_BACK = "sent_back"
    CONFLICTS = "conflicts"
    OPEN = "open"
    DRAFTS = "drafts"
    LACKING = "lacking"
    RECTIFICATION = "rectification"
    MENDING = "mending"
    POSTINGS = "postings"
    VACANCIES = "vacancies"
    QUESTIONS = "questions"
    OVERDUE = "overdue"
    UNREPORTED = "unreported"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, how much of it, and where."""

    kind: StepKind
    count: int
    organizations: int = 0
    members: int = 0
    """Of an open step: how many are about organisations, and how many about members."""
    page: str = ""
    """The page to go to, by its plain name; empty: ``action`` does it."""
    state: TaskState | None = None
    """The tasks to show there."""
    action: str = ""
    """The menu action that does it."""
    part: str = ""
    """The part of the page to go to."""
    until: date | None = None
    """By when it is to be done, where a deadline says so."""
    late: int = 0
    soon: int = 0
    """Of problems that are being mended: how many are overdue, and how many are due soon."""


@dataclass(frozen=True, slots=True)
class DueDate:
    """A deadline of the scheme, seen from today."""

    deadline: Deadline
    days: int
    """How many days are left; negative: how many have gone by."""


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """How many organisations and members of a unit have been reviewed, as the statistics count."""

    id: OrganizationId
    name: str
    kind: OrganizationKind
    organizations: int
    organizations_reviewed: int
    members: int
    members_reviewed: int


class OverviewOps:
    """What a user sees first."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._kept: dict[str, tuple[object, Any]] = {}

    def progress(self, round_: Round, day: date) -> Mapping[OrganizationId, Progress]:
        """Return for every organisation how far it and all below it have come.

        Args:
            round_: the round.
            day: the day whose structure places the targets.
        """
        with collector_paused():
            return self._standing(round_, day).progress

    # ---- deadlines ---------------------------------------------------------------------------

    def deadlines(self, round_: Round) -> tuple[DueDate, ...]:
        """Return the scheme's deadlines from the start of a round to that of the next, by date."""
        following = [
            r.start for r in self._workspace.stores.rounds.all() if r.previous_id == round_.id
        ]
        until = min(following, default=date.max)
        today = self._workspace.today()
        found = [d for d in self._workspace.scheme.deadlines if round_.start <= d.date < until]
        return tuple(DueDate(d, (d.date - today).days) for d in sorted(found, key=_date))

    def has_passed_deadlines(self, round_: Round) -> bool:
        """Tell whether the scheme says when something is reported, but nothing in this round."""
        told = any(_is_reported(each) for each in self._workspace.scheme.deadlines)
        return told and not any(_is_reported(due.deadline) for due in self.deadlines(round_))

    def deadline(self, round_: Round) -> DueDate | None:
        """Return the next deadline that has not gone by, or None."""
        return next((due for due in self.deadlines(round_) if due.days >= 0), None)

    # ---- what to do --------------------------------------------------------------------------

    def next_steps(self, round_: Round, unit: OrganizationId, day: date) -> tuple[Step, ...]:
        """Return what there is to do in a unit, most pressing first; nothing that counts 0.

        What only the records themselves can tell is added by ``record_steps``.
        """
        here = self._standing(round_, day).progress[unit]
        tasks, checks, handoff = "tasks", "checks", "handoff"
        waiting, tree = self._waiting(round_, day), self._workspace.directory(day).tree
        steps = (
            Step(
                *(StepKind.GAPS, here.gaps, here.organizations.gaps, here.members.gaps),
                page=tasks,
                state=TaskState.GAP,
            ),
            Step(StepKind.SENT_BACK, waiting.sent_back(tree, unit), page=handoff, part="remarks"),
            Step(
                StepKind.CONFLICTS,
                waiting.open_conflicts(tree, unit),
                page=handoff,
                part="journal",
            ),
            Step(
                *(StepKind.OPEN, here.open, here.organizations.open, here.members.open),
                page=tasks,
                state=TaskState.OPEN,
            ),
            Step(StepKind.DRAFTS, self._drafts(round_, unit, day), page="ledger"),
            self._mending(round_, unit, day),
            Step(StepKind.POSTINGS, self._postings(round_, unit, day), page="postings"),
            Step(StepKind.VACANCIES, self._vacancies(unit, day), page=checks),
            Step(
                StepKind.QUESTIONS,
                len(self._workspace.stores.questions.open()),
                action="questions",
            ),
            Step(StepKind.OVERDUE, self._overdue(round_, unit, day), page=checks),
            Step(
                StepKind.UNREPORTED,
                waiting.missing(unit),
                page=handoff,
                part="units",
                until=self._table_day(round_),
            ),
        )
        return tuple(step for step in steps if step.count)

    def record_check(self, round_: Round) -> RecordCheck:
        """Return the look through a round's records; the same one until the ledger changes."""
        return self._fresh("records", (round_.id,), lambda: RecordCheck(self._workspace, round_))

    def record_steps(self, round_: Round, unit: OrganizationId, day: date) -> tuple[Step, ...]:
        """Return what the records of a unit still lack, as far as they have been looked through."""
        tree = self._workspace.directory(day).tree
        lacking, unmended = self.record_check(round_).counts(tree, unit)
        steps = (
            Step(StepKind.LACKING, lacking, page="checks"),
            Step(StepKind.RECTIFICATION, unmended, page="rectifications"),
        )
        return tuple(step for step in steps if step.count)

    def _drafts(self, round_: Round, unit: OrganizationId, day: date) -> int:
        drafts = self._fresh(
            "drafts", (round_.id,), lambda: self._workspace.stores.standing.drafts(round_.id)
        )
        tree = self._workspace.directory(day).tree
        return sum(n for place, n in drafts.items() if place in tree and tree.within(place, unit))

    def _mending(self, round_: Round, unit: OrganizationId, day: date) -> Step:
        """Count the listed problems that are not mended, and how many are late or nearly so."""
        unmended = self._fresh(
            "unmended", (round_.id,), lambda: self._workspace.stores.standing.unmended(round_.id)
        )
        tree, today = self._workspace.directory(day).tree, self._workspace.today()
        days = [until for place, until in unmended if place in tree and tree.within(place, unit)]
        left = [(until - today).days for until in days if until is not None]
        return Step(
            StepKind.MENDING,
            len(days),
            page="rectifications",
            late=sum(n < 0 for n in left),
            soon=sum(0 <= n <= SOON_DAYS for n in left),
        )

    def _waiting(self, round_: Round, day: date) -> Waiting:
        workspace = self._workspace
        return self._fresh(
            "waiting",
            (round_, day),
            lambda: read_waiting(workspace, round_, day, lambda: self._coverage(round_, day)),
        )

    def _table_day(self, round_: Round) -> date | None:
        """Return by when the table is to be reported next; all gone by: the last one."""
        due = [each for each in self.deadlines(round_) if each.deadline.table]
        ahead = [each for each in due if each.days >= 0]
        return next((each.deadline.date for each in (*ahead, *reversed(due))), None)

    def _postings(self, round_: Round, unit: OrganizationId, day: date) -> int:
        """Count the postings that ended or have feedback that nobody has handled."""
        workspace = self._workspace
        places = self._fresh(
            "postings",
            (round_.id,),
            lambda: pressing(workspace.stores.cycle.of_kind(Posting, round_.id), workspace.today()),
        )
        tree = self._workspace.directory(day).tree
        return sum(place in tree and tree.within(place, unit) for place in places)

    def _vacancies(self, unit: OrganizationId, day: date) -> int:
        directory = self._workspace.directory(day)
        found = self._fresh("vacant", (day,), lambda: tuple(vacant(directory)))
        return sum(directory.tree.within(place, unit) for place in found)

    def _overdue(self, round_: Round, unit: OrganizationId, day: date) -> int:
        places = self._fresh("overdue", (round_, day), lambda: self._overdue_places(round_, day))
        tree = self._workspace.directory(day).tree
        return sum(tree.within(place, unit) for place in places)

    def _overdue_places(self, round_: Round, day: date) -> tuple[OrganizationId, ...]:
        """Return where the targets are whose last review lies too far back, one each."""
        months = MONTHS.get(self._workspace.scheme.period)
        if months is None:
            return ()
        standing = self._standing(round_, day)
        late = self._workspace.stores.standing.overdue(round_.id, months_before(day, months), day)
        found = (standing.place(*target) for target in late)
        return tuple(place for place in found if place is not None)

    # ---- coverage ----------------------------------------------------------------------------

    def coverage(self, round_: Round, unit: OrganizationId, day: date) -> tuple[UnitCoverage, ...]:
        """Return the figures of a unit and of each organisation directly below it.

        Below an only one those below that one follow, since it says nothing new.
        """
        counted = self._coverage(round_, day)
        tree = self._workspace.directory(day).tree
        found = []
        for each in _whole_and_parts(tree, unit):
            figures = counted.figures(each.id)
            found.append(
                UnitCoverage(
                    each.id,
                    each.name,
                    each.kind,
                    figures.organizations_total,
                    figures.organizations_reviewed,
                    figures.members_total,
                    figures.members_reviewed,
                )
            )
        return tuple(found)

    def _coverage(self, round_: Round, day: date) -> Coverage:
        return self._fresh("coverage", (round_, day), lambda: self._count(round_, day))

    def names(self, round_: Round, unit: OrganizationId, day: date) -> Mapping[str, NameList]:
        """Return, per measure, who of a unit is counted and who is not, with why."""
        stores = self._workspace.stores
        exempt = {t.target for t in stores.tasks.of_round(round_.id) if t.exempt_reason}
        reviews = stores.reviews.of_round(round_.id)
        directory = self._workspace.directory(day)
        units = Reporting(self._workspace, round_, day).by_figures(directory.tree)
        return name_lists(directory, reviews, self._table, unit, exempt, units)

    @property
    def _table(self) -> TableDeclaration:
        tables = self._workspace.scheme.tables
        return tables[0] if tables else WITHOUT_TABLE

    def _count(self, round_: Round, day: date) -> Coverage:
        table = self._table
        facts = self._workspace.stores.coverage.facts(
            round_.id, day, secretaries_as_members=table.secretaries_as_members
        )
        tree = self._workspace.directory(day).tree
        units = Reporting(self._workspace, round_, day).by_figures(tree)
        return Coverage(tree, facts, table, units)

    # ---- finding -----------------------------------------------------------------------------

    def finder(self, tree: Tree) -> Finder:
        """Return what finds organisations by name, short name, pinyin and initials.

        Its lines are the places in the tree's pre-order.
        """
        with collector_paused():
            names = [organization.name for organization in tree]
            known = self._workspace.names
            return Finder(
                list(
                    zip(
                        names,
                        (organization.short_name for organization in tree),
                        known.texts_sounds(names),
                        known.texts_initials(names),
                        strict=True,
                    )
                )
            )

    # ---- what stays until the ledger changes -------------------------------------------------

    def _standing(self, round_: Round, day: date) -> RoundStanding:
        before = self._kept.get("standing", (None, None))[1]
        known = before.covered_before if before is not None and before.round == round_ else None
        return self._fresh(
            "standing",
            (round_, day),
            lambda: RoundStanding(self._workspace, round_, day, known),
        )

    def _fresh(self, name: str, about: object, make: Callable[[], T]) -> T:
        """Return what was made before about the same thing, unless the ledger changed since."""
        workspace = self._workspace
        key = (about, workspace.today(), workspace.database.revision)
        known = self._kept.get(name)
        if known is None or known[0] != key:
            with collector_paused():
                known = (key, make())
            self._kept[name] = known
        found: T = known[1]
        return found


def _is_reported(deadline: Deadline) -> bool:
    return bool(deadline.table or deadline.forms or deadline.filing)


def _date(deadline: Deadline) -> date:
    return deadline.date


def _whole_and_parts(tree: Tree, unit: OrganizationId) -> tuple[Organization, ...]:
    whole = [tree[unit]]
    parts = tree.children(unit)
    while len(parts) == 1 and tree.children(parts[0].id):
        whole.append(parts[0])
        parts = tree.children(parts[0].id)
    return (*whole, *parts)
