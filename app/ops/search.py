"""Search everywhere: organisations, people, and what was written into records."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId, ReviewId
from app.domain.matches import Matches, searched
from app.domain.tree import Tree
from app.domain.words import ORGANIZATION_KINDS, POSTS
from app.ops.people import PeopleOps, place_name
from app.ops.tasks import target_name
from app.ops.workspace import Workspace

LIMIT = 30
_AROUND = 12


class HitKind(StrEnum):
    """What was found."""

    ORGANIZATION = "organization"
    PERSON = "person"
    REVIEW = "review"


HIT_KINDS: dict[HitKind, str] = {
    HitKind.ORGANIZATION: "党组织",
    HitKind.PERSON: "人员",
    HitKind.REVIEW: "点评记录",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found."""

    kind: HitKind
    id: str
    """Of the organisation, the person or the record."""
    text: str
    """Its name, as stored."""
    where: str
    """Where it stands, or what was found around the words."""


class OrganizationIndex:
    """Finds organisations by name, short name, pinyin and initials."""

    def __init__(self, tree: Tree, workspace: Workspace) -> None:
        """Read the tree in."""
        self.tree = tree
        names = workspace.names
        full = [organization.name for organization in tree]
        short = [organization.short_name for organization in tree]
        self._matches = Matches(
            list(map(searched, full)),
            list(map(searched, short)),
            names.texts_sounds(full),
            names.texts_initials(full),
            names.texts_initials(short),
        )

    def best(self, words: str, limit: int) -> list[OrganizationId]:
        """Return some organisations known by these words."""
        return [self.tree.organizations[line].id for line in self._matches.best(words, limit)]


class SearchOps:
    """What a user can find by words."""

    def __init__(self, workspace: Workspace, people: PeopleOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._people = people
        self._organizations: OrganizationIndex | None = None

    @property
    def is_ready(self) -> bool:
        """Whether everything that ``find`` looks through has been read in as it stands now."""
        tree = self._directory().tree
        known = self._organizations
        return known is not None and known.tree is tree and self._people.is_ready

    def prepare(self) -> None:
        """Read everything in that ``find`` looks through; half a second for 100,000 people."""
        directory = self._directory()
        for person_id in (*self._people.index.best("一", 1), *list(directory.members)[:1]):
            _standing(directory, person_id)
            directory.posts_of(person_id)
        self._organization_index()

    def find(self, words: str, limit: int = LIMIT) -> tuple[Hit, ...]:
        """Return organisations and people known by these words, as of today.

        Args:
            words: part of a name, short name, pinyin, initials or post.
            limit: how many at most, of each of the two.
        """
        return (*self._find_organizations(words, limit), *self._find_people(words, limit))

    def _find_organizations(self, words: str, limit: int) -> Iterator[Hit]:
        index = self._organization_index()
        for organization_id in index.best(words, limit):
            organization = index.tree[organization_id]
            above = index.tree.parent(organization_id)
            kind = ORGANIZATION_KINDS[organization.kind]
            where = f"{kind}　{above.name}" if above else kind
            yield Hit(HitKind.ORGANIZATION, organization_id, organization.name, where)

    def _organization_index(self) -> OrganizationIndex:
        tree = self._directory().tree
        if self._organizations is None or self._organizations.tree is not tree:
            self._organizations = OrganizationIndex(tree, self._workspace)
        return self._organizations

    def _directory(self) -> Directory:
        return self._workspace.directory(self._workspace.today())

    def _find_people(self, words: str, limit: int) -> Iterator[Hit]:
        directory = self._directory()
        for person_id in self._people.index.best(words, limit):
            where = _standing(directory, person_id)
            yield Hit(HitKind.PERSON, person_id, directory.name(person_id), where)

    def find_in_records(self, words: str, limit: int = LIMIT) -> tuple[Hit, ...]:
        """Return records in which these words were written, the latest first."""
        wanted = words.strip()
        if not wanted:
            return ()
        directory = self._directory()
        hits: dict[str, Hit] = {}
        for found in self._workspace.stores.texts.containing(wanted, limit):
            spec = self._workspace.form_edition(found.form, found.edition)
            field = spec.field_by_key.get(found.key)
            label = field.label.partition("（")[0] if field else ""
            where = " ".join(filter(None, (found.round_name, label)))
            hit = Hit(
                HitKind.REVIEW,
                ReviewId(found.review),
                target_name(directory, found.target),
                f"{_around(found.text, wanted)}　（{where}）",
            )
            hits.setdefault(found.review, hit)
        return tuple(hits.values())


def _standing(directory: Directory, person_id: PersonId) -> str:
    member = directory.members.get(person_id)
    if member is not None:
        place = place_name(directory.tree, member.organization_id)
        return "　".join(filter(None, (place, member.post)))
    posts = directory.posts_of(person_id)
    if posts:
        return directory.tree[posts[0].organization_id].name + (
            posts[0].title or POSTS[posts[0].post]
        )
    unit, post = directory.standing(person_id)
    return unit + post or "不在册"


def _around(text: str, words: str) -> str:
    """Return the words with some of the text around them, on one line."""
    at = text.casefold().find(words.casefold())
    start, end = max(0, at - _AROUND), at + len(words) + _AROUND
    piece = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{piece}{'…' if end < len(text) else ''}"
