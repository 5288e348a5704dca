"""The list of backups as lines of a table."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.ui.line_model import Line, LineModel
from app.ui.tones import GREEN, RED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.ops.backups import Kept

HEADINGS = ("时间", "原因", "大小", "检查")
TIME, OCCASION, SIZE, STATE = range(4)
STATES = {None: "做好时已检查", True: "完好", False: "已损坏"}
_STEP = 1024
MINUTES = len("2011-01-25 10:20")


@dataclass(frozen=True, slots=True)
class BackupLine(Line):
    """One backup."""

    kept: "Kept"


class BackupModel(LineModel[BackupLine]):
    """Shows backups; broken ones stand out."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(
            HEADINGS,
            parent,
            keys={TIME: _number, SIZE: _bytes},
            numbers=frozenset({SIZE}),
        )

    def colour(self, line: BackupLine, column: int) -> QColor | None:
        """Return green for what was found sound, red for what is broken."""
        if column != STATE or line.kept.is_sound is None:
            return None
        return GREEN if line.kept.is_sound else RED

    def hint(self, line: BackupLine, column: int) -> str:
        """Return where the file stands."""
        del column
        return str(line.kept.file.path)


def backup_lines(backups: "Iterable[Kept]") -> list[BackupLine]:
    """Return the lines of backups, in the order given."""
    lines = []
    for kept in backups:
        made = kept.file
        cells = (made.time[:MINUTES], made.occasion, size_text(kept.bytes), STATES[kept.is_sound])
        lines.append(BackupLine(str(made.path), cells, (), "", kept))
    return lines


def size_text(size: int) -> str:
    """Return a number of bytes in words for people."""
    if size < _STEP * _STEP:
        return f"{max(1, round(size / _STEP))} KB"
    return f"{size / _STEP / _STEP:.1f} MB"


def _number(line: BackupLine) -> int:
    return line.kept.file.sequence


def _bytes(line: BackupLine) -> int:
    return line.kept.bytes
