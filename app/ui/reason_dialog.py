"""The question why something is done; it is not answered by an empty line."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QInputDialog, QPushButton, QWidget

from app.ui.widgets import dressed

_LONGEST_BUTTON = 4


class ReasonDialog(QInputDialog):
    """Asks for a reason; its button says what will be done, once there is a reason."""

    def __init__(self, parent: QWidget, title: str, sentence: str, usual: str) -> None:
        """Propose the usual reason.

        Args:
            parent: the window it belongs to.
            title: what is done; stands on the button where it is short enough.
            sentence: what is about to be done.
            usual: the reason that is proposed, or nothing.
        """
        super().__init__(parent)
        dressed(
            self,
            objectName="reason",
            windowTitle=title,
            labelText=f"{sentence}\n\n原因（记入变更记录）：",
            textValue=usual,
            okButtonText=title if len(title) <= _LONGEST_BUTTON else "确定",
            cancelButtonText="取消",
        )
        box = self.findChild(QDialogButtonBox)
        assert isinstance(box, QDialogButtonBox)
        for button in box.buttons():
            button.setIcon(QIcon())
        self._agree: QPushButton = box.button(QDialogButtonBox.StandardButton.Ok)
        self.textValueChanged.connect(self._enable)
        self._enable()

    def _enable(self) -> None:
        self._agree.setEnabled(bool(self.textValue().strip()))
