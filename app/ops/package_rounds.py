"""The rounds of a package beside ours of the same id or name: unknown ones, and other days."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.db.stores import Stores
from app.domain.binding import plain
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.handoff import RoundHead
from app.domain.ids import RoundId
from app.domain.review import Round


def told_of_rounds(stores: Stores, heads: Sequence[RoundHead], *, is_down: bool) -> Iterator[Fault]:
    """Tell of rounds that are not known here, and of those that have other days here.

    Args:
        stores: of the ledger.
        heads: the rounds of a package.
        is_down: whether it comes from the level above, whose days hold.
    """
    for head, ours in _beside_ours(stores, heads):
        if ours is None:
            if not is_down:
                yield fault("handoff.round_new", name=head.name)
        elif _differ(head, ours):
            code = "handoff.round_from_above" if is_down else "handoff.round_differs"
            yield fault(code, name=ours.name, theirs=_days(head), ours=_days(ours))


def take_days(stores: Stores, heads: Sequence[RoundHead]) -> None:
    """Give our rounds the days that the level above says; runs within a transaction.

    What was submitted stays frozen as it went up.
    """
    for head, ours in _beside_ours(stores, heads):
        if ours is not None and _differ(head, ours):
            stores.rounds.add(replace(ours, start=head.start, end=head.end))


def _beside_ours(
    stores: Stores, heads: Sequence[RoundHead]
) -> Iterator[tuple[RoundHead, Round | None]]:
    known = stores.rounds.all()
    by_id, by_name = {each.id: each for each in known}, {plain(each.name): each for each in known}
    aliases = stores.handoff.aliases(head.id for head in heads)
    for head in heads:
        ours = by_id.get(head.id) or by_id.get(RoundId(aliases.get(head.id, "")))
        yield head, ours or by_name.get(plain(head.name))


def _differ(head: RoundHead, ours: Round) -> bool:
    return (head.start, head.end) != (ours.start, ours.end)


def _days(round_: RoundHead | Round) -> str:
    return f"{round_.start} 至 {round_.end}"
