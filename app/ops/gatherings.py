"""会议, 随机抽取 and 专门约谈 as records: who took part, how was drawn, what was said."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from app.domain.cycle.meeting_papers import (
    MeetingWords,
    agenda,
    draw_record,
    interview_record,
    minutes,
    sign_in_sheet,
)
from app.domain.cycle.meetings import Draw, Interview, Meeting, MeetingState, drawn
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId, PersonId, RecordId, TaskId
from app.domain.official_document import OfficialDocument
from app.domain.progress import Progress, unwatched
from app.domain.review import ReviewTask, Round, Target
from app.domain.words import TargetKind
from app.ops.attendance import Attendance
from app.ops.changes import Changes, Topic, changed
from app.ops.cycle_ops import CycleOps
from app.ops.documents import NamedDocument, write_documents
from app.ops.editing import EditOps
from app.ops.meetings import Filled, MeetingOps, Outcome
from app.ops.meetings import Meeting as Shared
from app.ops.posted import posted_review
from app.ops.tasks import target_name
from app.ops.workspace import Workspace


class GatheringOps(CycleOps):
    """What a user can do with meetings, draws and talks."""

    def __init__(self, workspace: Workspace, meetings: MeetingOps, editing: EditOps) -> None:
        """Work on this ledger; ``editing`` enters those who come from outside."""
        super().__init__(workspace)
        self._meetings = meetings
        self.attendance = Attendance(workspace, editing)

    # ---- meetings ----------------------------------------------------------------------------

    def meetings(self, round_: Round, under: OrganizationId | None = None) -> tuple[Meeting, ...]:
        """Return the meetings of a round, of an organisation and everything below."""
        return self._below(Meeting, round_, under)

    def new_meeting(self, round_: Round, unit: OrganizationId) -> Meeting:
        """Return a meeting of a unit with those who usually come; nothing is kept."""
        workspace = self._workspace
        today = workspace.today()
        directory = workspace.directory(today)
        return Meeting(
            id=RecordId(workspace.new_id()),
            organization_id=unit,
            round_id=round_.id,
            day=today,
            state=MeetingState.PLANNED,
            title=f"{directory.tree[unit].name}领导点评会",
            roll=self.attendance.usual(unit),
        )

    def common_unit(self, task_ids: Sequence[TaskId], within: OrganizationId) -> OrganizationId:
        """Return the nearest organisation that holds the targets of all tasks.

        Args:
            task_ids: the tasks.
            within: the answer is this one or below it.
        """
        tree = self._workspace.directory(self._workspace.today()).tree
        found = map(self._workspace.stores.tasks.get, task_ids)
        places = {_place(task) for task in found if task is not None}
        known = [place for place in places if place is not None and place in tree]
        if not known:
            return within
        for unit in (known[0], *(above.id for above in tree.ancestors(known[0]))):
            if all(tree.within(place, unit) for place in known):
                return unit if tree.within(unit, within) else within
        return within

    def save_meeting(self, meeting: Meeting) -> Changes:
        """Keep a meeting.

        Raises:
            Refusal: ``meeting.title``, ``meeting.name`` where somebody on the roll has no name.
        """
        if not meeting.title.strip():
            raise refusal("meeting.title")
        if any(not each.name.strip() for each in meeting.roll):
            raise refusal("meeting.name")
        return self._save("会议", [meeting])

    def fill(
        self,
        meeting: Meeting,
        task_ids: Sequence[TaskId],
        *,
        reviewer: int | None = None,
        finished: bool = False,
        progress: Progress = unwatched,
    ) -> Filled:
        """Write day, place and mode of a meeting into the records of tasks, and note which.

        The meeting is kept as held with it.

        Args:
            meeting: the meeting; it may be new.
            task_ids: whose records it fills.
            reviewer: the place on the roll of the one who reviews them all; one who does not
                stand in the ledger is entered there as a person from outside. None: each
                record keeps its own.
            finished: whether records that are 已点评 are changed too.
            progress: told after each task.

        Raises:
            Refusal: as ``MeetingOps.fill``, ``save_meeting`` and ``Attendance.known``.
        """
        with self._workspace.transaction("会议点评"):
            who: PersonId | None = None
            news = changed(Topic.CYCLE)
            if reviewer is not None:
                known = self.attendance.known(meeting.roll[reviewer])
                if meeting.roll[reviewer].person_id is None:
                    news |= changed(Topic.STRUCTURE)
                who = known.person_id
                roll = (*meeting.roll[:reviewer], known, *meeting.roll[reviewer + 1 :])
                meeting = replace(meeting, roll=roll)
            shared = Shared(meeting.day, meeting.place, meeting.mode, who)
            filled = self._meetings.fill(task_ids, shared, finished=finished, progress=progress)
            pairs = zip(task_ids, filled.outcomes, strict=True)
            done = [task for task, outcome in pairs if outcome is Outcome.FILLED]
            reviews = (
                self._workspace.stores.reviews.of_round(meeting.round_id, self._targets(done))
                if meeting.round_id is not None
                else ()
            )
            held = replace(
                meeting,
                state=MeetingState.HELD,
                tasks=tuple(dict.fromkeys((*meeting.tasks, *done))),
                reviews=tuple(
                    dict.fromkeys(
                        (*meeting.reviews, *(r.id for r in reviews if r.day == meeting.day))
                    )
                ),
            )
            self.save_meeting(held)
        return Filled(filled.outcomes, filled.changes | news)

    def is_short(self, meeting: Meeting) -> bool:
        """Tell whether fewer are there than the scheme asks for; a warning, never more."""
        rule = self._workspace.scheme.meeting
        share = rule.least_share if rule is not None else None
        return share is not None and meeting.falls_short(Fraction(*share))

    def _targets(self, task_ids: Iterable[TaskId]) -> set[Target]:
        found = (self._workspace.stores.tasks.get(each) for each in task_ids)
        return {task.target for task in found if task is not None}

    # ---- draws -------------------------------------------------------------------------------

    def draws(self, round_: Round, under: OrganizationId | None = None) -> tuple[Draw, ...]:
        """Return the draws of a round."""
        return self._below(Draw, round_, under)

    def draw(
        self,
        round_: Round,
        unit: OrganizationId,
        kind: TargetKind,
        count: int,
        seed: str,
    ) -> tuple[Draw, Changes]:
        """Draw targets of a round from a unit and everything below, and keep the draw.

        Args:
            round_: whose tasks are the pool.
            unit: the unit.
            kind: organisations or members.
            count: how many.
            seed: told beforehand or written down.

        Raises:
            Refusal: ``draw.seed``, ``draw.count`` where the pool is smaller or nobody is wanted.
        """
        if not seed.strip():
            raise refusal("draw.seed")
        workspace = self._workspace
        directory = workspace.directory(workspace.day_of(round_))
        pool = self._pool(round_, unit, kind)
        if not 1 <= count <= len(pool):
            raise refusal("draw.count", size=len(pool))
        made = Draw(
            id=RecordId(workspace.new_id()),
            organization_id=unit,
            round_id=round_.id,
            day=workspace.today(),
            pool_title=f"{directory.tree[unit].name}{_POOLS[kind]}",
            pool=pool,
            names=tuple(target_name(directory, target) for target in pool),
            seed=seed.strip(),
            count=count,
            drawn=drawn(pool, seed.strip(), count),
        )
        return made, self._save("随机抽取", [made])

    def pool_size(self, round_: Round, unit: OrganizationId, kind: TargetKind) -> int:
        """Return how many can be drawn from a unit and everything below."""
        return len(self._pool(round_, unit, kind))

    def tasks_of(self, draw: Draw) -> tuple[TaskId, ...]:
        """Return the tasks about those who were drawn, in the order of the draw."""
        if draw.round_id is None:
            return ()
        place = {target: number for number, target in enumerate(draw.drawn)}
        tasks = self._workspace.stores.tasks.of_round(draw.round_id)
        found = [task for task in tasks if task.target in place]
        return tuple(task.id for task in sorted(found, key=lambda task: place[task.target]))

    def fill_drawn(self, draw: Draw) -> Filled:
        """Write into the open records of those drawn that they were; the scheme names the mode.

        Raises:
            Refusal: as ``MeetingOps.fill``.
        """
        mode = self.drawn_mode
        tasks = self.tasks_of(draw)
        if not mode or not tasks:
            return Filled((), Changes())
        return self._meetings.fill(tasks, Shared(mode=mode))

    @property
    def drawn_mode(self) -> str:
        """The scheme's 点评形式 of those who are drawn; empty: it has none."""
        return next((mode.title for mode in self._workspace.scheme.modes if mode.drawn), "")

    def _pool(self, round_: Round, unit: OrganizationId, kind: TargetKind) -> tuple[Target, ...]:
        directory = self._workspace.directory(self._workspace.day_of(round_))
        found: dict[Target, None] = {}
        for task in self._workspace.stores.tasks.of_round(round_.id):
            target = task.target
            place = _place(task)
            if target.kind is kind and place and directory.tree.within(place, unit):
                found[target] = None
        return tuple(found)

    # ---- talks -------------------------------------------------------------------------------

    def interviews(
        self, round_: Round, under: OrganizationId | None = None
    ) -> tuple[Interview, ...]:
        """Return the talks of a round."""
        return self._below(Interview, round_, under)

    def new_interview(
        self, round_: Round, target: Target, organization: OrganizationId
    ) -> Interview:
        """Return an empty talk with somebody; nothing is kept."""
        return Interview(
            id=RecordId(self._workspace.new_id()),
            organization_id=organization,
            round_id=round_.id,
            target=target,
            day=self._workspace.today(),
            by="",
        )

    def save_interview(self, interview: Interview) -> Changes:
        """Keep a talk.

        Raises:
            Refusal: ``interview.by`` where it is not said who talked.
        """
        if not interview.by.strip():
            raise refusal("interview.by")
        return self._save("专门约谈", [interview])

    def remove(self, ids: Iterable[RecordId]) -> Changes:
        """Take meetings, draws or talks away; the reviews of a meeting stay."""
        return self._remove("删除记录", ids)

    # ---- papers ------------------------------------------------------------------------------

    def sign_in_sheet(self, meeting: Meeting) -> OfficialDocument:
        """Return the sheet on which everybody signs."""
        return sign_in_sheet(meeting, self._words)

    def agenda(self, meeting: Meeting) -> OfficialDocument:
        """Return the agenda."""
        return agenda(meeting, self._words)

    def minutes(self, meeting: Meeting) -> OfficialDocument:
        """Return 会议记录 with the reviews that happened."""
        workspace = self._workspace
        directory = workspace.directory(workspace.today())
        reviews = workspace.stores.reviews.among(meeting.reviews)
        told = [posted_review(workspace, directory, review) for review in reviews]
        return minutes(meeting, told, self._words)

    def draw_record(self, draw: Draw) -> OfficialDocument:
        """Return how a draw was made and whom it gave."""
        names = dict(zip(draw.pool, draw.names, strict=True))
        return draw_record(draw, [names[target] for target in draw.drawn], self._words)

    def interview_record(self, interview: Interview) -> OfficialDocument:
        """Return the record of a talk."""
        directory = self._workspace.directory(self._workspace.today())
        target = interview.target
        name = target_name(directory, target) if target is not None else ""
        return interview_record(interview, name, self._words)

    def write(
        self, papers: Sequence[OfficialDocument], folder: Path, *, overwrite: bool = False
    ) -> tuple[Path, ...]:
        """Write papers as Word files, named by their titles.

        Raises:
            Refusal: ``file.*``; nothing half-written stays.
        """
        from app.export.file_names import safe_part

        named = [NamedDocument(safe_part(paper.title), paper) for paper in papers]
        return write_documents(self._workspace, named, folder, overwrite=overwrite)

    @cached_property
    def _words(self) -> MeetingWords:
        from app.specs.letter_reader import letter_words

        words: MeetingWords = letter_words("meeting", MeetingWords)
        return words


def _place(task: ReviewTask) -> OrganizationId | None:
    """Return where a task's target stands: an organisation itself, a member's branch."""
    target = task.target
    is_organization = target.kind is TargetKind.ORGANIZATION
    return target.organization_id if is_organization else task.organization_id


_POOLS = {TargetKind.ORGANIZATION: "及所属党组织", TargetKind.MEMBER: "及所属党组织的党员"}
