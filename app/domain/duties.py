"""Who had to review whom on a day that has gone by: the plan that day's structure gives."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.domain.directory import Directory
from app.domain.ids import PersonId, RoundId
from app.domain.organization import Records
from app.domain.responsibility import Planning
from app.domain.review import Target
from app.domain.scheme import Scheme


@dataclass(frozen=True, slots=True)
class _AllBut:
    """Every id but these."""

    ids: frozenset[str]

    def __contains__(self, id_: object) -> bool:
        return id_ not in self.ids


def duties_by_day(
    scheme: Scheme, records: Records, round_id: RoundId, days: Mapping[date, Collection[Target]]
) -> Mapping[date, Mapping[Target, frozenset[PersonId]]]:
    """Return who had to review some targets by the scheme's rules, as the structure then was.

    Nobody but the targets is planned, so that it costs little for few of them.

    Args:
        scheme: the rules, in their order.
        records: the structure, what has ended included.
        round_id: the round.
        days: day → whose reviewers are wanted.
    """
    wanted = {target.id for targets in days.values() for target in targets}
    few = replace(records, members=tuple(m for m in records.members if m.person_id in wanted))
    return {
        day: _duties(scheme, Directory(few, day), round_id, frozenset(t.id for t in targets))
        for day, targets in days.items()
    }


def _duties(
    scheme: Scheme, directory: Directory, round_id: RoundId, ids: frozenset[str]
) -> Mapping[Target, frozenset[PersonId]]:
    work = Planning(scheme, directory, round_id, known=_AllBut(ids))
    for rule in scheme.rules:
        work.apply(rule)
    found: dict[Target, frozenset[PersonId]] = {}
    for task in work.tasks.values():
        found[task.target] = found.get(task.target, frozenset()).union(task.reviewers)
    return found
