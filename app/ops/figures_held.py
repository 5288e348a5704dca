"""Figures of units as they are taken in: what is told of their day, and what the log keeps."""

from collections.abc import Iterator, Mapping
from itertools import chain

from app.db.clock import now
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.handoff_records import UnitFigures
from app.domain.history import Change
from app.domain.review import Round
from app.domain.unit_figures import GivenFigures
from app.ops.counting import table_titles
from app.ops.workspace import Workspace


def hold_figures(workspace: Workspace, figures: UnitFigures) -> None:
    """Count a unit by these figures from their day on; runs within a transaction.

    What was held as of the same day stands in the change log of the unit.
    """
    store = workspace.stores.handoff
    given = store.unit_figures(figures.round).get(figures.unit)
    before = given.of(figures.as_of) if given is not None else None
    store.add_figures(figures)
    if before is None or before.values == figures.values:
        return
    titles = table_titles(workspace.scheme.tables[0]) if workspace.scheme.tables else {}
    old, new = (_told(each, titles) for each in (before, figures))
    change = Change("organization", figures.unit, "figures", old, new, now(), reason=figures.source)
    workspace.stores.changes.append([change])


def hold_told(workspace: Workspace, figures: UnitFigures) -> tuple[Fault, ...]:
    """Hold figures that came in a package; return what is to be known of their day."""
    given = workspace.stores.handoff.unit_figures(figures.round).get(figures.unit)
    hold_figures(workspace, figures)
    rounds = (each for each in workspace.stores.rounds.all() if each.id == figures.round)
    return tuple(chain.from_iterable(day_doubts(workspace, given, figures, r) for r in rounds))


def day_doubts(
    workspace: Workspace, given: GivenFigures | None, figures: UnitFigures, round_: Round
) -> Iterator[Fault]:
    """Return what is to be known of the day of figures that are taken in.

    Args:
        workspace: the ledger.
        given: what the unit gave before; None: nothing.
        figures: what is taken in.
        round_: of which round they are.
    """
    name = workspace.directory(workspace.today()).tree[figures.unit].name
    day, last = figures.as_of, workspace.day_of(round_)
    if day is None:
        yield fault("figures.undated", name=name)
        return
    if day < round_.start:
        yield fault("figures.before_round", name=name, day=day, start=round_.start)
    if day > last < round_.end:
        yield fault("figures.after_day", name=name, day=day, last=last)
    newer = given.newest.as_of if given is not None and given.used else None
    if newer is not None and newer > day:
        yield fault("figures.older", name=name, day=day, newer=newer)


def _told(figures: UnitFigures, titles: Mapping[str, str]) -> str:
    day = figures.as_of.isoformat() if figures.as_of is not None else ""
    numbers = (f"{titles.get(measure, measure)} {n}" for measure, n in figures.values.items())
    return " ".join(filter(None, (day, "、".join(numbers))))
