"""A virtual screen with keyboard, mouse and clipboard: Xvfb, openbox, xdotool, xclip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool", "xclip")
PATIENCE = 60.0
LOOK = 0.03
SCREEN = "1366x768x24"
MAIN = "^点评台账$|[.]ledger"
OWN = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")

needs_a_screen = pytest.mark.skipif(
    not sys.platform.startswith("linux") or any(shutil.which(tool) is None for tool in TOOLS),
    reason=f"needs {', '.join(TOOLS)} (python3 run.py setup)",
)


def until(true: Callable[[], object], what: str) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            pytest.fail(f"waited in vain: {what}")
        time.sleep(LOOK)


@dataclass(frozen=True)
class Hands:
    """Keyboard, mouse and clipboard of the virtual screen."""

    environment: dict[str, str]

    def do(self, *words: object) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        return done.stdout.strip()

    # ---- windows -------------------------------------------------------------------------

    def windows(self, title: str) -> list[str]:
        """Return the windows whose title fits the regular expression."""
        return self.do("search", "--onlyvisible", "--name", title).split()

    def find(self, title: str) -> str:
        """Wait for a window, and until the keyboard speaks to it."""
        until(lambda: self.windows(title), f"a window {title!r}; there is {self.titles()}")
        until(lambda: self._has_keyboard(title), f"the keyboard in {title!r}")
        return self.do("getwindowfocus")

    def _has_keyboard(self, title: str) -> bool:
        """Tell whether a window of this title has the keyboard; else give it to one of them."""
        there = self.windows(title)
        if self.do("getwindowfocus") in there:
            return True
        for window in there:
            self.do("windowactivate", window)
            self.do("windowfocus", window)
        return False

    def title(self, window: str) -> str:
        return self.do("getwindowname", window)

    def titles(self) -> list[str]:
        return [self.title(window) for window in self.windows(".")]

    def gone(self, title: str) -> None:
        """Wait until no window with this title is left."""
        until(lambda: not self.windows(title), f"the window {title!r} to go")

    # ---- keyboard ------------------------------------------------------------------------

    def keys(self, *keys: str) -> None:
        self.do("key", "--clearmodifiers", "--delay", 12, *keys)

    def press(self, keys: Sequence[str], true: Callable[[], object], title: str = ".") -> None:
        """Press keys until something came of it: a program at work may not have taken them.

        Never in another window than the one they are meant for.
        """
        deadline = time.monotonic() + 2 * PATIENCE
        while not true():
            if self.do("getwindowfocus") in self.windows(title):
                self.keys(*keys)
            soon = time.monotonic() + PATIENCE / 4
            while not true() and time.monotonic() < soon:
                time.sleep(LOOK)
            if time.monotonic() > deadline:
                pytest.fail(f"{keys} in {title!r} led to nothing; there is {self.titles()}")

    def enter(self, title: str, true: Callable[[], object]) -> None:
        """Agree in a window until something came of it."""
        self.find(title)
        self.press(["Return"], true, title)

    def lead(self, title: str, *keys: str) -> str:
        """Press keys that lead from the main window to another, and wait for that one."""
        self.press(["Escape", *keys], lambda: self.windows(title), MAIN)
        return self.find(title)

    def choose(self, text: str, *keys: str) -> None:
        """Press keys that lead to a row of a list, and see by copying that it is the one meant."""

        def is_chosen() -> bool:
            self.keys("ctrl+c")
            rows = "".join(self.clipboard().split("　")).splitlines()
            return len(rows) == 2 and text in rows[1]

        self.press(keys, is_chosen, MAIN)

    def quit(self, running: Running) -> None:
        """Close the program, and see that it ended well."""
        self.press(["ctrl+q"], lambda: running.process.poll() is not None, MAIN)
        assert running.process.returncode == 0

    def type(self, text: str) -> None:
        """Type what a keyboard has keys for."""
        self.do("type", "--delay", 12, text)

    @contextmanager
    def typing(self, text: str) -> Iterator[None]:
        """Go on typing while something else happens."""
        fingers = subprocess.Popen(
            ["xdotool", "type", "--delay", "30", text],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield
        finally:
            fingers.terminate()
            fingers.wait(PATIENCE)

    def paste(self, text: str) -> None:
        """Paste into a cell, since typed Chinese gets lost, and see that it stands there.

        The program copying the cell takes the clipboard from us, which tells that it has pasted.
        """
        with subprocess.Popen(
            ["xclip", "-quiet", "-selection", "clipboard"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as owner:
            try:
                assert owner.stdin is not None
                owner.stdin.write(text)
                owner.stdin.close()
                until(lambda: self.clipboard() == text, "the clipboard")
                self.keys("ctrl+v", "ctrl+a", "ctrl+c")
                until(lambda: owner.poll() is not None, f"{text!r} to be pasted and copied")
            finally:
                owner.kill()
        until(self.clipboard, "what the cell holds")
        held = self.clipboard()
        self.keys("End")
        assert held.endswith(text), f"{text!r} became {held!r}"

    def clipboard(self) -> str:
        return subprocess.run(
            ["xclip", "-o", "-selection", "clipboard"],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        ).stdout

    # ---- mouse ---------------------------------------------------------------------------

    def click(self, window: str, place: tuple[int, int]) -> None:
        self.do("mousemove", "--sync", "--window", window, *place, "click", 1)

    def drag(self, window: str, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one place, move there in steps as a hand does, and let go."""
        self.do("mousemove", "--sync", "--window", window, *start, "mousedown", 1)
        for step in range(1, 11):
            x, y = (a + (b - a) * step // 10 for a, b in zip(start, end, strict=True))
            self.do("mousemove", "--sync", "--window", window, x, y, "sleep", LOOK)
        self.do("mousemove_relative", "--sync", "--", 1, 0, "sleep", LOOK, "mouseup", 1)

    def picture(self, path: Path) -> None:
        if shutil.which("import"):
            subprocess.run(
                ["import", "-window", "root", str(path)], env=self.environment, check=False
            )


@dataclass
class Running:
    """The program while it runs, and what it complained of."""

    process: subprocess.Popen[bytes]
    said: Path

    def ended(self) -> int:
        """Wait until it has closed by itself."""
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Take it away without a word, as a power cut does."""
        self.process.kill()
        self.process.wait(PATIENCE)


@contextmanager
def program(hands: Hands, folder: Path, *arguments: Path) -> Iterator[Running]:
    """Run the program; whatever it complains of fails the test."""
    said = folder / f"stderr-{time.monotonic_ns()}.txt"
    with said.open("wb") as complaints:
        process = subprocess.Popen(
            [*without_network(), sys.executable, "-m", "app", *map(str, arguments)],
            cwd=ROOT,
            env=hands.environment,
            stderr=complaints,
        )
    try:
        yield Running(process, said)
    except BaseException:
        hands.picture(folder / "stuck.png")
        raise
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(PATIENCE)
    assert not complaints_in(said.read_text(encoding="utf-8"))


def complaints_in(text: str) -> list[str]:
    """Return the lines that no program should leave on stderr."""
    return [
        line
        for line in text.splitlines()
        if any(word in line for word in ("Traceback", "QObject", "Qt", "Error", "Warning"))
    ]


@contextmanager
def screen(home: Path) -> Iterator[Hands]:
    """A screen of its own with a window manager, for a user whose home is empty."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    environment = {key: text for key, text in os.environ.items() if key not in OWN}
    environment["LANG"] = "C.UTF-8"
    environment |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "HOME": str(home)}
    environment.pop("WAYLAND_DISPLAY", None)
    manager = subprocess.Popen(
        ["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield Hands(environment)
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(PATIENCE)


def without_network() -> Sequence[str]:
    """Return what to put before a command so that it has no network, where that can be done."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return []
    for options in (["-n"], ["-r", "-n"]):
        tried = subprocess.run([unshare, *options, "true"], check=False, capture_output=True)
        if tried.returncode == 0:
            return [unshare, *options]
    return []
