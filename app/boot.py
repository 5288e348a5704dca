"""The composition root: where the parts are put together and given their clock and ids."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app import paths

if TYPE_CHECKING:
    from app.ops.office import Office

SANDBOX_CHILD = "--sandbox-child"
WINDOW_CHECK = "--check-window"


def office() -> "Office":
    """Return the office with the shipped schemes, today's calendar and new ids.

    It brings in the whole house, so the window calls it once it has been painted.
    """
    from datetime import date

    from app.ops.office import Office

    return Office(paths.schemes(), date.today, _new_id)


def _new_id() -> str:
    from uuid import uuid4

    return str(uuid4())


def main(arguments: Sequence[str]) -> int:
    """Open the window, or run a command; returns the exit code."""
    if arguments[:1] == [SANDBOX_CHILD]:
        from app.sandbox import child

        return child()
    if arguments[:1] == [WINDOW_CHECK]:
        from app.ui.self_check import check_window

        return check_window(office, Path(arguments[1]))
    if arguments and (arguments[0].startswith("-") or not _names_a_ledger(arguments)):
        from app.commands.main import run

        return run(arguments, office())
    from app.ui.application import run_window

    ledger = Path(arguments[0]) if arguments else None
    return run_window(office, ledger)


def _names_a_ledger(arguments: Sequence[str]) -> bool:
    from app.commands.words import COMMANDS

    return len(arguments) == 1 and arguments[0] not in COMMANDS
