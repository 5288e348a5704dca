"""The overview says the same as the lists behind it, for every organisation."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app import paths
from app.domain.standing import Progress, Tally
from app.domain.words import TargetKind
from app.ops.office import Office
from app.ops.overview import StepKind
from app.ops.tasks import TaskState
from tests.strategies import TODAY, Reviewed, reviewed

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
