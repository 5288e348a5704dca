"""Lets Python's collector of circles rest while very many values are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting_collector() -> Iterator[None]:
    """Keep the collector from walking through everything again and again; then let it run on."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # both together: all that was made counts as old, unlooked at
            gc.unfreeze()
            gc.enable()
