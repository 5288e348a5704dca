"""Who holds which post, and who answers for what, as organisation lists and rosters say."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.domain.dates import ALWAYS, Span
from app.domain.ids import AppointmentId, OrganizationId, OversightId, PersonId
from app.domain.organization import Appointment, Oversight
from app.domain.words import POSTS, OrganizationKind, OversightKind, PostKind, post_from_title
from app.intake.cells import filled, people, read_day
from app.intake.draft import Draft
from app.intake.people import People
from app.intake.person_names import is_vacancy, judged, without_invisible
from app.intake.report import Entry

UNIT_HEAD = "负责人"
"""What the head of a 科室 is called where the list does not say."""
SECRETARY, COMMITTEE, FROM, TO = "书记", "班子成员", "任职起", "任职止"
_OVERSIGHT_COLUMNS = {
    "分管领导": OversightKind.IN_CHARGE,
    "联系领导": OversightKind.CONTACT_POINT,
}
_OTHER_SECRETARIES = re.compile("(纪委|纪工委|纪检组?|团委|团工委|团总支|团支部|工会)(副?)书记")
_RANK = (PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.COMMITTEE_MEMBER)


def post_of(title: str) -> PostKind | None:
    """Return the post that a written title means; 纪委书记 is no secretary."""
    return post_from_title(_OTHER_SECRETARIES.sub("委员", title))


def head_post(kind: OrganizationKind) -> PostKind:
    """Return the post of an organisation's head: 组长 of a 党小组, else 书记."""
    return PostKind.GROUP_LEADER if kind is OrganizationKind.GROUP else PostKind.SECRETARY


def name_holders(draft: Draft, people: People, rows: Mapping[OrganizationId, Entry]) -> None:
    """Put the 书记, 班子成员, 分管领导 and 联系领导 of organisation lists into the draft.

    The lowest organisations first: a branch's secretary is found among its own members, and then
    is the person of that name further up.
    """
    tree = draft.tree
    lowest_first = sorted(rows, key=lambda i: -sum(1 for _ in tree.ancestors(i)))
    for organization_id in lowest_first:
        _Posts(draft, people, rows[organization_id], organization_id).name_all()
    for organization_id in lowest_first:
        _name_overseers(draft, people, rows[organization_id], organization_id)


class _Posts:
    """The posts that one row of an organisation list names."""

    def __init__(
        self, draft: Draft, people: People, entry: Entry, organization_id: OrganizationId
    ) -> None:
        self._draft = draft
        self._people = people
        self._entry = entry
        self._id = organization_id
        self._head = head_post(draft.organizations[organization_id].kind)
        self._since, self._until = _term(entry)

    def name_all(self) -> None:
        entry = self._entry
        named = _named(entry, SECRETARY)
        committee = [
            (name, title, post_of(title) or PostKind.COMMITTEE_MEMBER)
            for name, title in _named(entry, COMMITTEE)
        ]
        if not named:
            named = [(n, t) for n, t, post in committee if post is self._head]
        if len(named) > 1:
            others = "、".join(name for name, _ in named[1:])
            entry.warn(SECRETARY, "row.second_secretary", first=named[0][0], others=others)
        for name, title in named[:1]:
            self._name_head(name, title)
        for place, (name, title, post) in enumerate(committee, start=1):
            if named and name == named[0][0]:
                continue
            if post is self._head:
                entry.warn(COMMITTEE, "row.second_secretary", first=named[0][0], others=name)
                post = PostKind.COMMITTEE_MEMBER
            person = self._people.holder(entry, COMMITTEE, name, self._id)
            if person is not None:
                give_post(self._draft, entry, COMMITTEE, person, self._id, post, title, place)

    def _name_head(self, name: str, title: str) -> None:
        person = self._people.holder(self._entry, SECRETARY, name, self._id)
        if person is None:
            return
        title = self._head_title(title)
        old = self._same_term(person)
        if old is not None:
            held = Span(self._since or old.held.since, self._until or old.held.until)
            self._keep(old, title, held)
            return
        before = self._end_others(person) if self._until is None else []
        self._draft.put_appointment(
            Appointment(
                AppointmentId(self._draft.new_id()),
                person,
                self._id,
                self._head,
                title,
                Span(self._since, self._until),
            )
        )
        self._entry.changed(SECRETARY, "、".join(before), name)

    def _head_title(self, title: str) -> str:
        """Return the title of the head: of a unit as written, else only where it is one's own."""
        if self._draft.organizations[self._id].kind is OrganizationKind.UNIT:
            return title or UNIT_HEAD
        word = "组长" if self._head is PostKind.GROUP_LEADER else POSTS[PostKind.SECRETARY]
        return title if post_of(title) is self._head else word

    def _same_term(self, person: PersonId) -> Appointment | None:
        for old in self._draft.posts_in(self._id):
            if old.person_id != person or old.post is not self._head:
                continue
            if old.held.until is None or old.held.until == self._until:
                return old
            if self._since is not None and old.held.since == self._since:
                return old
        return None

    def _keep(self, old: Appointment, title: str, held: Span) -> None:
        new = replace(old, title=_title(old.title, title), held=held)
        if new == old:
            return
        self._draft.put_appointment(new)
        for column, before, after in (
            (SECRETARY, old.title, new.title),
            (FROM, str(old.held.since or ""), str(held.since or "")),
            (TO, str(old.held.until or ""), str(held.until or "")),
        ):
            if before != after:
                self._entry.changed(column, before, after)

    def _end_others(self, person: PersonId) -> list[str]:
        """End who held the post before, and the new holder's lower posts."""
        names = []
        for old in self._draft.posts_in(self._id):
            is_before = old.post is self._head and old.person_id != person
            is_lower = old.person_id == person and old.post is not self._head
            if old.held.until is not None or not (is_before or is_lower):
                continue
            if is_before:
                names.append(self._draft.persons[old.person_id].name)
            if self._since and (old.held.since is None or old.held.since < self._since):
                held = Span(old.held.since, self._since)
                self._draft.put_appointment(replace(old, held=held))
            else:
                self._draft.drop_appointment(old)
        return names


