"""People: the list of members in words, its orders and what is known of one person."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress

from app.domain.dates import from_day
from app.domain.ids import MemberId, OrganizationId, PersonId, ReviewId
from app.domain.member_list import ListedMember, MemberOrder, MemberScope, Presence
from app.domain.organization import Member
from app.domain.review import Round, Target
from app.domain.tree import Tree
from app.domain.words import (
    DONE_STATES,
    MEMBER_CATEGORIES,
    MEMBER_STATUSES,
    POSTS,
    REVIEW_STATES,
    MemberStatus,
    OrganizationKind,
    PostKind,
    ReviewState,
    TargetKind,
)
from app.ops.people_index import PeopleIndex
from app.ops.workspace import Workspace

FILLING = "填写中"
NOT_REVIEWED = "未点评"
EXEMPT = "免点评"
WITH_ORGANIZATION = "随党组织"
"""Reviewed with the organisation whose secretary somebody is."""

_AT_ONCE = 1000
_Posts = Mapping[PersonId, Sequence[tuple[OrganizationId, PostKind, str]]]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A membership in words; names as they are stored."""

    person: PersonId
    member: MemberId
    name: str
    sex: str
    birth: str
    joined: str
    organization: str
    party_post: str
    post: str
    category: str
    status: str
    tags: str
    review: str
    """How far the review of this round is; empty without a round and for who has left."""
    left: bool
    """Whether the membership is no longer on the books."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A record about somebody, in words."""

    review: ReviewId
    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """As of when a list tells what it tells."""

    day: date
    round: Round | None
    """Of which round it tells how far the reviews are."""
    exempt: frozenset[PersonId]
    """Who is exempt in it."""


class MemberList:
    """Members in their order; the lines are read block by block where somebody looks."""

    def __init__(self, ops: "PeopleOps", moment: Moment, numbers: "array[int]") -> None:
        """Give rows by their numbers; made by ``PeopleOps``."""
        self._ops = ops
        self._moment = moment
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def lines(self, start: int, stop: int) -> list[MemberLine]:
        """Return the lines from ``start`` up to ``stop``."""
        return self._ops.in_words(self._numbers[start:stop], self._moment)

    def at(self, places: Sequence[int]) -> list[MemberLine]:
        """Return the lines at some places, in their order."""
        numbers = [self._numbers[place] for place in places]
        found: list[MemberLine] = []
        for start in range(0, len(numbers), _AT_ONCE):
            found += self._ops.in_words(numbers[start : start + _AT_ONCE], self._moment)
        return found

    def place_of(self, person_id: PersonId) -> int | None:
        """Return the place of a person's latest membership in the list, or None."""
        for number in self._ops.numbers_of(person_id):
            try:
                return self._numbers.index(number)
            except ValueError:
                continue
        return None

    def containing(self, words: str) -> "MemberList":
        """Return those known by these words, in the same order."""
        if not words.strip():
            return self
        found = self._ops.only(self._numbers, words)
        return MemberList(self._ops, self._moment, found)


