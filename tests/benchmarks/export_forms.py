"""The whole of ``export-forms``: ledger read, values put together, names made, files written."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path

from docxtpl import DocxTemplate

from app import paths
from app.boot import office
from app.commands.paper import open_paper
from app.domain.review import form_values
from app.domain.sample import sample_unit
from app.export.word_form import WordTemplate
from app.ops.demo import fill_sample
from app.ops.exports import FormsAsked
from app.specs.sample_reader import read_sample
from tests.benchmarks.result import Result, median_ratio, seconds
from tests.benchmarks.word_forms import MEMORY, braces

SCHEME = "qingdao-2010"
ROUNDS, SLOW_COUNT = 9, 20


def run() -> list[Result]:
    """Return how often docxtpl takes as long as the command for one form."""
    words = read_sample(paths.resources() / "sample" / "sample.toml")
    unit = sample_unit(words, "示例局", SCHEME)
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        folder = Path(name)
        with office().create(folder / "a.ledger", SCHEME, unit.name, unit.kind) as desk:
            fill_sample(desk, words, unit, folder)
            workspace = desk.workspace
            round_, root = workspace.round(), workspace.root_id
            spec = workspace.forms["member-review"]
            word = workspace.stores.schemes.form_file(spec.id)
            assert word is not None
            other = DocxTemplate(braces(WordTemplate(word, spec)))
            filled = [
                {key.replace(".", "__"): text for key, text in form_values(review).items()}
                for review in workspace.stores.reviews.of_round(round_.id)
                if review.form == spec.id
            ]
            turns = count()
            forms = 0

            def ours() -> None:
                nonlocal forms
                out = folder / f"ours{next(turns)}"
                forms = len(desk.exports.forms(round_, root, FormsAsked(), out, open_paper).files)

            def theirs() -> None:
                for number, values in enumerate(filled[:SLOW_COUNT]):
                    other.render(dict(values), autoescape=True)
                    other.save(folder / f"theirs{number}.docx")

            ours()
            theirs()
            pairs = [(seconds(theirs) / SLOW_COUNT, seconds(ours) / forms) for _ in range(ROUNDS)]
    detail = f"[{min(mine for _, mine in pairs) * 1000:.3f} ms a form, {forms} forms]"
    return [Result("export-forms: docxtpl / ours", median_ratio(pairs), 40, True, detail)]
