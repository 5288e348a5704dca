"""Reading filled Word forms back against python-docx opening and walking the same files."""

from __future__ import annotations

import io
import statistics
import tempfile
from pathlib import Path

import docx

from app.export.word_form import WordTemplate
from app.intake.word_files import read_word_files
from app.intake.word_forms import FormReading
from app.specs.library import Library
from tests.benchmarks.result import Result, median_ratio, seconds
from tests.benchmarks.word_forms import FORMS, values_for

COUNT, SLOW_COUNT, ROUNDS = 1000, 60, 7


def run() -> list[Result]:
    """Return the ratio for 1,000 filled forms of 附件二 and 附件三, half and half."""
    loaded = Library(FORMS.parent).load(FORMS.name)
    specs = [spec for spec, _ in loaded.forms]
    templates = [WordTemplate(word, spec) for spec, word in loaded.forms]
    values = [values_for(specs[n % len(specs)], n) for n in range(COUNT)]
    words = [templates[n % len(specs)].fill(each) for n, each in enumerate(values)]

    def ours() -> None:
        reading = FormReading(specs)
        for word in words:
            reading.read(word)

    def theirs() -> None:
        for word in words[:SLOW_COUNT]:
            walk(word)

    reading = FormReading(specs)
    for word, each in zip(words, values, strict=True):
        (form,) = reading.read(word)
        assert form.values == each
        assert not form.warnings
    theirs()
    pairs = [(seconds(theirs) / SLOW_COUNT, seconds(ours) / COUNT) for _ in range(ROUNDS)]
    mine = statistics.median(ours_each for _, ours_each in pairs)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{n}.docx" for n in range(COUNT)]
        for path, word in zip(paths, words, strict=True):
            path.write_bytes(word)
        whole = seconds(lambda: list(read_word_files(paths, specs))) / COUNT
    print(f"    files read in child processes: {whole * 1000:.3f} ms a form")
    detail = f"[{mine * 1000:.3f} ms a form]"
    return [Result("Read forms back: python-docx / ours", median_ratio(pairs), 20, True, detail)]


def walk(word: bytes) -> list[str]:
    """Return the texts of all cells as python-docx gives them."""
    tables = docx.Document(io.BytesIO(word)).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]
