"""Cross-checks of the official figures, each a sentence with its numbers and names."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.coverage import Coverage, Figures
from app.domain.coverage_names import SECRETARIES, NameList, tier_places
from app.domain.directory import Directory
from app.domain.errors import checks as say
from app.domain.ids import OrganizationId, PersonId
from app.domain.review import ReviewHead, ReviewTask, Round, Target
from app.domain.scheme import Finder, Rule, TableDeclaration, Tier
from app.domain.words import (
    UNCOUNTED_REASONS,
    CheckLevel,
    MemberCategory,
    OrganizationKind,
    TargetKind,
)

LISTED = 20
"""So many names at most stand in one sentence; ``coverage_names`` gives them all."""

_FEWEST_FULL_MEMBERS = 3
_BRANCHES = frozenset({OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH})
_SECRETARY_FINDERS = frozenset({Finder.OWN_SECRETARY, Finder.SUPERIOR_SECRETARY})


@dataclass(frozen=True, slots=True)
class Check:
    """One check and how it came out."""

    id: str
    level: CheckLevel
    ok: bool
    message: str


@dataclass(frozen=True)
class Evidence:
    """What the checks look at besides the figures and the names behind them."""

    directory: Directory
    table: TableDeclaration
    rules: tuple[Rule, ...]
    round: Round
    reviews: tuple[ReviewHead, ...]
    """All reviews of the round, in any state."""
    tasks: tuple[ReviewTask, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A total and the part of it that is done."""

    what: str
    measure: str
    done: str
    total: str
    part: str
    tier: Tier | None = None
    """Whose holders are counted, where persons are."""


def checks(
    unit: OrganizationId,
    coverage: Coverage,
    names: Mapping[str, NameList],
    evidence: Evidence,
) -> tuple[Check, ...]:
    """Return every check for a unit, those that are fine included.

    Args:
        unit: it and everything below it.
        coverage: the figures of the ledger on the day.
        names: the names behind the unit's figures (``coverage_names.name_lists``).
        evidence: structure, rules, reviews and tasks.
    """
    figures = coverage.figures(unit)
    pairs = _pairs(evidence.table)
    return (
        *_within_total(figures, pairs),
        *_coverage_complete(figures, names, pairs),
        _one_secretary_each(unit, figures, evidence.directory),
        *_sums(unit, coverage, names, pairs, evidence.directory),
        _once_each(unit, evidence.directory),
        _reviews_in_order(unit, evidence),
        _full_members(unit, evidence.directory),
        *_secretaries_at_work(figures, evidence.rules),
    )


def _check(check_id: str, ok: bool, **details: object) -> Check:
    entry = say.ENTRIES[check_id]
    return Check(check_id, entry.level, ok, (entry.fine if ok else entry.wrong).format(**details))


def _listed(names: Sequence[str]) -> str:
    text = "、".join(names[:LISTED])
    return text + say.AND_SO_ON.format(count=len(names)) if len(names) > LISTED else text


def _pairs(table: TableDeclaration) -> tuple[_Pair, ...]:
    first = table.tiers[0] if table.tiers else None
    leaders = _Pair(
        first.title if first else say.LEADERS,
        say.HEADS,
        say.TOOK_PART,
        "leaders_total",
        "leaders_took_part",
        first,
    )
    return (
        *((leaders,) if first else ()),
        _Pair(
            say.SECRETARIES,
            say.HEADS,
            say.TOOK_PART,
            "secretaries_total",
            "secretaries_took_part",
            SECRETARIES,
        ),
        _Pair(
            say.ORGANIZATIONS,
            say.PIECES,
            say.REVIEWED,
            "organizations_total",
            "organizations_reviewed",
        ),
        _Pair(say.MEMBERS, say.HEADS, say.REVIEWED, "members_total", "members_reviewed"),
    )


