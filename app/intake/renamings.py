"""Organisations of a list that may be others under a new name: what speaks for it, the question."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.ids import OrganizationId
from app.intake.cells import filled, organization_key, people
from app.intake.draft import Draft
from app.intake.forest import Forest, Node
from app.intake.member_values import BRANCH, NAME
from app.intake.posts import SECRETARY, head_post
from app.intake.report import Report, numbered

RENAMED, FOUNDED = "更名", "新设"

Waiting = Mapping[str, Callable[[Report, Sequence[int]], object]]
"""Name of an organisation that waits for an answer → lets rows of another table wait for it too."""


@dataclass(slots=True)
class Renamings:
    """Looks for organisations that a list has under a new name."""

    draft: Draft
    rosters: Sequence[Report] = ()
    waiting: dict[str, Callable[[Report, Sequence[int]], object]] = field(default_factory=dict)
    _named: defaultdict[OrganizationId, set[str]] | None = None
    """The names of the members of each organisation, once they are needed."""

    def settle(self, forest: Forest) -> None:
        """Ask about every new row that an organisation missing from the list resembles."""
        new = [node for node in forest.rows if node.organization is None and node.row.open]
        if not new:
            return
        missing: defaultdict[int, list[Node]] = defaultdict(list)
        for old in forest.there():
            if old.entry is None and old.parent is not None and old.here.active.until is None:
                missing[id(old.parent)].append(old)
        below: defaultdict[int, list[Node]] = defaultdict(list)
        for node in forest.rows:
            below[id(node.parent)].append(node)
        listed = self._listed() if any(missing.values()) else {}
        taken: set[Node] = set()
        for node in new:
            alike = [
                old
                for old in missing.get(id(node.parent), ())
                if old not in taken
                and _same_kind(node, old)
                and self._is_alike(node, old, below[id(node)], forest, listed)
            ]
            chosen = self._ask(node, alike) if alike else None
            if chosen is not None:
                taken.add(chosen)
                forest.rename(node, chosen)

    def _is_alike(
        self,
        node: Node,
        old: Node,
        below: Sequence[Node],
        forest: Forest,
        listed: Mapping[str, set[str]],
    ) -> bool:
        """Tell whether children, secretary or members coincide."""
        children = forest.names_below(old)
        same = children & {organization_key(n.name) for n in below}
        if 2 * len(same) > len(children):
            return True
        place = old.here.id
        head = head_post(old.here.kind)
        heads = {
            self.draft.persons[a.person_id].name
            for a in self.draft.posts_in(place)
            if a.post is head and a.held.until is None
        }
        written = {name for name, _ in people(filled(node.row.text(SECRETARY)))}
        if heads & written:
            return True
        members = self._members(place)
        met = members & listed.get(organization_key(node.name), set())
        return bool(members) and 2 * len(met) > len(members)

    def _members(self, place: OrganizationId) -> set[str]:
        if self._named is None:
            self._named = defaultdict(set)
            persons = self.draft.persons
            for member in self.draft.members.values():
                self._named[member.organization_id].add(persons[member.person_id].name)
        return self._named.get(place, set())

    def _listed(self) -> dict[str, set[str]]:
        """Return the names that the rosters of the same call put into each branch."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for report in self.rosters:
            cells = report.columns.cells
            for branch, name in zip(cells.get(BRANCH, ()), cells.get(NAME, ()), strict=False):
                found[organization_key(branch)].add(name)
        return dict(found)

    def _ask(self, node: Node, alike: Sequence[Node]) -> Node | None:
        names = [old.name for old in alike]
        one = len(alike) == 1
        labels = numbered([RENAMED if one else f"{RENAMED}（原为“{name}”）" for name in names])
        above = node.parent.path if node.parent else ""

        def ask(report: Report, numbers: Sequence[int]) -> str | None:
            return report.ask(
                numbers,
                "row.renamed",
                (above, node.name, *names),
                (*labels, FOUNDED),
                name=node.name,
                old="”“".join(names),
            )

        answer = ask(node.row.report, [node.row.number])
        if answer is None:
            self.waiting[organization_key(node.name)] = ask
        return alike[labels.index(answer)] if answer in labels else None


def _same_kind(node: Node, old: Node) -> bool:
    return node.kind is None or node.kind is old.kind
