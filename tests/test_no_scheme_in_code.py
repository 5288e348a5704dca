"""Schemes are data: nothing in ``app/`` knows one by its id, document, unit or forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from app.specs.scheme_reader import SCHEME_FILE, read_scheme
from tests.builders import ROOT, SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIXTH = ROOT / "tests" / "sixth"
FOLDERS = sorted(file.parent for each in (SCHEMES, SIXTH) for file in each.glob(f"*/{SCHEME_FILE}"))
UNITS = (
    *("青岛", "黑龙江", "长沙", "连云港", "哈尔滨"),
    *("质监", "质量技术监督", "工商", "市场监督", "急救", "理工大学"),
    *("碧湾", "港务", "督查组", "引航", "船闸", "码头", "得分"),
)
"""Places, trades and words of the units whose documents the schemes are, and of the sixth."""
WORDS_TOO = {"blank"}
"""Ids that are words of the program as well (a blank form)."""
DOCUMENT = re.compile(r"〔[12]\d{3}〕\s*\d+\s*号")


def code() -> Iterator[tuple[Path, int, str]]:
    for path in sorted((ROOT / "app").rglob("*.py")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield path, number, line


LINES = list(code())


def found(*words: str) -> list[str]:
    """Return every line of the code in which one of the words stands."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path, number, line in LINES
        if any(word in line for word in words)
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_word_of_a_scheme_stands_in_the_code(folder: Path) -> None:
    scheme = read_scheme(folder)
    words = {scheme.title, scheme.issuer, scheme.document, *scheme.document.split("、")}
    words |= {title for form in scheme.forms for title in (form.title, form.short_title)}
    words |= {table.title for table in scheme.tables}
    if scheme.id not in WORDS_TOO:
        words |= {f"{quote}{scheme.id}{quote}" for quote in "\"'`"}
    if "-" in scheme.id:
        words.add(scheme.id)
    assert len(words) > 1
    assert found(*words - {""}) == []


def test_no_unit_and_no_document_stands_in_the_code() -> None:
    assert found(*UNITS) == []
    assert [line for _, _, line in LINES if DOCUMENT.search(line)] == []


def test_the_sixth_is_one_of_them_and_the_search_finds() -> None:
    assert "harbour-2012" in {folder.name for folder in FOLDERS}
    assert len(FOLDERS) >= 8
    assert [line.partition(":")[0] for line in found("class Scheme:")] == ["app/domain/scheme.py"]
