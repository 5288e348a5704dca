"""Turns filled forms into rows with the columns of a 台账, so that they are taken in like those."""

from collections.abc import Iterable, Mapping, Sequence

from app.domain import ledger_columns as column
from app.domain.form import FormSpec
from app.domain.proposal import RowFault, SheetKind, SheetRow, SheetTable
from app.intake.word_files import WordFile
from app.intake.word_forms import FilledForm

FILE = "文件"
_WORD = "张表"
_HEAD: Mapping[str, str] = {
    "member.name": column.TARGET,
    "organization.name": column.TARGET,
    "member.organization": column.ORGANIZATION,
    "reviewer.identity": column.REVIEWER_STANDING,
    "review.date": column.DAY,
    "review.place": column.PLACE,
    "review.mode": column.MODE,
    "round.name": column.ROUND,
    **{key: heading for heading, key in column.TEXTS.items()},
}
"""Field key → the column it goes into; all others go by their own heading."""


def form_tables(
    files: Iterable[WordFile], specs: Sequence[FormSpec], every: Sequence[FormSpec]
) -> list[SheetTable]:
    """Return one table per file, one row per form in it.

    Args:
        files: what was read.
        specs: the forms of the scheme.
        every: those and earlier editions, in the order in which a 台账 makes its columns.
    """
    headings = {key: heading for heading, key in column.further_columns(every).items()}
    by_id = {spec.id: spec for spec in (*reversed(every), *reversed(specs))}
    return [_table(file, by_id, headings) for file in files]


def _table(
    file: WordFile, specs: Mapping[str, FormSpec], headings: Mapping[str, str]
) -> SheetTable:
    if file.faults:
        name = str(file.path.absolute())
        return SheetTable(
            name,
            "",
            SheetKind.FORMS,
            0,
            {},
            (SheetRow(1, {}, {FILE: file.path.name}),),
            refused=tuple(RowFault(1, FILE, each) for each in file.faults),
        )
    rows, doubts, mapping = [], [], {}
    for number, form in enumerate(file.forms, 1):
        spec = specs[form.form]
        rows.append(_row(number, form, spec, headings))
        doubts += [RowFault(number, "", each, _WORD) for each in form.warnings]
        for field in spec.fields:
            if field.key in form.values:
                mapping[field.label] = _HEAD.get(field.key) or headings.get(field.key, field.label)
    titles = dict.fromkeys(specs[form.form].title for form in file.forms)
    return SheetTable(
        str(file.path.absolute()),
        "、".join(titles),
        SheetKind.FORMS,
        0,
        mapping,
        tuple(rows),
        doubts=tuple(doubts),
    )


def _row(number: int, form: FilledForm, spec: FormSpec, headings: Mapping[str, str]) -> SheetRow:
    cells = {column.FORM: spec.title}
    extra: dict[str, str] = {}
    for key, text in form.values.items():
        text = text.strip()
        if not text:
            continue
        heading = _HEAD.get(key)
        target = spec.target.value
        if key.endswith(".name") and key.split(".")[0] in ("member", "organization"):
            heading = column.TARGET if key.startswith(target) else None
        if heading is not None:
            cells[heading] = text
        else:
            extra[headings.get(key, key)] = text
    return SheetRow(number, cells, extra)
