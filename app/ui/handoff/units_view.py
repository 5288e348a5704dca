"""下级单位 on the page 报送与汇总: who has reported and who has not, with what can be done."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ops.reporting import UNIT_STATES
from app.ui.filter_row import Facet
from app.ui.handoff.unit_model import (
    CLASH,
    PARTIAL,
    WIDTHS,
    UnitLine,
    UnitModel,
    how_they_stand,
    is_partial,
    standings,
    unit_lines,
)
from app.ui.list_deeds import ListDeed, Where, always, if_some, printing_deed
from app.ui.list_view import Counted, ListView

if TYPE_CHECKING:
    from app.domain.review import Round
    from app.ops.units import UnitStanding
    from app.ui.handoff.deeds import HandoffDeeds
    from app.ui.settings import Settings

NONE = "没有下级单位。"
FACETS = (
    Facet("状态", tuple(UNIT_STATES.values())),
    Facet("冲突", (CLASH,)),
    Facet("完整", (PARTIAL,)),
)


class UnitsView(ListView[UnitLine]):
    """The units that report here in the chosen round."""

    comparison_wanted = Signal()
    """What the units have submitted is wanted beside what is counted here."""
    summary_wanted = Signal()
    """The official table with the figures of each unit is wanted."""

    def __init__(self, handoff: "HandoffDeeds", settings: "Settings") -> None:
        """Show nothing yet.

        Args:
            handoff: does what is done with units.
            settings: where the table remembers its columns.
        """
        counted = Counted("个", "单位", NONE, how_they_stand, is_partial)
        super().__init__(
            "下级单位", UnitModel(), settings, WIDTHS, self._acts(), counted, facets=FACETS
        )
        self._handoff = handoff
        self._round: Round | None = None

    def _acts(self) -> tuple[ListDeed, ...]:
        told = "该单位的上报情况（双击或回车）"
        types = "没有程序的单位：录入或读入它的统计表"
        compares, more = "各单位上报的数字和本级现在的统计逐项比较", Where.MORE
        sums = "各单位的数字和合计（统计报表）"
        return (
            ListDeed("详情", self.open_chosen, "单位详情", told, letter="D"),
            ListDeed("与上报数对照…", self._compare, hint=compares, when=always),
            ListDeed("录入报表数…", self._enter_figures, hint=types, letter="F"),
            ListDeed("看汇总", self._sum_up, hint=sums, when=always),
            printing_deed(self._print, "上报情况"),
            ListDeed("处理冲突…", self._settle, when=_if_clash, letter="C", where=more),
            ListDeed("下发给所选单位…", self._issue, when=if_some, letter="I", where=more),
        )

    def show_units(self, units: "Sequence[UnitStanding]", round_: "Round | None") -> None:
        """Show how units stand in a round."""
        self._round = round_
        self.show_lines(unit_lines(units))

    def current_unit(self) -> "UnitStanding | None":
        """Return the unit that is chosen, the first of several, or None."""
        return next(iter(standings(self.chosen())), None)

    def _compare(self) -> None:
        self.comparison_wanted.emit()

    def _sum_up(self) -> None:
        self.summary_wanted.emit()

    def _enter_figures(self) -> None:
        unit = self.current_unit()
        if unit is not None and self._round is not None:
            self._handoff.figures(self._round, unit)

    def _settle(self) -> None:
        unit = self.current_unit()
        if unit is not None:
            self._handoff.conflicts(unit.name)

    def _issue(self) -> None:
        self._handoff.issue(tuple(unit.id for unit in standings(self.chosen())))

    def _print(self) -> None:
        if self._round is not None:
            self._handoff.print_lines(f"{self._round.name}　上报情况", self)


def _if_clash(chosen: Sequence[UnitLine], listed: int) -> bool:
    """What is done with one unit whose conflicts are open."""
    del listed
    units = standings(chosen)
    return len(units) == 1 and units[0].conflicts > 0
