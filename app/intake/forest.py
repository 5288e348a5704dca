"""The tree that an organisation list describes: which rows exist already, what hangs under what."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.tree import Tree
from app.domain.words import OrganizationKind
from app.intake.cells import filled, organization_key
from app.intake.names import abbreviates
from app.intake.report import Entry

NAME, KIND, PARENT = "党组织名称", "党组织类别", "上级党组织"
_LOWEST = frozenset({OrganizationKind.GROUP, OrganizationKind.UNIT})
_BRANCHES = frozenset({OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH})


@dataclass(slots=True, eq=False)
class Node:
    """An organisation that is there, or that a row brings, or both."""

    name: str
    kind: OrganizationKind | None
    short_name: str = ""
    organization: Organization | None = None
    entry: Entry | None = None
    parent: "Node | None" = None
    old_parent: "Node | None" = None

    @property
    def row(self) -> Entry:
        """The row that speaks of it."""
        if self.entry is None:
            raise ValueError("no row speaks of this organisation")
        return self.entry

    @property
    def here(self) -> Organization:
        """The organisation itself, once it is there."""
        if self.organization is None:
            raise ValueError("this organisation is only a row yet")
        return self.organization

    @property
    def parent_text(self) -> str:
        """The parent as written."""
        return filled(self.entry.text(PARENT)) if self.entry else ""

    @property
    def is_here(self) -> bool:
        """Whether others can stand below it: it exists, or its row is good."""
        return self.organization is not None or (self.entry is not None and self.entry.open)

    @property
    def keys(self) -> set[str]:
        """The names it goes by."""
        return {organization_key(self.name), organization_key(self.short_name)} - {""}

    @property
    def depth(self) -> int:
        """How many stand above it."""
        return sum(1 for _ in self.ancestors())

    def ancestors(self) -> "Iterator[Node]":
        """From the parent up, stopping where a circle closes."""
        above, seen = self.parent, {self}
        while above is not None and above not in seen:
            yield above
            seen.add(above)
            above = above.parent

    @property
    def path(self) -> str:
        """Names from the top down."""
        return "/".join(reversed([self.name, *(node.name for node in self.ancestors())]))


class Forest:
    """All organisations, there and coming, while parents are sought."""

    def __init__(self, tree: Tree, under: OrganizationId | None) -> None:
        """Begin with the tree as it is; ``under`` is the parent where none is written."""
        self._by_id: dict[OrganizationId, Node] = {}
        for organization in tree:
            node = Node(organization.name, organization.kind, organization.short_name)
            node.organization = organization
            if organization.parent_id is not None:
                node.parent = node.old_parent = self._by_id[organization.parent_id]
            self._by_id[organization.id] = node
        self._root = self._by_id[tree.root.id]
        self._under = self._by_id[under] if under is not None else None
        self.rows: list[Node] = []
        """A node for each row that could be read."""
        self._by_key: defaultdict[str, list[Node]] = defaultdict(list)
        self._abbreviated: dict[str, list[Node]] = {}
        self._names_below: defaultdict[Node, set[str]] | None = None

    def settle(self, ask_renamed: Callable[["Forest"], None]) -> None:
        """Give every row its place, or refuse it.

        Args:
            ask_renamed: looks for rows that are an organisation there under a new name.
        """
        self._find_parents()
        self._join_late()
        ask_renamed(self)
        self._refuse_circles()
        self._refuse_orphans()
        self._refuse_doubles()
        self._tell_moves()

    # ---- which rows are there already --------------------------------------------------------

    def plant(self, nodes: Iterable[Node]) -> None:
        """Take the rows in; give each to the organisation that is there and that it means."""
        there: defaultdict[str, list[Node]] = defaultdict(list)
        for node in self._by_id.values():
            there[organization_key(node.name)].append(node)
        coming: defaultdict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            coming[organization_key(node.name)].append(node)
            self.rows.append(node)
        joined: dict[Node, Node] = {}
        for key, same in coming.items():
            joined.update(self._pairs(same, there[key]))
        for node, old in joined.items():
            _take_over(old, node)
        self.rows = [joined.get(node, node) for node in self.rows]
        for node in [*self._by_id.values(), *(n for n in self.rows if n.organization is None)]:
            for key in node.keys:
                self._by_key[key].append(node)

    def _pairs(self, rows: Sequence[Node], there: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
        """Pair rows of one name with the organisations of that name that they mean."""
        free = list(there)
        left = []
        for row in rows:
            fits = [n for n in free if self._same_parent(row, n)]
            if fits:
                free.remove(fits[0])
                yield row, fits[0]
            else:
                left.append(row)
        if len(left) == 1 and len(free) == 1 and len(rows) == 1:
            yield left[0], free[0]

    def _same_parent(self, row: Node, there: Node) -> bool:
        if not row.parent_text:
            return there is self._root or (there.parent is not None and there.parent is self._under)
        if there.parent is None:
            return False
        return organization_key(row.parent_text.rsplit("/", 1)[-1]) in there.parent.keys

    def _join_late(self) -> None:
        """Join rows whose parent was abbreviated with what stands below that parent already."""
        below = {(n.old_parent, organization_key(n.name)): n for n in self._by_id.values()}
        joined: dict[Node, Node] = {}
        for node in self.rows:
            old = below.get((node.parent, organization_key(node.name)))
            if node.organization is None and node.parent and old and old.entry is None:
                _take_over(old, node)
                joined[node] = old
        if joined:
            self._replace(joined)

    def there(self) -> Iterable[Node]:
        """The organisations that are there."""
        return self._by_id.values()

    def names_below(self, there: Node) -> set[str]:
        """The names of what stands directly below an organisation that is there."""
        if self._names_below is None:
            self._names_below = defaultdict(set)
            for node in self._by_id.values():
                if node.old_parent is not None:
                    self._names_below[node.old_parent].add(organization_key(node.name))
        return self._names_below.get(there, set())

    def rename(self, row: Node, there: Node) -> None:
        """Let a row speak of an organisation that is there under another name."""
        _take_over(there, row)
        there.name, there.parent = row.name, row.parent
        self._replace({row: there})

    def _replace(self, others: Mapping[Node, Node]) -> None:
        self.rows = [others.get(node, node) for node in self.rows]
        for node in self.rows:
            if node.parent is not None:
                node.parent = others.get(node.parent, node.parent)

    # ---- parents -----------------------------------------------------------------------------

    def _find_parents(self) -> None:
        """Find what each row hangs under; names with several meanings after the clear ones."""
        unclear = []
        for node in self.rows:
            if not node.parent_text:
                self._without_parent(node)
                continue
            found = self._meant(node)
            if len(found) == 1:
                node.parent = found[0]
            elif found:
                unclear.append(node)
            elif node is self._root:
                node.row.warn(PARENT, "row.root_parent", name=node.parent_text)
            else:
                node.row.reject(PARENT, "row.parent_missing", name=node.parent_text)
        for node in unclear:
            node.parent = self._choose(node) or node.parent

    def _without_parent(self, node: Node) -> None:
        if node is self._root:
            return
        if organization_key(node.name) in self._root.keys and self._root.entry is not None:
            node.row.reject(NAME, "row.duplicate", row=self._root.entry.number)
        elif node.organization is not None:
            return  # blanks never wipe
        elif self._under is not None:
            node.parent = self._under
        else:
            node.row.reject(PARENT, "row.second_root", root=self._root.name)

    def _meant(self, node: Node) -> list[Node]:
        parts = [organization_key(part) for part in node.parent_text.split("/")]
        found = [n for n in self._by_key.get(parts[-1], ()) if n is not node]
        exact = [n for n in found if organization_key(n.name) == parts[-1]]
        found = exact or found
        if not found and node is not self._root:
            found = [n for n in self._abbreviations(parts[-1]) if n is not node]
        if len(parts) > 1:
            found = [n for n in found if _fits_path(n, parts)]
        if len(found) > 1:
            found = [n for n in found if _can_stand_below(node, n)] or found
        if len(found) > 1 and self._under is not None:
            near_by = [n for n in found if self._under in (n, *n.ancestors())]
            found = near_by or found
        return found

    def _abbreviations(self, text: str) -> list[Node]:
        if text not in self._abbreviated:
            every = dict.fromkeys([*self._by_id.values(), *self.rows])
            self._abbreviated[text] = [n for n in every if abbreviates(text, n.name)]
        return self._abbreviated[text]

    def _choose(self, node: Node) -> Node | None:
        found = self._meant(node)
        if len(found) == 1:
            return found[0]
        choices = {n.path: n for n in found}
        answer = node.row.ask(
            "row.organization_ambiguous",
            (PARENT, node.name, node.parent_text),
            sorted(choices),
            name=node.parent_text,
            count=len(found),
        )
        return choices.get(answer) if answer else None

    # ---- what cannot stand -------------------------------------------------------------------

    def _refuse_circles(self) -> None:
        """Refuse every row of a circle of parents; what is there keeps its place."""
        while circle := next(filter(None, map(_circle, self.rows)), None):
            path = "→".join(n.name for n in [*circle, circle[0]])
            for node in circle:
                if node.entry is not None and node.entry.open:
                    node.entry.reject(PARENT, "row.parent_cycle", path=path)
                node.parent = node.old_parent

    def _refuse_orphans(self) -> None:
        """Refuse rows below refused ones; let those below waiting ones wait with them."""
        again = True
        while again:
            again = False
            for node in self.rows:
                entry = node.row
                if not entry.open or node.parent is None or node.parent.is_here:
                    continue
                again = True
                above = node.parent.row
                if above.report.is_waiting(above.number):
                    above.report.wait_too(entry.number, above.number)
                else:
                    entry.reject(PARENT, "row.parent_missing", name=node.parent.name)

    def _refuse_doubles(self) -> None:
        """Refuse the second row of the same name under the same parent."""
        seen: dict[tuple[int, str], int] = {}
        for node in self.rows:
            entry = node.row
            if not entry.open:
                continue
            place = (id(node.parent), organization_key(node.name))
            if place in seen:
                entry.reject(NAME, "row.duplicate", row=seen[place])
            else:
                seen[place] = entry.number

    def _tell_moves(self) -> None:
        """Tell a moved organisation from a new one of the same name elsewhere.

        It has moved only where the list also speaks of the place where it was.
        """
        for node in sorted(self.rows, key=lambda n: n.depth):
            old = node.old_parent
            if old is None or old is node.parent or not node.row.open or old.entry is not None:
                continue
            new = Node(node.name, node.kind, node.short_name, entry=node.entry, parent=node.parent)
            node.row.warn(NAME, "row.same_name", path=f"{old.path}/{node.name}")
            node.entry, node.parent = None, old
            self._replace({node: new})


def _take_over(old: Node, row: Node) -> None:
    """Let an organisation that is there speak by a row."""
    old.entry = row.entry
    old.kind = row.kind or old.kind


def _fits_path(node: Node, parts: Sequence[str]) -> bool:
    """Tell whether a node's names upward are the end of a written path."""
    here: Node | None = node
    for place, part in enumerate(reversed(parts)):
        if here is None or (part not in here.keys and place):
            return False
        if here.parent is None and here.parent_text and place + 1 < len(parts):
            above = organization_key(here.parent_text.rsplit("/", 1)[-1])
            return above == parts[-place - 2]
        here = here.parent
    return True


def _can_stand_below(node: Node, above: Node) -> bool:
    if above.kind in _LOWEST:
        return above.kind is OrganizationKind.UNIT and node.kind is OrganizationKind.UNIT
    return above.kind not in _BRANCHES or node.kind in _LOWEST


def _circle(node: Node) -> list[Node] | None:
    """Return the circle that a node stands in."""
    way, above = [node], node.parent
    seen = {node}
    while above is not None:
        if above is node:
            return way
        if above in seen:
            return None
        seen.add(above)
        way.append(above)
        above = above.parent
    return None
