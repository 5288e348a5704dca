"""Small bars that tell how much of something is done."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette

from app.ui.appearance import tint

FULL, PART = QColor("#2e7d32"), QColor("#2a62b0")
WARNING = QColor("#b26a00")
_TRACK_STRENGTH = 45


def paint_bar(painter: QPainter, where: QRectF, done: int, total: int, palette: QPalette) -> None:
    """Paint a bar: its track in the colour of text, faintly, and over it what is done.

    Args:
        painter: paints with antialiasing or without.
        where: the whole bar, in logical pixels.
        done: how much is done; more than ``total`` counts as all.
        total: how much there is; with 0 there is only the track.
        palette: the colours of the window.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    round_ = where.height() / 2
    track = palette.color(QPalette.ColorRole.Text)
    track.setAlpha(_TRACK_STRENGTH)
    painter.setBrush(track)
    painter.drawRoundedRect(where, round_, round_)
    if total > 0 and done > 0:
        share = min(done / total, 1.0)
        width = max(where.width() * share, where.height())
        painter.setBrush(tint(FULL if done >= total else PART))
        painter.drawRoundedRect(QRectF(where.x(), where.y(), width, where.height()), round_, round_)
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
