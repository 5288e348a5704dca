"""Makes one proposal from all the tables of an import; names are resolved across all of them."""

from collections.abc import Callable, Mapping, Sequence

from app.domain.ids import OrganizationId, QuestionId
from app.domain.organization import Records
from app.domain.proposal import Proposal, SheetKind, Table
from app.intake.draft import Draft
from app.intake.members import enroll
from app.intake.names import OrganizationNames
from app.intake.organizations import grow_organizations
from app.intake.party_posts import appoint
from app.intake.people import People
from app.intake.posts import name_holders
from app.intake.report import Entry, Report


def propose(
    tables: Sequence[Table],
    records: Records,
    new_id: Callable[[], str],
    answers: Mapping[QuestionId, str],
    under: OrganizationId | None = None,
) -> Proposal:
    """Say what an import of these tables would do; nothing is written.

    Args:
        tables: the recognised sheets of all files of the call.
        records: the structure as it is.
        new_id: makes the ids of what is new.
        answers: earlier answers to questions.
        under: default parent, and the first place to search.
    """
    reports = [Report(table, answers) for table in tables]

    def entries(kind: SheetKind) -> list[Entry]:
        return [e for r in reports if r.table.kind is kind for e in r.entries()]

    draft = Draft(records, new_id)
    people = People(draft)
    listed = grow_organizations(draft, entries(SheetKind.ORGANIZATIONS), under)
    names = OrganizationNames(draft.tree, under)
    enrolled = enroll(draft, people, entries(SheetKind.MEMBERS), names, under)
    name_holders(draft, people, listed)
    appoint(draft, people, enrolled)
    return Proposal(tuple(report.finish() for report in reports), draft.writes())
