"""期限日程: deadlines from above, own days for the units below, and everything due in a round."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from app.domain.cycle.commitments import Commitment, Term
from app.domain.cycle.meetings import Meeting
from app.domain.cycle.postings import Posting
from app.domain.cycle.record import Record
from app.domain.dates import from_day
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId
from app.domain.official_document import OFFICIAL_ACROSS, Grid, Line, OfficialDocument
from app.domain.plain import from_plain, to_plain
from app.domain.review import Round
from app.domain.schedule import (
    Entry,
    EntryKind,
    OwnDate,
    calendar_document,
    days_before,
)
from app.domain.words import REVIEW_STATES
from app.domain.work_settings import OWN_DATES
from app.ops.changes import Changes, Topic, changed
from app.ops.form_copies import FormCopies
from app.ops.forms_asked import FormsAsked, OfUnit
from app.ops.overview import DueDate, OverviewOps, StepKind
from app.ops.postings import PostingOps
from app.ops.tasks import reviewer_names, target_name
from app.ops.workspace import Workspace

_R = TypeVar("_R", bound=Record)
_FILED = {"序号": 5, "登记表": 30, "点评对象": 18, "点评领导": 18, "点评时间": 14, "状态": 9}


class ScheduleOps:
    """What a user can see and set in the calendar."""

    def __init__(self, workspace: Workspace, overview: OverviewOps, postings: PostingOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._overview, self._postings = overview, postings

    # ---- looking -----------------------------------------------------------------------------

    def entries(self, round_: Round, unit: OrganizationId) -> tuple[Entry, ...]:
        """Return everything that has a day in a round, of a unit and everything below, by day."""
        found = [*self._deadlines(round_), *self._own(), *self._records(round_, unit)]
        order = list(EntryKind)
        return tuple(sorted(found, key=lambda each: (each.day, order.index(each.kind), each.what)))

    def deadlines(self, round_: Round) -> tuple[DueDate, ...]:
        """Return the scheme's deadlines in a round, by date."""
        return self._overview.deadlines(round_)

    def overdue(self, round_: Round, unit: OrganizationId) -> int:
        """Return how many targets were not reviewed as often as the scheme asks for."""
        steps = self._overview.next_steps(round_, unit, self._workspace.day_of(round_))
        return sum(step.count for step in steps if step.kind is StepKind.OVERDUE)

    def _deadlines(self, round_: Round) -> Iterator[Entry]:
        for due in self.deadlines(round_):
            each = due.deadline
            yield Entry(each.date, EntryKind.DEADLINE, each.what, each.to, filing=each.filing)

    def _own(self) -> Iterator[Entry]:
        for each in self.own():
            yield Entry(each.day, EntryKind.OWN, each.what, each.to, own=each)

    def _records(self, round_: Round, unit: OrganizationId) -> Iterator[Entry]:
        cycle, today = self._workspace.stores.cycle, self._workspace.today()
        for meeting in self._within(cycle.of_kind(Meeting, round_.id), unit):
            if meeting.day is not None:
                name = self._name(meeting.organization_id)
                yield Entry(meeting.day, EntryKind.MEETING, meeting.title, name)
        for posting in self._within(cycle.of_kind(Posting, round_.id), unit):
            name = self._name(posting.organization_id)
            for day, words in ((posting.day, "开始"), (posting.until, "期满")):
                if day is not None:
                    yield Entry(day, EntryKind.POSTING, f"{posting.title}（{words}）", name)
        open_promises = (
            each.until
            for each in self._within(cycle.of_kind(Commitment, round_.id), unit)
            if each.term(today) is not Term.ENDED
        )
        yield from _counted(open_promises, EntryKind.PROMISE, "公开承诺到期 {count} 项")
        tree = self._workspace.directory(self._workspace.day_of(round_)).tree
        unmended = (
            until
            for place, until in self._workspace.stores.standing.unmended(round_.id)
            if place in tree and tree.within(place, unit)
        )
        yield from _counted(unmended, EntryKind.MENDING, "整改到期 {count} 项")

    def _within(self, records: Iterable[_R], unit: OrganizationId) -> Iterator[_R]:
        tree = self._workspace.directory(self._workspace.today()).tree
        for record in records:
            place = record.organization_id
            if place in tree and tree.within(place, unit):
                yield record

    def _name(self, organization_id: OrganizationId) -> str:
        return self._workspace.directory(self._workspace.today()).tree[organization_id].name

    # ---- own days ----------------------------------------------------------------------------

    def own(self) -> tuple[OwnDate, ...]:
        """Return the days that this unit has set, by date."""
        text = self._workspace.stores.settings.get(OWN_DATES)
        found = [from_plain(OwnDate, each) for each in json.loads(text)] if text else []
        return tuple(sorted(found, key=lambda each: (each.day, each.what)))

    def new(self, day: date, what: str = "", to: str = "") -> OwnDate:
        """Return an own day; nothing is kept."""
        return OwnDate(self._workspace.new_id(), what, day, to)

    def before(self, upper: date, days: int) -> date:
        """Return the day so many days before a deadline, on a working day."""
        return days_before(upper, days, self._postings.holidays())

    def derive(self, round_: Round, deadlines: Collection[str], days: int) -> Changes:
        """Make own days for the units below out of deadlines of the scheme.

        What was made from the same deadline before is replaced.

        Args:
            round_: the round.
            deadlines: ids of the scheme's deadlines.
            days: how many days earlier those below are to be ready.

        Raises:
            Refusal: ``schedule.days`` where they would have no time before.
        """
        if days < 1:
            raise refusal("schedule.days")
        kept = [each for each in self.own() if each.deadline not in deadlines]
        for due in self.deadlines(round_):
            each = due.deadline
            if each.id in deadlines:
                made = self.new(self.before(each.date, days), each.what, "所属各党组织")
                kept.append(replace(made, deadline=each.id, before=days))
        return self._save("推算期限", kept)

    def save(self, own: OwnDate) -> Changes:
        """Keep an own day.

        Raises:
            Refusal: ``schedule.what`` where it does not say what is due.
        """
        if not own.what.strip():
            raise refusal("schedule.what")
        return self._save("本级期限", [*(e for e in self.own() if e.id != own.id), own])

    def remove(self, ids: Collection[str]) -> Changes:
        """Take own days away."""
        return self._save("删除期限", [each for each in self.own() if each.id not in ids])

    def _save(self, title: str, own: Iterable[OwnDate]) -> Changes:
        text = json.dumps([to_plain(each) for each in own], ensure_ascii=False)
        with self._workspace.transaction(title):
            self._workspace.stores.settings.set(OWN_DATES, text)
        return changed(Topic.CYCLE)

    # ---- paper -------------------------------------------------------------------------------

    def document(self, round_: Round, unit: OrganizationId) -> OfficialDocument:
        """Return the calendar of a round for paper."""
        name = self._name(unit)
        title = f"{name}\n{round_.name}领导点评工作日程"
        return calendar_document(title, self.entries(round_, unit), name)

    def filed(self, round_: Round, unit: OrganizationId) -> OfficialDocument:
        """Return the list of the forms that a unit files with the level above (备案)."""
        workspace = self._workspace
        directory = workspace.directory(workspace.day_of(round_))
        copies = FormCopies(workspace).chosen(OfUnit(round_, unit), FormsAsked(filing=True))
        ids = [copy.head.id for copy in copies if copy.head is not None]
        reviews = {review.id: review for review in workspace.stores.reviews.among(ids)}
        heads = [reviews[each] for each in ids]
        titles = {form.id: form.title for form in workspace.scheme.forms}
        rows = tuple(
            (
                str(number),
                titles.get(head.form, head.form),
                target_name(directory, head.target),
                reviewer_names(directory, head.reviewers),
                from_day(head.day).for_form if head.day else "",
                REVIEW_STATES[head.state],
            )
            for number, head in enumerate(heads, 1)
        )
        title = f"{self._name(unit)}\n{round_.name}报备案登记表清单"
        grid = Grid(tuple(_FILED), rows, tuple(_FILED.values()), small=True)
        content = (grid,) if rows else (Line("没有需要报备案的登记表。"),)
        return OfficialDocument(title=title, content=content, page=OFFICIAL_ACROSS)


def _counted(days: Iterable[date | None], kind: EntryKind, words: str) -> Iterator[Entry]:
    for day, count in Counter(day for day in days if day is not None).items():
        yield Entry(day, kind, words.format(count=count))
