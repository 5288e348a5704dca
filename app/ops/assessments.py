"""群众评议, 民主测评: what a user can do with a vote, from the scheme's plan to the results."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.assessment_plan import AssessmentPlanning, PlannedAssessment, distinct
from app.domain.cycle.assessed import ASSESSED_KINDS, AssessedKind
from app.domain.cycle.assessment import (
    Accounts,
    Assessed,
    Assessment,
    AssessmentState,
    Count,
    Recusal,
    VotedItems,
    VoterGroup,
    in_order,
    overall_items,
)
from app.domain.cycle.scales import Scale
from app.domain.cycle.vote_checks import completed, faults, open_faults, warnings
from app.domain.cycle.vote_results import ObjectResult, proposed_rating, result_text, results
from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Fault, refuse_all
from app.domain.ids import OrganizationId, RecordId
from app.domain.review import Round
from app.domain.scheme import AssessedClass, Targets, TargetSet
from app.domain.typed import typed_line, typed_name
from app.domain.words import OrganizationKind
from app.ops.changes import Changes, Topic, changed
from app.ops.cycle_ops import CycleOps
from app.ops.kept_ballots import ballots_of

if TYPE_CHECKING:
    from app.intake.vote_sheet import ReadTotals

USUAL_VOTERS = "群众代表"
_SOURCES = {
    AssessedKind.ORGANIZATION: Targets(TargetSet.ORGANIZATIONS),
    AssessedKind.COLLECTIVE: Targets(TargetSet.ORGANIZATIONS),
    AssessedKind.SECRETARY: Targets(TargetSet.ORGANIZATIONS),
    AssessedKind.MEMBER: Targets(TargetSet.MEMBERS),
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """An assessment that the scheme asks for, and whether it has been made already."""

    planned: PlannedAssessment
    unit: str
    """The name of the organisation whose it is."""
    is_made: bool


class AssessmentOps(CycleOps):
    """What a user can do with assessments; entering ballots one by one is ``BallotOps``."""

    # ---- reading -----------------------------------------------------------------------------

    def among(self, unit: OrganizationId, round_: Round | None) -> tuple[Assessment, ...]:
        """Return the assessments of a unit and what is below it; of one round, or of all."""
        return self._below(Assessment, round_, unit)

    def get(self, assessment_id: RecordId) -> Assessment:
        """Return an assessment.

        Raises:
            Refusal: ``vote.unknown``.
        """
        found = self._store.get(assessment_id)
        if not isinstance(found, Assessment):
            raise refusal("vote.unknown")
        return found

    def unit_name(self, assessment: Assessment) -> str:
        """Return the name of the organisation whose assessment it is, on its day."""
        day = assessment.day or self._workspace.today()
        return self._workspace.directory(day).tree[assessment.organization_id].name

    def scales(self) -> Mapping[str, Scale]:
        """Return the scales to choose from: the scheme's own first, then those that ship."""
        from app.specs.scale_reader import shipped_scales

        own = {scale.id: scale for scale in self._workspace.scheme.scales}
        return {**own, **{id_: s for id_, s in shipped_scales().items() if id_ not in own}}

    def lists(self) -> tuple[VotedItems, ...]:
        """Return the lists of items to choose from: 总体评价 alone, and the scheme's content."""
        planning = self._planning(self._workspace.root_id, None)
        classes = (
            AssessedClass(AssessedKind.MEMBER, _SOURCES[AssessedKind.MEMBER], items.id)
            for items in self._workspace.scheme.items
        )
        return (overall_items(), *planning.lists(classes))

    def choices(
        self, unit: OrganizationId, round_: Round | None, kind: AssessedKind, items: str
    ) -> tuple[Assessed, ...]:
        """Return everybody in a unit who can be assessed as this, people in the order of names."""
        planning = self._planning(unit, round_)
        wanted = AssessedClass(kind, _SOURCES[kind])
        found = [
            replace(made, items=items)
            for aim in planning.aims(wanted)
            if aim.base.kind is not OrganizationKind.GROUP
            and (made := planning.assessed(wanted, aim)) is not None
        ]
        if kind is AssessedKind.MEMBER:
            found.sort(key=lambda each: self._workspace.names.stroke_key(each.name))
        return distinct(found)

    def results(self, assessment: Assessment) -> tuple[ObjectResult, ...]:
        """Return what came of the votes."""
        return results(assessment)

    def warnings(self, assessment: Assessment) -> tuple[Fault, ...]:
        """Return what somebody should look at; nothing of it keeps anybody from going on."""
        return tuple(warnings(assessment))

    def texts_for(self, target_id: str, round_: Round | None) -> tuple[str, ...]:
        """Return what closed votes on an organisation or person say, for forms and summaries."""
        found = self._store.of_kind(Assessment, round_.id if round_ else None)
        return tuple(
            text
            for assessment in found
            if assessment.is_done
            for result in results(assessment)
            if result.object.id == target_id and (text := result_text(result, assessment))
        )

    # ---- what the scheme asks for --------------------------------------------------------------

    def proposed(self, unit: OrganizationId, round_: Round) -> tuple[Proposed, ...]:
        """Return what the scheme's rules ask for in a unit and below it."""
        tree = self._directory(round_).tree
        made = {
            (each.rule, each.organization_id) for each in self._store.of_kind(Assessment, round_.id)
        }
        return tuple(
            Proposed(
                planned,
                tree[planned.organization_id].name,
                (planned.rule.id, planned.organization_id) in made,
            )
            for planned in self._planning(unit, round_).plan()
        )

    def make(
        self, planned: Iterable[PlannedAssessment], round_: Round, day: date | None = None
    ) -> Changes:
        """Make assessments as the scheme asks for them."""
        records = [self._made(each, round_, day) for each in planned]
        return self._save("按方案新建评议", records) if records else Changes()

    def _made(self, planned: PlannedAssessment, round_: Round, day: date | None) -> Assessment:
        rule = planned.rule
        return Assessment(
            id=RecordId(self._workspace.new_id()),
            organization_id=planned.organization_id,
            round_id=round_.id,
            day=day,
            title=planned.title,
            scale=self.scales()[rule.scale],
            lists=planned.lists,
            objects=planned.objects,
            groups=tuple(
                VoterGroup(str(number), voters.name, voters.weight)
                for number, voters in enumerate(rule.voters, 1)
            ),
            rounding=rule.rounding,
            rule=rule.id,
            least_participation=rule.least_participation,
            best_share=rule.best_share,
        )

    def blank(self, unit: OrganizationId, round_: Round | None) -> Assessment:
        """Return a new assessment of a unit; it is written by ``save``."""
        organization = self._directory(round_).tree[unit]
        return Assessment(
            id=RecordId(self._workspace.new_id()),
            organization_id=unit,
            round_id=round_.id if round_ else None,
            title=f"{organization.short_name or organization.name}群众评议",
            scale=next(iter(self.scales().values())),
            lists=(overall_items(),),
            groups=(VoterGroup("1", USUAL_VOTERS),),
        )

    # ---- writing -----------------------------------------------------------------------------

    def save(self, assessment: Assessment) -> Changes:
        """Write an assessment, a new one or one that was changed.

        Raises:
            Refusal: ``text.*``, ``vote.*``.
        """
        wanted = _cleaned(assessment)
        known = self._store.get(wanted.id)
        if isinstance(known, Assessment):
            if known == wanted:
                return Changes()
            self._require_open(known)
            self._require_kept(known, wanted)
        refuse_all(faults(wanted))
        return self._save("更改评议" if known else "新建评议", [wanted])

    def _require_kept(self, known: Assessment, wanted: Assessment) -> None:
        """Refuse to change what votes have been counted on.

        Raises:
            Refusal: ``vote.counted``.
        """
        has_ballots = bool(ballots_of(self._workspace, known))
        counted = {(count.object, count.item) for count in known.counts}
        groups = {count.group for count in known.counts}
        if not counted and not has_ballots:
            return
        cells = wanted.cells()
        lost = bool(counted - set(cells) or groups - {group.id for group in wanted.groups})
        moved = has_ballots and known.cells() != cells
        if lost or moved or known.scale != wanted.scale:
            raise refusal("vote.counted", title=known.title)

    def enter(
        self,
        assessment_id: RecordId,
        group_id: str,
        accounts: Accounts,
        counts: Sequence[Count],
        recused: Mapping[str, int],
    ) -> Changes:
        """Write what was counted in one group of voters.

        Args:
            assessment_id: of the assessment.
            group_id: of the group.
            accounts: 应到, 实到, 发出, 收回, 有效, 无效, as far as known.
            counts: of the objects and items that have been counted.
            recused: how many do not vote on an object, by its key.

        Raises:
            Refusal: ``vote.*`` with every reason.
        """
        known = self.get(assessment_id)
        self._require_open(known)
        groups = tuple(
            replace(group, accounts=completed(accounts)) if group.id == group_id else group
            for group in known.groups
        )
        others = tuple(each for each in known.recusals if each.group != group_id)
        own = tuple(Recusal(group_id, key, number) for key, number in recused.items() if number)
        kept = tuple(count for count in known.counts if count.group != group_id)
        wanted = in_order(
            replace(known, groups=groups, counts=(*kept, *counts), recusals=(*others, *own))
        )
        refuse_all(faults(wanted))
        if wanted == known:
            return Changes()
        return self._save("录入票数", [_stated(wanted)])

    def clear(self, assessment_id: RecordId) -> Changes:
        """Take every count and ballot away, so that everything can be changed again."""
        known = self.get(assessment_id)
        self._require_open(known)
        empty = replace(
            known,
            counts=(),
            recusals=(),
            groups=tuple(replace(group, accounts=Accounts()) for group in known.groups),
            objects=tuple(replace(each, rating="") for each in known.objects),
            state=AssessmentState.PLANNED.value,
        )
        with self._workspace.transaction("清空票数"):
            self._store.remove(b.id for b in ballots_of(self._workspace, known))
            self._store.save([empty])
        return changed(Topic.CYCLE)

    def rate(self, assessment_id: RecordId, ratings: Mapping[str, str]) -> Changes:
        """Write the grades that were decided upon, by the keys of the objects."""
        known = self.get(assessment_id)
        self._require_open(known)
        objects = tuple(
            replace(each, rating=ratings.get(each.key, each.rating)) for each in known.objects
        )
        if objects == known.objects:
            return Changes()
        return self._save("评定等次", [replace(known, objects=objects)])

    def proposed_ratings(self, assessment: Assessment) -> Mapping[str, str]:
        """Return the grades that the votes propose for those who have none yet."""
        return {
            result.object.key: grade
            for result in results(assessment)
            if not result.object.rating and (grade := proposed_rating(result, assessment.scale))
        }

    def close(self, assessment_id: RecordId) -> Changes:
        """Close the counts; what is not whole is refused with every reason."""
        known = self.get(assessment_id)
        self._require_open(known)
        refuse_all(open_faults(known))
        return self._save("汇总评议", [replace(known, state=AssessmentState.DONE.value)])

    def reopen(self, assessment_id: RecordId, reason: str) -> Changes:
        """Open closed counts again; the reason stands in the log."""
        known = self.get(assessment_id)
        why = typed_line(reason, "原因")
        state = AssessmentState.COUNTING.value
        return self._save("退回计票", [replace(known, state=state)], why)

    def remove(self, assessment_ids: Collection[RecordId]) -> Changes:
        """Delete assessments with their ballots."""
        found = [self.get(each) for each in assessment_ids]
        ballots = [ballot.id for each in found for ballot in ballots_of(self._workspace, each)]
        if not found:
            return Changes()
        return self._remove("删除评议", [*ballots, *(each.id for each in found)])

    def read_totals(self, assessment_id: RecordId, group_id: str, path: Path) -> "ReadTotals":
        """Read the counts of a group from a sheet; nothing is written.

        Raises:
            Refusal: ``file.*``, ``sheet.*``, ``vote.sheet_heading``.
        """
        from app.intake.vote_sheet import read_totals

        return read_totals(path, self.get(assessment_id), group_id)

    # ---- helpers -------------------------------------------------------------------------------

    @staticmethod
    def _require_open(assessment: Assessment) -> None:
        if assessment.is_done:
            raise refusal("vote.done", title=assessment.title)

    def _directory(self, round_: Round | None) -> Directory:
        day = self._workspace.day_of(round_) if round_ else self._workspace.today()
        return self._workspace.directory(day)

    def _planning(self, unit: OrganizationId, round_: Round | None) -> AssessmentPlanning:
        return AssessmentPlanning(self._workspace.scheme, self._directory(round_), unit)


def _cleaned(assessment: Assessment) -> Assessment:
    """Return the assessment as it is kept, without lists and recusals that are of nobody now.

    Raises:
        Refusal: ``text.*``, ``vote.two_objects``.
    """
    seen: set[str] = set()
    for each in assessment.objects:
        if each.key in seen:
            raise refusal("vote.two_objects", name=each.name, kind=ASSESSED_KINDS[each.kind])
        seen.add(each.key)
    used = {each.items for each in assessment.objects}
    kept = tuple(each for each in assessment.lists if each.id in used)
    groups = {group.id for group in assessment.groups}
    return replace(
        assessment,
        title=typed_name(assessment.title, "名称"),
        recusals=tuple(r for r in assessment.recusals if r.group in groups and r.object in seen),
        place=typed_line(assessment.place, "地点"),
        source=typed_line(assessment.source, "来源"),
        lists=kept or assessment.lists[:1],
        groups=tuple(
            replace(group, name=typed_name(group.name, "参评人员")) for group in assessment.groups
        ),
    )


def _stated(assessment: Assessment) -> Assessment:
    """Return an assessment with the state that its counts have brought it to."""
    state = AssessmentState.COUNTING if assessment.counts else AssessmentState.PLANNED
    return replace(assessment, state=state.value)
