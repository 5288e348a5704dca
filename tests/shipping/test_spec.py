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


def test_what_only_dropped_libraries_wanted_is_left_out() -> None:
    """Whatever stands at the top because something wanted it goes with what wanted it."""
    wants = {
        "program": {"libused.so.1", "libpresent.so"},
        "libused.so.1": {"libdeep.so.2"},
        "liborphan.so.3": {"libchild.so.4"},
    }
    functions = [node for node in SPEC.body if isinstance(node, ast.FunctionDef)]
    (kept,) = (node for node in functions if node.name == "still_needed")
    known = {"Path": Path, "wanted_by": lambda source: wants.get(source, set())}
    exec(compile(ast.Module([kept], []), "build.spec", "exec"), known)

    names = ("python3.11/_json.so", "libpython3.11.so.1.0", *wants, "libdeep.so.2", "libchild.so.4")
    binaries = [(name, name, "BINARY") for name in names]
    binaries.append(("libpresent.so", "PySide6/libpresent.so", "SYMLINK"))
    found = {name for name, _, _ in known["still_needed"](binaries)}  # type: ignore[operator]

    assert found == {*names, "libpresent.so"} - {"liborphan.so.3", "libchild.so.4"}


def test_the_window_finds_its_platform() -> None:
    kept = _listed("KEPT_PLUGINS")
    assert {"platforms/libqxcb", "platforms/qwindows", "platforminputcontexts/"} <= set(kept)
