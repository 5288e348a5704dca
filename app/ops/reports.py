"""典型, the report to the level above, and the bulletin of a branch."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from app.domain.coverage_names import NameList
from app.domain.cycle.cases import CaseKind, ModelCase, in_order, moved
from app.domain.cycle.commitments import Commitment, CommitmentState
from app.domain.cycle.postings import Posting
from app.domain.cycle.rectification import Rectification, numbered_points
from app.domain.cycle.reports import ReportFacts, ReportWords, Totals, report
from app.domain.errors.catalogue import refusal
from app.domain.handoff import PackageKind
from app.domain.handoff_records import PackageDirection
from app.domain.ids import OrganizationId, RecordId, ReviewId
from app.domain.official_document import OfficialDocument
from app.domain.progress import Progress, unwatched
from app.domain.quality import names_no_problem, plain
from app.domain.review import Review, Round, Target, form_values
from app.domain.words import UNCOUNTED_REASONS, TargetKind
from app.ops.bulletins import write_bulletin
from app.ops.changes import Changes
from app.ops.counting import WITHOUT_TABLE, Count
from app.ops.cycle_ops import CycleOps
from app.ops.documents import NamedDocument, write_documents
from app.ops.rectifications import PROBLEMS
from app.ops.statistics import StatisticsOps
from app.ops.tasks import lies_under, target_name
from app.ops.workspace import Workspace

REPORT, BULLETIN = "工作报告", "情况通报"
"""What the documents are called in the names of their files."""
_MOST_REASONS = 4
_STEP = 500
_POINT_END = re.compile(r"[；;。\n]")
_SHORTEST_POINT = 4


class ReportOps(CycleOps):
    """What a user can tell about the work."""

    def __init__(self, workspace: Workspace, statistics: StatisticsOps) -> None:
        """Work on this ledger."""
        super().__init__(workspace)
        self._statistics = statistics

    # ---- good practice and examples ----------------------------------------------------------

    def cases(self, round_: Round, under: OrganizationId | None = None) -> tuple[ModelCase, ...]:
        """Return what was marked in a round, of an organisation and everything below."""
        return in_order(self._below(ModelCase, round_, under))

    def marked(self) -> frozenset[ReviewId]:
        """Return the reviews, of any round, that were marked."""
        found = (each.review_id for each in self._store.of_kind(ModelCase))
        return frozenset(each for each in found if each is not None)

    def whose(self, case: ModelCase) -> str:
        """Return whose practice or example it is."""
        directory = self._workspace.directory(self._workspace.today())
        if case.target is not None:
            return target_name(directory, case.target)
        tree = directory.tree
        return tree[case.organization_id].name if case.organization_id in tree else ""

    def new_case(self, round_: Round, unit: OrganizationId) -> ModelCase:
        """Return a case that no review tells of, to be filled; nothing is kept."""
        return ModelCase(
            id=RecordId(self._workspace.new_id()),
            organization_id=unit,
            round_id=round_.id,
            target=Target(TargetKind.ORGANIZATION, unit),
            day=self._workspace.today(),
            kind=CaseKind.PRACTICE,
            title="",
        )

    def case_of(self, review_id: ReviewId) -> ModelCase:
        """Return the case that a review was marked as, or a new one; nothing is kept.

        Raises:
            Refusal: ``review.unknown``.
        """
        known = self._store.of_review(ModelCase, review_id)
        if known:
            return known[0]
        review = self._workspace.stores.reviews.get(review_id)
        if review is None:
            raise refusal("review.unknown")
        directory = self._workspace.directory(self._workspace.today())
        return ModelCase(
            id=RecordId(self._workspace.new_id()),
            organization_id=review.organization_id,
            round_id=review.round_id,
            review_id=review.id,
            target=review.target,
            day=self._workspace.today(),
            kind=CaseKind.EXAMPLE,
            title=target_name(directory, review.target),
            text=form_values(review).get("review.achievements", ""),
        )

    def save_case(self, case: ModelCase) -> Changes:
        """Keep a practice or an example.

        Raises:
            Refusal: ``case.empty`` where it has no title.
        """
        if not case.title.strip():
            raise refusal("case.empty")
        return self._save("标记典型", [case])

    def arrange_cases(self, round_: Round, wanted: Sequence[RecordId]) -> Changes:
        """Put cases of a round in another order, in which the report tells them.

        Args:
            round_: the round.
            wanted: the ids of some or all of its cases; the others stay where they are.
        """
        arranged = moved(self.cases(round_), wanted)
        if not arranged:
            return Changes()
        return self._save("调整典型顺序", arranged)

    def remove_cases(self, ids: Iterable[RecordId]) -> Changes:
        """Take marks away."""
        return self._remove("取消典型", ids)

    # ---- the report --------------------------------------------------------------------------

    def report(
        self, round_: Round, unit: OrganizationId, day: date, progress: Progress = unwatched
    ) -> OfficialDocument:
        """Return the draft of the report of a unit, with the figures of the statistics page.

        Where the scheme has no table, the figures are those that every table counts.
        """
        from app.specs.letter_reader import letter_words

        words: ReportWords = letter_words("report", ReportWords)
        return report(self._facts(round_, unit, day, progress), words)

    def bulletin(
        self, round_: Round, unit: OrganizationId, day: date, progress: Progress = unwatched
    ) -> OfficialDocument:
        """Return the bulletin (情况通报) of a branch; it shows what posted copies show."""
        directory = self._workspace.directory(self._workspace.day_of(round_))
        problems = (
            each
            for each in self._store.of_kind(Rectification, round_.id)
            if each.target is not None
            and lies_under(directory, each.target, each.organization_id, unit)
        )
        reviews = self._reviews(round_, unit, progress)
        return write_bulletin(self._workspace, round_, unit, day, reviews, problems)

    def export(
        self,
        round_: Round,
        unit: OrganizationId,
        day: date,
        folder: Path,
        *,
        with_bulletin: bool = False,
        overwrite: bool = False,
    ) -> tuple[Path, ...]:
        """Write the report, and the bulletin where it is wanted, as Word files.

        Raises:
            Refusal: ``file.*``; nothing half-written stays.
        """
        found = [self._named(REPORT, self.report(round_, unit, day), round_, unit, day)]
        if with_bulletin:
            text = self.bulletin(round_, unit, day)
            found.append(self._named(BULLETIN, text, round_, unit, day))
        return write_documents(self._workspace, found, folder, overwrite=overwrite)

    def file_name(self, title: str, round_: Round, unit: OrganizationId, day: date) -> str:
        """Return the usual name for a file, without its ending: 单位_工作报告_轮次_日期."""
        from app.export.file_names import file_name

        place = self._workspace.directory(day).tree[unit]
        return file_name(place.short_name or place.name, title, round_.name, day)

    # ---- helpers -----------------------------------------------------------------------------

    def _facts(
        self, round_: Round, unit: OrganizationId, day: date, progress: Progress
    ) -> ReportFacts:
        workspace, scheme = self._workspace, self._workspace.scheme
        table = self._statistics.declaration if scheme.tables else WITHOUT_TABLE
        count = Count(workspace, table, round_, day)
        figures, titles, names = count.figures(unit), count.titles(), count.names(unit)
        values = figures.values()
        organizations = names["organizations_reviewed"].not_counted
        members = names["members_reviewed"].not_counted
        return ReportFacts(
            unit=workspace.directory(day).tree[unit].name,
            addressee=self._addressee(unit, day),
            campaign=scheme.terms.get("campaign", "创先争优活动"),
            document=scheme.document,
            round=round_.name,
            day=day,
            figures={title: values[measure] for measure, title in titles.items()},
            member_times=figures.member_times,
            organization_times=figures.organization_times,
            totals=self._totals(round_, unit, day),
            not_reviewed_organizations=len(organizations),
            not_reviewed_members=len(members),
            reasons=_reasons(names["organizations_reviewed"], names["members_reviewed"]),
            missing=_missing(count, unit),
            problems=tuple(self._common_problems(round_, unit, progress)),
            cases=self.cases(round_, unit),
        )

    def _addressee(self, unit: OrganizationId, day: date) -> str:
        """Whom the report goes to: the organisation above.

        From the top, the one above it as its package from above tells; else whoever the scheme's
        next deadline for something on paper names, since one for the work names those who do it.
        """
        above = next(iter(self._workspace.directory(day).tree.ancestors(unit)), None)
        if above is not None:
            return above.name
        came = self._workspace.stores.handoff.packages(PackageDirection.IN)
        issued = [each.manifest.to for each in came if each.manifest.kind is PackageKind.ISSUE]
        paths = [to.path for to in issued if to is not None and len(to.path) > 1]
        if paths:
            return paths[-1][-2]
        scheme = self._workspace.scheme
        paper = [d for d in scheme.deadlines if d.table or d.forms]
        named = [d for d in paper if d.date >= self._workspace.today()] or paper
        return named[0].to if named else scheme.terms.get("office", "")

    def _totals(self, round_: Round, unit: OrganizationId, day: date) -> Totals:
        tree = self._workspace.directory(day).tree

        def within(each: Rectification | Posting | Commitment) -> bool:
            place = each.organization_id
            return place in tree and tree.within(place, unit)

        store = self._store
        items = [each for each in store.of_kind(Rectification, round_.id) if within(each)]
        postings = [each for each in store.of_kind(Posting, round_.id) if within(each)]
        promises = [each for each in store.of_kind(Commitment, round_.id) if within(each)]
        return Totals(
            rectifications=len(items),
            rectified=sum(each.is_finished for each in items),
            overdue=sum(each.is_overdue(day) for each in items),
            postings=len(postings),
            feedback=sum(len(each.feedback) for each in postings),
            handled=sum(len(each.feedback) - len(each.open_feedback) for each in postings),
            commitments=len(promises),
            kept=sum(each.standing is CommitmentState.KEPT for each in promises),
        )

    def _common_problems(
        self, round_: Round, unit: OrganizationId, progress: Progress
    ) -> Iterator[str]:
        """Give what reviews name more than once, the most frequent first."""
        texts: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for review in self._reviews(round_, unit, progress):
            for point in _single_points(form_values(review).get(PROBLEMS, "")):
                key = plain(point)
                if len(key) >= _SHORTEST_POINT and not names_no_problem(point):
                    texts.setdefault(key, point)
                    counts[key] += 1
        yield from (texts[key] for key, count in counts.most_common() if count > 1)

    def _reviews(self, round_: Round, unit: OrganizationId, progress: Progress) -> Iterator[Review]:
        workspace = self._workspace
        directory = workspace.directory(workspace.day_of(round_))
        for number, review in enumerate(workspace.stores.reviews.iterate(round_.id)):
            if number % _STEP == 0:
                progress(number, 0)
            if lies_under(directory, review.target, review.organization_id, unit):
                yield review

    def _named(
        self,
        title: str,
        document: OfficialDocument,
        round_: Round,
        unit: OrganizationId,
        day: date,
    ) -> NamedDocument:
        return NamedDocument(self.file_name(title, round_, unit, day), document)


def _single_points(text: str) -> Iterator[str]:
    """Give what a text says, one thing after the other."""
    for point in numbered_points(text):
        yield from (part.strip() for part in _POINT_END.split(point))


def _reasons(*lists: NameList) -> tuple[str, ...]:
    counts = Counter(each.reason for names in lists for each in names.not_counted)
    return tuple(UNCOUNTED_REASONS[reason] for reason, _ in counts.most_common(_MOST_REASONS))


def _missing(count: Count, unit: OrganizationId) -> tuple[str, ...]:
    if count.unreported is None:
        return ()
    return tuple(count.unreported.of(unit))
