"""Which organisation of ours a package is about: by its id, by an earlier answer, by its name.

Where none of these tells, a person is asked; the answer is remembered.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, islice

from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.handoff import Unit
from app.domain.ids import OrganizationId, QuestionId, derived_id
from app.domain.organization import Organization
from app.domain.proposal import Question
from app.domain.tree import Tree
from app.domain.words import OrganizationKind

SENDER = "handoff.sender"
"""The code of the question which of ours a sender is."""
RECEIVER = "handoff.receiver"
"""The code of the question whether we are the one that a package from above is for."""
AS_NEW = "作为新单位："
"""What the last option begins with; the path that the unit would have follows."""
NOT_OURS = "不是本单位的，不接收"
"""Answers either question beside its options: packages of this unit are turned away until it is
answered anew."""
_MOST_OPTIONS = 8
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Binding:
    """What is known of whom a package is about: a unit, a new one, or a question."""

    unit: OrganizationId | None = None
    """The organisation of ours."""
    new_under: OrganizationId | None = None
    """It is no organisation of ours yet and belongs under this one."""
    warnings: tuple[Fault, ...] = ()
    question: Question | None = None
    declined: bool = False
    """The question was answered: the package is not for us. It may be answered anew."""
    refused: Fault | None = None
    """Why it can be no organisation of ours."""


@dataclass(frozen=True)
class Known:
    """What a ledger knows that tells whom a package is about."""

    tree: Tree
    aliases: Mapping[str, str]
    """Ids elsewhere → ours."""
    holders: Mapping[OrganizationId, str]
    """Organisation → the ledger whose package about it is held."""
    answers: Mapping[QuestionId, str]
    above: Unit | None = None
    """Who issued to us: its id, and the path of what stands right above our root; None: nobody."""


def question_id(ledger: str, unit: Unit) -> QuestionId:
    """Return the id of the question about a unit of another ledger: always the same."""
    return QuestionId(derived_id(SENDER, ledger, unit.id))


def answers_to(question: Question) -> tuple[str, ...]:
    """Return what a question may be answered with at once: its options, and that it is not ours."""
    own = question.code in (SENDER, RECEIVER)
    return (*question.options, NOT_OURS) if own else question.options


def bind_sender(sender: Unit, ledger: str, known: Known) -> Binding:
    """Return which of ours the sender of a package is (上报), or why it can be none.

    Args:
        sender: as the package says.
        ledger: the id of the ledger that wrote it.
        known: what we know.
    """
    found = _by_id(sender, known)
    if found is not None:
        return Binding(found, warnings=_other_holder(found, ledger, known))
    option = known.answers.get(question_id(ledger, sender), "")
    if option == NOT_OURS:
        return Binding(question=_question(sender, ledger, known), declined=True)
    answered = _answered(sender, option, known.tree)
    if answered is not None:
        return answered
    if _is_above(sender, known.above):
        root = known.tree.root.name
        return Binding(refused=fault("handoff.from_above", name=sender.name, unit=root))
    named = _meant_by_name(sender, known.tree)
    if named is not None and named.id not in known.holders:
        told = fault("handoff.bound_by_name", name=sender.name, unit=known.tree.path(named.id))
        return Binding(named.id, warnings=(told,))
    return Binding(question=_question(sender, ledger, known))


def bind_receiver(to: Unit, ledger: str, known: Known) -> Binding:
    """Return whether a package from above is for our root (下发): the unit, a question, or neither.

    Args:
        to: for whom the package is, as it says.
        ledger: the id of the ledger that wrote it.
        known: what we know.
    """
    root = known.tree.root
    found = _by_id(to, known)
    if found is not None:
        return Binding(found if found == root.id else None)
    option = known.answers.get(question_id(ledger, to), "")
    if option == NOT_OURS:
        return Binding(question=_asks_receiver(to, ledger, root), declined=True)
    answered = _answered(to, option, known.tree)
    if answered is not None:
        return Binding(answered.unit if answered.unit == root.id else None)
    if plain(to.name) in _names(root):
        told = fault("handoff.bound_by_name", name=to.name, unit=root.name)
        return Binding(root.id, warnings=(told,))
    return Binding(question=_asks_receiver(to, ledger, root))


def plain(name: str) -> str:
    """Return a name without spaces and full-width forms, so that it can be compared."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _by_id(unit: Unit, known: Known) -> OrganizationId | None:
    for id_ in (unit.id, known.aliases.get(unit.id, "")):
        if id_ in known.tree:
            return OrganizationId(id_)
    return None


def _other_holder(unit: OrganizationId, ledger: str, known: Known) -> tuple[Fault, ...]:
    """Tell where the unit's records have come from another ledger so far."""
    if known.holders.get(unit, ledger) == ledger:
        return ()
    return (fault("handoff.other_ledger", name=known.tree[unit].name),)


def _answered(unit: Unit, option: str, tree: Tree) -> Binding | None:
    if option.startswith(AS_NEW):
        above = tree.named(option.removeprefix(AS_NEW).rpartition("/")[0])
        return Binding(new_under=above[0].id if len(above) == 1 else _place(unit, tree))
    found = tree.named(option)
    return Binding(found[0].id) if len(found) == 1 else None


