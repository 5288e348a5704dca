"""The side panel: what the scheme wants to be written about, and the guidance for this person."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.scheme import Guidance, Item, ItemList
from app.ui.paper_form.ready_box import ReadyBox
from app.ui.widgets import dressed


class GuidePanel(QScrollArea):
    """What is ready for the form, then content items and guidance, to write along."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent, widgetResizable=True)
        dressed(
            self,
            frameShape=QFrame.Shape.NoFrame,
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            accessibleName="点评内容和提示",
            minimumWidth=170,
        )
        self._text = QLabel(
            wordWrap=True,
            textFormat=Qt.TextFormat.RichText,
            alignment=Qt.AlignmentFlag.AlignTop,
            textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse,
        )
        self.ready = ReadyBox()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self.ready)
        column.addWidget(self._text)
        column.addStretch(1)
        self.setWidget(inner)

    def show_guide(
        self,
        items: tuple[ItemList, ...],
        guidance: tuple[Guidance, ...],
        postings: tuple[str, ...] = (),
    ) -> None:
        """Show the lists of a form, the guidance for its target, and when it was put up."""
        parts = []
        if postings:
            parts += ["<h4>公示</h4>", *(f"<p>{escape(each)}</p>" for each in postings)]
        for each in items:
            parts += [f"<h4>{escape(each.title)}</h4>", _listed(each.items)]
        if guidance:
            parts.append("<h4>分类指导</h4>")
            parts += [
                f"<p><b>{escape(each.title)}</b>：{escape(each.text)}</p>" for each in guidance
            ]
        self._text.setText("".join(parts))


def _listed(items: tuple[Item, ...]) -> str:
    """Return items as a numbered list, the items of each indented below it."""
    parts = ["<ol style='margin-left:-18px'>"]
    for item in items:
        hint = f"<br><small>{escape(item.hint)}</small>" if item.hint else ""
        below = _listed(item.items) if item.items else ""
        parts.append(f"<li style='margin-bottom:5px'>{escape(item.title)}{hint}{below}</li>")
    return "".join((*parts, "</ol>"))
