"""The program in a real window: opened, written in, saved, closed; then the file is looked at.

Runs under Xvfb with hands of its own (xdotool, xclip), and without any network where the machine
can take it away.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.review import form_values
from app.ops.tasks import TaskState
from tests.ui.sample import open_sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.ids import TaskId

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool", "xclip")
PATIENCE = 60.0
SCREEN = "1366x768x24"
FIRST_ROW = (560, 142)
"""Where the first task stands in the window, in pixels from its upper left corner."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not sys.platform.startswith("linux") or any(shutil.which(tool) is None for tool in TOOLS),
        reason=f"needs {', '.join(TOOLS)} (python3 run.py setup)",
    ),
]


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

    def find(self, title: str) -> str:
        """Wait for a window whose title fits."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = self.do("search", "--onlyvisible", "--name", title).split()
            if found:
                self.do("windowactivate", "--sync", found[-1])
                return found[-1]
            time.sleep(0.1)
        pytest.fail(f"no window with the title {title!r}")

    def gone(self, title: str) -> None:
        """Wait until no window with this title is left."""
        deadline = time.monotonic() + PATIENCE
        while self.do("search", "--onlyvisible", "--name", title):
            if time.monotonic() > deadline:
                pytest.fail(f"the window {title!r} stays")
            time.sleep(0.1)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.do("key", "--clearmodifiers", key)
            time.sleep(0.05)

    def paste(self, text: str) -> None:
        """Paste through the clipboard: typed Chinese gets lost on the way."""
        subprocess.run(
            ["xclip", "-selection", "clipboard"],
            env=self.environment,
            input=text.encode(),
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.1)
        self.keys("ctrl+v")
        time.sleep(0.1)

    def picture(self, path: Path) -> None:
        if shutil.which("import"):
            subprocess.run(
                ["import", "-window", "root", str(path)], env=self.environment, check=False
            )


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[Hands]:
    """A screen of its own with a window manager."""
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    environment.pop("WAYLAND_DISPLAY", None)
    manager = subprocess.Popen(
        ["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    yield Hands(environment)
    for process in (manager, screen):
        process.terminate()
        process.wait(PATIENCE)


def _without_network() -> list[str]:
    unshare = shutil.which("unshare")
    if unshare is None:
        return []
    for options in (["-n"], ["-r", "-n"]):
        tried = subprocess.run([unshare, *options, "true"], check=False, capture_output=True)
        if tried.returncode == 0:
            return [unshare, *options]
    return []


def _untouched_task(ledger: Path) -> tuple[TaskId, int]:
    """Return a task that nobody has begun, and the row it stands in."""
    with open_sample(ledger) as desk:
        rows = desk.tasks.list(desk.rounds.all()[0]).rows
    return next(
        (row.task.id, place)
        for place, row in enumerate(rows)
        if row.state is TaskState.OPEN and row.review is None and row.task.form == "member-review"
    )


def test_a_form_is_filled_in_a_real_window(
    sample_ledger: Path, tmp_path: Path, hands: Hands
) -> None:
    ledger = tmp_path / "真实.ledger"
    shutil.copy(sample_ledger, ledger)
    task_id, place = _untouched_task(ledger)
    program = subprocess.Popen(
        [*_without_network(), sys.executable, "-m", "app", str(ledger)],
        cwd=ROOT,
        env=hands.environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        window = hands.find("真实.ledger")
        hands.do("windowmove", "--sync", window, 0, 0)
        time.sleep(0.5)
        hands.do("mousemove", "--window", window, *FIRST_ROW, "click", 1)
        hands.keys(*["Down"] * place, "Return")
        form = hands.find("党员点评表")
        time.sleep(0.5)
        hands.do("type", "2011.1.12")
        hands.keys("Return")
        hands.paste("党员活动室")
        hands.keys("Tab")
        hands.paste("组织学习三次。")
        hands.keys("Return")
        hands.paste("走访企业两家。")
        hands.keys("Tab")
        hands.paste("业务扎实，𠮷人自有天相。")
        hands.keys("Tab")
        hands.paste("学习不够")
        hands.keys("Tab")
        hands.paste("每月交流一次")
        hands.picture(tmp_path / "form.png")
        title = hands.do("getwindowname", form)
        hands.keys("ctrl+Return")
        deadline = time.monotonic() + PATIENCE
        while hands.do("getwindowname", form) == title and time.monotonic() < deadline:
            time.sleep(0.1)
        assert hands.do("getwindowname", form) != title
        hands.keys("Escape")
        hands.gone("党员点评表|党组织点评表")
        hands.do("windowactivate", "--sync", window)
        hands.picture(tmp_path / "window.png")
        hands.keys("ctrl+q")
        assert program.wait(PATIENCE) == 0
    finally:
        if program.poll() is None:
            hands.picture(tmp_path / "stuck.png")
            program.kill()
        _, complaints = program.communicate()
    assert "Traceback" not in complaints
    assert "QObject" not in complaints
    with open_sample(ledger) as desk:
        kept = desk.reviews.open(task_id).review
        values = form_values(kept)
    assert kept.is_done
    assert {
        key: text for key, text in values.items() if key.startswith(("review.", "target."))
    } == {
        "review.date": "2011年1月12日",
        "review.place": "党员活动室",
        "review.mode": kept.mode,
        "target.summary": "组织学习三次。\n走访企业两家。",
        "review.achievements": "业务扎实，𠮷人自有天相。",
        "review.problems": "学习不够",
        "review.suggestions": "每月交流一次",
    }
