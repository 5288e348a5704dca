"""Proposes what each empty cell of a Word table that nobody has marked is to take."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.domain.field_kinds import TALL, known_field
from app.domain.form import FieldKind
from app.domain.own_form import OWN, REVIEW_DAY, Certainty, DraftCell, is_own
from app.domain.words import TargetKind
from app.specs.form_cells import BlankCell, FormTable
from app.specs.label_words import LabelWords, guess_target, kind_words

_REQUIRED = frozenset(
    {"review.evaluation", "review.achievements", "review.problems", "review.suggestions"}
)
_FULL_SCORE = re.compile("[（(](?:满分)?([0-9]{1,3})分[）)]")
YES_NO = ("是", "否")
USUAL_SCORE = 100
"""The full score where a label does not say another."""
_ANNEX = re.compile("附页")


@dataclass(frozen=True)
class Known:
    """What the ledger's own forms already know."""

    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Kind of target → label → key."""
    own: Mapping[str, str] = field(default_factory=dict)
    """Own fields: label → key."""
    next_own: int = 1


def guessed_cells(
    table: FormTable, title: str, known: Known, target: TargetKind | None = None
) -> tuple[TargetKind, tuple[DraftCell, ...]]:
    """Return what the form is filled for, and what each cell that could be filled in takes.

    Args:
        table: the table with its blank cells.
        title: what is printed above it.
        known: what the ledger already knows.
        target: where it is known already.
    """
    kind = target or guess_target([cell.label for cell in table.blanks], title)
    words = LabelWords(kind, known.labels.get(kind.value, {}))
    return kind, _Guesser(words, known).cells(table)


class _Guesser:
    def __init__(self, words: LabelWords, known: Known) -> None:
        self._words = words
        self._known = known
        self._next = known.next_own
        self._taken: dict[str, int] = {}
        self._labels: set[str] = set()

    def cells(self, table: FormTable) -> tuple[DraftCell, ...]:
        found = [self._proposed(cell) for cell in table.blanks]
        self._keep_surest(found)
        self._give_day(found)
        return tuple(self._named(cell) for cell in found)

    def _proposed(self, blank: BlankCell) -> DraftCell:
        """Return what a cell's label alone says."""
        cell = DraftCell(
            blank.row,
            blank.column,
            blank.label,
            "",
            FieldKind.LINE,
            Certainty.PRINTED,
            printed=blank.printed,
            height=blank.height,
            annex=bool(_ANNEX.search(blank.label)),
        )
        if blank.marked:
            return _of_key(cell, blank.marked, Certainty.CERTAIN)
        if not blank.fills:
            return cell
        key, certainty = self._words.meaning(blank.label)
        if not key and blank.above and blank.above != blank.label:
            key, _ = self._words.meaning(blank.above) if not blank.heads_row else ("", certainty)
            certainty = Certainty.GUESSED if key else Certainty.OWN
        if not key and blank.roomy:
            key, certainty = self._words.hint(blank.label), Certainty.GUESSED
        if key and not _fits(key, blank):
            key = ""
        if not key:
            return _own(cell, blank)
        return _of_key(cell, key, certainty)

    def _keep_surest(self, cells: list[DraftCell]) -> None:
        """Let one cell alone have each field: the surest, else the first."""
        for place, cell in enumerate(cells):
            if not cell.key or cell.key == OWN:
                continue
            other = self._taken.get(cell.key)
            if other is None:
                self._taken[cell.key] = place
                continue
            surer = cells[other].certainty is Certainty.GUESSED
            surer = surer and cell.certainty is Certainty.CERTAIN
            loser = other if surer else place
            cells[loser] = _own_like(cells[loser])
            if surer:
                self._taken[cell.key] = place

    def _give_day(self, cells: list[DraftCell]) -> None:
        """Take a form's first date for 点评时间 where it has none: no review is done without."""
        if REVIEW_DAY in self._taken:
            return
        for place, cell in enumerate(cells):
            if cell.key == OWN and cell.kind is FieldKind.DATE:
                cells[place] = _of_key(cell, REVIEW_DAY, Certainty.GUESSED)
                self._taken[REVIEW_DAY] = place
                return

    def _named(self, cell: DraftCell) -> DraftCell:
        """Give an own field its number, and every field a label of its own."""
        if not cell.key:
            return cell
        label = plain = "".join(cell.label.split()) or f"第{cell.row + 1}行第{cell.column + 1}格"
        number = 2
        while label in self._labels:
            label = f"{plain}（{number}）"
            number += 1
        self._labels.add(label)
        if cell.key != OWN:
            return replace(cell, label=label)
        key = self._known.own.get(label, "")
        if not key or key in self._taken:
            key = f"{OWN}{self._next}"
            self._next += 1
        self._taken[key] = cell.row
        return replace(cell, label=label, key=key)


def _of_key(cell: DraftCell, key: str, certainty: Certainty) -> DraftCell:
    known = known_field(key, cell.height)
    return replace(
        cell,
        key=key,
        kind=known.kind,
        options=known.options,
        certainty=Certainty.OWN if is_own(key) else certainty,
        required=key in _REQUIRED,
    )


def _own_like(cell: DraftCell) -> DraftCell:
    """Return a cell whose known field another cell has, as a field of its own."""
    kind = cell.kind if cell.kind is not FieldKind.PERSON else FieldKind.LINE
    return replace(cell, key=OWN, kind=kind, certainty=Certainty.OWN, required=False)


def _own(cell: DraftCell, blank: BlankCell) -> DraftCell:
    """Return a field of the unit's own, its kind told by its label, its text and its height."""
    label, words = "".join(cell.label.split()), kind_words()
    plain = cell.height < TALL
    own = replace(cell, key=OWN, certainty=Certainty.OWN)
    if blank.options:
        return replace(own, kind=FieldKind.CHOICE, options=blank.options)
    if blank.is_day or (plain and _has(label, words.date)):
        return replace(own, kind=FieldKind.DATE)
    full = _FULL_SCORE.search(label)
    if plain and (full or _has(label, words.score) or label.endswith(words.score_ends)):
        most = int(full[1]) if full else USUAL_SCORE
        return replace(own, kind=FieldKind.NUMBER, most=most, decimals=1)
    if plain and (blank.is_count or _has(label, words.number)):
        return replace(own, kind=FieldKind.NUMBER)
    if label.startswith(words.yes_no_begins):
        return replace(own, kind=FieldKind.CHOICE, options=YES_NO)
    if plain and label.endswith(words.person_ends):
        return replace(own, kind=FieldKind.PERSON)
    return replace(own, kind=FieldKind.LINE if plain and not blank.roomy else FieldKind.TEXT)


def _has(label: str, words: tuple[str, ...]) -> bool:
    return any(word in label for word in words)


def _fits(key: str, blank: BlankCell) -> bool:
    """Tell whether a field can be meant, going by what stands in the cell."""
    kind = known_field(key, blank.height).kind
    if blank.is_day:
        return kind is FieldKind.DATE
    if blank.is_count:
        return kind is FieldKind.NUMBER
    return not blank.options or kind is FieldKind.CHOICE