def _asks_receiver(to: Unit, ledger: str, root: Organization) -> Question:
    asked = fault(RECEIVER, name=_path(to), unit=root.name)
    text = asked.message + asked.remedy
    return Question(question_id(ledger, to), RECEIVER, text, (), (root.name,))


def _is_above(sender: Unit, above: Unit | None) -> bool:
    """Tell whether a package comes from an organisation above our root."""
    if above is None:
        return False
    theirs = [plain(name) for name in sender.path]
    ours = [plain(name) for name in above.path[: len(theirs)]]
    return sender.id == above.id or (bool(theirs) and theirs == ours)


def _meant_by_name(sender: Unit, tree: Tree) -> Organization | None:
    """Return the only one that a sender's name fits; of several the one that its whole path fits.

    What is held of them does not matter: that all others have reported does not make the last one
    the sender, who may have lost the ledger that it reported from.
    """
    found = _of_name(sender.name, tree)
    if len(found) > 1:
        found = [each for each in found if _fits_whole(sender.path, tree.path(each.id).split("/"))]
    is_one = len(found) == 1 and _can_stand_there(found[0], sender, tree)
    return found[0] if is_one else None


def _can_stand_there(found: Organization, sender: Unit, tree: Tree) -> bool:
    """Tell whether an organisation of the sender's name may stand where the sender says it does."""
    place = _known_above(sender.path[:-1], tree)
    return place is None or tree.within(found.id, place)


def _named_alike(sender: Unit, tree: Tree) -> list[Organization]:
    """Return those of the same name; of several those whose path fits the sender's best."""
    found = _of_name(sender.name, tree)
    if len(found) < 2:
        return found
    fits = {each.id: _common_tail(sender.path, tree.path(each.id).split("/")) for each in found}
    best = max(fits.values())
    return [each for each in found if fits[each.id] == best]


def _of_name(name: str, tree: Tree) -> list[Organization]:
    wanted = plain(name)
    return [each for each in tree if each.id != tree.root.id and wanted in _names(each)]


def _fits_whole(theirs: tuple[str, ...], ours: list[str]) -> bool:
    """Tell whether a sender's path says more than its name and is one with ours, as far as both go.

    It begins below our root, or above it.
    """
    both = min(len(theirs), len(ours))
    return both > 1 and _common_tail(theirs, ours) == both


def _common_tail(theirs: tuple[str, ...], ours: list[str]) -> int:
    count = 0
    for one, other in zip(reversed(theirs), reversed(ours), strict=False):
        if plain(one) != plain(other):
            break
        count += 1
    return count


def _names(organization: Organization) -> set[str]:
    former = (each.name for each in organization.former)
    return {plain(each) for each in (organization.name, organization.short_name, *former)} - {""}


def _is_free(organization: Organization, ledger: str, known: Known) -> bool:
    return known.holders.get(organization.id, ledger) == ledger


def _question(sender: Unit, ledger: str, known: Known) -> Question:
    tree = known.tree
    asked = fault(SENDER, name=_path(sender))
    place = _place(sender, tree)
    new = f"{AS_NEW}{tree.path(place)}/{sender.name}"
    ours = chain(_near(sender, tree), _standing_at(place, ledger, known))
    paths = dict.fromkeys(map(tree.path, ours))
    options = (*islice(paths, _MOST_OPTIONS), new)
    return Question(question_id(ledger, sender), SENDER, asked.message + asked.remedy, (), options)


def _near(sender: Unit, tree: Tree) -> Iterator[OrganizationId]:
    """Give the organisations whose names are most like the sender's."""
    named: dict[str, list[Organization]] = {}
    for each in tree:
        for name in _names(each):
            named.setdefault(name, []).append(each)
    near = get_close_matches(plain(sender.name), named, n=_MOST_OPTIONS, cutoff=_ALIKE)
    yield from (each.id for name in near for each in named[name])


def _standing_at(place: OrganizationId, ledger: str, known: Known) -> tuple[OrganizationId, ...]:
    """Return what stands where the sender says it does; first those of whom nothing is held."""
    standing = (o for o in known.tree.children(place) if o.kind is not OrganizationKind.GROUP)
    return tuple(o.id for o in sorted(standing, key=lambda o: not _is_free(o, ledger, known)))


def _place(unit: Unit, tree: Tree) -> OrganizationId:
    """Return under which of ours a new unit belongs: the nearest above it that is known."""
    for steps in range(len(unit.path) - 1, 0, -1):
        found = _known_above(unit.path[:steps], tree)
        if found is not None:
            return found
    return tree.root.id


def _known_above(path: tuple[str, ...], tree: Tree) -> OrganizationId | None:
    """Return which of ours stands at the end of a sender's path, if just one may; or None."""
    if not path:
        return None
    if plain(path[-1]) in _names(tree.root):
        return tree.root.id
    found = _named_alike(Unit(OrganizationId(""), path[-1], path), tree)
    return found[0].id if len(found) == 1 else None


def _path(unit: Unit) -> str:
    return "/".join(unit.path) or unit.name
