"""Two clerks with copies of one ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.words import TargetKind
from tests.db.merge.exchange import Office, copy_of
from tests.db.merge.sample import text_of, typed

if TYPE_CHECKING:
    from pathlib import Path


def test_two_clerks_changes_meet(bureau: Office, tmp_path: Path) -> None:
    with copy_of(bureau, tmp_path / "家.ledger") as home:
        home.change_member("赵五", phone="2")
        home.change_member("李四", post="处长")
        bureau.change_member("李四", phone="3")
        typed(bureau, "赵五", "办公室")
        merged = bureau.receive(home.submit("甲一局党委"))
        assert not merged.conflicts
        home.receive(bureau.submit("甲一局党委"))
        assert home.content() == bureau.content()
        assert bureau.member("赵五").phone == "2"
        assert (bureau.member("李四").post, bureau.member("李四").phone) == ("处长", "3")
        assert text_of(home, "赵五") == "办公室"


def test_two_clerks_who_change_the_same_are_asked(bureau: Office, tmp_path: Path) -> None:
    with copy_of(bureau, tmp_path / "家.ledger") as home:
        home.change_member("赵五", phone="2")
        bureau.change_member("赵五", phone="1")
        merged = bureau.receive(home.submit("甲一局党委"))
        assert [(c.field, c.ours, c.theirs) for c in merged.conflicts] == [("phone", "1", "2")]


def test_what_one_clerk_took_away_does_not_come_back_unasked(
    bureau: Office, tmp_path: Path
) -> None:
    with copy_of(bureau, tmp_path / "家.ledger") as home:
        gone = [r.id for r in bureau.reviews() if r.target.kind is TargetKind.MEMBER]
        bureau.stores.reviews.remove(gone)
        merged = bureau.receive(home.submit("甲一局党委"))
        assert len(bureau.reviews()) == 1
        assert [(c.record_id, c.field, c.ours) for c in merged.conflicts] == [(gone[0], "", "")]
