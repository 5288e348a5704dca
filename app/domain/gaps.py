"""Gaps of a round whose tasks are known, found without planning all of it again."""

from collections.abc import Collection

from app.domain.directory import Directory
from app.domain.ids import RoundId
from app.domain.responsibility import Gap, Planning
from app.domain.scheme import Scheme


def open_gaps(
    scheme: Scheme, directory: Directory, round_id: RoundId, covered: Collection[str]
) -> tuple[Gap, ...]:
    """Return the gaps that ``plan`` would find.

    Args:
        scheme: the rules.
        directory: the structure on the day that counts.
        round_id: the round the tasks are for.
        covered: ids of targets with a task whose form counts; only the others are looked at.
    """
    work = Planning(scheme, directory, round_id, known=covered)
    for rule in scheme.rules:
        work.apply(rule)
    reviewed = {task.target for task in work.counting(work.tasks.values())}
    return tuple(gap for gap in work.gaps.values() if gap.target not in reviewed)