def _within_total(figures: Figures, pairs: Iterable[_Pair]) -> Iterator[Check]:
    """T1-02, T1-03: no more took part or were reviewed than there are."""
    counts = figures.measures()
    for pair in pairs:
        total, part = counts[pair.total], counts[pair.part]
        yield _check(
            "T1-02" if pair.tier else "T1-03",
            part <= total,
            what=pair.what,
            measure=pair.measure,
            part=part,
            total=total,
        )


def _coverage_complete(
    figures: Figures, names: Mapping[str, NameList], pairs: Iterable[_Pair]
) -> Iterator[Check]:
    """T1-04: who is missing from full coverage."""
    counts = figures.measures()
    for pair in pairs:
        total, part = counts[pair.total], counts[pair.part]
        missing = [
            say.WITH_REASON.format(name=n.name, reason=UNCOUNTED_REASONS[n.reason])
            for n in names[pair.part].not_counted
        ]
        yield _check(
            "T1-04",
            part >= total,
            what=pair.what,
            measure=pair.measure,
            done=pair.done,
            total=total,
            missing=total - part,
            names=_listed(missing),
        )


def _one_secretary_each(unit: OrganizationId, figures: Figures, directory: Directory) -> Check:
    """T1-05: as many secretaries as organisations; else vacancies and double posts."""
    held: dict[PersonId, list[str]] = {}
    vacant, crowded = [], []
    for place in tier_places(directory, unit, SECRETARIES):
        persons = dict.fromkeys(a.person_id for a in directory.holders(place.id, SECRETARIES.posts))
        for person in persons:
            held.setdefault(person, []).append(place.name)
        if not persons:
            vacant.append(place.name)
        elif len(persons) > 1:
            crowded.append(
                say.WITH_REASON.format(
                    name=place.name, reason="、".join(map(directory.name, persons))
                )
            )
    shared = [
        say.WITH_REASON.format(name=directory.name(person), reason="、".join(places))
        for person, places in held.items()
        if len(places) > 1
    ]
    causes = ((say.UNFILLED, vacant), (say.SHARED, shared), (say.CROWDED, crowded))
    return _check(
        "T1-05",
        figures.secretaries_total == figures.organizations_total,
        organizations=figures.organizations_total,
        secretaries=figures.secretaries_total,
        why="；".join(
            cause.format(count=len(those), names=_listed(those)) for cause, those in causes if those
        ),
    )


def _sums(
    unit: OrganizationId,
    coverage: Coverage,
    names: Mapping[str, NameList],
    pairs: Iterable[_Pair],
    directory: Directory,
) -> Iterator[Check]:
    """T1-07: a unit is the sum of its parts and its own level, persons less 重复任职."""
    children = directory.tree.children(unit)
    if not children:
        return
    whole = coverage.figures(unit).measures()
    own = coverage.own_level(unit).measures()
    below = [coverage.figures(child.id).measures() for child in children]
    for pair in pairs:
        repeats = _repeats(unit, pair.tier, directory) if pair.tier else {}
        for measure, label in ((pair.total, pair.what), (pair.part, pair.what + pair.done)):
            again = {c.name: repeats[c.id] for c in names[measure].counted if c.id in repeats}
            parts, less = sum(each[measure] for each in below), sum(again.values())
            rest = whole[measure] - (parts + own[measure] - less)
            yield _check(
                "T1-07",
                rest == 0,
                what=label,
                total=whole[measure],
                parts=parts,
                own=own[measure],
                less=say.REPEATED.format(count=less, names=_listed(list(again))) if less else "",
                rest=abs(rest),
            )


def _repeats(unit: OrganizationId, tier: Tier, directory: Directory) -> Mapping[str, int]:
    """How often each person is counted again in a further part of the unit."""
    part_of = {
        organization.id: child.id
        for child in directory.tree.children(unit)
        for organization in directory.tree.subtree(child.id)
    }
    parts: dict[str, set[OrganizationId]] = {}
    for place in tier_places(directory, unit, tier):
        for appointment in directory.holders(place.id, tier.posts):
            parts.setdefault(appointment.person_id, set()).add(part_of.get(place.id, unit))
    return {person: len(those) - 1 for person, those in parts.items() if len(those) > 1}


