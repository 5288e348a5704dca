"""What the window is about, for actions that make sense only in a round."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from app.domain.ids import OrganizationId
    from app.domain.review import Round
    from app.ops.desk import Desk
    from app.ui.ledger_page import LedgerPage
    from app.ui.main_window import MainWindow


class Chosen(NamedTuple):
    """The open ledger with what is chosen in it."""

    desk: "Desk"
    page: "LedgerPage"
    round: "Round"
    unit: "OrganizationId"


def chosen(window: "MainWindow") -> Chosen | None:
    """Return what is chosen, or None while there is no ledger or no round."""
    desk, page = window.desk, window.page
    round_ = page.round() if page is not None else None
    if desk is None or page is None or round_ is None:
        return None
    return Chosen(desk, page, round_, page.unit_id())
