"""Looks whether personal details stand in papers that everybody will read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.exposed import Detail, details_in, numbers_in, numbers_of, private_texts
from app.domain.ids import PersonId
from app.domain.review import Review
from app.ops.workspace import Workspace

_POSSIBLY = "疑似"


@dataclass(frozen=True, slots=True)
class PaperTexts:
    """The texts of one paper, each with its label; empty where it has none."""

    title: str
    lines: tuple[tuple[str, str], ...]


class Exposure:
    """Knows the numbers of everybody in the roster."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace

    def look(
        self, papers: Sequence[PaperTexts], reviews: Iterable[Review], *, allowed: str = ""
    ) -> tuple[tuple[str, ...], ...]:
        """Return for each paper where a personal detail will be readable, one sentence each.

        Args:
            papers: what will be readable.
            reviews: the records behind it; of the people they are about the day of birth and the
                own columns of the roster are looked for, too.
            allowed: where to object; a number in it need not be somebody's secret.
        """
        numbers = self._numbers(
            {n for paper in papers for _, text in paper.lines for n in numbers_in(text)}
        )
        private = self._private(
            {each.target.person_id for each in reviews if each.target.person_id}
        )
        free = allowed.strip()
        return tuple(
            tuple(
                _sentence(paper.title, label, detail)
                for label, text in paper.lines
                for detail in details_in(
                    text, numbers, private, by_look=not free or free not in text
                )
            )
            for paper in papers
        )

    def _numbers(self, runs: set[str]) -> dict[str, Detail]:
        """Return the numbers of the roster that stand in one of these."""
        if not runs:
            return {}
        names = {person.id: person.name for person in self._workspace.records.persons}
        return {
            number: Detail(word, names.get(member.person_id, ""))
            for member in self._workspace.records.members
            for word, number in numbers_of(member)
            if any(number in run for run in runs)
        }

    def _private(self, persons: set[PersonId]) -> list[tuple[str, Detail]]:
        records = self._workspace.records
        names = {person.id: person.name for person in records.persons if person.id in persons}
        return [
            (text, Detail(word, names.get(member.person_id, "")))
            for member in records.members
            if member.person_id in persons
            for word, text in private_texts(member)
        ]


def _sentence(title: str, label: str, detail: Detail) -> str:
    place = f"的“{label}”" if label else ""
    whose = f"{detail.owner}的{detail.word}" if detail.owner else f"{_POSSIBLY}{detail.word}的数字"
    return f"《{title}》{place}中有{whose}。"
