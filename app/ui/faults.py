"""The one place where refusals are shown: what happened, where, and what to do."""

from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.domain.errors.fault import Fault, Refusal
from app.domain.progress import Cancelled
from app.ui.widgets import dressed, widened

MOST_SHOWN = 6


class refusals_shown:  # noqa: N801 - reads like the function it stands for
    """Show a refusal of what stands inside, and go on after it, also after 取消."""

    def __init__(self, parent: QWidget | None, title: str = "没有完成") -> None:
        """Show refusals over this window, with this title."""
        self._parent = parent
        self._title = title

    def __enter__(self) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        QApplication.restoreOverrideCursor()
        if isinstance(error, Refusal):
            show_refusal(self._parent, error, self._title)
        return isinstance(error, Refusal | Cancelled)


def show_refusal(parent: QWidget | None, refusal: Refusal, title: str = "没有完成") -> None:
    """Show every fault of a refusal; the call returns at once."""
    shown = [fault_text(fault) for fault in refusal.faults[:MOST_SHOWN]]
    left = len(refusal.faults) - len(shown)
    if left > 0:
        shown.append(f"另有 {left} 条，改正以上各条后会再次列出。")
    tell(parent, title, refusal.fault.message, "\n\n".join(shown))


def fault_text(fault: Fault) -> str:
    """Return a fault in words: message, place, remedy."""
    lines = [fault.message]
    if fault.place:
        lines.append(f"位置：{fault.place}")
    if fault.remedy:
        lines.append(f"处理：{fault.remedy}")
    return "\n".join(lines)


def tell(
    parent: QWidget | None,
    title: str,
    headline: str,
    text: str,
    icon: QMessageBox.Icon = QMessageBox.Icon.Warning,
) -> None:
    """Show a message with one button; the call returns at once.

    Args:
        parent: the window it belongs to.
        title: what stands in the title bar.
        headline: the main sentence; not repeated where ``text`` begins with it.
        text: the rest.
        icon: what kind of message it is.
    """
    box = dressed(
        QMessageBox(
            icon,
            title,
            headline,
            QMessageBox.StandardButton.NoButton,
            parent,
            textFormat=Qt.TextFormat.PlainText,
            informativeText=text.removeprefix(headline).strip(),
        ),
        objectName="fault",
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    button = box.addButton("确定", QMessageBox.ButtonRole.AcceptRole)
    button.setAccessibleName("确定")
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    widened(box)
    box.open()
