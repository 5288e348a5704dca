"""Makes one proposal from all the tables of an import; names are resolved across all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.domain.ids import OrganizationId, QuestionId
from app.domain.organization import Records
from app.domain.proposal import Proposal, SheetKind, SheetTable, Writes
from app.intake.collector import resting_collector
from app.intake.draft import Draft
from app.intake.members import enroll
from app.intake.names import OrganizationNames
from app.intake.organizations import grow_organizations
from app.intake.party_posts import appoint
from app.intake.people import People
from app.intake.places import settled
from app.intake.posts import name_holders
from app.intake.renamings import Renamings
from app.intake.report import Entry, Report
from app.intake.review_rows import ReviewContext
from app.intake.reviews import fill_reviews


def propose(
    tables: Sequence[SheetTable],
    records: Records,
    new_id: Callable[[], str],
    answers: Mapping[QuestionId, str],
    under: OrganizationId | None = None,
    context: ReviewContext | None = None,
) -> Proposal:
    """Say what an import of these tables would do; nothing is written.

    Args:
        tables: the recognised sheets of all files of the call.
        records: the structure as it is.
        new_id: makes the ids of what is new.
        answers: earlier answers to questions.
        under: default parent, and the first place to search.
        context: scheme, forms, rounds and records; needed where a table is a 台账.
    """
    draft = Draft(records, new_id)
    before = OrganizationNames(draft.tree, under)
    lists = (SheetKind.ORGANIZATIONS,)
    reports = [
        Report(settled(t, before, draft.tree, under) if t.kind in lists else t, answers)
        for t in tables
    ]

    def entries(kind: SheetKind) -> list[Entry]:
        return [e for r in reports if r.table.kind is kind for e in r.entries()]

    people = People(draft)
    renamings = Renamings(draft, [r for r in reports if r.table.kind is SheetKind.MEMBERS])
    listed = grow_organizations(draft, entries(SheetKind.ORGANIZATIONS), under, renamings)
    names = OrganizationNames(draft.tree, under)
    for place, table in enumerate(tables):
        if table.kind is SheetKind.MEMBERS:
            reports[place] = Report(settled(table, names, draft.tree, under), answers)
    rosters = [report for report in reports if report.table.kind is SheetKind.MEMBERS]
    enrolled = enroll(draft, people, rosters, names, under, renamings.waiting)
    name_holders(draft, people, listed)
    appoint(draft, people, enrolled)
    ledger = entries(SheetKind.REVIEWS) + entries(SheetKind.FORMS)
    reviews = fill_reviews(draft, people, ledger, names, context, under) if context else ()

    def writes() -> Writes:
        with resting_collector():
            return replace(draft.writes(), reviews=reviews)

    return Proposal(tuple(report.finish() for report in reports), writes)
