"""工作要求: what the scheme asks for, with what the ledger already has of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from app.domain.cycle.assessment import Assessment
from app.domain.cycle.meetings import Meeting
from app.domain.cycle.opinions import Opinion
from app.domain.cycle.postings import Posting, PostingState
from app.domain.cycle.record import Record
from app.domain.cycle.rectification import Rectification, Reply
from app.domain.demands import (
    Demands,
    StepStanding,
    Tally,
    demands_document,
    without_standing,
)
from app.domain.ids import OrganizationId
from app.domain.official_document import OfficialDocument
from app.domain.review import SUMMARY_FIELDS, ReviewHead, Round
from app.domain.scheme import Track
from app.domain.words import ReviewState
from app.ops.overview import OverviewOps
from app.ops.step_order import StepOrder
from app.ops.tasks import lies_under
from app.ops.workspace import Workspace

_R = TypeVar("_R", bound=Record)
_TITLE = "领导点评工作要求"


class DemandOps:
    """What a user can see of the scheme's demands."""

    def __init__(self, workspace: Workspace, overview: OverviewOps) -> None:
        """Work on this ledger."""
        self._workspace, self._overview = workspace, overview

    def of(self, round_: Round | None, unit: OrganizationId) -> Demands:
        """Return what the scheme asks for, and how far a unit and everything below it have come.

        Args:
            round_: whose deadlines and records; None: the scheme alone.
            unit: whose records are counted.
        """
        demands = without_standing(self._workspace.scheme)
        if round_ is None:
            return demands
        look = _Look(self._workspace, self._overview, round_, unit)
        deadlines = tuple(due.deadline for due in self._overview.deadlines(round_))
        return replace(demands, steps=tuple(look.steps(demands.steps)), deadlines=deadlines)

    def document(self, round_: Round | None, unit: OrganizationId) -> OfficialDocument:
        """Return the same as a sheet to print and hand out."""
        workspace, demands = self._workspace, self.of(round_, unit)
        day = workspace.day_of(round_) if round_ is not None else None
        tree = workspace.directory(day or workspace.today()).tree
        name = round_.name if round_ is not None else ""
        return demands_document(f"{tree[unit].name}\n{name}{_TITLE}", demands, day)


class _Look:
    """Counts what a round of a unit has of each step."""

    def __init__(
        self, workspace: Workspace, overview: OverviewOps, round_: Round, unit: OrganizationId
    ) -> None:
        self._workspace, self._overview = workspace, overview
        self._round, self._unit = round_, unit
        self._day = workspace.day_of(round_)
        self._directory = workspace.directory(self._day)
        self._days: list[date] = []
        """The days on which something of the step was done that is being looked at."""

    def steps(self, steps: Iterable[StepStanding]) -> Iterator[StepStanding]:
        """Give the steps with their tallies; of two on one track the first has them."""
        early, seen = self._early(), set[Track]()
        for each in steps:
            track = each.step.track
            self._days = []
            tallies = tuple(self._tallies(track)) if track not in seen else ()
            seen.add(track)
            yield replace(
                each,
                tallies=tallies,
                first=min(self._days, default=None),
                last=max(self._days, default=None),
                early=early[each.step.id],
            )

    def _tallies(self, track: Track) -> Iterator[Tally]:
        counted = {
            Track.SUMMARY: self._summaries,
            Track.SURVEY: self._survey,
            Track.REVIEW: self._reviews,
            Track.POSTING: self._postings,
            Track.RECTIFICATION: self._rectifications,
            Track.REPLY: self._replies,
        }
        return counted[track]()

    # ---- one track after the other -----------------------------------------------------------

    def _summaries(self) -> Iterator[Tally]:
        """Count the records that are 已小结 at least, where the forms have a cell for it."""
        forms = self._workspace.forms.values()
        if any(key in form.field_by_key for form in forms for key in SUMMARY_FIELDS):
            written = sum(head.state is not ReviewState.PLANNED for head in self._heads)
            yield Tally("已小结（含已点评）", written, unit="份")

    def _survey(self) -> Iterator[Tally]:
        heard = self._records(Opinion)
        self._note(each.day for each in heard)
        yield Tally("意见建议", len(heard), unit="条")

    def _reviews(self) -> Iterator[Tally]:
        here = self._overview.progress(self._round, self._day)[self._unit]
        self._note(head.day for head in self._heads if head.is_finished)
        yield Tally("已点评", here.done, here.due)
        if meetings := len(self._records(Meeting)):
            yield Tally("会议", meetings, unit="次")
        votes = self._records(Assessment)
        if votes or self._workspace.scheme.assessments:
            yield Tally("群众评议已汇总", sum(each.is_done for each in votes), len(votes))

    def _postings(self) -> Iterator[Tally]:
        today, found = self._workspace.today(), self._records(Posting)
        self._note(each.day for each in found)
        self._note(each.until for each in found)
        standings = Counter(each.standing(today) for each in found)
        yield Tally("公示", len(found), unit="次")
        if handled := standings[PostingState.HANDLED]:
            yield Tally("已办结", handled, unit="次")

    def _rectifications(self) -> Iterator[Tally]:
        today, found = self._workspace.today(), self._records(Rectification)
        self._note(each.checked_on for each in found)
        self._note(entry.day for each in found for entry in each.progress)
        yield Tally("整改完成", sum(each.is_finished for each in found), len(found))
        if late := sum(each.is_overdue(today) for each in found):
            yield Tally("逾期", late, unit="项")
        if not any(step.track is Track.REPLY for step in self._workspace.scheme.steps):
            yield from self._replies()

    def _replies(self) -> Iterator[Tally]:
        found = self._records(Reply)
        self._note(each.day for each in found)
        yield Tally("书面回复", len(found), unit="份")

    # ---- reading -----------------------------------------------------------------------------

    def _note(self, days: Iterable[date | None]) -> None:
        self._days += [day for day in days if day is not None]

    def _records(self, kind: type[_R]) -> list[_R]:
        tree = self._directory.tree
        found = self._workspace.stores.cycle.of_kind(kind, self._round.id)
        places = ((each, each.organization_id) for each in found)
        return [each for each, place in places if place in tree and tree.within(place, self._unit)]

    @cached_property
    def _heads(self) -> tuple[ReviewHead, ...]:
        """The records of the unit, without their texts."""
        heads = self._workspace.stores.reviews.heads(self._round.id)
        return tuple(
            head
            for head in heads
            if lies_under(self._directory, head.target, head.organization_id, self._unit)
        )

    def _early(self) -> Mapping[str, int]:
        """Return of each step's id on how many records it came too early."""
        order = StepOrder(self._workspace, self._round, self._directory)
        found = Counter[str]()
        if self._workspace.scheme.order_strict:
            for head in self._heads:
                if head.is_done:
                    found.update(step.id for step, _ in order.early(head))
        return found
