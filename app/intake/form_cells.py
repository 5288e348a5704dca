"""Takes the values of a form out of a file's table: by mark, by place, by label, else guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.form import Field, FieldKind
from app.intake.form_labels import exact_key, inline_value
from app.intake.form_map import Beside, FormMap
from app.intake.label_match import LabelMatch, Sure, match_labels
from app.intake.word_tables import FileCell, FileTable

_LONGEST_OTHER_LABEL = 6


class FoundBy(StrEnum):
    """How the cell of a field was found; a guess has to be looked at."""

    MARK = "mark"
    POSITION = "position"
    LABEL = "label"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class CellText:
    """What was found for one field."""

    text: str
    how: FoundBy


@dataclass
class TableReading:
    """What a table says as one form."""

    found: dict[str, CellText] = field(default_factory=dict)
    """By field key; fields whose cell was not found are missing."""
    left: list[str] = field(default_factory=list)
    """Texts of cells that belong to no field."""


def read_cells(form: FormMap, table: FileTable, others: frozenset[str]) -> TableReading:
    """Take every field of a form from a table.

    Args:
        form: the form.
        table: the table of the file.
        others: exact keys of labels that belong to no form.
    """
    return _Reader(form, table, others).read()


class _Reader:
    def __init__(self, form: FormMap, table: FileTable, others: frozenset[str]) -> None:
        self._form = form
        self._table = table
        self._others = others
        self._match: LabelMatch = match_labels(form, table)
        self._values: set[FileCell] = set()
        """Cells whose text was taken."""
        self._reading = TableReading()
        self._inline = {
            cell: label.fields[0].field.key for label, cell in self._match.inside.items()
        }
        """Cells that hold a label and its text both, with the key of the field."""
        self._strays = self._stray_marks()

    def read(self) -> TableReading:
        by_place = self._by_place()
        waiting = []
        for each in self._form.spec.fields:
            found = self._by_mark(each)
            if found is None and each.key in by_place:
                cell = by_place[each.key]
                if cell not in self._values:
                    self._values.add(cell)
                    how = FoundBy.GUESS if cell.nested else FoundBy.POSITION
                    found = CellText(self._joined(each, [cell]), how)
            if found is None:
                waiting.append(each)
            else:
                self._reading.found[each.key] = found
        for search in (self._by_label, self._by_row, self._inside_label, self._below_label):
            for each in tuple(waiting):
                found = search(each)
                if found is not None:
                    self._reading.found[each.key] = found
                    waiting.remove(each)
        self._collect_left()
        return self._reading

    # ---- certain ways ------------------------------------------------------------------------

    def _by_mark(self, each: Field) -> CellText | None:
        cell = self._table.marked.get(each.key)
        if cell is None or cell in self._match.label_of or cell in self._values:
            return None
        if each.key in self._strays:
            return None  # the printed label is what people saw when they wrote
        line = [cell, *self._open_behind(cell)]
        self._values.update(line)
        extra = [c for c in line[1:] if c.text.strip()]
        doubt = extra or each.key in self._table.doubled or self._is_doubtful(each, cell)
        text = self._joined(each, [cell, *extra])
        return CellText(text, FoundBy.GUESS if doubt else FoundBy.MARK)

    def _stray_marks(self) -> frozenset[str]:
        """Return fields whose marks stand beside the printed label of another field."""
        strays = set()
        for key, cell in self._table.marked.items():
            own, near = self._form.label_of.get(key), self._nearest_label(cell)
            other = self._match.label_of.get(near) if near is not None else None
            if own is None or other is None or other is own or not other.fields:
                continue
            sure = min(self._match.sure.get(own, Sure.GUESSED), self._match.sure[other])
            beside = any(b.field.key == key and not b.below for b in own.fields)
            if beside and sure is Sure.SAME and own.cell.row_span == 1:
                strays.add(key)
        return frozenset(strays)

    def _is_doubtful(self, each: Field, cell: FileCell) -> bool:
        """Return whether a cell holds more than text, or runs past the labels of several rows."""
        if cell.nested:
            return True
        if cell.row_span <= self._form.spec.cell_by_key[each.key].row_span:
            return False
        beside = {
            c.row
            for c, label in self._match.label_of.items()
            if label.fields and c.end <= cell.column and c.row in cell.rows
        }
        return len(beside) > 1

    def _nearest_label(self, cell: FileCell) -> FileCell | None:
        before = [c for c in self._table.by_row[cell.row] if c.end <= cell.column]
        nearest = before[-1] if before else None
        return nearest if nearest in self._match.label_of else None

    def _by_place(self) -> Mapping[str, FileCell]:
        """Return the cells of all fields where the table is cut and printed as the form is."""
        cells = {(c.row, c.column): c for c in self._table.cells}
        if frozenset((c.row, c.column, c.span) for c in self._table.cells) != self._form.shape:
            return {}
        spec = self._form.spec
        for printed in spec.cells:
            there = cells[printed.row, printed.column]
            if not printed.field and exact_key(there.text) != exact_key(printed.text):
                return {}
        return {c.field: cells[c.row, c.column] for c in spec.cells if c.field}

    def _by_label(self, each: Field) -> CellText | None:
        place = self._beside(each)
        if place is None:
            return None
        beside, label = place
        lines = self._lines(label, beside)
        if not lines:
            return None
        first, *more = lines
        taken = self._share(first, beside, label)
        if not taken:
            return None
        self._values.update(taken)
        further = [c for line in more for c in line]
        self._values.update(further)
        texts = [c for c in (*taken, *further) if c.text.strip() or c.nested]
        sure = self._match.sure[self._match.label_of[label]]
        plain = texts in ([], taken[:1]) and len(first) >= beside.siblings
        doubt = sure is Sure.GUESSED or not plain or each.key in self._strays
        doubt = doubt or any(self._is_doubtful(each, cell) for cell in taken)
        doubt = doubt or any(c.text.strip() for c in first[beside.siblings :] if c not in taken)
        return CellText(self._joined(each, texts), FoundBy.GUESS if doubt else FoundBy.LABEL)

    def _beside(self, each: Field) -> tuple[Beside, FileCell] | None:
        label = self._form.label_of.get(each.key)
        cell = self._match.cell_of.get(label) if label is not None else None
        if label is None or cell is None:
            return None
        return next(b for b in label.fields if b.field.key == each.key), cell

    def _lines(self, label: FileCell, beside: Beside) -> list[list[FileCell]]:
        """Return the open cells right of or below a label, one list per row that was split."""
        table = self._table
        if beside.below:
            line: list[FileCell] = []
            for cell in table.below_of(label):
                if self._ends(cell):
                    break
                line.append(cell)
            return [line] if line else []
        form_label = self._match.label_of[label]
        rows = list(label.rows)
        if form_label.cell.row_span > 1:
            rows = rows[beside.row : beside.row + 1]
        lines = [self._until_next(table.right_of(label, row)) for row in rows]
        seen: dict[FileCell, None] = {}
        fresh = []
        for line in lines:
            fresh.append([c for c in line if c not in seen])
            seen.update(dict.fromkeys(line))
        return [line for line in fresh if line]

    def _share(self, line: Sequence[FileCell], beside: Beside, label: FileCell) -> list[FileCell]:
        """Return a field's part of the cells that follow its label."""
        if beside.siblings == 1:
            return [line[0]] if self._is_cut_alike(label) else self._own_part(line)
        part = list(line[beside.order : beside.order + 1])
        return [c for c in part if c not in self._values]

    def _is_cut_alike(self, label: FileCell) -> bool:
        """Return whether a label's row has as many cells as in the form, and it stands alike."""
        form_label = self._match.label_of[label]
        wanted = self._form.rows[form_label.cell.row]
        there = self._starting().get(label.row, [])
        return len(there) == len(wanted) and there.index(label) == wanted.index(form_label.cell)

    def _own_part(self, line: Sequence[FileCell]) -> list[FileCell]:
        """Return the cells up to what looks like a label nobody knows."""
        for place, cell in enumerate(line[1:-1], start=1):
            if self._looks_like_label(cell) and line[0].text.strip():
                return list(line[:place])
        return list(line)

    def _looks_like_label(self, cell: FileCell) -> bool:
        text = "".join(cell.text.split())
        return (
            0 < len(text) <= _LONGEST_OTHER_LABEL
            and not any(c.isdigit() for c in text)
            and text.rstrip(":：").isalpha()
        )

    def _open_behind(self, cell: FileCell) -> list[FileCell]:
        line = self._until_next(self._table.right_of(cell, cell.row))
        return self._own_part([cell, *line])[1:]

    def _until_next(self, line: Sequence[FileCell]) -> list[FileCell]:
        open_cells = []
        for cell in line:
            if self._ends(cell):
                break
            open_cells.append(cell)
        return open_cells

    def _ends(self, cell: FileCell) -> bool:
        return (
            cell in self._match.label_of
            or cell in self._values
            or cell in self._inline
            or any(key not in self._strays for key in cell.keys)
            or cell.exact in self._others
        )

    # ---- guesses -----------------------------------------------------------------------------

    def _by_row(self, each: Field) -> CellText | None:
        """Guess by the place in a row that is cut like the form's row."""
        wanted = self._form.spec.cell_by_key[each.key]
        row = self._row_like(wanted.row)
        if row is None:
            return None
        cell = row[self._form.rows[wanted.row].index(wanted)]
        if self._ends(cell):
            return None
        self._values.add(cell)
        return CellText(cell.text, FoundBy.GUESS)

    def _row_like(self, row: int) -> list[FileCell] | None:
        """Return the row of the file at the place of one of the form's, cut like it."""
        cells = self._form.rows[row]
        starts = self._starting()
        pairs = self._row_pairs()
        there = pairs.get(row)
        if there is None:
            before = [pairs[r] for r in range(row) if r in pairs][-1:]
            after = [pairs[r] for r in range(row + 1, len(self._form.rows)) if r in pairs][:1]
            low = before[0] if before else -1
            high = after[0] if after else max(starts, default=0) + 1
            between = [r for r in starts if low < r < high]
            wanted = [
                r
                for r in self._form.rows
                if (not before or r > max(k for k, v in pairs.items() if v == low))
                and (not after or r < min(k for k, v in pairs.items() if v == high))
            ]
            if len(between) != len(wanted):
                return None
            there = between[wanted.index(row)]
        line = starts.get(there, [])
        return line if len(line) == len(cells) else None

    def _starting(self) -> dict[int, list[FileCell]]:
        found: dict[int, list[FileCell]] = {}
        for cell in self._table.cells:
            found.setdefault(cell.row, []).append(cell)
        return found

    def _row_pairs(self) -> dict[int, int]:
        """Return which row of the form is which of the file, as far as labels tell."""
        pairs: dict[int, int] = {}
        for label, cell in self._match.cell_of.items():
            if label.fields and label.cell.row not in pairs:
                pairs[label.cell.row] = cell.row
        return pairs

    def _inside_label(self, each: Field) -> CellText | None:
        """Guess from a cell that holds label and value: 地点：三楼会议室."""
        cell = next((c for c, key in self._inline.items() if key == each.key), None)
        if cell is None or cell in self._values:
            return None
        label = self._form.label_of[each.key]
        self._values.add(cell)
        text = inline_value(cell.text, label.wordings | {label.loose})
        return CellText(text or "", FoundBy.GUESS)

    def _below_label(self, each: Field) -> CellText | None:
        """Guess from the cell below a label that has none beside it."""
        place = self._beside(each)
        if place is None or place[0].siblings > 1:
            return None
        below = self._table.below_of(place[1])[:1]
        if not below or self._ends(below[0]):
            return None
        self._values.add(below[0])
        return CellText(below[0].text, FoundBy.GUESS)

    # ---- texts -------------------------------------------------------------------------------

    def _joined(self, each: Field, cells: Sequence[FileCell]) -> str:
        texts = ["\n".join(filter(None, (c.text, c.nested))) for c in cells]
        if len(texts) == 1:
            return texts[0]
        between = "\n" if each.kind is FieldKind.TEXT else ""
        return between.join(text.strip() for text in texts)

    def _collect_left(self) -> None:
        for cell in self._table.cells:
            used = cell in self._values or cell in self._match.label_of
            for text in ("" if used else cell.text, cell.hidden_text):
                if text.strip():
                    self._reading.left.append(text.strip())
