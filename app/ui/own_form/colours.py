"""What the guesses are marked with on the page, and what they are called."""

from collections.abc import Mapping

from PySide6.QtGui import QColor

from app.domain.own_form import Certainty

CHOSEN = QColor("#1f5fbf")
WORDS = QColor("#30363d")
SKIPPED = QColor("#8a9099")
FILLS: Mapping[Certainty, QColor] = {
    Certainty.CERTAIN: QColor("#d6efd8"),
    Certainty.GUESSED: QColor("#ffefb8"),
    Certainty.OWN: QColor("#d6e6fb"),
}
CERTAINTIES: Mapping[Certainty, str] = {
    Certainty.CERTAIN: "认得的项目",
    Certainty.GUESSED: "猜的，请核对",
    Certainty.OWN: "自定义",
    Certainty.PRINTED: "照印，不填",
}
SHORT: Mapping[Certainty, str] = {
    Certainty.CERTAIN: "认得",
    Certainty.GUESSED: "猜的",
    Certainty.OWN: "自定义",
    Certainty.PRINTED: "照印",
}
"""The same in the list, where there is little room."""
