"""Finds the person that a name in a list means, or asks, or adds somebody new."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.ids import OrganizationId, PersonId
from app.domain.organization import Member
from app.intake.draft import Draft
from app.intake.report import ANOTHER_PERSON, Entry, numbered


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A roster's row that is no member yet."""

    entry: Entry
    name: str
    place: OrganizationId
    born: str

    def label(self, draft: Draft) -> str:
        """Return the row as shown to choose from."""
        parts = (draft.tree.path(self.place), self.born and f"{self.born}出生")
        return f"{self.name}（{'，'.join(filter(None, parts))}）"


class People:
    """Looks people up in a draft; one name in the rows of organisation lists is one person."""

    def __init__(self, draft: Draft) -> None:
        """Search in ``draft``."""
        self._draft = draft
        self._listed: defaultdict[str, set[PersonId]] = defaultdict(set)

    def holder(
        self, entry: Entry, column: str, name: str, organization_id: OrganizationId
    ) -> PersonId | None:
        """Return who holds a post in an organisation, by name.

        Who holds it already; else a member of the organisation, of its subtree, of the tree; else
        somebody who holds another post; else a new person. None while a question is open.
        """
        draft = self._draft
        found = self._already({a.person_id for a in draft.posts_in(organization_id)}, name)
        if found is None:
            nearest = self._nearest(name, organization_id)
            found = self._pick(entry, column, name, nearest, draft.tree.path(organization_id))
            if found is None and nearest:
                return None
        found = found or draft.new_person(name)
        draft.bring_inside(found)
        self._listed[name].add(found)
        return found

    def overseer(
        self, entry: Entry, column: str, name: str, title: str, organization_id: OrganizationId
    ) -> PersonId | None:
        """Return who answers for an organisation: somebody in the tree, else from outside."""
        draft = self._draft
        found = self._already({o.person_id for o in draft.oversights_in(organization_id)}, name)
        if found is None:
            known = self._in_tree(name) or list(draft.persons_named(name))
            found = self._pick(entry, column, name, known, draft.tree.path(organization_id))
            if found is None and known:
                return None
        found = found or draft.new_person(name, title, outside=True)
        self._listed[name].add(found)
        return found

    def _already(self, there: Iterable[PersonId], name: str) -> PersonId | None:
        same = [p for p in there if self._draft.persons[p].name == name]
        return same[0] if len(same) == 1 else None

    def _nearest(self, name: str, organization_id: OrganizationId) -> list[PersonId]:
        draft, tree = self._draft, self._draft.tree
        members = draft.members_named(name)
        own = [m for m in members if tree.branch_of(m.organization_id).id == organization_id]
        own = own or [m for m in members if m.organization_id == organization_id]
        below = [m for m in members if tree.within(m.organization_id, organization_id)]
        near = own or below
        return _persons(near) if near else self._in_tree(name)

    def _in_tree(self, name: str) -> list[PersonId]:
        """Members and holders of posts of this name; else who else has a duty."""
        draft = self._draft
        found = [p for p in draft.persons_named(name) if draft.members_of(p)]
        return found + [p for p in draft.persons_named(name) if draft.is_unbound(p)]

    def bind(self, name: str, rows: Sequence["Newcomer"]) -> dict[int, PersonId]:
        """Find who of the new members has a post already: known by name, not yet a member.

        Args:
            name: of all of them.
            rows: the new members of that name.

        Returns:
            Persons by the index of their row; rows that wait for an answer are told so.
        """
        draft = self._draft
        persons = [p for p in draft.persons_named(name) if draft.is_unbound(p)]
        wanted = sorted((self._near_rows(p, rows), p) for p in persons)
        bound: dict[int, PersonId] = {}
        for place, ((level, near), person) in enumerate(wanted):
            free = [i for i in near if i not in bound]
            rivals = [o for at, (o, _) in enumerate(wanted) if at != place and o == (level, near)]
            if len(free) == 1 and not rivals:
                bound[free[0]] = person
            elif free:
                chosen = self._ask_which(person, [rows[i] for i in free])
                if chosen is not None:
                    bound[free[chosen]] = person
        return bound

    def _near_rows(
        self, person_id: PersonId, rows: Sequence["Newcomer"]
    ) -> tuple[int, tuple[int, ...]]:
        """Return the rows nearest to where a person holds a post, and how near they are."""
        tree = self._draft.tree
        posts = {a.organization_id for a in self._draft.posts_of(person_id)}
        own = [i for i, row in enumerate(rows) if posts & {row.place, tree.branch_of(row.place).id}]
        if own:
            return 0, tuple(own)
        below = [i for i, r in enumerate(rows) if any(tree.within(r.place, top) for top in posts)]
        return (1, tuple(below)) if below else (2, tuple(range(len(rows))))

    def _ask_which(self, person_id: PersonId, rows: Sequence["Newcomer"]) -> int | None:
        label = self.label(person_id)
        options = numbered([*(row.label(self._draft) for row in rows), ANOTHER_PERSON])
        answer = None
        for report in dict.fromkeys(row.entry.report for row in rows):
            numbers = [row.entry.number for row in rows if row.entry.report is report]
            answer = report.ask(numbers, "row.holder_ambiguous", (label,), options, label=label)
        chosen = options.index(answer) if answer else len(rows)
        return chosen if chosen < len(rows) else None

    def _pick(
        self, entry: Entry, column: str, name: str, found: Sequence[PersonId], where: str
    ) -> PersonId | None:
        if len(found) > 1:
            listed = [p for p in found if p in self._listed[name]]
            found = listed if len(listed) == 1 else found
        if len(found) <= 1:
            return found[0] if found else None
        labels = numbered([*(self.label(p) for p in found), ANOTHER_PERSON])
        answer = entry.ask(
            "row.person_ambiguous", (column, where, name), labels, name=name, count=len(found)
        )
        chosen = dict(zip(labels, [*found, None], strict=True)).get(answer or "")
        if answer == ANOTHER_PERSON:
            chosen = self._draft.new_person(name, outside="领导" in column)
        return chosen

    def label(self, person_id: PersonId) -> str:
        """Return a person as shown to choose from: 王强（第一党支部，1975年6月出生）."""
        draft = self._draft
        person = draft.persons[person_id]
        parts = [person.unit + person.post]
        for member in draft.members_of(person_id)[:1]:
            parts += [draft.tree.path(member.organization_id), member.post]
            parts.append(f"{member.birth.for_form}出生" if member.birth else "")
        if not any(parts):
            posts = draft.posts_of(person_id)[:1]
            parts += [draft.organizations[a.organization_id].name + a.title for a in posts]
            overseen = [] if posts else draft.oversights_of(person_id)[:1]
            parts += [draft.organizations[o.organization_id].name + "的领导" for o in overseen]
        inside = "，".join(filter(None, parts))
        return f"{person.name}（{inside}）" if inside else person.name


def _persons(members: Iterable[Member]) -> list[PersonId]:
    return list(dict.fromkeys(m.person_id for m in members))
