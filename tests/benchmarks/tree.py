"""The tree of 100,000 organisations against a QStandardItemModel of the same, until it is shown.

``python -m tests.benchmarks tree``; BENCH_ORGANIZATIONS makes it smaller.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.benchmarks.result import Result, median_ratio, seconds
from tests.benchmarks.window import offscreen, until_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QPaintEvent

    from app.domain.tree import Tree

ORGANIZATIONS = int(os.environ.get("BENCH_ORGANIZATIONS", "100000"))
BRANCHING = 8
PAIRS = 5
BOUND = 60


def run() -> Iterator[Result]:
    """Show both in turn."""
    offscreen()
    from app.ui.organization_model import OrganizationModel

    tree = _tree()
    _show(OrganizationModel(tree))  # icons and fonts once
    pairs = [
        (seconds(lambda: _show(_copied(tree))), seconds(lambda: _show(OrganizationModel(tree))))
        for _ in range(PAIRS)
    ]
    slow, quick = sorted(pairs)[len(pairs) // 2]
    detail = f"[{slow * 1000:.0f} ms / {quick * 1000:.1f} ms]"
    yield Result(
        f"tree of {ORGANIZATIONS:,}: a QStandardItemModel / ours, shown",
        median_ratio(pairs),
        BOUND,
        at_least=True,
        detail=detail,
    )


def _tree() -> Tree:
    from app.domain.ids import OrganizationId
    from app.domain.organization import Organization
    from app.domain.tree import grow
    from app.domain.words import OrganizationKind

    ids = [OrganizationId(str(number)) for number in range(ORGANIZATIONS)]
    return grow(
        Organization(
            id_,
            f"第{number}党支部",
            OrganizationKind.BRANCH,
            ids[(number - 1) // BRANCHING] if number else None,
        )
        for number, id_ in enumerate(ids)
    )


def _copied(tree: Tree) -> QAbstractItemModel:
    """Return a usual model that says all that ours says: name, icon, hint and id."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel

    from app.domain.words import ORGANIZATION_KINDS
    from app.ui.icons import organization_icon

    model = QStandardItemModel()
    items = {}
    for organization in tree:
        item = QStandardItem(organization_icon(organization.kind), organization.name)
        item.setEditable(False)
        item.setData(organization.id)
        item.setToolTip(f"{organization.name}（{ORGANIZATION_KINDS[organization.kind]}）")
        items[organization.id] = item
        above = items[organization.parent_id] if organization.parent_id else None
        (above or model.invisibleRootItem()).appendRow(item)
    return model


def _show(model: QAbstractItemModel) -> None:
    from PySide6.QtWidgets import QTreeView

    class View(QTreeView):
        painted = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            self.painted = True
            super().paintEvent(event)

    view = View(headerHidden=True, uniformRowHeights=True)
    view.setModel(model)
    view.expandToDepth(1)
    view.resize(300, 700)
    until_shown(view)
    assert view.painted
    view.close()
