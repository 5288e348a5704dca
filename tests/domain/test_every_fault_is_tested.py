"""Every code of the catalogue is raised somewhere, and some test calls it by its name."""

from __future__ import annotations

import ast
import re
import string
from typing import TYPE_CHECKING

from app.domain.errors.catalogue import CATALOGUE
from tests.builders import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAKERS = {"fault", "refusal", "reject", "warn", "doubt"}
"""What makes a fault of a code and of the values for its gaps."""
QUOTED = re.compile(r"""(?<=["'])[a-z_.]+(?=["'])""")
CODE = re.compile(r"[a-z]+\.[a-z_]+")


def modules(folder: str, without: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*.py") if without not in path.as_posix()]


def missing_from(paths: list[Path]) -> list[str]:
    named = {name for path in paths for name in QUOTED.findall(path.read_text(encoding="utf-8"))}
    return [code for code in CATALOGUE if code not in named]


def made(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield the codes that a module makes faults of, each with its call."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _name(node.func) in MAKERS:
            chosen = [each for a in node.args for each in _choices(a)]
            for each in chosen:
                code = each.value if isinstance(each, ast.Constant) else None
                if isinstance(code, str) and CODE.fullmatch(code):
                    yield code, node


def _name(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")


def _choices(argument: ast.expr) -> tuple[ast.expr, ...]:
    if isinstance(argument, ast.IfExp):
        return argument.body, argument.orelse
    return (argument,)


def gaps(code: str) -> set[str]:
    entry = CATALOGUE[code]
    parsed = (*string.Formatter().parse(entry.sentence), *string.Formatter().parse(entry.remedy))
    return {name for _, name, _, _ in parsed if name}


def test_every_fault_has_a_test_that_names_it() -> None:
    assert missing_from(modules("tests", "test_every_fault_is_tested")) == []


def test_every_fault_is_raised_somewhere() -> None:
    assert missing_from(modules("app", "domain/errors")) == []


def test_every_fault_that_is_raised_stands_in_the_catalogue_with_its_gaps_filled() -> None:
    found = [
        (path.relative_to(ROOT).as_posix(), code, call)
        for path in modules("app", "domain/errors")
        for code, call in made(path)
    ]
    assert len(found) > 300
    assert [(where, code) for where, code, _ in found if code not in CATALOGUE] == []
    unfilled = [
        (where, code, left)
        for where, code, call in found
        if all(keyword.arg for keyword in call.keywords)
        and (left := gaps(code) - {str(keyword.arg) for keyword in call.keywords})
    ]
    assert unfilled == []
