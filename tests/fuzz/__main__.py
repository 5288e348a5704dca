"""``python -m tests.fuzz [COUNT] [SEED]``: spoiled files of every kind the program reads.

Each must be read, or refused with a code of the catalogue; nothing else may come out, and no
ledger may change.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from app import paths
from app.boot import office
from app.domain.errors.catalogue import CATALOGUE
from app.domain.errors.fault import Refusal
from app.export.word_form import WordTemplate
from app.intake.sheets import read_sheets
from app.intake.word_forms import read_back
from app.specs.form_reader import read_form
from app.specs.library import load_scheme
from app.specs.scheme_folder import pack_scheme, unpack_scheme
from app.specs.scheme_reader import read_scheme
from tests.fuzz.spoil import spoiled

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEME = paths.schemes() / "qingdao-2010"
SLOW_SHARE = 20
"""Files that are read in a child process cost more; one in so many is of that kind."""


class Targets:
    """One good file of each kind, and how the program reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        loaded = load_scheme(SCHEME)
        self.spec, word = loaded.forms[0]
        self.declaration = loaded.scheme.forms[0]
        values = {field.key: "填写内容\n第二行" for field in self.spec.fields}
        self.quick: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
            "template": (word, self.template),
            "filled form": (WordTemplate(word, self.spec).fill(values), self.filled_form),
            "scheme": ((SCHEME / "scheme.toml").read_bytes(), self.scheme),
            "scheme pack": (pack_scheme(SCHEME), self.pack),
            "ledger": (self._ledger(), self.ledger),
        }
        workbook = (SCHEME / "coverage.xlsx").read_bytes()
        text = "姓名,所在党支部\n张三,一支部\n".encode("gb18030")
        self.slow: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
            "workbook": (workbook, self.sheet),
            "text": (text, self.sheet),
        }

    def _ledger(self) -> bytes:
        path = self.folder / "good.ledger"
        office().create(path, str(SCHEME), "示例党支部").close()
        return path.read_bytes()

    def template(self, data: bytes) -> object:
        return read_form(data, self.declaration, "x.docx")

    def filled_form(self, data: bytes) -> object:
        return read_back(data, [self.spec])

    def scheme(self, data: bytes) -> object:
        return read_scheme(self._with("scheme.toml", data).parent)

    def pack(self, data: bytes) -> object:
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            return unpack_scheme(data, Path(name))

    def ledger(self, data: bytes) -> object:
        path = self._with("spoiled.ledger", data)
        try:
            with office().open(path) as desk:
                return desk.workspace.records
        except Refusal:
            if path.read_bytes() != data:
                raise AssertionError("a refused ledger was changed") from None
            raise

    def sheet(self, data: bytes) -> object:
        return read_sheets(self._with("spoiled.xlsx", data))

    def _with(self, name: str, data: bytes) -> Path:
        folder = self.folder / "qingdao-2010"
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_bytes(data)
        return path


def main(count: int, seed: int) -> int:
    """Spoil ``count`` files; return 1 where anything but a reading or a refusal came out."""
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        targets = Targets(Path(name))
        for number in range(count):
            kinds = targets.slow if number % SLOW_SHARE == 0 else targets.quick
            kind = chance.choice(list(kinds))
            good, read = kinds[kind]
            data = spoiled(good, chance)
            try:
                read(data)
                outcomes[f"{kind}: read"] += 1
            except Refusal as refused:
                unknown = {fault.code for fault in refused.faults} - set(CATALOGUE)
                outcomes[f"{kind}: refused"] += 1
                bad += bool(unknown)
            except Exception as error:
                bad += 1
                Path(f"fuzz-{kind.replace(' ', '-')}-{number}.bin").write_bytes(data)
                sys.stdout.write(f"BAD {kind} {number}: {type(error).__name__}: {error}\n")
    for what, times in sorted(outcomes.items()):
        sys.stdout.write(f"{times:7} {what}\n")
    sys.stdout.write(f"{count - bad} passed, {bad} failed\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in [*sys.argv[1:], "4000", "1"][:2])))
