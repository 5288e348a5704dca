"""How lists show and order names of people, as the user has chosen in 设置."""

from collections.abc import Collection, Mapping

from app.domain.names import Names, spaced
from app.ui.settings import NameOrder, Preferences


class NameStyle:
    """Shows and orders a number of names; all are looked up at once, since there may be many."""

    def __init__(self, names: Names, chosen: Preferences, people: Collection[str]) -> None:
        """Prepare these names.

        Args:
            names: the order and the sounds of names.
            chosen: what the user has chosen.
            people: the names as stored.
        """
        each = tuple(dict.fromkeys(people))
        self._spaced = chosen.spaced_names
        self._initials: Mapping[str, str] = dict(zip(each, names.initials(each), strict=True))
        self._keys: Mapping[str, str] = {}
        if chosen.name_order is NameOrder.STROKES:
            self._keys = {name: names.stroke_key(name) for name in each}
        elif chosen.name_order is NameOrder.PINYIN:
            self._keys = dict(zip(each, names.sound_keys(each), strict=True))

    def shown(self, name: str) -> str:
        """Return a name as lists show it."""
        return spaced(name) if self._spaced else name

    def all_shown(self, joined: str) -> str:
        """Return names joined by 、 as lists show them."""
        return "、".join(map(self.shown, joined.split("、")))

    def key(self, name: str) -> str:
        """Return by what a name is ordered; nothing where the own order holds."""
        return self._keys.get(name, "")

    def initials(self, name: str) -> str:
        """Return the first letters of a name."""
        return self._initials.get(name, "")
