"""The desk: everything a user can do with one open ledger, gathered by subject.

Upon the ledger's own records stand what is handed up and down, and the work around the reviews. A
subject is imported when it is first needed.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from app.ops.record_desk import RecordDesk

if TYPE_CHECKING:
    from app.ops.annexes import AnnexOps
    from app.ops.archive import ArchiveOps
    from app.ops.assessment_papers import AssessmentPapers
    from app.ops.assessments import AssessmentOps
    from app.ops.ballots import BallotOps
    from app.ops.commitment_lists import CommitmentLists
    from app.ops.commitments import CommitmentOps
    from app.ops.everything import EverythingOps
    from app.ops.gatherings import GatheringOps
    from app.ops.issuing import IssueOps
    from app.ops.open_remarks import RemarkOps
    from app.ops.opinions import OpinionOps
    from app.ops.postings import PostingOps
    from app.ops.ready_texts import ReadyTexts
    from app.ops.receiving import ReceiveOps
    from app.ops.rectifications import RectificationOps
    from app.ops.replies import ReplyOps
    from app.ops.reports import ReportOps
    from app.ops.submissions import SubmissionOps
    from app.ops.submitted import SubmittedOps
    from app.ops.unit_comparison import ComparisonOps


class Desk(RecordDesk):
    """The operations on an open ledger, all of them."""

    @cached_property
    def submissions(self) -> "SubmissionOps":
        """上报."""
        from app.ops.submissions import SubmissionOps

        return SubmissionOps(self.workspace, self.statistics)

    @cached_property
    def submitted(self) -> "SubmittedOps":
        """The tables as they were submitted, from here or to here."""
        from app.ops.submitted import SubmittedOps

        return SubmittedOps(self.workspace, self.submissions, self.units, self.comparisons)

    @cached_property
    def issuing(self) -> "IssueOps":
        """下发, 退回."""
        from app.ops.issuing import IssueOps

        return IssueOps(self.workspace)

    @cached_property
    def rectifications(self) -> "RectificationOps":
        """What is done about the problems that reviews name."""
        from app.ops.rectifications import RectificationOps

        return RectificationOps(self.workspace)

    @cached_property
    def replies(self) -> "ReplyOps":
        """Written replies to the leaders of reviews."""
        from app.ops.replies import ReplyOps

        return ReplyOps(self.workspace, self.rectifications, self.reviews)

    @cached_property
    def archive(self) -> "ArchiveOps":
        """What is put away when a round is over."""
        from app.ops.archive import ArchiveOps

        return ArchiveOps(self.workspace, self)

    @cached_property
    def everything(self) -> "EverythingOps":
        """All that the ledger holds as files."""
        from app.ops.everything import EverythingOps

        return EverythingOps(self.workspace, self, self.submitted)

    @cached_property
    def postings(self) -> "PostingOps":
        """What is put up, and what people said about it."""
        from app.ops.postings import PostingOps

        return PostingOps(self.workspace)

    @cached_property
    def annexes(self) -> "AnnexOps":
        """Files that are kept in the ledger."""
        from app.ops.annexes import AnnexOps

        return AnnexOps(self.workspace)

    @cached_property
    def commitments(self) -> "CommitmentOps":
        """Promises, and how far they are kept."""
        from app.ops.commitments import CommitmentOps

        return CommitmentOps(self.workspace)

    @cached_property
    def commitment_lists(self) -> "CommitmentLists":
        """Promises as lists in files."""
        from app.ops.commitment_lists import CommitmentLists

        return CommitmentLists(self.workspace, self.commitments)

    @cached_property
    def ready_texts(self) -> "ReadyTexts":
        """What the ledger already knows for the cells of a form."""
        from app.ops.ready_texts import ReadyTexts

        return ReadyTexts(self.workspace, self.commitments, self.opinions, self.assessments)

    @cached_property
    def opinions(self) -> "OpinionOps":
        """What people said before the reviews."""
        from app.ops.opinions import OpinionOps

        return OpinionOps(self.workspace)

    @cached_property
    def reports(self) -> "ReportOps":
        """Good examples, the report to the level above, bulletins."""
        from app.ops.reports import ReportOps

        return ReportOps(self.workspace, self.statistics)

    @cached_property
    def gatherings(self) -> "GatheringOps":
        """Meetings, draws and talks as records."""
        from app.ops.gatherings import GatheringOps

        return GatheringOps(self.workspace, self.meetings, self.editing)

    @cached_property
    def comparisons(self) -> "ComparisonOps":
        """What units have submitted, beside what is counted here."""
        from app.ops.unit_comparison import ComparisonOps

        return ComparisonOps(self.workspace, self.statistics)

    @cached_property
    def receiving(self) -> "ReceiveOps":
        """Packages that arrive."""
        from app.ops.receiving import ReceiveOps

        return ReceiveOps(self.workspace, self.rounds, self.backups, self.units)

    @cached_property
    def remarks(self) -> "RemarkOps":
        """What was sent back, where the records themselves are shown."""
        from app.ops.open_remarks import RemarkOps

        return RemarkOps(self.workspace, self.receiving)

    @cached_property
    def assessments(self) -> "AssessmentOps":
        """群众评议."""
        from app.ops.assessments import AssessmentOps

        return AssessmentOps(self.workspace)

    @cached_property
    def ballots(self) -> "BallotOps":
        """测评票 one by one."""
        from app.ops.ballots import BallotOps

        return BallotOps(self.workspace, self.assessments)

    @cached_property
    def assessment_papers(self) -> "AssessmentPapers":
        """测评票 and 评议汇总表 on paper and as files."""
        from app.ops.assessment_papers import AssessmentPapers

        return AssessmentPapers(self.workspace, self.assessments)
