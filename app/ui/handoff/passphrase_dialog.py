"""The question for the passphrase of a package that is to become a ledger."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.errors.catalogue import refusal
from app.ui.dialogs import FormLikeDialog
from app.ui.widgets import dressed, text_block
from app.ui.window_size import fit

TITLE, UNLOCK, PASSPHRASE = "数据包已加密", "解开", "口令"
WIDTH, HEIGHT = 420, 160


class PassphraseDialog(FormLikeDialog):
    """One line for the passphrase; Enter unlocks."""

    given = Signal(str)
    """The passphrase that was typed."""

    def __init__(self, said: str, parent: QWidget | None) -> None:
        """Ask.

        Args:
            said: which package it is, and why it is asked again.
            parent: the main window.
        """
        super().__init__(TITLE, UNLOCK, parent)
        self._line = dressed(
            QLineEdit(echoMode=QLineEdit.EchoMode.Password), accessibleName=PASSPHRASE
        )
        self.rows.addRow(text_block(said, "说明"))
        self.row(PASSPHRASE, self._line)
        self._line.setFocus()
        fit(self, WIDTH, HEIGHT)

    def do_it(self) -> None:
        """Hand the passphrase over.

        Raises:
            Refusal: ``text.missing`` where nothing is typed.
        """
        if not self._line.text():
            raise refusal("text.missing", PASSPHRASE, label=PASSPHRASE)
        self.given.emit(self._line.text())


def ask_passphrase(parent: QWidget | None, said: str) -> str | None:
    """Ask for the passphrase of a package; None: the user would rather leave it.

    Args:
        parent: the main window.
        said: which package it is, and why it is asked again.
    """
    given: list[str] = []
    dialog = PassphraseDialog(said, parent)
    dialog.given.connect(given.append)
    dialog.exec()
    return given[0] if given else None
