"""A scheme as data: who reviews whom, about what, when, on which form, counted how.

Everything that differs between units stands here; no code knows a scheme by its name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.cycle.assessed import AssessedKind
from app.domain.cycle.meetings import MeetingRule
from app.domain.cycle.postings import PostingRule
from app.domain.cycle.scales import Rounding, Scale
from app.domain.words import CopyPurpose, OrganizationKind, OversightKind, PostKind, TargetKind


class TargetSet(StrEnum):
    """Where a rule's targets come from."""

    ORGANIZATIONS = "organizations"
    COMMITTEE = "committee"
    """Those who sit in an organisation's committee (班子成员)."""
    MEMBERS = "members"
    """The members on the books of an organisation."""


class Period(StrEnum):
    """How often a round is due."""

    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    YEAR = "year"
    NAMED = "named"


class Track(StrEnum):
    """What of a review a step of the work moves."""

    SUMMARY = "summary"
    SURVEY = "survey"
    REVIEW = "review"
    POSTING = "posting"
    RECTIFICATION = "rectification"
    REPLY = "reply"


class Finder(StrEnum):
    """How a rule's reviewer is found from its target."""

    OWN_SECRETARY = "own_secretary"
    GROUP_LEADER = "group_leader"
    SUPERIOR_SECRETARY = "superior_secretary"
    """The secretary of the nearest organisation above (of given kinds)."""
    IN_CHARGE = "in_charge"
    CONTACT_POINT = "contact_point"
    HOST_SECRETARY = "host_secretary"
    """The secretary of the organisation that a member has flowed to (流入地党组织)."""
    BODY = "body"
    OUTSIDE = "outside"
    """The superior from outside who was entered as answering for the target."""


FINDER_OVERSIGHT: Mapping[Finder, OversightKind] = {
    Finder.IN_CHARGE: OversightKind.IN_CHARGE,
    Finder.CONTACT_POINT: OversightKind.CONTACT_POINT,
}


@dataclass(frozen=True, slots=True)
class Targets:
    """Which targets a rule is about; empty conditions let everything pass."""

    of: TargetSet
    kinds: frozenset[OrganizationKind] = frozenset()
    """Kinds of the target organisation, or of the organisation whose people are meant."""
    parent_kinds: frozenset[OrganizationKind] = frozenset()
    tags: frozenset[str] = frozenset()
    """Tags of the organisation, at least one of them."""
    member_tags: frozenset[str] = frozenset()
    posts: frozenset[PostKind] = frozenset()
    """Only those who hold one of these posts in the organisation."""
    without_posts: frozenset[PostKind] = frozenset()
    """Without those who hold one of these posts in the organisation."""
    overseen: OversightKind | None = None
    """Only organisations for which a leader of this kind is entered."""
    top: bool | None = None
    """True: only the head of the whole tree; False: all but it."""
    uncovered: bool = False
    """Only targets that no earlier rule has covered."""


@dataclass(frozen=True, slots=True)
class ReviewerSearch:
    """How to find the reviewer."""

    find: Finder
    kinds: frozenset[OrganizationKind] = frozenset()
    body: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who is to review whom, in one sentence and in data."""

    id: str
    text: str
    targets: Targets
    reviewers: tuple[ReviewerSearch, ...]
    form: str
    mode: str = ""
    occasion: str = ""
    together: bool = False
    """True: all reviewers found review together, in one task; False: each in one of his own."""
    own_organization: bool = False
    """True: a secretary may review the organisation that he leads, though never himself."""
    fallback: bool = True
    """True: where the named reviewer is missing, the secretary of the nearest ancestor."""


@dataclass(frozen=True, slots=True)
class Item:
    """One content item (点评内容); it may have items of its own, level by level."""

    id: str
    title: str
    hint: str = ""
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """The content items for one class of targets."""

    id: str
    title: str
    target: TargetKind
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """A way of reviewing (点评形式)."""

    id: str
    title: str
    text: str = ""
    occasions: tuple[str, ...] = ()
    drawn: bool = False
    """True: those who are reviewed so are drawn (随机点评)."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the work (环节), in its order."""

    id: str
    title: str
    track: Track
    text: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due to whom by when."""

    id: str
    what: str
    to: str
    date: date
    forms: tuple[str, ...] = ()
    table: str = ""
    filing: bool = False
    """True: only the forms in which a unit's head is the reviewer (备案)."""


