"""Takes apart a sheet that was printed in two columns: the same headings side by side."""

from collections.abc import Sequence
from dataclasses import replace

from app.intake.headers import Header
from app.intake.sheets import Sheet
from app.specs.column_reader import heading_key


def taken_apart(sheet: Sheet, header: Header) -> list[tuple[Sheet, Header]]:
    """Return the sheet as it is, or a sheet for each block of the same headings."""
    keys = [heading_key(heading) for heading in header.headings]
    starts = _starts(keys)
    if len(starts) < 2:
        return [(sheet, header)]
    period = starts[1] - starts[0]
    columns = {i - starts[0]: m for i, m in header.columns.items() if i < starts[1]}
    parts = []
    for start in starts:
        rows = [row[start : start + period] for row in sheet.rows]
        head = replace(header, headings=header.headings[start : start + period], columns=columns)
        parts.append((replace(sheet, rows=rows), head))
    return parts


def _starts(keys: Sequence[str]) -> list[int]:
    """Return where each block begins; fewer than two where the headings do not repeat."""
    every = [i for i, key in enumerate(keys) if key and keys.count(key) > 1]
    if not every:
        return []
    first = every[0]
    starts = [i for i, key in enumerate(keys) if key == keys[first]]
    period = starts[1] - starts[0]
    block = list(keys[first : starts[1]])
    if sum(map(bool, block)) < 2 or any(i - starts[0] != n * period for n, i in enumerate(starts)):
        return []
    alike = all(_same(block, keys[start : start + period]) for start in starts)
    outside = any(keys[:first]) or any(keys[starts[-1] + period :])
    return starts if alike and not outside else []


def _same(block: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two blocks have the same headings; the last need no blank column behind."""
    padded = [*other, *[""] * (len(block) - len(other))]
    return list(block) == padded
