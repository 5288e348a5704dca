"""The editor for counts."""

import re
import unicodedata

from app.ui.paper_form.text_cell import LineCell


class NumberCell(LineCell):
    """Takes a whole number; anything else stays as typed, with a sentence beside it."""

    def leave(self) -> None:
        """Write full-width digits as ordinary ones; say what is no number."""
        text = unicodedata.normalize("NFKC", self.value()).strip()
        if re.fullmatch(r"[0-9]*", text):
            if text != self.value():
                cursor = self.textCursor()
                cursor.select(cursor.SelectionType.Document)
                cursor.insertText(text)
            self._fault = ""
        else:
            self._fault = f"“{self.value()}”不是整数。请只写数字，例如 42。"
        self._tint()
