"""A package taken out again leaves the ledger as it was, but for what was changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.db.merge.taking_out import take_out
from app.db.merge.values import Merged
from app.domain.handoff_records import ConflictState, PackageState
from app.domain.organization import Appointment
from app.domain.words import PostKind, TargetKind
from tests.builders import organization_id
from tests.db.merge.exchange import office
from tests.db.merge.sample import typed
from tests.db.merge.test_nested import BRANCH, COUNTY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.db.merge.exchange import Office


def test_the_first_package_goes_whole(city: Office, bureau: Office) -> None:
    before = city.content()
    city.receive(bureau.submit("甲一局党委"))
    merged = city.take_out()
    assert city.content() == before
    assert merged.removed == {
        "organization": 2,
        "person": 5,
        "member": 5,
        "appointment": 2,
        "review": 2,
    }
    assert merged.left == ()
    assert city.stores.handoff.held() == ()
    assert [each.state for each in city.stores.handoff.packages()] == [PackageState.TAKEN_OUT]


def test_the_one_before_holds_again(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    before = city.content()
    bureau.change_member("赵五", phone="138")
    typed(bureau, "赵五", "调研不够")
    gone = [r.id for r in bureau.reviews() if r.target.kind is TargetKind.ORGANIZATION]
    bureau.stores.reviews.remove(gone)
    package = bureau.submit("甲一局党委")
    city.receive(package)
    merged = city.take_out()
    assert city.content() == before
    assert merged.changed["member"] == 1
    assert merged.changed["review"] == 2
    assert city.held(organization_id("甲一局党委")) == 1
    city.receive(package)
    assert city.member("赵五").phone == "138"


def test_what_was_changed_since_stays_and_is_told(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    typed(city, "赵五", "办公室改的")
    city.change_member("郑八", phone="1")
    merged = city.take_out()
    assert len(city.reviews()) == 1
    assert city.members() == ["一支部/郑八"]
    assert len(merged.left) == 3  # the review, the member, the branch that he is in


def test_what_something_else_needs_stays(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    branch = organization_id("二支部")
    post = Appointment("x", city.person("孙七"), branch, PostKind.COMMITTEE_MEMBER)  # type: ignore[arg-type]
    city.stores.structure.save(appointments=[post])
    merged = city.take_out()
    assert merged.left == ("二支部",)
    assert "二支部" in city.names("organization")


def test_its_open_conflicts_go_with_it(city: Office, bureau: Office) -> None:
    city.receive(bureau.submit("甲一局党委"))
    city.change_member("赵五", phone="139")
    bureau.change_member("赵五", phone="138")
    city.receive(bureau.submit("甲一局党委"))
    city.take_out()
    assert city.stores.handoff.conflicts(ConflictState.OPEN) == ()
    assert city.member("赵五").phone == "139"


def test_what_a_later_package_stands_for_stays(tmp_path: Path) -> None:
    with (
        office(tmp_path / "city.ledger", "甲市委 [党委]\n  甲县委 [党委] 书记=张三") as city,
        office(tmp_path / "county.ledger", COUNTY) as county,
        office(tmp_path / "branch.ledger", BRANCH) as branch,
    ):
        county.receive(branch.submit("一支部"))
        above = county.submit("甲县委")
        first = city.receive(above)
        assert first.new["member"] == 3
        branch.change_member("赵五", phone="138")
        city.receive(branch.submit("一支部"))
        package = city.stores.handoff.applied_of(organization_id("甲县委"))[0]
        with city.database.transaction():
            take_out(city.database, package.id)
        assert city.members() == ["一支部/李四", "一支部/赵五"]
        assert city.member("赵五").phone == "138"


def test_a_package_that_is_unknown_takes_nothing_out(city: Office) -> None:
    assert take_out(city.database, 99) == Merged()
