"""Things of the window that are imported when they are first needed."""

from importlib import import_module
from typing import Any


def load(name: str) -> Any:  # noqa: ANN401 - a class or a function, as its user knows
    """Return what ``package.module:name`` means."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
