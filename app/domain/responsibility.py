"""Who is to review whom: a scheme's rules applied to the structure of one day (domain.md §3)."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace

from app.domain.aims import Aim, aims_of
from app.domain.directory import Directory
from app.domain.ids import OrganizationId, PersonId, RoundId, TaskId, derived_id
from app.domain.replanning import with_kept
from app.domain.review import ReviewTask, Target
from app.domain.scheme import (
    FINDER_OVERSIGHT,
    Finder,
    ReviewerSearch,
    Rule,
    Scheme,
)
from app.domain.vacancies import vacant
from app.domain.words import (
    GapReason,
    OrganizationKind,
    OversightKind,
    PostKind,
    ReviewerKind,
    TargetKind,
)

_SECRETARY = frozenset({PostKind.SECRETARY})


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
        kept: all tasks of the earlier planning; exemptions and changes by hand survive, also
            where the reviewer they were about has changed.
    """
    work = Planning(scheme, directory, round_id)
    for rule in scheme.rules:
        work.apply(rule)
    tasks = with_kept(work.tasks, work.gaps.keys(), tuple(kept))
    reviews = work.counting(tasks)
    covered = {task.target for task in reviews}
    return Plan(
        tasks=tasks,
        gaps=tuple(g for g in work.gaps.values() if g.target not in covered),
        vacancies=tuple(vacant(directory)),
        idle=tuple(_idle(directory, reviews)),
        doubles=tuple(_doubles(reviews)),
    )


