"""What a scheme's rules need to act at all: tags, hosts and leaders set into a sample unit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.organization import HOST
from app.domain.scheme import FINDER_OVERSIGHT, Finder, Rule, Scheme, Targets, TargetSet
from app.domain.words import ORGANIZATION_KINDS, OrganizationKind, OversightKind

Row = dict[str, str]
"""One row of a list on its way: canonical column → text (commands.md, Columns)."""

LEADER_COLUMNS = {
    OversightKind.IN_CHARGE: "分管领导",
    OversightKind.CONTACT_POINT: "联系领导",
}
_TAGS, _ABOVE = "标签", "上级党组织"
_KINDS = {word: kind for kind, word in ORGANIZATION_KINDS.items()}
_EACH = 3


@dataclass(frozen=True, slots=True)
class Soil:
    """The rows of a sample unit, the top first, and who else can be named."""

    organizations: list[Row]
    members: list[Row]
    leaders: tuple[str, ...]
    """Members of the top committee, for contact points and branches of work."""
    outsiders: Iterable[str]
    """Leaders from outside: 姓名（单位及职务）."""
    host: str
    """An organisation outside the unit that members flow to."""


def plant(scheme: Scheme, soil: Soil) -> None:
    """Change the rows of a sample unit so that every rule of a scheme finds a target."""
    for tier in (tier for table in scheme.tables for tier in table.tiers):
        _tag_organization(tier.tags, _of_kinds(tier.kinds, soil.organizations))
    for rule in scheme.rules:
        _tag_organization(rule.targets.tags, _untagged_places(rule.targets, soil))
    outsiders = iter(soil.outsiders)
    for rule in scheme.rules:
        _name_leaders(rule, soil, outsiders)
    for rule in scheme.rules:
        if rule.targets.of is TargetSet.MEMBERS and rule.targets.member_tags:
            _tag_members(rule, soil)
    for guidance in scheme.guidance:
        for tag in sorted(guidance.tags):
            if not any(_has(row, {tag}) for row in soil.members):
                for member in list(_plain(soil.members))[:_EACH]:
                    _add_tag(member, tag)


# ---- organisations ---------------------------------------------------------------------------


def _tag_organization(tags: Iterable[str], places: Iterable[Row]) -> None:
    """Give one place the first of the tags, unless one has any of them."""
    wanted, chosen = sorted(tags), list(places)
    if wanted and chosen and not any(_has(row, wanted) for row in chosen):
        _add_tag(chosen[0], wanted[0])


def _name_leaders(rule: Rule, soil: Soil, outsiders: Iterator[str]) -> None:
    """See that a leader whom a rule looks for is entered somewhere."""
    places = [row for row in _places(rule.targets, soil) if row is not soil.organizations[0]]
    for search in rule.reviewers:
        kind = FINDER_OVERSIGHT.get(search.find)
        columns = [LEADER_COLUMNS[kind]] if kind else []
        if search.find is Finder.OUTSIDE and rule.targets.top is not True:
            _enter(LEADER_COLUMNS[OversightKind.IN_CHARGE], next(outsiders), places)
        for column in columns:
            if not any(row.get(column) for row in places):
                _enter(column, soil.leaders[-1], places)


def _enter(column: str, leader: str, places: list[Row]) -> None:
    free = [row for row in places if row.get("书记") and not row.get(column)]
    if free:
        free[0][column] = leader


def _places(targets: Targets, soil: Soil) -> Iterator[Row]:
    """Yield the organisations that a rule is about, tags included."""
    for row in _untagged_places(targets, soil):
        if not targets.tags or _has(row, targets.tags):
            yield row


def _untagged_places(targets: Targets, soil: Soil) -> Iterator[Row]:
    """Yield the organisations that a rule would be about if they had its tags."""
    kinds = {row["党组织名称"]: _KINDS[row["党组织类别"]] for row in soil.organizations}
    for row in _of_kinds(targets.kinds, soil.organizations):
        above = kinds.get(row[_ABOVE])
        if targets.parent_kinds and above not in targets.parent_kinds:
            continue
        if targets.top is None or targets.top == (above is None):
            yield row


def _of_kinds(kinds: Iterable[OrganizationKind], rows: Iterable[Row]) -> Iterator[Row]:
    wanted = set(kinds)
    yield from (row for row in rows if not wanted or _KINDS[row["党组织类别"]] in wanted)


# ---- members ---------------------------------------------------------------------------------


def _tag_members(rule: Rule, soil: Soil) -> None:
    """Give members of two places the rule's tag, and the place that they flow to."""
    wanted = sorted(rule.targets.member_tags)[0]
    finders = {search.find for search in rule.reviewers}
    columns = [LEADER_COLUMNS[FINDER_OVERSIGHT[f]] for f in finders if f in FINDER_OVERSIGHT]
    names = [
        row["党组织名称"]
        for row in _places(rule.targets, soil)
        if all(row.get(column) for column in columns)
    ]
    heads = {row.get("书记") for row in soil.organizations}
    plain = [row for row in _plain(soil.members) if row["姓名"] not in heads]
    staffed = [name for name in names if any(_in(name, plain))]
    hosts = iter((staffed[-1], soil.host)) if staffed else iter(())
    for name in staffed[:_EACH]:
        member = next(_in(name, plain))
        _add_tag(member, wanted)
        if Finder.HOST_SECRETARY in finders:
            member[HOST] = next(hosts, "")


def _in(name: str, members: Iterable[Row]) -> Iterator[Row]:
    return (row for row in members if row["所在党支部"] == name)


def _plain(members: Iterable[Row]) -> Iterator[Row]:
    """Yield members about whom nothing else is to be shown."""
    for row in members:
        if not row.get(_TAGS) and "党员状态" not in row and row["人员类别"] == "正式党员":
            yield row


def _has(row: Row, tags: Iterable[str]) -> bool:
    return bool(set(row.get(_TAGS, "").split("、")) & set(tags))


def _add_tag(row: Row, tag: str) -> None:
    row[_TAGS] = "、".join(filter(None, (row.get(_TAGS, ""), tag)))
