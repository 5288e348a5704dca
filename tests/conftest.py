"""What every test can rely on: no screen, a home of its own, and nothing left behind."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(tempfile.mkdtemp(prefix="test-home-"))

os.environ["QT_QPA_PLATFORM"] = "offscreen"
for variable in (
    *("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME"),
    *("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"),
):
    os.environ[variable] = str(HOME)

import pytest  # noqa: E402 - after the environment is set
from hypothesis import settings  # noqa: E402

from tests.office import Soffice  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

PATIENCE_SECONDS = 2.0
FAILED = pytest.StashKey[bool]()

settings.register_profile("local", deadline=None, database=None)
settings.register_profile("ci", deadline=None, database=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session", autouse=True)
def _application(qapp: QApplication) -> QApplication:
    """Make the whole application first: what needs a part of it alone must not come before."""
    return qapp


# ---- nothing may be left behind --------------------------------------------------------------


def _threads() -> set[threading.Thread]:
    """The threads that Python started; Qt's pool is asked for itself."""
    return {
        thread
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread) and not thread.name.startswith("pytest")
    }


def _top_level_widgets() -> set[QWidget]:
    if "PySide6.QtWidgets" not in sys.modules:
        return set()
    from PySide6.QtWidgets import QApplication

    return set(QApplication.topLevelWidgets()) if QApplication.instance() else set()


def _active_timers() -> set[QTimer]:
    if "PySide6.QtCore" not in sys.modules:
        return set()
    import shiboken6
    from PySide6.QtCore import QTimer

    wrappers = shiboken6.getAllValidWrappers()
    return {timer for timer in wrappers if isinstance(timer, QTimer) and timer.isActive()}


def _settle_qt() -> bool:
    """Let deferred deletions happen; say whether Qt's thread pool came to rest."""
    if "PySide6.QtCore" not in sys.modules:
        return True
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    if QCoreApplication.instance() is None:
        return True
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return QThreadPool.globalInstance().waitForDone(int(PATIENCE_SECONDS * 1000))


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a running timer or a top-level widget."""
    threads, widgets, timers = _threads(), _top_level_widgets(), _active_timers()
    yield
    if request.node.stash.get(FAILED, False):
        return  # its traceback holds the objects; one failure is enough
    at_rest = _settle_qt()
    if (_top_level_widgets() - widgets) or (_active_timers() - timers):
        gc.collect()
        _settle_qt()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while _threads() - threads and time.monotonic() < deadline:
        time.sleep(0.01)
    left = [
        *(f"thread {thread.name}" for thread in _threads() - threads),
        *(f"top-level widget {widget!r}" for widget in _top_level_widgets() - widgets),
        *(f"running timer {timer!r} of {timer.parent()!r}" for timer in _active_timers() - timers),
        *([] if at_rest else ["work in Qt's thread pool"]),
    ]
    if left:
        pytest.fail("the test left behind: " + "; ".join(left))


# ---- helpers ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def official() -> Path:
    """Return the folder of the official documents, which lies beside the repository."""
    folder = ROOT.parent / "shared" / "official"
    if not folder.is_dir():
        pytest.skip("the official documents are not beside this clone (../shared/official)")
    return folder


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Soffice:
    """Return LibreOffice: ``soffice(path, "pdf", outdir)`` gives the converted file's path."""
    found = Soffice.find(tmp_path_factory.mktemp("soffice-profile"))
    if found is None:
        pytest.skip("LibreOffice is not installed (python3 run.py setup)")
    return found
