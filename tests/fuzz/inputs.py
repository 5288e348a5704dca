"""The inputs of the fuzzing: what is spoiled, how the program reads it, and what came of it."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import paths
from app.boot import office
from app.domain.errors.catalogue import CATALOGUE
from app.domain.errors.fault import Refusal
from app.domain.plain import to_plain
from app.export.word_form import WordTemplate
from app.intake import sheet_parser
from app.intake.grid import Grid
from app.intake.word_forms import read_back_plain
from app.sandbox import MEMORY_MB
from app.specs.form_reader import read_form
from app.specs.library import load_scheme
from app.specs.scheme_folder import pack_scheme, unpack_scheme
from app.specs.scheme_reader import read_scheme
from tests.fuzz import seeds
from tests.fuzz.packages import KINDS, Packages
from tests.fuzz.spoil import spoiled
from tests.fuzz.warm import Cost, Warm
from tests.program import content

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

SCHEME = paths.schemes() / "qingdao-2010"
MOST_SECONDS, MOST_MEGABYTES = 10.0, 500.0
assert MEMORY_MB < MOST_MEGABYTES


class Tally:
    """What came of all inputs; filled from several threads."""

    def __init__(self, saved: Path) -> None:
        self.bad = 0
        self.count = 0
        self._saved = saved
        self._lock = threading.Lock()
        self._outcomes: Counter[str] = Counter()
        self._slowest: tuple[float, str] = (0.0, "")
        self._largest: tuple[float, str] = (0.0, "")

    def note(self, kind: str, data: bytes, found: object, cost: Cost | None = None) -> None:
        """Take down how one input ended.

        Args:
            kind: what it was.
            data: the spoiled file.
            found: a Refusal, another exception, or what was read.
            cost: what it took in its process.
        """
        wrong = _wrong(found, cost)
        what = f"refused, {found.fault.code}" if isinstance(found, Refusal) else "read"
        with self._lock:
            self.count += 1
            self._outcomes[f"{kind}: {wrong or what}"] += 1
            if cost is not None:
                self._slowest = max(self._slowest, (cost.seconds, kind))
                self._largest = max(self._largest, (cost.megabytes, kind))
            if wrong:
                self.bad += 1
                self._saved.mkdir(parents=True, exist_ok=True)
                name = f"{kind.replace(' ', '-')}-{hashlib.sha256(data).hexdigest()[:8]}.bin"
                (self._saved / name).write_bytes(data)
                self._outcomes[f"BAD {kind} {name}: {wrong} {found!r:.300}"] += 1

    def told(self) -> str:
        """Return the figures for people."""
        lines = [f"{times:7} {what}" for what, times in sorted(self._outcomes.items())]
        lines.append(f"slowest {self._slowest[0]:.2f} s ({self._slowest[1]})")
        lines.append(f"largest {self._largest[0]:.0f} MB ({self._largest[1]})")
        lines.append(f"{self.count - self.bad} passed, {self.bad} failed")
        return "\n".join(lines) + "\n"


def _wrong(found: object, cost: Cost | None) -> str:
    if isinstance(found, Refusal):
        if {fault.code for fault in found.faults} - set(CATALOGUE):
            return "unknown code"
        if not all(fault.message and fault.remedy for fault in found.faults):
            return "no words"
    elif isinstance(found, BaseException):
        return "exception"
    if cost is not None and cost.seconds > MOST_SECONDS:
        return "slow"
    if cost is not None and cost.megabytes > MOST_MEGABYTES:
        return "large"
    return ""


class Foreign:
    """Reads spoiled files from outside, each in a process of its own."""

    def __init__(self, folder: Path, tally: Tally) -> None:
        self._folder = folder
        self._tally = tally
        self._sheets = seeds.sheet_files()
        loaded = load_scheme(SCHEME)
        spec, word = loaded.forms[0]
        values = {field.key: "填写内容\n第二行" for field in spec.fields}
        self._word = WordTemplate(word, spec).fill(values)
        self._specs = [to_plain(spec)]
        self._packages = Packages(loaded)
        self._warm = Warm().__enter__()

    def close(self) -> None:
        """End the warm process."""
        self._warm.__exit__()

    def run(self, count: int, chance: random.Random) -> None:
        """Spoil and read so many files."""
        for _ in range(count):
            kind = chance.choice((*self._sheets, "xlsx", "xlsx", "docx", "docx", *KINDS))
            cost: Cost | None
            if kind in KINDS:
                data = self._packages.spoiled(kind, chance)
                path = self._folder / "x.dpbag"
                path.write_bytes(data)
                found, cost = self._packages.read(path, self._warm)
            elif kind == "docx":
                data = spoiled(self._word, chance)
                found, cost = self._warm.run(read_back_plain, data, self._specs, "x.docx")
            else:
                data = spoiled(self._sheets[kind], chance)
                found, cost = self._sheet(data)
            self._tally.note(kind, data, found, cost)

    def _sheet(self, data: bytes) -> tuple[object, Cost]:
        path = self._folder / "x"
        path.write_bytes(data)
        found, cost = self._warm.run(sheet_parser.parse, str(path), place="x")
        if isinstance(found, Refusal) and found.fault.code.startswith("file.parser"):
            better, more = self._warm.run(sheet_parser.examine, str(path), place="x")
            cost = Cost(cost.seconds + more.seconds, max(cost.megabytes, more.megabytes))
            if isinstance(better, Refusal) and better.fault.code.startswith("sheet."):
                found = better
        elif not isinstance(found, Refusal):
            for _, _, blocks, _ in found:
                list(Grid(blocks))
        return found, cost


class Own:
    """Reads spoiled files of the program's own kinds, in this process."""

    def __init__(self, folder: Path, tally: Tally) -> None:
        self._folder = folder
        self._tally = tally
        loaded = load_scheme(SCHEME)
        self._declaration = loaded.scheme.forms[0]
        self._kinds: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
            "template": (loaded.forms[0][1], self._template),
            "scheme": ((SCHEME / "scheme.toml").read_bytes(), self._scheme),
            "scheme pack": (pack_scheme(SCHEME), self._pack),
            "ledger": (self._good_ledger(), self._ledger),
        }

    def run(self, count: int, chance: random.Random) -> None:
        """Spoil and read so many files."""
        for _ in range(count):
            kind = chance.choice(list(self._kinds))
            good, read = self._kinds[kind]
            data = spoiled(good, chance)
            self._tally.note(kind, data, _caught(read, data))

    def _good_ledger(self) -> bytes:
        path = self._folder / "good.ledger"
        office().create(path, str(SCHEME), "示例党支部").close()
        return path.read_bytes()

    def _template(self, data: bytes) -> object:
        return read_form(data, self._declaration, "x.docx")

    def _scheme(self, data: bytes) -> object:
        return read_scheme(self._with("scheme.toml", data).parent)

    def _pack(self, data: bytes) -> object:
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            return unpack_scheme(data, Path(name))

    def _ledger(self, data: bytes) -> object:
        path = self._with("spoiled.ledger", data)
        try:
            with office().open(path) as desk:
                return desk.workspace.records
        except Refusal:
            if path.read_bytes() != data:
                raise AssertionError("a refused ledger was changed") from None
            raise

    def _with(self, name: str, data: bytes) -> Path:
        folder = self._folder / "qingdao-2010"
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_bytes(data)
        return path


class Whole:
    """Proposes spoiled sheets to a ledger, all the way; the ledger must stay as it is."""

    def __init__(self, folder: Path, tally: Tally) -> None:
        self._tally = tally
        self._sheets = seeds.sheet_files()
        self._path = folder / "台账.ledger"
        self._sheet = folder / "名册"
        office().create(self._path, str(SCHEME), "示例党委").close()
        self._before = content(self._path)

    def run(self, count: int, chance: random.Random) -> None:
        """Spoil and propose so many files."""
        for _ in range(count):
            kind = chance.choice(list(self._sheets))
            data = spoiled(self._sheets[kind], chance)
            self._sheet.write_bytes(data)
            found = _caught(self._proposed, self._sheet)
            if content(self._path) != self._before:
                found = AssertionError("the ledger was changed")
            self._tally.note(f"import of {kind}", data, found)

    def _proposed(self, path: Path) -> object:
        with office().open(self._path) as desk:
            return desk.imports.propose([path])


def _caught(read: Callable[[Any], object], given: object) -> object:
    try:
        return read(given)
    except Exception as error:
        return error
