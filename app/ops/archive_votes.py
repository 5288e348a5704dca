"""What an archive holds of 群众评议: the ballot as it was, the results, the counts."""

from collections.abc import Iterator
from functools import partial

from app.domain.cycle.assessment import Assessment
from app.domain.cycle.ballot_papers import Layout, Papers
from app.domain.cycle.tally_tables import ballots_table, tally_table
from app.domain.ids import OrganizationId
from app.domain.review import Round
from app.domain.table import Table
from app.ops.archive_piece import VOTES, LetterContent, Piece
from app.ops.assessment_papers import AssessmentPapers
from app.ops.assessments import AssessmentOps
from app.ops.kept_ballots import ballots_of
from app.ops.workspace import Workspace

BALLOT, SUMMARY, TALLY = "测评票样", "评议汇总表", "计票表"


def vote_pieces(
    workspace: Workspace,
    assessments: AssessmentOps,
    papers: AssessmentPapers,
    round_: Round,
    unit: OrganizationId,
) -> Iterator[Piece]:
    """Give the papers of every assessment of a unit and what is below it.

    An assessment whose votes are not counted yet has its ballot alone.
    """
    for each in assessments.among(unit, round_):
        if each.objects:
            ballot = LetterContent(partial(papers.ballots, each.id, Papers(Layout.ALL)))
            yield _piece(assessments, each, BALLOT, "docx", ballot)
        if each.counts:
            summary = LetterContent(partial(papers.summary, each.id))
            yield _piece(assessments, each, SUMMARY, "docx", summary)
            tally = partial(tally_bytes, workspace, papers, each)
            yield _piece(assessments, each, TALLY, "xlsx", tally)


def tally_bytes(workspace: Workspace, papers: AssessmentPapers, assessment: Assessment) -> bytes:
    """Return an Excel file: results, accounts, the counts of each group, the ballots if any."""
    from app.export.excel_table import tables_bytes

    results, accounts = papers.tables(assessment)
    tally = tally_table(assessment)
    named = [
        (results.title, Table(SUMMARY, results.columns, results.rows)),
        (f"{assessment.title}{accounts.title}", accounts),
        (f"{assessment.title}{tally.title}", tally),
    ]
    ballots = ballots_of(workspace, assessment)
    if ballots:
        table = ballots_table(assessment, ballots)
        named.append((f"{assessment.title}{table.title}", table))
    return tables_bytes(named)


def _piece(
    assessments: AssessmentOps,
    assessment: Assessment,
    words: str,
    suffix: str,
    content: "LetterContent | partial[bytes]",
) -> Piece:
    return Piece(
        kind=VOTES,
        organization_id=assessment.organization_id,
        target=assessment.target,
        about=assessments.unit_name(assessment),
        words=words,
        name=f"{words}_{assessment.title}",
        suffix=suffix,
        day=assessment.day,
        content=content,
    )
