"""Reconciliation: a list from elsewhere beside the ledger, on the screen's lines and as Excel."""

from collections.abc import Sequence
from pathlib import Path

from app.domain.proposal import SheetKind
from app.domain.reconciliation import HEADINGS, Reconciliation
from app.ops.workspace import Workspace

_TITLE = "名册核对"
_WIDTHS = (16, 10, 12, 16, 40, 40)


class ReconciliationOps:
    """Compares what others have with what stands in the ledger; writes nothing into it."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace

    def compare(self, paths: Sequence[Path], under: str | None = None) -> Reconciliation:
        """Say who of the rosters in these files is missing here, who is extra, what differs.

        Args:
            paths: files with a roster each; names alone are enough.
            under: the unit whose members are compared (id, path or unique name); None: everybody.

        Raises:
            Refusal: ``file.*``, ``sheet.*``, ``organization.*``.
        """
        from app.intake.collector import resting_collector
        from app.intake.reconciling import compare
        from app.intake.sheets import read_sheets
        from app.intake.tables import recognise
        from app.specs.column_reader import read_columns

        workspace, books = self._workspace, read_columns()
        today = workspace.today()
        top = workspace.organization(under, today).id
        with resting_collector():
            tables = [
                table
                for path in paths
                for table in recognise(
                    str(path.absolute()), read_sheets(path), books, SheetKind.MEMBERS
                )
            ]
            return compare(tables, workspace.directory(today), top)

    def write(self, found: Reconciliation, path: Path, *, overwrite: bool = False) -> None:
        """Write what was found to an Excel file.

        Raises:
            Refusal: ``file.*``.
        """
        from app.export.excel_sheets import list_bytes
        from app.export.files import write_new

        self._workspace.refuse_own_files(path)
        content = list_bytes(_TITLE, HEADINGS, found.lines(), _WIDTHS)
        write_new(path, content, overwrite=overwrite)
