"""Tells which form a table of a file is, if it is one at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.intake.form_labels import likeness, loose_key
from app.intake.form_map import FormMap
from app.intake.label_match import Sure, match_labels
from app.intake.word_tables import MOST_CELLS, FileTable

LEAST = 0.45
"""Forms of one scheme share more than half of their labels; strange ones a few."""
_LEAST_WITH_TITLE = 0.3
_CERTAIN = 0.65
_MARGIN = 0.04
_TITLE_WEIGHT = 0.15
_LIKE_TITLE = 0.85
_NAMES = frozenset({"member.name", "organization.name"})


@dataclass(frozen=True, slots=True)
class Fit:
    """A form and how well a table fits it."""

    form: FormMap
    score: float
    certain: bool


def fitting(table: FileTable, forms: Sequence[FormMap], others: frozenset[str]) -> Fit | None:
    """Return the form that a table is, or None.

    Args:
        table: the table of the file.
        forms: what it can be; of equal ones the first.
        others: exact keys of labels that belong to no form.
    """
    marked = set(table.marked)
    if marked:
        whole = [form for form in forms if set(form.spec.field_by_key) == marked]
        if len(whole) == 1:
            return Fit(whole[0], 1.0, certain=True)
    scores = [(_score(table, form, forms, others), form) for form in forms]
    if not scores:
        return None
    best, form = max(scores, key=lambda pair: pair[0])
    titled = _title_likeness(table, form) >= _LIKE_TITLE
    if not titled and not _says_whose(table, form):
        return None
    if best < (_LEAST_WITH_TITLE if titled else LEAST):
        return None
    rivals = (s for s, other in scores if other.spec.id != form.spec.id)
    clear = all(best - rival >= _MARGIN for rival in rivals)
    return Fit(form, best, certain=clear and best >= _CERTAIN)


Fits = list[tuple[FileTable, Fit | None]]


def fit_all(tables: Sequence[FileTable], forms: Sequence[FormMap], others: frozenset[str]) -> Fits:
    """Return which form each table is; the rest of a form that was cut in two goes with it."""
    found: Fits = []
    for table in tables:
        fit = fitting(table, forms, others) if table.cells else None
        last, before = found[-1] if found else (None, None)
        room = last is not None and len(last.cells) + len(table.cells) <= MOST_CELLS
        if fit is None and room and last and before and _goes_on(before.form, last, table):
            found[-1] = (last.with_more(table), before)
        else:
            found.append((table, fit))
    return found


def _goes_on(form: FormMap, first: FileTable, second: FileTable) -> bool:
    """Return whether a table holds labels of a form that the table before it lacks."""
    there = match_labels(form, first, guess=False)
    more = match_labels(form, second, guess=False)
    new = [label for label in more.cell_of if label.fields and label not in there.cell_of]
    return bool(new) and len(new) == len([x for x in more.cell_of if x.fields])


def _says_whose(table: FileTable, form: FormMap) -> bool:
    """Return whether the table has the cell that names whom the form is about."""
    keys = _NAMES & set(form.spec.field_by_key)
    if not keys or keys & set(table.marked):
        return True
    match = match_labels(form, table, guess=False)
    found = {*match.cell_of, *match.inside}
    return any(form.label_of[key] in found for key in keys if key in form.label_of)


def _score(
    table: FileTable, form: FormMap, forms: Sequence[FormMap], others: frozenset[str]
) -> float:
    match = match_labels(form, table, guess=False)
    known = sum(1.0 if s is Sure.SAME else 0.9 for s in match.sure.values())
    known += 0.8 * len(match.inside)
    strange = _strange(table, form, forms, others)
    by_text = known / (len(form.labels) + strange) if form.labels else 0.0
    keys, marked = set(form.spec.field_by_key), set(table.marked)
    by_marks = len(keys & marked) / len(keys | marked) if marked else 0.0
    title = _title_likeness(table, form)
    return max(by_text, by_marks) + min(by_text, by_marks) / 4 + _TITLE_WEIGHT * title**4


def _strange(
    table: FileTable, form: FormMap, forms: Sequence[FormMap], others: frozenset[str]
) -> int:
    """Return how many cells are labels of other forms or of none, and not of this one."""
    own = {key for label in form.labels for key in (label.loose, *label.wordings)}
    foreign = {label.loose for each in forms for label in each.labels} - own
    cells = [c for c in table.cells if c.could_be_label and not c.keys]
    return sum(1 for c in cells if c.loose in foreign or (c.exact in others and c.loose not in own))


def _title_likeness(table: FileTable, form: FormMap) -> float:
    """Return how much what stands above the table is like the form's title, from 0 to 1."""
    whole = loose_key("".join(table.above[-4:]))
    if form.title and form.title in whole:
        return 1.0
    ends = (loose_key("".join(table.above[-n:])) for n in (1, 2, 3))
    return max((likeness(form.title, end) for end in ends), default=0.0)
