"""Own phrases as a list for the side panel."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.phrase import Phrase

_NOWHERE = QModelIndex()


class PhraseModel(QAbstractListModel):
    """The phrases that are shown, those for the cell first."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold nothing yet."""
        super().__init__(parent)
        self._phrases: Sequence[Phrase] = ()

    def show_phrases(self, phrases: Sequence[Phrase]) -> None:
        """Show these."""
        self.beginResetModel()
        self._phrases = phrases
        self.endResetModel()

    def phrase(self, row: int) -> Phrase | None:
        """Return the phrase of a row, or None."""
        return self._phrases[row] if 0 <= row < len(self._phrases) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._phrases)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        """Return the text; the label it is for as a tool tip."""
        phrase = self.phrase(index.row()) if index.isValid() else None
        if phrase is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return phrase.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{phrase.label or '各格通用'}：{phrase.text}"
        return None
