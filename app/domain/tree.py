"""The tree of organisations: parents, children, subtrees, paths, by nested intervals."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.words import OrganizationKind


@dataclass(frozen=True)
class Tree:
    """Organisations in pre-order; a subtree is one slice."""

    organizations: tuple[Organization, ...]
    """In pre-order; see ``grow``."""
    ends: tuple[int, ...]
    """For each organisation the index behind the last of its subtree."""

    @cached_property
    def index(self) -> Mapping[OrganizationId, int]:
        """Place of each organisation in the pre-order."""
        return {organization.id: i for i, organization in enumerate(self.organizations)}

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Organization, ...]]:
        found: dict[str, list[Organization]] = {}
        for organization in self.organizations:
            for name in {organization.name, organization.short_name} - {""}:
                found.setdefault(name, []).append(organization)
        return {name: tuple(those) for name, those in found.items()}

    def __contains__(self, organization_id: object) -> bool:
        return organization_id in self.index

    def __getitem__(self, organization_id: OrganizationId) -> Organization:
        return self.organizations[self.index[organization_id]]

    def __iter__(self) -> Iterator[Organization]:
        return iter(self.organizations)

    @property
    def root(self) -> Organization:
        """The head of the whole tree."""
        return self.organizations[0]

    def parent(self, organization_id: OrganizationId) -> Organization | None:
        """The organisation directly above, or None for the root."""
        parent_id = self[organization_id].parent_id
        return self[parent_id] if parent_id is not None else None

    def ancestors(self, organization_id: OrganizationId) -> Iterator[Organization]:
        """From the parent up to the root."""
        above = self.parent(organization_id)
        while above is not None:
            yield above
            above = self.parent(above.id)

    def is_top(self, organization_id: OrganizationId) -> bool:
        """Tell whether no party organisation stands above, so that no secretary can."""
        return all(o.kind is OrganizationKind.UNIT for o in self.ancestors(organization_id))

    def subtree(self, organization_id: OrganizationId) -> tuple[Organization, ...]:
        """The organisation and everything below it, in pre-order."""
        start = self.index[organization_id]
        return self.organizations[start : self.ends[start]]

    def within(self, organization_id: OrganizationId, top: OrganizationId) -> bool:
        """Tell whether an organisation is ``top`` or stands below it."""
        start = self.index[top]
        return start <= self.index[organization_id] < self.ends[start]

    def children(self, organization_id: OrganizationId) -> tuple[Organization, ...]:
        """The organisations directly below."""
        found = []
        at = self.index[organization_id] + 1
        end = self.ends[at - 1]
        while at < end:
            found.append(self.organizations[at])
            at = self.ends[at]
        return tuple(found)

    def branch_of(self, organization_id: OrganizationId) -> Organization:
        """The branch that a group belongs to; any other organisation is its own."""
        organization = self[organization_id]
        while organization.kind is OrganizationKind.GROUP and organization.parent_id is not None:
            organization = self[organization.parent_id]
        return organization

    def path(self, organization_id: OrganizationId) -> str:
        """Names from the root down, joined by a slash."""
        names = [self[organization_id].name, *(o.name for o in self.ancestors(organization_id))]
        return "/".join(reversed(names))

    def named(self, name: str, under: OrganizationId | None = None) -> tuple[Organization, ...]:
        """Organisations that a name, short name, full path or end of a path can mean.

        Args:
            name: as written.
            under: look below this organisation first; only where nothing fits, everywhere.
        """
        if name in self.index:
            return (self[OrganizationId(name)],)
        found = tuple(self._meant(name))
        if under is not None:
            near = tuple(o for o in found if self.within(o.id, under))
            found = near or found
        exact = tuple(o for o in found if f"/{name}".endswith(f"/{o.name}"))
        return exact or found

    def _meant(self, name: str) -> Iterator[Organization]:
        """Cut at every slash, for a name may hold one itself: (end of a path, own name)."""
        parts = name.split("/")
        for cut in range(len(parts)):
            above, own = "/".join(parts[:cut]), "/".join(parts[cut:])
            for organization in self._by_name.get(own, ()):
                parent = self.parent(organization.id)
                if not above or (parent and f"/{self.path(parent.id)}".endswith(f"/{above}")):
                    yield organization


def grafted(tree: Tree, organizations: Iterable[Organization], top: OrganizationId) -> Tree:
    """Return a tree with another subtree in the place of one of its own.

    Args:
        tree: where it goes.
        organizations: those of the new subtree, ``top`` among them; none stands elsewhere.
        top: its head, which is in the tree and has not moved.
    """
    start = tree.index[top]
    end = tree.ends[start]
    grown = grow(organizations, tree.organizations[start].parent_id)
    more = len(grown.organizations) - (end - start)
    return Tree(
        (*tree.organizations[:start], *grown.organizations, *tree.organizations[end:]),
        (
            *(place + more if place >= end else place for place in tree.ends[:start]),
            *(place + start for place in grown.ends),
            *(place + more for place in tree.ends[end:]),
        ),
    )


def grow(organizations: Iterable[Organization], above: OrganizationId | None = None) -> Tree:
    """Order organisations into a tree; siblings by own position, then as given.

    Exactly one must have no parent (or ``above`` as its parent), and no parents may be missing or
    cyclic (intake and db see to that); what hangs on nothing is left out.
    """
    below: dict[OrganizationId | None, list[Organization]] = {}
    for organization in organizations:
        below.setdefault(organization.parent_id, []).append(organization)
    for siblings in below.values():
        siblings.sort(key=lambda o: o.position)
    order: list[Organization] = []
    ends: dict[OrganizationId, int] = {}
    stack: list[tuple[Organization, bool]] = [(o, False) for o in reversed(below.get(above, []))]
    while stack:
        organization, finished = stack.pop()
        if finished:
            ends[organization.id] = len(order)
            continue
        order.append(organization)
        stack.append((organization, True))
        stack.extend((child, False) for child in reversed(below.get(organization.id, [])))
    return Tree(tuple(order), tuple(ends[o.id] for o in order))
