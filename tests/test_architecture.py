"""The rules of the house. What import-linter can say stands in pyproject.toml; the rest is here."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "app").rglob("*.py"))
LONGEST_MODULE = 400

QT_ROOMS = {"ui", "boot", "paper"}
WIDGET_ROOMS = {"ui", "boot"}
OFFICE_FILE_ROOMS = {"specs", "intake", "export"}
NETWORK = {
    *("socket", "socketserver", "ssl", "urllib", "urllib3", "http", "ftplib", "smtplib", "poplib"),
    *("imaplib", "xmlrpc", "asyncio", "webbrowser", "requests", "httpx", "aiohttp"),
    *("PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets"),
}


@dataclass(frozen=True)
class Import:
    """One imported name: ``from a import b`` gives ``a.b``, which covers ``a`` too."""

    path: Path
    line: int
    name: str

    @property
    def room(self) -> str:
        """The first part of the module's path below app/, without suffix."""
        return self.path.relative_to(ROOT / "app").parts[0].removesuffix(".py")

    def brings(self, module: str) -> bool:
        return self.name == module or self.name.startswith(f"{module}.")

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} imports {self.name}"


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imports_of(path: Path) -> list[Import]:
    found = []
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            found += [Import(path, node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = "app" if node.level else node.module or ""
            found += [Import(path, node.lineno, f"{start}.{alias.name}") for alias in node.names]
    return found


IMPORTS = [found for path in MODULES for found in _imports_of(path)]


def _fail_on(offences: list[str], rule: str) -> None:
    if offences:
        pytest.fail(f"{rule}\n  " + "\n  ".join(offences), pytrace=False)


def _only_in(rooms: set[str], *modules: str, rule: str) -> None:
    offences = [
        str(found)
        for found in IMPORTS
        if found.room not in rooms and any(found.brings(module) for module in modules)
    ]
    _fail_on(offences, f"{rule} (allowed in: {', '.join(sorted(rooms)) or 'no room'})")


def test_floors_siblings_and_circles() -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "tests.import_contracts"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_widgets_only_in_the_window() -> None:
    _only_in(
        WIDGET_ROOMS,
        *("PySide6.QtWidgets", "PySide6.QtPrintSupport", "PySide6.QtSvgWidgets"),
        rule="widgets belong to the window; give other rooms plain values",
    )


def test_qt_only_in_window_and_paper() -> None:
    _only_in(
        QT_ROOMS,
        *("PySide6", "shiboken6"),
        rule="Qt paints and shows; everything else must work without it",
    )


def test_only_essential_qt_modules() -> None:
    _only_in(
        set(),
        *("PySide6.QtCharts", "PySide6.QtPdf", "PySide6.QtQml", "PySide6.QtQuick"),
        rule="the build leaves these Qt modules out (QtCharts is GPL besides)",
    )


def test_peewee_only_in_db() -> None:
    _only_in({"db"}, "peewee", "playhouse", rule="only the ledger's room knows Peewee")


def test_office_files_only_in_specs_intake_export() -> None:
    _only_in(
        OFFICE_FILE_ROOMS,
        *("docx", "openpyxl", "python_calamine", "lxml"),
        rule="Office files are read in specs and intake and written in export",
    )


def test_pydantic_only_in_specs_and_intake() -> None:
    _only_in(
        {"specs", "intake"},
        "pydantic",
        rule="raw models stay at the edge; inside are frozen dataclasses",
    )


def test_domain_imports_the_standard_library_alone() -> None:
    offences = [
        str(found)
        for found in IMPORTS
        if found.room == "domain"
        and not found.brings("app.domain")
        and found.name.split(".")[0] not in sys.stdlib_module_names
    ]
    _fail_on(offences, "app/domain is pure Python: standard library and app.domain only")


def test_no_relative_imports() -> None:
    offences = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    _fail_on(offences, "write imports out from app., so that a search finds them")


def test_nothing_reaches_for_the_network() -> None:
    _only_in(set(), *NETWORK, rule="the program makes no network call")


def test_no_long_modules() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    offences = [
        f"{path.relative_to(ROOT)} has {length} lines"
        for path, length in lengths.items()
        if length > LONGEST_MODULE
    ]
    _fail_on(offences, f"no module above {LONGEST_MODULE} lines: split it by subject")


def test_package_files_hold_only_a_docstring() -> None:
    offences = []
    for path in MODULES:
        body = _tree(path).body if path.name == "__init__.py" else None
        if body is None:
            continue
        one_docstring = (
            len(body) == 1
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
            and isinstance(body[0].value.value, str)
        )
        if not one_docstring:
            offences.append(str(path.relative_to(ROOT)))
    _fail_on(offences, "__init__.py holds one docstring and nothing else")


def _is_trap(argument: ast.expr) -> bool:
    if isinstance(argument, ast.Lambda):
        return True
    if not isinstance(argument, ast.Call):
        return False
    called = argument.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name == "partial"


def test_no_lambda_or_partial_is_connected() -> None:
    offences = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"connect", "singleShot"}
        and any(_is_trap(argument) for argument in node.args)
    ]
    _fail_on(
        offences, "connect a bound method: a lambda or partial keeps the dialog alive for ever"
    )


def _committed_texts() -> list[Path]:
    top = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]
    folders = ("app", "tests", "resources", ".ci")
    below = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    endings = {".py", ".md", ".toml", ".txt", ".spec", ".conf", ".csv", ".json", ".sql", ".svg", ""}
    return [
        path for path in top + below if path.suffix in endings and "__pycache__" not in path.parts
    ]


def test_no_machine_paths_or_registry_hosts() -> None:
    pieces = ["/ro{}ot/", "/ho{}me/", "/wo{}rk/", "/Us{}ers/", "[A-Z]:\\\\+Us{}ers", "pyp{}i\\.org"]
    pieces += ["python{}hosted", "file{}:///", "deb{}ian\\.org"]
    pattern = re.compile("|".join(piece.format("") for piece in pieces))
    offences = [
        f"{path.relative_to(ROOT)}:{number}: {match.group()}"
        for path in _committed_texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (match := pattern.search(line))
    ]
    _fail_on(offences, "paths and hosts of one machine have no place in the repository")
