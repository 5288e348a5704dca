"""Small bars that tell how much of something is done."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter

from app.ui.appearance import tint
from app.ui.tones import GREEN

FULL, PART = GREEN, QColor("#2a62b0")
_TRACK_STRENGTH, _CHOSEN_STRENGTH = 45, 90


def paint_bar(
    painter: QPainter, where: QRectF, done: int, total: int, ink: QColor, *, chosen: bool = False
) -> None:
    """Paint a bar: its track faintly in the colour of text, and over it what is done.

    Args:
        painter: paints with antialiasing or without.
        where: the whole bar, in logical pixels.
        done: how much is done; more than ``total`` counts as all.
        total: how much there is; with 0 there is only the track.
        ink: the colour of the text beside it.
        chosen: it stands on the ground of what is selected, so that only the ink can be seen.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    round_ = where.height() / 2
    track = QColor(ink)
    track.setAlpha(_CHOSEN_STRENGTH if chosen else _TRACK_STRENGTH)
    painter.setBrush(track)
    painter.drawRoundedRect(where, round_, round_)
    if total > 0 and done > 0:
        width = max(where.width() * min(done / total, 1.0), where.height())
        painter.setBrush(ink if chosen else tint(FULL if done >= total else PART))
        painter.drawRoundedRect(
            QRectF(where.topLeft(), QSizeF(width, where.height())), round_, round_
        )
    painter.restore()


def percent(done: int, total: int) -> str:
    """Return a share in per cent; never 100 % where something is left, nor 0 % where all is not."""
    if total <= 0:
        return "—"
    share = done * 100 / total
    if done < total:
        share = min(share, 99.0)
    if done > 0:
        share = max(share, 1.0)
    return f"{share:.0f}%"
