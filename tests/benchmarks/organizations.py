"""20,000 organisations on the page 党组织 against a QStandardItemModel of the same texts.

Only what happens while the window waits; the lines themselves are made by a worker.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.benchmarks.coverage import DAY, City
from tests.benchmarks.result import Result, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.ui.line_model import Line

AT_LEAST = 30.0


def run() -> Iterator[Result]:
    """Give the one ratio."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.domain.directory import Directory
    from app.domain.organization import Records
    from app.ops.organizations import listed
    from app.ui.filter_row import FilterRow
    from app.ui.organizations_page import FACETS, OrganizationListModel, organization_lines

    application = QApplication.instance() or QApplication([])
    directory = Directory(Records(tuple(City().organizations)), DAY)
    lines = organization_lines(listed(directory, {}, directory.tree.organizations))
    filters, model = FilterRow(FACETS), OrganizationListModel()

    def show() -> None:
        model.show_lines(filters.kept(lines))

    pairs = [(seconds(show), seconds(lambda: _standard(lines))) for _ in range(3)]
    ours, theirs = (min(times) for times in zip(*pairs, strict=True))
    yield Result("organisations shown", theirs / ours, AT_LEAST, at_least=True)
    del application


def _standard(lines: tuple[Line, ...]) -> None:
    from PySide6.QtGui import QStandardItem, QStandardItemModel

    model = QStandardItemModel()
    for line in lines:
        model.appendRow([QStandardItem(cell) for cell in line.cells])
