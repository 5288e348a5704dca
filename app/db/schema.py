"""Steps from the first schema to today's; a ledger remembers which it has taken."""

from pathlib import Path

import peewee
from playhouse.migrations import Runner

from app.db.recognition import APPLICATION_ID

FOLDER = Path(__file__).with_name("migrations")
_HISTORY = "schema_migration"


def newest_step() -> int:
    """Return the number of the last step that this program knows."""
    return max(int(path.name[:4]) for path in FOLDER.glob("[0-9]*.py"))


def steps_to_take(engine: peewee.SqliteDatabase) -> tuple[str, ...]:
    """Return the steps that a ledger still lacks."""
    return tuple(step.name for step in _runner(engine).status() if not step.applied)


def has_first_step(engine: peewee.SqliteDatabase) -> bool:
    """Tell whether a ledger remembers its first step, as every sound one does."""
    return any(step.applied for step in _runner(engine).status())


def steps_unknown(engine: peewee.SqliteDatabase) -> tuple[str, ...]:
    """Return the steps that a ledger has taken and this program has never heard of."""
    return tuple(step.name for step in _runner(engine).status() if step.path is None)


def take_steps(engine: peewee.SqliteDatabase, up_to: str | None = None) -> None:
    """Take all steps that a ledger lacks, each of them whole or not at all."""
    taken = _runner(engine).up(up_to)
    if taken:
        engine.pragma("application_id", APPLICATION_ID)
        engine.pragma("user_version", int(taken[-1][:4]))


def _runner(engine: peewee.SqliteDatabase) -> Runner:
    return Runner(engine, str(FOLDER), table_name=_HISTORY)