@dataclass
class Planning:
    """Applies rules one after another."""

    scheme: Scheme
    directory: Directory
    round_id: RoundId
    known: Container[str] = ()
    """Ids of targets that need not be looked at."""
    tasks: dict[TaskId, ReviewTask] = field(default_factory=dict)
    gaps: dict[Target, Gap] = field(default_factory=dict)
    covered: set[Target] = field(default_factory=set)
    _found: dict[tuple[str, OrganizationId], list[_Found]] = field(default_factory=dict)

    def apply(self, rule: Rule) -> None:
        """Add the tasks and gaps of a rule."""
        aims = (
            aim
            for aim in aims_of(rule.targets, self.directory, self.known)
            if not (rule.targets.uncovered and aim.target in self.covered)
        )
        assigned = [aim.target for aim in aims if self._assign(rule, aim)]
        if rule.form not in self._hearings:
            self.covered.update(assigned)

    def counting(self, tasks: Iterable[ReviewTask]) -> list[ReviewTask]:
        """Return the tasks whose form counts as a review; a hearing covers nobody."""
        return [task for task in tasks if task.form not in self._hearings]

    @property
    def _hearings(self) -> set[str]:
        return {form.id for form in self.scheme.forms if not form.counts}

    def _assign(self, rule: Rule, aim: Aim) -> bool:
        """Add the tasks for one target, or note the gap; tell whether there is a reviewer."""
        excluded = self._excluded(rule, aim)
        found = self._anybodys(rule, aim)
        if found is None or any(person in excluded for each in found for person in each.persons):
            found = self._reviewers(rule, aim, excluded)
        if not found:
            gap = Gap(rule.id, aim.target, aim.organization_id, self._reason(rule, aim))
            self.gaps.setdefault(aim.target, gap)
        for each in found:
            self._add(rule, aim, each)
        return bool(found)

    def _anybodys(self, rule: Rule, aim: Aim) -> list[_Found] | None:
        """Return who reviews any member found through the same organisation.

        It is found once for all of them, and holds for whoever is not among the reviewers himself.
        None where it depends on the target.
        """
        if aim.target.kind is not TargetKind.MEMBER or _looks_at_target(rule):
            return None
        key = rule.id, aim.base.id
        if key not in self._found:
            self._found[key] = self._reviewers(rule, aim, frozenset())
        return self._found[key]

    def _reviewers(self, rule: Rule, aim: Aim, excluded: frozenset[PersonId]) -> list[_Found]:
        found = [f for search in rule.reviewers for f in self._search(search, aim, excluded)]
        if not found and rule.fallback:
            found = self._superior(aim, frozenset(), excluded)
        return [_joined(found)] if rule.together and len(found) > 1 else found

    def _excluded(self, rule: Rule, aim: Aim) -> frozenset[PersonId]:
        """Nobody reviews himself, nor (unless the rule says so) the organisation he leads."""
        if aim.target.kind is TargetKind.MEMBER:
            return frozenset({aim.target.person_id})
        if rule.own_organization:
            return frozenset()
        return frozenset(
            a.person_id for a in self.directory.holders(aim.target.organization_id, _SECRETARY)
        )

    def _search(
        self, search: ReviewerSearch, aim: Aim, excluded: frozenset[PersonId]
    ) -> list[_Found]:
        match search.find:
            case Finder.BODY:
                return [_Found(ReviewerKind.BODY, body=search.body)]
            case Finder.SUPERIOR_SECRETARY:
                return self._superior(aim, search.kinds, excluded)
            case Finder.OWN_SECRETARY:
                branch = self.directory.tree.branch_of(aim.base.id)
                return self._persons([self.directory.secretary(branch.id)], excluded)
            case Finder.HOST_SECRETARY:
                return self._host(aim, excluded)
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

    def _host(self, aim: Aim, excluded: frozenset[PersonId]) -> list[_Found]:
        """The secretary where a member has flowed to; by its name alone where it is outside."""
        member = self.directory.members.get(aim.target.person_id)
        if member is None or not member.host:
            return []
        hosts = self.directory.tree.named(member.host)
        if len(hosts) != 1:
            return [_Found(ReviewerKind.OUTSIDE, body=member.host)]
        branch = self.directory.tree.branch_of(hosts[0].id)
        return self._persons([self.directory.secretary(branch.id)], excluded)

    def _superior(
        self, aim: Aim, kinds: frozenset[OrganizationKind], excluded: frozenset[PersonId]
    ) -> list[_Found]:
        """The secretary of the nearest ancestor (of given kinds) who may review this target.

        Without kinds any party organisation is meant; the head of a unit is no secretary.
        """
        for above in self.directory.tree.ancestors(aim.base.id):
            if above.kind not in kinds if kinds else above.kind is OrganizationKind.UNIT:
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

    def _reason(self, rule: Rule, aim: Aim) -> GapReason:
        is_organization = aim.target.kind is TargetKind.ORGANIZATION
        if is_organization and self.directory.tree.is_top(aim.base.id):
            return GapReason.TOP
        if self._reviewers(rule, aim, frozenset()):
            return GapReason.SELF
        finders = {search.find for search in rule.reviewers}
        if finders <= {Finder.OUTSIDE, *FINDER_OVERSIGHT} and not rule.fallback:
            return GapReason.NOT_ENTERED
        return GapReason.VACANT

    def _add(self, rule: Rule, aim: Aim, found: _Found) -> None:
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


def _looks_at_target(rule: Rule) -> bool:
    return any(search.find is Finder.HOST_SECRETARY for search in rule.reviewers)


def _joined(found: list[_Found]) -> _Found:
    """Return several reviewers as one who review together."""
    persons = tuple(dict.fromkeys(person for each in found for person in each.persons))
    bodies = "、".join(dict.fromkeys(each.body for each in found if each.body))
    kinds = {each.kind for each in found}
    kind = kinds.pop() if len(kinds) == 1 else ReviewerKind.PERSON
    return _Found(kind, persons, bodies)


def _idle(directory: Directory, tasks: Iterable[ReviewTask]) -> Iterator[PersonId]:
    busy = {person for task in tasks if not task.exempt_reason for person in task.reviewers}
    secretaries = dict.fromkeys(
        directory.secretary(o.id)
        for o in directory.tree
        if o.is_grass_roots and directory.is_active(o)
    )
    for person in secretaries:
        if person is not None and person not in busy:
            yield person


def _doubles(tasks: Iterable[ReviewTask]) -> Iterator[Target]:
    first: dict[Target, ReviewTask] = {}
    doubled = set()
    for task in tasks:
        if not task.exempt_reason:
            other = first.setdefault(task.target, task)
            if (task.reviewers, task.body) != (other.reviewers, other.body):
                doubled.add(task.target)
    return (target for target in first if target in doubled)
