"""Editing: organisations, people, members, posts and oversight, entered and mended by hand."""

from collections.abc import Sequence

from app.domain.ids import PersonId
from app.domain.organization import Person
from app.domain.person_search import FoundPerson, PersonSearch
from app.domain.reorganization import Reorganization
from app.domain.typed import typed_line, typed_name
from app.ops.changes import Changes
from app.ops.structure_writer import StructureWriter


class EditOps(StructureWriter):
    """What a user can enter and mend by hand."""

    _search: PersonSearch | None = None

    # ---- people ------------------------------------------------------------------------------

    def find_people(self, text: str) -> Sequence[FoundPerson]:
        """Return who may be meant by what is typed; see ``PersonSearch.find``."""
        return self._people().find(text)

    def people_named(self, name: str) -> Sequence[FoundPerson]:
        """Return everybody of exactly this name."""
        return self._people().named(name)

    def _people(self) -> PersonSearch:
        directory = self._workspace.directory(self._workspace.today())
        if self._search is None or self._search.directory is not directory:
            self._search = PersonSearch(directory)
        return self._search

    def new_outside_person(self, name: str, unit: str, post: str) -> Person:
        """Return somebody from outside the tree as a value; nothing is written.

        Args:
            name: the person's name.
            unit: unit as written after the name in forms; may be empty.
            post: office as written after the unit; may be empty.

        Raises:
            Refusal: ``text.*``.
        """
        return Person(
            PersonId(self._workspace.new_id()),
            typed_name(name, "姓名"),
            typed_line(unit, "单位"),
            typed_line(post, "职务"),
            outside=True,
        )

    def add_outside_person(self, name: str, unit: str, post: str) -> tuple[PersonId, Changes]:
        """Write somebody from outside the tree; one who is there just so already is kept.

        Raises:
            Refusal: ``text.*``.
        """
        made = self.new_outside_person(name, unit, post)
        for known in self._workspace.records.persons:
            if known.outside and (known.name, known.unit, known.post) == (
                made.name,
                made.unit,
                made.post,
            ):
                return known.id, Changes()
        return made.id, self._write("录入系统外人员", Reorganization(persons=(made,)))
