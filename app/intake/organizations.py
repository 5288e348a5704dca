"""Organisation lists: rows become organisations, each under the parent that it names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.controls import as_line
from app.domain.dates import Span
from app.domain.errors.fault import Fault
from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.typed import NAME_LENGTH, plain_name
from app.domain.words import (
    KIND_SPELLINGS,
    ORGANIZATION_KINDS,
    OrganizationKind,
    kind_from_name,
)
from app.intake.cells import filled, organization_key, read_day, tags
from app.intake.draft import Draft
from app.intake.forest import KIND, NAME, PARENT, Forest, Node
from app.intake.person_names import USUAL_LENGTH
from app.intake.renamings import Renamings
from app.intake.report import Entry

SHORT, TAGS, SINCE, UNTIL = "党组织简称", "标签", "成立日期", "撤销日期"


def grow_organizations(
    draft: Draft, entries: Sequence[Entry], under: OrganizationId | None, renamings: Renamings
) -> dict[OrganizationId, Entry]:
    """Put the rows of all organisation lists into the draft.

    Args:
        draft: as it stands.
        entries: the rows.
        under: the parent where none is written.
        renamings: asks about organisations under a new name.

    Returns:
        The organisations that the good rows stand for, with their rows, in the rows' order.
    """
    nodes = [node for entry in entries if (node := _node(entry)) is not None]
    if not nodes:
        return {}
    forest = Forest(draft.tree, under)
    forest.plant(nodes)
    forest.settle(renamings.settle)
    return _write(draft, forest.rows)


def _node(entry: Entry) -> Node | None:
    """Return the node of a row, or refuse what is wrong with the row alone."""
    name = _name(entry, NAME)
    entry.report.name(entry.number, name)
    if not name:
        entry.reject(NAME, "row.missing", column=NAME)
        return None
    if len(name) > NAME_LENGTH:
        shown = f"{name[:USUAL_LENGTH]}…"
        entry.reject(NAME, "row.long_name", text=shown, count=len(name), most=NAME_LENGTH)
        return None
    kind = _read_kind(entry, name)
    if organization_key(entry.text(PARENT)) == organization_key(name):
        entry.reject(PARENT, "row.parent_self")
    for column in (SINCE, UNTIL):
        text = filled(entry.text(column))
        found = read_day(text) if text else None
        if isinstance(found, Fault):
            entry.report.reject(entry.number, column, found)
    if not entry.open:
        return None
    return Node(name, kind, _name(entry, SHORT), entry=entry)


def _name(entry: Entry, column: str) -> str:
    return plain_name(as_line(filled(entry.text(column))))


def _read_kind(entry: Entry, name: str) -> OrganizationKind | None:
    """Read 党组织类别; an empty one is told by the end of the name."""
    text = organization_key(filled(entry.text(KIND)))
    if not text:
        return kind_from_name(name)
    found = KIND_SPELLINGS.get(text) or kind_from_name(text)
    if found is None:
        known = "、".join(ORGANIZATION_KINDS.values())
        entry.reject(KIND, "row.kind", text=text, known=known)
    return found


def _write(draft: Draft, nodes: Sequence[Node]) -> dict[OrganizationId, Entry]:
    """Write the good rows into the draft, parents before children."""
    written: dict[OrganizationId, Entry] = {}
    siblings = Counter(o.parent_id for o in draft.organizations.values())
    for node in sorted(nodes, key=lambda n: n.depth):
        entry = node.row
        if not entry.open or (node.parent is not None and node.parent.organization is None):
            continue
        above = node.parent.organization if node.parent else None
        parent_id = above.id if above else None
        if node.organization is None:
            organization = _new(draft, node, parent_id, siblings[parent_id])
        else:
            organization = _renewed(draft, entry, node, parent_id)
        if organization is None:
            continue
        siblings[parent_id] += 1
        node.organization = organization
        draft.put_organization(organization)
        written[organization.id] = entry
    return dict(sorted(written.items(), key=lambda item: item[1].number))


def _new(
    draft: Draft, node: Node, parent_id: OrganizationId | None, position: int
) -> Organization | None:
    entry = node.row
    if node.kind is None:
        entry.reject(KIND, "row.missing", column=KIND)
        return None
    entry.report.added(entry.number)
    organization = Organization(
        OrganizationId(draft.new_id()), node.name, node.kind, parent_id, position=position
    )
    return _filled_in(entry, organization)


def _renewed(
    draft: Draft, entry: Entry, node: Node, parent_id: OrganizationId | None
) -> Organization:
    old = draft.organizations[node.here.id]
    new = replace(old, name=node.name, kind=node.kind or old.kind, parent_id=parent_id)
    new = _filled_in(entry, new)
    _tell_changes(draft, entry, old, new)
    return new


def _filled_in(entry: Entry, organization: Organization) -> Organization:
    """Add what a row says; blanks never wipe."""
    since = _day(entry, SINCE) or organization.active.since
    until = _day(entry, UNTIL) or organization.active.until
    if since is not None and until is not None and until <= since:
        entry.warn(UNTIL, "row.reversed", since=since, until=until)
    return replace(
        organization,
        tags=tags(entry.text(TAGS)) or organization.tags,
        short_name=_name(entry, SHORT) or organization.short_name,
        active=Span(since, until),
    )


def _day(entry: Entry, column: str) -> date | None:
    text = filled(entry.text(column))
    found = read_day(text) if text else None
    return found if isinstance(found, date) else None


def _tell_changes(draft: Draft, entry: Entry, old: Organization, new: Organization) -> None:
    def parent(organization: Organization) -> str:
        above = organization.parent_id
        return draft.organizations[above].name if above else ""

    pairs = (
        (NAME, old.name, new.name),
        (KIND, ORGANIZATION_KINDS[old.kind], ORGANIZATION_KINDS[new.kind]),
        (PARENT, parent(old), parent(new)),
        (TAGS, "、".join(sorted(old.tags)), "、".join(sorted(new.tags))),
        (SHORT, old.short_name, new.short_name),
        (SINCE, str(old.active.since or ""), str(new.active.since or "")),
        (UNTIL, str(old.active.until or ""), str(new.active.until or "")),
    )
    for column, before, after in pairs:
        if before != after:
            entry.changed(column, before, after)
