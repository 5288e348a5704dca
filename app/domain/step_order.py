"""Whether the steps of the work were taken in the order in which a scheme has them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.domain.scheme import Step, Track


def out_of_order(
    steps: Sequence[Step], days: Mapping[Track, date | None]
) -> Iterator[tuple[Step, Step]]:
    """Yield each step that was taken too early, with the first step that should have come before.

    Args:
        steps: in the order of the scheme.
        days: when each was taken; None: begun and not at its end. What is not there is not
            known, and nothing is said of it.
    """
    known = [step for step in steps if step.track in days]
    for place, step in enumerate(known):
        taken = days[step.track]
        if taken is None:
            continue
        for before in known[:place]:
            earlier = days[before.track]
            if before.track is not step.track and (earlier is None or earlier > taken):
                yield step, before
                break
