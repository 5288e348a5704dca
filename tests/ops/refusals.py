"""What an operation refuses, by its codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable


def refused(action: Callable[..., object], *args: object, **named: object) -> list[str]:
    """Return the codes of all faults with which an operation refuses."""
    with pytest.raises(Refusal) as error:
        action(*args, **named)
    return [fault.code for fault in error.value.faults]
