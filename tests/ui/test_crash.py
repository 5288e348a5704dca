"""What is unexpected: one dialog at a time, and a log that names nobody."""

from __future__ import annotations

import gc
import sys
import threading
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication

from app.domain.version import VERSION
from app.ui import crash
from app.ui.crash import CrashReporter, describe
from app.ui.crash_dialog import CrashDialog
from app.ui.log_file import MOST_ALIKE, LogFile, without_values
from tests.ui.hands import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

NAME, NUMBER = "王建国", "370202197506011234"


@pytest.fixture
def reporter(tmp_path: Path) -> Iterator[CrashReporter]:
    made = CrashReporter(tmp_path / "dianping.log")
    made.take_over()
    yield made
    made.give_back()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The details of the dialogs that came up; each is closed at once."""
    found: list[str] = []

    class Closed(CrashDialog):
        def exec(self) -> int:
            found.append(self._details)
            self.close()
            return 0

    monkeypatch.setattr("app.ui.crash_dialog.CrashDialog", Closed)
    return found


def log_of(tmp_path: Path) -> str:
    return (tmp_path / "dianping.log").read_text(encoding="utf-8")


def names_as_value() -> None:
    raise ValueError(f"{NAME} {NUMBER}")


def names_as_key() -> None:
    dict[str, str]()[NAME]


def names_as_file() -> None:
    Path(f"/{NAME}/{NUMBER}.ledger").read_bytes()


def names_as_type() -> None:
    int(NAME)


def names_in_a_cause() -> None:
    try:
        names_as_key()
    except KeyError as error:
        raise RuntimeError(NAME) from error


def names_in_notes() -> None:
    error = ValueError(NAME)
    error.add_note(NUMBER)
    raise error


def names_in_a_group() -> None:
    raise ExceptionGroup(NAME, [ValueError(NUMBER)])


CRASHES = [
    *(names_as_value, names_as_key, names_as_file, names_as_type),
    *(names_in_a_cause, names_in_notes, names_in_a_group),
]


def crashed(act: Callable[[], None]) -> None:
    """Let an act fail as a slot does."""
    try:
        act()
    except Exception:
        sys.excepthook(*sys.exc_info())


@pytest.mark.parametrize("act", CRASHES)
def test_no_value_reaches_log_or_details(
    reporter: CrashReporter, shown: list[str], tmp_path: Path, act: Callable[[], None]
) -> None:
    crashed(act)
    text = log_of(tmp_path) + "".join(shown)
    assert act.__name__ in text
    assert NAME not in text
    assert NUMBER not in text
    assert len(shown) == 1


def test_the_cause_is_told_too(reporter: CrashReporter, shown: list[str], tmp_path: Path) -> None:
    crashed(names_in_a_cause)
    assert "from KeyError" in log_of(tmp_path)
    assert "names_as_key" in log_of(tmp_path)


def test_a_worker_s_end_is_shown_by_the_window(
    reporter: CrashReporter, shown: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    worker = threading.Thread(target=names_as_value)
    worker.start()
    worker.join()
    assert shown == []
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert "names_as_value" in log_of(tmp_path)
    assert NAME not in log_of(tmp_path)


class Clinging:
    def __del__(self) -> None:
        names_as_value()


def test_what_cannot_be_raised_is_logged_only(
    reporter: CrashReporter, shown: list[str], tmp_path: Path
) -> None:
    thrown_away = Clinging()
    del thrown_away
    gc.collect()
    assert "unraisable ValueError" in log_of(tmp_path)
    assert NAME not in log_of(tmp_path)
    assert shown == []


def test_complaints_of_qt_are_logged_without_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reporter = CrashReporter(tmp_path / "dianping.log")
    reporter.take_over()
    reporter._qt_before = None  # the tests' own handler would fail this test
    try:
        qWarning(f'QFile: cannot open "/x/{NAME}.xlsx" of {NAME} {NUMBER}')
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = reporter._before
    assert "QFile: cannot open" in capsys.readouterr().err
    assert "QtWarningMsg" in log_of(tmp_path)
    assert "QFile: cannot open" in log_of(tmp_path)
    assert NAME not in log_of(tmp_path)
    assert NUMBER not in log_of(tmp_path)


def test_one_dialog_at_a_time(
    reporter: CrashReporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another crash while the dialog is open is logged and shows nothing more."""
    seen: list[int] = []

    def look() -> None:
        crashed(names_as_type)
        boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog)]
        seen.append(len([box for box in boxes if box.isVisible()]))
        click(boxes[-1], "关闭")

    QTimer.singleShot(0, look)
    crashed(names_as_key)
    assert seen == [1]
    assert "names_as_type" in log_of(tmp_path)


def test_the_same_fault_is_not_shown_again_at_once(
    reporter: CrashReporter, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        crashed(names_as_key)
    assert len(shown) == 1
    monkeypatch.setattr(crash, "QUIET_SECONDS", 0.0)
    crashed(names_as_key)
    assert len(shown) == 2


def test_it_says_what_is_safe_and_copies_the_details(qtbot: QtBot) -> None:
    dialog = CrashDialog("ValueError\n  app.x:1 y", "dianping.log")
    qtbot.addWidget(dialog)
    dialog.show()
    said = dialog.text() + dialog.informativeText()
    assert "已经保存的内容都在台账里" in said
    assert "自动留存" in said
    assert "dianping.log" in said
    click(dialog, "复制详情")
    assert QApplication.clipboard().text() == "ValueError\n  app.x:1 y"
    assert dialog.isVisible()


def test_the_hooks_are_given_back() -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    reporter = CrashReporter()
    reporter.take_over()
    assert sys.excepthook == reporter.report
    reporter.give_back()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


# ---- the log ---------------------------------------------------------------------------------


def test_a_full_log_is_put_aside(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "dianping.log")
    log.path.write_text("旧" * 400_000, encoding="utf-8")
    log.write("新")
    assert log.path.read_text(encoding="utf-8").endswith("新\n")
    assert log.path.stat().st_size < 100
    assert (tmp_path / "dianping.1.log").exists()
    assert len([*tmp_path.iterdir()]) == 2


def test_an_entry_that_comes_again_and_again_is_written_a_few_times(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "dianping.log")
    for _ in range(MOST_ALIKE + 50):
        log.write("QtWarningMsg")
    assert len(log.path.read_text(encoding="utf-8").splitlines()) == MOST_ALIKE


def test_where_the_disk_refuses_the_program_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = LogFile(tmp_path / "没有这个文件夹" / "dianping.log")
    log.write("ValueError")
    assert "ValueError" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stderr", None)
    log.write("ValueError")


@pytest.mark.parametrize(
    "message",
    [
        f'open "{NAME}"',
        f"open '{NAME}.xlsx' 13800001111",
        f"open D:\\台账\\{NAME} now",
        f"open /data/{NUMBER} now",
        f"open {NAME}",
    ],
)
def test_values_are_left_out(message: str) -> None:
    said = without_values(message)
    assert said.startswith("open …")
    assert not any(part in said for part in (NAME, NUMBER, "13800001111", "台账", "data"))


def test_a_place_is_told_without_an_error() -> None:
    assert describe(ValueError, None) == "ValueError"


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION
