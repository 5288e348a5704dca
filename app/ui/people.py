"""A line for one person of the ledger, as the small dialogs ask for him."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.errors.catalogue import refusal
from app.domain.ids import PersonId
from app.ops.desk import Desk
from app.ui.person_picker import PersonPicker


class PersonRow(PersonPicker):
    """A chooser that says what is wrong where its text names nobody."""

    def __init__(
        self,
        desk: Desk,
        hint: str = "",
        parent: QWidget | None = None,
        *,
        outsiders: bool = False,
    ) -> None:
        """Choose among everybody in the ledger.

        Args:
            desk: the ledger.
            hint: what stands in the empty line.
            parent: the widget around it.
            outsiders: whether somebody from outside may be asked for (``outside_asked``).
        """
        self._desk = desk
        super().__init__(self._meant, parent, outsiders=outsiders)
        if hint:
            self.setPlaceholderText(f"输入姓名，从列表选择；{hint}")

    def _meant(self, text: str) -> Sequence[tuple[PersonId, str, str]]:
        return self._desk.editing.find_people(text)

    def wanted(self) -> PersonId | None:
        """Return who was chosen, or None where nothing was typed.

        Raises:
            Refusal: ``person.unknown`` or ``person.ambiguous``.
        """
        found = self.resolve()
        name = self.text().strip()
        if found is None and name:
            same = self._desk.editing.people_named(name)
            if len(same) > 1:
                raise refusal("person.ambiguous", name=name, count=len(same))
            raise refusal("person.unknown", name=name)
        return found
