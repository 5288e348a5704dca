"""What is done with several problems at once: progress, a day, done, struck off."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from app.ui.date_line import DateLine
from app.ui.dialogs import FormLikeDialog
from app.ui.line_model import one_line
from app.ui.people import PersonRow
from app.ui.rectification.lines import RectificationLine
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.domain.ids import RecordId
    from app.ops.changes import Changes
    from app.ops.desk import Desk

MOST_NAMED = 3
WIDTH = 500


class DeedDialog(FormLikeDialog):
    """One deed for all chosen problems, which stand above."""

    told = Signal(object)
    """The ``Changes`` of what was done."""

    def __init__(
        self,
        title: str,
        verb: str,
        desk: "Desk",
        lines: Sequence[RectificationLine],
        parent: QWidget | None,
    ) -> None:
        """Name the problems.

        Args:
            title: what stands in the title bar.
            verb: what stands on the button.
            desk: the ledger.
            lines: the chosen problems, one at least.
            parent: the window it belongs to.
        """
        super().__init__(title, verb, parent)
        self.desk = desk
        self.ids: tuple[RecordId, ...] = tuple(line.record.id for line in lines)
        named = dressed(
            QLabel(_named(lines), wordWrap=True, textFormat=Qt.TextFormat.PlainText),
            accessibleName="整改事项",
        )
        self.row("事项", named)

    def do_it(self) -> None:
        """Do it, and tell.

        Raises:
            Refusal: where it cannot be done.
        """
        self.told.emit(self.deed())

    def deed(self) -> "Changes":
        """Do it."""
        raise NotImplementedError


class ProgressDialog(DeedDialog):
    """填写进展: what was done on a day."""

    def __init__(
        self, desk: "Desk", lines: Sequence[RectificationLine], parent: QWidget | None
    ) -> None:
        """Propose today."""
        super().__init__("整改进展", "填写", desk, lines, parent)
        self._day = DateLine("日期", desk.workspace.today(), wanted=True, whole_day=True)
        self._text = dressed(QPlainTextEdit(), tabChangesFocus=True, minimumHeight=90)
        self.row("日期", self._day)
        self.row("进展", self._text)
        fit(self, WIDTH, 280)
        self._text.setFocus()

    def deed(self) -> "Changes":
        """Write it down.

        Raises:
            Refusal: ``date.*``, ``text.missing``, ``rectification.empty``.
        """
        day, text = self._day.wanted_day(), self._text.toPlainText()
        return self.desk.rectifications.note_progress(self.ids, day, text)


class FinishDialog(DeedDialog):
    """整改完成: what has come of it."""

    def __init__(
        self, desk: "Desk", lines: Sequence[RectificationLine], parent: QWidget | None
    ) -> None:
        """Propose what was said before, where it is one problem."""
        super().__init__("整改完成", "完成", desk, lines, parent)
        self._text = dressed(QPlainTextEdit(), tabChangesFocus=True, minimumHeight=90)
        self._text.setPlaceholderText("取得了什么结果；可以不填")
        if len(lines) == 1:
            self._text.setPlainText(lines[0].record.result)
        self.row("结果", self._text)
        fit(self, WIDTH, 240)
        self._text.setFocus()

    def deed(self) -> "Changes":
        """Say that they are mended."""
        return self.desk.rectifications.finish(self.ids, self._text.toPlainText())


class CheckOffDialog(DeedDialog):
    """销号: who has checked it, and when."""

    def __init__(
        self, desk: "Desk", lines: Sequence[RectificationLine], parent: QWidget | None
    ) -> None:
        """Propose today, and the reviewer where it is the same one."""
        super().__init__("整改销号", "销号", desk, lines, parent)
        self._by = dressed(
            PersonRow(desk), placeholderText="姓名，或单位（如：机关党委）", accessibleName="核实人"
        )
        reviewers = {line.row.reviewer for line in lines}
        if len(reviewers) == 1:
            self._by.setText(reviewers.pop())
        self._day = DateLine("日期", desk.workspace.today(), wanted=True, whole_day=True)
        self.row("核实人", self._by)
        self.row("日期", self._day)
        fit(self, WIDTH, 200)
        self._by.setFocus()

    def deed(self) -> "Changes":
        """Strike them off.

        Raises:
            Refusal: ``date.*``, ``rectification.checker``, ``rectification.unfinished``.
        """
        day = self._day.wanted_day()
        return self.desk.rectifications.check_off(self.ids, _name(self._by), day)


class DueDialog(DeedDialog):
    """安排时限: by when, and who sees to it."""

    def __init__(
        self, desk: "Desk", lines: Sequence[RectificationLine], parent: QWidget | None
    ) -> None:
        """Show the day that all of them have."""
        super().__init__("安排时限", "安排", desk, lines, parent)
        days = {line.record.until for line in lines}
        self._until = DateLine("时限", days.pop() if len(days) == 1 else None, whole_day=True)
        self._person = PersonRow(desk, "不填则不变")
        self.row("时限", self._until)
        self.row("责任人", self._person)
        fit(self, WIDTH, 200)
        self._until.setFocus()

    def deed(self) -> "Changes":
        """Give them the day.

        Raises:
            Refusal: ``date.*``, ``person.unknown``, ``person.ambiguous``.
        """
        until, person = self._until.day(), self._person.wanted()
        return self.desk.rectifications.set_due(self.ids, until, person)


def _name(row: PersonRow) -> str:
    """Return whom a line names, a body as well."""
    return row.text().partition("，")[0].strip()


def _named(lines: Sequence[RectificationLine]) -> str:
    shown = [f"{line.row.target}：{_short(line.record.problem)}" for line in lines[:MOST_NAMED]]
    more = [f"等 {len(lines)} 项"] if len(lines) > MOST_NAMED else []
    return "\n".join([*shown, *more])


def _short(text: str) -> str:
    plain = one_line(text)
    return plain if len(plain) <= 40 else f"{plain[:40]}…"
