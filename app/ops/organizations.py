"""The list of organisations: each with its committee, leaders, members and reviews, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.db.bulk import collector_paused
from app.domain.dates import from_day
from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId
from app.domain.organization import Organization
from app.domain.review import Round
from app.domain.standing import Progress, Tally
from app.domain.vacancies import vacant
from app.domain.words import ORGANIZATION_KINDS, OrganizationKind, OversightKind
from app.ops.overview import OverviewOps
from app.ops.tasks import TASK_STATES, TaskState
from app.ops.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ListedOrganization:
    """An organisation in words; names as they are stored."""

    id: OrganizationId
    name: str
    kind: OrganizationKind
    kind_word: str
    parent: str
    secretary: str
    committee: str
    members: int
    """On the books today, those of all below included."""
    tags: str
    in_charge: str
    contact: str
    founded: str
    ended: str
    review: str
    """How far its own review is, and how many of its members have been reviewed."""
    vacant: bool
    """Whether it has no secretary though it should."""
    gone: bool
    """Whether it does not exist today."""


class OrganizationOps:
    """What a user can see of organisations."""

    def __init__(self, workspace: Workspace, overview: OverviewOps) -> None:
        """Read this ledger."""
        self._workspace = workspace
        self._overview = overview

    def under(self, unit: OrganizationId, round_: Round | None) -> tuple[ListedOrganization, ...]:
        """Return an organisation and all below it as of today, from the top down.

        Args:
            unit: the organisation.
            round_: whose reviews are told; None: none are.
        """
        directory = self._workspace.directory(self._workspace.today())
        with collector_paused():
            progress = self._progress(round_)
            return listed(directory, progress, directory.tree.subtree(unit))

    def _progress(self, round_: Round | None) -> Mapping[OrganizationId, Progress]:
        if round_ is None:
            return {}
        return self._overview.progress(round_, self._workspace.day_of(round_))


def listed(
    directory: Directory,
    progress: Mapping[OrganizationId, Progress],
    organizations: Sequence[Organization],
) -> tuple[ListedOrganization, ...]:
    """Return organisations in words.

    Args:
        directory: the structure on the day.
        progress: how far the reviews of a round are; empty: none are told.
        organizations: which.
    """
    lister = _Lister(directory, progress)
    return tuple(map(lister.line, organizations))


class _Lister:
    """Puts organisations of one day into words."""

    def __init__(self, directory: Directory, progress: Mapping[OrganizationId, Progress]) -> None:
        self._directory = directory
        self._progress = progress
        self._vacant = frozenset(vacant(directory))
        own = (len(directory.members_in(o.id)) for o in directory.tree)
        self._members = [0, *accumulate(own)]
        """How many members stand before each place of the pre-order."""

    def line(self, organization: Organization) -> ListedOrganization:
        directory, own = self._directory, organization.id
        parent = directory.tree.parent(own)
        secretary = directory.secretary(own)
        founded, ended = organization.active.since, organization.active.until
        return ListedOrganization(
            id=own,
            name=organization.name,
            kind=organization.kind,
            kind_word=ORGANIZATION_KINDS[organization.kind],
            parent=parent.name if parent is not None else "",
            secretary=directory.name(secretary) if secretary is not None else "",
            committee=self._names([post.person_id for post in directory.committee(own)]),
            members=self._count(own),
            tags="、".join(sorted(organization.tags)),
            in_charge=self._names(directory.overseers(own, OversightKind.IN_CHARGE)),
            contact=self._names(directory.overseers(own, OversightKind.CONTACT_POINT)),
            founded=from_day(founded).for_table if founded else "",
            ended=from_day(ended).for_table if ended else "",
            review=self._review(own),
            vacant=own in self._vacant,
            gone=not directory.is_active(organization),
        )

    def _names(self, persons: Sequence[PersonId]) -> str:
        return "、".join(dict.fromkeys(map(self._directory.name, persons)))

    def _count(self, organization_id: OrganizationId) -> int:
        tree = self._directory.tree
        start = tree.index[organization_id]
        return self._members[tree.ends[start]] - self._members[start]

    def _review(self, organization_id: OrganizationId) -> str:
        """Return the state of the own review, and the members reviewed here and below."""
        progress = self._progress.get(organization_id)
        if progress is None:
            return ""
        below = [
            self._progress[child.id].organizations
            for child in self._directory.tree.children(organization_id)
            if child.id in self._progress
        ]
        parts = [state_word(progress.organizations, below)]
        if progress.members.due:
            parts.append(f"党员 {progress.members.done}/{progress.members.due}")
        return "，".join(filter(None, parts))


def state_word(with_below: Tally, below: Sequence[Tally]) -> str:
    """Return the word for an organisation's own review, from the tallies around it."""
    done, exempt, gaps, due = (
        getattr(with_below, name) - sum(getattr(tally, name) for tally in below)
        for name in ("done", "exempt", "gaps", "due")
    )
    if due == 0:
        return ""
    if gaps:
        return TASK_STATES[TaskState.GAP]
    if done == due:
        return TASK_STATES[TaskState.DONE]
    return TASK_STATES[TaskState.EXEMPT if exempt else TaskState.OPEN]
