"""Editors for text in a cell of the form: one wrapped paragraph, or running text."""

import re

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.domain.form import Align, VerticalAlign
from app.ui.paper_form.colours import FOCUS, WHITE, WRONG, paper_palette
from app.ui.paper_form.paper_room import script_gaps
from app.ui.paper_form.setting import CellSetting
from app.ui.widgets import dressed

_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.BOTH: Qt.AlignmentFlag.AlignJustify,
}
_LINE_BREAKS = str.maketrans(dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"))
_NO_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]"
)
"""Characters that can neither be seen nor written into a Word file."""


class TextCell(QTextEdit):
    """Plain text set like the cell on paper; what is pasted loses its formatting."""

    edited = Signal()
    advanced = Signal()
    """Enter asks for the next cell."""
    focused = Signal()

    def __init__(self, setting: CellSetting, name: str, parent: QWidget) -> None:
        """Set text as the cell's style says.

        Args:
            setting: style, padding and alignment of the cell.
            name: the printed label, for the accessible name.
            parent: the sheet.
        """
        super().__init__(parent, acceptRichText=False, undoRedoEnabled=True, tabChangesFocus=True)
        dressed(
            self,
            frameShape=QFrame.Shape.NoFrame,
            horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            verticalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            accessibleName=name,
        )
        self._setting = setting
        self._scale = 1 / 15
        self._setting_up = False
        self._fault = ""
        self._spacing = 100.0
        self.setPalette(paper_palette())
        self.viewport().setPalette(paper_palette())
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document = self.document()
        document.setDocumentMargin(0)
        document.setUseDesignMetrics(True)
        self.setAutoFillBackground(True)
        self.textChanged.connect(self._text_changed)
        document.contentsChange.connect(self._space_scripts)

    # ---- the value -----------------------------------------------------------------------

    def value(self) -> str:
        """Return the text exactly as it stands, lines separated by a line feed."""
        return self.document().toRawText().translate(_LINE_BREAKS)

    def set_value(self, text: str) -> None:
        """Show this text; what can be undone starts here."""
        if text == self.value():
            return
        self._setting_up = True
        self.setPlainText(text)
        self._format()
        self._setting_up = False

    def is_locked(self) -> bool:
        """Tell whether nothing can be typed."""
        return self.isReadOnly()

    def set_locked(self, locked: bool) -> None:
        """Let nothing be typed, or let it again; text can be copied either way."""
        self.setReadOnly(locked)
        if locked:
            keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(self.textInteractionFlags() | keys)

    def fault(self) -> str:
        """Return what is wrong with the text in one sentence, or nothing."""
        return self._fault

    def _text_changed(self) -> None:
        if not self._setting_up:
            self._fault = ""
            self.edited.emit()
        self._centre()
        self._tint()

    # ---- the setting ---------------------------------------------------------------------

    def scale(self, pixels_per_twip: float) -> None:
        """Set the text for this size of the sheet."""
        self._scale = pixels_per_twip
        self._format()

    def _font(self) -> QFont:
        return self._setting.font(self._scale)

    def _format(self) -> None:
        """Give every paragraph the cell's font, alignment and exact line height."""
        before, self._setting_up = self._setting_up, True
        document = self.document()
        document.setUndoRedoEnabled(False)  # else Ctrl+Z takes the setting back
        self.setFont(self._font())
        document.setDefaultFont(self._font())
        self._spacing = self._font().letterSpacing()
        style, scale = self._setting.style, self._scale
        block = QTextBlockFormat()
        block.setAlignment(_ALIGNMENTS[style.align])
        block.setTextIndent(style.first_line * scale)
        block.setLeftMargin(style.indent_left * scale)
        block.setRightMargin(style.indent_right * scale)
        if style.line:
            block.setLineHeight(
                style.line * scale, QTextBlockFormat.LineHeightTypes.FixedHeight.value
            )
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(block)
        document.setUndoRedoEnabled(True)
        self._setting_up = before
        self._centre()

    def _space_scripts(self, start: int, removed: int, added: int) -> None:
        """Leave the gap between Chinese and Latin that paper leaves; it is no part of the text.

        Called by the document before it lays out what has changed.
        """
        del removed
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= start + added:
            text = block.text()
            if text.isascii():
                formats = []
            else:
                formats = [
                    self._wider(len(text[:at].encode("utf-16-le")) // 2, share)
                    for at, share in script_gaps(self._setting.style, text)
                ]
            block.layout().setFormats(formats)
            block = block.next()

    def _wider(self, at: int, share: float) -> QTextLayout.FormatRange:
        """Return the format that widens one character by a share of its width."""
        found = QTextLayout.FormatRange()
        found.start, found.length = at, 1  # type: ignore[attr-defined] # the stubs lack them
        wide = QTextCharFormat()
        wide.setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
        wide.setFontLetterSpacing(self._spacing + 100 * share)
        found.format = wide  # type: ignore[attr-defined]
        return found

    def text_height(self) -> float:
        """Return the height of the text in pixels."""
        return self.document().size().height()

    def _centre(self) -> None:
        """Stand the text where the cell's vertical alignment wants it."""
        padding, scale = self._setting.padding, self._scale
        left, right = round(padding.left * scale) - 1, round(padding.right * scale) - 1
        spare = self.height() - self.text_height()
        top = padding.top * scale
        if self._setting.vertical is VerticalAlign.CENTER:
            top = max(0.0, spare / 2)
        elif self._setting.vertical is VerticalAlign.BOTTOM:
            top = max(0.0, spare - padding.bottom * scale)
        wanted = (max(0, left), int(top), max(0, right), 0)
        margins = self.viewportMargins()
        now = (margins.left(), margins.top(), margins.right(), margins.bottom())
        if wanted != now:
            self.setViewportMargins(*wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text where the cell's alignment wants it."""
        super().resizeEvent(event)
        self._centre()

    # ---- behaviour -----------------------------------------------------------------------

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text; tables and formatting become what they read as."""
        self.take(source.text())

    def take(self, text: str) -> None:
        """Put text where the cursor stands, as typing would; say what could not be taken."""
        self.insertPlainText(self.cleaned(text))
        left_out = len(_NO_TEXT.findall(text))
        if left_out:
            self._fault = f"文字里有 {left_out} 个看不见的控制字符，已略去；其余都已写入。"
            self._tint()
            self.edited.emit()

    def cleaned(self, text: str) -> str:
        """Return text from elsewhere as this cell takes it."""
        return _NO_TEXT.sub("", text.replace("\r\n", "\n").translate(_LINE_BREAKS))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text only."""
        return source.hasText()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method gives, unless nothing may be typed."""
        if self.isReadOnly():
            event.ignore()
            return
        super().inputMethodEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the sheet, unless this cell holds more than it shows."""
        if self.verticalScrollBar().maximum() > 0 and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tint the cell and tell the sheet."""
        super().focusInEvent(event)
        self._tint()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Look at the whole text once the cell is left."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.leave()
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Ctrl+Y for 重做, as the menu says, also where the system has another key."""
        control = Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Y and event.modifiers() == control:
            self.redo()
            return
        super().keyPressEvent(event)

    def leave(self) -> None:
        """Look at the text when the cell is left; nothing by default."""

    def changeEvent(self, event: QEvent) -> None:
        """Keep paper white when the theme changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self.setPalette(paper_palette())
            self._tint()

    def _tint(self) -> None:
        colour = WRONG if self._fault else FOCUS if self.hasFocus() else WHITE
        palette = self.palette()
        if palette.base().color() != colour:
            palette.setColor(palette.ColorRole.Base, colour)
            palette.setColor(palette.ColorRole.Window, colour)
            self.setPalette(palette)
            self.viewport().setPalette(palette)
        self.setToolTip(self._fault)


class LongCell(TextCell):
    """Running text: Enter starts a new line, Tab goes on."""

    _print_below = False
    _scrolls = False

    def show_print(self, wanted: bool) -> None:
        """Let the printed text below be seen while nobody writes here: it ends otherwise."""
        if wanted != self._print_below:
            self._print_below = wanted
            self._uncover()

    def _uncover(self) -> None:
        """Cover the printed text or not, as it is now."""
        clear = self._print_below and not self.hasFocus()
        self.setAutoFillBackground(not clear)
        self.viewport().setAutoFillBackground(not clear)
        self.show_scroll_bar(self._scrolls)
        self.viewport().update()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, unless the print below shows it."""
        if not self._print_below or self.hasFocus():
            super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Cover the print below."""
        super().focusInEvent(event)
        self._uncover()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the print below again."""
        super().focusOutEvent(event)
        self._uncover()

    def is_too_full(self) -> bool:
        """Tell whether a line or more does not show, where Qt breaks lines unlike the paper."""
        line = self._setting.style.line * self._scale or self.fontMetrics().height()
        return self.text_height() > self.height() + line / 2

    def show_scroll_bar(self, wanted: bool) -> None:
        """Let the cell scroll where it holds more than the paper's cell shows."""
        self._scrolls = wanted
        shown = wanted and (self.hasFocus() or not self._print_below)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if shown else policy.ScrollBarAlwaysOff
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter to the dialog; Shift+Enter is a new line like Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)


class LineCell(TextCell):
    """One paragraph that wraps; Enter goes to the next cell."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on at Enter; leave Ctrl+Enter to the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.advanced.emit()
            return
        super().keyPressEvent(event)

    def cleaned(self, text: str) -> str:
        """Return pasted text in one paragraph; lines and table cells are joined by a space."""
        return " ".join(super().cleaned(text).split("\n")).replace("\t", " ").strip()
