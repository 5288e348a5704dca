"""Who is to review whom: a scheme's rules applied to the structure of one day (domain.md §3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId, RoundId, TaskId, derived_id
from app.domain.organization import Organization
from app.domain.review import ReviewTask, Target
from app.domain.scheme import (
    FINDER_OVERSIGHT,
    Finder,
    ReviewerSearch,
    Rule,
    Scheme,
    Targets,
    TargetSet,
)
from app.domain.words import (
    GapReason,
    OrganizationKind,
    OversightKind,
    PostKind,
    ReviewerKind,
    TargetKind,
)

_SECRETARY = frozenset({PostKind.SECRETARY})
_WITHOUT_SECRETARY = frozenset({OrganizationKind.GROUP, OrganizationKind.UNIT})


@dataclass(frozen=True, slots=True)
class Gap:
    """A target that no reviewer could be found for."""

    rule: str
    target: Target
    organization_id: OrganizationId | None
    reason: GapReason


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the rules give for one round."""

    tasks: tuple[ReviewTask, ...]
    gaps: tuple[Gap, ...]
    vacancies: tuple[OrganizationId, ...]
    """Party organisations without a secretary on the day."""
    idle: tuple[PersonId, ...]
    """Secretaries of grass-roots organisations without anybody to review (每名书记都作点评)."""
    doubles: tuple[Target, ...]
    """Targets that more than one reviewer has a task for."""


@dataclass(frozen=True, slots=True)
class _Aim:
    """One target of a rule, and the organisation from which its reviewer is looked for."""

    target: Target
    base: Organization
    organization_id: OrganizationId | None


@dataclass(frozen=True, slots=True)
class _Found:
    kind: ReviewerKind
    persons: tuple[PersonId, ...] = ()
    body: str = ""


def plan(
    scheme: Scheme,
    directory: Directory,
    round_id: RoundId,
    kept: Iterable[ReviewTask] = (),
) -> Plan:
    """Apply a scheme's rules.

    Args:
        scheme: the rules, in their order.
        directory: the structure on the day that counts.
        round_id: the round the tasks are for.
        kept: tasks of an earlier planning; exemptions and changes by hand survive.
    """
    work = _Planning(scheme, directory, round_id)
    for rule in scheme.rules:
        work.apply(rule)
    tasks = _with_kept(work.tasks, kept)
    return Plan(
        tasks=tasks,
        gaps=tuple(g for g in work.gaps.values() if g.target not in work.covered),
        vacancies=tuple(_vacancies(directory)),
        idle=tuple(_idle(directory, tasks)),
        doubles=tuple(_doubles(tasks)),
    )


