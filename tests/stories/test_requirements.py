"""Each demand of the official documents is proved by a test, each section told or explained."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.stories.requirements import (
    DEMANDS,
    DOCUMENTS,
    REASONS,
    TESTS,
    UNMET,
    counts,
    lines,
    untold,
)

if TYPE_CHECKING:
    from pathlib import Path

BY_DOCUMENT = pytest.mark.parametrize("document", DOCUMENTS)


@cache
def names_in(module: str) -> frozenset[str]:
    """Return the names of the tests of a module, without importing it."""
    path = TESTS / module
    if not path.is_file():
        return frozenset()
    body = ast.parse(path.read_text("utf-8")).body
    return frozenset(n.name for n in body if isinstance(n, ast.FunctionDef))


def test_every_test_that_is_named_exists() -> None:
    named = {proof for each in lines(DEMANDS) for proof in each.proof}

    gone = [
        proof
        for proof in sorted(named)
        if proof.partition("::")[2] not in names_in(proof.partition("::")[0])
        or not proof.partition("::")[2].startswith("test_")
    ]
    assert gone == []
    assert len(named) > 50


@BY_DOCUMENT
def test_every_demand_has_a_test_and_every_exception_a_reason(document: str) -> None:
    demands = [each for each in lines(DEMANDS) if each.document == document]
    assert demands
    assert [each for each in demands if not each.text or not each.proof] == []
    others = [each for table in (REASONS, UNMET) for each in lines(table)]
    assert [each for each in others if len(each.reason) < 8 or each.proof] == []


@BY_DOCUMENT
def test_every_section_with_directive_sentences_is_told_or_explained(
    document: str, official: Path
) -> None:
    assert sum(counts(document, official).values()) > 15
    assert untold(document, official) == []


@BY_DOCUMENT
def test_every_line_names_a_section_of_its_document(document: str, official: Path) -> None:
    known = counts(document, official).keys()
    every = [each for table in (DEMANDS, REASONS, UNMET) for each in lines(table)]

    assert [e for e in every if e.document == document and e.section not in known] == []


@BY_DOCUMENT
def test_a_section_is_not_told_and_explained_away(document: str) -> None:
    told = {each.section for each in lines(DEMANDS) if each.document == document}
    explained = [each.section for each in lines(REASONS) if each.document == document]

    assert told & set(explained) == set()
    assert len(explained) == len(set(explained))


def test_a_section_that_nobody_told_of_is_found(tmp_path: Path) -> None:
    (tmp_path / "004_x.txt").write_text(
        "依据上级文件。特制订此方案\n一、做法\n各支部要认真。不必。\n"
        "（一）小节\n须报办公室；应填写。\n十、新节\n要报。\n"
    )

    assert counts("bureau-2013", tmp_path) == {"文首": 0, "一": 1, "一（一）": 2, "十": 1}
    assert untold("bureau-2013", tmp_path)[-1] == "十"


@BY_DOCUMENT
def test_no_sentence_of_the_document_is_copied(document: str, official: Path) -> None:
    """Sixteen characters that stand in the document in the same order are its own."""
    (path,) = official.glob(DOCUMENTS[document][0])
    whole = re.sub(r"\s", "", path.read_text("utf-8"))
    ours = [e.text + e.reason for table in (DEMANDS, REASONS, UNMET) for e in lines(table)]

    copied = {t[i : i + 16] for t in ours for i in range(len(t) - 15) if t[i : i + 16] in whole}
    assert copied == set()
