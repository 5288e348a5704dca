"""Characters of a form that no font of this machine can draw; they would print as boxes."""

from app.domain.form import FormSpec, FormValues
from app.paper.fonts import undrawable


class FontCheck:
    """Remembers which characters have been found in a font, since asking Qt takes its time."""

    def __init__(self) -> None:
        """Know no character yet."""
        self._drawn: dict[str, set[str]] = {}

    def boxes(self, spec: FormSpec, values: FormValues) -> str:
        """Return the characters that would print as boxes, each once, in reading order."""
        found: dict[str, None] = {}
        for cell in spec.cells:
            text = values.get(cell.field, "") if cell.field else ""
            if not text:
                continue
            style = cell.paragraphs[0].style
            drawn = self._drawn.setdefault(style.font, set())
            fresh = "".join(c for c in dict.fromkeys(text) if not c.isascii() and c not in drawn)
            missing = undrawable(style, fresh)
            drawn.update(c for c in fresh if c not in missing)
            found.update(dict.fromkeys(missing))
        return "".join(found)
