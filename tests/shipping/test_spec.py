"""The lists of ``build.spec``, which no test run builds."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPEC = ast.parse((ROOT / "build.spec").read_text(encoding="utf-8"))


def _listed(name: str) -> tuple[str, ...]:
    """Return the texts of a list of the spec, those in starred parts too."""
    value = next(
        node.value
        for node in SPEC.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == name
    )
    return tuple(
        node.value
        for node in ast.walk(value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def test_every_folder_of_data_is_there() -> None:
    for folder in _listed("DATA_FOLDERS"):
        assert (ROOT / folder).is_dir(), folder


def test_libraries_under_the_gpl_stay_out() -> None:
    assert {"readline", "rlcompleter"} <= set(_listed("EXCLUDED_MODULES"))
    assert "PySide6.QtNetwork" in _listed("EXCLUDED_MODULES")


def test_nothing_that_the_program_imports_is_excluded() -> None:
    excluded = set(_listed("EXCLUDED_MODULES"))
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                parents = {name.rsplit(".", n)[0] for n in range(name.count(".") + 1)}
                assert not parents & excluded, f"{path}: {name}"


def test_the_window_finds_its_platform() -> None:
    kept = _listed("KEPT_PLUGINS")
    assert {"platforms/libqxcb", "platforms/qwindows", "platforminputcontexts/"} <= set(kept)