def _named(entry: Entry, column: str) -> list[tuple[str, str]]:
    """Return the people that a cell names, with their titles; vacancies and no names are told."""
    found = []
    for written, title in people(filled(entry.text(column))):
        name = without_invisible(written)
        if is_vacancy(name) or is_vacancy(title):
            entry.warn(column, "row.vacant", text=f"{name}（{title}）" if title else name)
            continue
        judgement = judged(name)
        for told in filter(None, (judgement.doubt, judgement.refused)):
            entry.report.warn(entry.number, column, told)
        if judgement.value:
            found.append((name, title))
    return found


def _term(entry: Entry) -> tuple[date | None, date | None]:
    found: list[date | None] = []
    for column in (FROM, TO):
        text = filled(entry.text(column))
        day = read_day(text) if text else None
        if day is not None and not isinstance(day, date):
            entry.report.warn(entry.number, column, day)
        found.append(day if isinstance(day, date) else None)
    return found[0], found[1]


def _title(old: str, new: str) -> str:
    """Return the fuller of two titles: 书记兼纪检委员 stays where a list only says 书记."""
    return old if new in old else new


def give_post(
    draft: Draft,
    entry: Entry,
    column: str,
    person: PersonId,
    organization_id: OrganizationId,
    post: PostKind,
    title: str,
    position: int = 0,
) -> None:
    """Note that a person holds a post (not the head's); what is there already is kept or raised."""
    title = title or POSTS[post]
    mine = [a for a in draft.posts_in(organization_id) if a.person_id == person]
    now = [a for a in mine if a.held.until is None]
    if not now:
        new = Appointment(
            AppointmentId(draft.new_id()), person, organization_id, post, title, ALWAYS, position
        )
        draft.put_appointment(new)
        entry.changed(column, "", f"{draft.persons[person].name}（{title}）")
        return
    old = now[0]
    if old.post not in _RANK or _RANK.index(old.post) < _RANK.index(post):
        return
    raised = replace(old, post=post, title=_title(old.title, title))
    if raised != old:
        draft.put_appointment(raised)
        entry.changed(column, old.title, raised.title)


def _name_overseers(
    draft: Draft, finder: People, entry: Entry, organization_id: OrganizationId
) -> None:
    for column, kind in _OVERSIGHT_COLUMNS.items():
        named = _named(entry, column)
        if not named:
            continue
        found = [finder.overseer(entry, column, n, title, organization_id) for n, title in named]
        if None in found:
            continue
        wanted = [person for person in found if person is not None]
        current = [
            o
            for o in draft.oversights_in(organization_id)
            if o.kind is kind and o.held.until is None
        ]
        before = "、".join(draft.persons[o.person_id].name for o in current)
        if {o.person_id for o in current} == set(wanted):
            continue
        for old in current:
            if old.person_id not in wanted:
                draft.drop_oversight(old)
        for person in dict.fromkeys(wanted):
            if person not in {o.person_id for o in current}:
                new = Oversight(OversightId(draft.new_id()), person, organization_id, kind)
                draft.put_oversight(new)
        entry.changed(column, before, "、".join(name for name, _ in named))
