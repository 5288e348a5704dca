"""Long work: the window stays alive, the user can stop it, what it raised arrives."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.progress import Cancelled
from app.ui.waiting import wait_for

if TYPE_CHECKING:
    from app.domain.progress import Progress


def shown_dialog() -> QProgressDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, QProgressDialog)
    return found


def test_short_work_shows_nothing_and_gives_its_result(window: QWidget) -> None:
    seen: list[QWidget | None] = []

    def work(progress: Progress) -> int:
        progress(1, 1)
        return 42

    assert wait_for(window, "正在做事", work) == 42
    seen.append(QApplication.activeModalWidget())
    assert seen == [None]
    assert QApplication.overrideCursor() is None


def test_long_work_tells_how_far_it_is_while_the_window_lives(window: QWidget) -> None:
    go_on = threading.Event()
    seen: list[tuple[str, int, int]] = []

    def work(progress: Progress) -> threading.Thread:
        progress(3, 10)
        assert go_on.wait(10)
        return threading.current_thread()

    def look() -> None:
        dialog = shown_dialog()
        if dialog.maximum() != 10:
            return
        assert dialog.width() >= 360  # less cuts the title
        seen.append((dialog.labelText(), dialog.value(), dialog.maximum()))
        timer.stop()
        go_on.set()

    timer = QTimer(window, interval=20)
    timer.timeout.connect(look)
    QTimer.singleShot(400, timer.start)
    worker = wait_for(window, "正在导出", work)
    assert seen == [("正在导出", 3, 10)]
    assert worker is not threading.current_thread()
    assert QApplication.activeModalWidget() is None


def test_the_user_can_stop_it(window: QWidget) -> None:
    def work(progress: Progress) -> None:
        for done in range(10_000):
            progress(done, 10_000)
            time.sleep(0.005)

    def stop() -> None:
        shown_dialog().canceled.emit()

    QTimer.singleShot(500, stop)
    with pytest.raises(Cancelled):
        wait_for(window, "正在导出", work)
    assert QApplication.overrideCursor() is None


def test_a_refusal_arrives_where_it_was_waited_for(window: QWidget) -> None:
    def work(progress: Progress) -> None:
        del progress
        raise refusal("file.missing", "某文件")

    with pytest.raises(Refusal) as caught:
        wait_for(window, "正在读取", work)
    assert caught.value.fault.code == "file.missing"
