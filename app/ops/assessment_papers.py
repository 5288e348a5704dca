"""What of a vote goes on paper or into files: 测评票 and 评议汇总表."""

from pathlib import Path

from app.domain.cycle.assessment import Assessment
from app.domain.cycle.ballot_papers import MOST_PAPERS, Papers, ballot_document, paper_count
from app.domain.cycle.vote_tables import accounts_table, summary_document, summary_table
from app.domain.errors.catalogue import refusal
from app.domain.ids import RecordId
from app.domain.official_document import OfficialDocument
from app.domain.table import Table
from app.export.file_names import file_name
from app.export.files import write_new
from app.ops.assessments import AssessmentOps
from app.ops.workspace import Workspace


class AssessmentPapers:
    """What a user can print or write of an assessment."""

    def __init__(self, workspace: Workspace, assessments: AssessmentOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._assessments = assessments

    def ballots(self, assessment_id: RecordId, wanted: Papers) -> OfficialDocument:
        """Return 测评票 to print.

        Raises:
            Refusal: ``vote.no_objects``, ``vote.many_papers``.
        """
        assessment = self._assessments.get(assessment_id)
        if not assessment.objects:
            raise refusal("vote.no_objects", assessment.title)
        count = paper_count(assessment, wanted)
        if count > MOST_PAPERS:
            raise refusal("vote.many_papers", count=count, most=MOST_PAPERS)
        return ballot_document(assessment, wanted)

    def write_ballots(
        self, assessment_id: RecordId, wanted: Papers, path: Path, *, overwrite: bool = False
    ) -> Path:
        """Write 测评票 as a Word file, and return its path.

        Raises:
            Refusal: as ``ballots``; ``file.*``.
        """
        from app.export.word_document import document_bytes

        content = document_bytes(self.ballots(assessment_id, wanted))
        return write_new(path, content, overwrite=overwrite)

    def tables(self, assessment: Assessment) -> tuple[Table, Table]:
        """Return the results and what became of the ballots, as the window shows them."""
        return summary_table(assessment), accounts_table(assessment)

    def summary(self, assessment_id: RecordId) -> OfficialDocument:
        """Return 评议汇总表 to print."""
        assessment = self._assessments.get(assessment_id)
        return summary_document(assessment, self._assessments.unit_name(assessment))

    def write_summary(
        self, assessment_id: RecordId, path: Path, *, overwrite: bool = False
    ) -> Path:
        """Write 评议汇总表: as Excel where the name ends in .xlsx, else as Word.

        Raises:
            Refusal: ``file.*``.
        """
        if path.suffix.lower() == ".xlsx":
            from app.export.excel_table import tables_bytes

            assessment = self._assessments.get(assessment_id)
            results, accounts = self.tables(assessment)
            named = [(results.title, Table("评议汇总表", results.columns, results.rows))]
            named += [(f"{assessment.title}{accounts.title}", accounts)]
            return write_new(path, tables_bytes(named), overwrite=overwrite)
        from app.export.word_document import document_bytes

        return write_new(path, document_bytes(self.summary(assessment_id)), overwrite=overwrite)

    def name_of(self, assessment: Assessment, what: str, suffix: str) -> str:
        """Return what a file is called: 测评票, 汇总表."""
        day = assessment.day or self._workspace.today()
        return file_name("", assessment.title, what, day, suffix)
