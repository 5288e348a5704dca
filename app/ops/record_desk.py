"""The subjects of the ledger itself: structure, rounds, tasks, records, lists, figures.

A subject is imported when it is first needed: the window is on the screen before most of them.
"""

from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from app.ops.backups import BackupOps
    from app.ops.bin import BinOps
    from app.ops.demands import DemandOps
    from app.ops.drafts import DraftOps
    from app.ops.duplicates import DuplicateOps
    from app.ops.editing import EditOps
    from app.ops.exports import ExportOps
    from app.ops.history import HistoryOps
    from app.ops.imports import ImportOps
    from app.ops.ledger_rows import LedgerRows
    from app.ops.locks import LockOps
    from app.ops.meetings import MeetingOps
    from app.ops.organizations import OrganizationOps
    from app.ops.overview import OverviewOps
    from app.ops.own_forms import OwnFormOps
    from app.ops.people import PeopleOps
    from app.ops.phrases import PhraseOps
    from app.ops.reconciliation import ReconciliationOps
    from app.ops.reviews import ReviewOps
    from app.ops.rounds import RoundOps
    from app.ops.schemes import SchemeOps
    from app.ops.search import SearchOps
    from app.ops.statistics import StatisticsOps
    from app.ops.structure import StructureOps
    from app.ops.tasks import TaskOps
    from app.ops.templates import TemplateOps
    from app.ops.undo import UndoOps
    from app.ops.units import UnitOps
    from app.ops.upkeep import UpkeepOps
    from app.ops.workspace import Workspace


class RecordDesk:
    """The operations on an open ledger's own records; closing it closes the ledger."""

    def __init__(self, workspace: "Workspace") -> None:
        """Work on this ledger."""
        self.workspace = workspace

    @cached_property
    def rounds(self) -> "RoundOps":
        """Rounds and their planning."""
        from app.ops.rounds import RoundOps

        return RoundOps(self.workspace)

    @cached_property
    def schemes(self) -> "SchemeOps":
        """The ledger's own scheme."""
        from app.ops.schemes import SchemeOps

        return SchemeOps(self.workspace, self.rounds)

    @cached_property
    def own_forms(self) -> "OwnFormOps":
        """Forms and tables that the unit brings of its own."""
        from app.ops.own_forms import OwnFormOps

        return OwnFormOps(self.workspace, self.rounds)

    @cached_property
    def structure(self) -> "StructureOps":
        """Reorganisations with their day."""
        from app.ops.structure import StructureOps

        return StructureOps(self.workspace, self.rounds)

    @cached_property
    def editing(self) -> "EditOps":
        """Organisations, people, members, posts, entered and mended by hand."""
        from app.ops.editing import EditOps

        return EditOps(self.workspace, self.rounds, self.people)

    @cached_property
    def tasks(self) -> "TaskOps":
        """Who is to review whom."""
        from app.ops.tasks import TaskOps

        return TaskOps(self.workspace, self.rounds)

    @cached_property
    def reviews(self) -> "ReviewOps":
        """Reviews and their forms."""
        from app.ops.reviews import ReviewOps

        return ReviewOps(self.workspace, self.tasks)

    @cached_property
    def undo(self) -> "UndoOps":
        """Taking steps back; they are noted from the first look at it on."""
        from app.ops.undo import UndoOps

        return UndoOps(self.workspace)

    @cached_property
    def history(self) -> "HistoryOps":
        """Who changed what, when and why."""
        from app.ops.history import HistoryOps

        return HistoryOps(self.workspace)

    @cached_property
    def bin(self) -> "BinOps":
        """What was deleted."""
        from app.ops.bin import BinOps

        return BinOps(self.workspace, self.rounds)

    @cached_property
    def locks(self) -> "LockOps":
        """定稿, 解锁, 退回."""
        from app.ops.locks import LockOps

        return LockOps(self.workspace)

    @cached_property
    def drafts(self) -> "DraftOps":
        """What stands in forms and was not saved."""
        from app.ops.drafts import DraftOps

        return DraftOps(self.workspace)

    @cached_property
    def meetings(self) -> "MeetingOps":
        """What the reviews of a whole meeting share."""
        from app.ops.meetings import MeetingOps

        return MeetingOps(self.workspace, self.reviews)

    @cached_property
    def phrases(self) -> "PhraseOps":
        """The own phrase bank."""
        from app.ops.phrases import PhraseOps

        return PhraseOps(self.workspace)

    @cached_property
    def ledger_rows(self) -> "LedgerRows":
        """The 台账 as the screen shows it."""
        from app.ops.ledger_rows import LedgerRows

        return LedgerRows(self.workspace)

    @cached_property
    def imports(self) -> "ImportOps":
        """Lists that people bring."""
        from app.ops.imports import ImportOps

        return ImportOps(self.workspace, self.rounds, self.units)

    @cached_property
    def units(self) -> "UnitOps":
        """The units that report here."""
        from app.ops.units import UnitOps

        return UnitOps(self.workspace, self.overview)

    @cached_property
    def duplicates(self) -> "DuplicateOps":
        """People who stand in the ledger twice."""
        from app.ops.duplicates import DuplicateOps

        return DuplicateOps(self.workspace, self.rounds)

    @cached_property
    def reconciliation(self) -> "ReconciliationOps":
        """The ledger beside a list from elsewhere."""
        from app.ops.reconciliation import ReconciliationOps

        return ReconciliationOps(self.workspace)

    @cached_property
    def statistics(self) -> "StatisticsOps":
        """The official tables."""
        from app.ops.statistics import StatisticsOps

        return StatisticsOps(self.workspace, self.rounds)

    @cached_property
    def exports(self) -> "ExportOps":
        """Forms and the 台账 as files."""
        from app.ops.exports import ExportOps

        return ExportOps(self.workspace)

    @cached_property
    def backups(self) -> "BackupOps":
        """Copies of the ledger."""
        from app.ops.backups import BackupOps

        return BackupOps(self.workspace)

    @cached_property
    def upkeep(self) -> "UpkeepOps":
        """What somebody should look at."""
        from app.ops.upkeep import UpkeepOps

        return UpkeepOps(self.workspace, self.rounds)

    @cached_property
    def overview(self) -> "OverviewOps":
        """How far the work has come, and what to do next."""
        from app.ops.overview import OverviewOps

        return OverviewOps(self.workspace)

    @cached_property
    def demands(self) -> "DemandOps":
        """What the scheme asks for, and how far it is done."""
        from app.ops.demands import DemandOps

        return DemandOps(self.workspace, self.overview)

    @cached_property
    def organizations(self) -> "OrganizationOps":
        """The list of organisations."""
        from app.ops.organizations import OrganizationOps

        return OrganizationOps(self.workspace, self.overview)

    @cached_property
    def people(self) -> "PeopleOps":
        """Lists of members."""
        from app.ops.people import PeopleOps

        return PeopleOps(self.workspace)

    @cached_property
    def search(self) -> "SearchOps":
        """Organisations, people and records by words."""
        from app.ops.search import SearchOps

        return SearchOps(self.workspace, self.people)

    @cached_property
    def templates(self) -> "TemplateOps":
        """Blank lists to hand out."""
        from app.ops.templates import TemplateOps

        return TemplateOps(self.workspace)

    def close(self) -> None:
        """Close the ledger."""
        self.workspace.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