@dataclass(frozen=True, slots=True)
class FieldOverride:
    """What a scheme says about one field of a form, over what the key alone tells."""

    kind: str = ""
    label: str = ""
    options: tuple[str, ...] = ()
    annex: bool | None = None
    least: int = 0
    """The smallest number that the cell takes."""
    most: int | None = None
    decimals: int = 0
    """How many digits may follow the point."""


@dataclass(frozen=True, slots=True)
class Block:
    """Fields that are completed together, on a day of their own."""

    id: str
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormDeclaration:
    """A form of the scheme: its Word file and what the file cannot say."""

    id: str
    title: str
    short_title: str
    file: str
    target: TargetKind
    copies: tuple[CopyPurpose, ...]
    required: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    optional_hidden: tuple[str, ...] = ()
    """Fields that a unit may choose to hide on posted copies (出生年月)."""
    annex: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    fields: Mapping[str, FieldOverride] = field(default_factory=dict)
    items: str = ""
    """The content items shown beside the form while writing."""
    counts: bool = True
    """False: a finished form is no review (听取汇报); it never counts as reviewed."""
    each_commitment: bool = False
    """True: the reviewer says something of every promise (承诺逐项点评)."""


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of leaders that the table counts."""

    id: str
    title: str
    kinds: frozenset[OrganizationKind]
    posts: frozenset[PostKind]
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TableDeclaration:
    """The official statistics table."""

    id: str
    title: str
    file: str
    tiers: tuple[Tier, ...]
    """The first tier feeds ``leaders_total`` and ``leaders_took_part``."""
    secretaries_as_members: bool = True
    """A secretary whose organisation was reviewed counts as a reviewed member."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Headings of the summary sheet: measure → printed heading."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """Advice shown while writing, for one category of targets."""

    id: str
    title: str
    text: str
    tags: frozenset[str] = frozenset()
    posts: frozenset[PostKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Voters:
    """Those who vote (参评人员)."""

    name: str
    weight: int = 0
    """In per cent; 0 everywhere: the votes of all are counted together."""


@dataclass(frozen=True, slots=True)
class AssessedClass:
    """One class of objects of an assessment."""

    kind: AssessedKind
    targets: Targets
    """Of a 班子 or a secretary: the organisations whose they are."""
    items: str = ""
    """The content items that they are graded on; empty: 总体评价 alone."""
    overall: bool = False
    """True: 总体评价 is asked after the items."""


@dataclass(frozen=True, slots=True)
class AssessmentRule:
    """群众评议: who votes on whom, on which scale."""

    id: str
    title: str
    text: str
    objects: tuple[AssessedClass, ...]
    voters: tuple[Voters, ...]
    scale: str
    each: bool = False
    """True: every branch has an assessment of its own; False: one for the whole unit."""
    rounding: Rounding = Rounding.PLAIN
    least_participation: int = 0
    """So many per cent of the voters should take part."""
    best_share: tuple[int, int] | None = None
    """At most so large a part of the full members gets the best grade: 1, 3 is a third."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A directive of the document that is neither rule nor form, in our own words."""

    id: str
    section: str
    text: str


@dataclass(frozen=True)
class Scheme:
    """One unit's way of doing the work."""

    id: str
    title: str
    issuer: str
    document: str
    period: Period
    default_kind: OrganizationKind
    issued: date | None = None
    campaign_until: date | None = None
    order_strict: bool = False
    rules: tuple[Rule, ...] = ()
    items: tuple[ItemList, ...] = ()
    modes: tuple[Mode, ...] = ()
    steps: tuple[Step, ...] = ()
    forms: tuple[FormDeclaration, ...] = ()
    tables: tuple[TableDeclaration, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    posting: PostingRule | None = None
    """How things are made public; None: as usual."""
    meeting: MeetingRule | None = None
    """What is asked of meetings; None: nothing."""
    scales: tuple[Scale, ...] = ()
    """Scales of 群众评议 beside those that ship with the program."""
    assessments: tuple[AssessmentRule, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)

    def form(self, name: str) -> FormDeclaration | None:
        """Return the form with this id, title or short title, or None."""
        return next((f for f in self.forms if name in (f.id, f.title, f.short_title)), None)

    def mode(self, name: str) -> Mode | None:
        """Return the mode with this id or title, or None."""
        return next((m for m in self.modes if name in (m.id, m.title)), None)
