"""The program as people meet it: its commands, in this process or in one of their own."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path  # noqa: TC003 - dataclass
from typing import Any, NoReturn
from unittest import mock
from uuid import uuid4

from app import paths
from app.commands.main import run
from app.ops.office import Office
from tests.builders import ROOT

PATIENCE_SECONDS = 300


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    words: str
    """What it said to people, on standard error."""

    @property
    def data(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        assert self.out.count("\n") == 1, "nothing but one line of JSON"
        return found


@dataclass
class Program:
    """Runs commands in this process, with a calendar of its own."""

    today: date = date(2011, 2, 10)
    schemes: Path = field(default_factory=paths.schemes)

    def answer(self, *words: object) -> Answer:
        """Run a command just as it is written."""
        office = Office(self.schemes, lambda: self.today, lambda: str(uuid4()))
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
        with (
            mock.patch("sys.stdout", out),
            mock.patch("sys.stderr", err),
            mock.patch("app.commands.main._log_unexpected", _raise_again),
        ):
            code = run([str(word) for word in words], office)
        texts = [stream.buffer.getvalue().decode() for stream in (out, err)]
        return Answer(code, *texts)

    def __call__(self, *words: object, code: int = 0) -> dict[str, Any]:
        """Run a command with ``--json``, hold its exit code against this one, return its JSON."""
        given = self.answer(*words, "--json")
        assert given.code == code, given
        assert "Traceback" not in given.words
        return given.data

    def refused(self, *words: object) -> dict[str, str]:
        """Run a command that must be refused; return its fault."""
        fault = self(*words, code=2)["error"]
        hold_fault(fault)
        return fault


def _raise_again() -> NoReturn:
    """Let what nobody expected end the test with its own traceback."""
    raise


def hold_fault(fault: dict[str, Any]) -> None:
    """Every fault has a code, a Chinese sentence, a place and a remedy."""
    assert {"code", "message", "place", "remedy"} <= set(fault)
    assert fault["code"].replace(".", "").replace("_", "").isascii()
    for text in (fault["message"], fault["remedy"]):
        assert any("一" <= letter <= "鿿" for letter in text), fault
        assert text[-1] in "。）？", fault


def process(*words: object, cwd: Path = ROOT, **environment: str) -> Answer:
    """Run ``python -m app …`` as a process of its own."""
    finished = subprocess.run(
        [sys.executable, "-P", "-m", "app", *map(str, words)],
        check=False,
        cwd=cwd,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE_SECONDS,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    return Answer(finished.returncode, finished.stdout.decode(), finished.stderr.decode())


def content(ledger: Path) -> str:
    """Return a digest of everything that a ledger holds."""
    with closing(sqlite3.connect(ledger)) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


def listing(folder: Path) -> dict[str, bytes | None]:
    """Return every file and folder below a folder, with the bytes of the files."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


@contextlib.contextmanager
def unchanged(folder: Path) -> Any:  # noqa: ANN401 - a context manager
    """Hold that nothing in a folder changes, appears or goes away."""
    before = listing(folder)
    yield
    after = listing(folder)
    assert {k for k in before | after if before.get(k, b"") != after.get(k, b"")} == set()
    assert list(before) == list(after)