def _once_each(unit: OrganizationId, directory: Directory) -> Check:
    """T1-08: nobody is on the books twice, no organisation stands twice under one parent."""
    tree = directory.tree
    inside = [m for m in directory.on_books if tree.within(m.organization_id, unit)]
    rows = Counter(m.person_id for m in inside)
    numbers: dict[str, dict[PersonId, None]] = {}
    for member in inside:
        if member.id_number:
            numbers.setdefault(member.id_number, {})[member.person_id] = None
    places = Counter((o.parent_id, o.name) for o in tree.subtree(unit) if directory.is_active(o))
    twice = [
        *(directory.name(person) for person, count in rows.items() if count > 1),
        *("、".join(map(directory.name, those)) for those in numbers.values() if len(those) > 1),
        *(name for (_, name), count in places.items() if count > 1),
    ]
    return _check("T1-08", not twice, names=_listed(twice))


def _reviews_in_order(unit: OrganizationId, evidence: Evidence) -> Check:
    """T1-10: reviews outside the round, by someone without that duty, or of oneself."""
    duties: dict[Target, set[PersonId]] = {}
    for task in evidence.tasks:
        duties.setdefault(task.target, set()).update(task.reviewers)
    amiss = [
        sentence
        for review in evidence.reviews
        if review.is_done and evidence.directory.tree.within(review.organization_id, unit)
        for sentence in _amiss(review, evidence, duties.get(review.target, set()))
    ]
    return _check("T1-10", not amiss, count=len(amiss), names=_listed(amiss))


def _amiss(review: ReviewHead, evidence: Evidence, duty: set[PersonId]) -> Iterator[str]:
    directory, round_ = evidence.directory, evidence.round
    is_member = review.target.kind is TargetKind.MEMBER
    name = (
        directory.name(review.target.person_id)
        if is_member
        else directory.tree[review.target.organization_id].name
    )
    if review.day is not None and not round_.start <= review.day <= round_.end:
        yield say.OUTSIDE_ROUND.format(name=name, day=review.day.isoformat())
    led_may_review = any(rule.own_organization for rule in evidence.rules)
    secretary = None if led_may_review else review.secretary_id
    reviewed = review.target.person_id if is_member else secretary
    if reviewed in review.reviewers:
        yield say.OF_ONESELF.format(name=name)
    others = [r for r in review.reviewers if r not in duty and r != reviewed]
    if others:
        reviewers = "、".join(map(directory.name, others))
        yield say.WITHOUT_DUTY.format(name=name, reviewers=reviewers)


def _full_members(unit: OrganizationId, directory: Directory) -> Check:
    """T1-11: branches with fewer than three full members."""
    small = []
    for place in directory.tree.subtree(unit):
        if place.kind not in _BRANCHES or not directory.is_active(place):
            continue
        members = directory.members_under(place.id)
        count = sum(1 for m in members if m.category is MemberCategory.FULL)
        if count < _FEWEST_FULL_MEMBERS:
            reason = f"{count} {say.HEADS}"
            small.append(say.WITH_REASON.format(name=place.name, reason=reason))
    return _check("T1-11", not small, count=len(small), names=_listed(small))


def _secretaries_at_work(figures: Figures, rules: Iterable[Rule]) -> Iterator[Check]:
    """T1-12: members reviewed though no secretary took part, where the rules use secretaries."""
    finders = {search.find for rule in rules for search in rule.reviewers}
    if finders & _SECRETARY_FINDERS:
        yield _check(
            "T1-12",
            not figures.members_reviewed or bool(figures.secretaries_took_part),
            members=figures.members_reviewed,
            secretaries=figures.secretaries_took_part,
        )
