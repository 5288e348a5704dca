"""Taking a package in is one step: undone and done again to the last byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.db.undo import Undo
from tests.db.merge.sample import typed
from tests.db.snapshots import tables

if TYPE_CHECKING:
    from tests.db.merge.exchange import Office


def test_one_step_back_takes_everything_back(city: Office, bureau: Office) -> None:
    undo = Undo(city.database)
    states = [tables(city.database)]
    for number in range(2):
        package = bureau.submit("甲一局党委")
        with undo.step("接收数据包"):
            city.receive(package)
        states.append(tables(city.database))
        bureau.change_member("赵五", phone=str(number))
        typed(bureau, "赵五", f"第{number}次")
        bureau.stores.reviews.remove([bureau.reviews()[number].id] if number else [])
    with undo.step("取出数据包"):
        city.take_out()
    states.append(tables(city.database))
    for state in reversed(states[:-1]):
        undo.play()
        assert tables(city.database) == state
        city.require_sound()
    for state in states[1:]:
        undo.play(redo=True)
        assert tables(city.database) == state


def test_after_undoing_the_package_comes_in_again(city: Office, bureau: Office) -> None:
    undo = Undo(city.database)
    package = bureau.submit("甲一局党委")
    with undo.step("接收数据包"):
        first = city.receive(package)
    undo.play()
    again = city.receive(package)
    assert (again.new, again.changed) == (first.new, first.changed)
    assert city.members() == bureau.members()
