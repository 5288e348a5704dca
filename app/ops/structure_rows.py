"""Organisations and members as rows of the lists that can be imported again."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId
from app.domain.organization import HOST, Appointment, Member, Organization, Records
from app.domain.words import (
    MEMBER_CATEGORIES,
    MEMBER_STATUSES,
    ORGANIZATION_KINDS,
    POSTS,
    MemberStatus,
    OrganizationKind,
    OversightKind,
    PostKind,
)
from app.intake.forest import KIND, NAME, PARENT
from app.intake.member_values import (
    BIRTH,
    BRANCH,
    CATEGORY,
    FULL,
    GROUP,
    ID_NUMBER,
    JOINED,
    MOVED_IN,
    PARTY_POST,
    PHONE,
    POST,
    SEX,
    STATUS,
    STATUS_DATE,
)
from app.intake.member_values import NAME as MEMBER_NAME
from app.intake.member_values import TAGS as MEMBER_TAGS
from app.intake.organizations import SHORT, SINCE, TAGS, UNTIL
from app.intake.posts import COMMITTEE, FROM, SECRETARY, TO, UNIT_HEAD, head_post

IN_CHARGE, CONTACT = "分管领导", "联系领导"
ORGANIZATION_COLUMNS = (
    *(NAME, KIND, PARENT, SHORT, SECRETARY, COMMITTEE, IN_CHARGE, CONTACT),
    *(TAGS, SINCE, UNTIL, FROM, TO),
)
MEMBER_COLUMNS = (
    *(MEMBER_NAME, BRANCH, GROUP, SEX, BIRTH, JOINED, FULL, POST, PARTY_POST, CATEGORY, STATUS),
    *(STATUS_DATE, MOVED_IN, MEMBER_TAGS, HOST, ID_NUMBER, PHONE),
)
FORMER_POST_COLUMNS = ("任职党组织", "担任人", "职务名称", "从", "到")
FORMER_PLACE_COLUMNS = ("原党员", "原党支部", "从", "到")
_OVERSIGHTS = {IN_CHARGE: OversightKind.IN_CHARGE, CONTACT: OversightKind.CONTACT_POINT}
_OWN_WORDS = frozenset({"", "书记", "组长", UNIT_HEAD})
"""Titles of heads that a list need not say."""


class StructureRows:
    """The rows of the organisation list and the roster, as the structure stands on a day."""

    def __init__(self, records: Records, day: date) -> None:
        """Write down these records as they stand on a day."""
        self._records = records
        self._directory = Directory(records, day)
        self._tree = self._directory.tree
        self._names = Counter(organization.name for organization in self._tree)
        self._oversights: dict[tuple[OrganizationId, OversightKind], list[PersonId]] = {}
        for oversight in records.oversights:
            if oversight.held.covers(day):
                key = (oversight.organization_id, oversight.kind)
                self._oversights.setdefault(key, []).append(oversight.person_id)

    # ---- organisations -----------------------------------------------------------------------

    def organizations(self) -> Iterator[dict[str, str]]:
        """Give a row for each organisation, those that have ended too: heading → text."""
        for organization in self._tree:
            yield self._organization(organization)

    def _organization(self, organization: Organization) -> dict[str, str]:
        head = head_post(organization.kind)
        heads = self._directory.holders(organization.id, frozenset({head}))[:1]
        committee = [
            holder
            for holder in self._directory.holders(organization.id, frozenset(PostKind))
            if holder not in heads
        ]
        above = organization.parent_id
        return {
            NAME: organization.name,
            KIND: ORGANIZATION_KINDS[organization.kind],
            PARENT: self._place(above) if above else "",
            SHORT: organization.short_name,
            SECRETARY: "".join(map(self._head, heads)),
            COMMITTEE: "、".join(map(self._holder, committee)),
            **{
                column: "、".join(map(self._overseer, self._overseers(organization.id, kind)))
                for column, kind in _OVERSIGHTS.items()
            },
            TAGS: "、".join(sorted(organization.tags)),
            SINCE: _day(organization.active.since),
            UNTIL: _day(organization.active.until),
            FROM: _day(heads[0].held.since) if heads else "",
            TO: _day(heads[0].held.until) if heads else "",
        }

    def _place(self, organization_id: OrganizationId) -> str:
        """Return what names an organisation and no other: its name, else its path."""
        name = self._tree[organization_id].name
        return name if self._names[name] == 1 else self._tree.path(organization_id)

    def _head(self, holder: Appointment) -> str:
        name = self._directory.name(holder.person_id)
        return name if holder.title in _OWN_WORDS else f"{name}（{holder.title}）"

    def _holder(self, holder: Appointment) -> str:
        return f"{self._directory.name(holder.person_id)}（{holder.title or POSTS[holder.post]}）"

    def _overseers(self, organization_id: OrganizationId, kind: OversightKind) -> list[PersonId]:
        return self._oversights.get((organization_id, kind), [])

    def _overseer(self, person_id: PersonId) -> str:
        person = self._directory.persons[person_id]
        title = person.unit + person.post if person.outside else ""
        return f"{person.name}（{title}）" if title else person.name

    # ---- members -----------------------------------------------------------------------------

    def members(self) -> Iterator[dict[str, str]]:
        """Give a row for each member, those who have left too: heading → text.

        A membership that went on in another branch is no row here: ``former_places`` has it.
        """
        for member in self._in_order():
            if not _went_on(member):
                yield self._member(member)

    def _in_order(self) -> list[Member]:
        place = self._tree.index
        return sorted(self._records.members, key=lambda m: place.get(m.organization_id, 0))

    def member_columns(self) -> tuple[str, ...]:
        """Return the headings of the roster, further columns of former lists at the end."""
        extra = {column for m in self._records.members for column, _ in m.extra} - {HOST}
        return (*MEMBER_COLUMNS, *sorted(extra - set(MEMBER_COLUMNS)))

    def _member(self, member: Member) -> dict[str, str]:
        branch = self._tree.branch_of(member.organization_id)
        place = self._tree[member.organization_id]
        left = member.status is not MemberStatus.ACTIVE
        return {
            **dict(member.extra),
            MEMBER_NAME: self._directory.name(member.person_id),
            BRANCH: self._place(branch.id),
            GROUP: place.name if place.kind is OrganizationKind.GROUP else "",
            SEX: member.sex,
            BIRTH: member.birth.for_table if member.birth else "",
            JOINED: member.joined.for_table if member.joined else "",
            FULL: member.full_since.for_table if member.full_since else "",
            POST: member.post,
            PARTY_POST: "" if left else self._own_posts(member),
            CATEGORY: MEMBER_CATEGORIES[member.category],
            STATUS: MEMBER_STATUSES[member.status],
            STATUS_DATE: _day(member.on_books.until) if left else "",
            MOVED_IN: _day(member.on_books.since),
            MEMBER_TAGS: "、".join(sorted(member.tags)),
            HOST: member.host,
            ID_NUMBER: member.id_number,
            PHONE: member.phone,
        }

    def _own_posts(self, member: Member) -> str:
        branch = self._tree.branch_of(member.organization_id).id
        places = {branch, member.organization_id}
        posts = self._directory.posts_of(member.person_id)
        titles = [p.title or POSTS[p.post] for p in posts if p.organization_id in places]
        return "、".join(dict.fromkeys(titles))

    # ---- what the lists for the import have no columns for -----------------------------------

    def former_posts(self) -> Iterator[dict[str, str]]:
        """Give a row for each post that was held once and is held no longer."""
        day = self._directory.day
        for post in self._records.appointments:
            if post.held.until is None or post.held.until > day:
                continue
            texts = (
                self._tree.path(post.organization_id),
                self._directory.name(post.person_id),
                post.title or POSTS[post.post],
                _day(post.held.since),
                _day(post.held.until),
            )
            yield dict(zip(FORMER_POST_COLUMNS, texts, strict=True))

    def former_places(self) -> Iterator[dict[str, str]]:
        """Give a row for each membership that went on in another branch."""
        for member in self._in_order():
            if _went_on(member):
                texts = (
                    self._directory.name(member.person_id),
                    self._tree.path(member.organization_id),
                    _day(member.on_books.since),
                    _day(member.on_books.until),
                )
                yield dict(zip(FORMER_PLACE_COLUMNS, texts, strict=True))


def _went_on(member: Member) -> bool:
    return member.status is MemberStatus.ACTIVE and member.on_books.until is not None


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
