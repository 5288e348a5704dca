"""Finds the printed labels of a form among the cells of a file's table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from app.intake.form_labels import LEAST_ALIKE, inline_value, likeness
from app.intake.form_map import FormLabel, FormMap
from app.intake.word_tables import FileCell, FileTable

_CLOSE_RIVAL = 0.12
"""Two wordings that are this much alike cannot be told apart."""


class Sure(IntEnum):
    """How well a label is known again."""

    GUESSED = 0
    ALIKE = 1
    """Alone in its cell in other words that are known for it."""
    SAME = 2


@dataclass
class LabelMatch:
    """Which cell of the file is which label."""

    cell_of: dict[FormLabel, FileCell] = field(default_factory=dict)
    label_of: dict[FileCell, FormLabel] = field(default_factory=dict)
    sure: dict[FormLabel, Sure] = field(default_factory=dict)
    inside: dict[FormLabel, FileCell] = field(default_factory=dict)
    """Cells that hold a label and its text both: 地点：三楼会议室."""

    def put(self, label: FormLabel, cell: FileCell, sure: Sure) -> None:
        """Note a pair."""
        self.cell_of[label] = cell
        self.label_of[cell] = label
        self.sure[label] = sure


def match_labels(form: FormMap, table: FileTable, *, guess: bool = True) -> LabelMatch:
    """Pair the labels of a form with cells, each at most once.

    Args:
        form: the form.
        table: the table of the file.
        guess: False: only wordings that are known.
    """
    match = LabelMatch()
    cells = _possible(form, table)
    by_exact: dict[str, list[FileCell]] = {}
    by_loose: dict[str, list[FileCell]] = {}
    for cell in cells:
        by_exact.setdefault(cell.exact, []).append(cell)
        by_loose.setdefault(cell.loose, []).append(cell)
    for label in form.labels:
        _pair(match, form, label, by_exact.get(label.exact, ()), Sure.SAME)
    for label in form.labels:
        if label not in match.cell_of:
            found = dict.fromkeys(
                c for key in sorted(label.wordings) for c in by_loose.get(key, ())
            )
            _pair(match, form, label, found, Sure.ALIKE)
    _find_inside(match, form, table)
    if guess:
        _guess(match, form, [c for c in cells if c not in match.inside.values()])
    return match


def _find_inside(match: LabelMatch, form: FormMap, table: FileTable) -> None:
    left = [x for x in form.labels if len(x.fields) == 1 and x not in match.cell_of]
    free = [c for c in table.cells if c not in match.label_of and not c.keys] if left else []
    for label in left:
        keys = label.wordings | {label.loose}
        for cell in free:
            taken = cell in match.inside.values()
            if not taken and inline_value(cell.text, keys) is not None:
                match.inside[label] = cell
                break


def _possible(form: FormMap, table: FileTable) -> list[FileCell]:
    """Return the cells that can be labels: one with a mark only where the label has no other."""
    short = [c for c in table.cells if c.could_be_label]
    plain = [c for c in short if not c.keys]
    there = {c.exact for c in plain}
    printed = {label.exact for label in form.labels} - there
    return [c for c in short if not c.keys or c.exact in printed]


def _pair(
    match: LabelMatch,
    form: FormMap,
    label: FormLabel,
    found: Iterable[FileCell],
    sure: Sure,
) -> None:
    """Take the one free cell; of several the one between the neighbours that are known."""
    free = [c for c in found if c not in match.label_of]
    rivals = [other for other in form.labels if other.exact == label.exact and sure is Sure.SAME]
    if not free:
        return
    if len(free) == 1 and len(rivals) == 1:
        match.put(label, free[0], sure)
        return
    if len(free) == len([r for r in rivals if r not in match.cell_of]):
        match.put(label, free[0], Sure.GUESSED)
        return
    between = [c for c in free if _is_between(match, form, label, c)]
    match.put(label, (between or free)[0], Sure.GUESSED)


def _is_between(match: LabelMatch, form: FormMap, label: FormLabel, cell: FileCell) -> bool:
    place = form.labels.index(label)
    before = [match.cell_of[x] for x in form.labels[:place] if x in match.cell_of]
    after = [match.cell_of[x] for x in form.labels[place + 1 :] if x in match.cell_of]
    here = (cell.row, cell.column)
    return all((c.row, c.column) < here for c in before[-1:]) and all(
        here < (c.row, c.column) for c in after[:1]
    )


def _guess(match: LabelMatch, form: FormMap, cells: Sequence[FileCell]) -> None:
    """Pair what is left by likeness, where no other label is nearly as alike."""
    left = [label for label in form.labels if label not in match.cell_of]
    free = [cell for cell in cells if cell not in match.label_of and not cell.keys]
    scores = {
        (label, cell): score
        for label in left
        for cell in free
        if (score := _score(label, cell)) >= LEAST_ALIKE
    }
    for (label, cell), score in sorted(scores.items(), key=lambda item: -item[1]):
        if label in match.cell_of or cell in match.label_of:
            continue
        rivals = (s for (o, c), s in scores.items() if c is cell and o is not label)
        if all(score - rival >= _CLOSE_RIVAL for rival in rivals):
            match.put(label, cell, Sure.GUESSED)


def _score(label: FormLabel, cell: FileCell) -> float:
    return max(likeness(wording, cell.loose) for wording in label.wordings | {label.loose})
