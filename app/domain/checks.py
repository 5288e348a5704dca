"""Cross-checks of the official figures, each a sentence with its numbers and names."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.check import LISTED as LISTED  # looked for here
from app.domain.check import Check as Check
from app.domain.check import listed, made
from app.domain.check_pairs import Pair, pairs_of
from app.domain.coverage import Coverage, Figures
from app.domain.coverage_names import SECRETARIES, NameList, tier_places
from app.domain.directory import Directory
from app.domain.double_checks import once_each
from app.domain.errors import checks as say
from app.domain.ids import OrganizationId, PersonId
from app.domain.review import ReviewHead, ReviewTask, Round
from app.domain.review_checks import reviews_in_order
from app.domain.scheme import Finder, Rule, Scheme, TableDeclaration, Tier
from app.domain.unit_checks import (
    Earlier,
    Sealed,
    all_reported,
    as_reported,
    as_sealed,
    figures_within_total,
    filled,
    no_smaller,
    told_of_figures,
)
from app.domain.unreported import Unreported
from app.domain.words import (
    UNCOUNTED_REASONS,
    MemberCategory,
    OrganizationKind,
)

_FEWEST_FULL_MEMBERS = 3
_BRANCHES = frozenset({OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH})
_SECRETARY_FINDERS = frozenset({Finder.OWN_SECRETARY, Finder.SUPERIOR_SECRETARY})


@dataclass(frozen=True)
class Evidence:
    """What the checks look at besides the figures and the names behind them."""

    directory: Directory
    table: TableDeclaration
    scheme: Scheme
    round: Round
    reviews: tuple[ReviewHead, ...]
    """All reviews of the round, in any state."""
    tasks: tuple[ReviewTask, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    """The heading of each measure that the table has."""
    reported: Mapping[str, object] = field(default_factory=dict)
    """Measure → what the unit reports in place of what is counted."""
    earlier: Earlier | None = None
    """What was submitted before of the unit in the round."""
    sealed: tuple[Sealed, ...] = ()
    """What units below have submitted, beside what is counted of them."""
    unreported: Unreported | None = None
    """Who has not reported; None: nobody is to report in the round."""


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
    pairs = pairs_of(evidence.table)
    left_out = coverage.units.left_out(unit)
    return (
        *_given(unit, coverage, evidence),
        *as_sealed(evidence.sealed, evidence.titles),
        *_within_total(figures, pairs),
        *figures_within_total(unit, coverage, pairs),
        *_coverage_complete(figures, names, pairs),
        _one_secretary_each(unit, coverage, evidence.directory, left_out),
        *_sums(unit, coverage, names, pairs, evidence.directory),
        *((all_reported(unit, evidence.unreported),) if evidence.unreported else ()),
        *told_of_figures(unit, coverage),
        *once_each(unit, evidence.directory, evidence.reviews, left_out),
        *_since_the_last(figures, names, evidence),
        _reviews_in_order(unit, evidence, left_out),
        _full_members(unit, evidence.directory, left_out),
        *_secretaries_at_work(figures, evidence.scheme.rules),
    )


def _given(unit: OrganizationId, coverage: Coverage, evidence: Evidence) -> Iterator[Check]:
    """T1-01, T1-06, and T1-02 and T1-03 once more: what was typed or read, not counted."""
    given: dict[str, Mapping[str, object]] = {
        say.OF_UNIT.format(name=each.name): each.given.values
        for each in coverage.units.within(unit)
    }
    computed = coverage.figures(unit).values()
    told = {**computed, **evidence.reported}
    if evidence.reported:
        given[""] = told
    if given:
        yield filled(given, evidence.titles)
    if not evidence.reported:
        return
    yield from as_reported(evidence.reported, computed, evidence.titles)
    for pair in pairs_of(evidence.table):
        total, part = told[pair.total], told[pair.part]
        if isinstance(total, int) and isinstance(part, int) and part > total:
            yield made(
                pair.within_total,
                False,
                what=say.REPORTED + pair.what,
                measure=pair.measure,
                part=part,
                total=total,
            )


def _since_the_last(
    figures: Figures, names: Mapping[str, NameList], evidence: Evidence
) -> tuple[Check, ...]:
    """T1-09: what is smaller than it was when it was submitted before."""
    if evidence.earlier is None:
        return ()
    given = {m: n for m, n in evidence.reported.items() if isinstance(n, int)}
    return no_smaller({**figures.values(), **given}, names, evidence.earlier, evidence.titles)


def _within_total(figures: Figures, pairs: Iterable[Pair]) -> Iterator[Check]:
    """T1-02, T1-03: no more took part or were reviewed than there are."""
    counts = figures.measures()
    for pair in pairs:
        total, part = counts[pair.total], counts[pair.part]
        yield made(
            pair.within_total,
            part <= total,
            what=pair.what,
            measure=pair.measure,
            part=part,
            total=total,
        )


def _coverage_complete(
    figures: Figures, names: Mapping[str, NameList], pairs: Iterable[Pair]
) -> Iterator[Check]:
    """T1-04: who is missing from full coverage."""
    counts = figures.measures()
    for pair in pairs:
        total, part = counts[pair.total], counts[pair.part]
        missing: dict[str, list[str]] = {}
        for each in names[pair.part].not_counted:
            missing.setdefault(UNCOUNTED_REASONS[each.reason], []).append(each.name)
        units = [
            say.BY_FIGURES.format(name=each.name, count=rest, measure=pair.measure)
            for each, done in zip(names[pair.total].units, names[pair.part].units, strict=True)
            if (rest := each.number - done.number) > 0
        ]
        if units:
            missing[say.OF_FIGURES] = units
        yield made(
            "T1-04",
            part >= total,
            what=pair.what,
            measure=pair.measure,
            done=pair.done,
            total=total,
            missing=total - part,
            names=_by_reason(missing, pair.measure),
            behind=[f"{name}（{reason}）" for reason, some in missing.items() for name in some],
        )


def _by_reason(missing: Mapping[str, Sequence[str]], measure: str) -> str:
    """Return who is missing, each reason once; long lists are cut."""
    return "；".join(
        say.OF_REASON.format(reason=reason, names="、".join(names[:LISTED]))
        + (say.SO_MANY.format(count=len(names), measure=measure) if len(names) > LISTED else "")
        for reason, names in missing.items()
    )


def _one_secretary_each(
    unit: OrganizationId,
    coverage: Coverage,
    directory: Directory,
    left_out: Collection[OrganizationId],
) -> Check:
    """T1-05: as many secretaries as organisations; else vacancies and double posts."""
    figures = coverage.figures(unit)
    held: dict[PersonId, list[str]] = {}
    vacant, crowded = [], []
    for place in tier_places(directory, unit, SECRETARIES, left_out):
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
    unequal = [
        say.PLACES_AND_SECRETARIES.format(name=each.name, organizations=places, secretaries=heads)
        for each in coverage.units.within(unit)
        if (places := each.value("organizations_total"))
        != (heads := each.value("secretaries_total"))
    ]
    causes = (
        (say.UNFILLED, vacant),
        (say.SHARED, shared),
        (say.CROWDED, crowded),
        (say.UNEQUAL, unequal),
    )
    return made(
        "T1-05",
        figures.secretaries_total == figures.organizations_total,
        organizations=figures.organizations_total,
        secretaries=figures.secretaries_total,
        behind=[name for _, those in causes for name in those],
        why="；".join(
            cause.format(count=len(those), names=listed(those)) for cause, those in causes if those
        ),
    )


def _sums(
    unit: OrganizationId,
    coverage: Coverage,
    names: Mapping[str, NameList],
    pairs: Iterable[Pair],
    directory: Directory,
) -> Iterator[Check]:
    """T1-07: a unit is the sum of its parts and its own level, persons less 重复任职."""
    children = directory.tree.children(unit)
    if not children or unit in coverage.units:
        return
    left_out = coverage.units.left_out(unit)
    whole = coverage.figures(unit).measures()
    own = coverage.own_level(unit).measures()
    below = [coverage.figures(child.id).measures() for child in children]
    for pair in pairs:
        repeats = _repeats(unit, pair.tier, directory, left_out) if pair.tier else {}
        for measure, label in ((pair.total, pair.what), (pair.part, pair.what + pair.done)):
            again = {c.name: repeats[c.id] for c in names[measure].counted if c.id in repeats}
            parts, less = sum(each[measure] for each in below), sum(again.values())
            rest = whole[measure] - (parts + own[measure] - less)
            yield made(
                "T1-07",
                rest == 0,
                what=label,
                total=whole[measure],
                parts=parts,
                own=own[measure],
                less=say.REPEATED.format(count=less, names=listed(list(again))) if less else "",
                rest=abs(rest),
            )


def _repeats(
    unit: OrganizationId, tier: Tier, directory: Directory, left_out: Collection[OrganizationId]
) -> Mapping[str, int]:
    """How often each person is counted again in a further part of the unit."""
    part_of = {
        organization.id: child.id
        for child in directory.tree.children(unit)
        for organization in directory.tree.subtree(child.id)
    }
    parts: dict[str, set[OrganizationId]] = {}
    for place in tier_places(directory, unit, tier, left_out):
        for appointment in directory.holders(place.id, tier.posts):
            parts.setdefault(appointment.person_id, set()).add(part_of.get(place.id, unit))
    return {person: len(those) - 1 for person, those in parts.items() if len(those) > 1}


def _reviews_in_order(
    unit: OrganizationId, evidence: Evidence, left_out: Collection[OrganizationId]
) -> Check:
    """T1-10, of the done reviews of a unit."""
    done = [
        review
        for review in evidence.reviews
        if review.is_done
        and evidence.directory.tree.within(review.organization_id, unit)
        and review.organization_id not in left_out
    ]
    return reviews_in_order(
        done, evidence.tasks, evidence.scheme, evidence.directory, evidence.round
    )


def _full_members(
    unit: OrganizationId, directory: Directory, left_out: Collection[OrganizationId]
) -> Check:
    """T1-11: branches with fewer than three full members."""
    small = []
    for place in directory.tree.subtree(unit):
        if place.kind not in _BRANCHES or place.id in left_out or not directory.is_active(place):
            continue
        members = directory.members_under(place.id)
        count = sum(1 for m in members if m.category is MemberCategory.FULL)
        if count < _FEWEST_FULL_MEMBERS:
            reason = f"{count} {say.HEADS}"
            small.append(say.WITH_REASON.format(name=place.name, reason=reason))
    return made("T1-11", not small, count=len(small), names=listed(small))


def _secretaries_at_work(figures: Figures, rules: Iterable[Rule]) -> Iterator[Check]:
    """T1-12: members reviewed though no secretary took part, where the rules use secretaries."""
    finders = {search.find for rule in rules for search in rule.reviewers}
    if finders & _SECRETARY_FINDERS:
        yield made(
            "T1-12",
            not figures.members_reviewed or bool(figures.secretaries_took_part),
            members=figures.members_reviewed,
            secretaries=figures.secretaries_took_part,
        )