@dataclass
class _Planning:
    scheme: Scheme
    directory: Directory
    round_id: RoundId
    tasks: dict[TaskId, ReviewTask] = field(default_factory=dict)
    gaps: dict[Target, Gap] = field(default_factory=dict)
    covered: set[Target] = field(default_factory=set)

    def apply(self, rule: Rule) -> None:
        aims = [
            aim
            for aim in _aims(rule.targets, self.directory)
            if not (rule.targets.uncovered and aim.target in self.covered)
        ]
        self.covered.update([aim.target for aim in aims if self._assign(rule, aim)])

    def _assign(self, rule: Rule, aim: _Aim) -> bool:
        """Add the tasks for one target, or note the gap; tell whether there is a reviewer."""
        excluded = self._excluded(aim)
        found = [f for search in rule.reviewers for f in self._search(search, aim, excluded)]
        if not found and rule.fallback:
            found = self._superior(aim, frozenset(), excluded)
        if not found:
            reason = self._reason(rule, aim, excluded)
            gap = Gap(rule.id, aim.target, aim.organization_id, reason)
            self.gaps.setdefault(aim.target, gap)
        for each in found:
            self._add(rule, aim, each)
        return bool(found)

    def _excluded(self, aim: _Aim) -> frozenset[PersonId]:
        """Nobody reviews himself, nor the organisation whose secretary he is."""
        if aim.target.kind is TargetKind.MEMBER:
            return frozenset({aim.target.person_id})
        return frozenset(
            a.person_id for a in self.directory.holders(aim.target.organization_id, _SECRETARY)
        )

    def _search(
        self, search: ReviewerSearch, aim: _Aim, excluded: frozenset[PersonId]
    ) -> list[_Found]:
        match search.find:
            case Finder.BODY:
                return [_Found(ReviewerKind.BODY, body=search.body)]
            case Finder.SUPERIOR_SECRETARY:
                return self._superior(aim, search.kinds, excluded)
            case Finder.OWN_SECRETARY:
                branch = self.directory.tree.branch_of(aim.base.id)
                return self._persons([self.directory.secretary(branch.id)], excluded)
            case Finder.GROUP_LEADER:
                leaders = self.directory.holders(
                    aim.base.id, frozenset({PostKind.GROUP_LEADER, PostKind.SECRETARY})
                )
                return self._persons([a.person_id for a in leaders[:1]], excluded)
            case Finder.OUTSIDE:
                overseers = [
                    person
                    for kind in OversightKind
                    for person in self.directory.overseers(aim.base.id, kind)
                    if self.directory.persons[person].outside
                ]
                return self._persons(overseers, excluded)
            case _:
                kind = FINDER_OVERSIGHT[search.find]
                return self._persons(self.directory.overseers(aim.base.id, kind), excluded)

    def _superior(
        self, aim: _Aim, kinds: frozenset[OrganizationKind], excluded: frozenset[PersonId]
    ) -> list[_Found]:
        """The secretary of the nearest ancestor (of given kinds) who may review this target."""
        for above in self.directory.tree.ancestors(aim.base.id):
            if kinds and above.kind not in kinds:
                continue
            if self.directory.is_active(above):
                found = self._persons([self.directory.secretary(above.id)], excluded)
                if found or kinds:
                    return found
        return []

    def _persons(
        self, persons: Iterable[PersonId | None], excluded: frozenset[PersonId]
    ) -> list[_Found]:
        return [
            _Found(
                ReviewerKind.OUTSIDE
                if self.directory.persons[person].outside
                else ReviewerKind.PERSON,
                (person,),
            )
            for person in dict.fromkeys(persons)
            if person is not None and person not in excluded
        ]

    def _reason(self, rule: Rule, aim: _Aim, excluded: frozenset[PersonId]) -> GapReason:
        if aim.base.parent_id is None and aim.target.kind is TargetKind.ORGANIZATION:
            return GapReason.TOP
        chain = [aim.base, *self.directory.tree.ancestors(aim.base.id)]
        if any(self.directory.secretary(o.id) in excluded for o in chain if excluded):
            return GapReason.SELF
        finders = {search.find for search in rule.reviewers}
        if finders <= {Finder.OUTSIDE, *FINDER_OVERSIGHT} and not rule.fallback:
            return GapReason.NOT_ENTERED
        return GapReason.VACANT

    def _add(self, rule: Rule, aim: _Aim, found: _Found) -> None:
        task_id = TaskId(
            derived_id(
                self.round_id, rule.form, aim.target.kind, aim.target.id, *found.persons, found.body
            )
        )
        known = self.tasks.get(task_id)
        if known is not None:
            if rule.id not in known.rules:
                self.tasks[task_id] = replace(known, rules=(*known.rules, rule.id))
            return
        self.tasks[task_id] = ReviewTask(
            id=task_id,
            round_id=self.round_id,
            rules=(rule.id,),
            form=rule.form,
            target=aim.target,
            organization_id=aim.organization_id,
            reviewer_kind=found.kind,
            reviewers=found.persons,
            body=found.body,
            mode=rule.mode,
            occasion=rule.occasion,
        )


def _aims(targets: Targets, directory: Directory) -> Iterator[_Aim]:
    for organization in directory.tree:
        if directory.is_active(organization) and _fits(targets, organization, directory):
            yield from _AIMS[targets.of](targets, organization, directory)


