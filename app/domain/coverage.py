"""The official figures of a unit on a day (domain.md §5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.ids import OrganizationId, PersonId
from app.domain.words import PostKind


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds a post in an organisation on the day."""

    person_id: PersonId
    organization_id: OrganizationId
    post: PostKind


@dataclass(frozen=True)
class CoverageFacts:
    """What a ledger holds for one round on one day, per organisation, not yet rolled up.

    'Done' means a review of the round in state 已点评 or later, dated on or before the day.
    """

    day: date
    members: Mapping[OrganizationId, int]
    """Members on the books on the day, by the organisation they are in on that day."""
    members_reviewed: Mapping[OrganizationId, int]
    """Of those, how many are the target of a done member review, or the secretary (in the
    review's snapshot, not himself among the reviewers) of an organisation with a done review,
    where the table counts them so."""
    organizations_reviewed: frozenset[OrganizationId]
    """Targets of at least one done review."""
    holders: tuple[Holder, ...]
    """Secretaries and whoever else the tiers ask for, posts held on the day."""
    reviewers: frozenset[PersonId]
    """Persons who are a reviewer of at least one done review."""
    member_times: Mapping[OrganizationId, int] = field(default_factory=dict)
    """Done member reviews (人次), by the organisation in the review's snapshot."""
    organization_times: Mapping[OrganizationId, int] = field(default_factory=dict)
    """Done organisation reviews, by the target organisation."""
