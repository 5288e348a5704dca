"""报送: what goes up, comes in and goes down."""

from typing import TYPE_CHECKING

from app.domain.errors.fault import Refusal
from app.domain.handoff import PACKAGE_KINDS, SUFFIX, PackageKind
from app.ui.file_kinds import LEDGER_FILTER, LEDGER_SUFFIX, PACKAGE_FILTER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.domain.progress import Progress
    from app.ops.desk import Desk
    from app.ui.handoff_page import HandoffPage
    from app.ui.ledger_page import LedgerPage
    from app.ui.main_window import MainWindow

_NEEDS_PASSPHRASE = frozenset({"package.passphrase_needed", "package.wrong_passphrase"})


def submit(window: "MainWindow") -> None:
    """Ask what is to be submitted."""
    page = _page(window)
    if page is not None:
        page.submit()


def receive(window: "MainWindow") -> None:
    """Ask for packages to take in."""
    page = _page(window)
    if page is not None:
        page.receive()


def issue(window: "MainWindow") -> None:
    """Ask which units get a package."""
    page = _page(window)
    if page is not None:
        page.issue()


def verify(window: "MainWindow") -> None:
    """Ask for a 校验码 and show which figures it stands for."""
    page = _page(window)
    if page is not None:
        page.deeds.verify()


def send_back(window: "MainWindow") -> None:
    """Ask what is to be mended in the records that are selected."""
    if window.page is not None:
        reviews = window.page.chosen_reviews()
        _made(window.page).deeds.send_back(reviews)  # the records stay in sight


def are_packages(paths: "Sequence[Path]") -> bool:
    """Tell whether files that were dropped are packages, all of them."""
    return bool(paths) and all(path.suffix.lower() == SUFFIX for path in paths)


def take_packages(window: "MainWindow", paths: "Sequence[Path]") -> None:
    """Take packages that were dropped on the window.

    Without an open ledger the first of them makes the ledger of the unit that it was issued to.
    """
    page = _page(window)
    if page is not None:
        page.deeds.receive(paths)
    else:
        _make(window, paths[0])


def new_from_package(window: "MainWindow") -> None:
    """Make the ledger of a unit from what the level above has issued to it."""
    from app.ui.file_dialog import ask_files, documents

    for package in ask_files(window, "选择下发的数据包", documents(), PACKAGE_FILTER)[:1]:
        _make(window, package)


def _make(window: "MainWindow", package: "Path") -> None:
    from app.ui.file_dialog import ask_file_name, documents

    if not _is_issued(window, package):
        return
    proposed = documents() / ledger_name(package)
    path = ask_file_name(window, "新台账放在哪里", proposed, LEDGER_FILTER)
    if path is None:
        return
    with window.refusals_shown("没有建立台账"):
        desk = _received(window, path, package)
        if desk is not None:
            window.show_desk(desk)


def _is_issued(window: "MainWindow", package: "Path") -> bool:
    """Tell whether a package can make a ledger; where it cannot, that is said."""
    from app.ui.waiting import wait_for

    def work(progress: "Progress") -> bool:
        progress(0, 0)
        window.office.require_issued(package)
        return True

    with window.refusals_shown("没有建立台账"):
        return wait_for(window, "正在检查数据包…", work)
    return False


def ledger_name(package: "Path") -> str:
    """Return the name of the ledger that a package makes: that of the unit, without the day."""
    return package.stem.partition(f"_{PACKAGE_KINDS[PackageKind.ISSUE]}_")[0] + LEDGER_SUFFIX


def _received(window: "MainWindow", path: "Path", package: "Path") -> "Desk | None":
    """Return the new ledger, once the passphrase is right; None: nobody knows it."""
    from app.ui.handoff.passphrase_dialog import ask_passphrase
    from app.ui.waiting import wait_for

    secret = ""
    while True:

        def work(progress: "Progress", passphrase: str = secret) -> "Desk":
            progress(0, 0)
            return window.office.receive_new(path, package, passphrase)

        try:
            return wait_for(window, "正在建立台账…", work)
        except Refusal as refused:
            if refused.fault.code not in _NEEDS_PASSPHRASE:
                raise
            said = refused.fault.message
        asked = ask_passphrase(window, f"{package.name}\n{said}")
        if asked is None:
            return None
        secret = asked


def _page(window: "MainWindow") -> "HandoffPage | None":
    from app.ui.page import PageName, Place

    if window.page is None or window.desk is None:
        return None
    window.page.go_to(Place(page=PageName.HANDOFF))
    return _made(window.page)


def _made(page: "LedgerPage") -> "HandoffPage":
    """Return the page 报送与汇总, made where nobody has looked at it yet."""
    from app.ui.handoff_page import HandoffPage
    from app.ui.page import PageName

    found = page.page(PageName.HANDOFF)
    assert isinstance(found, HandoffPage)
    return found
