"""测评票 one by one: typed in, typed a second time, compared, counted."""

from dataclasses import replace

from app.domain.cycle.assessment import Assessment, AssessmentState, Entry, in_order
from app.domain.cycle.ballots import Ballot, counted, require_marks, unsettled
from app.domain.cycle.vote_checks import faults
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Fault, refuse_all
from app.domain.ids import RecordId
from app.ops.assessments import AssessmentOps
from app.ops.changes import Changes
from app.ops.cycle_ops import CycleOps
from app.ops.kept_ballots import ballots_of
from app.ops.workspace import Workspace


class BallotOps(CycleOps):
    """What a user can do with the ballots of an assessment."""

    def __init__(self, workspace: Workspace, assessments: AssessmentOps) -> None:
        """Work on this ledger."""
        super().__init__(workspace)
        self._assessments = assessments

    def pile(self, assessment_id: RecordId, group_id: str, key: str = "") -> tuple[Ballot, ...]:
        """Return the ballots of one group, in the order in which they were typed.

        Args:
            assessment_id: of the assessment.
            group_id: who voted.
            key: of the object that the ballots are about; empty: ballots with all objects.
        """
        found = ballots_of(self._workspace, self._assessments.get(assessment_id))
        return tuple(b for b in found if (b.group, b.object) == (group_id, key))

    def unsettled(self, assessment_id: RecordId) -> list[Fault]:
        """Return the ballots that were typed differently the second time."""
        assessment = self._assessments.get(assessment_id)
        return unsettled(assessment, ballots_of(self._workspace, assessment))

    def add(
        self, assessment_id: RecordId, group_id: str, key: str, number: int, marks: str
    ) -> Ballot:
        """Write a ballot that was typed in, and return it.

        Args:
            assessment_id: of the assessment.
            group_id: who voted.
            key: of the object that it is about; empty: all objects are on it.
            number: its place in the pile.
            marks: one sign for each cell, or ``INVALID``.

        Raises:
            Refusal: ``vote.marks``, ``vote.done``.
        """
        assessment = self._open(assessment_id)
        require_marks(assessment, key, marks)
        made = Ballot(
            id=RecordId(self._workspace.new_id()),
            organization_id=assessment.organization_id,
            round_id=assessment.round_id,
            assessment_id=assessment.id,
            group=group_id,
            object=key,
            number=number,
            marks=marks,
        )
        begun: tuple[Assessment, ...] = ()
        if assessment.standing is AssessmentState.PLANNED:
            begun = (replace(assessment, state=AssessmentState.COUNTING.value),)
        self._save("录入测评票", (made, *begun))
        return made

    def change(self, ballot: Ballot, marks: str) -> Ballot:
        """Write other marks of a ballot; what was typed the second time is forgotten."""
        return self._write(replace(ballot, marks=marks, second=""), "更正测评票")

    def check(self, ballot: Ballot, marks: str) -> Ballot:
        """Write what was typed the second time; it is compared, nothing is counted from it."""
        return self._write(replace(ballot, second=marks), "复核测评票")

    def settle(self, ballot: Ballot, marks: str) -> Ballot:
        """Write what stands on the paper, after both entries were held against it."""
        return self._write(replace(ballot, marks=marks, second=marks), "更正测评票")

    def _write(self, ballot: Ballot, title: str) -> Ballot:
        assessment = self._open(ballot.assessment_id)
        for marks in (ballot.marks, *([ballot.second] if ballot.second else [])):
            require_marks(assessment, ballot.object, marks)
        self._save(title, [ballot])
        return ballot

    def remove(self, ballot: Ballot) -> Changes:
        """Take a ballot away."""
        self._open(ballot.assessment_id)
        return self._remove("删除测评票", [ballot.id])

    def count(self, assessment_id: RecordId) -> Changes:
        """Take the counts over from the ballots.

        Raises:
            Refusal: ``vote.second`` where entries differ, ``vote.*`` where numbers do not agree.
        """
        assessment = self._open(assessment_id)
        ballots = ballots_of(self._workspace, assessment)
        if not ballots:
            raise refusal("vote.no_votes")
        made = replace(
            in_order(counted(assessment, ballots)),
            entry=Entry.BALLOTS,
            state=AssessmentState.COUNTING.value,
        )
        refuse_all(faults(made))
        if made == assessment:
            return Changes()
        return self._save("汇总测评票", [made])

    def _open(self, assessment_id: RecordId) -> Assessment:
        assessment = self._assessments.get(assessment_id)
        if assessment.is_done:
            raise refusal("vote.done", title=assessment.title)
        return assessment
