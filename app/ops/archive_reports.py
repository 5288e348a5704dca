"""What an archive holds of what was told: the table, the report, each branch's bulletin."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from app.domain.cycle.rectification import Rectification
from app.domain.directory import Directory
from app.domain.ids import OrganizationId, ReviewId
from app.domain.official_document import OfficialDocument
from app.domain.review import ReviewHead, Round, Target
from app.domain.words import OrganizationKind, TargetKind
from app.ops.archive_piece import REPORTS, LetterContent, Piece
from app.ops.bulletins import write_bulletin
from app.ops.reports import BULLETIN, REPORT, ReportOps
from app.ops.statistics import StatisticsOps
from app.ops.tasks import lies_under
from app.ops.workspace import Workspace

TABLE = "统计表"
_BRANCHES = frozenset({OrganizationKind.BRANCH, OrganizationKind.JOINT_BRANCH})


@dataclass(frozen=True, slots=True)
class ReportPieces:
    """Finds what a unit told of a round."""

    workspace: Workspace
    reports: ReportOps
    statistics: StatisticsOps
    round: Round
    unit: OrganizationId

    def __iter__(self) -> Iterator[Piece]:
        """Give the table and the report of the unit, then the bulletins of its branches."""
        round_, unit, day = self.round, self.unit, self.workspace.day_of(self.round)
        if self.workspace.scheme.tables:
            table = partial(self.statistics.content, round_, unit, day)
            yield self._piece(unit, TABLE, "xlsx", table)
        report = LetterContent(partial(self.reports.report, round_, unit, day))
        yield self._piece(unit, REPORT, "docx", report)
        problems = self._problems()
        for branch, reviews in self._reviews().items():
            made = partial(self._bulletin, branch, tuple(reviews), tuple(problems[branch]))
            yield self._piece(branch, BULLETIN, "docx", LetterContent(made))

    def _piece(
        self,
        unit: OrganizationId,
        words: str,
        suffix: str,
        content: "LetterContent | partial[bytes]",
    ) -> Piece:
        day = self.workspace.day_of(self.round)
        return Piece(
            kind=REPORTS,
            organization_id=unit,
            target=Target(TargetKind.ORGANIZATION, unit),
            about=self._directory.tree[unit].name,
            words=words,
            name=self.reports.file_name(words, self.round, unit, day),
            suffix=suffix,
            day=day,
            content=content,
        )

    # ---- bulletins ---------------------------------------------------------------------------

    @property
    def _directory(self) -> Directory:
        return self.workspace.directory(self.workspace.day_of(self.round))

    def _reviews(self) -> Mapping[OrganizationId, list[ReviewId]]:
        """Return the done records of each branch, branches in the order of the tree."""
        found = defaultdict[OrganizationId, list[ReviewId]](list)
        for head in self.workspace.stores.reviews.heads(self.round.id):
            if head.is_done and (branch := self._branch(head)) is not None:
                found[branch].append(head.id)
        order = self._directory.tree.index
        return dict(sorted(found.items(), key=lambda each: order[each[0]]))

    def _problems(self) -> Mapping[OrganizationId, list[Rectification]]:
        found = defaultdict[OrganizationId, list[Rectification]](list)
        for each in self.workspace.stores.cycle.of_kind(Rectification, self.round.id):
            if each.target is not None and (branch := self._branch(each)) is not None:
                found[branch].append(each)
        return found

    def _branch(self, about: ReviewHead | Rectification) -> OrganizationId | None:
        """Return the branch in which something is told of; None: in none of the unit's."""
        directory, target, place = self._directory, about.target, about.organization_id
        if target is None or not lies_under(directory, target, place, self.unit):
            return None
        if target.kind is TargetKind.ORGANIZATION:
            place = target.organization_id
        elif target.person_id in directory.members:
            place = directory.members[target.person_id].organization_id
        branch = directory.tree.branch_of(place)
        return branch.id if branch.kind in _BRANCHES else None

    def _bulletin(
        self,
        branch: OrganizationId,
        reviews: tuple[ReviewId, ...],
        problems: tuple[Rectification, ...],
    ) -> OfficialDocument:
        found = {each.id: each for each in self.workspace.stores.reviews.among(reviews)}
        day = self.workspace.day_of(self.round)
        in_order = [found[each] for each in reviews if each in found]
        return write_bulletin(self.workspace, self.round, branch, day, in_order, problems)
