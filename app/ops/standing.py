"""How far a round has come for every organisation at once, quickly enough for a whole city.

The same as counting ``TaskOps.list`` for each organisation, in one pass over narrow rows.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from app.domain.directory import Directory
from app.domain.gaps import open_gaps
from app.domain.ids import OrganizationId, PersonId, ReviewId, TaskId
from app.domain.organization import Member
from app.domain.responsibility import Gap
from app.domain.review import Round
from app.domain.standing import DONE, DUE, EXEMPT, GAPS, Counts, Standing
from app.domain.words import TargetKind
from app.ops.tasks import SINGLE_POSTS, Answers
from app.ops.workspace import Workspace

_KINDS = {kind.value: kind for kind in TargetKind}
Row = tuple[Any, ...]


@dataclass
class RoundStanding:
    """What is known about a round at one moment; made anew when the ledger has changed."""

    workspace: Workspace
    round: Round
    day: date
    """Its structure places the targets."""
    covered_before: "tuple[Directory, set[str], tuple[Gap, ...]] | None" = None
    """What the last look found: gaps stay while the structure and the targets with a task do."""
    tasks: list[Row] = field(init=False)
    """As ``StandingStore.tasks`` gives them."""

    def __post_init__(self) -> None:
        self.tasks = self.workspace.stores.standing.tasks(self.round.id)

    @property
    def directory(self) -> Directory:
        """The structure that places the targets."""
        return self.workspace.directory(self.day)

    def place(
        self, kind: str, target_id: str, organization_id: OrganizationId | None
    ) -> OrganizationId | None:
        """Return the organisation in which a target is counted."""
        if kind == TargetKind.ORGANIZATION:
            return OrganizationId(target_id)
        member = self._members.get(PersonId(target_id))
        return member.organization_id if member else organization_id

    @cached_property
    def _members(self) -> Mapping[PersonId, Member]:
        return self.directory.members

    @cached_property
    def progress(self) -> Standing:
        """Due, done, exempt and gaps of every organisation with all below it."""
        counts: Counts = {}
        done, members, unit = self._done(), self._members, TargetKind.ORGANIZATION.value
        for id_, _, kind, target_id, organization_id, exempt in self.tasks:
            if kind == unit:
                place = target_id
            else:
                member = members.get(target_id)
                place = member.organization_id if member is not None else organization_id
            if place is None:
                continue
            key = (place, _KINDS[kind])
            numbers = counts.get(key)
            if numbers is None:
                numbers = counts[key] = [0, 0, 0, 0]
            numbers[DUE] += 1
            if id_ in done:
                numbers[DONE] += 1
            elif exempt:
                numbers[EXEMPT] += 1
        for gap in self.gaps:
            place = self.place(gap.target.kind, gap.target.id, gap.organization_id)
            if place is not None:
                numbers = counts.setdefault((place, gap.target.kind), [0, 0, 0, 0])
                numbers[DUE] += 1
                numbers[GAPS] += 1
        return Standing(self.directory.tree, counts)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Targets that nobody can review; found again only where something about them changed."""
        covered, known = self._covered, self.covered_before
        workspace = self.workspace
        directory = workspace.directory(workspace.day_of(self.round))
        if known is None or known[0] is not directory or known[1] != covered:
            found = open_gaps(workspace.scheme, directory, self.round.id, covered)
            self.covered_before = (directory, covered, found)
            return found
        return known[2]

    @cached_property
    def _covered(self) -> set[str]:
        hearings = {form.id for form in self.workspace.scheme.forms if not form.counts}
        return {row[3] for row in self.tasks if row[1] not in hearings}

    # ---- which tasks are done ----------------------------------------------------------------

    def _done(self) -> set[str]:
        """Return the ids of the tasks that a finished review answers within the round."""
        answers = self._answers()
        end = self.round.end.isoformat()
        done: set[str] = set()
        unclear: list[tuple[Row, list[Row]]] = []
        for task in self.tasks:
            found = answers.get((task[1], task[2], task[3]))
            if found is None:
                continue
            if any(row[5] is not None and row[5] > end for row in found):
                unclear.append((task, found))
            elif found[0][4] == task[0] or any(self._is_direct(task, row) for row in found):
                done.add(task[0])
            else:
                unclear.append((task, found))
        done.update(self._looked_up(unclear))
        return done

    def _answers(self) -> Mapping[Row, list[Row]]:
        found: dict[Row, list[Row]] = {}
        for row in self.workspace.stores.standing.finished(self.round.id):
            found.setdefault(row[:3], []).append(row)
        return found

    def _is_direct(self, task: Row, review: Row) -> bool:
        """Tell whether a review says that it is of this task, or has one of its reviewers."""
        if review[4] == task[0]:
            return True
        return not self._reviewers.get(review[3], _NOBODY).isdisjoint(self._assigned(task))

    def _assigned(self, task: Row) -> list[PersonId]:
        """Return who is to do a task."""
        found: list[PersonId] = json.loads(self._assignments[task[0]])
        return found

    @cached_property
    def _assignments(self) -> Mapping[str, str]:
        return self.workspace.stores.standing.assignments(self.round.id)

    @cached_property
    def _reviewers(self) -> Mapping[str, set[str]]:
        return self.workspace.stores.standing.reviewers(self.round.id)

    def _looked_up(self, unclear: Iterable[tuple[Row, list[Row]]]) -> set[str]:
        """Return which of these tasks are done, by the rules of ``Answers`` themselves."""
        likely = [(t, found) for t, found in unclear if any(self._may_fit(t, r) for r in found)]
        stores = self.workspace.stores
        reviews = stores.reviews.among(
            [ReviewId(id_) for id_ in dict.fromkeys(row[3] for _, found in likely for row in found)]
        )
        order = {row[3]: n for n, row in enumerate(r for _, found in likely for r in found)}
        today = self.workspace.directory(self.workspace.day_of(self.round))
        answers = Answers(
            sorted(reviews, key=lambda review: order[review.id]), self.workspace.directory, today
        )
        done = set()
        for row, _ in likely:
            task = stores.tasks.get(TaskId(row[0]))
            review = answers.to(task) if task is not None else None
            if review is not None and not (review.day and review.day > self.round.end):
                done.add(row[0])
        return done

    def _may_fit(self, task: Row, review: Row) -> bool:
        """Tell whether a review may be an answer; who never held a reviewer's post is none."""
        if self._is_direct(task, review):
            return True
        today = self.workspace.directory(self.workspace.day_of(self.round))
        before = self._reviewers.get(review[3], _NOBODY)
        return any(
            not before.isdisjoint(self._ever_held.get((post.organization_id, post.post), _NOBODY))
            for person in self._assigned(task)
            for post in today.posts_of(person)
            if post.post in SINGLE_POSTS
        )

    @cached_property
    def _ever_held(self) -> Mapping[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for held in self.workspace.records.appointments:
            if held.post in SINGLE_POSTS:
                found.setdefault((held.organization_id, held.post), set()).add(held.person_id)
        return found


_NOBODY: set[str] = set()
