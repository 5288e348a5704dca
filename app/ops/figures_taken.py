"""Figures of units that travel with the records of another one, and come out again with them.

Whoever submits has units below that he counts by figures; the level above has to count them so,
too, or it would count less than what was submitted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.db.clock import now
from app.domain.handoff_records import PackageRecord, UnitFigures
from app.domain.ids import OrganizationId, RoundId
from app.domain.tree import Tree
from app.ops.counting import Count
from app.ops.figures_held import hold_figures
from app.ops.reporting import FROM, day_of_figures
from app.ops.workspace import Workspace


def figures_within(count: Count, unit: OrganizationId) -> tuple[UnitFigures, ...]:
    """Return the figures that are counted in place of records in a unit, without who typed them.

    Those of earlier days stand before the ones that hold on the day of the count.
    """
    day = day_of_figures(count.day, count.round)
    return tuple(
        replace(figures, who="", id=0)
        for each in count.units.within(unit)
        for figures in count.reporting.given[each.id].held
        if figures.as_of is None or figures.as_of <= day
    )


def take_figures(
    workspace: Workspace,
    tree: Tree,
    round_id: RoundId,
    unit: OrganizationId,
    given: Iterable[UnitFigures],
    ours: Mapping[str, str],
    file: str,
) -> bool:
    """Count a unit that sent its records as it counted itself; runs within a transaction.

    From a copy of this ledger only what is unknown here is taken: neither copy is above the other.

    Args:
        workspace: the ledger, the records already in it.
        tree: its organisations as they stand now.
        round_id: the round.
        unit: who sent its records.
        given: the figures that it counted in place of records.
        ours: id there → id here, where they differ.
        file: the name of the package.

    Returns:
        Whether the unit itself was counted by figures until now, and is no longer.
    """
    store = workspace.stores.handoff
    before = store.unit_figures(round_id)
    is_copy = unit == tree.root.id
    came = [(OrganizationId(ours.get(each.unit, each.unit)), each) for each in given]
    wanted = {place for place, _ in came}
    for place, each in came:
        if place not in tree or not tree.within(place, unit) or (is_copy and place in before):
            continue
        if place == unit or not _sent_records(workspace, place, round_id):
            source = FROM.format(file=file, source=each.source)
            values = dict(each.values)
            hold_figures(workspace, UnitFigures(round_id, place, each.as_of, source, now(), values))
    for place, all_known in before.items():
        known = all_known.newest
        is_inside = place in tree and tree.within(place, unit)
        if known.used and is_inside and place not in wanted and not is_copy:
            unused = replace(known, id=0, used=False, time=now(), who="")
            if place != unit:
                unused = replace(unused, source=FROM.format(file=file, source=known.source))
            store.add_figures(unused)
    own = before.get(unit)
    return own is not None and own.used and unit not in wanted


def give_back(workspace: Workspace, record: PackageRecord) -> None:
    """Count by figures as before a package that is taken out came; within a transaction."""
    store, tree = workspace.stores.handoff, workspace.directory(workspace.today()).tree
    sender = record.unit
    if sender is None:
        return
    within = FROM.format(file=record.file, source="")
    for round_ in workspace.stores.rounds.all():
        for unit, given in store.unit_figures(round_.id).items():
            if unit in tree and sender in tree and not tree.within(unit, sender):
                continue
            store.drop_figures(
                row.id
                for row in given.rows
                if row.time >= record.time
                and (
                    row.source.startswith(within) or (unit == sender and row.source == record.file)
                )
            )


def _sent_records(workspace: Workspace, place: OrganizationId, round_id: RoundId) -> bool:
    """Tell whether a unit sent its own records here itself for a round."""
    stores = workspace.stores
    name = next((each.name for each in stores.rounds.all() if each.id == round_id), "")
    rounds = (record.manifest.round for record in stores.handoff.applied_of(place))
    return any(each is not None and (each.id == round_id or each.name == name) for each in rounds)
