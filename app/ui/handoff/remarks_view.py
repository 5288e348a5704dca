"""退回意见 on the page 报送与汇总: what is to be mended here, and what was sent back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.domain.handoff_records import REMARK_STATES, RemarkState
from app.domain.ids import ReviewId
from app.ops.reception import RemarkView
from app.ui.handoff.days import time_cell
from app.ui.handoff.lists import short_path
from app.ui.line_model import Line, LineModel, folded
from app.ui.list_deeds import ListDeed, printing_deed
from app.ui.list_view import Counted, ListView
from app.ui.tones import GREY, RED
from app.ui.widgets import text_block

if TYPE_CHECKING:
    from app.ui.handoff.deeds import HandoffDeeds
    from app.ui.settings import Settings

HEADINGS = ("来自", "登记表", "党组织", "意见", "时间", "谁", "状态")
WIDTHS = {0: 74, 1: 110, 2: 130, 3: 230, 4: 118, 5: 150}
ABOVE, HERE = "上级退回", "退回下级"
NONE = "没有退回意见。"
_TEXT = 3


@dataclass(frozen=True, slots=True)
class RemarkLine(Line):
    """One remark."""

    remark: int
    review: ReviewId
    from_above: bool


class RemarkModel(LineModel[RemarkLine]):
    """Adapts the lines for Qt; what is to be done here is red."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(HEADINGS, parent)

    def colour(self, line: RemarkLine, column: int) -> QColor | None:
        """Return the colour of where a remark comes from."""
        if column != 0:
            return None
        return RED if line.from_above else GREY


class RemarksView(ListView[RemarkLine]):
    """Those from above come first: they are to be done here."""

    def __init__(self, handoff: "HandoffDeeds", settings: "Settings") -> None:
        """Show nothing yet.

        Args:
            handoff: does what is done with remarks.
            settings: where the table remembers its columns.
        """
        counted = Counted("条", none=NONE, further=_both_ways)
        super().__init__("退回意见", RemarkModel(), settings, WIDTHS, self._acts(), counted)
        self._handoff = handoff
        self.in_full = text_block(name="意见全文")
        self.in_full.hide()
        self.show_below(self.in_full)
        self.chose.connect(self._show_in_full)

    def _acts(self) -> tuple[ListDeed, ...]:
        opens, mends = "打开所选的登记表（双击或回车）", "按意见改正好了，不再列出"
        recalls = "收回退回下级的意见；已下发的，下一次下发时通知下级"
        return (
            ListDeed("打开登记表", self.open_chosen, hint=opens, letter="F"),
            ListDeed("已改正", self._mend, hint=mends, when=_if_from_above, letter="G"),
            ListDeed("撤回", self._withdraw, "撤回意见", recalls, _if_from_here, "W"),
            printing_deed(self._print, "退回意见"),
        )

    def show_remarks(self, received: Sequence[RemarkView], given: Sequence[RemarkView]) -> None:
        """Show what was received from above, then what was sent back from here."""
        self.show_lines((*_lines(received, ABOVE), *_lines(given, HERE)))

    def _show_in_full(self) -> None:
        line = self.current()
        self.in_full.setText(line.cells[_TEXT] if line is not None else "")
        self.in_full.setVisible(line is not None)

    def _mend(self) -> None:
        self._handoff.remarks_done([line.remark for line in self.chosen()])

    def _withdraw(self) -> None:
        self._handoff.withdraw([line.remark for line in self.chosen()])

    def _print(self) -> None:
        self._handoff.print_lines("退回意见", self)


def _lines(remarks: Sequence[RemarkView], word: str) -> Iterator[RemarkLine]:
    for each in remarks:
        state = REMARK_STATES[RemarkState(each.state)]
        place, time = short_path(each.place), time_cell(each.time)
        cells = (word, each.record, place, each.text, time, each.who, state)
        review, searched = ReviewId(each.review_id), folded(" ".join(cells))
        yield RemarkLine(f"{word}{each.id}", cells, (), searched, each.id, review, word == ABOVE)


def _both_ways(lines: Sequence[RemarkLine]) -> Sequence[str]:
    above = sum(line.from_above for line in lines)
    counts = (ABOVE, above), (HERE, len(lines) - above)
    return [f"{word} {count} 条" for word, count in counts if count]


def _if_from_above(chosen: Sequence[RemarkLine], listed: int) -> bool:
    """What is done with remarks that came from above."""
    del listed
    return bool(chosen) and all(line.from_above for line in chosen)


def _if_from_here(chosen: Sequence[RemarkLine], listed: int) -> bool:
    """What is done with remarks that were made here."""
    del listed
    return bool(chosen) and not any(line.from_above for line in chosen)
