"""The overview says the same as the lists behind it, for every organisation."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app import paths
from app.domain.review import Block
from app.domain.standing import Progress, Tally
from app.domain.words import TargetKind
from app.ops.office import Office
from app.ops.overview import Step, StepKind
from app.ops.tasks import TaskState
from tests.strategies import TODAY, Reviewed, reviewed
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.desk import Desk

SCHEMES = ("qingdao-2010", "changsha-2010", "bureau-2013")
STARTS, ENDS = date(2010, 7, 1), date(2010, 12, 20)


def office() -> Office:
    return Office(paths.schemes(), lambda: TODAY, lambda: str(uuid4()))


@pytest.fixture(scope="session")
def empty_ledgers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A ledger of each scheme with its root alone."""
    folder = tmp_path_factory.mktemp("empty")
    made = {}
    for scheme in SCHEMES:
        made[scheme] = folder / f"{scheme}.ledger"
        office().create(made[scheme], scheme, "示例局党组").close()
    return made


@contextmanager
def ledger(empty: Path, found: Reviewed) -> Iterator[tuple[Desk, Round]]:
    """A ledger of a random unit with a round and its reviews."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(empty, folder))
        with office().open(copy) as desk:
            stores, records = desk.workspace.stores, found.directory.records
            stores.structure.remove(organizations=[desk.workspace.root_id])
            stores.structure.save(
                records.organizations,
                records.persons,
                records.members,
                records.appointments,
                records.oversights,
            )
            desk.workspace.structure_changed()
            round_ = desk.rounds.open("2010年下半年", STARTS, ENDS).round
            yield desk, round_


def counted(desk: Desk, round_: Round, unit: OrganizationId) -> Progress:
    """What the list of tasks says."""
    found = desk.tasks.list(round_, unit)
    tallies = {}
    for kind in TargetKind:
        states = [row.state for row in found.rows if row.task.target.kind is kind]
        gaps = sum(row.gap.target.kind is kind for row in found.gaps)
        done, exempt = states.count(TaskState.DONE), states.count(TaskState.EXEMPT)
        tallies[kind] = Tally(len(states) + gaps, done, exempt, gaps)
    return Progress(tallies[TargetKind.ORGANIZATION], tallies[TargetKind.MEMBER])


@pytest.mark.parametrize("scheme", SCHEMES)
@given(st.data())
@settings(
    max_examples=12,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
def test_progress_agrees_with_the_list_of_tasks(
    empty_ledgers: dict[str, Path], scheme: str, data: st.DataObject
) -> None:
    found = data.draw(reviewed())
    with ledger(empty_ledgers[scheme], found) as (desk, round_):
        tasks = desk.workspace.stores.tasks.of_round(round_.id)
        forms = {task.target: task for task in tasks}
        for review in found.reviews:
            task = forms.get(review.target)
            known = task is not None and data.draw(st.booleans())
            desk.workspace.stores.reviews.save(
                replace(
                    review,
                    round_id=round_.id,
                    form=task.form if task else review.form,
                    task_id=task.id if task and known else None,
                )
            )
        for task in tasks:
            if data.draw(st.integers(0, 3)) == 0:
                desk.tasks.exempt(task.id, "长期出国")
        day = desk.workspace.day_of(round_)
        progress = desk.overview.progress(round_, day)
        units = [o.id for o in desk.workspace.directory(day).tree]
        assert list(progress) == units
        assert {u: progress[u] for u in units} == {u: counted(desk, round_, u) for u in units}
        vacancies = desk.tasks.list(round_, units[0]).plan.vacancies
        overdue = len(desk.statistics.overdue(round_, day))
        steps = {s.kind: s.count for s in desk.overview.next_steps(round_, units[0], day)}
        assert steps.get(StepKind.VACANCIES, 0) == len(vacancies)
        assert steps.get(StepKind.OVERDUE, 0) <= overdue
        assert all(steps.values())


# ---- the sample unit -----------------------------------------------------------------------------


def looked_through(desk: Desk, round_: Round) -> dict[StepKind, int]:
    day, root = desk.workspace.day_of(round_), desk.workspace.root_id
    check = desk.overview.record_check(round_)
    while check.look_further():
        pass
    assert check.ended
    return {step.kind: step.count for step in desk.overview.record_steps(round_, root, day)}


def test_problems_without_rectification_wait_for_it(changsha_ledger: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(changsha_ledger, tmp_path))
    with open_sample(copy) as desk:
        round_ = desk.rounds.all()[0]
        stores = desk.workspace.stores
        one, other, *_ = [r for r in stores.reviews.of_round(round_.id) if r.is_done]
        assert StepKind.RECTIFICATION not in looked_through(desk, round_)
        for review in (one, other):
            assert review.typed["review.problems"]
            main = tuple(block for block in review.blocks if block.id != "rectification")
            stores.reviews.save(replace(review, blocks=main))
        assert looked_through(desk, round_)[StepKind.RECTIFICATION] == 2
        blank = Block("rectification", {"rectification.summary": " "})
        main = tuple(block for block in one.blocks if block.id != "rectification")
        stores.reviews.save(replace(one, blocks=(*main, blank)))
        assert looked_through(desk, round_)[StepKind.RECTIFICATION] == 2
        stores.reviews.save(one)
        assert looked_through(desk, round_)[StepKind.RECTIFICATION] == 1


def test_listed_problems_are_counted_until_they_are_mended(
    changsha_ledger: Path, tmp_path: Path
) -> None:
    with open_sample(Path(shutil.copy(changsha_ledger, tmp_path))) as desk:
        round_, ops = desk.rounds.all()[0], desk.rectifications
        stores = desk.workspace.stores
        one = next(r for r in stores.reviews.of_round(round_.id) if r.is_done)
        main = tuple(block for block in one.blocks if block.id != "rectification")
        stores.reviews.save(replace(one, blocks=main))
        assert looked_through(desk, round_)[StepKind.RECTIFICATION] == 1
        assert mending(desk, round_) is None
        ops.replace_all(one.id, [replace(ops.first(one.id), problem=p) for p in "甲乙丙"])
        assert StepKind.RECTIFICATION not in looked_through(desk, round_)
        today = desk.workspace.today()
        for item, days in zip(ops.of_review(one.id), (-1, 0, 8), strict=True):
            ops.set_due([item.id], today + timedelta(days=days))

        step = mending(desk, round_)
        assert step is not None
        assert (step.count, step.late, step.soon, step.page) == (3, 1, 1, "rectifications")
        ops.finish([each.id for each in ops.of_review(one.id)[:2]])
        step = mending(desk, round_)
        assert step is not None
        assert (step.count, step.late, step.soon) == (1, 0, 0)
        elsewhere = next(u for u in desk.workspace.directory(today).tree if u.parent_id is not None)
        counted = desk.workspace.directory(today).tree.within(one.organization_id, elsewhere.id)
        assert (mending(desk, round_, elsewhere.id) is not None) is counted


def mending(desk: Desk, round_: Round, unit: OrganizationId | None = None) -> Step | None:
    day, place = desk.workspace.day_of(round_), unit or desk.workspace.root_id
    steps = desk.overview.next_steps(round_, place, day)
    return next((step for step in steps if step.kind is StepKind.MENDING), None)


def test_forms_without_such_a_block_wait_for_nothing(desk: Desk) -> None:
    assert StepKind.RECTIFICATION not in looked_through(desk, desk.rounds.all()[0])


def test_records_that_lack_cells_are_counted(desk: Desk) -> None:
    round_ = desk.rounds.all()[0]
    before = looked_through(desk, round_).get(StepKind.LACKING, 0)
    reviews = desk.workspace.stores.reviews
    done = next(r for r in reviews.of_round(round_.id) if r.is_done and r.place)
    reviews.save(replace(done, place=""))
    assert looked_through(desk, round_)[StepKind.LACKING] == before + 1


def test_steps_count_what_stands_in_the_ledger(desk: Desk) -> None:
    round_, root = desk.rounds.all()[0], desk.workspace.root_id
    day = desk.workspace.day_of(round_)
    steps = {s.kind: s for s in desk.overview.next_steps(round_, root, day)}
    listed = desk.tasks.list(round_, root)
    unfinished = [r for r in desk.workspace.stores.reviews.of_round(round_.id) if not r.is_finished]
    assert steps[StepKind.DRAFTS].count == len(unfinished)
    assert steps[StepKind.GAPS].count == len(listed.gaps)
    assert steps[StepKind.VACANCIES].count == len(listed.plan.vacancies)
    assert steps[StepKind.OVERDUE].count == len(desk.statistics.overdue(round_, day))
    still = steps[StepKind.OPEN]
    assert still.count == still.organizations + still.members
    assert (still.page, still.state) == ("tasks", TaskState.OPEN)
    questions = len(desk.workspace.stores.questions.open())
    assert (StepKind.QUESTIONS in steps) == bool(questions)


def test_a_saved_review_shows_at_once(desk: Desk) -> None:
    round_, root = desk.rounds.all()[0], desk.workspace.root_id
    day = desk.workspace.day_of(round_)
    before = desk.overview.progress(round_, day)
    assert desk.overview.progress(round_, day) is before
    row = next(r for r in desk.tasks.list(round_, root).rows if r.state is TaskState.DONE)
    assert row.review is not None
    desk.workspace.stores.reviews.remove([row.review.id])
    after = desk.overview.progress(round_, day)
    assert after[root].done == before[root].done - 1


def test_deadlines_belong_to_the_round_in_which_they_fall(desk: Desk) -> None:
    round_ = desk.rounds.all()[0]
    found = desk.overview.deadlines(round_)
    dates = [due.deadline.date for due in found]
    assert dates == sorted(d.date for d in desk.workspace.scheme.deadlines)
    today = desk.workspace.today()
    assert [due.days for due in found] == [(day - today).days for day in dates]
    following = desk.overview.deadline(round_)
    assert following is not None
    assert following.days == min(due.days for due in found if due.days >= 0)
    later = desk.rounds.open("2011年上半年", date(2011, 1, 26), date(2011, 7, 1)).round
    assert [d.deadline.date for d in desk.overview.deadlines(later)] == [date(2011, 2, 10)]
    assert date(2011, 2, 10) not in [d.deadline.date for d in desk.overview.deadlines(round_)]


def test_names_behind_a_bar_are_those_of_the_statistics(desk: Desk) -> None:
    round_, root = desk.rounds.all()[0], desk.workspace.root_id
    day = desk.workspace.day_of(round_)
    ours, theirs = desk.overview.names(round_, root, day), desk.statistics.names(round_, root, day)
    for measure in ("organizations_reviewed", "members_reviewed"):
        assert ours[measure] == theirs[measure]


def test_below_an_only_unit_its_own_parts_are_shown(desk: Desk) -> None:
    round_, root = desk.rounds.all()[0], desk.workspace.root_id
    day = desk.workspace.day_of(round_)
    tree = desk.workspace.directory(day).tree
    (only,) = tree.children(root)
    shown = [unit.id for unit in desk.overview.coverage(round_, root, day)]
    assert shown == [root, only.id, *(o.id for o in tree.children(only.id))]
    branch = next(o for o in tree if not tree.children(o.id))
    assert [u.id for u in desk.overview.coverage(round_, branch.id, day)] == [branch.id]
