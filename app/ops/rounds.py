"""Rounds: opening them and planning their tasks."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from app.domain.errors.catalogue import refusal
from app.domain.ids import RoundId
from app.domain.responsibility import Plan, plan
from app.domain.review import ReviewTask, Round
from app.ops.changes import Changes, Topic, changed
from app.ops.workspace import Workspace


class OpenedRound(NamedTuple):
    """A round that was opened, and what its planning gave."""

    round: Round
    plan: Plan
    changes: Changes


class RoundOps:
    """What a user can do with rounds."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace

    def all(self) -> tuple[Round, ...]:
        """The rounds of the ledger, oldest first."""
        return self._workspace.stores.rounds.all()

    def open(self, name: str, start: date, end: date) -> OpenedRound:
        """Open a round and make its tasks.

        Raises:
            Refusal: ``round.name_missing``, ``round.dates`` or ``round.exists``.
        """
        name = name.strip()
        if not name:
            raise refusal("round.name_missing")
        if start > end:
            raise refusal("round.dates", name)
        stores = self._workspace.stores
        known = stores.rounds.all()
        if any(_same_name(r.name, name) for r in known):
            raise refusal("round.exists", name=name)
        before = [r for r in known if r.end <= start]
        previous = max(before, key=lambda r: r.end).id if before else None
        made = Round(RoundId(self._workspace.new_id()), name, start, end, previous)
        with self._workspace.transaction("开设轮次"):
            stores.rounds.add(made)
            planned = self._plan_and_keep(made)
        return OpenedRound(made, planned, changed(Topic.ROUNDS, Topic.TASKS))

    def plan(self, round_: Round, kept: Sequence[ReviewTask] | None = None) -> Plan:
        """Return what the rules give today for a round; nothing is written.

        Args:
            round_: the round.
            kept: its tasks, where they have been read already.
        """
        workspace = self._workspace
        directory = workspace.directory(workspace.day_of(round_))
        known = workspace.stores.tasks.of_round(round_.id) if kept is None else kept
        return plan(workspace.scheme, directory, round_.id, known)

    def plan_again(self) -> Changes:
        """Plan every round again after the structure changed; runs inside a transaction."""
        rounds = self._workspace.stores.rounds.all()
        for round_ in rounds:
            self._plan_and_keep(round_)
        return changed(Topic.TASKS) if rounds else Changes()

    def _plan_and_keep(self, round_: Round) -> Plan:
        planned = self.plan(round_)
        self._workspace.stores.tasks.replace(round_.id, planned.tasks)
        return planned


def _same_name(one: str, other: str) -> bool:
    """Tell whether two names read alike: spaces and full-width digits make no difference."""
    plain = ("".join(unicodedata.normalize("NFKC", name).split()) for name in (one, other))
    return next(plain) == next(plain)