def _fits(targets: Targets, organization: Organization, directory: Directory) -> bool:
    parent = directory.tree.parent(organization.id)
    is_top = parent is None
    return (
        (not targets.kinds or organization.kind in targets.kinds)
        and (not targets.tags or bool(targets.tags & organization.tags))
        and (
            not targets.parent_kinds or (parent is not None and parent.kind in targets.parent_kinds)
        )
        and (targets.top is None or targets.top == is_top)
        and (
            targets.overseen is None or bool(directory.overseers(organization.id, targets.overseen))
        )
    )


def _organization_aims(
    targets: Targets, organization: Organization, directory: Directory
) -> Iterator[_Aim]:
    del targets, directory
    target = Target(TargetKind.ORGANIZATION, organization.id)
    yield _Aim(target, organization, organization.parent_id)


def _committee_aims(
    targets: Targets, organization: Organization, directory: Directory
) -> Iterator[_Aim]:
    persons = [a.person_id for a in directory.committee(organization.id)]
    for person in _chosen(targets, organization, directory, persons):
        member = directory.members.get(person)
        place = directory.tree.branch_of(member.organization_id) if member else organization
        yield _Aim(Target(TargetKind.MEMBER, person), organization, place.id)


def _member_aims(
    targets: Targets, organization: Organization, directory: Directory
) -> Iterator[_Aim]:
    is_group = organization.kind is OrganizationKind.GROUP
    if is_group and OrganizationKind.GROUP not in targets.kinds:
        return
    places = [organization]
    if OrganizationKind.GROUP not in targets.kinds:
        children = directory.tree.children(organization.id)
        places += [child for child in children if child.kind is OrganizationKind.GROUP]
    members = [m for place in places for m in directory.members_in(place.id)]
    wanted = {
        m.person_id for m in members if not targets.member_tags or targets.member_tags & m.tags
    }
    branch = directory.tree.branch_of(organization.id)
    persons = [m.person_id for m in members if m.person_id in wanted]
    for person in _chosen(targets, organization, directory, persons):
        yield _Aim(Target(TargetKind.MEMBER, person), organization, branch.id)


def _chosen(
    targets: Targets, organization: Organization, directory: Directory, persons: list[PersonId]
) -> Iterator[PersonId]:
    held = {a.person_id for a in directory.holders(organization.id, targets.posts)}
    barred = {a.person_id for a in directory.holders(organization.id, targets.without_posts)}
    for person in dict.fromkeys(persons):
        if person not in barred and (not targets.posts or person in held):
            yield person


_AIMS = {
    TargetSet.ORGANIZATIONS: _organization_aims,
    TargetSet.COMMITTEE: _committee_aims,
    TargetSet.MEMBERS: _member_aims,
}


def _with_kept(
    planned: dict[TaskId, ReviewTask], kept: Iterable[ReviewTask]
) -> tuple[ReviewTask, ...]:
    tasks = dict(planned)
    for task in kept:
        if task.manual_reason:
            if task.replaces is not None:
                tasks.pop(task.replaces, None)
            tasks[task.id] = task
        elif task.exempt_reason and task.id in tasks:
            tasks[task.id] = replace(tasks[task.id], exempt_reason=task.exempt_reason)
    return tuple(tasks.values())


def _vacancies(directory: Directory) -> Iterator[OrganizationId]:
    for organization in directory.tree:
        if (
            organization.kind not in _WITHOUT_SECRETARY
            and directory.is_active(organization)
            and directory.secretary(organization.id) is None
        ):
            yield organization.id


def _idle(directory: Directory, tasks: Iterable[ReviewTask]) -> Iterator[PersonId]:
    busy = {person for task in tasks for person in task.reviewers}
    secretaries = dict.fromkeys(
        directory.secretary(o.id)
        for o in directory.tree
        if o.is_grass_roots and directory.is_active(o)
    )
    for person in secretaries:
        if person is not None and person not in busy:
            yield person


def _doubles(tasks: Iterable[ReviewTask]) -> Iterator[Target]:
    seen: set[Target] = set()
    told: set[Target] = set()
    for task in tasks:
        if task.target in seen and task.target not in told:
            told.add(task.target)
            yield task.target
        seen.add(task.target)