class PeopleOps:
    """What a user can learn about people."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._index: PeopleIndex | None = None
        self._places: dict[int, int] | None = None

    @property
    def is_ready(self) -> bool:
        """Whether everybody has been read in as the records stand now."""
        return self._index is not None and self._index.records is self._workspace.records

    @property
    def index(self) -> PeopleIndex:
        """Finds people by name, pinyin, initials and post."""
        records = self._workspace.records
        if self._index is None or not self.is_ready:
            self._index = PeopleIndex(records, self._workspace.names)
            self._places = None
        return self._index

    def members(
        self,
        under: OrganizationId,
        round_: Round | None = None,
        presence: Presence = Presence.ON_BOOKS,
        order: MemberOrder = MemberOrder.STROKES,
    ) -> MemberList:
        """Return the members of an organisation and all below it, as of today.

        Args:
            under: the organisation.
            round_: of which round the list tells how far the reviews are.
            presence: on the books, left, or all.
            order: in which they stand.
        """
        day = self._workspace.today()
        tree = self._workspace.directory(day).tree
        places = tuple(organization.id for organization in tree.subtree(under))
        whole = len(places) == len(tree.organizations)
        scope = MemberScope(places, day, presence, order, whole)
        numbers = self._workspace.stores.member_list.numbers(scope)
        if order is MemberOrder.SOUND:
            numbers = self._by_sound(numbers)
        return MemberList(self, self._moment(day, round_), numbers)

    def _moment(self, day: date, round_: Round | None) -> Moment:
        exempt: frozenset[PersonId] = frozenset()
        if round_ is not None:
            exempt = self._workspace.stores.member_list.exempt(round_.id)
        return Moment(day, round_, exempt)

    def _by_sound(self, numbers: "array[int]") -> "array[int]":
        """Sort by sound; who sounds alike stays in the order of strokes."""
        keys, places = self.index.sound_keys, self._places_by_number()
        return array("q", sorted(numbers, key=lambda number: keys[places[number]]))

    def only(self, numbers: "array[int]", words: str) -> "array[int]":
        """Return the numbers of rows whose people are known by these words."""
        lines = bytearray(len(self.index.persons))
        for line in self.index.all(words):
            lines[line] = True
        places = self._places_by_number()
        rows = bytearray(max(places, default=0) + 1)
        for number in compress(places, map(lines.__getitem__, places.values())):
            rows[number] = True
        return array("q", compress(numbers, map(rows.__getitem__, numbers)))

    def _places_by_number(self) -> dict[int, int]:
        """For each row the place of its person in the index."""
        if self._places is None:
            persons = self._workspace.stores.member_list.persons()
            self._places = self.index.places(persons)
        return self._places

    def numbers_of(self, person_id: PersonId) -> list[int]:
        """Return the numbers of a person's rows, the latest first."""
        return self._workspace.stores.member_list.numbers_of(person_id)

    def in_words(self, numbers: Sequence[int], moment: Moment) -> list[MemberLine]:
        """Return the lines of some rows."""
        store = self._workspace.stores.member_list
        rows = store.rows(numbers)
        persons = [row.member.person_id for row in rows]
        tree = self._workspace.directory(moment.day).tree
        posts = store.posts(persons, moment.day)
        states = self._states(persons, moment)
        return [
            _line(row, tree, moment.day, posts, states.get(row.member.person_id)) for row in rows
        ]

    def _states(self, persons: Sequence[PersonId], moment: Moment) -> dict[PersonId, str]:
        if moment.round is None:
            return {}
        store = self._workspace.stores.member_list
        states = dict.fromkeys(persons, NOT_REVIEWED)
        states.update(dict.fromkeys(moment.exempt.intersection(persons), EXEMPT))
        if any(table.secretaries_as_members for table in self._workspace.scheme.tables):
            for person, day in store.credited(persons, moment.round.id).items():
                states[person] = f"{WITH_ORGANIZATION} {_day_text(day)}"
        for person, found in store.reviews(persons, moment.round.id).items():
            states[person] = review_text(*max(found, key=_progress))
        return states

    def reviews_of(self, person_id: PersonId) -> tuple[ReviewLine, ...]:
        """Return the records about a person, the latest first."""
        target = Target(TargetKind.MEMBER, person_id)
        stores = self._workspace.stores
        return tuple(
            ReviewLine(
                review.id,
                f"{round_.name}　{review_text(review.state, str(review.day or ''))}",
            )
            for round_ in sorted(stores.rounds.all(), key=lambda r: r.end, reverse=True)
            for review in reversed(stores.reviews.of_target(round_.id, target))
        )

    def place_of(self, person_id: PersonId) -> OrganizationId | None:
        """Return the organisation where somebody is found: member, or holder of a post."""
        directory = self._workspace.directory(self._workspace.today())
        member = directory.members.get(person_id)
        if member is not None:
            return member.organization_id
        posts = directory.posts_of(person_id)
        if posts:
            return posts[0].organization_id
        known = [m for m in directory.records.members if m.person_id == person_id]
        return known[-1].organization_id if known else None


def place_name(tree: Tree, organization_id: OrganizationId) -> str:
    """Return a branch's name; of a group that of its branch with the group in brackets."""
    own, branch = tree[organization_id], tree.branch_of(organization_id)
    if own.kind is OrganizationKind.GROUP and branch.id != own.id:
        return f"{branch.name}（{own.name.removeprefix(branch.name)}）"
    return own.name


def review_text(state: ReviewState, day: str) -> str:
    """Return how far a review is, with its ISO day where it is done."""
    if state is ReviewState.PLANNED:
        return FILLING
    return f"{REVIEW_STATES[state]} {_day_text(day)}".strip()


def _progress(review: tuple[ReviewState, str]) -> tuple[bool, str, int]:
    """Done ones go before others, then the latest."""
    state, day = review
    return state in DONE_STATES, day, list(ReviewState).index(state)


def _day_text(day: str) -> str:
    return day.replace("-", ".")


def _line(row: ListedMember, tree: Tree, day: date, posts: _Posts, state: str | None) -> MemberLine:
    member = row.member
    left = _has_left(member, day)
    return MemberLine(
        person=member.person_id,
        member=member.id,
        name=row.name,
        sex=member.sex,
        birth=member.birth.to_month.for_table if member.birth else "",
        joined=member.joined.for_table if member.joined else "",
        organization=place_name(tree, member.organization_id),
        party_post=_posts_text(posts.get(member.person_id, ()), member, tree),
        post=member.post,
        category=MEMBER_CATEGORIES[member.category],
        status=_status_text(member),
        tags="、".join(sorted(member.tags)),
        review="" if left else state or "",
        left=left,
    )


def _has_left(member: Member, day: date) -> bool:
    until = member.on_books.until
    return until <= day if until is not None else member.status is not MemberStatus.ACTIVE


def _status_text(member: Member) -> str:
    word, until = MEMBER_STATUSES[member.status], member.on_books.until
    return f"{word} {from_day(until).for_table}" if until is not None else word


def _posts_text(
    posts: Sequence[tuple[OrganizationId, PostKind, str]], member: Member, tree: Tree
) -> str:
    """Posts in the own branch by their title alone, others with the organisation."""
    own = {member.organization_id, tree.branch_of(member.organization_id).id}
    texts = []
    for place, post, title in posts:
        word = title or POSTS[post]
        texts.append(word if place in own else f"{tree[place].name}{word}")
    return "、".join(texts)
