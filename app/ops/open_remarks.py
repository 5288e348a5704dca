"""Remarks that are not settled (退回), by the record that they are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.dates import from_day
from app.domain.handoff_records import Remark, RemarkState
from app.domain.ids import ReviewId
from app.ops.changes import Changes
from app.ops.reporting import day_of_time
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.ops.receiving import ReceiveOps

TO_MEND, GIVEN = "待修改", "已退回"
"""What a record is called in lists: it is to be mended here, or by the unit below."""


@dataclass(frozen=True, slots=True)
class OpenRemark:
    """What the lists say of a record."""

    word: str
    text: str
    """Every remark in full, one a line."""

    @property
    def is_ours(self) -> bool:
        """Whether it is to be mended here."""
        return self.word == TO_MEND


NO_REMARKS: Mapping[ReviewId, OpenRemark] = MappingProxyType({})


class RemarkOps:
    """What a user sees of remarks where the records themselves are shown."""

    def __init__(self, workspace: Workspace, receiving: "ReceiveOps") -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._receiving = receiving

    def open(self) -> Mapping[ReviewId, OpenRemark]:
        """Return what the lists say of records with open remarks."""
        found: dict[ReviewId, list[Remark]] = {}
        for each in self._workspace.stores.handoff.remarks(
            [RemarkState.RECEIVED, RemarkState.OPEN, RemarkState.SENT]
        ):
            found.setdefault(each.review, []).append(each)
        return {review: _told(remarks) for review, remarks in found.items()}

    def of(self, review_id: ReviewId) -> str:
        """Return what the level above asks to be mended in a record; empty: nothing."""
        return "\n".join(map(remark_words, self._received(review_id)))

    def done(self, review_id: ReviewId) -> Changes:
        """Say that what the level above asked for in a record has been mended."""
        return self._receiving.remarks_done(each.id for each in self._received(review_id))

    def _received(self, review_id: ReviewId) -> tuple[Remark, ...]:
        waiting = self._workspace.stores.handoff.remarks([RemarkState.RECEIVED])
        return tuple(each for each in waiting if each.review == review_id)


def remark_words(remark: Remark) -> str:
    """Return a remark with who wrote it and when."""
    day = from_day(day_of_time(remark.time)).for_form if remark.time else ""
    said = "，".join(filter(None, (remark.who, day)))
    return f"{remark.text}（{said}）" if said else remark.text


def _told(remarks: list[Remark]) -> OpenRemark:
    ours = [each for each in remarks if each.state is RemarkState.RECEIVED]
    shown = ours or remarks
    word, whose = (TO_MEND, "上级退回意见") if ours else (GIVEN, "退回下级")
    return OpenRemark(word, "\n".join(f"{whose}：{remark_words(each)}" for each in shown))
