"""What was decided by hand about tasks travels; the rest is planned again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.ids import TaskId
from app.domain.review import ReviewTask, Target
from app.domain.words import ReviewerKind, TargetKind
from tests.builders import organization_id, person_id
from tests.db.merge.sample import ROUND

if TYPE_CHECKING:
    from tests.db.merge.exchange import Office

    pass


def task(name: str, who: str, place: str, **more: Any) -> ReviewTask:  # noqa: ANN401
    target = Target(TargetKind.MEMBER, person_id(who))
    planned = ReviewTask(
        TaskId(name),
        ROUND.id,
        ("甲",),
        "member",
        target,
        organization_id(place),
        ReviewerKind.PERSON,
        (person_id("李四"),),
    )
    return replace(planned, **more)


def test_an_exemption_below_is_one_here_and_goes_again(city: Office, bureau: Office) -> None:
    free = task("t1", "赵五", "一支部", exempt_reason="病假")
    bureau.stores.tasks.replace(ROUND.id, [free])
    city.receive(bureau.submit("甲一局党委"))
    assert city.stores.tasks.of_round(ROUND.id) == (free,)
    bureau.stores.tasks.replace(ROUND.id, [replace(free, exempt_reason="")])
    city.receive(bureau.submit("甲一局党委"))
    assert [t.exempt_reason for t in city.stores.tasks.of_round(ROUND.id)] == [""]


def test_an_exemption_is_put_on_what_is_planned_here(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    city.stores.tasks.replace(ROUND.id, [task("here", "赵五", "一支部")])
    bureau.stores.tasks.replace(ROUND.id, [task("t1", "赵五", "一支部", exempt_reason="病假")])
    merged = city.receive(bureau.submit("甲一局党委"))
    assert merged.changed == {"task": 1}
    (found,) = city.stores.tasks.of_round(ROUND.id)
    assert (found.id, found.exempt_reason) == ("here", "病假")


def test_a_change_by_hand_stands_in_for_what_is_planned_here(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    city.stores.tasks.replace(ROUND.id, [task("here", "赵五", "一支部")])
    by_hand = task("t1", "赵五", "一支部", manual_reason="出差", replaces="there")
    by_hand = replace(by_hand, reviewers=(person_id("张三"),))
    bureau.stores.tasks.replace(ROUND.id, [by_hand])
    city.receive(bureau.submit("甲一局党委"))
    found: dict[str, ReviewTask] = {t.id: t for t in city.stores.tasks.of_round(ROUND.id)}
    assert found["t1"].replaces == "here"
    assert found["t1"].reviewers == (person_id("张三"),)
    bureau.stores.tasks.replace(ROUND.id, [])
    city.receive(bureau.submit("甲一局党委"))
    assert [t.id for t in city.stores.tasks.of_round(ROUND.id)] == ["here"]
