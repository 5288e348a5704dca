"""The corpus of filled forms: what is read, and that nothing wrong goes without a warning."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from app.intake.word_forms import FormReading
from tests.intake.forms_corpus import make, table_cases
from tests.intake.forms_corpus.case import Case, loaded, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.office import Soffice

LEAST_RIGHT = 0.98


@dataclass
class Score:
    """What came of a number of files."""

    cells: int = 0
    right: int = 0
    warned: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        share = 100 * self.right / self.cells
        return (
            f"{self.right} of {self.cells} cells right ({share:.2f} %), "
            f"{len(self.warned)} wrong with a warning, {len(self.silent)} without"
        )


def judge(cases: Iterable[Case]) -> Score:
    """Read every file and hold every cell against what was written."""
    score = Score()
    for case in cases:
        specs = {spec.id: spec for spec, _ in loaded(case.scheme).forms}
        forms = FormReading(specs.values()).read(case.word, case.name)
        assert [f.form for f in forms] == [e.form for e in case.expected], case.name
        for form, expected in zip(forms, case.expected, strict=True):
            said = "".join(warning.message for warning in form.warnings)
            labels = {each.key: each.label for each in specs[form.form].fields}
            texts = {**dict.fromkeys(expected.gone, ""), **expected.values}
            for key, text in texts.items():
                score.cells += 1
                got = form.values.get(key, "")
                if got.strip() == text.strip():
                    score.right += 1
                    continue
                told = score.warned if f"“{labels[key]}”" in said else score.silent
                told.append(f"{case.name}: {key}: {got!r} for {text!r}")
    return score


@pytest.fixture(scope="session")
def saved_elsewhere(soffice: Soffice, tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """The files that another program saved, made once in a session."""
    folder = tmp_path_factory.mktemp("forms")
    cases = make.trips()
    saved = []
    for number, trip in enumerate(make.TRIPS):
        own = [case for case in cases if case.trip == trip]
        paths = _written(own, folder / f"{number}")
        for step, suffix in enumerate(trip):
            paths = soffice.many(paths, suffix, folder / f"{number}-{step}")
        saved += [
            replace(case, word=path.read_bytes()) for case, path in zip(own, paths, strict=True)
        ]
    return saved


def _written(cases: list[Case], folder: Path) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{number}.docx" for number in range(len(cases))]
    for path, case in zip(paths, cases, strict=True):
        path.write_bytes(case.word)
    return paths


def test_what_people_do_to_forms_is_read_right_or_told() -> None:
    cases = [*make.exported(), *make.made_by_hand()]
    score = judge(cases)
    print(f"{len(cases)} files: {score}")
    assert not score.silent
    assert score.right >= LEAST_RIGHT * score.cells, score.warned


@pytest.mark.office
def test_what_another_program_saved_is_read_right_or_told(saved_elsewhere: list[Case]) -> None:
    score = judge(saved_elsewhere)
    print(f"{len(saved_elsewhere)} files: {score}")
    assert not score.silent
    assert score.right >= LEAST_RIGHT * score.cells, score.warned


def test_the_corpus_is_large_enough() -> None:
    assert len(make.made_by_hand()) >= 30
    assert {(c.scheme, c.expected[0].form) for c in make.exported()} == set(shipped())


def test_forms_as_exported_are_certain() -> None:
    for case in make.exported():
        specs = [spec for spec, _ in loaded(case.scheme).forms]
        (form,) = FormReading(specs).read(case.word)
        assert not form.warnings, case.name


def test_of_rows_that_are_gone_every_cell_is_named() -> None:
    for case in table_cases.rows():
        specs = {spec.id: spec for spec, _ in loaded(case.scheme).forms}
        for form, expected in zip(
            FormReading(specs.values()).read(case.word), case.expected, strict=True
        ):
            missing = {w.message for w in form.warnings if w.code == "form.cell_missing"}
            assert len(missing) >= len(expected.gone), case.name
