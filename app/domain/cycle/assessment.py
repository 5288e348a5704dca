"""群众评议, 民主测评: who was voted on by whom, on which scale, and how many votes there were.

Counts are kept as they were counted; percentages and scores are worked out from them
(``vote_results``), and what cannot be is refused (``vote_checks``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.record import Record
from app.domain.cycle.scales import Rounding, Scale

OVERALL = "overall"
"""The id of the item 总体评价."""
OVERALL_TITLE = "总体评价"


class AssessmentState(StrEnum):
    """How far an assessment has come."""

    PLANNED = "planned"
    COUNTING = "counting"
    DONE = "done"


ASSESSMENT_STATES: dict[AssessmentState, str] = {
    AssessmentState.PLANNED: "待评议",
    AssessmentState.COUNTING: "计票中",
    AssessmentState.DONE: "已汇总",
}


class Entry(StrEnum):
    """Where the counts come from."""

    TOTALS = "totals"
    BALLOTS = "ballots"
    ELSEWHERE = "elsewhere"


ENTRIES: dict[Entry, str] = {
    Entry.TOTALS: "录入合计票数",
    Entry.BALLOTS: "逐张录入测评票",
    Entry.ELSEWHERE: "采用其他来源的结果",
}


@dataclass(frozen=True, slots=True)
class VotedItem:
    """One item that a voter grades."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class VotedItems:
    """The items for one class of objects, as the ballot has them."""

    id: str
    title: str
    items: tuple[VotedItem, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """An object of the vote (评议对象), with the name that it had then."""

    kind: AssessedKind
    id: str
    """Of the organisation or the person."""
    name: str
    items: str
    """Which of the assessment's lists of items it is graded on."""
    place: str = ""
    """Where a person belongs, as tables show it."""
    full: bool = True
    """False: a 预备党员, who takes part and gets no grade in the end."""
    rating: str = ""
    """The grade that was decided upon (评定等次); empty: none yet."""

    @property
    def key(self) -> str:
        """What tells it apart in one assessment; a secretary can be assessed as member, too."""
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True, slots=True)
class Accounts:
    """What became of the ballots of a group; None: not known."""

    expected: int | None = None
    """应到."""
    present: int | None = None
    """实到."""
    issued: int | None = None
    """发出."""
    returned: int | None = None
    """收回."""
    valid: int | None = None
    """有效."""
    invalid: int | None = None
    """无效."""


ACCOUNT_WORDS: Mapping[str, str] = {
    "expected": "应到",
    "present": "实到",
    "issued": "发出",
    "returned": "收回",
    "valid": "有效",
    "invalid": "无效",
}


@dataclass(frozen=True, slots=True)
class VoterGroup:
    """Those who vote (参评人员)."""

    id: str
    name: str
    weight: int = 0
    """In per cent; 0: no group has a weight, the votes of all are counted together."""
    accounts: Accounts = Accounts()


@dataclass(frozen=True, slots=True)
class Count:
    """The votes of one group for one object on one item."""

    group: str
    object: str
    """The key of the object."""
    item: str
    votes: tuple[int, ...]
    """Of each grade of the scale."""
    abstained: int = 0

    @property
    def total(self) -> int:
        """All votes, 弃权 included."""
        return sum(self.votes) + self.abstained


@dataclass(frozen=True, slots=True)
class Recusal:
    """So many of a group do not vote on an object (回避): himself, his family, his own unit."""

    group: str
    object: str
    voters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Record):
    """One vote: an event with its objects, its voters and the counts."""

    title: str
    scale: Scale
    """As it was on that day."""
    lists: tuple[VotedItems, ...]
    objects: tuple[Assessed, ...] = ()
    groups: tuple[VoterGroup, ...] = ()
    counts: tuple[Count, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    rounding: Rounding = Rounding.PLAIN
    entry: Entry = Entry.TOTALS
    source: str = ""
    """Who counted, where the results come from elsewhere."""
    place: str = ""
    rule: str = ""
    """The scheme's rule that it was made by; empty: made by hand."""
    least_participation: int = 0
    """So many per cent of those expected should take part; 0: nothing is said."""
    best_share: tuple[int, int] | None = None
    """At most so large a part of the full members may get the best grade: 1, 3 is a third."""
    remark: str = ""

    @property
    def standing(self) -> AssessmentState:
        """How far it has come."""
        return AssessmentState(self.state or AssessmentState.PLANNED)

    @property
    def is_done(self) -> bool:
        """Whether the counts are closed."""
        return self.standing is AssessmentState.DONE

    @property
    def is_weighted(self) -> bool:
        """Whether the groups count by their weights."""
        return any(group.weight for group in self.groups)

    def items_of(self, assessed: Assessed) -> tuple[VotedItem, ...]:
        """Return the items that an object is graded on."""
        return next((each.items for each in self.lists if each.id == assessed.items), ())

    def object(self, key: str) -> Assessed | None:
        """Return the object with this key, or None."""
        return next((each for each in self.objects if each.key == key), None)

    def group(self, group_id: str) -> VoterGroup | None:
        """Return the group with this id, or None."""
        return next((each for each in self.groups if each.id == group_id), None)

    def cells(self, objects: Sequence[Assessed] | None = None) -> tuple[tuple[str, str], ...]:
        """Return everything that a voter grades, in its order: key of the object and item.

        Args:
            objects: only these; None: all.
        """
        wanted = self.objects if objects is None else objects
        return tuple((each.key, item.id) for each in wanted for item in self.items_of(each))

    def recused(self, group_id: str, key: str) -> int:
        """Return how many of a group do not vote on an object."""
        return sum(r.voters for r in self.recusals if (r.group, r.object) == (group_id, key))

    def voting(self, group: VoterGroup, key: str) -> int | None:
        """Return how many votes there must be for an object; None: not known."""
        valid = group.accounts.valid
        return None if valid is None else valid - self.recused(group.id, key)

    def of_group(self, group_id: str) -> tuple[Count, ...]:
        """Return the counts of one group."""
        return tuple(count for count in self.counts if count.group == group_id)


def overall_items() -> VotedItems:
    """Return the list that has 总体评价 alone."""
    return VotedItems(OVERALL, OVERALL_TITLE, (VotedItem(OVERALL, OVERALL_TITLE),))


def in_order(assessment: Assessment) -> Assessment:
    """Return the assessment with counts and recusals in the order of its groups and cells."""
    groups = {group.id: place for place, group in enumerate(assessment.groups)}
    cells = {cell: place for place, cell in enumerate(assessment.cells())}
    objects = {each.key: place for place, each in enumerate(assessment.objects)}
    return replace(
        assessment,
        counts=tuple(
            sorted(assessment.counts, key=lambda c: (groups[c.group], cells[c.object, c.item]))
        ),
        recusals=tuple(
            sorted(assessment.recusals, key=lambda r: (groups[r.group], objects[r.object]))
        ),
    )
