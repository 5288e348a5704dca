"""What stands in the way of a submission: its checks, what was said of them, who is missing."""

from collections.abc import Mapping

from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import refuse_all
from app.domain.ids import OrganizationId
from app.domain.submission import Submission
from app.domain.tree import Tree
from app.domain.words import ORGANIZATION_KINDS, OrganizationKind
from app.ops.counting import Count
from app.ops.submission_views import Prepared

DIFFERS = "T1-06"
"""The check that tells of a reported figure other than the counted one."""
_NO_LEVELS = (OrganizationKind.GROUP, OrganizationKind.UNIT)
"""They report with the party organisation above them."""


def prepare(
    count: Count,
    unit: OrganizationId,
    reported: Mapping[str, int],
    explanations: Mapping[str, str],
    last: Submission | None,
) -> Prepared:
    """Return what a submission would say.

    Args:
        count: its figures on the day.
        unit: it and everything below it.
        reported: measure → number, where another one than the counted is to be reported.
        explanations: check → 说明, besides those that are kept.
        last: the last submission of the round and unit.

    Raises:
        Refusal: ``handoff.no_level``, ``handoff.figure``, ``handoff.check_unknown``.
    """
    _require_level(count.directory.tree, unit)
    titles, values = count.titles(), count.figures(unit).values()
    figures = {measure: values[measure] for measure in titles}
    other = _differing(figures, reported)
    said = {name: text.strip() for name, text in explanations.items()}
    checks = count.checks(unit, other, said)
    written = {**count.explanations(unit, checks), **said}
    known = dict.fromkeys(check.id for check in checks)
    for name in said:
        if name not in known:
            raise refusal("handoff.check_unknown", name=name, known="、".join(known))
    missing = _missing_below(count, unit)
    return Prepared(
        round=count.round,
        unit=count.directory.tree[unit],
        day=count.day,
        figures=figures,
        titles=titles,
        checks=checks,
        explanations={name: text for name, text in written.items() if text},
        earlier=count.said_before(unit, written),
        reported=other,
        missing=missing,
        partial=bool(missing),
        last=last,
    )


def _require_level(tree: Tree, unit: OrganizationId) -> None:
    """Refuse what never reports by itself, unless the ledger is its own.

    Raises:
        Refusal: ``handoff.no_level``.
    """
    place = tree[unit]
    if unit != tree.root.id and place.kind in _NO_LEVELS:
        raise refusal("handoff.no_level", name=place.name, kind=ORGANIZATION_KINDS[place.kind])


def _differing(figures: Mapping[str, int], reported: Mapping[str, int]) -> dict[str, int]:
    """Return the reported figures that differ from the counted ones."""
    for measure, number in reported.items():
        if measure not in figures or number < 0:
            raise refusal("handoff.figure", name=measure)
    return {m: number for m, number in reported.items() if number != figures[m]}


def _missing_below(count: Count, unit: OrganizationId) -> tuple[str, ...]:
    """Return the units below one that have not reported.

    That the unit itself, or one above it, has not reported here is no part of what it says itself.
    """
    if count.unreported is None:
        return ()
    tree = count.directory.tree
    own = {o.name for o in (tree[unit], *tree.ancestors(unit)) if o.id in count.unreported}
    return tuple(path for path in count.unreported.of(unit) if path not in own)


def require_ready(prepared: Prepared) -> None:
    """Refuse what must not go up: 错误, and figures reported otherwise without a reason.

    Raises:
        Refusal: ``handoff.blocked`` for every 错误; ``handoff.reason_missing`` for every figure.
    """
    refuse_all(fault("handoff.blocked", c.id, message=c.message) for c in prepared.errors)
    if not prepared.explanations.get(DIFFERS):
        refuse_all(
            fault(
                "handoff.reason_missing",
                measure,
                what=prepared.titles[measure],
                reported=number,
                computed=prepared.figures[measure],
                check=DIFFERS,
            )
            for measure, number in prepared.reported.items()
        )
