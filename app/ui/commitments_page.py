"""The page 承诺: what was promised and how far it is kept, and what people said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from app.domain.cycle.commitments import COMMITMENT_STATES, TERMS
from app.domain.cycle.opinions import SPEAKER_KINDS
from app.ops.changes import Topic
from app.ui.commitments.lines import (
    FILES,
    OPINION_WIDTHS,
    PROGRESS,
    PROMISE_WIDTHS,
    OpinionLine,
    OpinionModel,
    PromiseLine,
    PromiseModel,
    heads,
    opinion_lines,
    promise_lines,
    standings,
)
from app.ui.file_kinds import EXCEL_FILTER
from app.ui.filter_row import Facet
from app.ui.list_deeds import (
    ListDeed,
    always,
    change_deed,
    export_deed,
    if_some,
    new_deed,
    printing_deed,
    removal_deed,
)
from app.ui.list_view import Counted, ListView
from app.ui.page import Place
from app.ui.questions import first_of
from app.ui.round_page import RoundPage
from app.ui.saving import save_as
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.cycle.commitments import Commitment
    from app.domain.cycle.opinions import Opinion
    from app.domain.ids import OrganizationId
    from app.domain.progress import Progress
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.settings import Settings

PROMISES, OPINIONS = range(2)
PARTS = {"promises": PROMISES, "opinions": OPINIONS}
"""What ``Place.part`` can name here."""
NO_PROMISES = "本轮次还没有公开承诺。可以逐条新建，也可以从 Excel 清单导入。"
NO_OPINIONS = "本轮次还没有记下意见建议。"
PROMISE_FACETS = (
    Facet("状态", tuple(COMMITMENT_STATES.values())),
    Facet("时限", tuple(TERMS.values())),
)
OPINION_FACETS = (Facet("方式", tuple(SPEAKER_KINDS.values())), Facet("场合"))


@dataclass(frozen=True, slots=True)
class _View:
    """Everything that the page shows."""

    promises: Sequence[PromiseLine]
    opinions: Sequence[OpinionLine]


class CommitmentsPage(RoundPage):
    """The promises and opinions of the chosen organisation and round."""

    topics: ClassVar = frozenset({Topic.CYCLE, Topic.ROUNDS, Topic.STRUCTURE})

    def __init__(self, desk: "Desk", settings: "Settings", parent: QWidget | None = None) -> None:
        """Show nothing before ``show_scope``."""
        super().__init__(desk, settings, parent)
        self.promises = ListView(
            "公开承诺",
            PromiseModel(),
            settings,
            PROMISE_WIDTHS,
            self._promise_deeds(),
            Counted("条", none=NO_PROMISES, further=standings),
            facets=PROMISE_FACETS,
        )
        header = self.promises.table.horizontalHeader()
        header.moveSection(FILES, PROGRESS)  # the last one takes the spare room
        self.opinions = ListView(
            "意见建议",
            OpinionModel(),
            settings,
            OPINION_WIDTHS,
            self._opinion_deeds(),
            Counted("条", none=NO_OPINIONS, further=heads),
            facets=OPINION_FACETS,
        )
        self._tabs = self.add_tabs(
            "承诺", [("公开承诺", self.promises), ("意见建议", self.opinions)]
        )
        self.promises.opened.connect(self.change_promise)
        self.opinions.opened.connect(self.change_opinion)

    def _promise_deeds(self) -> tuple[ListDeed, ...]:
        marks, reads = "一次标记所选的几条：已兑现、未兑现……", "从 Excel 清单读入，或粘贴"
        return (
            new_deed(self.new_promise, "承诺", "为党组织或党员登记一条承诺"),
            change_deed(self.change_promise, "承诺"),
            ListDeed("标记…", self.mark, "标记兑现情况", marks, if_some, "M"),
            removal_deed(self.remove_promises, "承诺"),
            ListDeed("导入…", self.import_list, "导入承诺清单", reads, always),
            printing_deed(self._print_promises, "承诺"),
            export_deed(self.export_list, "承诺", "把所列的承诺存为 Excel，改好后可以再导入"),
        )

    def _opinion_deeds(self) -> tuple[ListDeed, ...]:
        return (
            new_deed(self.new_opinion, "意见建议", "记下一条意见建议"),
            change_deed(self.change_opinion, "意见建议"),
            removal_deed(self.remove_opinions, "意见建议"),
            printing_deed(self._print_opinions, "意见建议"),
        )

    # ---- reading -----------------------------------------------------------------------------

    def show_round(self, round_: "Round", unit: "OrganizationId") -> None:
        """Read and show what was promised and said in a round."""

        def work(progress: "Progress") -> _View:
            progress(0, 0)
            return _View(
                promise_lines(self.desk.commitments.rows(round_, unit)),
                opinion_lines(self.desk.opinions.rows(round_, unit)),
            )

        view = wait_for(self, "正在读取…", work)
        self.fill(self.promises, view.promises)
        self.fill(self.opinions, view.opinions)

    def show_place(self, place: Place) -> None:
        """Bring the part to the front that a place names, or the promises."""
        self._tabs.setCurrentIndex(PARTS.get(place.part, PROMISES))

    # ---- promises ----------------------------------------------------------------------------

    def new_promise(self) -> None:
        """Ask for a promise."""
        self._edit_promise(None)

    def change_promise(self) -> None:
        """Show the chosen promise to be changed."""
        line = self.promises.current()
        if line is not None:
            self._edit_promise(line.record)

    def _edit_promise(self, record: "Commitment | None") -> None:
        from app.ui.commitments.promise_dialog import PromiseDialog

        if self.where is not None:
            self.show_dialog(PromiseDialog(self.desk, *self.where, record, self.window()))

    def mark(self) -> None:
        """Ask how far the chosen promises are kept."""
        from app.ui.commitments.mark_dialog import MarkDialog

        lines = self.promises.chosen()
        if lines:
            self.show_dialog(MarkDialog(self.desk, lines, self.window()))

    def remove_promises(self) -> None:
        """Take the chosen promises away, after a question."""
        lines, ids = self.promises.chosen(), self.promises.chosen_ids()
        if lines:
            named = first_of(lines[0].record.matter, len(lines), "条")
            remove = partial(self.desk.commitments.remove, ids)
            self.ask_removal("承诺", f"{lines[0].row.name}的承诺{named}", remove)

    def import_list(self) -> None:
        """Ask for a list of promises."""
        from app.ui.commitments.list_dialog import CommitmentListDialog

        if self.round is not None:
            lists = self.desk.commitment_lists
            self.show_dialog(CommitmentListDialog(lists, self.round, self.settings, self.window()))

    def export_list(self) -> None:
        """Ask where the list goes, and write what is listed."""
        rows = [line.row for line in self.promises.model.lines]

        def write(path: Path) -> None:
            def work(progress: "Progress") -> None:
                progress(0, 0)
                self.desk.commitment_lists.write(rows, path, overwrite=True)

            wait_for(self, "正在导出…", work)

        name = f"{self.title('公开承诺')}.xlsx".replace("　", "_")
        save_as(self.window(), "导出承诺清单", name, EXCEL_FILTER, write)

    def _print_promises(self) -> None:
        self.print_lines("公开承诺一览表", self.promises)

    # ---- opinions ----------------------------------------------------------------------------

    def new_opinion(self) -> None:
        """Ask for an opinion."""
        self._edit_opinion(None)

    def change_opinion(self) -> None:
        """Show the chosen opinion to be changed."""
        line = self.opinions.current()
        if line is not None:
            self._edit_opinion(line.record)

    def _edit_opinion(self, record: "Opinion | None") -> None:
        from app.ui.commitments.opinion_dialog import OpinionDialog

        if self.where is not None:
            self.show_dialog(OpinionDialog(self.desk, *self.where, record, self.window()))

    def remove_opinions(self) -> None:
        """Take the chosen opinions away, after a question."""
        lines, ids = self.opinions.chosen(), self.opinions.chosen_ids()
        if lines:
            named = first_of(lines[0].record.text, len(lines), "条")
            remove = partial(self.desk.opinions.remove, ids)
            self.ask_removal("意见建议", f"对{lines[0].row.name}的意见{named}", remove)

    def _print_opinions(self) -> None:
        self.print_lines("党员群众意见建议一览表", self.opinions)
