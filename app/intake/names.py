"""Finds the organisation that a written name means: exact, short name, path end, abbreviation."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from app.domain.ids import OrganizationId
from app.domain.organization import Organization
from app.domain.tree import Tree
from app.domain.words import OrganizationKind, kind_from_name
from app.intake.cells import organization_key

_LEAST_LETTERS = 2
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_CODE = re.compile(r"^[0-9]{3,}[-—_.、\s]*")
_ENDINGS = (
    (re.compile(r"(党?工作委员会|党工委)$"), "工委"),
    (re.compile(r"(党的?总支部?(委员会)?|总支部(委员会)?)$"), "总支"),
    (re.compile(r"联合(党?支部(委员会)?|支委会?)$"), "联合支部"),
    (re.compile(r"(党?支部(委员会|支委会)?|支委会)$"), "支部"),
    (re.compile(r"(党委会?|委员会)$"), "党委"),
    (re.compile(r"党小组$"), "小组"),
)
"""How a name ends for the same kind."""
_KIND_ENDING = re.compile(
    r"(党?工作委员会|党?工委|机关党委|党委|委员会|党组|党?总支部?(委员会)?|党?支部(委员会)?)$"
)
_OFFICE_END = "(?:局|厅|院|公司|集团|中心|委员会)"
_OFFICE = re.compile(f"(?:(?!{_OFFICE_END}).){{2,}}{_OFFICE_END}")
_OFFICIAL_UNIT = re.compile(rf"((?:[^省市县区州]{{1,8}}[省市县区州])+)((?:{_OFFICE.pattern})+)")
"""A region and its office, perhaps with offices of that."""
_NUMBER_OR_KIND = re.compile(r"‹\d+›|(联合支部|支部|总支|党委|工委|党组|小组)$")
_ORDINAL = re.compile(r"第(?=‹)")
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


def _marked(token: str) -> str:
    number = _number(token)
    return f"‹{number}›" if number != token or number.isdigit() else token


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


def _numbered(name: str) -> str:
    """Return a name with numbers in one way: 第一 is 1."""
    parts = (_marked(token) for token in _NUMERAL.findall(organization_key(name)))
    return _ORDINAL.sub("", "".join(parts))


@lru_cache(maxsize=65_536)
def plain_key(name: str) -> str:
    """Return a name with one word for each kind and numbers in one way: 第一支部委员会 is 1支部."""
    key = organization_key(name)
    for ending, word in _ENDINGS:
        key, changed = ending.subn(word, key)
        if changed:
            break
    return _numbered(key)


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _is_telling(key: str) -> bool:
    """Tell whether a name says more than a number and a kind: 1支部 can be anywhere."""
    return len(_NUMBER_OR_KIND.sub("", key)) >= _LEAST_LETTERS


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

    def find(self, text: str) -> tuple[Organization, ...]:
        """Return the organisations that a text can mean; one is an answer."""
        if text not in self._found:
            self._found[text] = self.certain(text) or self._abbreviated(text)
        return self._found[text]

    def certain(self, text: str) -> tuple[Organization, ...]:
        """Return the organisations that a text names in full.

        By name, short name or path; else with the usual words of a kind exchanged (第一支部委员会
        is 第一党支部), and with the names of the units above in front or without them.
        """
        found = self._tree.named(text, self._under) or self._near(self._loosely(text))
        for variant in dict.fromkeys((text, _without_codes(text))):
            key = plain_key(variant.rsplit("/", 1)[-1])
            found = found or self._near(self._fitting(text, self._by_plain_key.get(key, ())))
            found = found or self._near(self._fitting(text, self._by_own_key.get(key, ())))
            found = found or self._near(self._behind_units(key))
            found = found or self._near(self._behind_official_unit(key))
        return found

    def within(self, text: str, top: OrganizationId) -> tuple[Organization, ...]:
        """Return those of them that stand below an organisation."""
        tree = self._tree
        below = [o for o in self.find(text) if o.id != top and tree.within(o.id, top)]
        if not below:
            below = [o for o in tree.subtree(top)[1:] if abbreviates(text, o.name)]
        return tuple(below)

    # ---- names in full -----------------------------------------------------------------------

    @cached_property
    def _by_key(self) -> Mapping[str, Sequence[Organization]]:
        return _indexed((organization_key(n), o) for o in self._tree for n in _names(o))

    @cached_property
    def _by_plain_key(self) -> Mapping[str, Sequence[Organization]]:
        return _indexed((plain_key(n), o) for o in self._tree for n in _names(o))

    @cached_property
    def _by_own_key(self) -> Mapping[str, Sequence[Organization]]:
        """By the name without that of a unit above: 第一党支部 of 城阳分局第一党支部."""
        return _indexed(
            (plain_key(name[len(stem) :]), organization)
            for organization in self._tree
            for name in _names(organization)
            for stem in self._stems_above(organization)
            if name.startswith(stem) and len(name) > len(stem) + 1
        )

    def _stems_above(self, organization: Organization) -> set[str]:
        above = self._tree.ancestors(organization.id)
        stems = {_KIND_ENDING.sub("", name) for o in above for name in _names(o)}
        return {stem for stem in stems if len(stem) >= _LEAST_LETTERS}

    def _behind_units(self, key: str) -> list[Organization]:
        """Return those whose name stands behind names of units above: 城阳分局第一党支部."""
        for cut in range(1, len(key) - 1):
            found = [
                organization
                for organization in self._by_plain_key.get(key[cut:], ())
                if self._stands_above(key[:cut], organization)
            ]
            if found:
                return found
        return []

    def _behind_official_unit(self, key: str) -> list[Organization]:
        """Return those whose name stands behind the whole official name of the ledger's unit.

        某某市某某局检验所支部 where the ledger only knows a 局党组 above, for instance.
        """
        for cut in range(_LEAST_LETTERS, len(key) - 1):
            found = [
                organization
                for organization in self._by_plain_key.get(key[cut:], ())
                if _is_telling(key[cut:]) and self._is_official_unit(key[:cut], organization)
            ]
            if found:
                return found
        return []

    def _is_official_unit(self, text: str, organization: Organization) -> bool:
        """Tell whether a text is a region's office, as above an organisation, and offices of it."""
        found = _OFFICIAL_UNIT.fullmatch(text)
        if found is None:
            return False
        offices = _OFFICE.findall(found[2])
        stems = {_numbered(stem) for stem in self._stems_above(organization)}
        for last in range(1, len(offices) + 1):
            whole = found[1] + "".join(offices[:last])
            if any(_in_order(stem, whole) for stem in stems):
                return all(self._stands_above(office, organization) for office in offices[last:])
        return False

    def _stands_above(self, text: str, organization: Organization) -> bool:
        above = [_numbered(o.name) for o in self._tree.ancestors(organization.id)]
        return len(text) >= _LEAST_LETTERS and _in_order(text, "".join(reversed(above)))

    def _loosely(self, text: str) -> list[Organization]:
        parts = text.split("/")
        return self._fitting(text, self._by_key.get(organization_key(parts[-1]), ()))

    def _fitting(self, text: str, found: Iterable[Organization]) -> list[Organization]:
        return [o for o in found if "/" not in text or self._fits_path(text, o)]

    def _fits_path(self, text: str, organization: Organization) -> bool:
        above = [organization, *self._tree.ancestors(organization.id)]
        parts = [organization_key(part) for part in reversed(text.split("/"))]
        return len(parts) <= len(above) and all(
            part in (organization_key(o.name), organization_key(o.short_name))
            or plain_key(part) == plain_key(o.name)
            or abbreviates(part, o.name)
            for part, o in zip(parts, above, strict=False)
        )

    # ---- abbreviations -----------------------------------------------------------------------

    @cached_property
    def _with_token(self) -> Mapping[str, frozenset[int]]:
        """Places in the tree of the organisations whose names hold a letter or number."""
        found: dict[str, set[int]] = {}
        for place, organization in enumerate(self._tree.organizations):
            for token in _tokens(organization.name):
                found.setdefault(token, set()).add(place)
        return {token: frozenset(places) for token, places in found.items()}

    def _abbreviated(self, text: str) -> tuple[Organization, ...]:
        for variant in dict.fromkeys((text, _without_codes(text))):
            last = variant.rsplit("/", 1)[-1]
            every = [self._with_token.get(token, frozenset()) for token in _tokens(last)]
            places = frozenset.intersection(*every) if every else frozenset()
            those = [self._tree.organizations[place] for place in sorted(places)]
            found = [o for o in those if abbreviates(last, o.name)]
            if found:
                return self._near(self._fitting(variant, found))
        return ()

    def _near(self, found: Sequence[Organization]) -> tuple[Organization, ...]:
        if self._under is not None:
            near = [o for o in found if self._tree.within(o.id, self._under)]
            found = near or found
        return tuple(found)


def _names(organization: Organization) -> Iterator[str]:
    yield organization.name
    if organization.short_name and organization.short_name != organization.name:
        yield organization.short_name


def _indexed(
    named: Iterable[tuple[str, Organization]],
) -> Mapping[str, Sequence[Organization]]:
    found: dict[str, dict[OrganizationId, Organization]] = {}
    for key, organization in named:
        if key:
            found.setdefault(key, {})[organization.id] = organization
    return {key: tuple(those.values()) for key, those in found.items()}


def _without_codes(text: str) -> str:
    """Return a name without brackets and the number that other programs put in front."""
    return _CODE.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", text))).strip()


def paths(tree: Tree, organizations: Iterable[Organization]) -> dict[str, Organization]:
    """Return organisations by their full paths, to choose from."""
    return {tree.path(o.id): o for o in organizations}
