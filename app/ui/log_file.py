"""The log: what went wrong and where in the program, never whom or what it was about."""

import re
import sys
from collections import Counter
from pathlib import Path
from threading import Lock

LARGEST = 1_000_000
MOST_ALIKE = 20
"""How often the same entry is written until the program ends."""

_VALUES = re.compile(
    r"\"[^\"]*\"|'[^']*'|“[^”]*”"  # what is quoted is somebody's
    r"|\S*[/\\]\S*"  # paths tell the user's name
    r"|[^\x00-\x7f]+"  # names and texts are Chinese
    r"|\d{4,}"  # numbers of identity cards and telephones
)


class LogFile:
    """A file that grows by entries, and is put aside once when it has become too large."""

    def __init__(self, path: Path) -> None:
        """Write to this file; it is made by the first entry."""
        self.path = path
        self._written: Counter[str] = Counter()
        self._lock = Lock()

    def write(self, text: str) -> None:
        """Add an entry; where the disk refuses, it goes to the standard error output."""
        from datetime import datetime

        with self._lock:
            self._written[text] += 1
            if self._written[text] > MOST_ALIKE:
                return
            try:
                self._put_aside()
                with self.path.open("a", encoding="utf-8") as file:
                    file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {text}\n")
            except OSError:
                if sys.stderr is not None:  # a window's program on Windows has none
                    sys.stderr.write(text + "\n")

    def _put_aside(self) -> None:
        if self.path.exists() and self.path.stat().st_size > LARGEST:
            self.path.replace(self.path.with_name(f"{self.path.stem}.1{self.path.suffix}"))


def without_values(text: str) -> str:
    """Return a message of a library with everything left out that might be personal."""
    return " ".join(_VALUES.sub("…", text).split())
