"""Finds the organisation that a written name means: exact, short name, path end, abbreviation."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.tree import Tree
from app.domain.words import OrganizationKind, kind_from_name
from app.intake.cells import organization_key

_LEAST_LETTERS = 2
_NUMERAL = re.compile(r"[0-9]+|[〇零一二三四五六七八九十百]+|.")
_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")}
_ALIKE = (
    frozenset({OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH}),
    frozenset(
        {
            OrganizationKind.COMMITTEE,
            OrganizationKind.LOCAL_COMMITTEE,
            OrganizationKind.WORK_COMMITTEE,
        }
    ),
)


@lru_cache(maxsize=65_536)
def _tokens(name: str) -> tuple[str, ...]:
    """Split a name into letters and whole numbers, so that 一 does not stand for 十一."""
    return tuple(_number(token) for token in _NUMERAL.findall(organization_key(name)))


def _number(token: str) -> str:
    if token.isascii() and token.isdigit():
        return str(int(token))
    if token[0] not in "〇零一二三四五六七八九十百":
        return token
    if "百" in token:
        return token
    head, ten, tail = token.partition("十")
    if not ten:
        return "".join(str(_VALUES.get(c, 0)) for c in token)
    return str(_VALUES.get(head, 1) * 10 + _VALUES.get(tail, 0))


def abbreviates(short: str, name: str) -> bool:
    """Tell whether a name contains the letters of a shorter one in their order."""
    if len(organization_key(short)) < _LEAST_LETTERS:
        return False
    wanted, offered = kind_from_name(organization_key(short)), kind_from_name(name)
    if wanted and offered and wanted is not offered and not _are_alike(wanted, offered):
        return False
    letters = iter(_tokens(name))
    return all(token in letters for token in _tokens(short))


def _are_alike(one: OrganizationKind, other: OrganizationKind) -> bool:
    return any({one, other} <= alike for alike in _ALIKE)


class OrganizationNames:
    """Looks organisations up by what people write; answers are remembered per text."""

    def __init__(self, tree: Tree, under: OrganizationId | None = None) -> None:
        """Search ``tree``, first below ``under``."""
        self._tree = tree
        self._under = under
        self._found: dict[str, tuple[Organization, ...]] = {}
        self._by_key: dict[str, list[Organization]] = {}
        for organization in tree:
            for name in {organization.name, organization.short_name} - {""}:
                self._by_key.setdefault(organization_key(name), []).append(organization)

    def find(self, text: str) -> tuple[Organization, ...]:
        """Return the organisations that a text can mean; one is an answer."""
        if text not in self._found:
            self._found[text] = self._search(text)
        return self._found[text]

    def within(self, text: str, top: OrganizationId) -> tuple[Organization, ...]:
        """Return those of them that stand below an organisation."""
        tree = self._tree
        below = [o for o in self.find(text) if o.id != top and tree.within(o.id, top)]
        if not below:
            below = [o for o in tree.subtree(top)[1:] if abbreviates(text, o.name)]
        return tuple(below)

    def _search(self, text: str) -> tuple[Organization, ...]:
        found = self._tree.named(text, self._under)
        if not found:
            found = self._near(self._loosely(text))
        if not found:
            found = self._near(
                [o for o in self._tree if abbreviates(text.rsplit("/", 1)[-1], o.name)]
            )
            if "/" in text:
                found = tuple(o for o in found if self._fits_path(text, o))
        return found

    def _loosely(self, text: str) -> list[Organization]:
        parts = [organization_key(part) for part in text.split("/")]
        found = self._by_key.get(parts[-1], [])
        return [o for o in found if len(parts) == 1 or self._fits_path(text, o)]

    def _fits_path(self, text: str, organization: Organization) -> bool:
        above = [organization, *self._tree.ancestors(organization.id)]
        parts = [organization_key(part) for part in reversed(text.split("/"))]
        return len(parts) <= len(above) and all(
            part in (organization_key(o.name), organization_key(o.short_name))
            or abbreviates(part, o.name)
            for part, o in zip(parts, above, strict=False)
        )

    def _near(self, found: Sequence[Organization]) -> tuple[Organization, ...]:
        if self._under is not None:
            near = [o for o in found if self._tree.within(o.id, self._under)]
            found = near or found
        return tuple(found)


def paths(tree: Tree, organizations: Iterable[Organization]) -> dict[str, Organization]:
    """Return organisations by their full paths, to choose from."""
    return {tree.path(o.id): o for o in organizations}
