"""How long work tells how far it has come, and how it is stopped."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is, 0 where that is not known.

It raises ``Cancelled`` where the user wants to stop; work that has been stopped leaves nothing
half-done behind.
"""


class Cancelled(Exception):
    """The user has stopped the work."""


def unwatched(done: int, total: int) -> None:
    """Take notice of nothing: the progress of work that nobody watches."""
    del done, total
