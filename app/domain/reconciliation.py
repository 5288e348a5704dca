"""A list from elsewhere beside the ledger: who is missing here, who is extra, what differs."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.dates import PartialDate
from app.domain.ids import PersonId
from app.domain.plausibility import agree
from app.domain.proposal import FieldChange

MISSING, EXTRA, DIFFERENT, UNSURE = "名单有、台账无", "台账有、名单无", "内容不一致", "无法判断"


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of a list, of either side."""

    name: str
    place: str = ""
    """Where, as written or as a path."""
    birth: PartialDate | None = None
    id_number: str = ""
    row: int = 0
    """The row of the list; 0: of the ledger."""
    person_id: PersonId | None = None
    """Of the ledger's side."""

    @property
    def label(self) -> str:
        """The person in words: 王强（第一党支部，1975年6月出生）."""
        parts = (self.place, f"{self.birth.for_form}出生" if self.birth else "")
        inside = "，".join(filter(None, parts))
        return f"{self.name}（{inside}）" if inside else self.name


@dataclass(frozen=True, slots=True)
class Different:
    """One person of whom both sides say something else."""

    listed: Listed
    here: Listed
    fields: tuple[FieldChange, ...]
    """``old`` is what the ledger says, ``new`` what the list says."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A row of the list that may be several people here, or could not be read."""

    row: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What comparing a list with the ledger showed."""

    same: int
    missing: tuple[Listed, ...]
    extra: tuple[Listed, ...]
    different: tuple[Different, ...]
    unsure: tuple[Unsure, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether both sides say the same."""
        return not (self.missing or self.extra or self.different or self.unsure)

    def lines(self) -> tuple[tuple[str, str, str, str, str, str], ...]:
        """Return everything in words: what, row, name, field, here, in the list."""
        found = [(MISSING, str(p.row or ""), p.name, "", "", p.label) for p in self.missing]
        found += [(EXTRA, "", p.name, "", p.label, "") for p in self.extra]
        found += [
            (DIFFERENT, str(each.listed.row), each.here.name, f.column, f.old, f.new)
            for each in self.different
            for f in each.fields
        ]
        found += [(UNSURE, str(each.row), each.name, "", "", each.why) for each in self.unsure]
        return tuple(found)


HEADINGS = ("类别", "名单行号", "姓名", "项目", "台账", "名单")
"""What ``Reconciliation.lines`` holds."""


def reconcile(
    listed: Sequence[Listed],
    here: Sequence[Listed],
    compare: Callable[[Listed, Listed], Iterable[FieldChange]],
    unread: Iterable[Unsure] = (),
) -> Reconciliation:
    """Compare two lists: by ID number, else name and birth, else a name that each has once.

    Args:
        listed: the list from elsewhere.
        here: the members of the ledger.
        compare: what differs between the two sides of one person.
        unread: rows that could not be read.
    """
    pairs = _Pairs(listed, here)
    unsure = (*pairs.unsure, *unread)
    doubted = {each.name for each in unsure}
    different = []
    for row, one, other in pairs.found:
        fields = tuple(compare(one, other))
        if fields:
            different.append((row, Different(one, other, fields)))
    rows_of_doubt = {each.row for each in pairs.unsure}
    return Reconciliation(
        same=len(pairs.found) - len(different),
        missing=tuple(p for i, p in pairs.left() if p.row not in rows_of_doubt),
        extra=tuple(p for p in pairs.extra() if p.name not in doubted),
        different=tuple(each for _, each in sorted(different, key=lambda d: d[0])),
        unsure=unsure,
    )


class _Pairs:
    """Who of the list is whom here."""

    def __init__(self, listed: Sequence[Listed], here: Sequence[Listed]) -> None:
        self._listed = dict(enumerate(listed))
        self._here = dict(enumerate(here))
        self.found: list[tuple[int, Listed, Listed]] = []
        self.unsure: list[Unsure] = []
        self._match(lambda p: p.id_number)
        self._match(_name_and_birth, _may_be_one)
        self._match(_whole_name, _may_be_one)
        self._match(lambda p: p.name, _may_be_one)
        self._ask()

    def left(self) -> Iterable[tuple[int, Listed]]:
        return self._listed.items()

    def extra(self) -> Iterable[Listed]:
        return self._here.values()

    def _match(
        self,
        key: Callable[[Listed], object],
        fits: Callable[[Listed, Listed], bool] = lambda one, other: True,
    ) -> None:
        """Pair those whom a key names once on either side."""
        ours, theirs = _by(self._here, key), _by(self._listed, key)
        for value, rows in theirs.items():
            places = ours.get(value, [])
            if len(rows) == 1 and len(places) == 1:
                one, other = self._listed[rows[0]], self._here[places[0]]
                if fits(one, other):
                    self.found.append((rows[0], one, other))
                    del self._listed[rows[0]], self._here[places[0]]

    def _ask(self) -> None:
        """Tell the rows that may be one of several."""
        ours = _by(self._here, lambda p: p.name)
        for listed in self._listed.values():
            fitting = [self._here[i] for i in ours.get(listed.name, ())]
            fitting = [p for p in fitting if _may_be_one(listed, p)]
            if fitting:
                who = "、".join(p.label for p in fitting)
                self.unsure.append(Unsure(listed.row, listed.name, f"可能是：{who}"))


def _by(people: Mapping[int, Listed], key: Callable[[Listed], object]) -> dict[object, list[int]]:
    found: defaultdict[object, list[int]] = defaultdict(list)
    for index, person in people.items():
        value = key(person)
        if value:
            found[value].append(index)
    return dict(found)


def _name_and_birth(person: Listed) -> object:
    if person.birth is None or not person.birth.month:
        return None
    return person.name, person.birth.year, person.birth.month


def _whole_name(person: Listed) -> object:
    return (person.name, person.place) if person.place else None


def _may_be_one(one: Listed, other: Listed) -> bool:
    if one.id_number and other.id_number and one.id_number != other.id_number:
        return one.birth is not None and one.birth == other.birth
    return one.birth is None or other.birth is None or agree(one.birth, other.birth)
