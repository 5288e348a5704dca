"""What people do in the sample unit: lists handed in, tasks done with invented texts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from app.domain.form import FieldKind, FormSpec
from app.domain.review import HEAD_FIELDS, ReviewTask, Round
from app.domain.sample import SampleWords, SheetRow, sample_text
from app.ops.desk import Desk
from app.ops.reviews import OpenForm

_UNTOUCHED, _SUMMARIZED, _EXEMPT, _ARCHIVED = 8, 7, 17, 5
_TURNS = 20


def write_rows(path: Path, title: str, rows: Sequence[SheetRow], *, overwrite: bool) -> Path:
    """Write rows as an office would hand them in."""
    from app.export.excel_sheets import list_bytes
    from app.export.files import write_new

    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    texts = [[row.get(heading, "") for heading in headings] for row in rows]
    content = list_bytes(title, headings, texts, [16] * len(headings))
    return write_new(path, content, overwrite=overwrite)


def do_tasks(desk: Desk, words: SampleWords, round_: Round, tasks: Iterable[ReviewTask]) -> None:
    """Do most of these tasks, with invented texts."""
    for number, task in enumerate(tasks):
        _work_on(desk, words, round_, task, number)


def _work_on(desk: Desk, words: SampleWords, round_: Round, task: ReviewTask, number: int) -> None:
    turn = number % _TURNS
    if turn == _EXEMPT:
        desk.tasks.exempt(task.id, "长期病休，另行谈心（示例）")
        return
    if turn == _UNTOUCHED:
        return
    form = desk.reviews.open(task.id)
    day = round_.end - timedelta(days=3 + number % 25)
    values = _filled(words, form, number)
    if turn == _SUMMARIZED:
        kept = {key: text for key, text in values.items() if not key.startswith("review.")}
        desk.reviews.save(form.review, kept, None)
        return
    saved, _ = desk.reviews.save(form.review, values, day)
    if turn == _ARCHIVED and saved.is_done:
        desk.reviews.archive(saved)


def _filled(words: SampleWords, form: OpenForm, number: int) -> dict[str, str]:
    values = dict(form.values)
    values["review.place"] = words.places[number % len(words.places)]
    if not values.get("review.mode") and form.modes:
        values["review.mode"] = form.modes[number % len(form.modes)]
    name = values.get("member.name") or values.get("organization.name", "")
    for key in _texts(form.spec):
        values[key] = sample_text(words, key, f"{name}/{number}")  # ids are others at every run
    return values


def _texts(spec: FormSpec) -> Iterator[str]:
    for field in spec.fields:
        if field.kind is FieldKind.TEXT and field.key not in HEAD_FIELDS:
            yield field.key
