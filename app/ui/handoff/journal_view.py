"""收发记录 on the page 报送与汇总: every package that went or came, and taking one out again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.ops.reception import JournalLine
from app.ui.filter_row import Facet
from app.ui.handoff.days import time_cell
from app.ui.handoff.lists import short_path
from app.ui.line_model import Line, LineModel, folded
from app.ui.list_deeds import Do, ListDeed, printing_deed
from app.ui.list_view import Counted, ListView
from app.ui.tones import BLUE, GREEN, GREY, RED

if TYPE_CHECKING:
    from app.ui.handoff.deeds import HandoffDeeds
    from app.ui.settings import Settings

HEADINGS = ("时间", "办理", "单位", "序号", "轮次", "数据截至", "校验码", "冲突", "文件")
WIDTHS = {0: 118, 1: 60, 2: 170, 3: 44, 4: 96, 5: 82, 6: 80, 7: 44}
WHAT, UNIT, CONFLICTS = 1, 2, 7
COUNTED = Counted("个", "数据包", "还没有收发过数据包。")
TAKEN_OUT = "taken_out"


@dataclass(frozen=True, slots=True)
class PackageLine(Line):
    """One package."""

    package: JournalLine


class JournalModel(LineModel[PackageLine]):
    """Adapts the lines for Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(HEADINGS, parent, keys={3: _by_sequence}, numbers=frozenset({3, 7}))

    def colour(self, line: PackageLine, column: int) -> QColor | None:
        """Return the colour of what was done, and of open conflicts."""
        if column == WHAT:
            if line.package.state == TAKEN_OUT:
                return GREY
            return GREEN if line.package.direction == "in" else BLUE
        return RED if column == CONFLICTS and line.package.open_conflicts else None

    def hint(self, line: PackageLine, column: int) -> str:
        """Return the whole line in one sentence."""
        return line.package.text or line.cells[column]


class JournalView(ListView[PackageLine]):
    """Newest first; Enter leads to the conflicts of a package, where it has some."""

    def __init__(self, handoff: "HandoffDeeds", settings: "Settings") -> None:
        """Show nothing yet.

        Args:
            handoff: does what is done with packages.
            settings: where the table remembers its columns.
        """
        facets = Facet("办理"), Facet("单位"), Facet("轮次")
        super().__init__(
            "收发记录", JournalModel(), settings, WIDTHS, self._acts(), COUNTED, facets=facets
        )
        self._handoff = handoff
        self.opened.connect(self._settle)

    def _acts(self) -> tuple[ListDeed, ...]:
        settles = "两边都改过、还没有决定的内容（双击或回车）"
        return (
            ListDeed("处理冲突…", self.open_chosen, hint=settles, when=_if_clash, letter="C"),
            taking_out_deed(self._take_out),
            printing_deed(self._print, "收发记录"),
        )

    def _settle(self) -> None:
        if _if_clash(self.chosen(), 0):
            self._handoff.conflicts()

    def _take_out(self) -> None:
        line = self.current()
        if line is not None:
            self._handoff.take_out(line.package)

    def _print(self) -> None:
        self._handoff.print_lines("收发记录", self)


def taking_out_deed(do: Do) -> ListDeed:
    """Return the deed that takes a package out again."""
    hint = "把接收进来的内容退出去，恢复接收以前的样子"
    return ListDeed("取出…", do, "取出数据包", hint, _if_newest, "O")


def package_lines(journal: Iterable[JournalLine]) -> tuple[PackageLine, ...]:
    """Return packages as lines, in their order."""
    return tuple(_line(each) for each in journal)


def _line(package: JournalLine) -> PackageLine:
    cells = (
        time_cell(package.time),
        package.what,
        short_path(package.unit),
        str(package.sequence),
        package.round,
        package.as_of.replace("-", "."),
        package.check_code,
        str(package.open_conflicts or ""),
        package.file,
    )
    facets = (package.what, short_path(package.unit), package.round)
    return PackageLine(str(package.package), cells, facets, folded(" ".join(cells)), package)


def _if_clash(chosen: Sequence[PackageLine], listed: int) -> bool:
    """What is done with one package that has open conflicts."""
    del listed
    return len(chosen) == 1 and chosen[0].package.open_conflicts > 0


def _if_newest(chosen: Sequence[PackageLine], listed: int) -> bool:
    """What is done with one package that can be taken out again."""
    del listed
    return len(chosen) == 1 and chosen[0].package.can_take_out


def _by_sequence(line: PackageLine) -> int:
    return line.package.sequence
