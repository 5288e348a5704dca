"""A line for tags, separated by 、 or a comma."""

import re
from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from app.ui.text_line import TextLine

_SEPARATORS = re.compile(r"[、，,;；\s]+")


class TagLine(TextLine):
    """Takes any tags; shows them separated by 、."""

    def __init__(self, label: str, tags: Iterable[str], parent: QWidget | None = None) -> None:
        """Show tags."""
        super().__init__(label, "、".join(sorted(tags)), parent=parent)
        self.setPlaceholderText("用顿号分开，例如 机关、非公有制企业")

    def tags(self) -> frozenset[str]:
        """Return the tags.

        Raises:
            Refusal: ``text.*``.
        """
        return frozenset(filter(None, _SEPARATORS.split(self.value())))
